//! Awards: threshold, quota, chains, and what happens at the line. The same rules give awards to
//! subjects and to areas.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::line::{Line, draw};
use crate::formula::Ref;
use crate::round::SubjectId;
use crate::scheme::{AtLine, Award, Quota};

/// An award and who has it: subjects, or areas by their position in the list of areas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardList<Who = SubjectId> {
    /// Index in the scheme.
    pub award: usize,
    /// Who has it, in rank order.
    pub holders: Vec<Who>,
    /// Ties across the last place that somebody has to decide, or that were decided by the scheme.
    pub contested: Vec<Contested<Who>>,
    /// For whom a place is kept until a tie of an earlier award is decided.
    pub waiting: Vec<Who>,
}

/// A tie across the last place of a quota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested<Who = SubjectId> {
    /// The group whose quota it is; `None` for the whole.
    pub group: Option<Arc<str>>,
    /// Places that are left for the tied.
    pub places: u32,
    /// The tied, in the order of code and name.
    pub subjects: Vec<Who>,
    /// What the scheme says about it.
    pub at_line: AtLine,
}

/// An award that somebody has, and how the quota was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Won {
    /// Index of the award in the scheme.
    pub award: usize,
    /// The group whose quota it is; `None` for the whole.
    pub group: Option<Arc<str>>,
    /// Places of the quota; `None`: no limit.
    pub places: Option<u32>,
    /// Places of the quota that a tie of an earlier award took.
    pub lent: u32,
    /// Place among those who could have it.
    pub place: u32,
    /// Whether it was in the tie across the last place.
    pub at_line: bool,
}

/// Those who compete, in rank order, known by their position.
pub(super) struct Field<'a> {
    pub awards: &'a [Award],
    /// Equal for those who are tied.
    pub standings: &'a [u32],
    /// For each, whether the threshold of each award is reached.
    pub reached: &'a [Vec<bool>],
    /// The group of one, by an attribute.
    pub group: &'a dyn Fn(usize, Ref) -> Option<Arc<str>>,
    /// Places that a sheet gives a group.
    pub sheet: &'a dyn Fn(usize, &str) -> Option<u32>,
}

/// What somebody is to an earlier award.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Has,
    /// In a tie across its line that is not decided.
    Open,
    /// Inside its line, if an open tie of a still earlier award leaves it to be had.
    Waiting,
}

/// Who can have an award in one group.
#[derive(Default)]
struct Group {
    size: u32,
    candidates: Vec<usize>,
}

type Marks = Vec<Vec<(usize, Mark)>>;
/// Places that ties took beyond the quota, by award and group.
type Debts = BTreeMap<(usize, Option<Arc<str>>), u32>;

/// Gives the awards in turn. Also what each of the field has.
pub(super) fn lists(field: &Field<'_>) -> (Vec<AwardList<usize>>, Vec<Vec<Won>>) {
    let mut marks: Marks = vec![Vec::new(); field.standings.len()];
    let mut won: Vec<Vec<Won>> = vec![Vec::new(); field.standings.len()];
    let mut debts = Debts::new();
    let mut lists = Vec::new();
    for (index, award) in field.awards.iter().enumerate() {
        let mut list = AwardList {
            award: index,
            holders: Vec::new(),
            contested: Vec::new(),
            waiting: Vec::new(),
        };
        for (name, group) in field.groups(index, award, &marks) {
            // With quotas by group, one without a group has no quota to be counted in.
            if award.by.is_some() && name.is_none() {
                continue;
            }
            let places = field.places(&award.quota, name.as_deref(), group.size);
            let lent = borrowed(&mut debts, field.awards, award, &name, places);
            let left = places.map(|places| places - lent);
            let line = draw(field.standings, &group.candidates, left, award.at_line);
            let tied = line.tied.first();
            let tied = tied.and_then(|position| field.standings.get(*position));
            for position in &line.given {
                let uncertain = is_open(award, &marks[*position]);
                if uncertain {
                    list.waiting.push(*position);
                    marks[*position].push((index, Mark::Waiting));
                    continue;
                }
                list.holders.push(*position);
                marks[*position].push((index, Mark::Has));
                won[*position].push(Won {
                    award: index,
                    group: name.clone(),
                    places,
                    lent,
                    place: place(field.standings, &group.candidates, *position),
                    at_line: tied == field.standings.get(*position),
                });
            }
            settle(&mut debts, &mut marks, (index, &name), award.at_line, &line);
            if !line.tied.is_empty() {
                list.contested.push(Contested {
                    group: name,
                    places: line.left,
                    subjects: line.tied,
                    at_line: award.at_line,
                });
            }
        }
        list.holders.sort_unstable();
        list.waiting.sort_unstable();
        lists.push(list);
    }
    (lists, won)
}

/// What a tie across the line leaves behind for the awards after it.
fn settle(
    debts: &mut Debts,
    marks: &mut Marks,
    (index, group): (usize, &Option<Arc<str>>),
    at_line: AtLine,
    line: &Line,
) {
    match at_line {
        AtLine::Report => {
            for position in &line.tied {
                marks[*position].push((index, Mark::Open));
            }
        }
        AtLine::Borrow if !line.tied.is_empty() => {
            let tied = u32::try_from(line.tied.len()).unwrap_or(u32::MAX);
            debts.insert((index, group.clone()), tied.saturating_sub(line.left));
        }
        AtLine::Borrow | AtLine::All | AtLine::None => {}
    }
}

/// Places that this award lends to ties of the awards it excepts. What it cannot lend is left for
/// the next one.
fn borrowed(
    debts: &mut Debts,
    awards: &[Award],
    award: &Award,
    group: &Option<Arc<str>>,
    places: Option<u32>,
) -> u32 {
    let mut lent = 0;
    for other in &award.except {
        let same = awards.get(*other).is_some_and(|other| other.by == award.by);
        let Some(debt) = debts.get_mut(&(*other, group.clone())).filter(|_| same) else {
            continue;
        };
        // Where there is no limit, nobody has fewer places.
        let part = places.map_or(*debt, |places| (*debt).min(places - lent));
        *debt -= part;
        lent += places.map_or(0, |_| part);
    }
    lent
}

/// Whether one can have an award only if an open tie is decided in one way.
fn is_open(award: &Award, marks: &[(usize, Mark)]) -> bool {
    let has = |other: &usize| marks.contains(&(*other, Mark::Has));
    let open = |other: &usize| {
        marks
            .iter()
            .any(|(of, mark)| of == other && *mark != Mark::Has)
    };
    award.except.iter().any(open)
        || (!award.only_from.is_empty() && !award.only_from.iter().any(has))
}

/// Whether one could have an award, by what it has and may still get.
fn may_have(award: &Award, marks: &[(usize, Mark)]) -> bool {
    let marked = |other: &usize, wanted: Mark| marks.contains(&(*other, wanted));
    let asked = award.only_from.is_empty()
        || award
            .only_from
            .iter()
            .any(|other| marks.iter().any(|(of, _)| of == other));
    // A place is kept for it, and the tie it waits for is over an award that is excluded, too: it
    // gets one of the two.
    let open = award.except.iter().any(|other| marked(other, Mark::Open));
    let waiting = award
        .except
        .iter()
        .any(|other| marked(other, Mark::Waiting));
    let has = award.except.iter().any(|other| marked(other, Mark::Has));
    asked && !has && !(open && waiting)
}

/// Place among candidates, equal for those who are tied.
fn place(standings: &[u32], candidates: &[usize], position: usize) -> u32 {
    let better = candidates.partition_point(|other| standings[*other] < standings[position]);
    u32::try_from(better + 1).unwrap_or(u32::MAX)
}

impl Field<'_> {
    fn groups(
        &self,
        index: usize,
        award: &Award,
        marks: &Marks,
    ) -> BTreeMap<Option<Arc<str>>, Group> {
        let mut groups: BTreeMap<Option<Arc<str>>, Group> = BTreeMap::new();
        for (position, marks) in marks.iter().enumerate() {
            let name = award.by.and_then(|by| (self.group)(position, by));
            let group = groups.entry(name).or_default();
            group.size += 1;
            let reached = self
                .reached
                .get(position)
                .and_then(|reached| reached.get(index));
            if reached == Some(&true) && may_have(award, marks) {
                group.candidates.push(position);
            }
        }
        groups
    }

    /// Places in a group of so many; `None`: no limit.
    fn places(&self, quota: &Quota, group: Option<&str>, size: u32) -> Option<u32> {
        match quota {
            Quota::Unlimited => None,
            Quota::Count(count) => Some(*count),
            Quota::Share(share) => Some(share.places(size)),
            Quota::Table(rows) => {
                let row = rows.iter().find(|(name, _)| Some(name.as_str()) == group);
                Some(row.map_or(0, |(_, count)| *count))
            }
            Quota::Sheet(column) => {
                let given = group.and_then(|group| (self.sheet)(*column, group));
                Some(given.unwrap_or(0))
            }
        }
    }
}

impl AwardList<usize> {
    /// The same list of others, known by their position in the field.
    pub(super) fn of<Who>(self, who: impl Fn(usize) -> Who) -> AwardList<Who> {
        let each = |positions: Vec<usize>| positions.into_iter().map(&who).collect();
        AwardList {
            award: self.award,
            holders: each(self.holders),
            waiting: each(self.waiting),
            contested: self
                .contested
                .into_iter()
                .map(|tie| Contested {
                    group: tie.group,
                    places: tie.places,
                    subjects: each(tie.subjects),
                    at_line: tie.at_line,
                })
                .collect(),
        }
    }
}
