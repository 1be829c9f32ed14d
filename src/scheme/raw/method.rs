//! The scoring methods of items.

use toml::de::DeValue;

use super::fact::Kind;
use super::{Number, Text};
use crate::number::Decimal;
use crate::scheme::read::{At, Mistakes, Read, Value, table, words};
use crate::scheme::schema::{Definitions, Schema};

table! {
    struct RawLate {
        /// 期限,如 "2026-06-30",也可写公式。When it is due: a day, or a formula.
        "due" => due: Text,
        /// 每迟一天扣几分。Marks lost a day.
        "each" => each: Number,
        /// 最多扣几分,不写是扣完。The most it can cost.
        "cap" => cap: Option<Number>,
    }
}

table! {
    struct RawLine {
        /// 数值到这里得 0 分。No marks at this figure.
        "zero" => zero: Number,
        /// 数值到这里得满分。Full marks at this figure.
        "full" => full: Number,
    }
}

words! {
    /// What the cell of a deduct item holds.
    enum Record {
        /// 次数。The number of occurrences.
        "count" => Count,
        /// 扣掉的分。The marks lost.
        "loss" => Loss,
        /// 剩下的得分。The marks left.
        "score" => Score,
    }
}

table! {
    struct RawClause {
        /// 每次扣几分。Marks lost an occurrence.
        "each" => each: Option<Number>,
        /// 写 true:出现就扣完本项。true: one occurrence costs the whole item.
        "all" => all: Option<At<bool>>,
        /// 什么算一次,如 缺1人。What an occurrence is.
        "per" => per: Option<String>,
        /// 这一条在检查表里的列名;只有一条时不必写。Its heading in workbooks, where there are several clauses.
        "name" => name: Option<Text>,
        /// 表头的其他写法。Other headings it may stand under.
        "aliases" => aliases: Vec<String>,
        /// 这一条最多扣几分。The most this clause can cost.
        "cap" => cap: Option<Number>,
        /// 每次加几分(有加有减的项目)。Marks gained by one occurrence.
        "gain" => gain: Option<Number>,
        /// 由检查人在 from 与 to 之间定扣几分。The inspector decides between from and to.
        "from" => from: Option<Number>,
        /// 视情节扣分的上限。The most, with from.
        "to" => to: Option<Number>,
        /// 追加扣分:每次另从上级再扣几分。Charged to the parent beyond the item's own marks, for each occurrence.
        "extra" => extra: Option<Number>,
    }
}

table! {
    struct RawChoice {
        /// 这一档的写法,如 优。The word of the level.
        "is" => is: Text,
        /// 这一档得几分。Marks of the level.
        "marks" => marks: Number,
    }
}

table! {
    struct RawCounter {
        /// 每项得几分(扣分组里是扣几分)。Marks each (lost, in a penalty group).
        "each" => each: Number,
        /// 什么算一项,如 开展1次活动。What is counted.
        "per" => per: Option<String>,
        /// 最多得几分,不写是标准分。At most; full marks unless said.
        "cap" => cap: Option<Number>,
    }
}

/// An input: its name alone, or a table.
#[derive(Debug, Clone)]
pub(in crate::scheme) struct RawInput {
    pub name: Text,
    pub kind: Option<Kind>,
    pub unit: Option<String>,
    pub aliases: Vec<String>,
}

table! {
    struct RawInputTable {
        /// 列名,公式里就用它。Name, as formulas use it.
        "name" => name: Text,
        /// 填的是什么。What it holds.
        "type" => kind: Option<Kind>,
        /// 计量单位:人、项、%。Unit.
        "unit" => unit: Option<String>,
        /// 表头的其他写法。Other headings it may stand under.
        "aliases" => aliases: Vec<String>,
    }
}

impl Read for RawInput {
    fn schema(definitions: &mut Definitions) -> Schema {
        Schema::any_of([
            String::schema(definitions),
            RawInputTable::schema(definitions),
        ])
    }

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

/// The figure at which nothing is lost: a number, or a formula.
#[derive(Debug, Clone)]
pub(in crate::scheme) enum RawTarget {
    Number(Decimal),
    Formula(String),
}

impl Read for RawTarget {
    fn schema(definitions: &mut Definitions) -> Schema {
        Schema::any_of([Decimal::schema(definitions), String::schema(definitions)])
    }

    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self> {
        let DeValue::String(text) = value.get_ref() else {
            return Decimal::read(value, mistakes).map(RawTarget::Number);
        };
        let digits = text.trim().replace('％', "%");
        if crate::number::parse(digits.trim_end_matches('%')).is_some() {
            return Decimal::read(value, mistakes).map(RawTarget::Number);
        }
        String::read(value, mistakes).map(RawTarget::Formula)
    }

    fn stand_in() -> Option<Self> {
        Some(RawTarget::Number(Decimal::ZERO))
    }
}

table! {
    struct RawSteps {
        /// 目标,达到就不扣分。No loss at the target.
        "target" => target: At<RawTarget>,
        /// 一步是多少。Width of a step.
        "every" => every: Number,
        /// 每步扣几分。Marks a step.
        "deduct" => deduct: Number,
        /// 低于还是高于目标时扣分,不写是低于。On which side of the target marks are lost; below unless said.
        "side" => side: Option<Side>,
        /// 不满一步怎么算,不写按一步。What a begun step costs; a whole one unless said.
        "partial" => partial: Option<Partial>,
        /// 按步最多扣几分,不写是标准分。The most that can be lost by steps; full marks unless said.
        "cap" => cap: Option<Number>,
        /// 差得太远时改为一次扣这么多。Beyond this figure, this loss instead.
        "cliff" => cliff: Option<RawCliff>,
    }
}

words! {
    /// On which side of the target marks are lost.
    enum Side {
        /// 低于目标扣分。Lower than the target is worse.
        "below" => Below,
        /// 高于目标扣分。Higher than the target is worse.
        "above" => Above,
    }
}

words! {
    /// What a step that is only begun costs.
    enum Partial {
        /// 按一步扣。As much as a whole one.
        "full" => Full,
        /// 不扣。Nothing.
        "none" => None,
        /// 按比例扣。Its share.
        "exact" => Exact,
    }
}

table! {
    struct RawCliff {
        /// 超过这个界限(不含)。Beyond this figure (not at it).
        "at" => at: Number,
        /// 一次扣几分。Marks lost.
        "deduct" => deduct: Number,
    }
}

table! {
    struct RawBand {
        /// 不小于。At least.
        "at-least" => at_least: Option<Number>,
        /// 大于。Above.
        "above" => above: Option<Number>,
        /// 小于。Below.
        "below" => below: Option<Number>,
        /// 不大于。At most.
        "at-most" => at_most: Option<Number>,
        /// 这一档得几分。Marks of the band.
        "marks" => marks: Number,
    }
}
