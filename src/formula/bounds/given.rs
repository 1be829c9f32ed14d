use std::sync::Arc;

use super::range::seen_range;
use super::{Known, Limits, Sight};
use crate::formula::expr::{Expr, Operator, Quorum, Ref};
use crate::formula::function::Function;
use crate::number::Decimal;

/// What is known besides inside the body of [`Expr::Given`].
pub(in crate::formula) struct Given<'a> {
    base: &'a dyn Known,
    needs: &'a [Ref],
    quorum: Quorum,
}

impl<'a> Given<'a> {
    pub fn new(needs: &'a [Ref], quorum: Quorum, sight: Sight<'a>) -> Given<'a> {
        Given {
            base: sight.known,
            needs,
            quorum,
        }
    }
}

impl Known for Given<'_> {
    fn limits(&self, name: Ref) -> Limits {
        self.base.limits(name)
    }
    fn words(&self, name: Ref) -> Option<Vec<Arc<str>>> {
        self.base.words(name)
    }
    fn applies(&self, name: Ref) -> bool {
        let all = self.quorum == Quorum::All || self.needs.len() == 1;
        (all && self.needs.contains(&name)) || self.base.applies(name)
    }
    fn holds(&self, name: Ref) -> Option<bool> {
        self.base.holds(name)
    }
    fn some(&self) -> &[Ref] {
        match self.quorum {
            Quorum::Any => self.needs,
            Quorum::All => self.base.some(),
        }
    }
}

/// Whether an expression is above zero because it counts names of which some apply: what is
/// available where a share of it was obtained, `20 × COUNT(a, b) + 10 × COUNT(c)`.
pub(super) fn counts_some(expr: &Expr, sight: Sight<'_>) -> bool {
    let some = sight.known.some();
    let mut counted = Vec::new();
    !some.is_empty()
        && terms(expr, sight, &mut counted)
        && some.iter().all(|name| counted.contains(name))
}

/// Gathers the names that add to a sum where they apply; `false` where something may take from it.
fn terms(expr: &Expr, sight: Sight<'_>, counted: &mut Vec<Ref>) -> bool {
    match expr {
        Expr::Binary(Operator::Add, left, right) => {
            terms(left, sight, counted) && terms(right, sight, counted)
        }
        Expr::Binary(Operator::Multiply, factor, rest) if matches!(&**factor, Expr::Number { value, .. } if *value > Decimal::ZERO) => {
            terms(rest, sight, counted)
        }
        Expr::Call(Function::Count, names) => {
            counted.extend(names.iter().filter_map(|name| match name {
                Expr::Name(name) => Some(*name),
                _ => None,
            }));
            true
        }
        other => {
            let range = seen_range(other, sight);
            !range.missing && range.limits.above(&Limits::point(Decimal::ZERO), true)
        }
    }
}
