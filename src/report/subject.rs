//! A subject in JSON.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Report;
use crate::formula::{Ref, Value};
use crate::number::plain;
use crate::problem::Lang;
use crate::rank::{Placed, Rank};
use crate::score::Scorer;

/// All subjects in rank order, computed one at a time.
#[derive(Clone, Copy)]
pub(super) struct Subjects<'a> {
    pub report: &'a Report<'a>,
    pub lang: Lang,
}

#[derive(Serialize)]
struct Subject<'a> {
    name: &'a str,
    code: Option<&'a str>,
    attributes: Attributes<'a>,
    status: &'static str,
    score: Option<String>,
    grade: Option<&'a str>,
    rank: Option<u32>,
    groups: Groups<'a>,
    nodes: Nodes<'a>,
    awards: Vec<&'a str>,
    reasons: Vec<String>,
}

impl Serialize for Subjects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(
            self.report
                .standing
                .order
                .iter()
                .map(|placed| self.subject(placed)),
        )
    }
}

impl<'a> Subjects<'a> {
    fn subject(self, placed: &'a Placed) -> Subject<'a> {
        let Report { scheme, round, .. } = *self.report;
        let who = &round.subjects[placed.subject.index()];
        // A subject with a score has a row: it was computed before, without an overflow.
        let row = Scorer { scheme, round }.row(placed.subject).ok();
        let scored = row.as_deref().filter(|_| scheme.judges(who) && !who.faulty);
        let reasons = placed
            .decided()
            .into_iter()
            .map(|reason| reason.words(scheme, scored, self.lang));
        Subject {
            name: &who.name,
            code: who.code.as_deref(),
            attributes: Attributes(self.report, placed),
            status: placed.status.word(),
            score: placed.total.map(plain),
            grade: placed
                .grade
                .and_then(|at| scheme.grades.get(at))
                .map(|grade| grade.name.as_str()),
            rank: placed.rank.map(|rank| rank.place),
            groups: Groups(self.report, placed),
            awards: placed
                .awards
                .iter()
                .filter_map(|won| scheme.awards.get(won.award))
                .map(|award| award.name.as_str())
                .collect(),
            reasons: reasons.collect(),
            nodes: Nodes(self.report, row.filter(|_| placed.total.is_some())),
        }
    }
}

/// The value of an attribute as text; `None` where it is not known.
fn attribute(report: &Report<'_>, placed: &Placed, name: Ref) -> Option<String> {
    let value = report
        .round
        .cell(placed.subject, name)
        .value(report.round)?;
    Some(value.to_string())
}

/// Attributes by name.
struct Attributes<'a>(&'a Report<'a>, &'a Placed);

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Attributes(report, placed) = *self;
        serializer.collect_map(report.scheme.attributes.iter().map(|name| {
            (
                &*report.scheme.column(*name).name,
                attribute(report, placed, *name),
            )
        }))
    }
}

#[derive(Serialize)]
struct Group {
    name: Option<String>,
    rank: Option<u32>,
}

/// The group of each attribute that has a ranking of its own, and the place in it.
struct Groups<'a>(&'a Report<'a>, &'a Placed);

impl Serialize for Groups<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Groups(report, placed) = *self;
        let within = &report.scheme.ranking.within;
        let mut map = serializer.serialize_map(Some(within.len()))?;
        for (at, name) in within.iter().enumerate() {
            let rank: Option<Rank> = placed.groups.get(at).copied().flatten();
            let group = Group {
                name: attribute(report, placed, *name),
                rank: rank.map(|rank| rank.place),
            };
            map.serialize_entry(&*report.scheme.column(*name).name, &group)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct Node {
    score: Option<String>,
    marks: String,
    na: bool,
}

/// The score of each criterion by id, in the order of the tree; empty where nothing was scored.
struct Nodes<'a>(&'a Report<'a>, Option<Vec<Value>>);

impl Serialize for Nodes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Nodes(report, row) = self;
        let criteria = row.iter().flat_map(|row| {
            report.scheme.criteria.iter().map(move |criterion| {
                let value = row.get(criterion.score.index());
                let node = Node {
                    score: value.and_then(Value::number).map(plain),
                    marks: plain(criterion.marks),
                    na: value.is_some_and(Value::is_not_applicable),
                };
                (criterion.id.as_str(), node)
            })
        });
        serializer.collect_map(criteria)
    }
}
