//! The findings of logs, and the sums that they make.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Merger, Seat};
use crate::formula::Ref;
use crate::intake::table::TableRow;
use crate::number::Decimal;
use crate::problem::Fault;
use crate::round::{Cell, Datum, Finding, RecordId, RowId, SubjectId};

/// What a finding says, wherever it stands.
#[derive(PartialEq, Eq, Hash)]
struct Said<'f> {
    row: RowId,
    input: Ref,
    amount: Decimal,
    reason: &'f str,
    team: Option<&'f str>,
    date: Date,
}

impl Merger<'_> {
    pub(super) fn finding(&mut self, subject: SubjectId, row: &TableRow, record: RecordId) {
        self.merged.round.subjects[subject.index()].inspected = true;
        let Some(entry) = &row.entry else { return };
        if self.merged.seats[subject.index()].is_none() {
            self.merged.seats[subject.index()] = Some(Seat {
                table: self.merged.tables.len() - 1,
                record,
                col: row.col,
            });
        }
        let frame = self.scheme.column(entry.input).frame;
        let Some(seat) = self.seat(subject, frame, row, record) else {
            return;
        };
        self.merged.round.findings.push(Finding {
            subject,
            row: seat,
            input: entry.input,
            amount: entry.amount,
            reason: entry.reason.clone(),
            team: entry.team.clone(),
            date: entry.date,
            record,
            col: entry.col,
        });
    }

    /// The same finding in two logs: row, clause, amount, reason, team and day all agree, and a day
    /// and a reason are given.
    pub(super) fn refuse_same_findings(&mut self) {
        let mut seen: HashMap<Said<'_>, &Finding> = HashMap::new();
        let mut twice = Vec::new();
        for finding in &self.merged.round.findings {
            let (Some(reason), Some(date)) = (finding.reason.as_deref(), finding.date) else {
                continue;
            };
            let said = Said {
                row: finding.row,
                input: finding.input,
                amount: finding.amount,
                team: finding.team.as_deref(),
                reason,
                date,
            };
            if let Some(first) = seen.insert(said, finding) {
                let first = self.merged.round.place(first.record, first.col);
                twice.push((
                    finding.subject,
                    finding.input,
                    finding.record,
                    finding.col,
                    first,
                ));
            }
        }
        for (subject, input, record, col, first) in twice {
            let name = self.merged.round.subjects[subject.index()].name.to_string();
            let fault = Fault::Twice {
                first: first.to_string(),
            };
            self.problem(fault, record, col, &name, Some(self.scheme.concerns(input)));
            self.merged.round.subjects[subject.index()].faulty = true;
        }
    }

    /// Each input that a log fills holds the sum of its findings.
    pub(super) fn sum_findings(&mut self) {
        type Sum = (Decimal, RecordId, u16, SubjectId);
        let mut sums: HashMap<(RowId, Ref), Sum> = HashMap::new();
        for finding in &self.merged.round.findings {
            let at = (finding.row, finding.input);
            let first = (Decimal::ZERO, finding.record, finding.col, finding.subject);
            let sum = sums.entry(at).or_insert(first);
            sum.0 = sum.0.checked_add(finding.amount).unwrap_or(sum.0);
        }
        let mut sums: Vec<_> = sums.into_iter().collect();
        sums.sort_by_key(|(at, _)| *at);
        for ((row, input), (sum, record, col, subject)) in sums {
            let before = self.merged.round.cell_of(row, input);
            if !before.is_blank() {
                let name = self.merged.round.subjects[subject.index()].name.to_string();
                let first = self.merged.round.place_of(before);
                let criterion = Some(self.scheme.concerns(input));
                let fault = Fault::Twice {
                    first: first.map(|place| place.to_string()).unwrap_or_default(),
                };
                self.problem(fault, record, col, &name, criterion);
                self.merged.round.subjects[subject.index()].faulty = true;
            } else if let Some(cell) = Cell::new(Datum::Logged(sum), record, col) {
                self.merged.round.set(row, input, cell);
            }
        }
    }
}
