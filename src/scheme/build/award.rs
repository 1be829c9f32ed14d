//! The order of subjects, and who is listed.

use super::Builder;
use super::scope::Names;
use crate::formula::{Ref, Type};
use crate::number::Decimal;
use crate::problem::nearest;
use crate::scheme::mistake::{MistakeKind, Wanted};
use crate::scheme::model::{AtLine, Award, Quota, Ranking, TieKey, Ties};
use crate::scheme::raw::{RawAward, RawFile, RawQuota};
use crate::scheme::read::At;

impl Builder<'_> {
    pub fn ranking(&mut self, raw: &RawFile, scope: &Names, grade: Option<Ref>) -> Ranking {
        let Some(ranking) = &raw.ranking else {
            return Ranking {
                within: Vec::new(),
                ties: Ties::Competition,
                keys: Vec::new(),
            };
        };
        let scope = scope.with_grade(grade, &raw.grades);
        Ranking {
            within: ranking
                .within
                .iter()
                .filter_map(|name| self.attribute(name))
                .collect(),
            ties: ranking.ties.unwrap_or(Ties::Competition),
            keys: ranking
                .tie_break
                .iter()
                .map(|key| TieKey {
                    text: key.value.clone(),
                    figure: self.compile(key, &scope, Type::Number),
                })
                .collect(),
        }
    }

    /// The attribute of a name.
    fn attribute(&mut self, name: &At<String>) -> Option<Ref> {
        let found = self
            .attributes
            .iter()
            .copied()
            .find(|of| *self.columns[of.index()].name == *name.value);
        if found.is_none() {
            let names: Vec<String> = self
                .attributes
                .iter()
                .map(|of| self.columns[of.index()].name.to_string())
                .collect();
            let nearest = nearest(&name.value, &names)
                .or_else(|| (!names.is_empty()).then(|| names.join("、")));
            let kind = MistakeKind::UnknownReference {
                name: name.value.clone(),
                nearest,
            };
            self.mistakes.add(name.span.clone(), kind);
        }
        found
    }

    pub fn awards(&mut self, raw: &RawFile, scope: &Names, grade: Option<Ref>) -> Vec<Award> {
        let scope = scope.with_grade(grade, &raw.grades);
        let mut awards = Vec::new();
        for (index, award) in raw.awards.iter().enumerate() {
            let before = &raw.awards[..index];
            if before
                .iter()
                .any(|other| other.name.value == award.name.value)
            {
                let kind = MistakeKind::DuplicateName {
                    name: award.name.value.clone(),
                };
                self.mistakes.add(award.name.span.clone(), kind);
            }
            let when = award
                .when
                .as_ref()
                .map(|when| self.compile(when, &scope, Type::Bool));
            let by = award.quota.as_ref().and_then(|quota| quota.by.as_ref());
            awards.push(Award {
                name: award.name.value.clone(),
                when,
                quota: award
                    .quota
                    .as_ref()
                    .map_or(Quota::Unlimited, |quota| self.quota(quota)),
                by: by.and_then(|by| self.attribute(by)),
                at_line: award.tie.unwrap_or(AtLine::Report),
                only_from: award
                    .only_from
                    .as_ref()
                    .and_then(|name| self.earlier_award(before, name)),
                note: award.note.clone(),
            });
        }
        awards
    }

    /// An award can only be built on one that stands before it.
    fn earlier_award(&mut self, before: &[RawAward], name: &At<String>) -> Option<usize> {
        let found = before
            .iter()
            .position(|award| award.name.value == name.value);
        if found.is_none() {
            let names: Vec<String> = before
                .iter()
                .map(|award| award.name.value.clone())
                .collect();
            let nearest = nearest(&name.value, &names);
            let kind = MistakeKind::UnknownReference {
                name: name.value.clone(),
                nearest,
            };
            self.mistakes.add(name.span.clone(), kind);
        }
        found
    }

    fn places(&mut self, number: &At<Decimal>) -> u32 {
        super::whole(number, 0, 1_000_000, self.mistakes).map_or(0, i32::unsigned_abs)
    }

    fn quota(&mut self, raw: &RawQuota) -> Quota {
        match (&raw.count, &raw.percent, raw.table.is_empty()) {
            (Some(number), None, true) => Quota::Count(self.places(number)),
            (None, Some(share), true) => {
                let within = share.value > Decimal::ZERO && share.value <= Decimal::ONE;
                if !within {
                    let kind = MistakeKind::WrongKind {
                        wanted: Wanted::Positive,
                    };
                    self.mistakes.add(share.span.clone(), kind);
                }
                Quota::Share(share.value)
            }
            (None, None, false) => {
                if raw.by.is_none() {
                    let kind = MistakeKind::NeedsKey {
                        key: "table",
                        needs: "by",
                    };
                    self.mistakes.add(raw.span.clone(), kind);
                }
                Quota::Table(
                    raw.table
                        .iter()
                        .map(|(group, number)| (group.clone(), self.places(number)))
                        .collect(),
                )
            }
            _ => {
                let kind = MistakeKind::NeedsKey {
                    key: "quota",
                    needs: "count、percent、table",
                };
                self.mistakes.add(raw.span.clone(), kind);
                Quota::Unlimited
            }
        }
    }
}
