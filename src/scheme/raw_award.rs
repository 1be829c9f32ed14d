//! Awards of the rule file as they are written.

use toml::de::DeValue;

use super::mistake::{MistakeKind, Wanted};
use super::read::{At, Mistakes, Read, Span, Value, table, words};
use crate::number::Decimal;

type Text = At<String>;
type Number = At<Decimal>;

table! {
    struct RawAward {
        "name" => name: Text,
        "when" => when: Option<Text>,
        "quota" => quota: Option<RawQuota>,
        "tie" => tie: Option<At<AtLine>>,
        "only-from" => only_from: Vec<Text>,
        "except" => except: Vec<Text>,
        "note" => note: Option<String>,
    }
}

words! {
    /// What happens to a tie that lies across the last place of a quota.
    enum AtLine {
        /// Reported; nobody of the tie is awarded until somebody decides.
        "report" => Report,
        /// Everybody of the tie is awarded.
        "all" => All,
        /// Nobody of the tie is awarded.
        "none" => None,
        /// Everybody of the tie is awarded, and the next award of the chain has fewer places.
        "borrow" => Borrow,
    }
}

words! {
    /// What becomes of a part of a place.
    enum PlaceRounding {
        /// It is dropped.
        "down" => Down,
        /// It is a whole one.
        "up" => Up,
        /// Half a place and more is a whole one.
        "half-up" => HalfUp,
    }
}

/// A quota: a number, or a table.
#[derive(Debug, Clone)]
pub(super) struct RawQuota {
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
        "count" => count: Option<Number>,
        "percent" => percent: Option<Number>,
        "round" => round: Option<At<PlaceRounding>>,
        "at-least" => at_least: Option<Number>,
        "by" => by: Option<Text>,
        "table" => table: Option<RawQuotaRows>,
        "sheet" => sheet: Option<Text>,
    }
}

/// Quotas by group name.
#[derive(Debug, Clone)]
pub(super) struct RawQuotaRows(pub Vec<(String, Number)>);

impl Read for RawQuotaRows {
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
