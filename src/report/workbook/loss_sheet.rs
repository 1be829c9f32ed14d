//! 扣分明细: every loss of marks with its reason and where it was written down.

use super::error::WorkbookError;
use super::formula::cell;
use super::loss_plan::{FIRST, LineKind};
use super::loss_words::{clause, inputs, nominal};
use super::pen::Pen;
use super::plan::{FrameRows, Plan, rows};
use super::{page, width};
use crate::formula::Value;
use crate::problem::Lang;
use crate::round::{Finding, Purpose, RowId, SubjectId};
use crate::scheme::{Branch, Criterion, CriterionId, FrameId};

/// Column of what a log's line adds to its input.
pub(super) const AMOUNT: u16 = 4;
const LOSS: u16 = 5;
const LAST: u16 = 9;

/// Writes the sheet.
pub(super) fn write(pen: &mut Pen<'_>, plan: &Plan<'_>) -> Result<(), WorkbookError> {
    let titles = plan
        .scheme
        .criteria
        .iter()
        .map(|criterion| format!("{} {}", criterion.id, criterion.title));
    let titles: Vec<String> = titles.collect();
    let item = width::fitting(titles.iter().map(String::as_str)).clamp(16.0, 34.0);
    pen.widths(&[
        plan.name_width,
        item,
        40.0,
        8.0,
        9.0,
        9.0,
        30.0,
        12.0,
        12.0,
        42.0,
    ])?;
    let line = "检查记录逐条列出;记录条数多、超过本项上限的,以得分明细的得分为准";
    page::title(pen, plan, (0, LAST), "扣分明细", line)?;
    let names = [
        "单位",
        "指标",
        "条款",
        "标准分",
        "记录数",
        "扣分",
        "扣分原因",
        "检查组",
        "日期",
        "出处",
    ];
    page::header(pen, plan, FIRST - 1, &names.map(str::to_owned))?;
    let mut row = FIRST;
    let mut known: Option<(SubjectId, FrameId, FrameRows)> = None;
    for line in &plan.losses.lines {
        let position = line.position as usize;
        let Some(placed) = plan.standing.order.get(position) else {
            continue;
        };
        let subject = placed.subject;
        let criterion = plan.scheme.criterion(line.criterion);
        pen.text(row, 0, &plan.name(subject), &plan.styles.text)?;
        pen.text(
            row,
            1,
            &format!("{} {}", criterion.id, criterion.title),
            &plan.styles.wrap,
        )?;
        match line.what {
            LineKind::Finding(index) => {
                if let Some(finding) = plan.round.findings.get(index as usize) {
                    found(pen, plan, row, criterion, finding)?;
                }
            }
            LineKind::Lost(of) => {
                let stale = known
                    .as_ref()
                    .is_none_or(|(who, frame, _)| *who != subject || *frame != of.frame);
                if stale {
                    let rows = rows(plan.report, of.frame, subject)?;
                    known = Some((subject, of.frame, rows));
                }
                let values = known.as_ref().and_then(|(_, _, rows)| {
                    let found = rows.iter().find(|(id, _)| *id == of);
                    found.map(|(_, values)| values.as_slice())
                });
                lost(
                    pen,
                    plan,
                    row,
                    (of, line.criterion),
                    values.unwrap_or_default(),
                )?;
            }
        }
        row += 1;
    }
    page::freeze(pen, FIRST, 2)?;
    page::set_up(pen, plan, (0, FIRST - 1), true)
}

/// A line of a log.
fn found(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    row: u32,
    criterion: &Criterion,
    finding: &Finding,
) -> Result<(), WorkbookError> {
    let styles = &plan.styles;
    let clause = clause(plan, criterion, finding.input);
    let reason = finding.reason.as_deref().unwrap_or_default();
    pen.text(row, 2, &clause, &styles.wrap)?;
    pen.number(row, 3, criterion.marks, &styles.centre)?;
    pen.number(row, AMOUNT, finding.amount, &styles.centre)?;
    match nominal(plan, criterion, finding, row) {
        Some((formula, loss)) => {
            pen.live(row, LOSS, &formula, &Value::Number(loss), &styles.centre)?
        }
        None => pen.text(row, LOSS, "", &styles.centre)?,
    }
    pen.text(row, 6, reason, &styles.wrap)?;
    pen.text(
        row,
        7,
        finding.team.as_deref().unwrap_or_default(),
        &styles.centre,
    )?;
    match finding.date {
        Some(date) => pen.date(row, 8, date, &styles.date)?,
        None => pen.text(row, 8, "", &styles.date)?,
    }
    let place = plan.round.place(finding.record, finding.col).to_string();
    pen.text(row, 9, &place, &styles.wrap)?;
    height(pen, row, [&criterion.title, &clause, reason, &place])
}

/// Makes a row high enough for its wrapped texts: item, clause, reason and source.
fn height(pen: &mut Pen<'_>, row: u32, texts: [&str; 4]) -> Result<(), WorkbookError> {
    let columns = [1, 2, 6, 9];
    let most = texts
        .iter()
        .zip(columns)
        .map(|(text, col)| width::lines(text, pen.width(col)))
        .max();
    pen.lines(row, most.unwrap_or(1))
}

/// What was written beside the item.
fn why(plan: &Plan<'_>, row: RowId, id: CriterionId) -> String {
    let said = plan.round.remarks(plan.scheme, row, id, Purpose::Loss);
    said.iter().map(|text| format!("{text};")).collect()
}

/// Marks that an item lost and no line of a log explains.
fn lost(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    row: u32,
    (of, id): (RowId, CriterionId),
    values: &[Value],
) -> Result<(), WorkbookError> {
    let criterion = plan.scheme.criterion(id);
    let styles = &plan.styles;
    let score = values
        .get(criterion.inspected.index())
        .and_then(Value::number)
        .unwrap_or_default();
    let score_cell = plan.frames.cell(plan, of, criterion.inspected);
    let (formula, loss) = match criterion.branch {
        Branch::Penalty => (score_cell, score),
        _ => {
            let loss = criterion.marks.checked_sub(score).unwrap_or_default();
            (
                score_cell.map(|score| {
                    let marks = cell(row, 3);
                    format!("IF({score}=\"/\",\"/\",{marks}-{score})")
                }),
                loss,
            )
        }
    };
    let method = plan.scheme.method_words(criterion, Lang::Zh);
    let note = match &criterion.note {
        Some(note) => format!("{note};{method}"),
        None => method,
    };
    let labels = plan.scheme.labels_of(of.frame);
    let labels = labels.iter().filter_map(|label| values.get(label.index()));
    let said = labels.map(|label| format!("{label}:"));
    let reason = said
        .chain([why(plan, of, id), inputs(plan, criterion, values)])
        .collect::<String>();
    let source = criterion
        .inputs
        .iter()
        .map(|input| plan.round.cell_of(of, *input))
        .filter(|cell| !cell.is_blank())
        // Of several columns the one that says something: a count that is not zero.
        .min_by_key(|cell| {
            let value = cell.value(plan.round).and_then(|value| value.number());
            value.is_some_and(|number| number.is_zero())
        })
        .and_then(|cell| plan.round.place_of(cell));
    let source = source.map_or_else(String::new, |place| place.to_string());
    pen.text(row, 2, &note, &styles.wrap)?;
    pen.number(row, 3, criterion.marks, &styles.centre)?;
    pen.text(row, AMOUNT, "", &styles.centre)?;
    pen.live(
        row,
        LOSS,
        formula.as_deref().unwrap_or("0"),
        &Value::Number(loss),
        &styles.centre,
    )?;
    pen.text(row, 6, &reason, &styles.wrap)?;
    pen.text(row, 7, "", &styles.centre)?;
    pen.text(row, 8, "", &styles.date)?;
    pen.text(row, 9, &source, &styles.wrap)?;
    height(pen, row, [&criterion.title, &note, &reason, &source])
}
