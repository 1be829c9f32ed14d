//! All tables into one round, in an order that does not depend on how they were given: rosters
//! first, then check sheets, then logs, then ledgers, each by file and sheet.

mod finding;
mod remark;
mod seat;
mod values;

use std::collections::HashMap;

use super::table::{Kind, Table, TableRow};
use super::value::key;
use crate::problem::{Fault, Place, Problem, nearest};
use crate::round::{Cell, Datum, RecordId, Round, RowId, Subject, SubjectId};
use crate::scheme::{FrameId, Scheme};

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

struct Merger<'a> {
    scheme: &'a Scheme,
    problems: &'a mut Vec<Problem>,
    merged: Merged,
    by_code: HashMap<String, SubjectId>,
    by_name: HashMap<String, SubjectId>,
    /// The rows of frames below subjects, by the row above and the label.
    rows: HashMap<(FrameId, RowId, String), RowId>,
    /// The round that records belong to where they do not say.
    round_name: Option<&'a str>,
    /// Names for suggestions, made when the first is needed.
    names: Option<Vec<String>>,
    has_roster: bool,
}

pub(super) fn merge(
    scheme: &Scheme,
    mut tables: Vec<Table>,
    round_name: Option<&str>,
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
        rows: HashMap::new(),
        round_name,
        names: None,
        has_roster,
    };
    for table in tables {
        merger.table(table);
    }
    merger.refuse_same_findings();
    merger.sum_findings();
    let mut merged = merger.merged;
    let order = merged.round.sort(scheme);
    merged.seats = order
        .iter()
        .map(|old| merged.seats.get(*old as usize).copied().flatten())
        .collect();
    merged
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
                Kind::Ledger(frame) => self.entry(subject, frame, &row, record),
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
            let subject = self.add(row, record);
            self.merged.seats[subject.index()] = Some(Seat {
                table: self.merged.tables.len() - 1,
                record,
                col: row.col,
            });
            return Some(subject);
        }
        // A ledger tells of subjects and brings none: a name that nobody else has is misspelt.
        let ledger = matches!(kind, Kind::Ledger(_)) && !self.merged.round.subjects.is_empty();
        if known.is_some() || !(self.has_roster || ledger) {
            return Some(known.unwrap_or_else(|| self.add(row, record)));
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

    fn add(&mut self, row: &TableRow, record: RecordId) -> SubjectId {
        let subject = self.merged.round.add_subject(Subject {
            name: row.name.clone(),
            code: row.code.clone(),
            inspected: false,
            faulty: false,
        });
        self.merged.seats.push(None);
        let text = self.merged.round.text_id(&row.name);
        if let Some(cell) = Cell::new(Datum::Text(text), record, row.col) {
            let name = self.scheme.name;
            self.merged.round.set(RowId::of(subject), name, cell);
        }
        if let Some(code) = &row.code {
            self.by_code.insert(key(code), subject);
        }
        self.by_name.insert(key(&row.name), subject);
        subject
    }
}
