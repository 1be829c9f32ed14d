//! One sheet: its header is found, its rows are told apart and read.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::group_sheet::GroupTable;
use super::header::LOOKED_AT;
use super::heading::Vocabulary;
use super::plan::Plan;
use super::spread::Spread;
use super::table::{Kind, Table, TableRow};
use super::workbook::{Raw, Row, Workbook};
use super::{FileTables, skip, value};
use crate::problem::{Fault, Mending, Place, Problem, Repair};
use crate::scheme::{Dimension, FrameId, Scheme};

/// Reads one sheet.
pub(super) struct SheetReader<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) vocabulary: &'a Vocabulary,
    /// The headings of each ledger.
    pub(super) ledgers: &'a [(FrameId, Vocabulary)],
    pub(super) file: &'a Arc<str>,
    pub(super) roster: bool,
    pub(super) sheet: Arc<str>,
    pub(super) table: Option<Table>,
    /// What is merged over several rows.
    pub(super) spread: Spread,
    groups: Option<GroupTable>,
    /// Hidden rows of the sheet, ascending.
    hidden: Vec<u32>,
    problems: Vec<Problem>,
    repairs: Vec<Repair>,
}

impl<'a> SheetReader<'a> {
    pub fn new(
        scheme: &'a Scheme,
        (vocabulary, ledgers): (&'a Vocabulary, &'a [(FrameId, Vocabulary)]),
        file: &'a Arc<str>,
        roster: bool,
    ) -> Self {
        SheetReader {
            scheme,
            vocabulary,
            ledgers,
            file,
            roster,
            sheet: "".into(),
            table: None,
            spread: Spread::default(),
            groups: None,
            hidden: Vec::new(),
            problems: Vec::new(),
            repairs: Vec::new(),
        }
    }

    /// Hands over what was read.
    pub fn finish(self, file: &mut FileTables) {
        file.tables.extend(self.table);
        file.groups.extend(self.groups);
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
        self.hidden = layout.hidden_rows.clone();
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
        if plan.is_none() {
            self.groups = self.groups(workbook, index)?;
        }
        let ledger = self
            .scheme
            .frames
            .iter()
            .any(|frame| frame.dimension == Dimension::Ledger && self.is_named_after(frame));
        if plan.is_none() && self.groups.is_none() && ledger {
            // Under the name of a ledger and without its headings: what it says would count for
            // nobody.
            self.problems.push(Problem {
                fault: Fault::NoTable,
                place: self.place_of_sheet(),
                subject: None,
                criterion: None,
            });
        } else if plan.is_none() && self.groups.is_none() && notes.beyond_grid == 0 {
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

    pub(super) fn file(&self) -> &Arc<str> {
        self.file
    }

    /// The sheet's name.
    pub(super) fn title(&self) -> &Arc<str> {
        &self.sheet
    }

    fn place_of_sheet(&self) -> Place {
        Place::sheet(self.file, &self.sheet)
    }

    pub(super) fn place(&self, row: u32, col: u16) -> Place {
        Place::cell(self.file, &self.sheet, row, col)
    }

    pub(super) fn repair(
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

    pub(super) fn problem(
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

    fn row(&mut self, plan: &Plan, row: &Row) {
        if row.cells.iter().all(|(_, raw)| is_white(raw)) {
            return;
        }
        let filled = self.spread.fill(row);
        let row = filled.as_ref().unwrap_or(row);
        let text = row.get(plan.subject).map(value::shown);
        let named = text.as_deref().filter(|text| !text.trim().is_empty());
        let filled = |col: u16| row.get(col).is_some_and(|raw| !is_white(raw));
        let data = plan.columns.iter().any(|(col, _)| filled(*col))
            || [plan.clause, plan.loss, plan.times]
                .into_iter()
                .flatten()
                .any(filled);
        if let Some(mending) = skip::reason(row, &plan.header, named, data) {
            let (col, raw) = match row.cells.first() {
                Some((col, raw)) => (*col, value::shown(raw)),
                None => (plan.subject, String::new()),
            };
            let place = self.place(row.index, col);
            self.repair(mending, place, None, None, raw, String::new());
            return;
        }
        if row.get(plan.subject) == Some(&Raw::NoCachedValue) {
            self.problem(Fault::NoCachedValue, row.index, plan.subject, None, None);
            return;
        }
        let Some(text) = named else {
            self.problem(Fault::NoSubject, row.index, plan.subject, None, None);
            return;
        };
        if is_no_name(text) {
            self.problem(Fault::NoSubject, row.index, plan.subject, None, None);
            return;
        }
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
        if self.hidden.binary_search(&row.index).is_ok() {
            let place = self.place(row.index, plan.subject);
            self.repair(
                Mending::HiddenRow,
                place,
                Some(name.clone()),
                None,
                name.clone(),
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
            labels: plan.labels(self.vocabulary, row),
            cells: Vec::with_capacity(plan.columns.len()),
            remarks: plan
                .remarks
                .iter()
                .filter_map(|column| column.read(row))
                .collect(),
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
}

/// `/`, `无`, `3`: what stands there is nobody's name.
fn is_no_name(text: &str) -> bool {
    let text = value::key(text);
    crate::number::parse(&text).is_some()
        || !text.chars().any(char::is_alphanumeric)
        || matches!(text.as_str(), "无" | "空" | "n/a")
}

/// Whether a cell only looks filled: nothing but white space.
fn is_white(raw: &Raw) -> bool {
    matches!(raw, Raw::Text(text) if text.trim().is_empty())
}
