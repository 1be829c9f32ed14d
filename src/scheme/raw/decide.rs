//! Gates, vetoes, grades and ranking.

use toml::de::DeValue;

use super::{Number, Text};
use crate::number::Decimal;
use crate::scheme::read::{At, Mistakes, Read, Value, table, words};
use crate::scheme::schema::{Definitions, Schema};

table! {
    struct RawGate {
        /// 条件的名称。Title.
        "title" => title: Text,
        /// 条件,成立才参评。The condition that must hold.
        "when" => when: Text,
        /// 条款的文字说明。The clause in words.
        "note" => note: Option<String>,
    }
}

table! {
    struct RawVeto {
        /// 否决项的名称。Title.
        "title" => title: Text,
        /// 条件,成立就否决。The condition under which it holds.
        "when" => when: Text,
        /// 后果:一个词,或者降级、扣分、封顶。What follows: a word, or softer effects.
        "then" => then: At<RawThen>,
        /// 条款的文字说明。The clause in words.
        "note" => note: Option<String>,
    }
}

/// What a veto does: a word, or a table of softer effects.
#[derive(Debug, Clone)]
pub(in crate::scheme) enum RawThen {
    Word(Then),
    Softer(RawSofter),
}

words! {
    /// The two hard effects of a veto.
    enum Then {
        /// 取消资格:不排名、不评级、不评奖。Not ranked, no grade, no award.
        "disqualify" => Disqualify,
        /// 总分计零。The total becomes zero; ranked last.
        "zero" => Zero,
    }
}

table! {
    struct RawSofter {
        /// 降几级。Grades to go down.
        "lower" => lower: Option<Number>,
        /// 总分另扣几分。Marks to lose from the total.
        "deduct" => deduct: Option<Number>,
        /// 总分封顶在哪里。Where the total is stopped.
        "cap" => cap: Option<At<RawCap>>,
        /// 按几次计:降级、扣分乘以这个数,如 死亡人数。How many times over: a formula such as 死亡人数.
        "each" => each: Option<Text>,
    }
}

/// Where a veto stops the total: a word, or marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::scheme) enum RawCap {
    Word(Cap),
    Marks(Decimal),
}

impl Read for RawCap {
    fn schema(definitions: &mut Definitions) -> Schema {
        Schema::any_of([Cap::schema(definitions), Decimal::schema(definitions)])
    }

    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self> {
        match value.get_ref() {
            DeValue::Integer(_) | DeValue::Float(_) => {
                Decimal::read(value, mistakes).map(RawCap::Marks)
            }
            _ => Cap::read(value, mistakes).map(RawCap::Word),
        }
    }
}

words! {
    /// Where a veto stops the total.
    enum Cap {
        /// 低于没有否决时所得等级的最低分。Below the lowest score of the grade reached without the veto.
        "below grade" => BelowGrade,
    }
}

impl Read for RawThen {
    fn schema(definitions: &mut Definitions) -> Schema {
        Schema::any_of([Then::schema(definitions), RawSofter::schema(definitions)])
    }

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
        /// 等级名称。Name of the grade.
        "name" => name: Text,
        /// 分数以外的条件。The condition besides the total.
        "when" => when: Option<Text>,
        /// 总分不小于。Total at least.
        "at-least" => at_least: Option<Number>,
        /// 总分大于。Total above.
        "above" => above: Option<Number>,
        /// 总分小于。Total below.
        "below" => below: Option<Number>,
        /// 总分不大于。Total at most.
        "at-most" => at_most: Option<Number>,
        /// 条款的文字说明。The clause in words.
        "note" => note: Option<String>,
    }
}

table! {
    struct RawRanking {
        /// 在哪些属性内另排名次,如 县区。Attributes inside whose values there is a ranking of its own.
        "within" => within: Vec<Text>,
        /// 同分的名次怎么排,不写是 1224。The places of equal totals; 1224 unless said.
        "ties" => ties: Option<Ties>,
        /// 同分依次比较什么,大的在前;写 "-扣分" 是小的在前。What decides between equal totals, in turn, larger first.
        "break" => tie_break: Vec<Text>,
    }
}

words! {
    /// The places of equal scores.
    enum Ties {
        /// 同分同名次,其后空出名次。Competition ranking: two firsts, then third.
        "1224" => Competition,
        /// 同分同名次,其后不空(中国式排名)。Dense ranking: two firsts, then second.
        "1223" => Dense,
        /// 同分也分先后,按代码和名称。Each its own place, in the order of code and name.
        "1234" => Ordinal,
    }
}
