//! Figures of an area as formulas over the rows of 排名 and 得分明细.

use super::detail_plan;
use super::formula::{cell, down_on, searchable};
use super::plan::{Plan, RANK_FIRST};
use super::{DETAIL, RANK};
use crate::formula::{Cells, Expr, Function, Operator, Ref, Type};
use crate::number::plain;
use crate::scheme::{Figure, Measure, Of, Owner, RollupRule};

/// Figures in one row of 统计.
pub(super) struct Across<'a> {
    pub rule: &'a RollupRule,
    /// Column of each of the row's names.
    pub at: &'a [Option<u16>],
    pub row: u32,
}

impl Cells for Across<'_> {
    fn address(&self, name: Ref) -> String {
        let column = self.at.get(name.index()).copied().flatten();
        column.map_or_else(|| "NA()".to_owned(), |column| cell(self.row, column))
    }

    fn applies(&self, name: Ref) -> bool {
        let figure = self.rule.figures.iter().find(|one| one.column == name);
        figure.is_none_or(|figure| matches!(figure.measure, Measure::Sum(_) | Measure::Count(_)))
    }

    fn yes_no(&self, _: Ref) -> bool {
        false
    }
}

/// Rows of subjects that a figure is taken over.
struct Rows<'p> {
    plan: &'p Plan<'p>,
    of: Of,
}

impl Rows<'_> {
    /// The cells of a quantity: on 排名 for what stands there, else on 得分明细, which has the ranked
    /// in the same order.
    fn of(&self, name: Ref) -> Option<String> {
        let plan = self.plan;
        let ranked = plan.ranked.checked_sub(1)?;
        if let Some(column) = plan.attribute_column(name) {
            let last = match self.of {
                Of::Ranked => RANK_FIRST + ranked,
                Of::All => plan.rank_row(plan.standing.order.len()).saturating_sub(1),
            };
            return Some(down_on(RANK, column, RANK_FIRST, last));
        }
        if self.of == Of::All {
            return None;
        }
        if Some(name) == plan.scheme.summary.grade || name == plan.scheme.summary.total {
            let column = plan.rank_column(name);
            return Some(down_on(RANK, column, RANK_FIRST, RANK_FIRST + ranked));
        }
        let column = plan.detail.column_of(name)?;
        let first = detail_plan::FIRST;
        Some(down_on(DETAIL, column, first, first + ranked))
    }

    /// A condition as pairs of cells and criteria, where it is made of plain comparisons.
    fn criteria(&self, when: &Expr, pairs: &mut Vec<String>) -> Option<()> {
        match when {
            Expr::Call(Function::And, all) => {
                all.iter().try_for_each(|one| self.criteria(one, pairs))
            }
            Expr::Binary(operator, left, right) => {
                let Expr::Name(name) = **left else {
                    return None;
                };
                let criterion = match (&**right, operator) {
                    (Expr::Text(text), Operator::Equal) if searchable(text) => {
                        format!("\"{text}\"")
                    }
                    (Expr::Number { value, .. }, operator) => {
                        format!("\"{}{}\"", sign(*operator)?, plain(*value))
                    }
                    _ => return None,
                };
                self.exact(name)?;
                pairs.push(format!("{},{criterion}", self.of(name)?));
                Some(())
            }
            Expr::Name(name) if self.plan.scheme.column(*name).kind == Type::Bool => {
                self.exact(*name)?;
                pairs.push(format!("{},\"是\"", self.of(*name)?));
                Some(())
            }
            _ => None,
        }
    }

    /// Only what is stored as it is compares in a criterion as it does here: what was read, the
    /// rounded total, the grade.
    fn exact(&self, name: Ref) -> Option<()> {
        let scheme = self.plan.scheme;
        let read = matches!(
            scheme.column(name).owner,
            Owner::Attribute | Owner::Fact | Owner::Input(_)
        );
        let decided = name == scheme.summary.total || Some(name) == scheme.summary.grade;
        (read || decided).then_some(())
    }
}

fn sign(operator: Operator) -> Option<&'static str> {
    Some(match operator {
        Operator::Equal => "=",
        Operator::Less => "<",
        Operator::LessOrEqual => "<=",
        Operator::Greater => ">",
        Operator::GreaterOrEqual => ">=",
        _ => return None,
    })
}

/// A figure of the area whose name stands at the beginning of a row; `None` where no plain formula
/// says it.
pub(super) fn over_subjects(
    plan: &Plan<'_>,
    by: Ref,
    figure: &Figure,
    area: &str,
    row: u32,
) -> Option<String> {
    let text = plan.scheme.column(by).kind == Type::Text;
    if figure.best.is_some() || !text || !searchable(area) {
        return None;
    }
    let rows = Rows {
        plan,
        of: figure.of,
    };
    let mut pairs = vec![format!("{},$A{}", rows.of(by)?, row + 1)];
    if let Some(when) = &figure.when {
        rows.criteria(when, &mut pairs)?;
    }
    let within = pairs.join(",");
    let range = |of: &Expr| match of {
        Expr::Name(name) => rows.of(*name),
        _ => None,
    };
    match &figure.measure {
        Measure::Sum(of) => Some(format!("SUMIFS({},{within})", range(of)?)),
        Measure::Mean(of) => {
            let range = range(of)?;
            Some(format!("IFERROR(AVERAGEIFS({range},{within}),\"/\")"))
        }
        Measure::Count(when) => {
            rows.criteria(when, &mut pairs)?;
            Some(format!("COUNTIFS({})", pairs.join(",")))
        }
        Measure::Share(when) => {
            rows.criteria(when, &mut pairs)?;
            let held = pairs.join(",");
            Some(format!(
                "IFERROR(COUNTIFS({held})/COUNTIFS({within}),\"/\")"
            ))
        }
        Measure::Value(_)
        | Measure::Min(_)
        | Measure::Max(_)
        | Measure::Median(_)
        | Measure::Sheet(_) => None,
    }
}
