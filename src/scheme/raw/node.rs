//! A criterion at any depth, how its children combine, and its guards.

use toml::de::DeValue;

use super::fold::RawFold;
use super::method::{
    RawBand, RawChoice, RawClause, RawCounter, RawInput, RawLate, RawLine, RawSteps, Record,
};
use super::numbers::Blank;
use super::{Number, Text};
use crate::scheme::read::{At, Mistakes, Read, Value, table, words};
use crate::scheme::schema::{Definitions, Schema};

words! {
    /// How a node's score comes from its children's.
    enum Combine {
        /// 相加;下级标准分之和等于本级。Plain sum; the children's marks add up to the node's.
        "sum" => Sum,
        /// 按权重相加。Sum of score × weight.
        "weighted" => Weighted,
        /// 取最低的下级。The lowest child.
        "min" => Min,
        /// 取最高的下级。The highest child.
        "max" => Max,
        /// 取下级的平均。The arithmetic mean.
        "mean" => Mean,
        /// 取中位数。The middle child, or the mean of the middle two.
        "median" => Median,
        /// 取第一个适用的下级:按属性分的几种标准,最后一个兜底。The first child that applies: variants, the fallback last.
        "first" => First,
        /// 只扣失分最多的一个下级:不重复扣分。Full marks less the largest loss of a child: not deducted twice.
        "largest-loss" => LargestLoss,
    }
}

table! {
    /// A criterion at any depth.
    struct RawNode {
        /// 编号,如 1 或 1.1,全方案不重复;公式里写作 [1.1]。Id, unique in the scheme; [1.1] in formulas.
        "id" => id: Text,
        /// 标题,也是检查表的表头。Title, also the heading in workbooks.
        "title" => title: Text,
        /// 标准分;有下级的等于下级之和。Full marks; those of a parent are the sum of its children.
        "marks" => marks: Option<Number>,
        /// 权重,上级 combine = "weighted" 时写;合计 1 或 100。Weight under a weighted parent; they add up to 1 or 100.
        "weight" => weight: Option<Number>,
        /// 下级怎样合成本级,不写是相加。How its score comes from its children; sum unless said.
        "combine" => combine: Option<At<Combine>>,
        /// 本级是否折算不涉及,不写时看 [missing] convert。Whether 不涉及 is converted here; as [missing] convert says unless said.
        "convert" => convert: Option<At<RawConvert>>,
        /// 本级得分单独取整到几位小数;不写就不取整。Decimal places this score is rounded to; not rounded unless said.
        "round" => round: Option<Number>,
        /// 加分组、扣分组的上限。The most a bonus or penalty group gives or costs.
        "cap" => cap: Option<Number>,
        /// 条款的文字说明。The clause in words.
        "note" => note: Option<String>,
        /// 表头的其他写法。Other headings it may stand under.
        "aliases" => aliases: Vec<String>,
        /// 本级及下级的空白格算什么。What blank cells count as, here and below.
        "blank" => blank: Option<At<Blank>>,
        /// 本级及下级超出范围的数是否收回。Whether values beyond their limits are brought back, here and below.
        "clamp" => clamp: Option<bool>,
        /// 本级及下级是否可以填不涉及,不写是 true。Whether 不涉及 is allowed, here and below; true unless said.
        "not-applicable" => not_applicable: Option<bool>,
        /// 只对满足这个条件的单位检查,对其余单位是不涉及。Only for subjects for which this holds; 不涉及 for others.
        "when" => when: Option<Text>,
        /// 保证项目(关键项):得 0 分则上级得 0 分。A key item: at 0 its parent is 0.
        "key" => key: Option<At<bool>>,
        /// 保证项目小计低于这个数,本级得 0 分;有不涉及的按得分率比。Below this subtotal of its key items it is 0, by rate where one is 不涉及.
        "key-below" => key_below: Option<Number>,
        /// 附加条件:满足时本级得 0 分、封顶或再扣分。What a condition does to its score: zero, a cap, a loss.
        "guard" => guards: Vec<RawGuard>,
        /// 本级之内的加分项,不计入标准分。Bonus items on top of it, not part of its marks.
        "bonus" => bonuses: Vec<RawNode>,
        /// 本级之内的扣分项。Penalty items on top of it.
        "penalty" => penalties: Vec<RawNode>,
        /// 本级之内的加分能否使得分超过标准分,不写是 false。Whether bonus items on top may lift it above its marks; false unless said.
        "beyond" => beyond: Option<bool>,
        /// 本级每轮检查一次,各轮怎样合成。Inspected once a round; how rounds become one.
        "rounds" => rounds: Option<RawFold>,
        /// 本级有几个来源各查一次,怎样合成。Several sources inspect it; how they become one.
        "sources" => sources: Option<RawFold>,
        /// 本级有几个受检对象(工作面、塔吊),怎样合成。Several objects are inspected under it; how they become one.
        "instances" => instances: Option<RawFold>,
        /// 下级部分。Parts below.
        "part" => parts: Vec<RawNode>,
        /// 下级大项。Sections below.
        "section" => sections: Vec<RawNode>,
        /// 下级小项。Items below.
        "item" => items: Vec<RawNode>,
        /// 按次扣分:每次扣几分,扣完为止;可写几条。Marks lost an occurrence, by one or more clauses.
        "deduct" => deduct: Vec<RawClause>,
        /// 扣分项的格子里填什么,不写是次数。What the cell of a deduct item holds; the count unless said.
        "record" => record: Option<At<Record>>,
        /// 几条扣分只扣最大的一条,不写是 false。Of several clauses only the largest loss counts.
        "largest" => largest: Option<At<bool>>,
        /// 从几分起算(有加有减的项目),不写是满分。Where it starts; full marks unless said.
        "start" => start: Option<Number>,
        /// 最多到几分,不写是满分。The most it can reach; full marks unless said.
        "up-to" => up_to: Option<Number>,
        /// 按提交日期扣分:过了期限每天扣几分。By a date: so many marks a day after it is due.
        "late" => late: Option<RawLate>,
        /// 按数值直线计分:从零分到满分按比例。Along a line between no marks and full marks.
        "line" => line: Option<RawLine>,
        /// 全得全失:符合得满分,不符合不得分。All or nothing.
        "pass" => pass: Option<At<bool>>,
        /// 几档选一。One of several levels.
        "choice" => choice: Vec<RawChoice>,
        /// 计数得分:每项得几分,封顶。Marks a piece of evidence, capped.
        "counter" => counter: Option<RawCounter>,
        /// 要读的列,供 value 或 formula 使用。Columns to read, for value or formula.
        "inputs" => inputs: Vec<RawInput>,
        /// 由 inputs 算出的指标,如 整改数 / 隐患数;steps 和 bands 看它。The figure that steps and bands look at.
        "value" => value: Option<Text>,
        /// 离目标每差一步扣几分。Marks lost by steps away from a target.
        "steps" => steps: Option<RawSteps>,
        /// 按指标分档得分。Marks by bands of the figure.
        "bands" => bands: Vec<RawBand>,
        /// 得分的公式,写法同 Excel,用名称代替单元格。Formula of the score, as in Excel, with names for cells.
        "formula" => formula: Option<Text>,
    }
}

/// How a node converts 不涉及: a word, or yes and no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::scheme) enum RawConvert {
    Whether(bool),
    How(Conversion),
}

words! {
    /// What stands for what is 不涉及 below a node.
    enum Conversion {
        /// 按已评部分的得分率折算。The rate of what was assessed: obtained ÷ available × full.
        "ratio" => Ratio,
        /// 以其余各项得分率的平均代替。The mean of the others' rates stands in.
        "average" => Average,
        /// 按 0 分计。It counts as zero.
        "zero" => Zero,
    }
}

impl Read for RawConvert {
    fn schema(definitions: &mut Definitions) -> Schema {
        Schema::any_of([bool::schema(definitions), Conversion::schema(definitions)])
    }

    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self> {
        match value.get_ref() {
            DeValue::Boolean(whether) => Some(RawConvert::Whether(*whether)),
            _ => Conversion::read(value, mistakes).map(RawConvert::How),
        }
    }

    fn stand_in() -> Option<Self> {
        Some(RawConvert::Whether(true))
    }
}

table! {
    struct RawGuard {
        /// 条件,可用本级各项的得分和填报值。The condition, over the scores and inputs below it.
        "when" => when: Text,
        /// 得 0 分,或再扣几分、封顶几分。Zero, or a loss or a cap.
        "then" => then: At<RawGuardThen>,
        /// 条款的文字说明。The clause in words.
        "note" => note: Option<String>,
    }
}

/// What a guard does: zero, or a table of softer effects.
#[derive(Debug, Clone)]
pub(in crate::scheme) enum RawGuardThen {
    Zero,
    Softer(RawGuardSofter),
}

words! {
    /// The hard effect of a guard.
    enum GuardWord {
        /// 本级得 0 分。The score becomes zero.
        "zero" => Zero,
    }
}

table! {
    struct RawGuardSofter {
        /// 再扣几分。Marks to lose.
        "deduct" => deduct: Option<Number>,
        /// 最多得几分。The most it can have.
        "cap" => cap: Option<Number>,
    }
}

impl Read for RawGuardThen {
    fn schema(definitions: &mut Definitions) -> Schema {
        Schema::any_of([
            GuardWord::schema(definitions),
            RawGuardSofter::schema(definitions),
        ])
    }

    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(_) => RawGuardSofter::read(value, mistakes).map(RawGuardThen::Softer),
            _ => GuardWord::read(value, mistakes).map(|GuardWord::Zero| RawGuardThen::Zero),
        }
    }

    fn stand_in() -> Option<Self> {
        Some(RawGuardThen::Zero)
    }
}
