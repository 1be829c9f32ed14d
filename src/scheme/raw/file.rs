//! The whole rule file and its head.

use super::award::RawAward;
use super::decide::{RawGate, RawGrade, RawRanking, RawVeto};
use super::fact::{RawCheck, RawFact, RawLedger, RawMeasure, RawRoster};
use super::fold::RawFold;
use super::node::{Combine, RawNode};
use super::numbers::{RawMissing, RawNumbers, RawTotal};
use super::rollup::RawRollup;
use super::{Number, Text};
use crate::scheme::read::{At, table};

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
        /// 按属性汇总:各县区的参赛率、平均分和组织奖。Figures by an attribute, and awards for its groups.
        "rollup" => rollups: Vec<RawRollup>,
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
