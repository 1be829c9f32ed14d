//! 得分明细: every quantity of every scored subject, computed ones as live formulas.

use super::detail_plan::{DetailColumn, FIRST, HEAD, KEY_PLACES, NO_KEY, What};
use super::error::WorkbookError;
use super::formula::{cell, on};
use super::pen::{Pen, index};
use super::plan::Plan;
use super::{LOSSES, RANK, loss_sheet, page, width};
use crate::formula::{Ref, Value};
use crate::number::{Decimal, Mode, Rounding, settle};
use crate::rank::{Placed, Status};
use crate::round::{RowId, SubjectId};

/// Writes the sheet.
pub(super) fn write(pen: &mut Pen<'_>, plan: &Plan<'_>) -> Result<(), WorkbookError> {
    let columns = &plan.detail.columns;
    let widths: Vec<f64> = columns.iter().map(|column| column.width).collect();
    pen.widths(&widths)?;
    let last = index(columns.len()).saturating_sub(1);
    // A title over all columns would stand far off the paper; one over the first two would be
    // repeated on every page with them.
    let shown = (2..=last)
        .take_while(|col| pen.width_of(0, *col) < 120.0)
        .last()
        .unwrap_or(last);
    let line = if plan.live {
        "有公式的单元格随填报值自动重算;“/”为不涉及"
    } else {
        "单位较多,各列为数值,不含公式;“/”为不涉及"
    };
    page::title(pen, plan, (2, shown), "得分明细", line)?;
    headings(pen, plan, &plan.detail.columns)?;
    for (position, placed) in plan.standing.order.iter().enumerate() {
        let Some(row) = plan.detail_row(position) else {
            continue;
        };
        subject(pen, plan, (position, placed), row)?;
    }
    page::freeze(pen, FIRST, 2)?;
    page::set_up(pen, plan, (HEAD, FIRST - 1), false)?;
    pen.sheet().set_repeat_columns(0, 1)?;
    Ok(())
}

/// The three rows of headings.
pub(super) fn headings(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    columns: &[DetailColumn],
) -> Result<(), WorkbookError> {
    merged(pen, plan, (HEAD, columns), |column| column.group.clone())?;
    merged(pen, plan, (HEAD + 1, columns), |column| {
        format!("{}\u{0}{}", column.group, column.item)
    })?;
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    page::header(pen, plan, HEAD + 2, &names)
}

/// One row of headings; neighbours of the same key share a cell.
fn merged(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    (row, columns): (u32, &[DetailColumn]),
    key: impl Fn(&DetailColumn) -> String,
) -> Result<(), WorkbookError> {
    let format = if row == HEAD {
        &plan.styles.group
    } else {
        &plan.styles.head
    };
    let mut most = 1;
    let mut start = 0;
    while let Some(first) = columns.get(start) {
        let same = columns[start..]
            .iter()
            .take_while(|column| key(column) == key(first))
            .count();
        let end = start + same.max(1);
        let text = if row == HEAD {
            &first.group
        } else {
            &first.item
        };
        let (left, right) = (index(start), index(end - 1));
        if text.is_empty() {
            for col in left..=right {
                pen.text(row, col, "", format)?;
            }
        } else {
            pen.across(row, left, right, text, format)?;
            most = most.max(width::lines(text, pen.width_of(left, right)));
        }
        start = end;
    }
    pen.lines(row, most)
}

fn subject(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    (position, placed): (usize, &Placed),
    row: u32,
) -> Result<(), WorkbookError> {
    let values = plan.row(placed.subject)?;
    for (col, column) in plan.detail.columns.iter().enumerate() {
        let col = index(col);
        let format = &column.format;
        match column.what {
            What::Place => match placed.rank {
                Some(rank) => {
                    let place = Value::Number(Decimal::from(rank.place));
                    pen.live(
                        row,
                        col,
                        &on(RANK, plan.rank_row(position), 0),
                        &place,
                        format,
                    )?;
                }
                None => pen.text(row, col, "—", format)?,
            },
            What::Name => pen.text(row, col, &plan.name(placed.subject), format)?,
            What::Quantity(name)
                if Some(name) == plan.scheme.summary.grade && placed.status != Status::Ranked =>
            {
                pen.text(row, col, "—", format)?;
            }
            What::Quantity(name) => {
                let value = values.get(name.index()).unwrap_or(&Value::NotApplicable);
                let formula = match &column.formula {
                    Some(template) => Some(template.at(row)),
                    None => logged(plan, placed.subject, name, value)
                        .or_else(|| plan.frames.folded(plan, RowId::of(placed.subject), name)),
                };
                match formula {
                    Some(formula) => pen.live(row, col, &formula, value, format)?,
                    None => pen.value(row, col, value, format)?,
                }
            }
            What::Key(number) => {
                let value = key(plan, number, &values, placed)?;
                match &column.formula {
                    Some(template) => pen.live(row, col, &template.at(row), &value, format)?,
                    None => pen.value(row, col, &value, format)?,
                }
            }
        }
    }
    Ok(())
}

/// The sum of a log's findings, as a formula over their rows on 扣分明细.
fn logged(plan: &Plan<'_>, subject: SubjectId, name: Ref, value: &Value) -> Option<String> {
    if !plan.round.cell(subject, name).is_logged() {
        return None;
    }
    let (first, last) = plan.losses.range(subject, name)?;
    let findings = plan.round.findings_of(subject, name);
    let sum = findings.iter().try_fold(Decimal::ZERO, |sum, finding| {
        sum.checked_add(finding.amount)
    })?;
    // A sum that was brought back within its limits is no sum any more.
    (value.number() == Some(sum)).then(|| {
        let col = loss_sheet::AMOUNT;
        format!("SUM('{LOSSES}'!{}:{})", cell(first, col), cell(last, col))
    })
}

/// The figure of a key, as it stands in the workbook.
fn key(
    plan: &Plan<'_>,
    number: usize,
    values: &[Value],
    placed: &Placed,
) -> Result<Value, WorkbookError> {
    let Some(key) = plan.scheme.ranking.keys.get(number) else {
        return Ok(Value::NotApplicable);
    };
    let figure = key
        .figure
        .value(values)
        .map_err(|_| WorkbookError::Overflow(plan.name(placed.subject).to_string()))?;
    let rounding = Rounding {
        mode: Mode::HalfUp,
        places: KEY_PLACES,
    };
    let figure = figure.number().map_or(Decimal::from(NO_KEY), |figure| {
        rounding.apply(settle(figure))
    });
    Ok(Value::Number(figure))
}
