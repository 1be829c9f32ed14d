//! The place on 排名 as a formula.

use super::DETAIL;
use super::detail_plan;
use super::formula::{down, down_on, on};
use super::pen::index;
use super::plan::{Plan, RANK_FIRST};
use crate::problem::CellRef;
use crate::scheme::Ties;

/// Up to so many ranked subjects a dense place counts the different totals above it, which costs
/// the square of their number in every cell; beyond, it follows from the row above.
const COUNTED: u32 = 300;

/// The place of a ranked subject as a formula; `None` for one that needs none.
pub(super) fn place_formula(plan: &Plan<'_>, position: usize) -> Option<String> {
    match plan.scheme.ranking.ties {
        Ties::Competition => competition(plan, position),
        Ties::Ordinal => ordinal(plan, position),
        Ties::Dense => dense(plan, position),
    }
}

/// Column of a tie key on 得分明细.
fn key(plan: &Plan<'_>, number: usize) -> u16 {
    plan.detail.keys + index(number)
}

/// One more than there are subjects with a larger total, or with an equal one and larger keys.
fn competition(plan: &Plan<'_>, position: usize) -> Option<String> {
    let row = plan.rank_row(position);
    let total = plan.decisive_column();
    let letters = CellRef::letters(total);
    let keys = plan.scheme.ranking.keys.len();
    let detail_row = plan.detail_row(position)?;
    let totals = down(total, RANK_FIRST, plan.last_ranked());
    let mut formula = format!("RANK({letters}{},{totals})", row + 1);
    if keys > 0 {
        let last = detail_plan::FIRST + plan.ranked - 1;
        let ahead: Vec<String> = (0..keys)
            .map(|number| {
                let mut factors: Vec<String> = (0..number)
                    .map(|before| compared(key(plan, before), last, detail_row, "="))
                    .collect();
                factors.push(compared(key(plan, number), last, detail_row, ">"));
                factors.join("*")
            })
            .collect();
        let ahead = ahead.join("+");
        formula.push_str(&format!(
            "+SUMPRODUCT(({totals}={letters}{})*({ahead}))",
            row + 1
        ));
    }
    Some(formula)
}

/// The competition place, and one more for every equal in the rows above.
fn ordinal(plan: &Plan<'_>, position: usize) -> Option<String> {
    let formula = competition(plan, position)?;
    if position == 0 {
        return Some(formula);
    }
    let row = plan.rank_row(position);
    let total = plan.decisive_column();
    let detail_row = plan.detail_row(position)?;
    let above = down(total, RANK_FIRST, row - 1);
    let mut equal = vec![format!("({above}={}{})", CellRef::letters(total), row + 1)];
    for number in 0..plan.scheme.ranking.keys.len() {
        equal.push(compared(key(plan, number), detail_row - 1, detail_row, "="));
    }
    // A factor of 1 makes numbers of the truth values where there is no key.
    Some(format!("{formula}+SUMPRODUCT({}*1)", equal.join("*")))
}

/// One more than there are different standings above.
fn dense(plan: &Plan<'_>, position: usize) -> Option<String> {
    let row = plan.rank_row(position);
    let total = plan.decisive_column();
    let letters = CellRef::letters(total);
    let keys = plan.scheme.ranking.keys.len();
    if keys == 0 && plan.ranked <= COUNTED {
        let totals = down(total, RANK_FIRST, plan.last_ranked());
        return Some(format!(
            "ROUND(SUMPRODUCT(({totals}>{letters}{})/COUNTIF({totals},{totals})),0)+1",
            row + 1
        ));
    }
    if position == 0 {
        return None;
    }
    let detail_row = plan.detail_row(position)?;
    let mut same = vec![format!("{letters}{}={letters}{row}", row + 1)];
    for number in 0..keys {
        let column = key(plan, number);
        let (this, above) = (
            on(DETAIL, detail_row, column),
            on(DETAIL, detail_row - 1, column),
        );
        same.push(format!("{this}={above}"));
    }
    Some(format!("IF(AND({}),A{row},A{row}+1)", same.join(",")))
}

/// `(all keys = this key)`.
fn compared(column: u16, last: u32, row: u32, operator: &str) -> String {
    format!(
        "({}{operator}{})",
        down_on(DETAIL, column, detail_plan::FIRST, last),
        on(DETAIL, row, column)
    )
}
