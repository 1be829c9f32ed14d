//! All tables into one round, in an order that does not depend on how they were given: rosters
//! first, then check sheets, then logs, each by file and sheet.

use std::collections::HashMap;

use jiff::civil::Date;

use super::table::{Held, Kind, Table, TableRow};
use super::value::key;
use crate::formula::{Ref, Value};
use crate::number::Decimal;
use crate::problem::{Fault, Place, Problem, nearest};
use crate::round::{Cell, Datum, Finding, RecordId, Round, Subject, SubjectId};
use crate::scheme::{Owner, Scheme};

/// A round, and what is needed to settle its blanks.
pub(super) struct Merged {
    pub round: Round,
    /// For each subject, the row of its name in the table that it was inspected in.
    pub seats: Vec<Option<Seat>>,
    /// For each table, its place and what it is.
    pub tables: Vec<(Place, Kind)>,
}

/// Where a subject stands in a check sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seat {
    pub table: usize,
    pub record: RecordId,
    pub col: u16,
}

/// What a finding says, wherever it stands.
#[derive(PartialEq, Eq, Hash)]
struct Said<'f> {
    subject: SubjectId,
    input: Ref,
    amount: Decimal,
    reason: &'f str,
    team: Option<&'f str>,
    date: Date,
}

struct Merger<'a> {
    scheme: &'a Scheme,
    problems: &'a mut Vec<Problem>,
    merged: Merged,
    by_code: HashMap<String, SubjectId>,
    by_name: HashMap<String, SubjectId>,
    /// Names for suggestions, made when the first is needed.
    names: Option<Vec<String>>,
    has_roster: bool,
}

pub(super) fn merge(
    scheme: &Scheme,
    mut tables: Vec<Table>,
    problems: &mut Vec<Problem>,
) -> Merged {
    tables.sort_by(|a, b| (a.kind, &a.file, &a.sheet).cmp(&(b.kind, &b.file, &b.sheet)));
    let has_roster = tables.iter().any(|table| table.kind == Kind::Roster);
    let mut merger = Merger {
        scheme,
        problems,
        merged: Merged {
            round: Round::new(scheme),
            seats: Vec::new(),
            tables: Vec::new(),
        },
        by_code: HashMap::new(),
        by_name: HashMap::new(),
        names: None,
        has_roster,
    };
    for table in tables {
        merger.table(table);
    }
    merger.refuse_same_findings();
    merger.sum_findings();
    merger.merged
}

impl Merger<'_> {
    fn table(&mut self, table: Table) {
        let sheet = self.merged.round.add_sheet(&table.file, &table.sheet);
        let index = self.merged.tables.len();
        self.merged
            .tables
            .push((Place::sheet(&table.file, &table.sheet), table.kind));
        for row in table.rows {
            let record = self.merged.round.add_record(sheet, row.row);
            let Some(subject) = self.subject(&row, record, table.kind) else {
                continue;
            };
            if row.faulty {
                self.merged.round.subjects[subject.index()].faulty = true;
            }
            match table.kind {
                Kind::Log => self.finding(subject, &row, record),
                Kind::Roster | Kind::Wide => self.cells(subject, &row, record, index),
            }
        }
    }

    fn problem(
        &mut self,
        fault: Fault,
        record: RecordId,
        col: u16,
        subject: &str,
        criterion: Option<String>,
    ) {
        let place = self.merged.round.place(record, col);
        self.problems.push(Problem {
            fault,
            place,
            subject: Some(subject.to_owned()),
            criterion,
        });
    }

    /// The subject a row is about; `None` when it is nobody's, which has been reported.
    fn subject(&mut self, row: &TableRow, record: RecordId, kind: Kind) -> Option<SubjectId> {
        let by_code = row
            .code
            .as_ref()
            .and_then(|code| self.by_code.get(&key(code)))
            .copied();
        let by_name = self.by_name.get(&key(&row.name)).copied();
        let known = by_code.or(by_name);
        if kind == Kind::Roster {
            if let Some(first) = known {
                let fault = Fault::TwiceInRoster {
                    name: row.name.to_string(),
                    first: self.seat_of(first),
                };
                self.problem(fault, record, row.col, &row.name, None);
                return None;
            }
            let subject = self.add(row);
            self.merged.seats[subject.index()] = Some(Seat {
                table: self.merged.tables.len() - 1,
                record,
                col: row.col,
            });
            return Some(subject);
        }
        if known.is_some() || !self.has_roster {
            return Some(known.unwrap_or_else(|| self.add(row)));
        }
        let names = self.names.get_or_insert_with(|| {
            self.merged
                .round
                .subjects
                .iter()
                .map(|subject| subject.name.to_string())
                .collect()
        });
        let nearest = nearest(&row.name, names);
        let fault = Fault::NotInRoster {
            name: row.name.to_string(),
            nearest,
        };
        self.problem(fault, record, row.col, &row.name, None);
        None
    }

    fn seat_of(&self, subject: SubjectId) -> String {
        let seat = self.merged.seats.get(subject.index()).copied().flatten();
        seat.map(|seat| self.merged.round.place(seat.record, seat.col).to_string())
            .unwrap_or_default()
    }

    fn add(&mut self, row: &TableRow) -> SubjectId {
        let subject = self.merged.round.add_subject(Subject {
            name: row.name.clone(),
            code: row.code.clone(),
            inspected: false,
            faulty: false,
        });
        self.merged.seats.push(None);
        if let Some(code) = &row.code {
            self.by_code.insert(key(code), subject);
        }
        self.by_name.insert(key(&row.name), subject);
        subject
    }

    fn cells(&mut self, subject: SubjectId, row: &TableRow, record: RecordId, table: usize) {
        let scored = |name: &Ref| {
            matches!(
                self.scheme.column(*name).owner,
                Owner::Input(_) | Owner::Score(_)
            )
        };
        let checked = row
            .cells
            .iter()
            .any(|(name, _, held)| scored(name) && *held != Held::Blank);
        // A row without any value of a criterion is a subject on the list that nobody inspected.
        let mut twice = false;
        for (name, col, held) in &row.cells {
            if scored(name) && !checked {
                continue;
            }
            let before = self.merged.round.cell(subject, *name);
            let Some(cell) = self.cell(held, record, *col) else {
                continue;
            };
            if before.is_unset() || (before.is_blank() && !cell.is_blank()) {
                self.merged.round.set(subject, *name, cell);
            } else if before.is_blank() || cell.is_blank() {
                // The first blank stands, and a blank says nothing against a value.
            } else if scored(name) {
                if !std::mem::replace(&mut twice, true) {
                    let first = self
                        .merged
                        .round
                        .place_of(before)
                        .map(|place| place.to_string());
                    let fault = Fault::Twice {
                        first: first.unwrap_or_default(),
                    };
                    self.problem(fault, record, row.col, &row.name, None);
                    self.merged.round.subjects[subject.index()].faulty = true;
                }
            } else {
                self.same_or_conflict(subject, *name, before, cell, record, *col);
            }
        }
        if checked {
            self.merged.round.subjects[subject.index()].inspected = true;
            self.merged.seats[subject.index()] = Some(Seat {
                table,
                record,
                col: row.col,
            });
        }
    }

    /// Attributes and facts may stand in several sheets, if they say the same.
    fn same_or_conflict(
        &mut self,
        subject: SubjectId,
        name: Ref,
        before: Cell,
        cell: Cell,
        record: RecordId,
        col: u16,
    ) {
        let round = &self.merged.round;
        let (there, here) = (before.value(round), cell.value(round));
        let same = match (&there, &here) {
            (Some(Value::Text(there)), Some(Value::Text(here))) => key(there) == key(here),
            (there, here) => there == here,
        };
        if same {
            return;
        }
        let shown = |value: Option<Value>| value.map(|value| value.to_string()).unwrap_or_default();
        let place = round
            .place_of(before)
            .map(|place| place.to_string())
            .unwrap_or_default();
        let fault = Fault::AttributeConflict {
            name: self.scheme.column(name).name.to_string(),
            here: shown(here),
            there: format!("{}({place})", shown(there)),
        };
        let subject_name = self.merged.round.subjects[subject.index()].name.to_string();
        self.problem(fault, record, col, &subject_name, None);
        self.merged.round.subjects[subject.index()].faulty = true;
    }

    fn cell(&mut self, held: &Held, record: RecordId, col: u16) -> Option<Cell> {
        let datum = match held {
            Held::Blank | Held::Bad => Datum::Blank,
            Held::Value(Value::Number(number)) => Datum::Number(*number),
            Held::Value(Value::Text(text)) => Datum::Text(self.merged.round.text_id(text)),
            Held::Value(Value::Bool(truth)) => Datum::Bool(*truth),
            Held::Value(Value::Date(date)) => Datum::Date(*date),
            Held::Value(Value::NotApplicable) => Datum::NotApplicable,
        };
        Cell::new(datum, record, col)
    }

    fn finding(&mut self, subject: SubjectId, row: &TableRow, record: RecordId) {
        self.merged.round.subjects[subject.index()].inspected = true;
        let Some(entry) = &row.entry else { return };
        if self.merged.seats[subject.index()].is_none() {
            self.merged.seats[subject.index()] = Some(Seat {
                table: self.merged.tables.len() - 1,
                record,
                col: row.col,
            });
        }
        self.merged.round.findings.push(Finding {
            subject,
            input: entry.input,
            amount: entry.amount,
            reason: entry.reason.clone(),
            team: entry.team.clone(),
            date: entry.date,
            record,
            col: entry.col,
        });
    }

    /// The same finding in two logs: subject, clause, amount, reason, team and day all agree, and a
    /// day and a reason are given.
    fn refuse_same_findings(&mut self) {
        let mut seen: HashMap<Said<'_>, &Finding> = HashMap::new();
        let mut twice = Vec::new();
        for finding in &self.merged.round.findings {
            let (Some(reason), Some(date)) = (finding.reason.as_deref(), finding.date) else {
                continue;
            };
            let said = Said {
                subject: finding.subject,
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
    fn sum_findings(&mut self) {
        let mut sums: HashMap<(SubjectId, Ref), (Decimal, RecordId, u16)> = HashMap::new();
        for finding in &self.merged.round.findings {
            let at = (finding.subject, finding.input);
            let sum = sums
                .entry(at)
                .or_insert((Decimal::ZERO, finding.record, finding.col));
            sum.0 = sum.0.checked_add(finding.amount).unwrap_or(sum.0);
        }
        let mut sums: Vec<_> = sums.into_iter().collect();
        sums.sort_by_key(|(at, _)| *at);
        for ((subject, input), (sum, record, col)) in sums {
            let before = self.merged.round.cell(subject, input);
            if !before.is_blank() {
                let name = self.merged.round.subjects[subject.index()].name.to_string();
                let first = self
                    .merged
                    .round
                    .place_of(before)
                    .map(|place| place.to_string());
                let criterion = Some(self.scheme.concerns(input));
                let fault = Fault::Twice {
                    first: first.unwrap_or_default(),
                };
                self.problem(fault, record, col, &name, criterion);
                self.merged.round.subjects[subject.index()].faulty = true;
            } else if let Some(cell) = Cell::new(Datum::Logged(sum), record, col) {
                self.merged.round.set(subject, input, cell);
            }
        }
    }
}
