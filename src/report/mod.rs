//! From a standing to bytes: the result workbook and JSON.

mod contested;
mod json;
mod note;
mod own;
mod quota_gap;
mod rulebook;
mod subject;
mod workbook;

pub(crate) use contested::NamedTie;
pub use own::{MARK, is_own_json, is_own_result, is_own_rulebook};
pub use rulebook::{Block, Note, Row, Rulebook, Sum};
pub use workbook::WorkbookError;

use crate::problem::{Problem, Repair};
use crate::rank::Standing;
use crate::round::{Round, SubjectId};
use crate::scheme::Scheme;

/// An input file, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Its name, as the user gave it.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Everything a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// What was read.
    pub round: &'a Round,
    /// What came of it.
    pub standing: &'a Standing,
    /// The files it was read from, by name.
    pub inputs: &'a [InputFile],
    /// Problems that remain (drafts only).
    pub problems: &'a [Problem],
    /// What was normalised while reading.
    pub repairs: &'a [Repair],
    /// Name of the round (轮次).
    pub round_name: Option<&'a str>,
    /// Whether this is a draft (草稿).
    pub draft: bool,
}

impl<'a> Report<'a> {
    /// Name of a subject.
    pub(crate) fn name(&self, subject: SubjectId) -> &'a str {
        self.round
            .subjects
            .get(subject.index())
            .map_or("", |subject| &*subject.name)
    }
}
