use std::sync::Arc;

use super::frame::FrameId;
use crate::formula::Ref;
use crate::number::Decimal;

/// One value out of the rows of a frame.
///
/// Which rows count, and how much, is decided by one column, the key. The same rows with the same
/// shares then make the value of every other column, so that the sections of a folded score add up
/// to its total.
#[derive(Debug, Clone)]
pub struct Fold {
    /// Whose rows.
    pub frame: FrameId,
    /// The column whose values become one.
    pub of: Ref,
    /// The column that decides which rows count. Rows in which it is 不涉及 are passed over.
    pub key: Ref,
    /// How.
    pub gather: Arc<Gather>,
}

/// How rows become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gather {
    /// The way.
    pub how: How,
    /// Rows with the lowest keys that are left out first.
    pub drop_lowest: u32,
    /// Rows with the highest keys that are left out first.
    pub drop_highest: u32,
    /// Only so many rows with the highest keys count.
    pub best: Option<u32>,
    /// The labels of rows that are expected, in order, where one that is missing counts as zero.
    pub expected: Vec<String>,
    /// Whether no row at all makes 0 instead of 不涉及.
    pub none_is_zero: bool,
}

/// The ways in which rows become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// Sum.
    Sum,
    /// Arithmetic mean.
    Mean,
    /// The row with the lowest key.
    Min,
    /// The row with the highest key.
    Max,
    /// The middle row by key, or the mean of the middle two.
    Median,
    /// By the label's weight; labels without one share `otherwise` equally. Over the weights of the
    /// rows there are.
    Weighted {
        /// Weight by label.
        weights: Vec<(String, Decimal)>,
        /// Weight of all other labels together.
        otherwise: Option<Decimal>,
    },
    /// The first of these labels that there is.
    Prefer(Vec<String>),
    /// The last row in the order of labels.
    Latest,
    /// How many rows have a key.
    Count,
    /// Highest key less lowest.
    Spread,
    /// How many consecutive whole numbers, counted down from this one, are among the keys.
    Streak(Decimal),
    /// The value in the row with the highest key (the latest day or year).
    AtHighest,
}

impl Gather {
    /// Every row, in one of the ways.
    #[must_use]
    pub fn of(how: How) -> Gather {
        Gather {
            how,
            drop_lowest: 0,
            drop_highest: 0,
            best: None,
            expected: Vec::new(),
            none_is_zero: false,
        }
    }
}
