//! From a rule file to a [`Scheme`]: read, checked, compiled.
//!
//! [`Scheme::parse`] reads the TOML text with the place of every value (`read`, `raw`), builds
//! the tree and compiles each method and condition to an expression over columns (`build`), and
//! reports every [`Mistake`] it finds at once.

mod award;
mod bands;
mod build;
mod fold;
mod frame;
mod judged;
mod mistake;
mod model;
mod prose;
mod raw;
mod read;
mod rollup;
mod schema;
mod shipped;
mod words;

pub use award::{AtLine, Award, GroupColumn, PlaceRounding, Quota, Share};
pub(crate) use build::NO_GRADE;
pub use fold::{Fold, Gather, How};
pub use frame::{Dimension, Frame, FrameId, MissingLabel};
pub use mistake::{Falls, Mistake, MistakeKind, Unreachable, Wanted};
pub use model::{
    Band, Branch, Check, Clause, Column, Combine, Content, Conversion, Criterion, CriterionId,
    Effect, Gate, Grade, Guard, GuardEffect, Holds, Input, Method, NoRecord, Owner, Partial,
    Ranking, Record, Scheme, Side, Steps, Summary, Target, TieKey, Ties, Veto,
};
pub use rollup::{BUILT_IN, Figure, Measure, Of, RollupRule, or_better};
pub use schema::{is_own_schema, schema};
pub use shipped::{EXAMPLE, SHIPPED, Shipped};
