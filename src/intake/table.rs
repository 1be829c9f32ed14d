//! The table of one sheet, before it is known whose rows they are.

use std::sync::Arc;

use crate::formula::{Ref, Value};
use crate::number::Decimal;
use crate::round::Purpose;
use crate::scheme::{CriterionId, FrameId};

/// What a table is, by its headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Subjects and their attributes.
    Roster,
    /// One row a subject, one or more columns a criterion.
    Wide,
    /// One row a finding.
    Log,
    /// One row a line of a ledger.
    Ledger(FrameId),
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

/// What a row says about one dimension.
#[derive(Debug, Clone)]
pub(super) struct Label {
    /// Name of the frames it is for.
    pub name: String,
    pub text: Arc<str>,
    pub col: u16,
}

/// A reason or an explanation beside an item.
#[derive(Debug, Clone)]
pub(super) struct RowRemark {
    /// What it stands beside; nothing: the whole row.
    pub about: Option<CriterionId>,
    pub purpose: Purpose,
    pub text: Arc<str>,
    pub col: u16,
}

/// One row of a table.
#[derive(Debug, Clone)]
pub(super) struct TableRow {
    pub row: u32,
    /// Column of the subject's name.
    pub col: u16,
    pub name: Arc<str>,
    pub code: Option<Arc<str>>,
    /// What tells it apart from other rows of its subject: 轮次, 检查来源, 受检对象.
    pub labels: Vec<Label>,
    pub cells: Vec<(Ref, u16, Held)>,
    pub remarks: Vec<RowRemark>,
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
    pub rows: Vec<TableRow>,
}
