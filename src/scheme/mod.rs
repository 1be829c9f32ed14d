//! From a rule file to a [`Scheme`]: read, checked, compiled.
//!
//! [`Scheme::parse`] reads the TOML text with the place of every value (`read`, `raw`), builds
//! the tree and compiles each method and condition to an expression over columns (`build`), and
//! reports every [`Mistake`] it finds at once.

mod bands;
mod build;
mod formula_prose;
mod mistake;
mod model;
mod prose;
mod raw;
mod read;
mod shipped;

pub(crate) use build::NO_GRADE;
pub use mistake::{Falls, Mistake, MistakeKind, Wanted};
pub use model::{
    AtLine, Award, Band, Branch, Clause, Column, Combine, Content, Criterion, CriterionId, Effect,
    Gate, Grade, Holds, Input, Method, NoRecord, Owner, Partial, Quota, Ranking, Record, Scheme,
    Side, Steps, Summary, TieKey, Ties, Veto,
};
pub use shipped::{SHIPPED, Shipped};
