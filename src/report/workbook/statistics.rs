//! 统计: counts, means and grades by 县区, 行业 and so on.

use super::error::WorkbookError;
use super::formula::{cell, down_on, searchable};
use super::grades::share;
use super::group_plan::Group;
use super::pen::{Pen, index};
use super::plan::{NO_GRADE, Plan, RANK_FIRST};
use super::statistics_figures::FigureTable;
use super::statistics_layout::{FIXED, Layout, headings};
use super::{GROUPS, RANK, groups, page, width};
use crate::formula::{Ref, Type, Value};
use crate::rank::Rollup;

/// Writes the sheet.
pub(super) fn write(pen: &mut Pen<'_>, plan: &Plan<'_>) -> Result<(), WorkbookError> {
    let layout = Layout::new(plan);
    let names = plan
        .standing
        .rollups
        .iter()
        .flatten()
        .map(|rollup| &*rollup.name);
    let mut widths = vec![
        width::fitting(names.chain(["(未填)"])).max(12.0),
        9.0,
        9.0,
        10.0,
        10.0,
        10.0,
    ];
    let tables = FigureTable::all(plan, &layout);
    let last = tables.iter().flatten().map(FigureTable::last).max();
    let last = last.unwrap_or(0).max(layout.last());
    widths.resize(usize::from(last) + 1, 10.5);
    pen.widths(&widths)?;
    page::title(
        pen,
        plan,
        (0, last),
        "统计",
        "平均分、最高、最低和等级只统计已排名单位",
    )?;
    let mut row = 2;
    for (within, attribute) in plan.scheme.rolled_up().into_iter().enumerate() {
        let Some(rollups) = plan
            .standing
            .rollups
            .get(within)
            .filter(|rollups| !rollups.is_empty())
        else {
            continue;
        };
        let name = plan.scheme.column(attribute).name.to_string();
        pen.text(row, 0, &format!("按{name}"), &plan.styles.section)?;
        let figures = tables.get(within).and_then(Option::as_ref);
        let mut heads = headings(plan, &layout, name);
        heads.extend(figures.into_iter().flat_map(FigureTable::headings));
        page::header(pen, plan, row + 1, &heads)?;
        row += 2;
        let first = row;
        for (index, rollup) in rollups.iter().enumerate() {
            let table = Table {
                plan,
                layout: &layout,
                attribute,
                group: plan.groups.group(within, &rollup.name),
            };
            table.line(pen, row, rollup)?;
            if let Some(figures) = figures {
                figures.line(pen, (first, row), index)?;
            }
            row += 1;
        }
        whole(pen, plan, &layout, first, row)?;
        if let Some(figures) = figures {
            figures.whole(pen, (first, row))?;
        }
        row += 2;
    }
    page::freeze(pen, 2, 1)?;
    page::set_up(pen, plan, (0, 1), true)?;
    page::signatures(pen, plan, row, last)
}

struct Table<'p> {
    plan: &'p Plan<'p>,
    layout: &'p Layout,
    attribute: Ref,
    group: Option<&'p Group>,
}

impl Table<'_> {
    /// The condition "belongs to the group of this row", over rows of 排名. `None` where the group's
    /// name in the row and the attribute on 排名 cannot be compared.
    fn groups(&self, last: u32) -> Option<String> {
        let column = self.plan.attribute_column(self.attribute)?;
        let text = self.plan.scheme.column(self.attribute).kind == Type::Text;
        text.then(|| down_on(RANK, column, RANK_FIRST, last))
    }

    fn line(&self, pen: &mut Pen<'_>, row: u32, rollup: &Rollup) -> Result<(), WorkbookError> {
        let Table { plan, layout, .. } = self;
        let styles = &plan.styles;
        let this = format!("$A{}", row + 1);
        let named = !rollup.name.is_empty();
        let every = plan.rank_row(plan.standing.order.len()).saturating_sub(1);
        let all = self.groups(every).filter(|_| named);
        let ranked = self
            .groups(plan.last_ranked())
            .filter(|_| named && plan.ranked > 0);
        let plainly = searchable(&rollup.name);
        pen.text(
            row,
            0,
            if named { &rollup.name } else { "(未填)" },
            &styles.centre,
        )?;

        let count = |range: &Option<String>| {
            range.as_ref().map(|range| {
                if plainly {
                    format!("COUNTIF({range},{this})")
                } else {
                    format!("SUMPRODUCT(({range}={this})*1)")
                }
            })
        };
        counted(pen, plan, (row, 1), count(&all), rollup.subjects)?;
        counted(pen, plan, (row, 2), count(&ranked), rollup.ranked)?;
        let totals = down_on(RANK, plan.total_column(), RANK_FIRST, plan.last_ranked());
        let mean = ranked.as_ref().map(|range| {
            if plainly {
                format!("AVERAGEIF({range},{this},{totals})")
            } else {
                format!("SUMPRODUCT(({range}={this})*{totals})/{}", cell(row, 2))
            }
        });
        measured(pen, plan, (row, 3), mean, rollup.mean())?;
        let members = self
            .group
            .map(|group| down_on(GROUPS, groups::TOTAL, group.first, group.last()));
        measured(
            pen,
            plan,
            (row, 4),
            members.as_ref().map(|range| format!("MAX({range})")),
            rollup.highest,
        )?;
        measured(
            pen,
            plan,
            (row, 5),
            members.as_ref().map(|range| format!("MIN({range})")),
            rollup.lowest,
        )?;
        for (offset, grade) in layout.grades.iter().enumerate() {
            let col = FIXED + index(offset);
            let formula = ranked
                .as_ref()
                .zip(plan.grade_column())
                .map(|(range, column)| {
                    let grades = down_on(RANK, column, RANK_FIRST, plan.last_ranked());
                    let name = plan
                        .scheme
                        .grades
                        .get(*grade)
                        .map_or(NO_GRADE, |grade| grade.name.as_str());
                    let quoted = format!("\"{}\"", name.replace('"', "\"\""));
                    if plainly && searchable(name) {
                        format!("COUNTIFS({range},{this},{grades},{quoted})")
                    } else {
                        format!("SUMPRODUCT(({range}={this})*({grades}={quoted}))")
                    }
                });
            counted(
                pen,
                plan,
                (row, col),
                formula,
                rollup.grades.get(*grade).copied().unwrap_or_default(),
            )?;
        }
        or_better(pen, plan, layout, row, rollup)
    }
}

/// "And better" columns: sums of the columns of the grades.
fn or_better(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    layout: &Layout,
    row: u32,
    rollup: &Rollup,
) -> Result<(), WorkbookError> {
    let counts = rollup.grade_counts();
    for (offset, grade) in layout.or_better.iter().enumerate() {
        let col = FIXED + index(layout.grades.len() + 2 * offset);
        let count = counts.get(*grade).map_or(0, |count| count.or_better);
        let sum = format!(
            "SUM({}:{})",
            cell(row, FIXED),
            cell(row, FIXED + index(*grade))
        );
        pen.live_count(row, col, &sum, count, &plan.styles.centre)?;
        match share(count, rollup.ranked) {
            Value::NotApplicable => pen.text(row, col + 1, "—", &plan.styles.share)?,
            share => pen.live(
                row,
                col + 1,
                &format!("{}/{}", cell(row, col), cell(row, 2)),
                &share,
                &plan.styles.share,
            )?,
        }
    }
    Ok(())
}

/// The line of the whole.
fn whole(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    layout: &Layout,
    first: u32,
    row: u32,
) -> Result<(), WorkbookError> {
    let whole = &plan.standing.whole;
    let above = |col: u16| Some(format!("SUM({}:{})", cell(first, col), cell(row - 1, col)));
    pen.text(row, 0, "合计", &plan.styles.head)?;
    counted(pen, plan, (row, 1), above(1), whole.subjects)?;
    counted(pen, plan, (row, 2), above(2), whole.ranked)?;
    let totals = down_on(RANK, plan.total_column(), RANK_FIRST, plan.last_ranked());
    let figure = |name: &str| (plan.ranked > 0).then(|| format!("{name}({totals})"));
    measured(pen, plan, (row, 3), figure("AVERAGE"), whole.mean())?;
    measured(pen, plan, (row, 4), figure("MAX"), whole.highest)?;
    measured(pen, plan, (row, 5), figure("MIN"), whole.lowest)?;
    for (offset, grade) in layout.grades.iter().enumerate() {
        let col = FIXED + index(offset);
        counted(
            pen,
            plan,
            (row, col),
            above(col),
            whole.grades.get(*grade).copied().unwrap_or_default(),
        )?;
    }
    or_better(pen, plan, layout, row, whole)
}

fn counted(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    (row, col): (u32, u16),
    formula: Option<String>,
    count: u32,
) -> Result<(), WorkbookError> {
    match formula {
        Some(formula) => pen.live_count(row, col, &formula, count, &plan.styles.centre),
        None => pen.count(row, col, count, &plan.styles.centre),
    }
}

fn measured(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    (row, col): (u32, u16),
    formula: Option<String>,
    figure: Option<crate::number::Decimal>,
) -> Result<(), WorkbookError> {
    match (formula, figure) {
        (_, None) => pen.text(row, col, "—", &plan.styles.mean),
        (None, Some(figure)) => pen.number(row, col, figure, &plan.styles.mean),
        (Some(formula), Some(figure)) => pen.live(
            row,
            col,
            &formula,
            &Value::Number(figure),
            &plan.styles.mean,
        ),
    }
}
