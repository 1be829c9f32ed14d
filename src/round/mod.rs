//! Everything that was read for one round: subjects, their cells, and the findings of logs.
//!
//! The data is a table, subjects × the scheme's read columns. A cell takes 16 bytes and carries
//! where it came from, so that a national competition fits into memory and every number can still
//! be traced to its file, sheet and cell.

mod cell;
mod given;
mod remark;
mod row;
mod subject;
mod table;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub use cell::{Cell, Datum};
pub use given::Given;
pub use remark::{Purpose, Remark};
pub use row::RowId;
pub use subject::{Subject, SubjectId};
use table::FrameTable;

use crate::formula::Ref;
use crate::problem::Place;
use crate::scheme::{FrameId, Scheme};

/// One line of a log: a finding (扣分记录).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whose.
    pub subject: SubjectId,
    /// The row it counts into: the subject's own, or one of a frame below it.
    pub row: RowId,
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
    /// Frame of each column, and its position among the read ones of the frame; `None` for
    /// computed columns.
    slots: Vec<(FrameId, Option<u32>)>,
    /// The cells of each frame; the first are the subjects'.
    tables: Vec<FrameTable>,
    sheets: Vec<Sheet>,
    records: Vec<Record>,
    texts: Vec<Arc<str>>,
    text_ids: HashMap<Arc<str>, u32>,
    /// Reasons for losses and for 不涉及 that stand beside items.
    remarks: Vec<Remark>,
    /// What sheets give groups, by column of the scheme's list and by group.
    given: Vec<BTreeMap<Arc<str>, Given>>,
}

impl Round {
    /// An empty round for a scheme.
    #[must_use]
    pub fn new(scheme: &Scheme) -> Round {
        let mut tables: Vec<FrameTable> = scheme
            .frames
            .iter()
            .map(|_| FrameTable::default())
            .collect();
        let slots = scheme
            .columns
            .iter()
            .map(|column| {
                let table = tables.get_mut(column.frame.index());
                let slot = table.filter(|_| column.input().is_some()).map(|table| {
                    table.width += 1;
                    table.width - 1
                });
                (column.frame, slot)
            })
            .collect();
        Round {
            subjects: Vec::new(),
            findings: Vec::new(),
            slots,
            tables,
            sheets: Vec::new(),
            records: Vec::new(),
            texts: Vec::new(),
            text_ids: HashMap::new(),
            remarks: Vec::new(),
            given: Vec::new(),
        }
    }

    /// Adds a subject with all its cells blank.
    pub fn add_subject(&mut self, subject: Subject) -> SubjectId {
        let id = SubjectId(u32::try_from(self.subjects.len()).unwrap_or(u32::MAX));
        self.subjects.push(subject);
        if let Some(table) = self.tables.first_mut() {
            table.add(id.0);
        }
        id
    }

    /// Adds a row of a frame below a row of its parent, with all its cells blank.
    pub fn add_row(&mut self, frame: FrameId, above: RowId) -> RowId {
        let index = self
            .tables
            .get_mut(frame.index())
            .map_or(u32::MAX, |table| table.add(above.index));
        RowId { frame, index }
    }

    /// The rows of a frame below a row of its parent, in order. Known once the round is sorted.
    pub fn below(&self, frame: FrameId, above: RowId) -> impl Iterator<Item = RowId> + use<> {
        let range = self
            .tables
            .get(frame.index())
            .map_or(0..0, |table| table.below(above.index));
        range.map(move |index| RowId { frame, index })
    }

    /// How many rows a frame has.
    #[must_use]
    pub fn rows_in(&self, frame: FrameId) -> usize {
        self.tables.get(frame.index()).map_or(0, FrameTable::len)
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

    /// What was read for a subject and a column of its own.
    #[must_use]
    pub fn cell(&self, subject: SubjectId, column: Ref) -> Cell {
        self.cell_of(RowId::of(subject), column)
    }

    /// What was read for a row and a column of its frame.
    #[must_use]
    pub fn cell_of(&self, row: RowId, column: Ref) -> Cell {
        self.slot(row, column)
            .and_then(|slot| self.tables.get(row.frame.index())?.get(row.index, slot))
            .unwrap_or(Cell::UNSET)
    }

    /// Sets what was read for a row and a column of its frame.
    pub fn set(&mut self, row: RowId, column: Ref, cell: Cell) {
        if let Some(slot) = self.slot(row, column)
            && let Some(table) = self.tables.get_mut(row.frame.index())
        {
            table.set(row.index, slot, cell);
        }
    }

    fn slot(&self, row: RowId, column: Ref) -> Option<u32> {
        let (frame, slot) = *self.slots.get(column.index())?;
        slot.filter(|_| frame == row.frame)
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

    /// Puts subjects into the order of their codes and names, the rows of every frame below them
    /// into the order of their labels, and findings after them, so that the order of files, sheets
    /// and rows leaves no trace. Returns, for each position, where the subject stood before.
    pub fn sort(&mut self, scheme: &Scheme) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.subjects.len())
            .filter_map(|index| u32::try_from(index).ok())
            .collect();
        order.sort_by(|a, b| {
            let subject = |at: &u32| self.subjects[*at as usize].order();
            subject(a).cmp(&subject(b))
        });
        self.subjects = order
            .iter()
            .map(|old| self.subjects[*old as usize].clone())
            .collect();
        let subjects = order.clone();
        let mut moved = vec![table::positions(&order)];
        if let Some(table) = self.tables.first_mut() {
            table.reorder(&order, None);
        }
        for (index, frame) in scheme.frames.iter().enumerate().skip(1) {
            let above = moved.get(frame.parent.index()).cloned().unwrap_or_default();
            let id = FrameId(u32::try_from(index).unwrap_or(u32::MAX));
            let order = row::order(self, scheme, id, &above);
            if let Some(table) = self.tables.get_mut(index) {
                table.reorder(&order, Some(&above));
            }
            moved.push(table::positions(&order));
        }
        let place = |frame: FrameId, old: u32| {
            moved
                .get(frame.index())
                .and_then(|moved| moved.get(old as usize))
                .copied()
                .unwrap_or(old)
        };
        for remark in &mut self.remarks {
            remark.row.index = place(remark.row.frame, remark.row.index);
        }
        self.sort_remarks();
        for finding in &mut self.findings {
            finding.subject = SubjectId(place(FrameId::SUBJECT, finding.subject.0));
            finding.row.index = place(finding.row.frame, finding.row.index);
        }
        let mut findings = std::mem::take(&mut self.findings);
        findings.sort_by_cached_key(|finding| {
            let place = self.place(finding.record, finding.col);
            (
                finding.subject,
                finding.input,
                finding.row,
                finding.date,
                finding.reason.clone(),
                finding.amount,
                finding.team.clone(),
                place,
            )
        });
        self.findings = findings;
        subjects
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
