//! 分组排名: the ranking inside each 县区, 行业 and so on.

use super::error::WorkbookError;
use super::formula::{down, on};
use super::group_plan::{Block, Group};
use super::pen::Pen;
use super::plan::Plan;
use super::{RANK, page, width};
use crate::formula::Value;
use crate::number::Decimal;
use crate::scheme::Ties;

/// Column of the total.
pub(super) const TOTAL: u16 = 3;

/// Writes the sheet.
pub(super) fn write(pen: &mut Pen<'_>, plan: &Plan<'_>) -> Result<(), WorkbookError> {
    let graded = plan.grade_column().is_some();
    let last = if graded { 5 } else { 4 };
    let group_width = plan
        .groups
        .blocks
        .iter()
        .flat_map(|block| &block.groups)
        .map(|group| width::fitting([&*group.name]));
    let grades = plan
        .scheme
        .grades
        .iter()
        .map(|grade| grade.name.as_str())
        .chain(["未达等级"]);
    let mut widths = vec![
        group_width.fold(12.0, f64::max),
        10.0,
        plan.name_width,
        11.0,
    ];
    if graded {
        widths.push(width::fitting(grades));
    }
    widths.push(10.0);
    pen.widths(&widths)?;
    page::title(
        pen,
        plan,
        (0, last),
        "分组排名",
        "组内名次只在本组已排名单位之间比较",
    )?;
    let mut end = 2;
    for block in &plan.groups.blocks {
        let name = plan.scheme.column(block.attribute).name.to_string();
        pen.text(block.heading, 0, &format!("按{name}"), &plan.styles.section)?;
        let mut names = vec![name, "组内名次".into(), "单位".into(), "总分".into()];
        if graded {
            names.push("等级".into());
        }
        names.push("总名次".into());
        page::header(pen, plan, block.heading + 1, &names)?;
        for group in &block.groups {
            members(pen, plan, block, group, last)?;
            end = group.last();
        }
    }
    page::freeze(pen, 2, 0)?;
    page::set_up(pen, plan, (0, 1), true)?;
    page::signatures(pen, plan, end + 2, last)
}

fn members(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    block: &Block,
    group: &Group,
    overall: u16,
) -> Result<(), WorkbookError> {
    for (offset, position) in group.members.iter().enumerate() {
        let Some(placed) = plan.standing.order.get(*position) else {
            continue;
        };
        let row = group.first + u32::try_from(offset).unwrap_or(u32::MAX);
        let from = plan.rank_row(*position);
        let place = |rank: Option<crate::rank::Rank>| {
            Value::Number(Decimal::from(rank.map_or(0, |rank| rank.place)))
        };
        let inside = place(placed.groups.get(block.within).copied().flatten());
        pen.text(row, 0, &group.name, &plan.styles.centre)?;
        match inside_formula(plan, group, row, overall) {
            Some(formula) => pen.live(row, 1, &formula, &inside, &plan.styles.centre)?,
            None => pen.value(row, 1, &inside, &plan.styles.centre)?,
        }
        pen.text(row, 2, &plan.name(placed.subject), &plan.styles.text)?;
        let total = Value::Number(placed.total.unwrap_or_default());
        pen.live(
            row,
            TOTAL,
            &on(RANK, from, plan.total_column()),
            &total,
            &plan.styles.total,
        )?;
        if let Some(grade) = plan.grade_column() {
            let name = Value::Text(plan.grade_name(placed).into());
            pen.live(
                row,
                TOTAL + 1,
                &on(RANK, from, grade),
                &name,
                &plan.styles.centre,
            )?;
        }
        pen.live(
            row,
            overall,
            &on(RANK, from, 0),
            &place(placed.rank),
            &plan.styles.centre,
        )?;
    }
    Ok(())
}

/// The place inside the group, from the places among all: keys have decided there already.
fn inside_formula(plan: &Plan<'_>, group: &Group, row: u32, overall: u16) -> Option<String> {
    let this = super::formula::cell(row, overall);
    if plan.scheme.ranking.ties == Ties::Dense {
        let above = super::formula::cell(row.checked_sub(1)?, overall);
        return (row > group.first).then(|| format!("IF({this}={above},B{row},B{row}+1)"));
    }
    Some(format!(
        "RANK({this},{},1)",
        down(overall, group.first, group.last())
    ))
}
