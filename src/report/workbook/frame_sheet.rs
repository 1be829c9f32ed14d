//! The sheet of a frame below the subjects: 明细·工作面, 明细·检查来源, 明细·事故台账.

use super::detail::headings;
use super::detail_plan::{FIRST, HEAD, What};
use super::error::WorkbookError;
use super::formula::fits;
use super::frame_plan::{FrameCells, FramePlan, FrameRow};
use super::page;
use super::pen::{Pen, index};
use super::plan::Plan;
use crate::formula::{Type, Value};
use crate::score::Scorer;

/// Writes the sheet.
pub(super) fn write(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    frame: &FramePlan,
) -> Result<(), WorkbookError> {
    let columns = &frame.detail.columns;
    let widths: Vec<f64> = columns.iter().map(|column| column.width).collect();
    pen.widths(&widths)?;
    let last = index(columns.len()).saturating_sub(1);
    let shown = (1..=last)
        .take_while(|col| pen.width_of(0, *col) < 120.0)
        .last()
        .unwrap_or(last);
    let line = "每行为一次检查、一个受检对象或一条台账记录;得分明细中的合成得分由此而来";
    page::title(pen, plan, (0, shown), &frame.sheet, line)?;
    headings(pen, plan, columns)?;
    let scorer = Scorer {
        scheme: plan.scheme,
        round: plan.round,
    };
    let mut start = 0;
    while let Some(first) = frame.rows.get(start) {
        let same = frame.rows[start..]
            .iter()
            .take_while(|row| row.subject == first.subject)
            .count();
        let rows = scorer
            .rows(frame.id, first.subject)
            .map_err(|_| WorkbookError::Overflow(plan.name(first.subject).to_string()))?;
        for offset in 0..same {
            let row = frame.rows[start + offset];
            let values = rows.iter().find(|(id, _)| *id == row.row);
            let at = FIRST + u32::try_from(start + offset).unwrap_or(u32::MAX);
            one(
                pen,
                plan,
                (frame, row, at),
                values.map_or(&[], |(_, values)| values),
            )?;
        }
        start += same.max(1);
    }
    page::freeze(pen, FIRST, 1)?;
    page::set_up(pen, plan, (HEAD, FIRST - 1), false)?;
    pen.sheet().set_repeat_columns(0, 0)?;
    Ok(())
}

fn one(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    (frame, row, at): (&FramePlan, FrameRow, u32),
    values: &[Value],
) -> Result<(), WorkbookError> {
    let cells = FrameCells {
        plan,
        frame,
        row,
        at,
    };
    for (col, column) in frame.detail.columns.iter().enumerate() {
        let col = index(col);
        let format = &column.format;
        let What::Quantity(name) = column.what else {
            pen.text(at, col, &plan.name(row.subject), format)?;
            continue;
        };
        let value = values.get(name.index()).unwrap_or(&Value::NotApplicable);
        let of = plan.scheme.column(name);
        let formula = match of.formula() {
            Some(expr) => {
                let text = expr.excel(&cells);
                let text = if of.kind == Type::Bool {
                    format!("IF({text},\"是\",\"否\")")
                } else {
                    text
                };
                Some(text).filter(|text| fits(text))
            }
            None => plan.frames.folded(plan, row.row, name),
        };
        match formula {
            Some(formula) => pen.live(at, col, &formula, value, format)?,
            None => pen.value(at, col, value, format)?,
        }
    }
    Ok(())
}
