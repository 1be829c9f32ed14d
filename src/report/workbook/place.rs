//! The place on 排名 as a formula.

use super::DETAIL;
use super::detail_plan;
use super::formula::{down, down_on, on};
use super::pen::index;
use super::plan::{Plan, RANK_FIRST};
use crate::problem::CellRef;
use crate::scheme::Ties;

/// The place of a ranked subject as a formula; `None` for one that needs none.
pub(super) fn place_formula(plan: &Plan<'_>, position: usize) -> Option<String> {
    let row = plan.rank_row(position);
    let total = plan.total_column();
    let letters = CellRef::letters(total);
    let keys = plan.scheme.ranking.keys.len();
    let key = |number: usize| plan.detail.keys + index(number);
    let detail_row = plan.detail_row(position)?;
    match plan.scheme.ranking.ties {
        Ties::Competition => {
            let totals = down(total, RANK_FIRST, plan.last_ranked());
            let mut formula = format!("RANK({letters}{},{totals})", row + 1);
            if keys > 0 {
                let last = detail_plan::FIRST + plan.ranked - 1;
                let ahead: Vec<String> = (0..keys)
                    .map(|number| {
                        let mut factors: Vec<String> = (0..number)
                            .map(|before| compared(key(before), last, detail_row, "="))
                            .collect();
                        factors.push(compared(key(number), last, detail_row, ">"));
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
        Ties::Ordinal if position > 0 => Some(format!("A{row}+1")),
        Ties::Dense if position > 0 => {
            let mut same = vec![format!("{letters}{}={letters}{row}", row + 1)];
            for number in 0..keys {
                let column = key(number);
                let (this, above) = (
                    on(DETAIL, detail_row, column),
                    on(DETAIL, detail_row - 1, column),
                );
                same.push(format!("{this}={above}"));
            }
            Some(format!("IF(AND({}),A{row},A{row}+1)", same.join(",")))
        }
        Ties::Ordinal | Ties::Dense => None,
    }
}

/// `(all keys = this key)`.
fn compared(column: u16, last: u32, row: u32, operator: &str) -> String {
    format!(
        "({}{operator}{})",
        down_on(DETAIL, column, detail_plan::FIRST, last),
        on(DETAIL, row, column)
    )
}
