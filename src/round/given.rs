use std::sync::Arc;

use super::{RecordId, Round, SubjectId};
use crate::formula::{Ref, Value};

/// What a sheet gives a group: its places, its control figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The number, or 不涉及.
    pub value: Value,
    /// The row it stands in.
    pub record: RecordId,
    /// Its column.
    pub col: u16,
}

impl Round {
    /// The value of an attribute as text, for grouping. `None` where it is not known.
    #[must_use]
    pub fn group(&self, subject: SubjectId, attribute: Ref) -> Option<Arc<str>> {
        match self.cell(subject, attribute).value(self)? {
            Value::Text(text) => Some(text),
            Value::NotApplicable => None,
            other => Some(other.to_string().into()),
        }
    }

    /// Keeps what a sheet gives a group, for a column of the scheme's list of them.
    pub fn give(&mut self, column: usize, group: &str, given: Given) {
        if self.given.len() <= column {
            self.given.resize_with(column + 1, Default::default);
        }
        if let Some(groups) = self.given.get_mut(column) {
            groups.insert(group.into(), given);
        }
    }

    /// What a sheet gives a group.
    #[must_use]
    pub fn given(&self, column: usize, group: &str) -> Option<&Given> {
        self.given.get(column)?.get(group)
    }

    /// The groups that a sheet gives something, with what it gives, by name.
    pub fn all_given(&self, column: usize) -> impl Iterator<Item = (&str, &Given)> {
        let groups = self.given.get(column);
        groups
            .into_iter()
            .flatten()
            .map(|(group, given)| (&**group, given))
    }
}
