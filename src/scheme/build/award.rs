//! The order of subjects, and who is listed.

use super::Builder;
use super::scope::Names;
use crate::formula::{Ref, Type};
use crate::problem::nearest;
use crate::scheme::award::{AtLine, Award, Quota};
use crate::scheme::mistake::{MistakeKind, Unreachable};
use crate::scheme::model::{Ranking, TieKey, Ties};
use crate::scheme::raw::RawAward;
use crate::scheme::raw::RawFile;
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
    pub fn attribute(&mut self, name: &At<String>) -> Option<Ref> {
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
        self.award_list(&raw.awards, &scope, None)
    }

    /// Awards of subjects, or of the areas of a rollup by an attribute.
    pub fn award_list(
        &mut self,
        raws: &[RawAward],
        scope: &Names,
        areas: Option<Ref>,
    ) -> Vec<Award> {
        let mut awards = Vec::new();
        for (index, award) in raws.iter().enumerate() {
            let before = &raws[..index];
            let name = &award.name;
            if before.iter().any(|other| other.name.value == name.value) {
                let kind = MistakeKind::DuplicateName {
                    name: name.value.clone(),
                };
                self.mistakes.add(name.span.clone(), kind);
            }
            let when = award
                .when
                .as_ref()
                .map(|when| self.compile(when, scope, Type::Bool));
            let quota = award.quota.as_ref();
            let by = match quota.and_then(|quota| quota.by.as_ref()) {
                Some(by) if areas.is_some() => {
                    let kind = MistakeKind::OneOf {
                        first: "[[rollup]] by",
                        second: "quota by",
                    };
                    self.mistakes.add(by.span.clone(), kind);
                    None
                }
                by => by.and_then(|by| self.attribute(by)),
            };
            let by_group = quota.filter(|quota| quota.table.is_some() || quota.sheet.is_some());
            let quota = match (quota, by_group) {
                // An area is its group: it has no groups to give places to.
                (_, Some(quota)) if areas.is_some() => {
                    let kind = MistakeKind::OneOf {
                        first: "[[rollup.award]]",
                        second: "quota table、sheet",
                    };
                    self.mistakes.add(quota.span.clone(), kind);
                    Quota::Unlimited
                }
                (Some(quota), _) => self.quota(quota, name, by),
                (None, _) => Quota::Unlimited,
            };
            awards.push(Award {
                name: name.value.clone(),
                when,
                quota,
                by,
                at_line: award.tie.as_ref().map_or(AtLine::Report, |at| at.value),
                only_from: self.earlier_awards(before, name, &award.only_from),
                except: self.earlier_awards(before, name, &award.except),
                note: award.note.clone(),
            });
        }
        self.refuse_unreachable(raws, &awards);
        awards
    }

    /// An award can only be built on those that stand before it.
    fn earlier_awards(
        &mut self,
        before: &[RawAward],
        own: &At<String>,
        names: &[At<String>],
    ) -> Vec<usize> {
        let mut found = Vec::new();
        for name in names {
            let position = before
                .iter()
                .position(|award| award.name.value == name.value);
            if let Some(position) = position {
                found.push(position);
                continue;
            }
            let kind = if name.value == own.value {
                MistakeKind::NobodyCanHave {
                    name: name.value.clone(),
                    why: Unreachable::Itself,
                }
            } else {
                let names: Vec<String> = before
                    .iter()
                    .map(|award| award.name.value.clone())
                    .collect();
                MistakeKind::UnknownReference {
                    name: name.value.clone(),
                    nearest: nearest(&name.value, &names),
                }
            };
            self.mistakes.add(name.span.clone(), kind);
        }
        found
    }
}
