//! A compiled scheme: one list of columns, the tree that they belong to, and what decides over it.

mod column;
mod criterion;
mod decision;
mod method;

pub use column::{Column, Content, Holds, Input, Owner};
pub use criterion::{Branch, Criterion, CriterionId, Guard, GuardEffect};
pub use decision::{Check, Effect, Gate, Grade, Ranking, TieKey, Veto};
pub use method::{Band, Clause, Method, Steps, Target};

use crate::formula::Ref;
use crate::number::{Decimal, Rounding};
use crate::scheme::award::{Award, GroupColumn};
use crate::scheme::frame::Frame;
use crate::scheme::mistake::Mistake;
pub use crate::scheme::raw::{Combine, Conversion, NoRecord, Partial, Record, Side, Ties};
use crate::scheme::rollup::RollupRule;

/// A scheme that has passed every check, compiled: one list of columns to fill, row by row.
///
/// A subject is a row. Its first columns are what was read (attributes, facts, inputs); the rest
/// are computed from those to their left, each by one expression. Computing, writing formulas and
/// explaining all walk this list.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Short ASCII name.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Version, so that results of different years are not mixed up.
    pub version: String,
    /// What is ranked: 企业, 工作站, 班组.
    pub subject: String,
    /// Full marks of the whole.
    pub marks: Decimal,
    /// How the score comes from the top level.
    pub combine: Combine,
    /// Whether 不涉及 is converted at the top level.
    pub conversion: Option<Conversion>,
    /// Where the figures come from, and what is 示例.
    pub basis: Vec<String>,
    /// A remark for the reader of the result.
    pub note: Option<String>,
    /// SHA-256 of the rule file's text, in hexadecimal.
    pub sha256: String,
    /// How the total is rounded.
    pub rounding: Rounding,
    /// Totals are multiples of this, where the scheme says so.
    pub unit: Option<Decimal>,
    /// What a roster subject without any record is.
    pub no_record: NoRecord,
    /// Whether every loss needs a written reason.
    pub reasons: bool,
    /// Whether every 不涉及 needs an explanation.
    pub explanations: bool,
    /// The tables that the columns belong to; the first is the subjects'.
    pub frames: Vec<Frame>,
    /// Every quantity, in an order in which each depends only on earlier ones.
    pub columns: Vec<Column>,
    /// The column of the subject's name.
    pub name: Ref,
    /// Columns of the roster.
    pub attributes: Vec<Ref>,
    /// Columns that conditions look at and nothing scores.
    pub facts: Vec<Ref>,
    /// Every criterion, parents before children.
    pub criteria: Vec<Criterion>,
    /// Top-level criteria of the score itself.
    pub tops: Vec<CriterionId>,
    /// Groups of bonus items.
    pub bonuses: Vec<CriterionId>,
    /// Groups of penalty items.
    pub penalties: Vec<CriterionId>,
    /// The columns above the tree.
    pub summary: Summary,
    /// What must hold for the data to be believed.
    pub checks: Vec<Check>,
    /// What must hold before anything is scored.
    pub gates: Vec<Gate>,
    /// What decides over the score.
    pub vetoes: Vec<Veto>,
    /// Grades, best first.
    pub grades: Vec<Grade>,
    /// How subjects are ordered.
    pub ranking: Ranking,
    /// Who is listed.
    pub awards: Vec<Award>,
    /// Figures, places and awards of areas.
    pub rollups: Vec<RollupRule>,
    /// What is read from sheets that are keyed by an attribute's values.
    pub group_columns: Vec<GroupColumn>,
    /// What the scheme does that its author should know, by its place in the rule file.
    pub cautions: Vec<Mistake>,
}

/// The columns above the tree, in the order in which they are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// The tree's own score, unrounded, 不涉及 converted.
    pub base: Ref,
    /// All bonus groups together, capped.
    pub bonus: Option<Ref>,
    /// All penalty groups together.
    pub penalty: Option<Ref>,
    /// Rounded total before vetoes with softer effects; `total` itself where there are none.
    pub before_vetoes: Ref,
    /// The published score.
    pub total: Ref,
    /// The total that ranks and grades look at: the published one, or the one before rounding.
    pub decides: Ref,
    /// Name of the grade; absent in a scheme without grades.
    pub grade: Option<Ref>,
}

impl Scheme {
    /// A criterion.
    ///
    /// # Panics
    /// Never for an id that came from this scheme.
    #[must_use]
    pub fn criterion(&self, id: CriterionId) -> &Criterion {
        &self.criteria[id.index()]
    }

    /// A column.
    ///
    /// # Panics
    /// Never for a reference that came from this scheme.
    #[must_use]
    pub fn column(&self, name: Ref) -> &Column {
        &self.columns[name.index()]
    }

    /// What a message about a column concerns: the id of its criterion, or the name of the fact or
    /// attribute.
    #[must_use]
    pub fn concerns(&self, name: Ref) -> String {
        let column = self.column(name);
        match column.owner {
            Owner::Input(id)
            | Owner::Figure(id)
            | Owner::Extra(id)
            | Owner::Available(id)
            | Owner::Score(id) => self.criterion(id).id.clone(),
            Owner::Subject
            | Owner::Attribute
            | Owner::Fact
            | Owner::Veto(_)
            | Owner::Summary
            | Owner::Label
            | Owner::Entry
            | Owner::About(_)
            | Owner::Measure => column.name.to_string(),
        }
    }

    /// What a column is called when it stands alone: `隐患整改率 ▸ 整改数` for an input among several.
    #[must_use]
    pub fn label(&self, name: Ref) -> String {
        let column = self.column(name);
        match column.owner {
            Owner::Input(id) if *self.criterion(id).title != *column.name => {
                format!("{} ▸ {}", self.criterion(id).title, column.name)
            }
            _ => column.name.to_string(),
        }
    }
}
