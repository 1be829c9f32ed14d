//! How items are scored.

use crate::formula::Expr;
use crate::number::Decimal;
use crate::scheme::raw::{Partial, Record, Side};

/// How a leaf is scored. Each is sugar: the score column's expression is what counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// The inspector writes the marks.
    Marks,
    /// So many marks an occurrence, by clauses.
    Deduct {
        /// The clauses.
        clauses: Vec<Clause>,
        /// What the cell holds.
        record: Record,
        /// Whether only the largest loss counts.
        largest: bool,
        /// Where it starts.
        start: Decimal,
        /// The most it can reach.
        up_to: Decimal,
    },
    /// All or nothing.
    Pass,
    /// One of several levels.
    Choice(Vec<(String, Decimal)>),
    /// So many marks a piece of evidence, capped.
    Counter {
        /// Marks each.
        each: Decimal,
        /// What is counted.
        per: Option<String>,
        /// At most.
        cap: Decimal,
    },
    /// Marks lost by steps away from a target.
    Steps(Steps),
    /// Marks lost a day after it was due.
    Late {
        /// When it is due.
        due: Expr,
        /// Marks a day.
        each: Decimal,
        /// The most it can cost.
        cap: Decimal,
    },
    /// Along a line between no marks and full marks.
    Line {
        /// No marks at this figure.
        zero: Decimal,
        /// Full marks at this figure.
        full: Decimal,
    },
    /// Marks by bands of a figure.
    Bands(Vec<(Band, Decimal)>),
    /// An expression of the inputs.
    Formula,
}

/// A clause of a deduct item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Marks lost by one occurrence; `None`: everything.
    pub each: Option<Decimal>,
    /// Whether an occurrence gains marks instead of losing them.
    pub gains: bool,
    /// The least and the most that the inspector can take off for it.
    pub range: Option<(Decimal, Decimal)>,
    /// Marks charged to the parent for each occurrence, beyond the item's own.
    pub extra: Option<Decimal>,
    /// What an occurrence is: 缺1人.
    pub per: Option<String>,
    /// The most this clause can cost.
    pub cap: Option<Decimal>,
}

/// The figure at which nothing is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The same for everybody.
    Fixed(Decimal),
    /// By attributes, facts or the round.
    Computed(Expr),
}

/// Marks lost by steps away from a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// No loss at the target.
    pub target: Target,
    /// Width of a step.
    pub every: Decimal,
    /// Marks a step.
    pub deduct: Decimal,
    /// The losing side.
    pub side: Side,
    /// What a begun step costs.
    pub partial: Partial,
    /// The most that can be lost by steps.
    pub cap: Option<Decimal>,
    /// Beyond this figure, this loss instead.
    pub cliff: Option<(Decimal, Decimal)>,
}

/// An interval of numbers; an open side has no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Band {
    /// Lower limit and whether it belongs to the band.
    pub low: Option<(Decimal, bool)>,
    /// Upper limit and whether it belongs to the band.
    pub high: Option<(Decimal, bool)>,
}

impl Band {
    /// Whether a value lies in it.
    #[must_use]
    pub fn holds(&self, value: Decimal) -> bool {
        let above = self
            .low
            .is_none_or(|(low, inclusive)| value > low || (inclusive && value == low));
        let below = self
            .high
            .is_none_or(|(high, inclusive)| value < high || (inclusive && value == high));
        above && below
    }
}
