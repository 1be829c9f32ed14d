//! How many can have an award.

use super::Builder;
use crate::formula::Ref;
use crate::number::Decimal;
use crate::scheme::award::{GroupColumn, PlaceRounding, Quota, Share};
use crate::scheme::mistake::{MistakeKind, Unreachable, Wanted};
use crate::scheme::raw::RawQuota;
use crate::scheme::read::At;

impl Builder<'_> {
    /// The quota of an award, counted by an attribute or over all.
    pub fn quota(&mut self, raw: &RawQuota, award: &At<String>, by: Option<Ref>) -> Quota {
        let kinds = [
            ("count", raw.count.is_some()),
            ("percent", raw.percent.is_some()),
            ("table", raw.table.is_some()),
            ("sheet", raw.sheet.is_some()),
        ];
        let mut given = kinds.iter().filter(|(_, given)| *given);
        if let (Some((first, _)), Some((second, _))) = (given.next(), given.next()) {
            let kind = MistakeKind::OneOf { first, second };
            self.mistakes.add(raw.span.clone(), kind);
            return Quota::Unlimited;
        }
        if raw.percent.is_none() {
            let round = raw.round.as_ref().map(|at| ("round", &at.span));
            let at_least = raw.at_least.as_ref().map(|at| ("at-least", &at.span));
            for (key, span) in round.into_iter().chain(at_least) {
                self.needs(span.clone(), key, "percent");
            }
        }
        let quota = if let Some(number) = &raw.count {
            Quota::Count(self.places(number))
        } else if let Some(share) = &raw.percent {
            return Quota::Share(self.share(raw, share));
        } else if let Some(rows) = &raw.table {
            if raw.by.is_none() {
                self.needs(raw.span.clone(), "table", "by");
            }
            let rows = rows.0.iter();
            Quota::Table(
                rows.map(|(group, number)| (group.clone(), self.places(number)))
                    .collect(),
            )
        } else if let Some(sheet) = &raw.sheet {
            if raw.by.is_none() {
                self.needs(raw.span.clone(), "sheet", "by");
            }
            return match by {
                Some(by) => Quota::Sheet(self.group_column(by, sheet, award, true)),
                None => Quota::Unlimited,
            };
        } else {
            self.needs(raw.span.clone(), "quota", "count、percent、table、sheet");
            return Quota::Unlimited;
        };
        let empty = match &quota {
            Quota::Count(count) => *count == 0,
            Quota::Table(rows) => rows.iter().all(|(_, count)| *count == 0),
            _ => false,
        };
        if empty && !self.mistakes.flagged(&raw.span) {
            let kind = MistakeKind::NobodyCanHave {
                name: award.value.clone(),
                why: Unreachable::NoPlace,
            };
            self.mistakes.add(raw.span.clone(), kind);
        }
        quota
    }

    /// A column of a sheet that the inputs must bring.
    pub fn group_column(
        &mut self,
        by: Ref,
        sheet: &At<String>,
        of: &At<String>,
        places: bool,
    ) -> usize {
        self.group_columns.push(GroupColumn {
            by,
            sheet: sheet.value.clone(),
            of: of.value.clone(),
            places,
        });
        self.group_columns.len() - 1
    }

    fn share(&mut self, raw: &RawQuota, share: &At<Decimal>) -> Share {
        if share.value <= Decimal::ZERO || share.value > Decimal::ONE {
            let wanted = Wanted::Positive;
            let kind = MistakeKind::WrongKind { wanted };
            self.mistakes.add(share.span.clone(), kind);
        }
        Share {
            of: share.value,
            rounding: raw
                .round
                .as_ref()
                .map_or(PlaceRounding::Down, |at| at.value),
            at_least: raw.at_least.as_ref().map_or(0, |at| self.places(at)),
        }
    }

    fn places(&mut self, number: &At<Decimal>) -> u32 {
        super::whole(number, 0, 1_000_000, self.mistakes).map_or(0, i32::unsigned_abs)
    }

    fn needs(&mut self, span: std::ops::Range<usize>, key: &'static str, needs: &'static str) {
        self.mistakes
            .add(span, MistakeKind::NeedsKey { key, needs });
    }
}
