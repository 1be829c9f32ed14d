//! Awards that nobody can have, whatever the data says.

use std::collections::BTreeSet;

use super::Builder;
use crate::scheme::award::{AtLine, Award, Quota};
use crate::scheme::mistake::{MistakeKind, Unreachable};
use crate::scheme::raw::RawAward;

impl Builder<'_> {
    /// An award that asks for what it excludes, and a tie that borrows where nobody lends.
    pub fn refuse_unreachable(&mut self, raws: &[RawAward], awards: &[Award]) {
        // For each award, those that everybody who has it holds, too.
        let mut held: Vec<BTreeSet<usize>> = Vec::new();
        for (index, (award, raw)) in awards.iter().zip(raws).enumerate() {
            let ways = award.only_from.iter().map(|other| {
                let mut way = held.get(*other).cloned().unwrap_or_default();
                way.insert(*other);
                way
            });
            let open: Vec<BTreeSet<usize>> = ways
                .filter(|way| !award.except.iter().any(|other| way.contains(other)))
                .collect();
            if open.is_empty() && !award.only_from.is_empty() {
                let span = raw.except.first().map_or(&raw.name.span, |at| &at.span);
                let kind = MistakeKind::NobodyCanHave {
                    name: award.name.clone(),
                    why: Unreachable::Excluded,
                };
                self.mistakes.add(span.clone(), kind);
            }
            held.push(
                open.into_iter()
                    .reduce(|one, other| one.intersection(&other).copied().collect())
                    .unwrap_or_default(),
            );
            let lends = |other: &&Award| {
                let of_same = other.by == award.by || other.quota == Quota::Unlimited;
                other.except.contains(&index) && of_same
            };
            let borrows = award.at_line == AtLine::Borrow;
            if let Some(tie) = raw.tie.as_ref().filter(|_| borrows)
                && !awards.iter().any(|other| lends(&other))
            {
                let name = award.name.clone();
                let kind = MistakeKind::NobodyLends { name };
                self.mistakes.add(tie.span.clone(), kind);
            }
        }
    }
}
