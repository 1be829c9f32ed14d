//! How the scores of children become one, and where 不涉及 is converted.

use super::Builder;
use crate::formula::{Expr, Function, Operator, Quorum, Ref};
use crate::number::{Decimal, plain};
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Combine, CriterionId};
use crate::scheme::read::Span;

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
    pub(super) fn some_missing(&self, parts: &Parts) -> bool {
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
    pub(super) fn available(&self, parts: &Parts) -> Expr {
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
