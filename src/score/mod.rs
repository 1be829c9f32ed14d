//! From what was read to scores. Pure: the scheme's columns are filled from left to right.
//!
//! Scores are not stored. [`Scorer::row`] computes a subject's whole row whenever it is asked for,
//! which costs less than keeping all rows of a large round in memory.

use crate::formula::{Overflow, Ref, Value};
use crate::round::{Round, SubjectId};
use crate::scheme::{Content, Scheme};

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
                    let name = Ref(u32::try_from(index).unwrap_or(u32::MAX));
                    let read = self.round.cell(subject, name).value(self.round);
                    // A blank that is a problem stops its subject before it is scored.
                    read.or_else(|| input.blank.clone())
                        .unwrap_or(Value::NotApplicable)
                }
            };
            row.push(value);
        }
        Ok(row)
    }
}
