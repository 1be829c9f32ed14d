//! What is wrong, where, and what to do about it.
//!
//! A [`Fault`] is data (what was found, what was expected) with a stable code; prose is made from
//! it here and nowhere else, in Chinese and English. A [`Problem`] is a fault at a [`Place`] and
//! stops a cell from counting; a [`Repair`] is a normalisation made while reading, listed so that
//! nothing is changed in silence.
//!
//! Codes: `E1xx` the scheme, `E2xx` the data, `E3xx` the environment, `W2xx` repairs and notes.

mod fault;
mod lang;
pub mod list;
mod nearest;
mod place;
mod prose;
mod repair;
mod snippet;

pub use fault::{Expected, Fault, FileKind};
pub use lang::Lang;
pub use nearest::nearest;
pub use place::{CellRef, Place};
pub use repair::Mending;
pub use snippet::Excerpt;

/// Something that stops a value from counting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub fault: Fault,
    /// Where it was found.
    pub place: Place,
    /// Name of the subject it concerns, where one is known.
    pub subject: Option<String>,
    /// Id of the criterion it concerns, or name of the fact or attribute, where one is known.
    pub criterion: Option<String>,
}

/// A normalisation made while reading: the value counts, and the change is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What kind of change.
    pub mending: Mending,
    /// Where.
    pub place: Place,
    /// Name of the subject it concerns, where one is known.
    pub subject: Option<String>,
    /// Id of the criterion it concerns, or name of the fact or attribute, where one is known.
    pub criterion: Option<String>,
    /// The cell as it was.
    pub before: String,
    /// The value as it was understood.
    pub after: String,
}
