//! Who is judged.

use super::model::{NoRecord, Owner, Scheme};
use crate::round::Subject;

impl Scheme {
    /// Whether anything is entered for a criterion. A scheme can also score what the roster and the
    /// ledgers say, and nothing else.
    #[must_use]
    pub fn inspects(&self) -> bool {
        let entered = |owner: Owner| matches!(owner, Owner::Input(_));
        self.columns.iter().any(|column| entered(column.owner))
    }

    /// Whether a subject is scored: it has a record, or needs none.
    #[must_use]
    pub fn judges(&self, who: &Subject) -> bool {
        who.inspected || self.no_record == NoRecord::Full || !self.inspects()
    }
}
