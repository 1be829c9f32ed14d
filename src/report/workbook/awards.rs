//! 获奖名单: each award with who has it, and the ties that somebody has to decide.

use super::error::WorkbookError;
use super::formula::on;
use super::pen::{Pen, index};
use super::plan::Plan;
use super::{RANK, page, width};
use crate::formula::{Ref, Value};
use crate::number::plain;
use crate::rank::{AwardList, Contested};
use crate::round::SubjectId;
use crate::scheme::{AtLine, Award, Quota};

/// Writes the sheet.
pub(super) fn write(pen: &mut Pen<'_>, plan: &Plan<'_>) -> Result<(), WorkbookError> {
    let shown = shown(plan);
    let last = index(shown.len()) + 3;
    let mut widths = vec![7.0, plan.name_width];
    let attribute = |name: &Ref| {
        plan.attributes
            .iter()
            .find(|(other, _)| other == name)
            .map_or(12.0, |(_, width)| *width)
    };
    widths.extend(shown.iter().map(attribute));
    widths.extend([11.0, 9.0]);
    // A contested line is a sentence: leave it room.
    let missing = 60.0 - widths.iter().sum::<f64>();
    if let Some(name) = widths.get_mut(1).filter(|_| missing > 0.0) {
        *name += missing;
    }
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
    page::freeze(pen, 2, 0)?;
    page::set_up(pen, plan, (0, 1), true)?;
    page::signatures(pen, plan, row + 1, last)
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
    let last = index(shown.len()) + 3;
    pen.across(
        row,
        0,
        last,
        &format!("{}({} 个)", award.name, list.holders.len()),
        &plan.styles.section,
    )?;
    row += 1;
    let rule = rule(plan, award);
    pen.across(row, 0, last, &rule, &plan.styles.remark)?;
    pen.lines(row, width::lines(&rule, pen.width_of(0, last)))?;
    row += 1;
    if !list.holders.is_empty() {
        let mut names = vec!["序号".to_owned(), "单位".to_owned()];
        names.extend(
            shown
                .iter()
                .map(|name| plan.scheme.column(*name).name.to_string()),
        );
        names.extend(["总分".to_owned(), "名次".to_owned()]);
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
        holder_row(pen, plan, row, *holder, position, shown)?;
        row += 1;
    }
    for contested in &list.contested {
        let words = contested_words(plan, contested, positions);
        pen.across(row, 0, last, &words, &plan.styles.remark)?;
        pen.lines(row, width::lines(&words, pen.width_of(0, last)).max(2))?;
        row += 1;
    }
    Ok(row)
}

fn holder_row(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    row: u32,
    holder: SubjectId,
    position: usize,
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

/// Threshold and quota in words.
fn rule(plan: &Plan<'_>, award: &Award) -> String {
    let say = |name: Ref| plan.scheme.label(name);
    let by = award.by.map_or_else(String::new, |by| {
        format!("按{}", plan.scheme.column(by).name)
    });
    let mut parts = Vec::new();
    if let Some(when) = &award.when {
        parts.push(format!(
            "条件:{}",
            when.words(&say, crate::problem::Lang::Zh)
        ));
    }
    if let Some(other) = award
        .only_from
        .and_then(|other| plan.scheme.awards.get(other))
    {
        parts.push(format!("从“{}”中产生", other.name));
    }
    parts.push(match &award.quota {
        Quota::Unlimited => "不限名额".to_owned(),
        Quota::Count(count) if by.is_empty() => format!("名额 {count} 个"),
        Quota::Count(count) => format!("{by}各 {count} 个"),
        Quota::Share(share) => {
            let share = share
                .checked_mul(crate::number::Decimal::ONE_HUNDRED)
                .unwrap_or(*share);
            format!("名额{by}为已排名单位的 {}%,不足 1 个的舍去", plain(share))
        }
        Quota::Table(rows) => {
            let rows: Vec<String> = rows
                .iter()
                .map(|(name, count)| format!("{name} {count}"))
                .collect();
            format!("名额{by}:{}", rows.join("、"))
        }
    });
    parts.extend(award.note.clone());
    parts.join(";")
}

/// A tie across the last place: who, and what there is to choose between.
fn contested_words(plan: &Plan<'_>, contested: &Contested, positions: &[usize]) -> String {
    let names: Vec<String> = contested
        .subjects
        .iter()
        .map(|subject| plan.name(*subject).to_string())
        .collect();
    let total = contested.subjects.first().and_then(|subject| {
        let position = positions.get(subject.index())?;
        plan.standing.order.get(*position)?.total
    });
    let total = total.map_or_else(String::new, |total| format!(",总分 {}", plain(total)));
    let group = contested
        .group
        .as_ref()
        .map_or_else(String::new, |group| format!("{group}:"));
    let outcome = match contested.at_line {
        AtLine::Report => "暂未列入,请裁定:全部列入、全部不列入,或加赛、复核后再定",
        AtLine::All => "按方案全部列入",
        AtLine::None => "按方案全部不列入",
    };
    format!(
        "※ {group}{} 并列{total},剩余名额 {} 个,{outcome}",
        names.join("、"),
        contested.places
    )
}
