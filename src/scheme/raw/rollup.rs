//! Rollups of the rule file as they are written.

use super::award::RawAward;
use super::{Number, Text};
use crate::scheme::read::{At, table, words};

table! {
    struct RawRollup {
        /// 按哪个属性汇总,如 县区。The attribute that is rolled up by.
        "by" => by: Text,
        /// 一个指标。A figure.
        "figure" => figures: Vec<RawFigure>,
        /// 按哪些指标给各组排名。The figures by which the groups are ranked.
        "order" => order: Vec<Text>,
        /// 发给各组的奖项,如优秀组织奖。An award for the groups.
        "award" => awards: Vec<RawAward>,
    }
}

table! {
    struct RawFigure {
        /// 名称。Name.
        "name" => name: Text,
        /// 计量单位。Unit.
        "unit" => unit: Option<String>,
        /// 由本组其他指标算出。Computed from the other figures of the group.
        "value" => value: Option<Text>,
        /// 各单位这个公式之和。Sum of this over the subjects.
        "sum" => sum: Option<Text>,
        /// 各单位这个公式的平均。Mean of this over the subjects.
        "mean" => mean: Option<Text>,
        /// 各单位这个公式的最小值。Lowest of this over the subjects.
        "min" => min: Option<Text>,
        /// 各单位这个公式的最大值。Highest of this over the subjects.
        "max" => max: Option<Text>,
        /// 各单位这个公式的中位数。Median of this over the subjects.
        "median" => median: Option<Text>,
        /// 满足这个条件的单位数。How many subjects this holds for.
        "count" => count: Option<Text>,
        /// 满足这个条件的单位所占比例。Share of the subjects that this holds for.
        "share" => share: Option<Text>,
        /// 从输入的表中按组读。Read by group from a sheet among the inputs.
        "sheet" => sheet: Option<Text>,
        /// 只看满足这个条件的单位。Only subjects for which this holds.
        "when" => when: Option<Text>,
        /// 看哪些单位,不写是参加排名的。Which subjects; the ranked unless said.
        "of" => of: Option<At<Of>>,
        /// 只取最好的几个单位。Only so many of the best subjects.
        "best" => best: Option<Number>,
    }
}

words! {
    /// The subjects that a figure is taken over.
    enum Of {
        /// 参加排名的。Those that are ranked.
        "ranked" => Ranked,
        /// 本组全部单位。All of the area.
        "all" => All,
    }
}
