//! Where a formula can end in a spreadsheet error, because the engine says 不涉及 there.

use super::Writer;
use crate::formula::bounds::{Limits, Unknown, range};
use crate::formula::expr::{Expr, Operator, Quorum, Ref};
use crate::formula::function::Function;
use crate::number::Decimal;

impl Writer<'_> {
    /// Whether computing it can end in a spreadsheet error.
    pub(super) fn may_fail(&self, expr: &Expr) -> bool {
        let inner = self.inner();
        match expr {
            Expr::Name(name) => !self.cell && !self.applies(*name),
            Expr::NotApplicable => !self.cell,
            Expr::Negate(operand) => inner.may_fail(operand),
            Expr::Binary(operator, left, right) => {
                let divides = *operator == Operator::Divide && may_be_zero(right);
                !operator.compares() && (divides || inner.may_fail(left) || inner.may_fail(right))
            }
            Expr::Call(function, arguments) => self.call_may_fail(*function, arguments),
            // Where the value goes into a cell, both have said what 不涉及 is.
            Expr::Given {
                needs,
                quorum,
                body,
            } => {
                let missing = match quorum {
                    Quorum::All => !needs.iter().all(|name| self.applies(*name)),
                    Quorum::Any => !needs.iter().any(|name| self.applies(*name)),
                };
                !self.cell && (missing || self.given_may_fail(needs, *quorum, body))
            }
            Expr::Number { .. } | Expr::Text(_) | Expr::Bool(_) => false,
        }
    }

    fn given_may_fail(&self, needs: &[Ref], quorum: Quorum, body: &Expr) -> bool {
        let given = match quorum {
            Quorum::All => [self.given, needs].concat(),
            Quorum::Any => self.given.to_vec(),
        };
        Writer {
            cells: self.cells,
            given: &given,
            cell: false,
        }
        .may_fail(body)
    }

    fn call_may_fail(&self, function: Function, arguments: &[Expr]) -> bool {
        let inner = self.inner();
        let any = |arguments: &[Expr]| arguments.iter().any(|argument| inner.may_fail(argument));
        // Names are passed over; what is computed is not.
        let computed = || {
            let mut computed = arguments
                .iter()
                .filter(|argument| !matches!(argument, Expr::Name(_)));
            computed.any(|argument| inner.may_fail(argument))
        };
        match (function, arguments) {
            (Function::And | Function::Or | Function::Not, _)
            | (Function::Count | Function::CountIf, _) => false,
            (Function::If, [_, branches @ ..]) => {
                branches.iter().any(|branch| self.may_fail(branch))
            }
            (Function::Ifs, _) => {
                let covers = |pair: &[Expr]| pair.first() == Some(&Expr::Bool(true));
                let ends = self.cell || arguments.chunks_exact(2).any(covers);
                !ends
                    || arguments
                        .chunks_exact(2)
                        .any(|pair| self.may_fail(&pair[1]))
            }
            (Function::Choose, [index, choices @ ..]) => {
                inner.may_fail(index)
                    || !within(index, choices.len())
                    || choices.iter().any(|choice| self.may_fail(choice))
            }
            (Function::Average | Function::Median, _) => !self.cell,
            (Function::Large | Function::Small, _) => !self.cell,
            (Function::Min | Function::Max, _) => {
                (!self.cell && self.all_may_be_missing(arguments)) || computed()
            }
            (Function::Sum, _) => computed(),
            (Function::Date, _) => !arguments
                .iter()
                .all(|argument| matches!(argument, Expr::Number { .. })),
            (Function::EDate, _) => true,
            _ => any(arguments),
        }
    }

    /// Whether there are only names, and none of them must apply.
    pub(super) fn all_may_be_missing(&self, arguments: &[Expr]) -> bool {
        arguments
            .iter()
            .all(|argument| matches!(argument, Expr::Name(name) if !self.applies(*name)))
    }
}

/// Whether a divisor can be zero, as far as can be seen without the cells.
fn may_be_zero(divisor: &Expr) -> bool {
    let zero = Limits::point(Decimal::ZERO);
    let limits = range(divisor, &Unknown).limits;
    !limits.above(&zero, false) && !zero.above(&limits, false)
}

/// Whether an index can only be one of so many places, whatever the cells hold.
fn within(index: &Expr, places: usize) -> bool {
    let Limits { low, high, .. } = range(index, &Unknown).limits;
    let most = Decimal::from(places);
    low.is_some_and(|(low, _)| low >= Decimal::ONE) && high.is_some_and(|(high, _)| high <= most)
}
