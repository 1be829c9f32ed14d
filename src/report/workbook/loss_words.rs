//! The clause, the cost and the reason of a line on 扣分明细.

use super::formula::cell;
use super::loss_sheet::AMOUNT;
use super::plan::Plan;
use crate::formula::{Ref, Value};
use crate::number::{Decimal, plain};
use crate::problem::Lang;
use crate::round::Finding;
use crate::scheme::{Branch, Criterion, Holds, Method};

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
    let words = plan.scheme.clause_words(criterion, input, Lang::Zh);
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
        let name = if *input == criterion.inspected {
            "评分"
        } else {
            &*column.name
        };
        Some(format!("{name}:{value}"))
    });
    said.collect::<Vec<_>>().join(",")
}
