//! Groups that the quota table of a rule file does not name: they have no place, which is said.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Report;
use crate::scheme::{Award, Quota};

impl<'a> Report<'a> {
    /// The groups of ranked subjects that the table of an award does not name.
    pub(crate) fn not_in_table(&self, award: &Award) -> BTreeSet<Arc<str>> {
        let (Quota::Table(rows), Some(by)) = (&award.quota, award.by) else {
            return BTreeSet::new();
        };
        let ranked = self.standing.ranked();
        ranked
            .filter_map(|placed| self.round.group(placed.subject, by))
            .filter(|group| !rows.iter().any(|(name, _)| **name == **group))
            .collect()
    }

    /// Each award with such groups: award, attribute, group.
    pub(crate) fn all_not_in_table(&self) -> Vec<(&'a str, &'a str, Arc<str>)> {
        let awards = self.scheme.awards.iter();
        awards
            .filter_map(|award| Some((award, award.by?)))
            .flat_map(|(award, by)| {
                let by = &*self.scheme.column(by).name;
                let groups = self.not_in_table(award).into_iter();
                groups.map(move |group| (award.name.as_str(), by, group))
            })
            .collect()
    }
}
