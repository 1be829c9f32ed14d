//! The result workbook: one sheet per file of this folder, live from the finding to the rank.
//!
//! [`Plan`](plan::Plan) decides where everything stands before anything is written, because formulas
//! point to sheets further on. A [`Pen`](pen::Pen) writes a sheet strictly from top to bottom.

mod area_awards;
mod award_words;
mod awards;
mod cells;
mod checks;
mod detail;
mod detail_look;
mod detail_plan;
mod error;
mod excluded;
mod fold_formula;
mod formula;
mod frame_plan;
mod frame_sheet;
mod grades;
mod group_plan;
mod groups;
mod loss_plan;
mod loss_sheet;
mod loss_words;
mod notes;
pub(super) mod page;
pub(super) mod pen;
mod place;
mod plan;
mod rank;
mod statistics;
mod statistics_figures;
mod statistics_formula;
mod statistics_layout;
mod stored;
pub(super) mod style;
pub(super) mod width;

pub use error::WorkbookError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

use self::pen::Pen;
use self::plan::Plan;
use super::Report;
use crate::rank::Status;

/// The most cells of 得分明细 that are written as formulas; above it, values are written.
pub const LIVE_CELLS: usize = 400_000;
/// The most subjects that a workbook with formulas holds; above it, values are written.
pub const LIVE_SUBJECTS: usize = 5_000;

/// Deflate level: half the time of the usual 6, and files about a tenth larger.
const COMPRESSION: u8 = 3;

const RANK: &str = "排名";
const GROUPS: &str = "分组排名";
const GRADES: &str = "等级";
const AWARDS: &str = "获奖名单";
const DETAIL: &str = "得分明细";
const LOSSES: &str = "扣分明细";
const STATISTICS: &str = "统计";
const EXCLUDED: &str = "否决与未参评";
const CHECKS: &str = "数据核对";
const NOTES: &str = "说明";

/// Writes one sheet.
type Write = fn(&mut Pen<'_>, &Plan<'_>) -> Result<(), WorkbookError>;

impl Report<'_> {
    /// The bytes of the result workbook (.xlsx). The same report makes the same bytes.
    ///
    /// # Errors
    /// [`WorkbookError`] when there are more subjects than rows on a sheet, when a score grew beyond
    /// 28 digits (which a [`Standing`](crate::rank::Standing) would have said before), or when
    /// temporary files for large sheets cannot be written.
    pub fn workbook(&self) -> Result<Vec<u8>, WorkbookError> {
        let plan = Plan::new(self)?;
        let mut book = Workbook::new();
        book.set_zip_compression_level(COMPRESSION);
        book.set_default_format(
            &Format::new().set_font_name(style::BODY).set_font_size(11),
            20,
            72,
        )?;
        book.set_properties(&properties(self)?);
        let mut formulas = 0;
        for (name, large, write) in sheets(&plan) {
            let sheet = add(&mut book, large && !plan.live)?;
            let mut pen = Pen::new(sheet, name, plan.live)?;
            write(&mut pen, &plan)?;
            formulas += pen.formulas;
            if name == DETAIL {
                formulas += frames(&mut book, &plan)?;
            }
        }
        let mut pen = Pen::new(add(&mut book, false)?, NOTES, plan.live)?;
        notes::write(&mut pen, &plan, formulas)?;
        Ok(book.save_to_buffer()?)
    }
}

/// The sheets of frames below the subjects; how many formulas they hold.
fn frames(book: &mut Workbook, plan: &Plan<'_>) -> Result<u64, WorkbookError> {
    let mut formulas = 0;
    for frame in &plan.frames.frames {
        let mut pen = Pen::new(add(book, !plan.live)?, &frame.sheet, plan.live)?;
        frame_sheet::write(&mut pen, plan, frame)?;
        formulas += pen.formulas;
    }
    Ok(formulas)
}

/// The sheets that are not empty, in order: name, whether it can be large, who writes it.
fn sheets(plan: &Plan<'_>) -> Vec<(&'static str, bool, Write)> {
    let ranked = plan.ranked > 0;
    let report = plan.report;
    let excluded = plan
        .standing
        .order
        .iter()
        .any(|placed| placed.status != Status::Ranked);
    let known = plan
        .standing
        .rollups
        .iter()
        .any(|rollups| !rollups.is_empty());
    let of_areas = plan
        .standing
        .areas
        .iter()
        .any(|areas| !areas.awards.is_empty());
    let all: [(&'static str, bool, bool, Write); 9] = [
        (RANK, !plan.standing.order.is_empty(), true, rank::write),
        (GROUPS, !plan.groups.blocks.is_empty(), true, groups::write),
        (
            GRADES,
            ranked && plan.grade_column().is_some(),
            true,
            grades::write,
        ),
        (
            AWARDS,
            (ranked && !plan.standing.awards.is_empty()) || of_areas,
            false,
            awards::write,
        ),
        (DETAIL, plan.scored() > 0, true, detail::write),
        (
            LOSSES,
            !plan.losses.lines.is_empty(),
            true,
            loss_sheet::write,
        ),
        (STATISTICS, known, false, statistics::write),
        (EXCLUDED, excluded, true, excluded::write),
        (
            CHECKS,
            !(report.problems.is_empty() && report.repairs.is_empty()),
            false,
            checks::write,
        ),
    ];
    all.into_iter()
        .filter(|(_, some, _, _)| *some)
        .map(|(name, _, large, write)| (name, large, write))
        .collect()
}

/// Adds a sheet; a large one is written through a temporary file.
fn add(book: &mut Workbook, large: bool) -> Result<&mut Worksheet, WorkbookError> {
    #[cfg(not(target_arch = "wasm32"))]
    if large {
        return Ok(book.add_worksheet_with_constant_memory()?);
    }
    let _ = large;
    Ok(book.add_worksheet())
}

/// Properties that tell where the workbook comes from. The date is fixed: a clock would change the
/// bytes.
fn properties(report: &Report<'_>) -> Result<DocProperties, WorkbookError> {
    let scheme = report.scheme;
    Ok(DocProperties::new()
        .set_title(scheme.title.as_str())
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?)
        .set_custom_property(crate::report::MARK, env!("CARGO_PKG_VERSION"))
        .set_custom_property("scheme-id", scheme.id.as_str())
        .set_custom_property("scheme-version", scheme.version.as_str())
        .set_custom_property("scheme-sha256", scheme.sha256.as_str()))
}
