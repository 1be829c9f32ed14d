//! The rule file as it is written, key by key, before anything is checked against anything else.

use toml::de::DeValue;

use super::raw_award::RawAward;
use super::raw_rollup::RawRollup;
use super::read::{At, Mistakes, Read, Value, table, words};
use crate::number::{Decimal, Mode};

type Text = At<String>;
type Number = At<Decimal>;

table! {
    /// The whole file.
    struct RawFile {
        "scheme" => scheme: At<RawScheme>,
        "numbers" => numbers: Option<RawNumbers>,
        "missing" => missing: Option<RawMissing>,
        "roster" => roster: Option<RawRoster>,
        "fact" => facts: Vec<RawFact>,
        "part" => parts: Vec<RawNode>,
        "section" => sections: Vec<RawNode>,
        "item" => items: Vec<RawNode>,
        "bonus" => bonuses: Vec<RawNode>,
        "penalty" => penalties: Vec<RawNode>,
        "total" => total: Option<RawTotal>,
        "gate" => gates: Vec<RawGate>,
        "veto" => vetoes: Vec<RawVeto>,
        "grade" => grades: Vec<RawGrade>,
        "ranking" => ranking: Option<RawRanking>,
        "award" => awards: Vec<RawAward>,
        "rollup" => rollups: Vec<RawRollup>,
    }
}

table! {
    struct RawScheme {
        "id" => id: Text,
        "title" => title: Text,
        "version" => version: Text,
        "subject" => subject: Option<Text>,
        "marks" => marks: Number,
        "combine" => combine: Option<At<Combine>>,
        "basis" => basis: Vec<String>,
        "note" => note: Option<String>,
    }
}

words! {
    /// How a node's score comes from its children's.
    enum Combine {
        /// Plain sum; the children's marks add up to the node's.
        "sum" => Sum,
        /// Sum of score × weight.
        "weighted" => Weighted,
        /// The lowest child.
        "min" => Min,
        /// The highest child.
        "max" => Max,
        /// The arithmetic mean.
        "mean" => Mean,
    }
}

table! {
    struct RawNumbers {
        "places" => places: Option<Number>,
        "rounding" => rounding: Option<At<RawMode>>,
    }
}

words! {
    /// Rounding modes as a rule file names them.
    enum RawMode {
        /// 四舍五入.
        "half-up" => HalfUp,
        /// 四舍六入五成双 (GB/T 8170).
        "half-even" => HalfEven,
        /// 截尾.
        "down" => Down,
        /// 进位.
        "up" => Up,
    }
}

impl From<RawMode> for Mode {
    fn from(mode: RawMode) -> Self {
        match mode {
            RawMode::HalfUp => Mode::HalfUp,
            RawMode::HalfEven => Mode::HalfEven,
            RawMode::Down => Mode::Down,
            RawMode::Up => Mode::Up,
        }
    }
}

table! {
    struct RawMissing {
        "blank" => blank: Option<Blank>,
        "convert" => convert: Vec<Level>,
        "clamp" => clamp: Option<bool>,
        "no-record" => no_record: Option<NoRecord>,
    }
}

words! {
    /// What a blank cell counts as.
    enum Blank {
        /// A problem: somebody must fill it in.
        "problem" => Problem,
        /// Full marks (no loss).
        "full" => Full,
        /// Nothing.
        "zero" => Zero,
        /// 不涉及.
        "not-applicable" => NotApplicable,
    }
}

words! {
    /// The levels of the tree at which 不涉及 can be converted.
    enum Level {
        /// Items with sub-points of their own.
        "item" => Item,
        /// Sections and parts.
        "section" => Section,
        /// The whole.
        "total" => Total,
    }
}

words! {
    /// What a roster subject without any record is.
    enum NoRecord {
        /// Not inspected: 未参评.
        "absent" => Absent,
        /// Inspected without a finding (a log that only holds losses).
        "full" => Full,
    }
}

table! {
    struct RawRoster {
        "attributes" => attributes: Vec<RawAttribute>,
    }
}

table! {
    struct RawAttribute {
        "name" => name: Text,
        "type" => kind: Option<Kind>,
        "unit" => unit: Option<String>,
        "aliases" => aliases: Vec<String>,
        "required" => required: Option<bool>,
    }
}

table! {
    struct RawFact {
        "name" => name: Text,
        "type" => kind: Option<Kind>,
        "unit" => unit: Option<String>,
        "aliases" => aliases: Vec<String>,
        "blank" => blank: Option<At<Blank>>,
    }
}

words! {
    /// What an input holds.
    enum Kind {
        /// A number that is not negative.
        "number" => Number,
        /// A number of either sign.
        "signed" => Signed,
        /// A whole number of occurrences.
        "count" => Count,
        /// A share, written as a percentage.
        "percent" => Percent,
        /// Text.
        "text" => Text,
        /// Yes or no.
        "yes-no" => YesNo,
        /// A day.
        "date" => Date,
    }
}

table! {
    /// A criterion at any depth.
    struct RawNode {
        "id" => id: Text,
        "title" => title: Text,
        "marks" => marks: Option<Number>,
        "weight" => weight: Option<Number>,
        "combine" => combine: Option<At<Combine>>,
        "convert" => convert: Option<At<bool>>,
        "round" => round: Option<Number>,
        "cap" => cap: Option<Number>,
        "note" => note: Option<String>,
        "aliases" => aliases: Vec<String>,
        "blank" => blank: Option<At<Blank>>,
        "clamp" => clamp: Option<bool>,
        "not-applicable" => not_applicable: Option<bool>,
        "part" => parts: Vec<RawNode>,
        "section" => sections: Vec<RawNode>,
        "item" => items: Vec<RawNode>,
        "deduct" => deduct: Vec<RawClause>,
        "record" => record: Option<At<Record>>,
        "pass" => pass: Option<At<bool>>,
        "choice" => choice: Vec<RawChoice>,
        "counter" => counter: Option<RawCounter>,
        "inputs" => inputs: Vec<RawInput>,
        "value" => value: Option<Text>,
        "steps" => steps: Option<RawSteps>,
        "bands" => bands: Vec<RawBand>,
        "formula" => formula: Option<Text>,
    }
}

words! {
    /// What the cell of a deduct item holds.
    enum Record {
        /// The number of occurrences.
        "count" => Count,
        /// The marks lost.
        "loss" => Loss,
        /// The marks left.
        "score" => Score,
    }
}

table! {
    struct RawClause {
        "each" => each: Option<Number>,
        "all" => all: Option<At<bool>>,
        "per" => per: Option<String>,
        "name" => name: Option<Text>,
        "aliases" => aliases: Vec<String>,
        "cap" => cap: Option<Number>,
    }
}

table! {
    struct RawChoice {
        "is" => is: Text,
        "marks" => marks: Number,
    }
}

table! {
    struct RawCounter {
        "each" => each: Number,
        "per" => per: Option<String>,
        "cap" => cap: Option<Number>,
    }
}

/// An input: its name alone, or a table.
#[derive(Debug, Clone)]
pub(super) struct RawInput {
    pub name: Text,
    pub kind: Option<Kind>,
    pub unit: Option<String>,
    pub aliases: Vec<String>,
}

table! {
    struct RawInputTable {
        "name" => name: Text,
        "type" => kind: Option<Kind>,
        "unit" => unit: Option<String>,
        "aliases" => aliases: Vec<String>,
    }
}

impl Read for RawInput {
    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self> {
        if let DeValue::Table(_) = value.get_ref() {
            let RawInputTable {
                name,
                kind,
                unit,
                aliases,
                ..
            } = RawInputTable::read(value, mistakes)?;
            return Some(RawInput {
                name,
                kind,
                unit,
                aliases,
            });
        }
        let name = Text::read(value, mistakes)?;
        Some(RawInput {
            name,
            kind: None,
            unit: None,
            aliases: Vec::new(),
        })
    }
}

table! {
    struct RawSteps {
        "target" => target: Number,
        "every" => every: Number,
        "deduct" => deduct: Number,
        "side" => side: Option<Side>,
        "partial" => partial: Option<Partial>,
        "cap" => cap: Option<Number>,
        "cliff" => cliff: Option<RawCliff>,
    }
}

words! {
    /// On which side of the target marks are lost.
    enum Side {
        /// Lower than the target is worse.
        "below" => Below,
        /// Higher than the target is worse.
        "above" => Above,
    }
}

words! {
    /// What a step that is only begun costs.
    enum Partial {
        /// As much as a whole one.
        "full" => Full,
        /// Nothing.
        "none" => None,
        /// Its share.
        "exact" => Exact,
    }
}

table! {
    struct RawCliff {
        "at" => at: Number,
        "deduct" => deduct: Number,
    }
}

table! {
    struct RawBand {
        "at-least" => at_least: Option<Number>,
        "above" => above: Option<Number>,
        "below" => below: Option<Number>,
        "at-most" => at_most: Option<Number>,
        "marks" => marks: Number,
    }
}

table! {
    struct RawTotal {
        "bonus-cap" => bonus_cap: Option<Number>,
        "beyond" => beyond: Option<bool>,
        "floor" => floor: Option<Number>,
    }
}

table! {
    struct RawGate {
        "title" => title: Text,
        "when" => when: Text,
        "note" => note: Option<String>,
    }
}

table! {
    struct RawVeto {
        "title" => title: Text,
        "when" => when: Text,
        "then" => then: At<RawThen>,
        "note" => note: Option<String>,
    }
}

/// What a veto does: a word, or a table of softer effects.
#[derive(Debug, Clone)]
pub(super) enum RawThen {
    Word(Then),
    Softer(RawSofter),
}

words! {
    /// The two hard effects of a veto.
    enum Then {
        /// Not ranked, no grade, no award.
        "disqualify" => Disqualify,
        /// The total becomes zero; ranked last.
        "zero" => Zero,
    }
}

table! {
    struct RawSofter {
        "lower" => lower: Option<Number>,
        "deduct" => deduct: Option<Number>,
        "cap" => cap: Option<At<Cap>>,
    }
}

words! {
    /// Where a veto stops the total.
    enum Cap {
        /// Below the lowest score of the grade reached without the veto.
        "below grade" => BelowGrade,
    }
}

impl Read for RawThen {
    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(_) => RawSofter::read(value, mistakes).map(RawThen::Softer),
            _ => Then::read(value, mistakes).map(RawThen::Word),
        }
    }

    fn stand_in() -> Option<Self> {
        Some(RawThen::Word(Then::Disqualify))
    }
}

table! {
    struct RawGrade {
        "name" => name: Text,
        "when" => when: Option<Text>,
        "at-least" => at_least: Option<Number>,
        "above" => above: Option<Number>,
        "below" => below: Option<Number>,
        "at-most" => at_most: Option<Number>,
        "note" => note: Option<String>,
    }
}

table! {
    struct RawRanking {
        "within" => within: Vec<Text>,
        "ties" => ties: Option<Ties>,
        "break" => tie_break: Vec<Text>,
    }
}

words! {
    /// The places of equal scores.
    enum Ties {
        /// Competition ranking: two firsts, then third.
        "1224" => Competition,
        /// Dense ranking (中国式排名): two firsts, then second.
        "1223" => Dense,
        /// Each its own place, in the order of code and name.
        "1234" => Ordinal,
    }
}
