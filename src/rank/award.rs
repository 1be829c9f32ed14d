//! Awards: threshold, quota, and what happens at the line.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Placed, group};
use crate::number::Decimal;
use crate::round::SubjectId;
use crate::scheme::{AtLine, Quota};
use crate::score::Scorer;

/// An award and who has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardList {
    /// Index in the scheme.
    pub award: usize,
    /// Who has it, in rank order.
    pub holders: Vec<SubjectId>,
    /// Ties across the last place that somebody has to decide, or that were decided by the scheme.
    pub contested: Vec<Contested>,
}

/// A tie across the last place of a quota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// The group whose quota it is; `None` for the whole.
    pub group: Option<Arc<str>>,
    /// Places that are left for the tied.
    pub places: u32,
    /// The tied, in the order of code and name.
    pub subjects: Vec<SubjectId>,
    /// What the scheme says about it.
    pub at_line: AtLine,
}

/// Fills the awards of the ranked subjects, which stand in rank order; `reached` says for each of
/// them which awards' thresholds it reaches.
pub(super) fn lists(
    scorer: &Scorer<'_>,
    ranked: &mut [Placed],
    reached: &[Vec<bool>],
) -> Vec<AwardList> {
    let mut lists = Vec::new();
    for (index, award) in scorer.scheme.awards.iter().enumerate() {
        let mut groups: BTreeMap<Option<Arc<str>>, Vec<usize>> = BTreeMap::new();
        let mut sizes: BTreeMap<Option<Arc<str>>, u32> = BTreeMap::new();
        for (position, placed) in ranked.iter().enumerate() {
            let name = award.by.and_then(|by| group(scorer, placed.subject, by));
            *sizes.entry(name.clone()).or_default() += 1;
            let holds_other = award
                .only_from
                .is_none_or(|other| placed.awards.contains(&other));
            if holds_other && reached[position][index] {
                groups.entry(name).or_default().push(position);
            }
        }
        let mut holders = Vec::new();
        let mut contested = Vec::new();
        for (name, candidates) in groups {
            // With quotas by group, a subject without a group has no quota to be counted in.
            if award.by.is_some() && name.is_none() {
                continue;
            }
            let size = sizes.get(&name).copied().unwrap_or_default();
            let places = places(&award.quota, name.as_deref(), size);
            let (given, tie) = draw_line(ranked, &candidates, places, award.at_line);
            holders.extend(given);
            contested.extend(tie.map(|(left, tied)| {
                Contested {
                    group: name,
                    places: left,
                    subjects: tied
                        .iter()
                        .map(|position| ranked[*position].subject)
                        .collect(),
                    at_line: award.at_line,
                }
            }));
        }
        holders.sort_unstable();
        for position in &holders {
            ranked[*position].awards.push(index);
        }
        let holders = holders
            .into_iter()
            .map(|position| ranked[position].subject)
            .collect();
        lists.push(AwardList {
            award: index,
            holders,
            contested,
        });
    }
    lists
}

/// Places in a group of so many ranked subjects; `None`: no limit.
fn places(quota: &Quota, group: Option<&str>, size: u32) -> Option<u32> {
    match quota {
        Quota::Unlimited => None,
        Quota::Count(count) => Some(*count),
        Quota::Share(share) => {
            let places = share
                .checked_mul(Decimal::from(size))
                .map(|places| places.floor());
            Some(
                places
                    .and_then(|places| u32::try_from(places).ok())
                    .unwrap_or(0),
            )
        }
        Quota::Table(rows) => {
            let row = rows.iter().find(|(name, _)| Some(name.as_str()) == group);
            Some(row.map_or(0, |(_, count)| *count))
        }
    }
}

/// Who of the candidates is inside the quota, and the tie across its last place: how many places
/// are left for it, and who it is between.
fn draw_line(
    ranked: &[Placed],
    candidates: &[usize],
    places: Option<u32>,
    at_line: AtLine,
) -> (Vec<usize>, Option<(u32, Vec<usize>)>) {
    let Some(places) = places else {
        return (candidates.to_vec(), None);
    };
    let places = places as usize;
    if candidates.len() <= places || places == 0 {
        return (candidates.iter().take(places).copied().collect(), None);
    }
    let standing = |position: usize| ranked[position].rank.map(|rank| rank.standing);
    let same = |a: usize, b: usize| standing(a) == standing(b);
    let (last, next) = (candidates[places - 1], candidates[places]);
    if !same(last, next) {
        return (candidates[..places].to_vec(), None);
    }
    let clear: Vec<usize> = candidates[..places]
        .iter()
        .copied()
        .filter(|position| !same(*position, last))
        .collect();
    let tied: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|position| same(*position, last))
        .collect();
    let left = u32::try_from(places - clear.len()).unwrap_or(0);
    let given = match at_line {
        AtLine::All => clear.iter().chain(&tied).copied().collect(),
        AtLine::Report | AtLine::None => clear,
    };
    (given, Some((left, tied)))
}
