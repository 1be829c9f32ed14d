//! Rollups of the rule file as they are written.

use super::raw_award::RawAward;
use super::read::{At, table, words};
use crate::number::Decimal;

type Text = At<String>;
type Number = At<Decimal>;

table! {
    struct RawRollup {
        "by" => by: Text,
        "figure" => figures: Vec<RawFigure>,
        "order" => order: Vec<Text>,
        "award" => awards: Vec<RawAward>,
    }
}

table! {
    struct RawFigure {
        "name" => name: Text,
        "unit" => unit: Option<String>,
        "value" => value: Option<Text>,
        "sum" => sum: Option<Text>,
        "mean" => mean: Option<Text>,
        "min" => min: Option<Text>,
        "max" => max: Option<Text>,
        "median" => median: Option<Text>,
        "count" => count: Option<Text>,
        "share" => share: Option<Text>,
        "sheet" => sheet: Option<Text>,
        "when" => when: Option<Text>,
        "of" => of: Option<At<Of>>,
        "best" => best: Option<Number>,
    }
}

words! {
    /// The subjects that a figure is taken over.
    enum Of {
        /// Those that are ranked.
        "ranked" => Ranked,
        /// All of the area.
        "all" => All,
    }
}
