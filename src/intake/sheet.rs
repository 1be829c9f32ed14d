//! One sheet: its header is found, its rows are told apart and read.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::group_sheet::GroupTable;
use super::header::{self, Header, LOOKED_AT};
use super::heading::{Target, Vocabulary};
use super::table::{Kind, Table, TableRow};
use super::workbook::{Merge, Raw, Row, Workbook};
use super::{FileTables, skip, value};
use crate::formula::Ref;
use crate::number::plain;
use crate::problem::{CellRef, Fault, Mending, Place, Problem, Repair};
use crate::scheme::{Owner, Scheme};

/// Reads one sheet.
pub(super) struct SheetReader<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) vocabulary: &'a Vocabulary,
    file: &'a Arc<str>,
    roster: bool,
    sheet: Arc<str>,
    table: Option<Table>,
    groups: Option<GroupTable>,
    /// Hidden rows of the sheet, ascending.
    hidden: Vec<u32>,
    problems: Vec<Problem>,
    repairs: Vec<Repair>,
}

/// Where the values of a table stand.
pub(super) struct Plan {
    pub header: Header,
    pub kind: Kind,
    pub subject: u16,
    pub code: Option<u16>,
    pub columns: Vec<(u16, Ref)>,
    pub clause: Option<u16>,
    pub loss: Option<u16>,
    pub times: Option<u16>,
    pub reason: Option<u16>,
    pub team: Option<u16>,
    pub date: Option<u16>,
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
        if plan.is_none() && self.groups.is_none() && notes.beyond_grid == 0 {
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

    /// Finds the header and what each column is for.
    fn begin(&mut self, rows: &[Row], merges: &[Merge]) -> Option<Plan> {
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
        self.refuse_other_marks(&plan);
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
            rows: Vec::new(),
        });
        Some(plan)
    }

    /// A form whose headings state other marks than the scheme is of another year or another scheme.
    fn refuse_other_marks(&mut self, plan: &Plan) {
        for (col, name) in &plan.columns {
            let (Owner::Input(id) | Owner::Score(id)) = self.scheme.column(*name).owner else {
                continue;
            };
            let criterion = self.scheme.criterion(id);
            let stated = plan.header.stated_marks(*col);
            // Beside other inputs a heading may state the marks of its own part.
            let Some((row, stated)) = stated.filter(|_| criterion.inputs.len() == 1) else {
                continue;
            };
            if stated != criterion.marks {
                let fault = Fault::HeadingMarks {
                    title: criterion.title.clone(),
                    stated: plain(stated),
                    marks: plain(criterion.marks),
                };
                let id = criterion.id.clone();
                self.problem(fault, row, *col, None, Some(id));
            }
        }
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
