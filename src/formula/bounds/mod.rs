//! What an expression can be, whatever is read: the numbers between which it lies, and whether a
//! condition can hold at all.
//!
//! The answers are safe in one direction. A condition said to hold [`Truth::Never`] never holds; one
//! said to hold [`Truth::Sometimes`] may still do so never, by reasons that are not looked for.

mod limits;
mod range;
mod refine;
mod truth;

use std::cell::Cell;
use std::sync::Arc;

pub use limits::{Limit, Limits};
pub use range::{Range, range};
pub use refine::Refined;
pub use truth::{Truth, truth};

pub(super) use range::seen_range;
pub(crate) use refine::one_of;
pub(super) use truth::seen_truth;

use super::expr::{Expr, Operator, Ref};
use super::function::Function;
use crate::number::Decimal;

/// What is known of the quantities that an expression names.
pub trait Known {
    /// The numbers between which it lies.
    fn limits(&self, name: Ref) -> Limits;
    /// The words it is one of; `None`: any text, or no text at all.
    fn words(&self, name: Ref) -> Option<Vec<Arc<str>>>;
    /// Whether it can never be 不涉及.
    fn applies(&self, name: Ref) -> bool;
    /// Whether it counts marks of what applies among the names of the expression that it stands in.
    fn counts(&self, _name: Ref) -> bool {
        false
    }
    /// Whether it is known to hold, or known not to.
    fn holds(&self, _name: Ref) -> Option<bool> {
        None
    }
}

/// Nothing is known.
#[derive(Debug, Clone, Copy)]
pub struct Unknown;

impl Known for Unknown {
    fn limits(&self, _: Ref) -> Limits {
        Limits::default()
    }
    fn words(&self, _: Ref) -> Option<Vec<Arc<str>>> {
        None
    }
    fn applies(&self, _: Ref) -> bool {
        false
    }
}

/// What is known, and how much may still be looked at.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub known: &'a dyn Known,
    /// Whether enough names apply for the expression to have a value at all.
    pub given: bool,
    depth: u8,
    work: &'a Cell<u32>,
}

/// Conditions are taken apart this deep.
const DEPTH: u8 = 6;
/// Parts that are looked at for one answer. Conditions inside conditions are looked at again and
/// again; beyond this the answer is that nothing is known.
const WORK: u32 = 10_000;

/// The work of one answer.
pub(super) fn work() -> Cell<u32> {
    Cell::new(WORK)
}

impl<'a> Sight<'a> {
    pub fn new(known: &'a dyn Known, work: &'a Cell<u32>) -> Sight<'a> {
        Sight {
            known,
            given: false,
            depth: DEPTH,
            work,
        }
    }

    /// The same inside an expression that has a value only where enough names apply.
    pub fn given(self) -> Sight<'a> {
        Sight {
            given: true,
            ..self
        }
    }

    /// Whether a divisor counts marks of what applies, and something does: it is above zero.
    pub fn counts(&self, divisor: &Expr) -> bool {
        let positive =
            |expr: &Expr| matches!(expr, Expr::Number { value, .. } if *value > Decimal::ZERO);
        self.given
            && match divisor {
                Expr::Call(Function::Count, names) => !names.is_empty(),
                Expr::Name(name) => self.known.counts(*name),
                Expr::Binary(Operator::Add, left, right) => {
                    (self.counts(left) || positive(left)) && (self.counts(right) || positive(right))
                }
                Expr::Binary(Operator::Multiply, left, right) => {
                    positive(left) && self.counts(right)
                }
                _ => false,
            }
    }

    /// The same with more known.
    pub fn with<'b>(&self, known: &'b dyn Known) -> Sight<'b>
    where
        'a: 'b,
    {
        Sight { known, ..*self }
    }

    /// One step further in; `None` where that is too far.
    pub fn deeper<'b>(&self, known: &'b dyn Known) -> Option<Sight<'b>>
    where
        'a: 'b,
    {
        let depth = self.depth.checked_sub(1)?;
        Some(Sight {
            known,
            given: self.given,
            depth,
            work: self.work,
        })
    }

    /// Whether one more part may be looked at.
    pub fn look(&self) -> bool {
        let left = self.work.get().checked_sub(1);
        self.work.set(left.unwrap_or_default());
        left.is_some()
    }
}
