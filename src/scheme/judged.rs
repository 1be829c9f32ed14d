//! Who is judged.

use super::model::{NoRecord, Owner, Scheme};
use crate::round::Subject;

impl Scheme {
    /// Whether anything is entered for a criterion. A scheme can also score what the roster and the
    /// ledgers say, and nothing else.
    #[must_use]
    pub fn inspects(&self) -> bool {
        self.columns.iter().any(|column| {
            let of_criterion = matches!(column.owner, Owner::Input(_) | Owner::Score(_));
            of_criterion && column.input().is_some()
        })
    }

    /// Whether a subject is scored: it has a record, or needs none.
    #[must_use]
    pub fn judges(&self, who: &Subject) -> bool {
        who.inspected || self.no_record == NoRecord::Full || !self.inspects()
    }
}
