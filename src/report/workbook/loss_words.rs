//! The clause, the cost and the reason of a line on 扣分明细.

use super::formula::cell;
use super::loss_sheet::AMOUNT;
use super::plan::Plan;
use crate::formula::{Ref, Value};
use crate::number::{Decimal, plain};
use crate::problem::Lang;
use crate::round::Finding;
use crate::scheme::{Branch, Criterion, Holds, Method, Side, Steps};

/// What one line of a log costs by its clause, before any cap.
pub(super) fn nominal(
    plan: &Plan<'_>,
    criterion: &Criterion,
    finding: &Finding,
    row: u32,
) -> Option<(String, Decimal)> {
    if criterion.branch == Branch::Bonus {
        return None;
    }
    let amount = cell(row, AMOUNT);
    let input = plan.scheme.column(finding.input).input()?;
    if let Holds::Loss { .. } = input.holds {
        return Some((amount, finding.amount));
    }
    let counts = matches!(criterion.method, Some(Method::Deduct { .. }))
        || (criterion.branch == Branch::Penalty
            && matches!(criterion.method, Some(Method::Counter { .. })));
    if input.holds != Holds::Count || !counts {
        return None;
    }
    let all = match &criterion.method {
        Some(Method::Deduct { clauses, .. }) => {
            let position = criterion
                .inputs
                .iter()
                .position(|name| *name == finding.input);
            position
                .and_then(|position| clauses.get(position))
                .is_some_and(|clause| clause.each.is_none())
        }
        _ => false,
    };
    if all {
        let loss = if finding.amount.is_zero() {
            Decimal::ZERO
        } else {
            criterion.marks
        };
        return Some((format!("IF({amount}>0,{},0)", plain(criterion.marks)), loss));
    }
    let each = input.each?;
    Some((
        format!("{}*{amount}", plain(each)),
        each.checked_mul(finding.amount)?,
    ))
}

/// The clause a finding falls under, or the criterion's own words.
pub(super) fn clause(plan: &Plan<'_>, criterion: &Criterion, input: Ref) -> String {
    let position = criterion.inputs.iter().position(|name| *name == input);
    let words = match (&criterion.method, position) {
        (Some(Method::Deduct { clauses, .. }), Some(position)) => {
            clauses.get(position).map(|clause| {
                let per = clause.per.as_deref().unwrap_or("1次");
                let cap = clause
                    .cap
                    .map_or_else(String::new, |cap| format!(",最多扣{}分", plain(cap)));
                match clause.each {
                    Some(each) => format!("{per}扣{}分{cap}", plain(each)),
                    None => format!("{per},本项不得分"),
                }
            })
        }
        (Some(Method::Counter { each, per, .. }), _) => Some(format!(
            "{}{}{}分",
            per.as_deref().unwrap_or("1次"),
            if criterion.branch == Branch::Penalty {
                "扣"
            } else {
                "计"
            },
            plain(*each)
        )),
        _ => None,
    };
    let name = plan.scheme.column(input).name.to_string();
    let words = words.unwrap_or_else(|| criterion.note.clone().unwrap_or_default());
    if name == criterion.title || words.is_empty() {
        words
    } else {
        format!("{name}:{words}")
    }
}

/// What was read for an item: 排查隐患数 10 项,完成整改数 9 项.
pub(super) fn inputs(plan: &Plan<'_>, criterion: &Criterion, values: &[Value]) -> String {
    // Of several clauses only those that something was found under cost anything.
    let several =
        matches!(criterion.method, Some(Method::Deduct { .. })) && criterion.inputs.len() > 1;
    let said = criterion.inputs.iter().filter_map(|input| {
        let column = plan.scheme.column(*input);
        let value = values.get(input.index())?;
        if several && value.number().is_none_or(|number| number.is_zero()) {
            return None;
        }
        let value = match (value, column.input().map(|input| &input.holds)) {
            (Value::Number(share), Some(Holds::Percent)) => {
                format!("{}%", plain(share.checked_mul(Decimal::ONE_HUNDRED)?))
            }
            (Value::Number(loss), Some(Holds::Loss { .. })) => format!("扣{}分", plain(*loss)),
            (Value::Number(number), _) => format!(
                "{}{}",
                plain(*number),
                column.unit.as_deref().unwrap_or_default()
            ),
            (value, _) => value.to_string(),
        };
        let name = if *input == criterion.score {
            "评分"
        } else {
            &*column.name
        };
        Some(format!("{name}:{value}"))
    });
    said.collect::<Vec<_>>().join(",")
}

/// An item's method in a few words, for items without a clause of their own.
pub(super) fn method(plan: &Plan<'_>, criterion: &Criterion) -> String {
    match &criterion.method {
        Some(Method::Deduct { clauses, .. }) => clauses
            .iter()
            .map(|clause| match (clause.each, &clause.per) {
                (Some(each), per) => {
                    format!("{}扣{}分", per.as_deref().unwrap_or("1次"), plain(each))
                }
                (None, per) => format!("{},本项不得分", per.as_deref().unwrap_or("出现")),
            })
            .collect::<Vec<_>>()
            .join(";"),
        Some(Method::Pass) => format!("符合得{}分,不符合不得分", plain(criterion.marks)),
        Some(Method::Choice(levels)) => levels
            .iter()
            .map(|(word, marks)| format!("{word}{}分", plain(*marks)))
            .collect::<Vec<_>>()
            .join(","),
        Some(Method::Counter { each, per, cap }) => {
            let what = if criterion.branch == Branch::Penalty {
                "扣"
            } else {
                "计"
            };
            format!(
                "{}{what}{}分,最多{}分",
                per.as_deref().unwrap_or("1次"),
                plain(*each),
                plain(*cap)
            )
        }
        Some(Method::Steps(steps)) => stepwise(steps, reads_share(plan, criterion)),
        Some(Method::Bands(bands)) => {
            let percent = reads_share(plan, criterion);
            let said = bands
                .iter()
                .map(|(band, marks)| format!("{}得{}分", band.words(percent), plain(*marks)));
            said.collect::<Vec<_>>().join(";")
        }
        Some(Method::Formula) => {
            let say = |name: Ref| plan.scheme.column(name).name.to_string();
            let formula = plan.scheme.column(criterion.score).formula();
            formula.map_or_else(String::new, |formula| formula.words(&say, Lang::Zh))
        }
        Some(Method::Marks) | None => format!("满分{}分,按检查情况评分", plain(criterion.marks)),
    }
}

/// `目标100%,每低1%扣0.5分`.
fn stepwise(steps: &Steps, percent: bool) -> String {
    let shown = |value: Decimal| match value.checked_mul(Decimal::ONE_HUNDRED) {
        Some(hundredfold) if percent => format!("{}%", plain(hundredfold)),
        _ => plain(value),
    };
    let side = match steps.side {
        Side::Below => "低",
        Side::Above => "高",
    };
    let mut said = format!(
        "目标{},每{side}{}扣{}分",
        shown(steps.target),
        shown(steps.every),
        plain(steps.deduct)
    );
    if let Some(cap) = steps.cap {
        said.push_str(&format!(",最多扣{}分", plain(cap)));
    }
    if let Some((at, deduct)) = steps.cliff {
        said.push_str(&format!(",{side}于{}扣{}分", shown(at), plain(deduct)));
    }
    said
}

/// Whether the figure an item's marks are read off is a share, said in percent.
fn reads_share(plan: &Plan<'_>, criterion: &Criterion) -> bool {
    let figure = criterion.figure.or(criterion.inputs.first().copied());
    figure.is_some_and(|figure| {
        let column = plan.scheme.column(figure);
        let percent = column
            .input()
            .is_some_and(|input| input.holds == Holds::Percent);
        percent || column.unit.as_deref() == Some("%")
    })
}
