//! 否决与未参评: who has no place, and why.

use super::error::WorkbookError;
use super::pen::{Pen, index};
use super::plan::Plan;
use super::rank::{reasons, status};
use super::{page, width};
use crate::formula::Value;
use crate::rank::{Placed, Status};

/// Writes the sheet.
pub(super) fn write(pen: &mut Pen<'_>, plan: &Plan<'_>) -> Result<(), WorkbookError> {
    let out: Vec<&Placed> = plan
        .standing
        .order
        .iter()
        .filter(|placed| placed.status != Status::Ranked)
        .collect();
    let reason = index(plan.attributes.len()) + 3;
    let mut widths = vec![plan.name_width];
    widths.extend(plan.attributes.iter().map(|(_, width)| *width));
    widths.extend([16.0, 10.0, 60.0]);
    pen.widths(&widths)?;
    let line = format!("共 {} 个,不参加排名、等级和评奖", out.len());
    page::title(pen, plan, (0, reason), "否决与未参评", &line)?;
    let mut names = vec!["单位".to_owned()];
    names.extend(
        plan.attributes
            .iter()
            .map(|(name, _)| plan.scheme.column(*name).name.to_string()),
    );
    names.extend(["情况".to_owned(), "得分".to_owned(), "原因".to_owned()]);
    page::header(pen, plan, 2, &names)?;
    let mut row = 3;
    for placed in out {
        pen.text(row, 0, &plan.name(placed.subject), &plan.styles.text)?;
        for (offset, (name, _)) in plan.attributes.iter().enumerate() {
            let value = plan
                .attribute(placed.subject, *name)
                .unwrap_or(Value::Text("".into()));
            pen.value(row, index(offset) + 1, &value, &plan.styles.centre)?;
        }
        pen.text(row, reason - 2, status(placed.status), &plan.styles.centre)?;
        match placed.total {
            Some(total) => pen.number(row, reason - 1, total, &plan.styles.total)?,
            None => pen.text(row, reason - 1, "", &plan.styles.total)?,
        }
        let values = if placed.total.is_some() {
            Some(plan.row(placed.subject)?)
        } else {
            None
        };
        let words = reasons(plan, placed, values.as_deref());
        pen.text(row, reason, &words, &plan.styles.wrap)?;
        pen.lines(row, width::lines(&words, pen.width(reason)))?;
        row += 1;
    }
    page::freeze(pen, 3, 1)?;
    page::set_up(pen, plan, (0, 2), true)?;
    page::signatures(pen, plan, row + 1, reason)
}
