//! The awards of areas on 获奖名单.

use super::award_words;
use super::awards::{heading, remark, without_name};
use super::error::WorkbookError;
use super::pen::Pen;
use super::plan::Plan;
use crate::formula::{Ref, Value};
use crate::number::Decimal;
use crate::problem::Lang;
use crate::rank::{Areas, AwardList};
use crate::scheme::{Award, RollupRule};

/// Writes the awards of every rollup from a row on; the row behind them. `last` is the last column
/// of the sheet.
pub(super) fn write(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    mut row: u32,
    last: u16,
) -> Result<u32, WorkbookError> {
    for (rule, areas) in plan.scheme.rollups.iter().zip(&plan.standing.areas) {
        for (award, list) in rule.awards.iter().zip(&areas.awards) {
            row = one(pen, plan, row, last, (rule, areas), (award, list))? + 1;
        }
    }
    Ok(row)
}

fn one(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    mut row: u32,
    last: u16,
    (rule, areas): (&RollupRule, &Areas),
    (award, list): (&Award, &AwardList<usize>),
) -> Result<u32, WorkbookError> {
    let by = plan.scheme.column(rule.by).name.to_string();
    let say = |name: Ref| rule.name(name).to_owned();
    let words = award_words::rule(plan, award, &rule.awards, &say, &by);
    row = heading(
        pen,
        plan,
        row,
        last,
        (&award.name, list.holders.len(), &words),
    )?;
    // The name takes the columns of names, attributes and totals.
    let (name_last, place) = (last.saturating_sub(2), last.saturating_sub(1));
    if !list.holders.is_empty() {
        let head = &plan.styles.head;
        pen.text(row, 0, "序号", head)?;
        pen.across(row, 1, name_last, &by, head)?;
        pen.text(row, place, "名次", head)?;
        pen.text(row, last, "依据", head)?;
        row += 1;
    }
    for (number, area) in list.holders.iter().enumerate() {
        let Some(area) = areas.areas.get(*area) else {
            continue;
        };
        let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
        pen.count(row, 0, number, &plan.styles.centre)?;
        pen.across(row, 1, name_last, &area.name, &plan.styles.text)?;
        let rank = area.rank.map_or_else(
            || Value::Text("—".into()),
            |rank| Value::Number(Decimal::from(rank.place)),
        );
        pen.value(row, place, &rank, &plan.styles.centre)?;
        let won = area.awards.iter().position(|won| won.award == list.award);
        let reasons = area.reasons(rule, Lang::Zh);
        let words = won.and_then(|at| reasons.get(at));
        let words = words.map(|words| without_name(words, &award.name));
        pen.wrapped(row, last, &words.unwrap_or_default(), &plan.styles.wrap)?;
        row += 1;
    }
    let names = |which: &[usize]| -> Vec<String> {
        let areas = which.iter().filter_map(|at| areas.areas.get(*at));
        areas.map(|area| area.name.to_string()).collect()
    };
    for tie in &list.contested {
        let words = award_words::contested(tie, &names(&tie.subjects), "");
        row = remark(pen, plan, row, last, &words)?;
    }
    if !list.waiting.is_empty() {
        let words = award_words::waiting(&names(&list.waiting));
        row = remark(pen, plan, row, last, &words)?;
    }
    Ok(row)
}
