//! Areas (县区, 行业): their figures, their places, their awards.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use super::award::{AwardList, Field, Won, lists};
use super::place::places;
use super::rollup::Rollup;
use super::tally::Tally;
use super::{Placed, Rank, Status};
use crate::formula::{Expr, Overflow, Ref, Value};
use crate::number::{Decimal, settle};
use crate::round::{Round, SubjectId};
use crate::scheme::{BUILT_IN, Figure, Measure, Of, RollupRule, Scheme};
use crate::score::Scorer;

/// One area: the subjects of one value of an attribute.
#[derive(Debug, Clone)]
pub struct Area {
    /// Its name; empty for subjects without a value.
    pub name: Arc<str>,
    /// Its figures, in the columns of the rule's row.
    pub row: Vec<Value>,
    /// Its place among the areas, where the scheme ranks them.
    pub rank: Option<Rank>,
    /// Its awards.
    pub awards: Vec<Won>,
}

/// The areas of one rollup.
#[derive(Debug, Clone)]
pub struct Areas {
    /// By name, each beside its [`Rollup`].
    pub areas: Vec<Area>,
    /// Figures of the whole; what sheets give to areas is 不涉及 there.
    pub whole: Vec<Value>,
    /// Each award and which areas have it, by position in `areas`.
    pub awards: Vec<AwardList<usize>>,
}

/// The areas of every rollup of a scheme; `rollups` stand in the order of
/// [`Scheme::rolled_up`].
pub(super) fn all(
    scorer: &Scorer<'_>,
    placed: &[Placed],
    rollups: &[Vec<Rollup>],
    whole: &Rollup,
) -> Result<Vec<Areas>, (SubjectId, Overflow)> {
    let scheme = scorer.scheme;
    if scheme.rollups.is_empty() {
        return Ok(Vec::new());
    }
    let attributes = scheme.rolled_up();
    let mut books: Vec<Book<'_>> = scheme
        .rollups
        .iter()
        .map(|rule| {
            let at = attributes.iter().position(|by| *by == rule.by);
            let rollups = at.and_then(|at| rollups.get(at));
            Book::new(rule, rollups.map_or(&[], Vec::as_slice))
        })
        .collect();
    if books.iter().any(Book::asks_subjects) {
        for placed in placed {
            let judge = |books: &mut [Book<'_>]| -> Result<(), Overflow> {
                let row = known(scorer, placed)?;
                books
                    .iter_mut()
                    .try_for_each(|book| book.add(scorer.round, placed, &row))
            };
            judge(&mut books).map_err(|overflow| (placed.subject, overflow))?;
        }
    }
    // A formula over an area that grows beyond 28 digits is told with the first subject there is.
    let first = placed.first().map_or(SubjectId(0), |placed| placed.subject);
    books
        .into_iter()
        .map(|book| book.close(scheme, scorer.round, whole))
        .collect::<Result<_, _>>()
        .map_err(|overflow| (first, overflow))
}

/// A subject's row. Of one without a score only what was read is known: a blank that would count as
/// something in a check says nothing about a subject that nobody checked.
fn known(scorer: &Scorer<'_>, placed: &Placed) -> Result<Vec<Value>, Overflow> {
    if placed.total.is_some() {
        return scorer.row(placed.subject);
    }
    let columns = (0..).map(Ref).take(scorer.scheme.columns.len());
    let read = columns.map(|name| scorer.round.cell(placed.subject, name).value(scorer.round));
    Ok(read
        .map(|value| value.unwrap_or(Value::NotApplicable))
        .collect())
}

/// What is counted for the areas of a rule while subjects go by.
struct Book<'a> {
    rule: &'a RollupRule,
    rollups: &'a [Rollup],
    index: HashMap<&'a str, usize>,
    /// For each area, a tally for each figure.
    areas: Vec<Vec<Tally>>,
    whole: Vec<Tally>,
}

impl<'a> Book<'a> {
    fn new(rule: &'a RollupRule, rollups: &'a [Rollup]) -> Self {
        let tallies: Vec<Tally> = rule
            .figures
            .iter()
            .map(|figure| Tally::new(figure.best, matches!(figure.measure, Measure::Median(_))))
            .collect();
        Book {
            rule,
            rollups,
            index: rollups
                .iter()
                .enumerate()
                .map(|(index, rollup)| (&*rollup.name, index))
                .collect(),
            areas: vec![tallies.clone(); rollups.len()],
            whole: tallies,
        }
    }

    fn asks_subjects(&self) -> bool {
        let over =
            |figure: &Figure| !matches!(figure.measure, Measure::Value(_) | Measure::Sheet(_));
        self.rule.figures.iter().any(over)
    }

    /// Adds a subject to its area. Subjects come in rank order.
    fn add(&mut self, round: &Round, placed: &Placed, row: &[Value]) -> Result<(), Overflow> {
        let name = round.group(placed.subject, self.rule.by);
        let at = self.index.get(name.as_deref().unwrap_or_default());
        let at = at.copied();
        for (index, figure) in self.rule.figures.iter().enumerate() {
            if figure.of == Of::Ranked && placed.status != Status::Ranked {
                continue;
            }
            if let Some(when) = &figure.when
                && !when.value(row)?.holds()
            {
                continue;
            }
            let value = match &figure.measure {
                Measure::Value(_) | Measure::Sheet(_) => continue,
                Measure::Sum(of)
                | Measure::Mean(of)
                | Measure::Min(of)
                | Measure::Max(of)
                | Measure::Median(of)
                | Measure::Count(of)
                | Measure::Share(of) => of.value(row)?,
            };
            let area = at.and_then(|at| self.areas.get_mut(at)?.get_mut(index));
            for tally in area.into_iter().chain(self.whole.get_mut(index)) {
                tally.add(&value)?;
            }
        }
        Ok(())
    }

    fn close(self, scheme: &Scheme, round: &Round, whole: &Rollup) -> Result<Areas, Overflow> {
        let rule = self.rule;
        let mut areas = Vec::with_capacity(self.rollups.len());
        for (rollup, tallies) in self.rollups.iter().zip(&self.areas) {
            areas.push(Area {
                name: rollup.name.clone(),
                row: row(scheme, rule, rollup, tallies, &|column| {
                    let given = round.given(column, &rollup.name);
                    given.map_or(Value::NotApplicable, |given| given.value.clone())
                })?,
                rank: None,
                awards: Vec::new(),
            });
        }
        let order = ranked(scheme, rule, &mut areas)?;
        let awards = awarded(rule, &mut areas, &order)?;
        let nothing = |_: usize| Value::NotApplicable;
        Ok(Areas {
            whole: row(scheme, rule, whole, &self.whole, &nothing)?,
            areas,
            awards,
        })
    }
}

/// The row of an area: what every area has, what was counted, and then the formulas over it.
fn row(
    scheme: &Scheme,
    rule: &RollupRule,
    rollup: &Rollup,
    tallies: &[Tally],
    given: &dyn Fn(usize) -> Value,
) -> Result<Vec<Value>, Overflow> {
    let count = |count: u32| Value::Number(Decimal::from(count));
    let mean = rollup.mean().map_or(Value::NotApplicable, Value::Number);
    let barred = rollup.vetoed + rollup.ineligible;
    let lacking = rollup.others - rollup.ineligible;
    let built_in: [Value; BUILT_IN.len()] = [
        count(rollup.subjects),
        count(rollup.ranked),
        count(barred),
        count(lacking),
        mean,
    ];
    let mut row = Vec::from(built_in);
    let grades = rollup.grade_counts().into_iter().take(scheme.grades.len());
    row.extend(grades.map(|grade| count(grade.or_better)));
    row.resize(rule.names.len(), Value::NotApplicable);
    for (figure, tally) in rule.figures.iter().zip(tallies) {
        let value = match &figure.measure {
            Measure::Value(_) => continue,
            Measure::Sheet(column) => given(*column),
            measure => tally.value(measure)?,
        };
        set(&mut row, figure, value);
    }
    for figure in &rule.figures {
        if let Measure::Value(formula) = &figure.measure {
            let value = formula.value(&row)?;
            set(&mut row, figure, value);
        }
    }
    Ok(row)
}

fn set(row: &mut [Value], figure: &Figure, value: Value) {
    if let Some(slot) = row.get_mut(figure.column.index()) {
        *slot = value;
    }
}

/// Gives areas their places; those that compete, in rank order. An area for which the first figure
/// of the order is 不涉及 has no place, and subjects without an area are none.
fn ranked(scheme: &Scheme, rule: &RollupRule, areas: &mut [Area]) -> Result<Vec<usize>, Overflow> {
    let mut entrants: Vec<(usize, Vec<Decimal>)> = Vec::new();
    for (index, area) in areas.iter().enumerate() {
        let key = |key: &Expr| Ok(key.value(&area.row)?.number().map(settle));
        let keys: Vec<Option<Decimal>> = rule.order.iter().map(key).collect::<Result<_, _>>()?;
        if area.name.is_empty() || keys.first() == Some(&None) {
            continue;
        }
        let keys = keys.into_iter().map(|key| key.unwrap_or(Decimal::MIN));
        entrants.push((index, keys.collect()));
    }
    entrants.sort_by(|(a, one), (b, other)| other.cmp(one).then(a.cmp(b)));
    if !rule.order.is_empty() {
        let equal =
            |a: &(usize, Vec<Decimal>), b: &(usize, Vec<Decimal>)| a.1.cmp(&b.1) == Ordering::Equal;
        let ranks = places(&entrants, scheme.ranking.ties, equal);
        for ((index, _), rank) in entrants.iter().zip(ranks) {
            areas[*index].rank = Some(rank);
        }
    }
    Ok(entrants.into_iter().map(|(index, _)| index).collect())
}

/// Gives the awards to those that compete.
fn awarded(
    rule: &RollupRule,
    areas: &mut [Area],
    order: &[usize],
) -> Result<Vec<AwardList<usize>>, Overflow> {
    let mut reached = Vec::with_capacity(order.len());
    let mut standings = Vec::with_capacity(order.len());
    for index in order {
        let area = &areas[*index];
        let holds = rule.awards.iter().map(|award| match &award.when {
            None => Ok(true),
            Some(when) => Ok(when.value(&area.row)?.holds()),
        });
        reached.push(holds.collect::<Result<Vec<bool>, Overflow>>()?);
        standings.push(area.rank.map_or(1, |rank| rank.standing));
    }
    let field = Field {
        awards: &rule.awards,
        standings: &standings,
        reached: &reached,
        group: &|_, _| None,
        sheet: &|_, _| None,
    };
    let (lists, won) = lists(&field);
    for (index, won) in order.iter().zip(won) {
        areas[*index].awards = won;
    }
    Ok(lists
        .into_iter()
        .map(|list| list.of(|position| order[position]))
        .collect())
}
