//! Everything that was read for one round: subjects, their cells, and the findings of logs.
//!
//! The data is a table, subjects × the scheme's read columns. A cell takes 16 bytes and carries
//! where it came from, so that a national competition fits into memory and every number can still
//! be traced to its file, sheet and cell.

mod cell;
mod given;
mod subject;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub use cell::{Cell, Datum};
pub use given::Given;
pub use subject::{Subject, SubjectId};

use crate::formula::Ref;
use crate::problem::Place;
use crate::scheme::{Content, Scheme};

/// One line of a log: a finding (扣分记录).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whose.
    pub subject: SubjectId,
    /// The input it counts into.
    pub input: Ref,
    /// What it adds to that input: occurrences or marks lost.
    pub amount: crate::number::Decimal,
    /// Why.
    pub reason: Option<Arc<str>>,
    /// The check team.
    pub team: Option<Arc<str>>,
    /// When.
    pub date: Option<jiff::civil::Date>,
    /// The row it stands in.
    pub record: RecordId,
    /// Column of the amount.
    pub col: u16,
}

/// A sheet of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The file's name.
    pub file: Arc<str>,
    /// The sheet's name.
    pub sheet: Arc<str>,
}

/// A row of a sheet that something was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Record {
    sheet: u32,
    row: u32,
}

/// Index of a row that something was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(u32);

/// What was read for one round.
#[derive(Debug, Clone)]
pub struct Round {
    /// The subjects, in the order of their codes and names.
    pub subjects: Vec<Subject>,
    /// The findings of logs, by subject, input and place.
    pub findings: Vec<Finding>,
    cells: Vec<Cell>,
    /// Position of a column among the read ones; `None` for computed columns.
    slots: Vec<Option<u32>>,
    width: usize,
    sheets: Vec<Sheet>,
    records: Vec<Record>,
    texts: Vec<Arc<str>>,
    text_ids: HashMap<Arc<str>, u32>,
    /// What sheets give groups, by column of the scheme's list and by group.
    given: Vec<BTreeMap<Arc<str>, Given>>,
}

impl Round {
    /// An empty round for a scheme.
    #[must_use]
    pub fn new(scheme: &Scheme) -> Round {
        let mut width = 0;
        let slots = scheme
            .columns
            .iter()
            .map(|column| match column.content {
                Content::Read(_) => {
                    width += 1;
                    Some(width - 1)
                }
                Content::Computed(_) => None,
            })
            .collect();
        Round {
            subjects: Vec::new(),
            findings: Vec::new(),
            cells: Vec::new(),
            slots,
            width: width as usize,
            sheets: Vec::new(),
            records: Vec::new(),
            texts: Vec::new(),
            text_ids: HashMap::new(),
            given: Vec::new(),
        }
    }

    /// Adds a subject with all its cells blank.
    pub fn add_subject(&mut self, subject: Subject) -> SubjectId {
        let id = SubjectId(u32::try_from(self.subjects.len()).unwrap_or(u32::MAX));
        self.subjects.push(subject);
        self.cells
            .resize(self.subjects.len() * self.width, Cell::UNSET);
        id
    }

    /// Adds a sheet that rows are read from.
    pub fn add_sheet(&mut self, file: &Arc<str>, sheet: &Arc<str>) -> u32 {
        self.sheets.push(Sheet {
            file: file.clone(),
            sheet: sheet.clone(),
        });
        u32::try_from(self.sheets.len() - 1).unwrap_or(u32::MAX)
    }

    /// Adds a row that cells are read from.
    pub fn add_record(&mut self, sheet: u32, row: u32) -> RecordId {
        self.records.push(Record { sheet, row });
        RecordId(u32::try_from(self.records.len() - 1).unwrap_or(u32::MAX))
    }

    fn index(&self, subject: SubjectId, column: Ref) -> Option<usize> {
        let slot = (*self.slots.get(column.index())?)?;
        Some(subject.index() * self.width + slot as usize)
    }

    /// What was read for a subject and a column.
    #[must_use]
    pub fn cell(&self, subject: SubjectId, column: Ref) -> Cell {
        self.index(subject, column)
            .and_then(|at| self.cells.get(at))
            .copied()
            .unwrap_or(Cell::UNSET)
    }

    /// Sets what was read for a subject and a column.
    pub fn set(&mut self, subject: SubjectId, column: Ref, cell: Cell) {
        if let Some(at) = self.index(subject, column)
            && let Some(slot) = self.cells.get_mut(at)
        {
            *slot = cell;
        }
    }

    /// The number under which a text is kept.
    pub fn text_id(&mut self, text: &str) -> u32 {
        if let Some(id) = self.text_ids.get(text) {
            return *id;
        }
        let id = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let text: Arc<str> = text.into();
        self.texts.push(text.clone());
        self.text_ids.insert(text, id);
        id
    }

    /// The text of a number.
    #[must_use]
    pub fn text(&self, id: u32) -> Arc<str> {
        self.texts
            .get(id as usize)
            .cloned()
            .unwrap_or_else(|| "".into())
    }

    /// The place of a column in a row that was read.
    #[must_use]
    pub fn place(&self, record: RecordId, col: u16) -> Place {
        let found = self
            .records
            .get(record.0 as usize)
            .and_then(|record| Some((self.sheets.get(record.sheet as usize)?, record.row)));
        found.map_or_else(Place::default, |(sheet, row)| {
            Place::cell(&sheet.file, &sheet.sheet, row, col)
        })
    }

    /// The place a cell was read from, if it was read.
    #[must_use]
    pub fn place_of(&self, cell: Cell) -> Option<Place> {
        cell.origin().map(|(record, col)| self.place(record, col))
    }

    /// Puts subjects into the order of their codes and names, and findings after them, so that the
    /// order of files, sheets and rows leaves no trace.
    pub fn sort(&mut self) {
        let mut order: Vec<usize> = (0..self.subjects.len()).collect();
        order.sort_by(|a, b| self.subjects[*a].order().cmp(&self.subjects[*b].order()));
        let mut position = vec![0_u32; order.len()];
        for (new, old) in order.iter().enumerate() {
            position[*old] = u32::try_from(new).unwrap_or(u32::MAX);
        }
        self.cells = order
            .iter()
            .flat_map(|old| {
                self.cells[old * self.width..(old + 1) * self.width]
                    .iter()
                    .copied()
            })
            .collect();
        self.subjects = order
            .iter()
            .map(|old| self.subjects[*old].clone())
            .collect();
        for finding in &mut self.findings {
            finding.subject = SubjectId(position[finding.subject.index()]);
        }
        let mut findings = std::mem::take(&mut self.findings);
        findings.sort_by_cached_key(|finding| {
            let place = self.place(finding.record, finding.col);
            (
                finding.subject,
                finding.input,
                finding.date,
                finding.reason.clone(),
                finding.amount,
                finding.team.clone(),
                place,
            )
        });
        self.findings = findings;
    }

    /// The findings of one subject and input.
    #[must_use]
    pub fn findings_of(&self, subject: SubjectId, input: Ref) -> &[Finding] {
        let key = (subject, input);
        let start = self
            .findings
            .partition_point(|finding| (finding.subject, finding.input) < key);
        let length = self.findings[start..]
            .partition_point(|finding| (finding.subject, finding.input) == key);
        &self.findings[start..start + length]
    }
}
