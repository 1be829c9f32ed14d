//! Where everything stands, before anything is written: formulas point forwards, too.

use std::sync::Arc;

use super::LIVE_CELLS;
use super::LIVE_SUBJECTS;
use super::detail_plan::{self, DetailPlan};
use super::error::WorkbookError;
use super::frame_plan::FramePlans;
use super::group_plan::GroupPlan;
use super::loss_plan::LossPlan;
use super::style::Styles;
use super::width;
use crate::formula::{Ref, Value};
use crate::rank::{Placed, Standing};
use crate::report::Report;
use crate::round::{Round, RowId, SubjectId};
use crate::scheme::{FrameId, Scheme};
use crate::score::Scorer;

/// First row of data on 排名: two rows of title, one of headings.
pub(super) const RANK_FIRST: u32 = 3;

/// Rows that a sheet has.
pub(super) const SHEET_ROWS: usize = 1_048_576;

/// Where everything stands.
pub(super) struct Plan<'a> {
    pub report: &'a Report<'a>,
    pub scheme: &'a Scheme,
    pub round: &'a Round,
    pub standing: &'a Standing,
    pub styles: Styles,
    /// Whether formulas are written.
    pub live: bool,
    /// Ranked subjects: the first so many of the order.
    pub ranked: u32,
    /// Attributes that anybody has a value of, and the width of each.
    pub attributes: Vec<(Ref, f64)>,
    /// Width of a column of names.
    pub name_width: f64,
    pub detail: DetailPlan,
    /// The sheets of frames below the subjects.
    pub frames: FramePlans,
    /// Row on 得分明细 of each subject in the order; `None` for those without a score.
    detail_rows: Vec<Option<u32>>,
    pub losses: LossPlan,
    pub groups: GroupPlan,
}

impl<'a> Plan<'a> {
    pub fn new(report: &'a Report<'a>) -> Result<Plan<'a>, WorkbookError> {
        let Report {
            scheme,
            round,
            standing,
            ..
        } = *report;
        let subjects = standing.order.len();
        if subjects + 16 > SHEET_ROWS {
            return Err(WorkbookError::TooManySubjects(subjects));
        }
        let styles = Styles::new(scheme.rounding.places);
        let widths: Vec<(Ref, Option<f64>)> = scheme
            .attributes
            .iter()
            .map(|name| (*name, attribute_width(scheme, round, *name)))
            .collect();
        let every: Vec<f64> = widths
            .iter()
            .map(|(_, width)| width.unwrap_or(8.0))
            .collect();
        let attributes = widths
            .iter()
            .filter_map(|(name, width)| Some((*name, (*width)?)))
            .collect();
        let names = round.subjects.iter().map(|subject| &*subject.name);
        let name_width = width::fitting(names.chain(["单位"])).clamp(12.0, 40.0);
        let detail = DetailPlan::new(scheme, &styles, name_width, &every);
        let mut next = detail_plan::FIRST;
        let detail_rows: Vec<Option<u32>> = standing
            .order
            .iter()
            .map(|placed| {
                placed.total.map(|_| {
                    next += 1;
                    next - 1
                })
            })
            .collect();
        let scored = (next - detail_plan::FIRST) as usize;
        let frames = FramePlans::new(report, &styles, name_width, &detail_rows);
        let cells = scored * detail.columns.len() + frames.cells();
        let live = subjects <= LIVE_SUBJECTS && cells <= LIVE_CELLS;
        let ranked = u32::try_from(standing.ranked().count()).unwrap_or(u32::MAX);
        let losses = LossPlan::new(report)?;
        let groups = GroupPlan::new(report);
        Ok(Plan {
            report,
            scheme,
            round,
            standing,
            styles,
            live,
            ranked,
            attributes,
            name_width,
            detail,
            frames,
            detail_rows,
            losses,
            groups,
        })
    }

    /// Every quantity of a subject.
    pub fn row(&self, subject: SubjectId) -> Result<Vec<Value>, WorkbookError> {
        row(self.report, subject)
    }

    /// A subject's name.
    pub fn name(&self, subject: SubjectId) -> Arc<str> {
        name(self.round, subject)
    }

    /// Row on 排名 of a position in the order.
    pub fn rank_row(&self, position: usize) -> u32 {
        RANK_FIRST + u32::try_from(position).unwrap_or(u32::MAX)
    }

    /// Last row on 排名 of ranked subjects.
    pub fn last_ranked(&self) -> u32 {
        RANK_FIRST + self.ranked.saturating_sub(1)
    }

    /// Row on 得分明细 of a position in the order.
    pub fn detail_row(&self, position: usize) -> Option<u32> {
        self.detail_rows.get(position).copied().flatten()
    }

    /// How many subjects have a score.
    pub fn scored(&self) -> u32 {
        u32::try_from(self.detail_rows.iter().flatten().count()).unwrap_or(u32::MAX)
    }

    /// Column of an attribute on 排名.
    pub fn attribute_column(&self, attribute: Ref) -> Option<u16> {
        let position = self
            .attributes
            .iter()
            .position(|(name, _)| *name == attribute)?;
        Some(2 + super::pen::index(position))
    }

    /// First column on 排名 behind the attributes.
    pub fn first_section(&self) -> u16 {
        2 + super::pen::index(self.attributes.len())
    }

    /// What stands in the columns of 排名 behind the attributes: sections, 加分, 扣分, 总分, 等级.
    pub fn rank_quantities(&self) -> Vec<Ref> {
        let summary = &self.scheme.summary;
        let sections = self
            .scheme
            .tops
            .iter()
            .map(|top| self.scheme.criterion(*top).score);
        sections
            .chain(summary.bonus)
            .chain(summary.penalty)
            .chain((summary.decides != summary.total).then_some(summary.decides))
            .chain([summary.total])
            .chain(summary.grade)
            .collect()
    }

    /// Column of one of those on 排名.
    pub fn rank_column(&self, quantity: Ref) -> u16 {
        let position = self
            .rank_quantities()
            .iter()
            .position(|name| *name == quantity)
            .unwrap_or(0);
        self.first_section() + super::pen::index(position)
    }

    /// Column of the total on 排名.
    pub fn total_column(&self) -> u16 {
        self.rank_column(self.scheme.summary.total)
    }

    /// Column on 排名 of the total that ranks look at.
    pub fn decisive_column(&self) -> u16 {
        self.rank_column(self.scheme.summary.decides)
    }

    /// Column of the grade on 排名.
    pub fn grade_column(&self) -> Option<u16> {
        self.scheme
            .summary
            .grade
            .map(|grade| self.rank_column(grade))
    }

    /// Name of a subject's grade; 未达等级 for a ranked one without.
    pub fn grade_name(&self, placed: &Placed) -> &'a str {
        placed
            .grade
            .and_then(|grade| self.scheme.grades.get(grade))
            .map_or(NO_GRADE, |grade| grade.name.as_str())
    }

    /// An attribute's value as it is read; `None` where there is none.
    pub fn attribute(&self, subject: SubjectId, attribute: Ref) -> Option<Value> {
        self.round
            .cell(subject, attribute)
            .value(self.round)
            .filter(|value| !value.is_not_applicable())
    }
}

/// What stands for a grade where none is reached.
pub(super) const NO_GRADE: &str = crate::scheme::NO_GRADE;

/// Every quantity of a subject.
pub(super) fn row(report: &Report<'_>, subject: SubjectId) -> Result<Vec<Value>, WorkbookError> {
    let scorer = Scorer {
        scheme: report.scheme,
        round: report.round,
    };
    scorer
        .row(subject)
        .map_err(|_| WorkbookError::Overflow(name(report.round, subject).to_string()))
}

/// Rows of a frame with their quantities.
pub(super) type FrameRows = Vec<(RowId, Vec<Value>)>;

/// Every row of a frame below a subject.
pub(super) fn rows(
    report: &Report<'_>,
    frame: FrameId,
    subject: SubjectId,
) -> Result<FrameRows, WorkbookError> {
    let scorer = Scorer {
        scheme: report.scheme,
        round: report.round,
    };
    scorer
        .rows(frame, subject)
        .map_err(|_| WorkbookError::Overflow(name(report.round, subject).to_string()))
}

fn name(round: &Round, subject: SubjectId) -> Arc<str> {
    round
        .subjects
        .get(subject.index())
        .map_or_else(|| "".into(), |subject| subject.name.clone())
}

/// Width of an attribute's column; `None` when nobody has a value.
fn attribute_width(scheme: &Scheme, round: &Round, attribute: Ref) -> Option<f64> {
    let mut widest: Option<f64> = None;
    for index in 0..round.subjects.len() {
        let subject = SubjectId(u32::try_from(index).unwrap_or(u32::MAX));
        let value = round
            .cell(subject, attribute)
            .value(round)
            .filter(|value| !value.is_not_applicable());
        if let Some(value) = value {
            let width = match value {
                Value::Text(text) => width::fitting([&*text]),
                other => width::fitting([other.to_string().as_str()]),
            };
            widest = Some(widest.map_or(width, |widest| widest.max(width)));
        }
    }
    let heading = width::room(&scheme.column(attribute).name).min(9.0) + 3.0;
    widest.map(|widest| widest.max(heading).min(24.0))
}
