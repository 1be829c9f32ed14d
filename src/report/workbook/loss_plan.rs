//! The lines of 扣分明细 and the rows they stand in.

use std::collections::HashMap;

use super::error::WorkbookError;
use super::plan::{FrameRows, SHEET_ROWS, rows};
use crate::formula::{Ref, Value};
use crate::report::Report;
use crate::round::{Finding, Round, RowId, SubjectId};
use crate::scheme::{Branch, Criterion, CriterionId, FrameId, Method};

/// First row of data: two rows of title, one of headings.
pub(super) const FIRST: u32 = 3;

/// A line of 扣分明细.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Position of the subject in the order.
    pub position: u32,
    /// The criterion.
    pub criterion: CriterionId,
    pub what: LineKind,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum LineKind {
    /// A finding of a log, by index in the round.
    Finding(u32),
    /// Marks that an item lost, in the row in which it was inspected.
    Lost(RowId),
}

/// The lines of 扣分明细 and the rows they stand in.
pub(super) struct LossPlan {
    pub lines: Vec<Line>,
    /// Lines that no sheet has room for.
    pub left_out: usize,
    /// First and last row of the findings of a subject and an input.
    ranges: HashMap<(SubjectId, Ref), (u32, u32)>,
}

impl LossPlan {
    pub fn new(report: &Report<'_>) -> Result<LossPlan, WorkbookError> {
        let mut plan = LossPlan {
            lines: Vec::new(),
            left_out: 0,
            ranges: HashMap::new(),
        };
        for (position, placed) in report.standing.order.iter().enumerate() {
            let position = u32::try_from(position).unwrap_or(u32::MAX);
            let mut known: Vec<(FrameId, FrameRows)> = Vec::new();
            for (index, criterion) in report.scheme.criteria.iter().enumerate() {
                if !criterion.children.is_empty() {
                    continue;
                }
                let id = CriterionId(u32::try_from(index).unwrap_or(u32::MAX));
                let frame = report.scheme.column(criterion.inspected).frame;
                if known.iter().all(|(of, _)| *of != frame) {
                    let found = if placed.total.is_some() {
                        rows(report, frame, placed.subject)?
                    } else {
                        Vec::new()
                    };
                    known.push((frame, found));
                }
                let of_frame = known.iter().find(|(of, _)| *of == frame);
                let found = of_frame.map_or(&[][..], |(_, rows)| rows);
                plan.leaf(report, (position, placed.subject), (id, criterion), found);
            }
        }
        Ok(plan)
    }

    fn leaf(
        &mut self,
        report: &Report<'_>,
        (position, subject): (u32, SubjectId),
        (id, criterion): (CriterionId, &Criterion),
        rows: &[(RowId, Vec<Value>)],
    ) {
        let mut found = false;
        for input in &criterion.inputs {
            let (start, findings) = findings(report.round, subject, *input);
            let first = self.next_row();
            for offset in 0..findings.len() {
                let index = u32::try_from(start + offset).unwrap_or(u32::MAX);
                self.push(Line {
                    position,
                    criterion: id,
                    what: LineKind::Finding(index),
                });
            }
            if !findings.is_empty() && self.left_out == 0 {
                self.ranges
                    .insert((subject, *input), (first, self.next_row() - 1));
            }
            found |= !findings.is_empty();
        }
        let explained = found && matches!(criterion.method, Some(Method::Deduct { .. }));
        if explained {
            return;
        }
        for (row, values) in rows {
            let score = values
                .get(criterion.inspected.index())
                .and_then(Value::number);
            let lost = score.is_some_and(|score| match criterion.branch {
                Branch::Score => score < criterion.marks,
                Branch::Penalty => !score.is_zero(),
                Branch::Bonus => false,
            });
            if lost {
                self.push(Line {
                    position,
                    criterion: id,
                    what: LineKind::Lost(*row),
                });
            }
        }
    }

    fn next_row(&self) -> u32 {
        FIRST + u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }

    fn push(&mut self, line: Line) {
        if self.lines.len() + 16 > SHEET_ROWS {
            self.left_out += 1;
        } else {
            self.lines.push(line);
        }
    }

    /// First and last row of the findings of a subject and an input.
    pub fn range(&self, subject: SubjectId, input: Ref) -> Option<(u32, u32)> {
        self.ranges.get(&(subject, input)).copied()
    }
}

/// The findings of a subject and an input, and the index of the first.
fn findings(round: &Round, subject: SubjectId, input: Ref) -> (usize, &[Finding]) {
    if round.findings.is_empty() {
        return (0, &[]);
    }
    let key = (subject, input);
    let start = round
        .findings
        .partition_point(|finding| (finding.subject, finding.input) < key);
    (start, round.findings_of(subject, input))
}
