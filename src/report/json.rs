//! The result as one JSON object, as `result.schema.json` describes it. Subjects are written one
//! after the other, never held together.

use std::collections::BTreeMap;
use std::io;

use serde::{Serialize, Serializer};

use super::note::{self, Note};
use super::subject::Subjects;
use super::{InputFile, Report};
use crate::formula::Value;
use crate::number::{plain, settle};
use crate::problem::Lang;
use crate::rank::Rollup;
use crate::scheme::RollupRule;

#[derive(Serialize)]
struct Document<'a> {
    scheme: SchemeId<'a>,
    inputs: Vec<Input<'a>>,
    subjects: Subjects<'a>,
    rollups: Vec<Figures<'a>>,
    ties: Vec<Shared<'a>>,
    problems: Notes<'a>,
    repairs: Repairs<'a>,
}

#[derive(Serialize)]
struct SchemeId<'a> {
    id: &'a str,
    version: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct Input<'a> {
    file: &'a str,
    sha256: &'a str,
}

/// Figures of a group; `attribute` and `name` are null for the whole.
#[derive(Serialize)]
struct Figures<'a> {
    attribute: Option<&'a str>,
    name: Option<&'a str>,
    subjects: u32,
    ranked: u32,
    vetoed: u32,
    others: u32,
    mean: Option<String>,
    highest: Option<String>,
    lowest: Option<String>,
    grades: Vec<GradeFigures<'a>>,
    figures: BTreeMap<&'a str, Option<String>>,
    rank: Option<u32>,
    awards: Vec<&'a str>,
    reasons: Vec<String>,
}

#[derive(Serialize)]
struct GradeFigures<'a> {
    name: Option<&'a str>,
    count: u32,
    or_better: u32,
}

/// Subjects that share a place.
#[derive(Serialize)]
struct Shared<'a> {
    place: u32,
    score: String,
    subjects: Vec<&'a str>,
}

struct Notes<'a>(&'a Report<'a>, Lang);
struct Repairs<'a>(&'a Report<'a>, Lang);

impl Serialize for Notes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Notes(report, lang) = *self;
        let problems = report
            .problems
            .iter()
            .map(|problem| Note::problem(problem, lang));
        let decisions = note::contested(report, lang).chain(note::quota_gaps(report, lang));
        serializer.collect_seq(problems.chain(decisions))
    }
}

impl Serialize for Repairs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Repairs(report, lang) = *self;
        serializer.collect_seq(
            report
                .repairs
                .iter()
                .map(|repair| Note::repair(repair, lang)),
        )
    }
}

impl Report<'_> {
    /// The result as one JSON object, with a line break at the end.
    #[must_use]
    pub fn json(&self, lang: Lang) -> String {
        let mut bytes = Vec::new();
        // Writing to memory cannot fail, and neither can serialising: every key is a string.
        let _ = self.json_to(lang, &mut bytes);
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// Writes the result as one JSON object, subject by subject.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn json_to(&self, lang: Lang, out: &mut dyn io::Write) -> io::Result<()> {
        let document = Document {
            scheme: SchemeId {
                id: &self.scheme.id,
                version: &self.scheme.version,
                sha256: &self.scheme.sha256,
            },
            inputs: self
                .inputs
                .iter()
                .map(|InputFile { file, sha256 }| Input { file, sha256 })
                .collect(),
            subjects: Subjects { report: self, lang },
            rollups: self.figures(lang),
            ties: self.shared(),
            problems: Notes(self, lang),
            repairs: Repairs(self, lang),
        };
        serde_json::to_writer(&mut *out, &document)?;
        out.write_all(b"\n")
    }

    /// The whole first, then each attribute's groups.
    fn figures(&self, lang: Lang) -> Vec<Figures<'_>> {
        let mut whole = self.figures_of(None, &self.standing.whole);
        let rules = self.scheme.rollups.iter().zip(&self.standing.areas);
        for (rule, areas) in rules.clone() {
            for (name, figure) in named(rule, &areas.whole) {
                whole.figures.entry(name).or_insert(figure);
            }
        }
        let mut all = vec![whole];
        let attributes = self.scheme.rolled_up();
        for (by, rollups) in attributes.into_iter().zip(&self.standing.rollups) {
            let attribute = &*self.scheme.column(by).name;
            let areas = rules.clone().find(|(rule, _)| rule.by == by);
            for (index, rollup) in rollups.iter().enumerate() {
                let mut figures = self.figures_of(Some(attribute), rollup);
                let area = areas.and_then(|(rule, areas)| Some((rule, areas.areas.get(index)?)));
                if let Some((rule, area)) = area {
                    figures.figures = named(rule, &area.row);
                    figures.rank = area.rank.map(|rank| rank.place);
                    let awards = area.awards.iter();
                    figures.awards = awards
                        .filter_map(|won| rule.awards.get(won.award))
                        .map(|award| award.name.as_str())
                        .collect();
                    figures.reasons = area.reasons(rule, lang);
                }
                all.push(figures);
            }
        }
        all
    }

    fn figures_of<'a>(&'a self, attribute: Option<&'a str>, rollup: &'a Rollup) -> Figures<'a> {
        let rounding = self.scheme.rounding;
        let grades = rollup.grade_counts().into_iter().map(|count| GradeFigures {
            name: self
                .scheme
                .grades
                .get(count.grade)
                .map(|grade| grade.name.as_str()),
            count: count.count,
            or_better: count.or_better,
        });
        Figures {
            attribute,
            name: (!rollup.name.is_empty()).then_some(&*rollup.name),
            subjects: rollup.subjects,
            ranked: rollup.ranked,
            vetoed: rollup.vetoed,
            others: rollup.others,
            mean: rollup.mean().map(|mean| plain(rounding.apply(mean))),
            highest: rollup.highest.map(plain),
            lowest: rollup.lowest.map(plain),
            grades: if self.scheme.grades.is_empty() {
                Vec::new()
            } else {
                grades.collect()
            },
            figures: BTreeMap::new(),
            rank: None,
            awards: Vec::new(),
            reasons: Vec::new(),
        }
    }

    fn shared(&self) -> Vec<Shared<'_>> {
        let ties = self.standing.ties.iter().map(|tie| Shared {
            place: tie.place,
            score: plain(tie.total),
            subjects: tie
                .subjects
                .iter()
                .map(|subject| self.name(*subject))
                .collect(),
        });
        ties.collect()
    }
}

/// The figures of an area by name; null for 不涉及.
fn named<'a>(rule: &'a RollupRule, row: &[Value]) -> BTreeMap<&'a str, Option<String>> {
    let figures = rule.figures.iter().map(|figure| {
        let value = row.get(figure.column.index()).and_then(Value::number);
        let value = value.map(|number| plain(settle(number)));
        (figure.name.as_str(), value)
    });
    figures.collect()
}
