//! Ties across quota lines, of subjects and of areas, by name.

use super::Report;
use crate::rank::{AwardList, Contested};
use crate::scheme::{AtLine, Award};

/// A tie across the last place of a quota, with the names that people know.
pub(crate) struct NamedTie<'a> {
    /// The award.
    pub award: &'a str,
    /// The group whose quota it is.
    pub group: Option<&'a str>,
    /// Places that are left for the tied.
    pub places: u32,
    /// Who is tied.
    pub names: Vec<&'a str>,
    /// What the scheme says about it.
    pub at_line: AtLine,
}

impl<'a> Report<'a> {
    /// Every tie across a quota line: of subjects, then of areas.
    pub(crate) fn contested(&self) -> Vec<NamedTie<'a>> {
        let report = *self;
        let subjects = named(&report.scheme.awards, &report.standing.awards, move |who| {
            report.name(*who)
        });
        let areas = report.scheme.rollups.iter().zip(&report.standing.areas);
        let areas = areas.flat_map(|(rule, areas)| {
            named(&rule.awards, &areas.awards, |at| {
                areas.areas.get(*at).map_or("", |area| &*area.name)
            })
        });
        subjects.into_iter().chain(areas).collect()
    }
}

fn named<'a, Who>(
    awards: &'a [Award],
    lists: &'a [AwardList<Who>],
    name: impl Fn(&'a Who) -> &'a str,
) -> Vec<NamedTie<'a>> {
    let tie = |list: &'a AwardList<Who>, tie: &'a Contested<Who>| NamedTie {
        award: awards.get(list.award).map_or("", |award| &award.name),
        group: tie.group.as_deref(),
        places: tie.places,
        names: tie.subjects.iter().map(&name).collect(),
        at_line: tie.at_line,
    };
    lists
        .iter()
        .flat_map(|list| list.contested.iter().map(move |one| (list, one)))
        .map(|(list, one)| tie(list, one))
        .collect()
}
