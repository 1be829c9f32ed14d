//! The rule file as it is written, key by key, before anything is checked against anything else.

use toml::de::DeValue;

use super::mistake::{MistakeKind, Wanted};
use super::read::{At, Mistakes, Read, Value, table, words};
use super::schema::{Definitions, Schema};
use crate::number::{Decimal, Mode};

type Text = At<String>;
type Number = At<Decimal>;

table! {
    /// The whole file.
    struct RawFile {
        /// 方案的名称、版本、满分和依据。Name, version, full marks and sources of the scheme.
        "scheme" => scheme: At<RawScheme>,
        /// 总分保留几位小数、怎样取整。Decimal places of the total, and how it is rounded.
        "numbers" => numbers: Option<RawNumbers>,
        /// 空白、不涉及和没有检查记录怎么算。What blanks, 不涉及 and missing records count as.
        "missing" => missing: Option<RawMissing>,
        /// 名册:每个单位的属性,如县区、行业。The roster: attributes of each subject.
        "roster" => roster: Option<RawRoster>,
        "ledger" => ledgers: Vec<RawLedger>,
        /// 不计分、只供条件和公式使用的列,如死亡人数。A column that nothing scores and conditions look at.
        "fact" => facts: Vec<RawFact>,
        /// 部分,大项的上一级。A part, the level above sections.
        "part" => parts: Vec<RawNode>,
        /// 大项。A section.
        "section" => sections: Vec<RawNode>,
        /// 小项,直接列在方案之下。An item right below the whole.
        "item" => items: Vec<RawNode>,
        /// 加分组。A group of bonus items.
        "bonus" => bonuses: Vec<RawNode>,
        /// 扣分组,在总分里另扣。A group of penalty items, taken off the total.
        "penalty" => penalties: Vec<RawNode>,
        /// 总分的上下限。Limits of the total.
        "total" => total: Option<RawTotal>,
        "measure" => measures: Vec<RawMeasure>,
        "check" => checks: Vec<RawCheck>,
        /// 必备条件,不满足就不参评。A condition that must hold before anything is scored.
        "gate" => gates: Vec<RawGate>,
        /// 一票否决,压倒得分的条件。A condition that decides over the score.
        "veto" => vetoes: Vec<RawVeto>,
        /// 等级或星级,从高到低写。A grade; the best comes first.
        "grade" => grades: Vec<RawGrade>,
        /// 怎样排名、同分怎么办。How subjects are ordered and what equal totals get.
        "ranking" => ranking: Option<RawRanking>,
        /// 奖项。An award.
        "award" => awards: Vec<RawAward>,
    }
}

table! {
    struct RawScheme {
        /// 编号,用字母、数字和连字符;默认文件名由它而来。Short ASCII id; default file names come from it.
        "id" => id: Text,
        /// 方案名称。Title.
        "title" => title: Text,
        /// 版本,用来区分不同年份的结果。Version, so that results of different years are not mixed up.
        "version" => version: Text,
        /// 参评单位叫什么:企业、工作站、班组;不写是“单位”。What is ranked; 单位 unless said.
        "subject" => subject: Option<Text>,
        /// 满分,等于各大项标准分之和。Full marks, the sum of the sections.
        "marks" => marks: Number,
        /// 各大项怎样合成总分,不写是相加。How the total comes from the top level; sum unless said.
        "combine" => combine: Option<At<Combine>>,
        "rounds" => rounds: Option<RawFold>,
        "sources" => sources: Option<RawFold>,
        /// 依据:数字的出处,哪些是示例。Where the figures come from.
        "basis" => basis: Vec<String>,
        /// 备注,写进结果的“说明”。A remark, shown in the result.
        "note" => note: Option<String>,
    }
}

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
    }
}

table! {
    struct RawNumbers {
        /// 总分的小数位数,0 到 12,不写是 2。Decimal places of the total, 0 to 12; 2 unless said.
        "places" => places: Option<Number>,
        /// 怎样取整,不写是四舍五入。How the total is rounded; half-up unless said.
        "rounding" => rounding: Option<At<RawMode>>,
    }
}

words! {
    /// Rounding modes as a rule file names them.
    enum RawMode {
        /// 四舍五入。Half away from zero.
        "half-up" => HalfUp,
        /// 四舍六入五成双。Half to even (GB/T 8170).
        "half-even" => HalfEven,
        /// 截尾。Cut off.
        "down" => Down,
        /// 进位。Away from zero.
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
        /// 空白格算什么,不写是问题。What a blank cell counts as; a problem unless said.
        "blank" => blank: Option<Blank>,
        /// 不涉及在哪几级按比例折算成满分,不写是 total。Levels at which 不涉及 is converted to full marks; total unless said.
        "convert" => convert: Vec<Level>,
        /// 超出范围的数是否收回到范围内并记为修正,不写是 false(报问题)。Whether values beyond their limits are brought back and listed as repairs; false unless said.
        "clamp" => clamp: Option<bool>,
        /// 名册里没有检查记录的单位算什么,不写是未参评。What a subject without a record is; absent unless said.
        "no-record" => no_record: Option<NoRecord>,
    }
}

words! {
    /// What a blank cell counts as.
    enum Blank {
        /// 是问题,要人补填。A problem: somebody must fill it in.
        "problem" => Problem,
        /// 算满分,没有扣分。Full marks (no loss).
        "full" => Full,
        /// 算填了 0。Nothing.
        "zero" => Zero,
        /// 算不涉及。Not applicable (不涉及).
        "not-applicable" => NotApplicable,
    }
}

words! {
    /// The levels of the tree at which 不涉及 can be converted.
    enum Level {
        /// 带下级的小项。Items with sub-points of their own.
        "item" => Item,
        /// 大项和部分。Sections and parts.
        "section" => Section,
        /// 总分。The whole.
        "total" => Total,
    }
}

words! {
    /// What a roster subject without any record is.
    enum NoRecord {
        /// 未检查,列为未参评。Not inspected.
        "absent" => Absent,
        /// 查了,没有发现问题。Inspected without a finding (a log that only holds losses).
        "full" => Full,
    }
}

table! {
    struct RawRoster {
        /// 名册的列。Columns of the roster.
        "attributes" => attributes: Vec<RawAttribute>,
    }
}

table! {
    struct RawAttribute {
        /// 列名。Name of the column.
        "name" => name: Text,
        /// 填的是什么,不写是文字。What it holds; text unless said.
        "type" => kind: Option<Kind>,
        /// 计量单位:人、个、%。Unit.
        "unit" => unit: Option<String>,
        /// 表头的其他写法。Other headings it may stand under.
        "aliases" => aliases: Vec<String>,
        /// 是否必填,不写是 false。Whether it must be filled in; false unless said.
        "required" => required: Option<bool>,
    }
}

table! {
    /// A quantity that nothing scores: read, computed, or gathered from a ledger.
    struct RawFact {
        /// 列名,公式里就用它。Name, as formulas use it.
        "name" => name: Text,
        /// 填的是什么,不写是不小于 0 的数。What it holds; a number that is not negative unless said.
        "type" => kind: Option<Kind>,
        /// 计量单位:人、个、%。Unit.
        "unit" => unit: Option<String>,
        /// 表头的其他写法。Other headings it may stand under.
        "aliases" => aliases: Vec<String>,
        /// 空白格算什么,不写是问题。What a blank cell counts as; a problem unless said.
        "blank" => blank: Option<At<Blank>>,
        "value" => value: Option<Text>,
        "of" => of: Option<Text>,
        "sum" => sum: Option<Text>,
        "mean" => mean: Option<Text>,
        "min" => min: Option<Text>,
        "max" => max: Option<Text>,
        "median" => median: Option<Text>,
        "count" => count: Option<Text>,
        "share" => share: Option<Text>,
        "latest" => latest: Option<Text>,
        "streak" => streak: Option<Text>,
        "by" => by: Option<Text>,
        "until" => until: Option<Number>,
        "when" => when: Option<Text>,
        "best" => best: Option<Number>,
    }
}

table! {
    /// A quantity over scores, for decisions: computed, or gathered from what was inspected several
    /// times.
    struct RawMeasure {
        "name" => name: Text,
        "unit" => unit: Option<String>,
        "value" => value: Option<Text>,
        "of" => of: Option<Text>,
        "sum" => sum: Option<Text>,
        "mean" => mean: Option<Text>,
        "min" => min: Option<Text>,
        "max" => max: Option<Text>,
        "median" => median: Option<Text>,
        "count" => count: Option<Text>,
        "share" => share: Option<Text>,
        "when" => when: Option<Text>,
        "best" => best: Option<Number>,
    }
}

table! {
    /// Rows below a subject that are neither inspected nor scored: accidents, titles held.
    struct RawLedger {
        "name" => name: Text,
        "aliases" => aliases: Vec<String>,
        "required" => required: Option<bool>,
        "column" => columns: Vec<RawFactColumn>,
    }
}

table! {
    struct RawFactColumn {
        "name" => name: Text,
        "type" => kind: Option<Kind>,
        "unit" => unit: Option<String>,
        "aliases" => aliases: Vec<String>,
        "blank" => blank: Option<At<Blank>>,
    }
}

table! {
    /// What must hold for the data to be believed.
    struct RawCheck {
        "title" => title: Text,
        "must" => must: Text,
        "note" => note: Option<String>,
    }
}

table! {
    /// How several rows of one dimension become one.
    struct RawFold {
        "name" => name: Option<Text>,
        "aliases" => aliases: Vec<String>,
        "fold" => how: At<RawHow>,
        "labels" => labels: Vec<Text>,
        "weights" => weights: Option<RawQuotaRows>,
        "otherwise" => otherwise: Option<Number>,
        "drop-lowest" => drop_lowest: Option<Number>,
        "drop-highest" => drop_highest: Option<Number>,
        "best" => best: Option<Number>,
        "at-least" => at_least: Option<Number>,
        "missing" => missing: Option<RawMissingLabel>,
    }
}

words! {
    /// How several rows become one.
    enum RawHow {
        /// Arithmetic mean.
        "mean" => Mean,
        /// Sum.
        "sum" => Sum,
        /// The lowest.
        "min" => Min,
        /// The highest.
        "max" => Max,
        /// The middle one.
        "median" => Median,
        /// By weights of labels.
        "weighted" => Weighted,
        /// The first of the labels that there is.
        "prefer" => Prefer,
        /// The last label.
        "latest" => Latest,
    }
}

words! {
    /// What a label without a row is.
    enum RawMissingLabel {
        /// Left out.
        "skip" => Skip,
        /// Zero.
        "zero" => Zero,
        /// A problem.
        "problem" => Problem,
    }
}

words! {
    /// What an input holds.
    enum Kind {
        /// 不小于 0 的数。A number that is not negative.
        "number" => Number,
        /// 可正可负的数。A number of either sign.
        "signed" => Signed,
        /// 次数,整数。A whole number of occurrences.
        "count" => Count,
        /// 百分比。A share, written as a percentage.
        "percent" => Percent,
        /// 文字。Text.
        "text" => Text,
        /// 是或否。Yes or no.
        "yes-no" => YesNo,
        /// 日期。A day.
        "date" => Date,
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
        "convert" => convert: Option<At<bool>>,
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
        "rounds" => rounds: Option<RawFold>,
        "sources" => sources: Option<RawFold>,
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
pub(super) struct RawInput {
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

table! {
    struct RawSteps {
        /// 目标,达到就不扣分。No loss at the target.
        "target" => target: Number,
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

table! {
    struct RawTotal {
        /// 加分合计的上限。The most that all bonus groups give together.
        "bonus-cap" => bonus_cap: Option<Number>,
        /// 加分后总分可否超过满分,不写是 false。Whether the total may exceed full marks; false unless said.
        "beyond" => beyond: Option<bool>,
        /// 总分的下限,不写是 0。The least the total can be; 0 unless said.
        "floor" => floor: Option<Number>,
    }
}

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
pub(super) enum RawThen {
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
        "cap" => cap: Option<At<Cap>>,
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

table! {
    struct RawAward {
        /// 奖项名称。Name of the award.
        "name" => name: Text,
        /// 获奖条件,不写是参加排名的都算。The threshold; everybody ranked unless said.
        "when" => when: Option<Text>,
        /// 名额:一个数,或一张表;不写不限。How many: a number or a table; no limit unless said.
        "quota" => quota: Option<RawQuota>,
        /// 名额线上并列怎么办,不写是报告。A tie across the last place; reported unless said.
        "tie" => tie: Option<AtLine>,
        /// 只从这个奖项的获得者中产生。Only from those who have this award.
        "only-from" => only_from: Option<Text>,
        /// 条款的文字说明。The clause in words.
        "note" => note: Option<String>,
    }
}

words! {
    /// What happens to a tie that lies across the last place of a quota.
    enum AtLine {
        /// 报告,由人来定,暂不授奖。Reported; nobody of the tie is awarded until somebody decides.
        "report" => Report,
        /// 并列的都给。Everybody of the tie is awarded.
        "all" => All,
        /// 并列的都不给。Nobody of the tie is awarded.
        "none" => None,
    }
}

/// A quota: a number, or a table.
#[derive(Debug, Clone)]
pub(super) struct RawQuota {
    pub span: super::read::Span,
    pub count: Option<Number>,
    pub percent: Option<Number>,
    pub by: Option<Text>,
    pub table: Vec<(String, Number)>,
}

table! {
    struct RawQuotaTable {
        /// 名额数;写了 by 是每组这么多。How many; with by, in each group.
        "count" => count: Option<Number>,
        /// 占参加排名单位的比例,取整数部分。A share of the ranked subjects, whole places only.
        "percent" => percent: Option<Number>,
        /// 按哪个属性分组,如 县区。The attribute whose values are the groups.
        "by" => by: Option<Text>,
        /// 各组的名额:组名 = 数。How many in each group, by its name.
        "table" => table: Option<RawQuotaRows>,
    }
}

/// Quotas by group name.
#[derive(Debug, Clone)]
pub(super) struct RawQuotaRows(pub Vec<(String, Number)>);

impl Read for RawQuotaRows {
    fn schema(definitions: &mut Definitions) -> Schema {
        Schema::table_of(Decimal::schema(definitions))
    }

    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            mistakes.add(
                value.span(),
                MistakeKind::WrongKind {
                    wanted: Wanted::Table,
                },
            );
            return None;
        };
        let rows: Vec<Option<(String, Number)>> = table
            .iter()
            .map(|(key, value)| Some((key.get_ref().to_string(), Number::read(value, mistakes)?)))
            .collect();
        rows.into_iter()
            .collect::<Option<Vec<_>>>()
            .map(RawQuotaRows)
    }
}

impl Read for RawQuota {
    fn schema(definitions: &mut Definitions) -> Schema {
        Schema::any_of([
            Decimal::schema(definitions),
            RawQuotaTable::schema(definitions),
        ])
    }

    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self> {
        let span = value.span();
        if let DeValue::Table(_) = value.get_ref() {
            let RawQuotaTable {
                count,
                percent,
                by,
                table,
                ..
            } = RawQuotaTable::read(value, mistakes)?;
            let table = table.map(|rows| rows.0).unwrap_or_default();
            return Some(RawQuota {
                span,
                count,
                percent,
                by,
                table,
            });
        }
        let count = Number::read(value, mistakes)?;
        Some(RawQuota {
            span,
            count: Some(count),
            percent: None,
            by: None,
            table: Vec::new(),
        })
    }
}
