//! One sheet: its header is found, its rows become values with their cells.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::header::{self, Header, LOOKED_AT};
use super::heading::{Target, Vocabulary};
use super::value::{self, Datum, Expect, Reading as ValueReading};
use super::workbook::{Raw, Row, Workbook};
use super::{FileTables, log, skip};
use crate::formula::{Ref, Value};
use crate::number::{Decimal, plain};
use crate::problem::{CellRef, Fault, Mending, Place, Problem, Repair};
use crate::scheme::{Holds, Owner, Scheme};

/// What a table is, by its headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Subjects and their attributes.
    Roster,
    /// One row a subject, one or more columns a criterion.
    Wide,
    /// One row a finding.
    Log,
}

/// What a cell of a table holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Held {
    Blank,
    /// Something with a problem, which has been reported.
    Bad,
    Value(Value),
}

/// A finding of a log, before its subject is known.
#[derive(Debug, Clone)]
pub(super) struct LogEntry {
    pub input: Ref,
    pub amount: Decimal,
    pub col: u16,
    pub reason: Option<Arc<str>>,
    pub team: Option<Arc<str>>,
    pub date: Option<jiff::civil::Date>,
}

/// One row of a table.
#[derive(Debug, Clone)]
pub(super) struct TableRow {
    pub row: u32,
    /// Column of the subject's name.
    pub col: u16,
    pub name: Arc<str>,
    pub code: Option<Arc<str>>,
    pub cells: Vec<(Ref, u16, Held)>,
    pub entry: Option<LogEntry>,
    /// A finding that could not be read makes its subject faulty all the same.
    pub faulty: bool,
}

/// The table of one sheet.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub file: Arc<str>,
    pub sheet: Arc<str>,
    pub kind: Kind,
    /// Columns of the scheme that have a column here.
    pub columns: Vec<Ref>,
    pub rows: Vec<TableRow>,
}

/// Reads one sheet.
pub(super) struct SheetReader<'a> {
    scheme: &'a Scheme,
    vocabulary: &'a Vocabulary,
    file: &'a Arc<str>,
    roster: bool,
    sheet: Arc<str>,
    table: Option<Table>,
    problems: Vec<Problem>,
    repairs: Vec<Repair>,
}

/// Where the values of a table stand.
struct Plan {
    header: Header,
    kind: Kind,
    subject: u16,
    code: Option<u16>,
    columns: Vec<(u16, Ref)>,
    clause: Option<u16>,
    loss: Option<u16>,
    times: Option<u16>,
    reason: Option<u16>,
    team: Option<u16>,
    date: Option<u16>,
}

impl<'a> SheetReader<'a> {
    pub fn new(
        scheme: &'a Scheme,
        vocabulary: &'a Vocabulary,
        file: &'a Arc<str>,
        roster: bool,
    ) -> Self {
        SheetReader {
            scheme,
            vocabulary,
            file,
            roster,
            sheet: "".into(),
            table: None,
            problems: Vec::new(),
            repairs: Vec::new(),
        }
    }

    /// Hands over what was read.
    pub fn finish(self, file: &mut FileTables) {
        file.tables.extend(self.table);
        file.problems.extend(self.problems);
        file.repairs.extend(self.repairs);
    }

    pub fn read(&mut self, workbook: &mut Workbook<'_>, index: usize) -> Result<(), Fault> {
        let Some(info) = workbook.sheets().get(index) else {
            return Ok(());
        };
        self.sheet = info.name.as_str().into();
        if !info.visible {
            self.repair(
                Mending::HiddenSheet,
                self.place_of_sheet(),
                None,
                None,
                String::new(),
                String::new(),
            );
            return Ok(());
        }
        let layout = workbook.layout(index);
        let mut waiting: Vec<Row> = Vec::new();
        let mut plan: Option<Plan> = None;
        let notes = workbook.rows(index, &mut |row| {
            match &plan {
                Some(plan) => self.row(plan, row),
                None => {
                    waiting.push(row.clone());
                    if waiting.len() >= LOOKED_AT {
                        plan = self.begin(&waiting, &layout.merges);
                        if plan.is_none() {
                            return ControlFlow::Break(());
                        }
                        self.begun(plan.as_ref(), &mut waiting);
                    }
                }
            }
            ControlFlow::Continue(())
        })?;
        if plan.is_none() && !waiting.is_empty() {
            plan = self.begin(&waiting, &layout.merges);
            self.begun(plan.as_ref(), &mut waiting);
        }
        if plan.is_none() && notes.beyond_grid == 0 {
            self.repair(
                Mending::UnusedSheet,
                self.place_of_sheet(),
                None,
                None,
                String::new(),
                String::new(),
            );
        }
        Ok(())
    }

    /// Rows that waited for the header to be found.
    fn begun(&mut self, plan: Option<&Plan>, waiting: &mut Vec<Row>) {
        let Some(plan) = plan else { return };
        for row in waiting.drain(..) {
            if row.index > plan.header.last_row {
                self.row(plan, &row);
            }
        }
    }

    fn place_of_sheet(&self) -> Place {
        Place::sheet(self.file, &self.sheet)
    }

    fn place(&self, row: u32, col: u16) -> Place {
        Place::cell(self.file, &self.sheet, row, col)
    }

    fn repair(
        &mut self,
        mending: Mending,
        place: Place,
        subject: Option<String>,
        criterion: Option<String>,
        before: String,
        after: String,
    ) {
        self.repairs.push(Repair {
            mending,
            place,
            subject,
            criterion,
            before,
            after,
        });
    }

    fn problem(
        &mut self,
        fault: Fault,
        row: u32,
        col: u16,
        subject: Option<&str>,
        criterion: Option<String>,
    ) {
        let place = self.place(row, col);
        self.problems.push(Problem {
            fault,
            place,
            subject: subject.map(str::to_owned),
            criterion,
        });
    }

    /// Finds the header and what each column is for.
    fn begin(&mut self, rows: &[Row], merges: &[super::workbook::Merge]) -> Option<Plan> {
        let header = header::find(rows, merges, self.vocabulary)?;
        let first = |wanted: Target| {
            header
                .columns
                .iter()
                .find(|(_, target)| *target == wanted)
                .map(|(col, _)| *col)
        };
        let mut columns: Vec<(u16, Ref)> = Vec::new();
        let mut twice = Vec::new();
        for (col, target) in &header.columns {
            let Target::Column(name) = target else {
                continue;
            };
            match columns.iter().find(|(_, other)| other == name) {
                Some((before, _)) => twice.push((*col, *before, *name)),
                None => columns.push((*col, *name)),
            }
        }
        let scored = |name: &Ref| {
            matches!(
                self.scheme.column(*name).owner,
                Owner::Input(_) | Owner::Score(_)
            )
        };
        let (clause, loss, times) = (
            first(Target::Clause),
            first(Target::Loss),
            first(Target::Times),
        );
        let has_scores = columns.iter().any(|(_, name)| scored(name));
        let has_attributes = columns
            .iter()
            .any(|(_, name)| self.scheme.column(*name).owner == Owner::Attribute);
        let kind = if has_scores {
            Kind::Wide
        } else if clause.is_some() && (loss.is_some() || times.is_some()) {
            Kind::Log
        } else if self.roster || has_attributes || first(Target::Code).is_some() {
            Kind::Roster
        } else if !columns.is_empty() {
            Kind::Wide
        } else {
            return None;
        };
        let subject = first(Target::Subject)?;
        let plan = Plan {
            kind,
            subject,
            code: first(Target::Code),
            columns,
            clause,
            loss,
            times,
            reason: first(Target::Reason),
            team: first(Target::Team),
            date: first(Target::Date),
            header,
        };
        for (col, before, name) in twice {
            let title = self.scheme.label(name);
            let first = CellRef {
                row: plan.header.last_row,
                col: before,
            }
            .to_string();
            self.problem(
                Fault::ColumnTwice { title, first },
                plan.header.last_row,
                col,
                None,
                None,
            );
        }
        if kind != Kind::Log {
            for (row, col, text) in plan.header.unknown.clone() {
                let place = self.place(row, col);
                self.repair(
                    Mending::UnknownColumn,
                    place,
                    None,
                    None,
                    text,
                    String::new(),
                );
            }
        }
        self.table = Some(Table {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            kind,
            columns: plan.columns.iter().map(|(_, name)| *name).collect(),
            rows: Vec::new(),
        });
        Some(plan)
    }

    fn row(&mut self, plan: &Plan, row: &Row) {
        let text = row.get(plan.subject).map(value::shown);
        let named = text.as_deref().filter(|text| !text.trim().is_empty());
        let filled = |col: u16| row.get(col).is_some_and(|raw| !is_white(raw));
        let data = plan.columns.iter().any(|(col, _)| filled(*col))
            || [plan.clause, plan.loss, plan.times]
                .into_iter()
                .flatten()
                .any(filled);
        if row.cells.iter().all(|(_, raw)| is_white(raw)) {
            return;
        }
        if let Some(mending) = skip::reason(row, &plan.header, named, data) {
            let (col, raw) = match row.cells.first() {
                Some((col, raw)) => (*col, value::shown(raw)),
                None => (plan.subject, String::new()),
            };
            let place = self.place(row.index, col);
            self.repair(mending, place, None, None, raw, String::new());
            return;
        }
        let Some(text) = named else {
            self.problem(Fault::NoSubject, row.index, plan.subject, None, None);
            return;
        };
        let name = value::name(text);
        if name != text.trim() {
            let place = self.place(row.index, plan.subject);
            self.repair(
                Mending::NameSpaces,
                place,
                Some(name.clone()),
                None,
                text.to_owned(),
                name.clone(),
            );
        }
        let code = plan
            .code
            .and_then(|col| row.get(col))
            .map(|raw| value::shown(raw).trim().to_owned());
        let code = code
            .filter(|code| !code.is_empty())
            .map(|code| Arc::from(code.as_str()));
        let mut read = TableRow {
            row: row.index,
            col: plan.subject,
            name: name.as_str().into(),
            code,
            cells: Vec::with_capacity(plan.columns.len()),
            entry: None,
            faulty: false,
        };
        if plan.kind == Kind::Log {
            self.finding(plan, row, &mut read);
        } else {
            self.values(plan, row, &mut read);
        }
        if let Some(table) = &mut self.table {
            table.rows.push(read);
        }
    }

    fn values(&mut self, plan: &Plan, row: &Row, read: &mut TableRow) {
        // A row in which no criterion has anything is a subject that was not inspected.
        for (col, name) in &plan.columns {
            let held = self.value(row.index, *col, row.get(*col), *name, &read.name);
            read.faulty |= held == Held::Bad;
            read.cells.push((*name, *col, held));
        }
    }

    /// One cell under what the scheme expects of its column.
    fn value(&mut self, row: u32, col: u16, raw: Option<&Raw>, name: Ref, subject: &str) -> Held {
        let scheme = self.scheme;
        let column = scheme.column(name);
        let Some(input) = column.input() else {
            return Held::Blank;
        };
        let criterion = Some(scheme.concerns(name));
        let words: Vec<String> = match &input.holds {
            Holds::Choice(levels) => levels.iter().map(|(word, _)| word.clone()).collect(),
            _ => Vec::new(),
        };
        let read =
            value::read(raw, &expect(&input.holds, &words)).and_then(|read| match read.datum {
                Datum::Number(number)
                    if input.holds == Holds::Number && number.is_sign_negative() =>
                {
                    Err(Fault::Negative {
                        found: plain(number),
                    })
                }
                _ => Ok(read),
            });
        let read = match (read, raw) {
            (Err(Fault::OutOfRange { .. } | Fault::Negative { .. }), Some(raw)) if input.clamp => {
                clamped(raw, &input.holds)
            }
            (read, _) => read,
        };
        match read {
            Ok(ValueReading { datum, mendings }) => {
                if datum == Datum::NotApplicable && !input.not_applicable {
                    self.problem(Fault::NotApplicableHere, row, col, Some(subject), criterion);
                    return Held::Bad;
                }
                let held = held(datum);
                for mending in mendings {
                    let before = raw.map(value::shown).unwrap_or_default();
                    let after = match &held {
                        Held::Value(value) => value.to_string(),
                        _ => String::new(),
                    };
                    let place = self.place(row, col);
                    self.repair(
                        mending,
                        place,
                        Some(subject.to_owned()),
                        criterion.clone(),
                        before,
                        after,
                    );
                }
                held
            }
            Err(fault) => {
                self.problem(fault, row, col, Some(subject), criterion);
                Held::Bad
            }
        }
    }

    fn finding(&mut self, plan: &Plan, row: &Row, read: &mut TableRow) {
        let Some(clause_col) = plan.clause else {
            return;
        };
        let subject = read.name.clone();
        let text = row.get(clause_col).map(value::shown).unwrap_or_default();
        let input = match log::clause(self.scheme, self.vocabulary, &text) {
            Ok(input) => input,
            Err(fault) => {
                read.faulty = true;
                return self.problem(fault, row.index, clause_col, Some(&subject), None);
            }
        };
        let criterion = Some(self.scheme.concerns(input));
        let full = Decimal::from(1_000_000);
        let loss = self.number(
            row,
            plan.loss,
            &Expect::Loss { full },
            &subject,
            criterion.as_ref(),
            read,
        );
        let times = self.number(
            row,
            plan.times,
            &Expect::Count,
            &subject,
            criterion.as_ref(),
            read,
        );
        if read.faulty {
            return;
        }
        let amount = match log::amount(self.scheme, input, times, loss) {
            Ok(amount) => amount,
            Err(fault) => {
                read.faulty = true;
                let col = plan.loss.or(plan.times).unwrap_or(clause_col);
                return self.problem(fault, row.index, col, Some(&subject), criterion);
            }
        };
        let text = |col: Option<u16>| -> Option<Arc<str>> {
            let shown = value::shown(row.get(col?)?);
            let shown = shown.trim();
            (!shown.is_empty()).then(|| shown.into())
        };
        let (reason, team) = (text(plan.reason), text(plan.team));
        let date = self.date(row, plan.date, &subject);
        let col = plan
            .times
            .filter(|_| times.is_some())
            .or(plan.loss)
            .unwrap_or(clause_col);
        read.entry = Some(LogEntry {
            input,
            amount,
            col,
            reason,
            team,
            date,
        });
    }

    fn number(
        &mut self,
        row: &Row,
        col: Option<u16>,
        expect: &Expect<'_>,
        subject: &str,
        criterion: Option<&String>,
        read: &mut TableRow,
    ) -> Option<Decimal> {
        let col = col?;
        let raw = row.get(col);
        match value::read(raw, expect) {
            Ok(ValueReading {
                datum: Datum::Number(number),
                mendings,
            }) => {
                for mending in mendings {
                    let place = self.place(row.index, col);
                    let before = raw.map(value::shown).unwrap_or_default();
                    self.repair(
                        mending,
                        place,
                        Some(subject.to_owned()),
                        criterion.cloned(),
                        before,
                        plain(number),
                    );
                }
                Some(number)
            }
            Ok(_) => None,
            Err(fault) => {
                read.faulty = true;
                self.problem(fault, row.index, col, Some(subject), criterion.cloned());
                None
            }
        }
    }

    fn date(&mut self, row: &Row, col: Option<u16>, subject: &str) -> Option<jiff::civil::Date> {
        let col = col?;
        let raw = row.get(col);
        match value::read(raw, &Expect::Date) {
            Ok(ValueReading {
                datum: Datum::Date(date),
                mendings,
            }) => {
                for mending in mendings {
                    let place = self.place(row.index, col);
                    let before = raw.map(value::shown).unwrap_or_default();
                    self.repair(
                        mending,
                        place,
                        Some(subject.to_owned()),
                        None,
                        before,
                        date.to_string(),
                    );
                }
                Some(date)
            }
            Ok(_) => None,
            Err(fault) => {
                self.problem(fault, row.index, col, Some(subject), None);
                None
            }
        }
    }
}

/// Whether a cell only looks filled: nothing but white space.
fn is_white(raw: &Raw) -> bool {
    matches!(raw, Raw::Text(text) if text.trim().is_empty())
}

fn expect<'a>(holds: &Holds, words: &'a [String]) -> Expect<'a> {
    match holds {
        Holds::Marks { full } => Expect::Marks { full: *full },
        Holds::Loss { full } => Expect::Loss { full: *full },
        Holds::Count => Expect::Count,
        Holds::Number | Holds::Signed => Expect::Number,
        Holds::Percent => Expect::Percent,
        Holds::Choice(_) => Expect::Choice(words),
        Holds::YesNo => Expect::YesNo,
        Holds::Text => Expect::Text,
        Holds::Date => Expect::Date,
    }
}

/// A number beyond its limits, brought back.
fn clamped(raw: &Raw, holds: &Holds) -> Result<ValueReading, Fault> {
    let mut read = value::read(Some(raw), &Expect::Number)?;
    if let (Datum::Number(number), Holds::Marks { full } | Holds::Loss { full }) =
        (&read.datum, holds)
    {
        read.datum = Datum::Number((*number).clamp(Decimal::ZERO, *full));
        read.mendings.push(Mending::Clamped);
    }
    Ok(read)
}

fn held(datum: Datum) -> Held {
    Held::Value(match datum {
        Datum::Blank => return Held::Blank,
        Datum::Number(number) => Value::Number(number),
        Datum::Text(text) => Value::Text(text.as_str().into()),
        Datum::Bool(truth) => Value::Bool(truth),
        Datum::Date(date) => Value::Date(date),
        Datum::NotApplicable => Value::NotApplicable,
    })
}
