//! Nodes with children: how their scores combine, and where 不涉及 is converted.

use super::{Builder, Inherited};
use crate::formula::{Expr, Function, Operator, Quorum, Ref, Type};
use crate::number::{Decimal, plain};
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Branch, Combine, Criterion, CriterionId, Owner};
use crate::scheme::raw::{Level, RawFile, RawNode};
use crate::scheme::read::{At, Span};

/// The roots of the three branches.
pub(super) struct Trees {
    pub tops: Vec<CriterionId>,
    pub bonuses: Vec<CriterionId>,
    pub penalties: Vec<CriterionId>,
}

/// Children that a node combines.
#[derive(Clone)]
pub(super) struct Parts {
    /// Who they are.
    pub children: Vec<CriterionId>,
    /// The score of each.
    pub scores: Vec<Ref>,
    /// Full marks of each.
    pub marks: Vec<Decimal>,
    /// The weight of each, where they carry one.
    pub weights: Vec<Option<Decimal>>,
    /// Where a child hands its missing marks up: the column of what was available.
    pub available: Vec<Option<Ref>>,
}

/// What is asked of a combination.
pub(super) struct Combination<'a> {
    pub title: &'a str,
    pub span: &'a Span,
    pub combine: Combine,
    pub marks: Decimal,
}

impl Builder<'_> {
    pub fn trees(&mut self, raw: &RawFile, inherited: Inherited) -> Trees {
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
        let settled = combine != Combine::Sum;
        let branch =
            |builder: &mut Self, nodes: &[RawNode], branch, level, settled| -> Vec<CriterionId> {
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
                            },
                            inherited,
                        )
                    })
                    .collect()
            };
        Trees {
            tops: branch(self, children, Branch::Score, level, settled),
            bonuses: branch(self, &raw.bonuses, Branch::Bonus, Level::Section, true),
            penalties: branch(self, &raw.penalties, Branch::Penalty, Level::Section, true),
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
        inherited: Inherited,
    ) -> CriterionId {
        let id = CriterionId(u32::try_from(self.criteria.len()).unwrap_or(u32::MAX));
        self.refuse_second_id(&raw.id);
        let siblings: Vec<CriterionId> = (0..self.criteria.len())
            .filter_map(|index| u32::try_from(index).ok().map(CriterionId))
            .filter(|other| self.criteria[other.index()].parent == parent)
            .collect();
        self.refuse_title(&raw.title, &siblings);
        let inherited = Inherited {
            blank: raw.blank.as_ref().map_or(inherited.blank, |at| at.value),
            clamp: raw.clamp.unwrap_or(inherited.clamp),
            not_applicable: raw.not_applicable.unwrap_or(inherited.not_applicable),
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
            convert: false,
            method: None,
            inputs: Vec::new(),
            figure: None,
            available: None,
            score: Ref(u32::MAX),
            note: raw.note.clone(),
            aliases: raw.aliases.clone(),
        });
        if children.is_empty() {
            self.leaf(raw, id, inherited);
            return id;
        }
        if let Some((method, span)) = super::leaf::methods(raw).into_iter().next() {
            self.mistakes
                .add(span, MistakeKind::MethodOnParent { method });
        }
        let settled = self.criteria[id.index()].combine != Combine::Sum;
        let place_below = Place {
            branch: place.branch,
            level: below,
            settled,
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
        match place.branch {
            Branch::Score => self.combined(raw, id, &children, place),
            Branch::Bonus | Branch::Penalty => self.group(raw, id, &children),
        }
        id
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
            (None, None) => sum(children
                .iter()
                .filter_map(|child| child.marks.as_ref().map(|at| at.value))),
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
        if let Some((_, first)) = self.ids.iter().find(|(other, _)| *other == id.value) {
            let first_line = self.line(&first.clone());
            let kind = MistakeKind::DuplicateId {
                id: id.value.clone(),
                first_line,
            };
            self.mistakes.add(id.span.clone(), kind);
        }
        self.ids.push((id.value.clone(), id.span.clone()));
    }

    /// The children as parts of a sum.
    pub fn parts(&self, children: &[CriterionId]) -> Parts {
        let nodes = || children.iter().map(|child| &self.criteria[child.index()]);
        Parts {
            children: children.to_vec(),
            scores: nodes().map(|node| node.score).collect(),
            marks: nodes().map(|node| node.marks).collect(),
            weights: nodes().map(|node| node.weight).collect(),
            available: nodes().map(|node| node.available).collect(),
        }
    }

    fn combined(&mut self, raw: &RawNode, id: CriterionId, children: &[CriterionId], place: Place) {
        let (title, marks, combine) = {
            let node = &self.criteria[id.index()];
            (node.title.clone(), node.marks, node.combine)
        };
        let span = raw.marks.as_ref().map_or(&raw.id.span, |at| &at.span);
        let parts = self.parts(children);
        let asked = Combination {
            title: &title,
            span,
            combine,
            marks,
        };
        let convert = match &raw.convert {
            Some(at) => at.value,
            None => self.convert.contains(&place.level),
        };
        // A parent that weighs, averages or takes the lowest needs each child on its own scale.
        let convert = convert || place.settled || combine != Combine::Sum;
        let expr = self.combination(&asked, &parts, convert);
        if combine == Combine::Sum && self.mistakes.flagged(span) {
            self.doubtful.insert(id, sum(parts.marks.iter().copied()));
        }
        let expr = self.rounded_to(raw, expr);
        let applies = parts.scores.iter().any(|score| self.applies(*score));
        if !convert && self.some_missing(&parts) {
            let available = self.available(&parts);
            let name = format!("{title}(应得)");
            let column = self.computed(&name, Owner::Available(id), Type::Number, available, true);
            self.criteria[id.index()].available = Some(column);
        }
        let score = self.computed(&title, Owner::Score(id), Type::Number, expr, applies);
        let node = &mut self.criteria[id.index()];
        node.score = score;
        node.convert = convert;
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
        let all = sum(parts.marks.iter().copied());
        let mut expr = Expr::Call(Function::Sum, names(&parts.scores));
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

    /// How scores become one, and the checks that belong to it. `convert`: 不涉及 is left out of
    /// both sides and the rest is scaled to the full marks.
    pub fn combination(&mut self, asked: &Combination<'_>, parts: &Parts, convert: bool) -> Expr {
        self.check_weights(asked, parts);
        let scores = || names(&parts.scores);
        let some_missing = self.some_missing(parts);
        let expr = match asked.combine {
            Combine::Sum => {
                self.check_sum(asked, parts);
                let obtained = Expr::Call(Function::Sum, scores());
                if convert && some_missing {
                    obtained
                        .with(Operator::Multiply, Expr::number(asked.marks))
                        .with(Operator::Divide, self.available(parts))
                } else {
                    obtained
                }
            }
            Combine::Weighted => self.weighted(asked, parts, some_missing),
            Combine::Min => Expr::Call(Function::Min, scores()),
            Combine::Max => Expr::Call(Function::Max, scores()),
            Combine::Mean => Expr::Call(Function::Average, scores()),
        };
        if matches!(asked.combine, Combine::Min | Combine::Max | Combine::Mean) {
            self.check_same_scale(asked, parts);
        }
        if some_missing {
            expr.given(Quorum::Any, parts.scores.clone())
        } else {
            expr
        }
    }

    /// Whether anything below can be 不涉及.
    fn some_missing(&self, parts: &Parts) -> bool {
        parts.available.iter().any(Option::is_some)
            || !parts.scores.iter().all(|score| self.applies(*score))
    }

    fn check_sum(&mut self, asked: &Combination<'_>, parts: &Parts) {
        let all = sum(parts.marks.iter().copied());
        // Where a child's own marks are already known to be wrong, the sum would only say so again:
        // it is right once the child says what its own children make.
        let mended = sum(parts
            .children
            .iter()
            .zip(&parts.marks)
            .map(|(child, marks)| self.doubtful.get(child).copied().unwrap_or(*marks)));
        let unknown = parts
            .children
            .iter()
            .any(|child| self.doubtful.get(child) == Some(&Decimal::ZERO));
        if all != asked.marks
            && mended != asked.marks
            && !unknown
            && !self.mistakes.flagged(asked.span)
        {
            self.marks_mistake(asked, all);
        }
    }

    fn check_same_scale(&mut self, asked: &Combination<'_>, parts: &Parts) {
        if let Some(other) = parts.marks.iter().find(|marks| **marks != asked.marks) {
            self.marks_mistake(asked, *other);
        }
    }

    fn marks_mistake(&mut self, asked: &Combination<'_>, sum: Decimal) {
        let title = asked.title.to_owned();
        let (marks, sum) = (plain(asked.marks), plain(sum));
        self.mistakes.add(
            asked.span.clone(),
            MistakeKind::MarksDoNotAddUp { title, marks, sum },
        );
    }

    fn check_weights(&mut self, asked: &Combination<'_>, parts: &Parts) {
        let weighted = asked.combine == Combine::Weighted;
        if parts
            .weights
            .iter()
            .any(|weight| weight.is_some() != weighted)
        {
            self.mistakes.add(
                asked.span.clone(),
                MistakeKind::WeightMisplaced { wanted: weighted },
            );
            return;
        }
        let all = sum(parts.weights.iter().flatten().copied());
        if weighted && all != Decimal::ONE && all != Decimal::ONE_HUNDRED {
            let kind = MistakeKind::WeightsDoNotAddUp {
                title: asked.title.to_owned(),
                sum: plain(all),
            };
            self.mistakes.add(asked.span.clone(), kind);
        }
    }

    /// Σ weight × score, on the parent's scale; over the weights of what was assessed.
    fn weighted(&self, asked: &Combination<'_>, parts: &Parts, some_missing: bool) -> Expr {
        let weights: Vec<Decimal> = parts
            .weights
            .iter()
            .map(|w| w.unwrap_or_default())
            .collect();
        let all = sum(weights.iter().copied());
        let term = |(index, weight): (usize, &Decimal)| {
            // weight × marks of the parent ÷ marks of the child ÷ sum of weights
            let factor = weight
                .checked_mul(asked.marks)
                .and_then(|n| n.checked_div(parts.marks[index]))
                .and_then(|n| n.checked_div(all))
                .unwrap_or_default();
            let score = Expr::Call(Function::Sum, vec![Expr::Name(parts.scores[index])]);
            Expr::number(factor.normalize()).with(Operator::Multiply, score)
        };
        let total = added(weights.iter().enumerate().map(term));
        if !some_missing {
            return total;
        }
        let present = added(weights.iter().enumerate().map(|(index, weight)| {
            let present = Expr::Call(Function::Count, vec![Expr::Name(parts.scores[index])]);
            Expr::number(*weight).with(Operator::Multiply, present)
        }));
        total
            .with(Operator::Multiply, Expr::number(all))
            .with(Operator::Divide, present)
    }

    /// Full marks of the parts that were assessed.
    fn available(&self, parts: &Parts) -> Expr {
        let mut constant = Decimal::ZERO;
        let mut by_marks: Vec<(Decimal, Vec<Ref>)> = Vec::new();
        let mut handed_up = Vec::new();
        for (index, score) in parts.scores.iter().enumerate() {
            let marks = parts.marks[index];
            if let Some(available) = parts.available[index] {
                handed_up.push(Expr::Name(available));
            } else if self.applies(*score) {
                constant = constant.checked_add(marks).unwrap_or(constant);
            } else if let Some((_, scores)) = by_marks.iter_mut().find(|(other, _)| *other == marks)
            {
                scores.push(*score);
            } else {
                by_marks.push((marks, vec![*score]));
            }
        }
        let counted = by_marks.into_iter().map(|(marks, scores)| {
            Expr::number(marks).with(
                Operator::Multiply,
                Expr::Call(Function::Count, names(&scores)),
            )
        });
        let constant = (!constant.is_zero()).then(|| Expr::number(constant));
        added(counted.chain(handed_up).chain(constant))
    }
}

/// Where a node stands.
#[derive(Clone, Copy)]
struct Place {
    branch: Branch,
    level: Level,
    /// Whether the parent needs it on its own full scale.
    settled: bool,
}

pub(super) fn names(refs: &[Ref]) -> Vec<Expr> {
    refs.iter().map(|name| Expr::Name(*name)).collect()
}

/// `a + b + c`; 0 for nothing.
pub(super) fn added(terms: impl IntoIterator<Item = Expr>) -> Expr {
    terms
        .into_iter()
        .reduce(|left, right| left.with(Operator::Add, right))
        .unwrap_or_else(|| Expr::number(Decimal::ZERO))
}

/// Sum of marks; a sum too large to hold stays where it was, which no check will call equal.
pub(super) fn sum(marks: impl IntoIterator<Item = Decimal>) -> Decimal {
    marks
        .into_iter()
        .fold(Decimal::ZERO, |sum, marks| {
            sum.checked_add(marks).unwrap_or(sum)
        })
        .normalize()
}
