//! 获奖名单: each award with who has it and why, and the ties that somebody has to decide.

use super::error::WorkbookError;
use super::formula::on;
use super::pen::{Pen, index};
use super::plan::Plan;
use super::{RANK, area_awards, award_words, page, width};
use crate::formula::{Ref, Value};
use crate::number::plain;
use crate::problem::Lang;
use crate::rank::{AwardList, Contested, Reason};
use crate::round::SubjectId;
use crate::scheme::Award;

/// Width of the column of reasons.
const REASON: f64 = 52.0;

/// A reason below the heading that names the award or grade already.
pub(super) fn without_name(words: &str, name: &str) -> String {
    let rest = words
        .strip_prefix(name)
        .and_then(|rest| rest.strip_prefix(':'));
    rest.unwrap_or(words).to_owned()
}

/// Writes the sheet.
pub(super) fn write(pen: &mut Pen<'_>, plan: &Plan<'_>) -> Result<(), WorkbookError> {
    let shown = shown(plan);
    let last = last(&shown);
    let mut widths = vec![7.0, plan.name_width];
    let attribute = |name: &Ref| {
        plan.attributes
            .iter()
            .find(|(other, _)| other == name)
            .map_or(12.0, |(_, width)| *width)
    };
    widths.extend(shown.iter().map(attribute));
    widths.extend([11.0, 9.0, REASON]);
    pen.widths(&widths)?;
    page::title(pen, plan, (0, last), "获奖名单", "各奖项按总名次排列")?;
    let positions = positions(plan);
    let mut row = 2;
    for list in &plan.standing.awards {
        let Some(award) = plan.scheme.awards.get(list.award) else {
            continue;
        };
        row = one(pen, plan, row, (award, list), &shown, &positions)? + 1;
    }
    row = area_awards::write(pen, plan, row, last)?;
    page::freeze(pen, 2, 0)?;
    page::set_up(pen, plan, (0, 1), true)?;
    page::signatures(pen, plan, row + 1, last)
}

/// The column of reasons, the last one.
fn last(shown: &[Ref]) -> u16 {
    index(shown.len()) + 4
}

/// Attributes beside the names: those of rankings inside groups and of quotas.
fn shown(plan: &Plan<'_>) -> Vec<Ref> {
    let wanted: Vec<Ref> = plan
        .scheme
        .ranking
        .within
        .iter()
        .copied()
        .chain(plan.scheme.awards.iter().filter_map(|award| award.by))
        .collect();
    plan.attributes
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| wanted.contains(name))
        .collect()
}

/// Position in the order of each subject.
fn positions(plan: &Plan<'_>) -> Vec<usize> {
    let mut positions = vec![0; plan.round.subjects.len()];
    for (position, placed) in plan.standing.order.iter().enumerate() {
        if let Some(slot) = positions.get_mut(placed.subject.index()) {
            *slot = position;
        }
    }
    positions
}

fn one(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    mut row: u32,
    (award, list): (&Award, &AwardList),
    shown: &[Ref],
    positions: &[usize],
) -> Result<u32, WorkbookError> {
    let last = last(shown);
    let say = |name: Ref| plan.scheme.label(name);
    let rule = award_words::rule(plan, award, &plan.scheme.awards, &say, "单位");
    row = heading(
        pen,
        plan,
        row,
        last,
        (&award.name, list.holders.len(), &rule),
    )?;
    if !list.holders.is_empty() {
        let mut names = vec!["序号".to_owned(), "单位".to_owned()];
        names.extend(
            shown
                .iter()
                .map(|name| plan.scheme.column(*name).name.to_string()),
        );
        names.extend(["总分", "名次", "依据"].map(str::to_owned));
        page::header(pen, plan, row, &names)?;
        row += 1;
    }
    for (number, holder) in list.holders.iter().enumerate() {
        let position = positions.get(holder.index()).copied().unwrap_or(0);
        pen.count(
            row,
            0,
            u32::try_from(number + 1).unwrap_or(u32::MAX),
            &plan.styles.centre,
        )?;
        holder_row(pen, plan, row, (*holder, position), shown)?;
        let placed = plan.standing.order.get(position);
        let won =
            placed.and_then(|placed| placed.awards.iter().find(|won| won.award == list.award));
        let values = plan.row(*holder)?;
        let words = won.cloned().map(Reason::Award).map(|reason| {
            let words = reason.words(plan.scheme, Some(&values), Lang::Zh);
            without_name(&words, &award.name)
        });
        pen.wrapped(row, last, &words.unwrap_or_default(), &plan.styles.wrap)?;
        row += 1;
    }
    for contested in &list.contested {
        let words = contested_words(plan, contested, positions);
        row = remark(pen, plan, row, last, &words)?;
    }
    if !list.waiting.is_empty() {
        let words = award_words::waiting(&names(plan, &list.waiting));
        row = remark(pen, plan, row, last, &words)?;
    }
    Ok(row)
}

/// The name of an award with how many have it, and its rule; the row behind them.
pub(super) fn heading(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    row: u32,
    last: u16,
    (name, holders, rule): (&str, usize, &str),
) -> Result<u32, WorkbookError> {
    let title = format!("{name}({holders} 个)");
    pen.across(row, 0, last, &title, &plan.styles.section)?;
    pen.across(row + 1, 0, last, rule, &plan.styles.remark)?;
    pen.lines(row + 1, width::lines(rule, pen.width_of(0, last)))?;
    Ok(row + 2)
}

/// A sentence below a list; the row behind it.
pub(super) fn remark(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    row: u32,
    last: u16,
    words: &str,
) -> Result<u32, WorkbookError> {
    pen.across(row, 0, last, words, &plan.styles.remark)?;
    pen.lines(row, width::lines(words, pen.width_of(0, last)).max(2))?;
    Ok(row + 1)
}

fn holder_row(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    row: u32,
    (holder, position): (SubjectId, usize),
    shown: &[Ref],
) -> Result<(), WorkbookError> {
    pen.text(row, 1, &plan.name(holder), &plan.styles.text)?;
    for (offset, name) in shown.iter().enumerate() {
        let value = plan
            .attribute(holder, *name)
            .unwrap_or(Value::Text("".into()));
        pen.value(row, index(offset) + 2, &value, &plan.styles.centre)?;
    }
    let total = index(shown.len()) + 2;
    let from = plan.rank_row(position);
    let placed = plan.standing.order.get(position);
    let score = Value::Number(placed.and_then(|placed| placed.total).unwrap_or_default());
    pen.live(
        row,
        total,
        &on(RANK, from, plan.total_column()),
        &score,
        &plan.styles.total,
    )?;
    let place = placed
        .and_then(|placed| placed.rank)
        .map_or(0, |rank| rank.place);
    pen.live_count(
        row,
        total + 1,
        &on(RANK, from, 0),
        place,
        &plan.styles.centre,
    )
}

/// The tied of a subject award: their names, and the score they share.
fn contested_words(plan: &Plan<'_>, tie: &Contested, positions: &[usize]) -> String {
    let total = tie.subjects.first().and_then(|subject| {
        let position = positions.get(subject.index())?;
        plan.standing.order.get(*position)?.total
    });
    let total = total.map_or_else(String::new, |total| format!(",总分 {}", plain(total)));
    award_words::contested(tie, &names(plan, &tie.subjects), &total)
}

fn names(plan: &Plan<'_>, subjects: &[SubjectId]) -> Vec<String> {
    let names = subjects.iter().map(|subject| plan.name(*subject));
    names.map(|name| name.to_string()).collect()
}
