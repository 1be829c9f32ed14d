//! The order of ranked subjects, overall and inside groups.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use itertools::Itertools;

use super::place::places;
use super::{Placed, Rank, Tie};
use crate::number::Decimal;
use crate::score::Scorer;

/// A ranked subject and the figures that decide between equal totals.
pub(super) struct Entrant {
    pub placed: Placed,
    /// The total that ranks look at.
    pub decides: Option<Decimal>,
    pub keys: Vec<Decimal>,
    /// For each award, whether its threshold is reached.
    pub reaches: Vec<bool>,
}

impl Entrant {
    /// Larger totals first, then larger keys. Code and name put the rest into a fixed order without
    /// deciding anything: subjects are numbered by them.
    fn order(&self, other: &Entrant) -> Ordering {
        self.standing(other)
            .then(self.placed.subject.cmp(&other.placed.subject))
    }

    fn standing(&self, other: &Entrant) -> Ordering {
        other
            .decides
            .cmp(&self.decides)
            .then_with(|| other.keys.cmp(&self.keys))
    }
}

/// Puts entrants in order and gives them their places; also which awards' thresholds each of them
/// reaches, and the ties that no key resolved.
pub(super) fn rank(
    scorer: &Scorer<'_>,
    mut entrants: Vec<Entrant>,
) -> (Vec<Placed>, Vec<Vec<bool>>, Vec<Tie>) {
    entrants.sort_by(Entrant::order);
    let ties = scorer.scheme.ranking.ties;
    let equal = |a: &&Entrant, b: &&Entrant| a.standing(b) == Ordering::Equal;

    let all: Vec<&Entrant> = entrants.iter().collect();
    let overall = places(&all, ties, equal);
    let mut within: Vec<Vec<Option<Rank>>> = Vec::new();
    for attribute in &scorer.scheme.ranking.within {
        let mut ranks = vec![None; entrants.len()];
        let mut groups: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
        for (index, entrant) in entrants.iter().enumerate() {
            if let Some(name) = scorer.round.group(entrant.placed.subject, *attribute) {
                groups.entry(name).or_default().push(index);
            }
        }
        for members in groups.values() {
            let entrants: Vec<&Entrant> = members.iter().map(|index| &entrants[*index]).collect();
            for (index, rank) in members.iter().zip(places(&entrants, ties, equal)) {
                ranks[*index] = Some(rank);
            }
        }
        within.push(ranks);
    }

    let shared = entrants
        .iter()
        .zip(&overall)
        .chunk_by(|(_, rank)| rank.standing)
        .into_iter()
        .filter_map(|(_, members)| tie(&members.collect_vec()))
        .collect();
    let (placed, reached) = entrants
        .into_iter()
        .zip(overall)
        .enumerate()
        .map(|(index, (entrant, rank))| {
            let groups = within.iter().map(|ranks| ranks[index]).collect();
            (
                Placed {
                    rank: Some(rank),
                    groups,
                    ..entrant.placed
                },
                entrant.reaches,
            )
        })
        .unzip();
    (placed, reached, shared)
}

fn tie(members: &[(&Entrant, &Rank)]) -> Option<Tie> {
    let (first, rank) = members.first()?;
    if members.len() < 2 {
        return None;
    }
    Some(Tie {
        place: rank.place,
        total: first.placed.total?,
        subjects: members
            .iter()
            .map(|(entrant, _)| entrant.placed.subject)
            .collect(),
    })
}
