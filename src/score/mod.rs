//! From what was read to scores. Pure: the scheme's columns are filled from left to right.
//!
//! Scores are not stored. [`Scorer::row`] computes a subject's whole row whenever it is asked for,
//! which costs less than keeping all rows of a large round in memory.

use crate::formula::{Overflow, Value};
use crate::round::{Round, SubjectId};
use crate::scheme::{Blank, Content, Holds, Input, Scheme};

/// Computes rows of a round under a scheme.
#[derive(Debug, Clone, Copy)]
pub struct Scorer<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// What was read.
    pub round: &'a Round,
}

impl Scorer<'_> {
    /// Every quantity of a subject, in the order of the scheme's columns.
    ///
    /// # Errors
    /// [`Overflow`] when a formula's result needs more than 28 digits before the point.
    pub fn row(&self, subject: SubjectId) -> Result<Vec<Value>, Overflow> {
        let mut row = Vec::with_capacity(self.scheme.columns.len());
        for (index, column) in self.scheme.columns.iter().enumerate() {
            let value = match &column.content {
                Content::Computed(expr) => expr.value(&row)?,
                Content::Read(input) => {
                    let name = crate::formula::Ref(u32::try_from(index).unwrap_or(u32::MAX));
                    let read = self.round.cell(subject, name).value(self.round);
                    read.unwrap_or_else(|| blank(input))
                }
            };
            row.push(value);
        }
        Ok(row)
    }
}

/// What a blank counts as. A blank that is a problem stops its subject before it is scored; it is
/// 不涉及 here so that a draft can still show the rest.
#[must_use]
pub fn blank(input: &Input) -> Value {
    match (input.blank, &input.holds) {
        (Blank::Full, Holds::Marks { full }) => Value::Number(*full),
        (Blank::Full | Blank::Zero, Holds::YesNo) => Value::Bool(input.blank == Blank::Full),
        (Blank::Full | Blank::Zero, _) => Value::Number(crate::number::Decimal::ZERO),
        (Blank::Problem | Blank::NotApplicable, _) => Value::NotApplicable,
    }
}
