//! What an expression can be, whatever is read: the numbers between which it lies, and whether a
//! condition can hold at all.
//!
//! The answers are safe in one direction. A condition said to hold [`Truth::Never`] never holds; one
//! said to hold [`Truth::Sometimes`] may still do so never, by reasons that are not looked for.

mod limits;
mod range;
mod refine;
mod truth;

use std::sync::Arc;

pub use limits::{Limit, Limits};
pub use range::{Range, range};
pub use refine::Refined;
pub use truth::{Truth, truth};

pub(super) use range::seen_range;
pub(crate) use refine::one_of;
pub(super) use truth::seen_truth;

use super::expr::Ref;

/// What is known of the quantities that an expression names.
pub trait Known {
    /// The numbers between which it lies.
    fn limits(&self, name: Ref) -> Limits;
    /// The words it is one of; `None`: any text, or no text at all.
    fn words(&self, name: Ref) -> Option<Vec<Arc<str>>>;
    /// Whether it can never be 不涉及.
    fn applies(&self, name: Ref) -> bool;
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

/// What is known, and how far conditions inside conditions are still followed.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub known: &'a dyn Known,
    depth: u8,
}

/// Conditions are taken apart this deep. Each step looks at what is inside twice, so the number
/// bounds the work.
const DEPTH: u8 = 6;

impl<'a> Sight<'a> {
    pub fn new(known: &'a dyn Known) -> Sight<'a> {
        Sight {
            known,
            depth: DEPTH,
        }
    }

    /// The same depth with more known.
    pub fn with<'b>(&self, known: &'b dyn Known) -> Sight<'b> {
        Sight {
            known,
            depth: self.depth,
        }
    }

    /// One step further in; `None` where that is too far.
    pub fn deeper<'b>(&self, known: &'b dyn Known) -> Option<Sight<'b>> {
        let depth = self.depth.checked_sub(1)?;
        Some(Sight { known, depth })
    }
}
