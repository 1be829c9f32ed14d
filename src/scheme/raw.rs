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
        /// 台账:每个单位若干行的记录,如事故、历届荣誉。A ledger: several lines a subject, such as accidents or titles held.
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
        /// 得分算出之后的指标,供否决、等级、排名、奖项使用。A figure over scores, for decisions.
        "measure" => measures: Vec<RawMeasure>,
        /// 数据必须满足的条件,不满足的报问题。What must hold for the data to be believed.
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
        /// 整个方案每轮检查一次,各轮怎样合成。The whole is inspected once a round; how rounds become one.
        "rounds" => rounds: Option<RawFold>,
        /// 整个方案有几个来源(自查、互查、抽查、评委)各查一次,怎样合成。Several sources inspect; how they become one.
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
        /// 取中位数。The middle child, or the mean of the middle two.
        "median" => Median,
        /// 取第一个适用的下级:按属性分的几种标准,最后一个兜底。The first child that applies: variants, the fallback last.
        "first" => First,
        /// 只扣失分最多的一个下级:不重复扣分。Full marks less the largest loss of a child: not deducted twice.
        "largest-loss" => LargestLoss,
    }
}

table! {
    struct RawNumbers {
        /// 总分的小数位数,0 到 12,不写是 2。Decimal places of the total, 0 to 12; 2 unless said.
        "places" => places: Option<Number>,
        /// 怎样取整,不写是四舍五入。How the total is rounded; half-up unless said.
        "rounding" => rounding: Option<At<RawMode>>,
        /// 修约到这个数的倍数,如 0.5;不写按小数位数。Rounded to multiples of this, such as 0.5.
        "step" => step: Option<Number>,
        /// 排名和等级看修约后的总分还是修约前的,不写是修约后。Whether ranks and grades look at the rounded total or the exact one; rounded unless said.
        "decide" => decide: Option<Decide>,
    }
}

words! {
    /// Which total ranks and grades look at.
    enum Decide {
        /// 修约后的(公布的)总分。The rounded total, as it is published.
        "rounded" => Rounded,
        /// 修约前的总分。The total before rounding.
        "exact" => Exact,
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
        /// 是否可以填不涉及,不写是 true;可以在个别项目上另写(白名单)。Whether 不涉及 is allowed; items can say otherwise (a whitelist).
        "not-applicable" => not_applicable: Option<bool>,
        /// 每一处失分是否都要写原因,不写是 false。Whether every loss needs a reason; false unless said.
        "reasons" => reasons: Option<bool>,
        /// 每一处不涉及是否都要写说明,不写是 false。Whether every 不涉及 needs an explanation; false unless said.
        "explanations" => explanations: Option<bool>,
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
        /// 由公式算出,不从表中读。Computed by a formula, not read.
        "value" => value: Option<Text>,
        /// 从哪个台账或哪种多次检查中汇总。The ledger, or what is inspected several times, that it is gathered from.
        "of" => of: Option<Text>,
        /// 各行这个公式之和。Sum of this over the rows.
        "sum" => sum: Option<Text>,
        /// 各行这个公式的平均。Mean of this over the rows.
        "mean" => mean: Option<Text>,
        /// 各行这个公式的最小值。Lowest of this over the rows.
        "min" => min: Option<Text>,
        /// 各行这个公式的最大值。Highest of this over the rows.
        "max" => max: Option<Text>,
        /// 各行这个公式的中位数。Median of this over the rows.
        "median" => median: Option<Text>,
        /// 满足这个条件的行数。How many rows this holds for.
        "count" => count: Option<Text>,
        /// 满足这个条件的行所占比例。Share of the rows that this holds for.
        "share" => share: Option<Text>,
        /// 最近一行(按 by)的这个公式。This, in the latest row by "by".
        "latest" => latest: Option<Text>,
        /// 这个公式(如年度)到 until 为止连续有几个。How many in a row, up to "until".
        "streak" => streak: Option<Text>,
        /// latest 按什么比先后,如日期。What the latest row is found by, such as a date.
        "by" => by: Option<Text>,
        /// streak 数到哪一个,如 2025。The last number that a streak counts from.
        "until" => until: Option<Number>,
        /// 只看满足这个条件的行。Only rows for which this holds.
        "when" => when: Option<Text>,
        /// 只取最大的几行。Only so many of the largest.
        "best" => best: Option<Number>,
    }
}

table! {
    /// A quantity over scores, for decisions: computed, or gathered from what was inspected several
    /// times.
    struct RawMeasure {
        /// 名称,条件和公式里就用它。Name, as conditions use it.
        "name" => name: Text,
        /// 计量单位。Unit.
        "unit" => unit: Option<String>,
        /// 由公式算出,不从表中读。Computed by a formula, not read.
        "value" => value: Option<Text>,
        /// 从哪个台账或哪种多次检查中汇总。The ledger, or what is inspected several times, that it is gathered from.
        "of" => of: Option<Text>,
        /// 各行这个公式之和。Sum of this over the rows.
        "sum" => sum: Option<Text>,
        /// 各行这个公式的平均。Mean of this over the rows.
        "mean" => mean: Option<Text>,
        /// 各行这个公式的最小值。Lowest of this over the rows.
        "min" => min: Option<Text>,
        /// 各行这个公式的最大值。Highest of this over the rows.
        "max" => max: Option<Text>,
        /// 各行这个公式的中位数。Median of this over the rows.
        "median" => median: Option<Text>,
        /// 满足这个条件的行数。How many rows this holds for.
        "count" => count: Option<Text>,
        /// 满足这个条件的行所占比例。Share of the rows that this holds for.
        "share" => share: Option<Text>,
        /// 只看满足这个条件的行。Only rows for which this holds.
        "when" => when: Option<Text>,
        /// 只取最大的几行。Only so many of the largest.
        "best" => best: Option<Number>,
    }
}

table! {
    /// Rows below a subject that are neither inspected nor scored: accidents, titles held.
    struct RawLedger {
        /// 台账名,也是工作表名。Name, also of the sheet.
        "name" => name: Text,
        /// 工作表的其他名称。Other names of the sheet.
        "aliases" => aliases: Vec<String>,
        /// 是否必须给出,不写是 false(没有台账就是没有记录)。Whether it must be given; without it there is no record.
        "required" => required: Option<bool>,
        /// 台账的一列。A column of the ledger.
        "column" => columns: Vec<RawFactColumn>,
    }
}

table! {
    struct RawFactColumn {
        /// 列名。Name.
        "name" => name: Text,
        /// 填的是什么,不写是文字。What it holds; text unless said.
        "type" => kind: Option<Kind>,
        /// 计量单位。Unit.
        "unit" => unit: Option<String>,
        /// 表头的其他写法。Other headings it may stand under.
        "aliases" => aliases: Vec<String>,
        /// 空白格算什么,不写是问题。What a blank cell counts as; a problem unless said.
        "blank" => blank: Option<At<Blank>>,
    }
}

table! {
    /// What must hold for the data to be believed.
    struct RawCheck {
        /// 标题,问题里就用它。Title, as the problem shows it.
        "title" => title: Text,
        /// 必须成立的条件,如 整改数 <= 隐患数。The condition, such as 整改数 <= 隐患数.
        "must" => must: Text,
        /// 条款的文字说明。The clause in words.
        "note" => note: Option<String>,
    }
}

table! {
    /// How several rows of one dimension become one.
    struct RawFold {
        /// 表头里叫什么:轮次、检查来源、工作面。What the column that tells the rows apart is called.
        "name" => name: Option<Text>,
        /// 表头的其他写法。Other headings.
        "aliases" => aliases: Vec<String>,
        /// 几行怎样合成一个得分。How the rows become one score.
        "fold" => how: At<RawHow>,
        /// 可以写的各个名称,按先后或优先顺序;不写就不限。The labels there can be, in order; any unless said.
        "labels" => labels: Vec<Text>,
        /// 各名称的权重(fold = "weighted")。Weight by label.
        "weights" => weights: Option<RawQuotaRows>,
        /// 其余名称合占的权重。Weight of all other labels together.
        "otherwise" => otherwise: Option<Number>,
        /// 先去掉几个最低分。So many of the lowest are left out first.
        "drop-lowest" => drop_lowest: Option<Number>,
        /// 先去掉几个最高分。So many of the highest are left out first.
        "drop-highest" => drop_highest: Option<Number>,
        /// 只取最高的几个。Only so many of the highest count.
        "best" => best: Option<Number>,
        /// 至少要有几行,不足报问题。The fewest rows there must be.
        "at-least" => at_least: Option<Number>,
        /// labels 中缺了某一个怎么办,不写是 skip。What a label without a row is; skip unless said.
        "missing" => missing: Option<RawMissingLabel>,
    }
}

words! {
    /// How several rows become one.
    enum RawHow {
        /// 平均。Arithmetic mean.
        "mean" => Mean,
        /// 相加。Sum.
        "sum" => Sum,
        /// 取最低。The lowest.
        "min" => Min,
        /// 取最高。The highest.
        "max" => Max,
        /// 取中位数。The middle one.
        "median" => Median,
        /// 按各名称的权重。By weights of labels.
        "weighted" => Weighted,
        /// 按 labels 的顺序取第一个有的。The first of the labels that there is.
        "prefer" => Prefer,
        /// 取最后一次。The last label.
        "latest" => Latest,
    }
}

words! {
    /// What a label without a row is.
    enum RawMissingLabel {
        /// 不计。Left out.
        "skip" => Skip,
        /// 按 0 分计。Zero.
        "zero" => Zero,
        /// 报问题。A problem.
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
pub(super) enum RawConvert {
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
pub(super) enum RawGuardThen {
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
        /// 见 from。See from.
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

/// The figure at which nothing is lost: a number, or a formula.
#[derive(Debug, Clone)]
pub(super) enum RawTarget {
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

table! {
    struct RawTotal {
        /// 加分合计的上限。The most that all bonus groups give together.
        "bonus-cap" => bonus_cap: Option<Number>,
        /// 加分后总分可否超过满分,不写是 false。Whether the total may exceed full marks; false unless said.
        "beyond" => beyond: Option<bool>,
        /// 总分的下限,不写是 0。The least the total can be; 0 unless said.
        "floor" => floor: Option<Number>,
        /// 加分是否另行公布、不计入总分,不写是 false。Whether bonuses are reported apart and not added; false unless said.
        "apart" => apart: Option<bool>,
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
        "cap" => cap: Option<At<RawCap>>,
        /// 按几次计:降级、扣分乘以这个数,如 死亡人数。How many times over: a formula such as 死亡人数.
        "each" => each: Option<Text>,
    }
}

/// Where a veto stops the total: a word, or marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RawCap {
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
