//! 等级: how many reached each grade, and who.

use super::awards::without_name;
use super::error::WorkbookError;
use super::formula::{cell, down_on, on, searchable};
use super::pen::Pen;
use super::plan::{Plan, RANK_FIRST};
use super::{RANK, page, width};
use crate::formula::Value;
use crate::number::Decimal;
use crate::problem::Lang;
use crate::rank::{Placed, Reason};

const HEADER: u32 = 2;

/// Writes the sheet.
pub(super) fn write(pen: &mut Pen<'_>, plan: &Plan<'_>) -> Result<(), WorkbookError> {
    let Some(column) = plan.grade_column() else {
        return Ok(());
    };
    let counts = plan.standing.whole.grade_counts();
    let grades = &plan.scheme.grades;
    let names: Vec<&str> = grades
        .iter()
        .map(|grade| grade.name.as_str())
        .chain([super::plan::NO_GRADE])
        .collect();
    pen.widths(&[
        width::fitting(names.iter().copied()).max(12.0),
        10.0,
        plan.name_width.max(14.0),
        14.0,
        44.0,
    ])?;
    page::title(pen, plan, (0, 4), "等级", "等级只统计已排名单位")?;
    let head = ["等级", "单位数", "占比", "该等级及以上", "及以上占比"];
    page::header(pen, plan, HEADER, &head.map(str::to_owned))?;
    let range = down_on(RANK, column, RANK_FIRST, plan.last_ranked());
    let first = HEADER + 1;
    let mut row = first;
    for count in &counts {
        let Some(name) = names.get(count.grade) else {
            continue;
        };
        let none = count.grade >= grades.len();
        if none && count.count == 0 {
            continue;
        }
        pen.text(row, 0, name, &plan.styles.centre)?;
        let formula = if searchable(name) {
            format!("COUNTIF({range},{})", cell(row, 0))
        } else {
            format!("SUMPRODUCT(({range}={})*1)", cell(row, 0))
        };
        pen.live_count(row, 1, &formula, count.count, &plan.styles.centre)?;
        let ranked = format!("ROWS({range})");
        pen.live(
            row,
            2,
            &format!("{}/{ranked}", cell(row, 1)),
            &share(count.count, plan.ranked),
            &plan.styles.share,
        )?;
        if none {
            pen.text(row, 3, "", &plan.styles.centre)?;
            pen.text(row, 4, "", &plan.styles.centre)?;
        } else {
            pen.live_count(
                row,
                3,
                &format!("SUM(B${}:B{})", first + 1, row + 1),
                count.or_better,
                &plan.styles.centre,
            )?;
            let share = share(count.or_better, plan.ranked);
            pen.live(
                row,
                4,
                &format!("{}/{ranked}", cell(row, 3)),
                &share,
                &plan.styles.share,
            )?;
        }
        row += 1;
    }
    row = members(pen, plan, row + 1, &names)?;
    page::freeze(pen, HEADER, 0)?;
    page::set_up(pen, plan, (0, 1), true)?;
    page::signatures(pen, plan, row + 1, 4)
}

/// Who reached each grade; the row behind the last.
fn members(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    mut row: u32,
    names: &[&str],
) -> Result<u32, WorkbookError> {
    for (index, name) in names.iter().enumerate() {
        let of = |placed: &Placed| {
            placed.rank.is_some() && placed.grade.unwrap_or(plan.scheme.grades.len()) == index
        };
        let members: Vec<(usize, &Placed)> = plan
            .standing
            .order
            .iter()
            .enumerate()
            .filter(|(_, placed)| of(placed))
            .collect();
        if members.is_empty() {
            continue;
        }
        pen.text(
            row,
            0,
            &format!("{name}({} 个)", members.len()),
            &plan.styles.section,
        )?;
        row += 1;
        page::header(
            pen,
            plan,
            row,
            &["等级", "名次", "单位", "总分", "依据"].map(str::to_owned),
        )?;
        row += 1;
        for (position, placed) in members {
            let from = plan.rank_row(position);
            let place = placed.rank.map_or(0, |rank| rank.place);
            pen.text(row, 0, name, &plan.styles.centre)?;
            pen.live_count(row, 1, &on(RANK, from, 0), place, &plan.styles.centre)?;
            pen.text(row, 2, &plan.name(placed.subject), &plan.styles.text)?;
            let total = Value::Number(placed.total.unwrap_or_default());
            pen.live(
                row,
                3,
                &on(RANK, from, plan.total_column()),
                &total,
                &plan.styles.total,
            )?;
            let values = plan.row(placed.subject)?;
            let reason = placed.grade.map(|index| {
                let words = Reason::Grade { index }.words(plan.scheme, Some(&values), Lang::Zh);
                without_name(&words, name)
            });
            let reason = reason.unwrap_or_default();
            pen.wrapped(row, 4, &reason, &plan.styles.wrap)?;
            row += 1;
        }
        row += 1;
    }
    Ok(row)
}

/// A part of a whole; 不涉及 of nothing.
pub(super) fn share(part: u32, whole: u32) -> Value {
    let share = Decimal::from(part).checked_div(Decimal::from(whole));
    share.map_or(Value::NotApplicable, Value::Number)
}
