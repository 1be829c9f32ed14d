//! Where the quota table of a rule file and the groups of the data do not fit: a group without a row
//! has no place, and a row without a group gives its places to nobody. Both are said.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Report;
use crate::problem::{Fault, nearest};
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

    /// The rows of an award's table that name no group of any subject, with the nearest group.
    pub(crate) fn no_group(&self, award: &Award) -> Vec<(String, Option<String>)> {
        let (Quota::Table(rows), Some(by)) = (&award.quota, award.by) else {
            return Vec::new();
        };
        let subjects = self.standing.order.iter();
        let groups: BTreeSet<Arc<str>> = subjects
            .filter_map(|placed| self.round.group(placed.subject, by))
            .collect();
        let names: Vec<String> = groups.iter().map(|group| group.to_string()).collect();
        rows.iter()
            .filter(|(name, _)| !groups.contains(name.as_str()))
            .map(|(name, _)| (name.clone(), nearest(name, &names)))
            .collect()
    }

    /// Every gap, with the award.
    pub(crate) fn quota_gaps(&self) -> Vec<(&'a str, Fault)> {
        let mut gaps = Vec::new();
        for award in &self.scheme.awards {
            let Some(by) = award.by else { continue };
            let by = || self.scheme.column(by).name.to_string();
            let name = award.name.as_str();
            let lacking = self.not_in_table(award).into_iter().map(|group| {
                let name = group.to_string();
                Fault::GroupWithoutRow { by: by(), name }
            });
            let idle = self.no_group(award).into_iter().map(|(row, nearest)| {
                let by = by();
                Fault::NotAGroup {
                    by,
                    name: row,
                    nearest,
                }
            });
            gaps.extend(lacking.chain(idle).map(|fault| (name, fault)));
        }
        gaps
    }
}
