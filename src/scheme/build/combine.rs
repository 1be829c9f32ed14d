//! How the scores of children become one, and where 不涉及 is converted.

use super::Builder;
use crate::formula::{Expr, Function, Operator, Ref};
use crate::number::{Decimal, plain};
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Combine, Conversion, CriterionId};
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
    /// Whether a child's full marks differ from subject to subject.
    pub varies: Vec<bool>,
    /// Marks that children charge to the node beyond their own (追加扣分).
    pub extras: Vec<Ref>,
}

/// What is asked of a combination.
pub(super) struct Combination<'a> {
    pub title: &'a str,
    pub span: &'a Span,
    pub combine: Combine,
    pub marks: Decimal,
    /// What stands for 不涉及; `None`: it is handed up.
    pub conversion: Option<Conversion>,
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
            varies: nodes().map(|node| node.varies).collect(),
            extras: nodes().filter_map(|node| node.extra).collect(),
        }
    }

    /// How scores become one, and the checks that belong to it.
    pub fn combination(&mut self, asked: &Combination<'_>, parts: &Parts) -> Expr {
        self.check_weights(asked, parts);
        let scores = || names(&parts.scores);
        let some_missing = self.some_missing(parts);
        let expr = match asked.combine {
            Combine::Sum => {
                self.check_sum(asked, parts);
                let obtained = charged(Expr::Call(Function::Sum, scores()), parts);
                match asked.conversion {
                    Some(Conversion::Ratio) if some_missing => obtained
                        .with(Operator::Multiply, Expr::number(asked.marks))
                        .with(Operator::Divide, self.available(parts)),
                    Some(Conversion::Average) if some_missing => {
                        obtained.with(Operator::Add, self.others_rate(asked, parts))
                    }
                    _ => obtained,
                }
            }
            Combine::Weighted => {
                let spread = some_missing && asked.conversion.is_some();
                charged(self.weighted(asked, parts, spread), parts)
            }
            Combine::Min => charged(Expr::Call(Function::Min, scores()), parts),
            Combine::Max => charged(Expr::Call(Function::Max, scores()), parts),
            Combine::Mean => charged(Expr::Call(Function::Average, scores()), parts),
            Combine::Median => charged(Expr::Call(Function::Median, scores()), parts),
            Combine::First => first_that_applies(&parts.scores),
            Combine::LargestLoss => {
                self.check_no_more(asked, parts);
                largest_loss(asked.marks, parts)
            }
        };
        let one_scale = matches!(
            asked.combine,
            Combine::Min | Combine::Max | Combine::Mean | Combine::Median | Combine::First
        );
        if one_scale {
            self.check_same_scale(asked, parts);
        }
        expr
    }

    /// What the missing marks make at the mean rate of those that were assessed.
    fn others_rate(&self, asked: &Combination<'_>, parts: &Parts) -> Expr {
        let missing = Expr::number(asked.marks).with(Operator::Subtract, self.available(parts));
        let rates = parts.scores.iter().zip(&parts.marks).map(|(score, marks)| {
            Expr::Call(Function::Sum, names(&[*score])).with(Operator::Divide, Expr::number(*marks))
        });
        missing.with(Operator::Multiply, added(rates)).with(
            Operator::Divide,
            Expr::Call(Function::Count, names(&parts.scores)),
        )
    }

    /// Whether anything below can be 不涉及.
    pub(super) fn some_missing(&self, parts: &Parts) -> bool {
        parts.available.iter().any(Option::is_some)
            || !parts.scores.iter().all(|score| self.applies(*score))
    }

    fn check_sum(&mut self, asked: &Combination<'_>, parts: &Parts) {
        // A child whose marks differ from subject to subject belongs to no fixed sum.
        if parts.varies.contains(&true) && asked.conversion != Some(Conversion::Ratio) {
            let kind = MistakeKind::NeedsKey {
                key: "fold = \"sum\"",
                needs: "convert",
            };
            self.mistakes.add(asked.span.clone(), kind);
        }
        let parts = &Parts {
            marks: parts
                .marks
                .iter()
                .zip(&parts.varies)
                .map(|(marks, varies)| if *varies { Decimal::ZERO } else { *marks })
                .collect(),
            ..parts.clone()
        };
        let all = sum(parts.marks.iter().copied());
        // Where there is nothing but what varies, all of it is converted.
        if parts.varies.contains(&true) && all.is_zero() {
            return;
        }
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

    /// No child can cost more than the node is worth.
    fn check_no_more(&mut self, asked: &Combination<'_>, parts: &Parts) {
        if let Some(other) = parts.marks.iter().find(|marks| **marks > asked.marks) {
            self.marks_mistake(asked, *other);
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
        let present = self.present_weight(&weights, parts);
        total
            .with(Operator::Multiply, Expr::number(all))
            .with(Operator::Divide, present)
    }

    /// The weights of what was assessed: of a part all, none, or the share that it hands up.
    fn present_weight(&self, weights: &[Decimal], parts: &Parts) -> Expr {
        added(weights.iter().enumerate().map(|(index, weight)| {
            let weight = Expr::number(*weight);
            match parts.available[index] {
                Some(available) => weight
                    .with(Operator::Divide, Expr::number(parts.marks[index]))
                    .with(Operator::Multiply, Expr::Name(available)),
                None => {
                    let score = Expr::Name(parts.scores[index]);
                    weight.with(Operator::Multiply, Expr::Call(Function::Count, vec![score]))
                }
            }
        }))
    }

    /// Full marks of what was assessed, where parts are weighed: their share of the node's marks.
    pub(super) fn available_weight(&self, asked: &Combination<'_>, parts: &Parts) -> Expr {
        let weights: Vec<Decimal> = parts
            .weights
            .iter()
            .map(|weight| weight.unwrap_or_default())
            .collect();
        let all = sum(weights.iter().copied());
        let share = asked.marks.checked_div(all).unwrap_or_default();
        Expr::number(share.normalize())
            .with(Operator::Multiply, self.present_weight(&weights, parts))
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

/// What is left when the extra losses of children are taken off; never below zero.
fn charged(expr: Expr, parts: &Parts) -> Expr {
    if parts.extras.is_empty() {
        return expr;
    }
    let extras = Expr::Call(Function::Sum, names(&parts.extras));
    let left = expr.with(Operator::Subtract, extras);
    Expr::Call(Function::Max, vec![Expr::number(Decimal::ZERO), left])
}

/// The first of several scores that is not 不涉及.
fn first_that_applies(scores: &[Ref]) -> Expr {
    let mut scores = scores.iter().rev();
    let last = scores
        .next()
        .map_or(Expr::NotApplicable, |name| Expr::Name(*name));
    scores.fold(last, |rest, name| {
        let applies = Expr::Call(Function::Count, names(&[*name]))
            .with(Operator::Greater, Expr::number(Decimal::ZERO));
        Expr::Name(*name).when(applies, rest)
    })
}

/// Full marks less the largest loss of a child: what is found twice is deducted once.
fn largest_loss(marks: Decimal, parts: &Parts) -> Expr {
    let losses = parts.scores.iter().zip(&parts.marks).map(|(score, marks)| {
        let applies = Expr::Call(Function::Count, names(&[*score]))
            .with(Operator::Greater, Expr::number(Decimal::ZERO));
        Expr::number(*marks)
            .with(Operator::Subtract, Expr::Name(*score))
            .when(applies, Expr::number(Decimal::ZERO))
    });
    let largest = Expr::Call(Function::Max, losses.collect());
    let left = charged(Expr::number(marks).with(Operator::Subtract, largest), parts);
    Expr::Call(Function::Max, vec![Expr::number(Decimal::ZERO), left])
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
