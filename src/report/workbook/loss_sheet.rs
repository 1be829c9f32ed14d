//! 扣分明细: every loss of marks with its reason and where it was written down.

use super::error::WorkbookError;
use super::formula::{cell, on};
use super::loss_plan::{FIRST, Line, LineKind};
use super::pen::Pen;
use super::plan::Plan;
use super::{DETAIL, page, width};
use crate::formula::{Ref, Value};
use crate::number::{Decimal, plain};
use crate::round::{Finding, SubjectId};
use crate::scheme::{Branch, Criterion, Holds, Method};

/// Column of what a log's line adds to its input.
pub(super) const AMOUNT: u16 = 4;
const LOSS: u16 = 5;
const LAST: u16 = 9;

/// Writes the sheet.
pub(super) fn write(pen: &mut Pen<'_>, plan: &Plan<'_>) -> Result<(), WorkbookError> {
    let titles = plan.scheme.criteria.iter().map(|criterion| format!("{} {}", criterion.id, criterion.title));
    let titles: Vec<String> = titles.collect();
    let item = width::fitting(titles.iter().map(String::as_str)).clamp(16.0, 34.0);
    pen.widths(&[plan.name_width, item, 34.0, 8.0, 9.0, 9.0, 30.0, 12.0, 12.0, 36.0])?;
    let line = "检查记录逐条列出;记录条数多、超过本项上限的,以得分明细的得分为准";
    page::title(pen, plan, LAST, "扣分明细", line)?;
    let names = ["单位", "指标", "条款", "标准分", "记录数", "扣分", "扣分原因", "检查组", "日期", "出处"];
    page::header(pen, plan, FIRST - 1, &names.map(str::to_owned))?;
    let mut row = FIRST;
    let mut known: Option<(SubjectId, Vec<Value>)> = None;
    for line in &plan.losses.lines {
        let position = line.position as usize;
        let Some(placed) = plan.standing.order.get(position) else { continue };
        let subject = placed.subject;
        if placed.total.is_some() && known.as_ref().is_none_or(|(of, _)| *of != subject) {
            known = Some((subject, plan.row(subject)?));
        }
        let values = known.as_ref().filter(|(of, _)| *of == subject).map_or(&[][..], |(_, values)| values);
        let criterion = plan.scheme.criterion(line.criterion);
        pen.text(row, 0, &plan.name(subject), &plan.styles.text)?;
        pen.text(row, 1, &format!("{} {}", criterion.id, criterion.title), &plan.styles.wrap)?;
        match line.what {
            LineKind::Finding(index) => {
                if let Some(finding) = plan.round.findings.get(index as usize) {
                    found(pen, plan, row, criterion, finding)?;
                }
            }
            LineKind::Lost => lost(pen, plan, row, (line, subject), criterion, values)?,
        }
        row += 1;
    }
    page::freeze(pen, FIRST, 2)?;
    page::filter(pen, FIRST - 1, row.saturating_sub(1), LAST)?;
    page::set_up(pen, plan, (0, FIRST - 1), true)
}

/// A line of a log.
fn found(pen: &mut Pen<'_>, plan: &Plan<'_>, row: u32, criterion: &Criterion, finding: &Finding) -> Result<(), WorkbookError> {
    let styles = &plan.styles;
    let clause = clause(plan, criterion, finding.input);
    let reason = finding.reason.as_deref().unwrap_or_default();
    pen.text(row, 2, &clause, &styles.wrap)?;
    pen.number(row, 3, criterion.marks, &styles.centre)?;
    pen.number(row, AMOUNT, finding.amount, &styles.centre)?;
    match nominal(plan, criterion, finding, row) {
        Some((formula, loss)) => pen.live(row, LOSS, &formula, &Value::Number(loss), &styles.centre)?,
        None => pen.text(row, LOSS, "", &styles.centre)?,
    }
    pen.text(row, 6, reason, &styles.wrap)?;
    pen.text(row, 7, finding.team.as_deref().unwrap_or_default(), &styles.centre)?;
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
    let most = texts.iter().zip(columns).map(|(text, col)| width::lines(text, pen.width(col))).max();
    pen.lines(row, most.unwrap_or(1))
}

/// What one line of a log costs by its clause, before any cap.
fn nominal(plan: &Plan<'_>, criterion: &Criterion, finding: &Finding, row: u32) -> Option<(String, Decimal)> {
    if criterion.branch == Branch::Bonus {
        return None;
    }
    let amount = cell(row, AMOUNT);
    let input = plan.scheme.column(finding.input).input()?;
    if let Holds::Loss { .. } = input.holds {
        return Some((amount, finding.amount));
    }
    let counts = matches!(criterion.method, Some(Method::Deduct { .. }))
        || (criterion.branch == Branch::Penalty && matches!(criterion.method, Some(Method::Counter { .. })));
    if input.holds != Holds::Count || !counts {
        return None;
    }
    let all = match &criterion.method {
        Some(Method::Deduct { clauses, .. }) => {
            let position = criterion.inputs.iter().position(|name| *name == finding.input);
            position.and_then(|position| clauses.get(position)).is_some_and(|clause| clause.each.is_none())
        }
        _ => false,
    };
    if all {
        let loss = if finding.amount.is_zero() { Decimal::ZERO } else { criterion.marks };
        return Some((format!("IF({amount}>0,{},0)", plain(criterion.marks)), loss));
    }
    let each = input.each?;
    Some((format!("{}*{amount}", plain(each)), each.checked_mul(finding.amount)?))
}

/// The clause a finding falls under, or the criterion's own words.
fn clause(plan: &Plan<'_>, criterion: &Criterion, input: Ref) -> String {
    let position = criterion.inputs.iter().position(|name| *name == input);
    let words = match (&criterion.method, position) {
        (Some(Method::Deduct { clauses, .. }), Some(position)) => clauses.get(position).map(|clause| {
            let per = clause.per.as_deref().unwrap_or("1次");
            let cap = clause.cap.map_or_else(String::new, |cap| format!(",最多扣{}分", plain(cap)));
            match clause.each {
                Some(each) => format!("{per}扣{}分{cap}", plain(each)),
                None => format!("{per},本项不得分"),
            }
        }),
        (Some(Method::Counter { each, per, .. }), _) => {
            Some(format!("{}计{}分", per.as_deref().unwrap_or("1次"), plain(*each)))
        }
        _ => None,
    };
    let name = plan.scheme.column(input).name.to_string();
    let words = words.unwrap_or_else(|| criterion.note.clone().unwrap_or_default());
    if name == criterion.title || words.is_empty() { words } else { format!("{name}:{words}") }
}

/// Marks that an item lost and no line of a log explains.
fn lost(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    row: u32,
    (line, subject): (&Line, SubjectId),
    criterion: &Criterion,
    values: &[Value],
) -> Result<(), WorkbookError> {
    let styles = &plan.styles;
    let score = values.get(criterion.score.index()).and_then(Value::number).unwrap_or_default();
    let detail = plan.detail_row(line.position as usize).zip(plan.detail.column_of(criterion.score));
    let score_cell = detail.map(|(at, col)| on(DETAIL, at, col));
    let (formula, loss) = match criterion.branch {
        Branch::Penalty => (score_cell, score),
        _ => {
            let loss = criterion.marks.checked_sub(score).unwrap_or_default();
            (score_cell.map(|score| format!("{}-{score}", cell(row, 3))), loss)
        }
    };
    let note = criterion.note.clone().unwrap_or_else(|| method(criterion));
    let reason = inputs(plan, criterion, values);
    let source = criterion.inputs.iter().find_map(|input| plan.round.place_of(plan.round.cell(subject, *input)));
    let source = source.map_or_else(String::new, |place| place.to_string());
    pen.text(row, 2, &note, &styles.wrap)?;
    pen.number(row, 3, criterion.marks, &styles.centre)?;
    pen.text(row, AMOUNT, "", &styles.centre)?;
    pen.live(row, LOSS, formula.as_deref().unwrap_or("0"), &Value::Number(loss), &styles.centre)?;
    pen.text(row, 6, &reason, &styles.wrap)?;
    pen.text(row, 7, "", &styles.centre)?;
    pen.text(row, 8, "", &styles.date)?;
    pen.text(row, 9, &source, &styles.wrap)?;
    height(pen, row, [&criterion.title, &note, &reason, &source])
}

/// What was read for an item: 排查隐患数 10 项,完成整改数 9 项.
fn inputs(plan: &Plan<'_>, criterion: &Criterion, values: &[Value]) -> String {
    let said = criterion.inputs.iter().filter_map(|input| {
        let column = plan.scheme.column(*input);
        let value = values.get(input.index())?;
        let value = match (value, column.input().map(|input| &input.holds)) {
            (Value::Number(share), Some(Holds::Percent)) => {
                format!("{}%", plain(share.checked_mul(Decimal::ONE_HUNDRED)?))
            }
            (Value::Number(number), _) => format!("{}{}", plain(*number), column.unit.as_deref().unwrap_or_default()),
            (value, _) => value.to_string(),
        };
        let name = if *input == criterion.score { "得分" } else { &*column.name };
        Some(format!("{name}:{value}"))
    });
    said.collect::<Vec<_>>().join(",")
}

/// An item's method in a few words, for items without a clause of their own.
fn method(criterion: &Criterion) -> String {
    match &criterion.method {
        Some(Method::Deduct { clauses, .. }) => clauses
            .iter()
            .map(|clause| match (clause.each, &clause.per) {
                (Some(each), per) => format!("{}扣{}分", per.as_deref().unwrap_or("1次"), plain(each)),
                (None, per) => format!("{},本项不得分", per.as_deref().unwrap_or("出现")),
            })
            .collect::<Vec<_>>()
            .join(";"),
        Some(Method::Pass) => format!("符合得{}分,不符合不得分", plain(criterion.marks)),
        Some(Method::Choice(levels)) => {
            levels.iter().map(|(word, marks)| format!("{word}{}分", plain(*marks))).collect::<Vec<_>>().join(",")
        }
        Some(Method::Counter { each, per, cap }) => {
            format!("{}计{}分,最多{}分", per.as_deref().unwrap_or("1次"), plain(*each), plain(*cap))
        }
        _ => String::new(),
    }
}
