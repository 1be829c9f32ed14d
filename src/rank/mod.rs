//! From scores to a standing: gates and vetoes, order and ties, groups, awards, rollups. Pure.

mod area;
mod award;
mod award_reason;
mod guarded;
mod line;
mod order;
mod place;
mod reason;
mod rollup;
mod tally;

pub use area::{Area, Areas};
pub use award::{AwardList, Contested, Won};
pub use guarded::Guarded;
pub use reason::Reason;
pub use rollup::{GradeCount, Rollup};

use crate::formula::{Overflow, Ref, Value};
use crate::number::{Decimal, settle};
use crate::round::{Round, SubjectId};
use crate::scheme::{Effect, Scheme};
use crate::score::Scorer;

/// What became of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Has a place.
    Ranked,
    /// Disqualified by a veto.
    Vetoed,
    /// A gate was not passed.
    Ineligible,
    /// Its data has problems (drafts only).
    Incomplete,
    /// Not inspected, or nothing about it could be assessed.
    Absent,
}

impl Status {
    /// The word for it in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Status::Ranked => "ranked",
            Status::Vetoed => "vetoed",
            Status::Ineligible => "ineligible",
            Status::Incomplete => "incomplete",
            Status::Absent => "absent",
        }
    }
}

/// A place in a ranking, and whether others share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// 1 is first.
    pub place: u32,
    /// How many different standings are at least as good: equal for those who are tied, and for
    /// nobody else, whatever the style of places.
    pub standing: u32,
    /// Whether somebody else has the same score and no key told them apart.
    pub tied: bool,
}

/// One subject in the standing.
#[derive(Debug, Clone)]
pub struct Placed {
    /// Which subject.
    pub subject: SubjectId,
    /// What became of it.
    pub status: Status,
    /// The published score, unless nothing could be scored.
    pub total: Option<Decimal>,
    /// Index of its grade in the scheme; only for ranked subjects that reached one.
    pub grade: Option<usize>,
    /// Its place among all.
    pub rank: Option<Rank>,
    /// Its place inside the group of each attribute of `ranking.within`.
    pub groups: Vec<Option<Rank>>,
    /// The awards it has.
    pub awards: Vec<Won>,
    /// Why it is not ranked, and what was decided over its score.
    pub reasons: Vec<Reason>,
}

/// Subjects that share a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The place they share.
    pub place: u32,
    /// The score they share.
    pub total: Decimal,
    /// Who they are.
    pub subjects: Vec<SubjectId>,
}

/// The outcome of a round.
#[derive(Debug, Clone)]
pub struct Standing {
    /// All subjects: ranked ones by place, then the others by status, code and name.
    pub order: Vec<Placed>,
    /// Unresolved ties, best first.
    pub ties: Vec<Tie>,
    /// Each award and who has it.
    pub awards: Vec<AwardList>,
    /// Figures by attribute, for each attribute of [`Scheme::rolled_up`].
    pub rollups: Vec<Vec<Rollup>>,
    /// The areas of each of the scheme's rollups.
    pub areas: Vec<Areas>,
    /// Figures of the whole.
    pub whole: Rollup,
}

impl Standing {
    /// Decides over every subject of a round.
    ///
    /// # Errors
    /// [`Overflow`] with the subject whose formula ran beyond 28 digits.
    pub fn of(scheme: &Scheme, round: &Round) -> Result<Standing, (SubjectId, Overflow)> {
        let scorer = Scorer { scheme, round };
        let mut ranked = Vec::new();
        let mut others = Vec::new();
        for index in 0..round.subjects.len() {
            let subject = SubjectId(u32::try_from(index).unwrap_or(u32::MAX));
            match judge(&scorer, subject).map_err(|overflow| (subject, overflow))? {
                Judged::Entrant(entrant) => ranked.push(entrant),
                Judged::Other(placed) => others.push(placed),
            }
        }
        others.sort_by_key(|placed| (placed.status, placed.subject));
        let (mut placed, reached, ties) = order::rank(&scorer, ranked);
        let awards = award(&scorer, &mut placed, &reached);
        placed.extend(others);
        let (rollups, whole) = rollup::all(&scorer, &placed);
        let areas = area::all(&scorer, &placed, &rollups, &whole)?;
        Ok(Standing {
            order: placed,
            ties,
            awards,
            rollups,
            areas,
            whole,
        })
    }

    /// The ranked subjects, best first.
    pub fn ranked(&self) -> impl Iterator<Item = &Placed> {
        self.order
            .iter()
            .filter(|placed| placed.status == Status::Ranked)
    }
}

/// Gives the ranked subjects, which stand in rank order, their awards.
fn award(scorer: &Scorer<'_>, ranked: &mut [Placed], reached: &[Vec<bool>]) -> Vec<AwardList> {
    let Scorer { scheme, round } = scorer;
    let subjects: Vec<SubjectId> = ranked.iter().map(|placed| placed.subject).collect();
    let standings: Vec<u32> = ranked
        .iter()
        .map(|placed| placed.rank.map_or(u32::MAX, |rank| rank.standing))
        .collect();
    let field = award::Field {
        awards: &scheme.awards,
        standings: &standings,
        reached,
        group: &|position, by| round.group(subjects[position], by),
        sheet: &|column, group| {
            let places = round.given(column, group)?.value.number()?;
            // Whole and not negative, as it was read; more places than that are no limit.
            Some(u32::try_from(places).unwrap_or(u32::MAX))
        },
    };
    let (lists, won) = award::lists(&field);
    for (placed, won) in ranked.iter_mut().zip(won) {
        placed.awards = won;
    }
    lists
        .into_iter()
        .map(|list| list.of(|position| subjects[position]))
        .collect()
}

/// A subject alone, before it is compared with others.
enum Judged {
    Entrant(order::Entrant),
    Other(Placed),
}

/// A subject alone: its status and score, and for a ranked one what it is ordered by and which
/// awards' thresholds it reaches.
fn judge(scorer: &Scorer<'_>, subject: SubjectId) -> Result<Judged, Overflow> {
    let Scorer { scheme, round } = scorer;
    let who = &round.subjects[subject.index()];
    let mut placed = Placed {
        subject,
        status: Status::Absent,
        total: None,
        grade: None,
        rank: None,
        groups: Vec::new(),
        awards: Vec::new(),
        reasons: Vec::new(),
    };
    if who.faulty {
        placed.status = Status::Incomplete;
        placed.reasons.push(Reason::HasProblems);
        return Ok(Judged::Other(placed));
    }
    if !scheme.judges(who) {
        placed.reasons.push(Reason::NotInspected);
        return Ok(Judged::Other(placed));
    }
    let row = scorer.row(subject)?;
    let number = |name: Ref| row.get(name.index()).and_then(Value::number);
    placed.total = number(scheme.summary.total);
    let decides = number(scheme.summary.decides);
    let mut barred = false;
    for (index, gate) in scheme.gates.iter().enumerate() {
        if !gate.when.value(&row)?.holds() {
            placed.reasons.push(Reason::Gate { index });
            placed.status = Status::Ineligible;
            barred = true;
        }
    }
    if placed.total.is_none() {
        placed.reasons.push(Reason::NothingApplies);
        return Ok(Judged::Other(placed));
    }
    for (index, veto) in scheme.vetoes.iter().enumerate() {
        if row.get(veto.holds.index()).is_some_and(Value::holds) {
            placed.reasons.push(Reason::Veto { index });
            if veto.effect == Effect::Disqualify && !barred {
                placed.status = Status::Vetoed;
            }
            barred |= veto.effect == Effect::Disqualify;
        }
    }
    placed
        .reasons
        .extend(guarded::reasons(scorer, subject, &row)?);
    if barred {
        return Ok(Judged::Other(placed));
    }
    placed.status = Status::Ranked;
    if let Some(Value::Text(name)) = scheme
        .summary
        .grade
        .and_then(|grade| row.get(grade.index()))
    {
        placed.grade = scheme.grades.iter().position(|grade| *grade.name == **name);
    }
    let mut keys = Vec::with_capacity(scheme.ranking.keys.len());
    for key in &scheme.ranking.keys {
        // A figure that does not apply decides nothing in its favour.
        keys.push(
            key.figure
                .value(&row)?
                .number()
                .map_or(Decimal::MIN, settle),
        );
    }
    let mut reaches = Vec::with_capacity(scheme.awards.len());
    for award in &scheme.awards {
        reaches.push(match &award.when {
            None => true,
            Some(when) => when.value(&row)?.holds(),
        });
    }
    Ok(Judged::Entrant(order::Entrant {
        placed,
        decides,
        keys,
        reaches,
    }))
}
