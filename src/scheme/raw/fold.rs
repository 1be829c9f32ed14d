//! How several rows of one dimension become one.

use super::award::RawQuotaRows;
use super::{Number, Text};
use crate::scheme::read::{At, table, words};

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
        /// 缺了某一个(labels)怎么办,不写是 skip。What a label without a row is; skip unless said.
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
