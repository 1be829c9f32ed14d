//! What is known of a subject besides its criteria: roster, facts, ledgers, measures, checks.

use super::numbers::Blank;
use super::{Number, Text};
use crate::scheme::read::{At, table, words};

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
        /// 按什么比先后(latest),如日期。What the latest row is found by, such as a date.
        "by" => by: Option<Text>,
        /// 数到哪一个(streak),如 2025。The last number that a streak counts from.
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
