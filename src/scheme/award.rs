//! Awards as a compiled scheme holds them: threshold, quota, and which awards go together.

pub use super::raw::{AtLine, PlaceRounding};
use crate::formula::{Expr, Ref};
use crate::number::{Decimal, Mode, Rounding};

/// An award (奖项), of subjects or, in a rollup, of areas.
#[derive(Debug, Clone)]
pub struct Award {
    /// Its name.
    pub name: String,
    /// The threshold; `None`: everybody who is ranked.
    pub when: Option<Expr>,
    /// How many.
    pub quota: Quota,
    /// The attribute inside whose values the quota is counted.
    pub by: Option<Ref>,
    /// A tie across the last place.
    pub at_line: AtLine,
    /// Awards of which one must be held already, by index in the list; none: nothing is asked.
    pub only_from: Vec<usize>,
    /// Awards of which none may be held, by index in the list.
    pub except: Vec<usize>,
    /// The clause in words.
    pub note: Option<String>,
}

/// How many can have an award, in each group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quota {
    /// No limit.
    Unlimited,
    /// So many.
    Count(u32),
    /// A share of the ranked of the group.
    Share(Share),
    /// By name of the group.
    Table(Vec<(String, u32)>),
    /// By a sheet among the inputs, by index in [`Scheme::group_columns`](super::Scheme).
    Sheet(usize),
}

/// A share of the ranked of a group, made to whole places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The share, 0.2 for 20%.
    pub of: Decimal,
    /// What becomes of a part of a place.
    pub rounding: PlaceRounding,
    /// The fewest places of a group.
    pub at_least: u32,
}

impl Share {
    /// Places in a group of so many.
    #[must_use]
    pub fn places(&self, size: u32) -> u32 {
        let mode = match self.rounding {
            PlaceRounding::Down => Mode::Down,
            PlaceRounding::Up => Mode::Up,
            PlaceRounding::HalfUp => Mode::HalfUp,
        };
        let whole = Rounding { mode, places: 0 };
        let places = self.of.checked_mul(Decimal::from(size));
        let places = places.and_then(|places| u32::try_from(whole.apply(places)).ok());
        places.unwrap_or(0).max(self.at_least)
    }
}

/// A column of a sheet among the inputs that gives each value of an attribute a number: quotas,
/// control figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupColumn {
    /// The attribute whose values are the rows.
    pub by: Ref,
    /// What the scheme calls the sheet or its column.
    pub sheet: String,
    /// The award or figure that it is for, whose name can head the column, too.
    pub of: String,
    /// Whether it holds places: whole numbers that are not negative.
    pub places: bool,
}

#[cfg(test)]
mod tests {
    use super::{PlaceRounding, Share};
    use crate::number::Decimal;

    #[test]
    fn a_share_becomes_whole_places() {
        let places = |percent: i64, rounding, at_least, size| {
            let of = Decimal::new(percent, 2);
            Share {
                of,
                rounding,
                at_least,
            }
            .places(size)
        };
        assert_eq!(places(50, PlaceRounding::Down, 0, 5), 2);
        assert_eq!(places(50, PlaceRounding::Up, 0, 5), 3);
        assert_eq!(places(50, PlaceRounding::HalfUp, 0, 5), 3);
        assert_eq!(places(10, PlaceRounding::HalfUp, 0, 4), 0);
        assert_eq!(places(10, PlaceRounding::Down, 1, 4), 1);
        assert_eq!(places(100, PlaceRounding::Up, 0, 4), 4);
    }
}
