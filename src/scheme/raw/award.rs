//! Awards of the rule file as they are written.

use toml::de::DeValue;

use super::{Number, Text};
use crate::number::Decimal;
use crate::scheme::mistake::{MistakeKind, Wanted};
use crate::scheme::read::{At, Mistakes, Read, Span, Value, table, words};
use crate::scheme::schema::{Definitions, Schema};

table! {
    struct RawAward {
        /// 奖项名称。Name of the award.
        "name" => name: Text,
        /// 获奖条件,不写是参加排名的都算。The threshold; everybody ranked unless said.
        "when" => when: Option<Text>,
        /// 名额:一个数,或一张表;不写不限。How many: a number or a table; no limit unless said.
        "quota" => quota: Option<RawQuota>,
        /// 名额线上并列怎么办,不写是报告。A tie across the last place; reported unless said.
        "tie" => tie: Option<At<AtLine>>,
        /// 只从这些奖项的获得者中产生。Only from those who have one of these awards.
        "only-from" => only_from: Vec<Text>,
        /// 已获这些奖项的不再参加。Who has one of these awards is no candidate.
        "except" => except: Vec<Text>,
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
        /// 并列的都给,下一奖项相应减少名额。Everybody of the tie is awarded, and the next award of the chain has fewer places.
        "borrow" => Borrow,
    }
}

words! {
    /// What becomes of a part of a place.
    enum PlaceRounding {
        /// 舍去。It is dropped.
        "down" => Down,
        /// 进一。It is a whole one.
        "up" => Up,
        /// 四舍五入。Half a place and more is a whole one.
        "half-up" => HalfUp,
    }
}

/// A quota: a number, or a table.
#[derive(Debug, Clone)]
pub(in crate::scheme) struct RawQuota {
    pub span: Span,
    pub count: Option<Number>,
    pub percent: Option<Number>,
    pub round: Option<At<PlaceRounding>>,
    pub at_least: Option<Number>,
    pub by: Option<Text>,
    pub table: Option<RawQuotaRows>,
    pub sheet: Option<Text>,
}

table! {
    struct RawQuotaTable {
        /// 名额数;写了 by 是每组这么多。How many; with by, in each group.
        "count" => count: Option<Number>,
        /// 占参加排名单位的比例。A share of the ranked subjects.
        "percent" => percent: Option<Number>,
        /// 按比例算出不足一个名额的怎么办,不写是舍去。What becomes of a part of a place; dropped unless said.
        "round" => round: Option<At<PlaceRounding>>,
        /// 每组至少几个名额。The fewest places of a group.
        "at-least" => at_least: Option<Number>,
        /// 按哪个属性分组,如 县区。The attribute whose values are the groups.
        "by" => by: Option<Text>,
        /// 各组的名额:组名 = 数。How many in each group, by its name.
        "table" => table: Option<RawQuotaRows>,
        /// 名额从输入的哪张表(哪一列)读。The sheet or column among the inputs that says how many.
        "sheet" => sheet: Option<Text>,
    }
}

/// Quotas by group name.
#[derive(Debug, Clone)]
pub(in crate::scheme) struct RawQuotaRows(pub Vec<(String, Number)>);

impl Read for RawQuotaRows {
    fn schema(definitions: &mut Definitions) -> Schema {
        Schema::table_of(Decimal::schema(definitions))
    }

    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            let wanted = Wanted::Table;
            mistakes.add(value.span(), MistakeKind::WrongKind { wanted });
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
                round,
                at_least,
                by,
                table,
                sheet,
                ..
            } = RawQuotaTable::read(value, mistakes)?;
            return Some(RawQuota {
                span,
                count,
                percent,
                round,
                at_least,
                by,
                table,
                sheet,
            });
        }
        let count = Number::read(value, mistakes)?;
        Some(RawQuota {
            span,
            count: Some(count),
            percent: None,
            round: None,
            at_least: None,
            by: None,
            table: None,
            sheet: None,
        })
    }
}
