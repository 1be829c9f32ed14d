//! The tree walked: each node with its place, its title and id, and what it hands down.

use super::combine::{Combination, names, sum};
use super::frame::both;
use super::{Builder, Inherited};
use crate::formula::{Expr, Function, Quorum, Ref, Type};
use crate::number::{Decimal, plain};
use crate::scheme::frame::Dimension;
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Branch, Combine, Conversion, Criterion, CriterionId, Owner};
use crate::scheme::raw::{Level, RawConvert, RawFile, RawNode};
use crate::scheme::read::At;

/// The roots of the three branches.
pub(super) struct Trees {
    pub tops: Vec<CriterionId>,
    /// The tree's own score.
    pub base: Ref,
    /// What stands for 不涉及 at the top level.
    pub conversion: Option<Conversion>,
    pub bonuses: Vec<CriterionId>,
    pub penalties: Vec<CriterionId>,
}

/// Where a node stands.
#[derive(Clone, Copy)]
struct Place {
    branch: Branch,
    level: Level,
    /// Whether the parent needs it on its own full scale.
    settled: bool,
    /// Whether the parent weighs it: its missing weight can be handed up where it says so.
    weighed: bool,
}

impl Builder<'_> {
    pub fn trees(&mut self, raw: &RawFile, inherited: &Inherited) -> Trees {
        let (children, level) = self.children(&raw.parts, &raw.sections, &raw.items);
        if children.is_empty() {
            self.mistakes
                .add(raw.scheme.span.clone(), MistakeKind::NoCriteria);
        }
        let combine = raw
            .scheme
            .value
            .combine
            .as_ref()
            .map_or(Combine::Sum, |at| at.value);
        let settled = !matches!(combine, Combine::Sum | Combine::Weighted);
        let weighed = combine == Combine::Weighted;
        let branch = |builder: &mut Self,
                      nodes: &[RawNode],
                      branch,
                      level,
                      settled,
                      weighed|
         -> Vec<CriterionId> {
            nodes
                .iter()
                .map(|node| {
                    builder.node(
                        node,
                        None,
                        Place {
                            branch,
                            level,
                            settled,
                            weighed,
                        },
                        inherited,
                    )
                })
                .collect()
        };
        let head = &raw.scheme.value;
        let folds = [
            (head.rounds.as_ref(), Dimension::Round),
            (head.sources.as_ref(), Dimension::Source),
            (None, Dimension::Instance),
        ];
        let entered = self.enter(folds, None);
        let tops = branch(self, children, Branch::Score, level, settled, weighed);
        let (base, conversion) = self.base(raw, &tops);
        let range = 0..self.criteria.len();
        let base = self.leave_whole(entered, base, &range);
        Trees {
            tops,
            base,
            conversion,
            bonuses: branch(
                self,
                &raw.bonuses,
                Branch::Bonus,
                Level::Section,
                true,
                false,
            ),
            penalties: branch(
                self,
                &raw.penalties,
                Branch::Penalty,
                Level::Section,
                true,
                false,
            ),
        }
    }

    /// The children of a node, of one level. Levels side by side are a mistake.
    fn children<'r>(
        &mut self,
        parts: &'r [RawNode],
        sections: &'r [RawNode],
        items: &'r [RawNode],
    ) -> (&'r [RawNode], Level) {
        let groups = [
            (parts, Level::Section),
            (sections, Level::Section),
            (items, Level::Item),
        ];
        let mut filled = groups.into_iter().filter(|(nodes, _)| !nodes.is_empty());
        let first = filled.next().unwrap_or((&[], Level::Item));
        for (nodes, _) in filled {
            let span = nodes.first().map_or(0..0, |node| node.id.span.clone());
            self.mistakes.add(span, MistakeKind::MixedChildren);
        }
        first
    }

    fn node(
        &mut self,
        raw: &RawNode,
        parent: Option<CriterionId>,
        place: Place,
        inherited: &Inherited,
    ) -> CriterionId {
        let id = CriterionId(u32::try_from(self.criteria.len()).unwrap_or(u32::MAX));
        self.refuse_second_id(&raw.id);
        let siblings: Vec<CriterionId> = (0..self.criteria.len())
            .filter_map(|index| u32::try_from(index).ok().map(CriterionId))
            .filter(|other| self.criteria[other.index()].parent == parent)
            .collect();
        self.refuse_title(&raw.title, &siblings);
        let own_when = raw.when.as_ref().map(|when| {
            let scope = self.outside();
            self.compile(when, &scope, Type::Bool)
        });
        let inherited = &Inherited {
            blank: raw.blank.as_ref().map_or(inherited.blank, |at| at.value),
            clamp: raw.clamp.unwrap_or(inherited.clamp),
            not_applicable: raw.not_applicable.unwrap_or(inherited.not_applicable),
            when: both(inherited.when.clone(), own_when.clone()),
        };
        let (children, below) = self.children(&raw.parts, &raw.sections, &raw.items);
        let depth = parent.map_or(0, |parent| self.criteria[parent.index()].depth + 1);
        let marks = self.marks(raw, children);
        let marks_span = raw.marks.as_ref().map_or(&raw.id.span, |at| &at.span);
        if self.mistakes.flagged(marks_span) {
            self.doubtful.insert(id, Decimal::ZERO);
        }
        self.criteria.push(Criterion {
            id: raw.id.value.clone(),
            title: raw.title.value.clone(),
            marks,
            weight: raw.weight.as_ref().map(|at| at.value),
            branch: place.branch,
            depth,
            parent,
            children: Vec::new(),
            combine: raw.combine.as_ref().map_or(Combine::Sum, |at| at.value),
            conversion: None,
            method: None,
            inputs: Vec::new(),
            when: own_when,
            key: raw.key.as_ref().is_some_and(|at| at.value),
            key_below: raw.key_below.as_ref().map(|at| at.value),
            key_zero: None,
            guards: Vec::new(),
            on_top: Vec::new(),
            beyond: raw.beyond.unwrap_or(false),
            varies: false,
            figure: None,
            available: None,
            extra: None,
            score: Ref(u32::MAX),
            inspected: Ref(u32::MAX),
            note: raw.note.clone(),
            aliases: raw.aliases.clone(),
        });
        let folds = [
            (raw.rounds.as_ref(), Dimension::Round),
            (raw.sources.as_ref(), Dimension::Source),
            (raw.instances.as_ref(), Dimension::Instance),
        ];
        let entered = self.enter(folds, Some(id));
        if children.is_empty() {
            self.leaf(raw, id, inherited);
        } else {
            self.branch(raw, id, (children, below), place, inherited);
        }
        self.criteria[id.index()].inspected = self.criteria[id.index()].score;
        let range = id.index()..self.criteria.len();
        self.leave(entered, id, &range);
        id
    }

    /// A node with children.
    fn branch(
        &mut self,
        raw: &RawNode,
        id: CriterionId,
        (children, below): (&[RawNode], Level),
        place: Place,
        inherited: &Inherited,
    ) {
        if let Some((method, span)) = super::leaf::methods(raw).into_iter().next() {
            self.mistakes
                .add(span, MistakeKind::MethodOnParent { method });
        }
        let combine = self.criteria[id.index()].combine;
        let settled = !matches!(combine, Combine::Sum | Combine::Weighted);
        let weighed = combine == Combine::Weighted;
        let place_below = Place {
            branch: place.branch,
            level: below,
            settled,
            weighed,
        };
        let children: Vec<CriterionId> = children
            .iter()
            .map(|child| self.node(child, Some(id), place_below, inherited))
            .collect();
        self.criteria[id.index()].children = children.clone();
        if let (Some(cap), Branch::Score) = (&raw.cap, place.branch) {
            let kind = MistakeKind::NeedsKey {
                key: "cap",
                needs: "[[bonus]]、[[penalty]]",
            };
            self.mistakes.add(cap.span.clone(), kind);
        }
        if let (Some(_), Branch::Bonus | Branch::Penalty) = (raw.beyond, place.branch) {
            let kind = MistakeKind::NeedsKey {
                key: "beyond",
                needs: "section、item",
            };
            self.mistakes.add(raw.id.span.clone(), kind);
        }
        let on_top: Vec<CriterionId> = [
            (&raw.bonuses, Branch::Bonus),
            (&raw.penalties, Branch::Penalty),
        ]
        .into_iter()
        .flat_map(|(nodes, branch)| nodes.iter().map(move |node| (node, branch)))
        .map(|(node, branch)| {
            let place = Place {
                branch,
                level: Level::Section,
                settled: true,
                weighed: false,
            };
            self.node(node, Some(id), place, inherited)
        })
        .collect();
        self.criteria[id.index()].on_top = on_top;
        match place.branch {
            Branch::Score => self.combined(raw, id, &children, place),
            Branch::Bonus | Branch::Penalty => self.group(raw, id, &children),
        }
    }

    /// Full marks of a node; a bonus or penalty group may leave them to its children.
    fn marks(&mut self, raw: &RawNode, children: &[RawNode]) -> Decimal {
        match (&raw.marks, &raw.cap) {
            (Some(marks), _) if marks.value.is_sign_negative() => {
                let wanted = crate::scheme::mistake::Wanted::Positive;
                self.mistakes
                    .add(marks.span.clone(), MistakeKind::WrongKind { wanted });
                Decimal::ZERO
            }
            (Some(marks), _) => marks.value,
            (None, Some(cap)) => cap.value,
            (None, None) if children.is_empty() => {
                self.mistakes.add(
                    raw.id.span.clone(),
                    MistakeKind::MissingKey { key: "marks" },
                );
                Decimal::ZERO
            }
            (None, None) => {
                let marks = children
                    .iter()
                    .filter_map(|child| child.marks.as_ref().map(|at| at.value));
                match raw.combine.as_ref().map(|at| at.value) {
                    Some(Combine::Max) => marks.max().unwrap_or_default(),
                    _ => sum(marks),
                }
            }
        }
    }

    /// Titles that a table or a formula uses for something else, and two children of one title.
    fn refuse_title(&mut self, title: &At<String>, siblings: &[CriterionId]) {
        const RESERVED: [&str; 10] = [
            "总分", "加分", "扣分", "等级", "名次", "单位", "备注", "小计", "合计", "总计",
        ];
        let kind = if RESERVED.contains(&title.value.as_str()) {
            MistakeKind::ReservedTitle {
                title: title.value.clone(),
            }
        } else if siblings
            .iter()
            .any(|id| self.criteria[id.index()].title == title.value)
        {
            MistakeKind::DuplicateName {
                name: title.value.clone(),
            }
        } else {
            return;
        };
        if !self.mistakes.flagged(&title.span) {
            self.mistakes.add(title.span.clone(), kind);
        }
    }

    fn refuse_second_id(&mut self, id: &At<String>) {
        if self.mistakes.flagged(&id.span) {
            return;
        }
        if let Some(first) = self.ids.get(&id.value) {
            let first_line = self.line(&first.clone());
            let kind = MistakeKind::DuplicateId {
                id: id.value.clone(),
                first_line,
            };
            self.mistakes.add(id.span.clone(), kind);
        }
        self.ids
            .entry(id.value.clone())
            .or_insert_with(|| id.span.clone());
    }

    fn combined(&mut self, raw: &RawNode, id: CriterionId, children: &[CriterionId], place: Place) {
        let (title, marks, combine) = {
            let node = &self.criteria[id.index()];
            (node.title.clone(), node.marks, node.combine)
        };
        let span = raw.marks.as_ref().map_or(&raw.id.span, |at| &at.span);
        let parts = self.parts(children);
        let asked_for = match &raw.convert {
            Some(at) => match at.value {
                RawConvert::Whether(whether) => whether.then_some(Conversion::Ratio),
                RawConvert::How(how) => Some(how),
            },
            None => self
                .convert
                .contains(&place.level)
                .then_some(Conversion::Ratio),
        };
        // A parent that averages or takes the lowest needs each child on its own scale; one that
        // weighs does, too, unless the child says that its missing weight is spread further up.
        let handed_up = matches!(
            &raw.convert,
            Some(At {
                value: RawConvert::Whether(false),
                ..
            })
        );
        let weighs = place.weighed || combine == Combine::Weighted;
        let alone = place.settled || !matches!(combine, Combine::Sum | Combine::Weighted);
        let needed = alone || (weighs && !handed_up);
        let conversion = asked_for.or(needed.then_some(Conversion::Ratio));
        let asked = Combination {
            title: &title,
            span,
            combine,
            marks,
            conversion,
        };
        let expr = self.combination(&asked, &parts);
        if combine == Combine::Sum && self.mistakes.flagged(span) {
            self.doubtful.insert(id, sum(parts.marks.iter().copied()));
        }
        let expr = self.topped(raw, id, expr, marks);
        let scope = self.below(id);
        let expr = self.guarded(raw, id, expr, &scope);
        let expr = self.keyed(raw, id, expr, &parts);
        let expr = self.rounded_to(raw, expr);
        let some_missing = self.some_missing(&parts);
        let expr = if some_missing {
            expr.given(Quorum::Any, parts.scores.clone())
        } else {
            expr
        };
        let applies = parts.scores.iter().any(|score| self.applies(*score));
        if conversion.is_none() && some_missing {
            let available = match combine {
                Combine::Weighted => self.available_weight(&asked, &parts),
                _ => self.available(&parts),
            };
            let name = format!("{title}(应得)");
            let column = self.computed(&name, Owner::Available(id), Type::Number, available, true);
            self.criteria[id.index()].available = Some(column);
        }
        let score = self.computed(&title, Owner::Score(id), Type::Number, expr, applies);
        let node = &mut self.criteria[id.index()];
        node.score = score;
        node.conversion = conversion;
    }

    /// Rounds to the node's own places where it has some.
    pub fn rounded_to(&mut self, raw: &RawNode, expr: Expr) -> Expr {
        let Some(round) = &raw.round else { return expr };
        let Some(places) = super::whole(round, 0, 12, self.mistakes) else {
            return expr;
        };
        super::summary::rounded(
            expr,
            crate::number::Rounding {
                mode: self.rounding.mode,
                places,
            },
        )
    }

    /// A bonus or penalty group: the sum of its items, capped; 不涉及 adds nothing.
    fn group(&mut self, raw: &RawNode, id: CriterionId, children: &[CriterionId]) {
        let parts = self.parts(children);
        let combine = self.criteria[id.index()].combine;
        let highest = parts.marks.iter().copied().max().unwrap_or_default();
        // The highest level only: national 2 or provincial 1, not both.
        let (function, all) = match combine {
            Combine::Max => (Function::Max, highest),
            _ => (Function::Sum, sum(parts.marks.iter().copied())),
        };
        if !matches!(combine, Combine::Sum | Combine::Max) {
            let span = raw.combine.as_ref().map_or(0..0, |at| at.span.clone());
            let kind = MistakeKind::NeedsKey {
                key: "combine",
                needs: "section、item",
            };
            self.mistakes.add(span, kind);
        }
        let mut expr = Expr::Call(function, names(&parts.scores));
        if function == Function::Max {
            let zero = Expr::number(Decimal::ZERO);
            expr = Expr::Call(
                Function::Max,
                [zero].into_iter().chain(names(&parts.scores)).collect(),
            );
        }
        let cap = raw.cap.as_ref().or(raw.marks.as_ref());
        if let Some(cap) = cap {
            if cap.value > all {
                let kind = MistakeKind::CapAboveMarks {
                    cap: plain(cap.value),
                    marks: plain(all),
                };
                self.mistakes.add(cap.span.clone(), kind);
            }
            if cap.value < all {
                expr = Expr::Call(Function::Min, vec![Expr::number(cap.value), expr]);
            }
        }
        let title = self.criteria[id.index()].title.clone();
        self.criteria[id.index()].score =
            self.computed(&title, Owner::Score(id), Type::Number, expr, true);
    }
}
