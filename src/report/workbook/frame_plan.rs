//! The sheets of frames below the subjects: one row for each time that something was inspected, or
//! for each line of a ledger.

use std::collections::HashMap;

use super::detail_plan::{self, DetailPlan};
use super::fold_formula;
use super::formula::{fits, on};
use super::plan::{Plan, SHEET_ROWS};
use super::style::Styles;
use super::{CHECKS, DETAIL, EXCLUDED, LOSSES, NOTES, RANK, STATISTICS};
use crate::formula::{Cells, Ref, Type};
use crate::problem::CellRef;
use crate::report::Report;
use crate::round::{RowId, SubjectId};
use crate::scheme::{Content, FrameId};

/// A row of a frame's sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct FrameRow {
    pub subject: SubjectId,
    pub row: RowId,
    /// The row that it belongs to.
    pub above: RowId,
}

/// The sheet of one frame.
pub(super) struct FramePlan {
    pub id: FrameId,
    /// Name of the sheet.
    pub sheet: String,
    pub detail: DetailPlan,
    pub rows: Vec<FrameRow>,
    /// Where each row stands.
    at: HashMap<RowId, u32>,
    /// First and last row of those that belong to a row of the frame above.
    below: HashMap<RowId, (u32, u32)>,
}

/// The sheets of all frames below the subjects.
pub(super) struct FramePlans {
    pub frames: Vec<FramePlan>,
    /// Where the subjects stand on 得分明细.
    subjects: HashMap<RowId, u32>,
}

impl FramePlans {
    pub fn new(
        report: &Report<'_>,
        styles: &Styles,
        name_width: f64,
        detail_rows: &[Option<u32>],
    ) -> FramePlans {
        let scheme = report.scheme;
        let mut plans = FramePlans {
            frames: Vec::new(),
            subjects: HashMap::new(),
        };
        let mut scored = Vec::new();
        for (placed, row) in report.standing.order.iter().zip(detail_rows) {
            if let Some(row) = row {
                let own = RowId::of(placed.subject);
                plans.subjects.insert(own, *row);
                scored.push((placed.subject, own));
            }
        }
        let mut rows: Vec<Vec<(SubjectId, RowId)>> = vec![scored];
        for (index, frame) in scheme.frames.iter().enumerate().skip(1) {
            let id = FrameId(u32::try_from(index).unwrap_or(u32::MAX));
            let above = rows.get(frame.parent.index()).cloned().unwrap_or_default();
            let labels = scheme.labels_of(id);
            let mut plan = FramePlan {
                id,
                sheet: plans.sheet_name(&frame.name),
                detail: DetailPlan::below(scheme, id, styles, name_width, &labels),
                rows: Vec::new(),
                at: HashMap::new(),
                below: HashMap::new(),
            };
            for (subject, above) in above {
                let first = plan.next();
                for row in report.round.below(id, above) {
                    let at = plan.next();
                    if at as usize + 16 > SHEET_ROWS {
                        break;
                    }
                    plan.at.insert(row, at);
                    plan.rows.push(FrameRow {
                        subject,
                        row,
                        above,
                    });
                }
                if plan.next() > first {
                    plan.below.insert(above, (first, plan.next() - 1));
                }
            }
            rows.push(plan.rows.iter().map(|row| (row.subject, row.row)).collect());
            if !plan.rows.is_empty() {
                plans.frames.push(plan);
            }
        }
        plans
    }

    /// A name that no other sheet has and that spreadsheets take: 31 characters at most.
    fn sheet_name(&self, name: &str) -> String {
        let clean: String = name
            .chars()
            .filter(|letter| !"[]:*?/\\'".contains(*letter))
            .take(24)
            .collect();
        let fixed = [RANK, DETAIL, LOSSES, STATISTICS, EXCLUDED, CHECKS, NOTES];
        let base = format!("明细·{clean}");
        let taken = |name: &str| {
            fixed.contains(&name) || self.frames.iter().any(|frame| frame.sheet == name)
        };
        let mut candidate = base.clone();
        let mut number = 2;
        while taken(&candidate) {
            candidate = format!("{base}{number}");
            number += 1;
        }
        candidate
    }

    /// Cells of all sheets.
    pub fn cells(&self) -> usize {
        let cells = self
            .frames
            .iter()
            .map(|frame| frame.rows.len() * frame.detail.columns.len());
        cells.sum()
    }

    pub fn of(&self, id: FrameId) -> Option<&FramePlan> {
        self.frames.iter().find(|frame| frame.id == id)
    }

    /// Where a quantity of a row stands: `'得分明细'!F12`.
    pub fn cell(&self, plan: &Plan<'_>, row: RowId, name: Ref) -> Option<String> {
        let (sheet, at, col) = match self.of(row.frame) {
            Some(frame) => (
                frame.sheet.as_str(),
                frame.at.get(&row)?,
                frame.detail.column_of(name)?,
            ),
            None => (
                DETAIL,
                self.subjects.get(&row)?,
                plan.detail.column_of(name)?,
            ),
        };
        Some(on(sheet, *at, col))
    }

    /// The formula of a folded quantity of a row; `None` where it is not folded, where there is
    /// nothing to fold, or where no spreadsheet takes the formula.
    pub fn folded(&self, plan: &Plan<'_>, row: RowId, name: Ref) -> Option<String> {
        let Content::Folded(fold) = &plan.scheme.column(name).content else {
            return None;
        };
        let frame = self.of(fold.frame)?;
        let (first, last) = frame.below.get(&row)?;
        let range = |name: Ref| {
            let col = frame.detail.column_of(name)?;
            let letters = CellRef::letters(col);
            Some(format!(
                "'{}'!${letters}${}:${letters}${}",
                frame.sheet,
                first + 1,
                last + 1
            ))
        };
        let label = plan
            .scheme
            .frames
            .get(fold.frame.index())
            .and_then(|frame| frame.label);
        let ranges = fold_formula::Ranges {
            of: range(fold.of)?,
            key: range(fold.key)?,
            labels: label.and_then(range),
            same: fold.of == fold.key,
            missing: fold
                .gather
                .expected
                .len()
                .saturating_sub((last - first + 1) as usize),
        };
        fold_formula::formula(&fold.gather, &ranges).filter(|formula| fits(formula))
    }
}

impl FramePlan {
    fn next(&self) -> u32 {
        detail_plan::FIRST + u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }
}

/// Addresses as a row of a frame's sheet sees them: its own columns beside it, those of the rows
/// above on their sheets.
pub(super) struct FrameCells<'a> {
    pub plan: &'a Plan<'a>,
    pub frame: &'a FramePlan,
    pub row: FrameRow,
    pub at: u32,
}

impl Cells for FrameCells<'_> {
    fn address(&self, name: Ref) -> String {
        if let Some(col) = self.frame.detail.column_of(name) {
            return format!("{}{}", CellRef::letters(col), self.at + 1);
        }
        let frame = self.plan.scheme.column(name).frame;
        let above = if frame == FrameId::SUBJECT {
            RowId::of(self.row.subject)
        } else {
            self.row.above
        };
        let cell = self.plan.frames.cell(self.plan, above, name);
        cell.unwrap_or_else(|| "NA()".to_owned())
    }

    fn applies(&self, name: Ref) -> bool {
        self.plan.scheme.column(name).applies
    }

    fn yes_no(&self, name: Ref) -> bool {
        self.plan.scheme.column(name).kind == Type::Bool
    }
}
