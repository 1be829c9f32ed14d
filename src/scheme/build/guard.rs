//! What is done to a node's score once its children are combined: items on top, guards, key items.

use super::Builder;
use super::combine::{Parts, names, sum};
use super::scope::Names;
use crate::formula::{Expr, Function, Operator, Ref, Type};
use crate::number::{Decimal, plain};
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Branch, CriterionId, Guard, GuardEffect};
use crate::scheme::raw::{RawGuard, RawGuardThen, RawNode};

impl Builder<'_> {
    /// Bonus and penalty items on top of a node: added and taken off, within its marks unless it
    /// says otherwise.
    pub fn topped(&mut self, raw: &RawNode, id: CriterionId, expr: Expr, marks: Decimal) -> Expr {
        let scores = |builder: &Self, branch: Branch| -> Vec<Ref> {
            let on_top = &builder.criteria[id.index()].on_top;
            let nodes = on_top.iter().map(|id| &builder.criteria[id.index()]);
            nodes
                .filter(|node| node.branch == branch)
                .map(|node| node.score)
                .collect()
        };
        let (bonuses, penalties) = (scores(self, Branch::Bonus), scores(self, Branch::Penalty));
        if let (Some(_), true) = (raw.beyond, bonuses.is_empty()) {
            let kind = MistakeKind::NeedsKey {
                key: "beyond",
                needs: "bonus",
            };
            self.mistakes.add(raw.id.span.clone(), kind);
        }
        let mut expr = expr;
        if !bonuses.is_empty() {
            expr = expr.with(Operator::Add, Expr::Call(Function::Sum, names(&bonuses)));
        }
        if !penalties.is_empty() {
            let loss = Expr::Call(Function::Sum, names(&penalties));
            let left = expr.with(Operator::Subtract, loss);
            expr = Expr::Call(Function::Max, vec![Expr::number(Decimal::ZERO), left]);
        }
        if !bonuses.is_empty() && !raw.beyond.unwrap_or(false) {
            expr = Expr::Call(Function::Min, vec![Expr::number(marks), expr]);
        }
        expr
    }

    /// Zero where a key item has none of its marks, or where the key items together have too few;
    /// by rate where one of them is 不涉及 (JGJ 59-2011, 3.1.5 and its teaching text).
    pub fn keyed(&mut self, raw: &RawNode, id: CriterionId, expr: Expr, parts: &Parts) -> Expr {
        let keys: Vec<CriterionId> = parts
            .children
            .iter()
            .copied()
            .filter(|child| self.criteria[child.index()].key)
            .collect();
        if let (Some(below), true) = (&raw.key_below, keys.is_empty()) {
            let kind = MistakeKind::NeedsKey {
                key: "key-below",
                needs: "key = true",
            };
            self.mistakes.add(below.span.clone(), kind);
        }
        if keys.is_empty() {
            return expr;
        }
        let keys = self.parts(&keys);
        let mut zero: Vec<Expr> = keys
            .scores
            .iter()
            .map(|key| Expr::Name(*key).with(Operator::Equal, Expr::number(Decimal::ZERO)))
            .collect();
        if let Some(below) = &raw.key_below {
            let all = sum(keys.marks.iter().copied());
            if below.value > all {
                let kind = MistakeKind::CapAboveMarks {
                    cap: plain(below.value),
                    marks: plain(all),
                };
                self.mistakes.add(below.span.clone(), kind);
            }
            let obtained = Expr::Call(Function::Sum, names(&keys.scores));
            let few = if self.some_missing(&keys) {
                // obtained ÷ available < below ÷ all, without a division
                let available = self.available(&keys);
                let share = Expr::number(below.value).with(Operator::Multiply, available);
                obtained
                    .with(Operator::Multiply, Expr::number(all))
                    .with(Operator::Less, share)
            } else {
                obtained.with(Operator::Less, Expr::number(below.value))
            };
            zero.push(few);
        }
        let zero = match zero.len() {
            1 => zero.remove(0),
            _ => Expr::Call(Function::Or, zero),
        };
        self.criteria[id.index()].key_zero = Some(zero.clone());
        Expr::number(Decimal::ZERO).when(zero, expr)
    }

    /// What conditions do to a score, in the order in which they are written.
    pub fn guarded(&mut self, raw: &RawNode, id: CriterionId, expr: Expr, scope: &Names) -> Expr {
        let mut expr = expr;
        for raw in &raw.guards {
            let when = self.compile(&raw.when, scope, Type::Bool);
            let then = self.guard_effect(raw);
            expr = match then {
                GuardEffect::Zero => Expr::number(Decimal::ZERO).when(when.clone(), expr),
                GuardEffect::Softer { deduct, cap } => {
                    let mut held = expr.clone();
                    if !deduct.is_zero() {
                        let left = held.with(Operator::Subtract, Expr::number(deduct));
                        held = Expr::Call(Function::Max, vec![Expr::number(Decimal::ZERO), left]);
                    }
                    if let Some(cap) = cap {
                        held = Expr::Call(Function::Min, vec![Expr::number(cap), held]);
                    }
                    held.when(when.clone(), expr)
                }
            };
            self.criteria[id.index()].guards.push(Guard {
                when,
                then,
                note: raw.note.clone(),
            });
        }
        expr
    }

    fn guard_effect(&mut self, raw: &RawGuard) -> GuardEffect {
        match &raw.then.value {
            RawGuardThen::Zero => GuardEffect::Zero,
            RawGuardThen::Softer(softer) => {
                if let Some(deduct) = &softer.deduct {
                    self.positive(deduct);
                }
                if softer.deduct.is_none() && softer.cap.is_none() {
                    let kind = MistakeKind::NeedsKey {
                        key: "then",
                        needs: "deduct、cap",
                    };
                    self.mistakes.add(raw.then.span.clone(), kind);
                }
                GuardEffect::Softer {
                    deduct: softer.deduct.as_ref().map_or(Decimal::ZERO, |at| at.value),
                    cap: softer.cap.as_ref().map(|at| at.value),
                }
            }
        }
    }

    /// Names inside a node: the scores and inputs of everything below it in the present frame, and
    /// what lies outside the tree.
    pub fn below(&self, id: CriterionId) -> Names {
        let mut names = self.outside();
        names.fix("标准分", self.criteria[id.index()].marks);
        for criterion in self.criteria.iter().skip(id.index() + 1) {
            for name in criterion.inputs.iter().chain(&criterion.figure) {
                let column = &self.columns[name.index()];
                if column.frame == self.frame {
                    names.add(&column.name, *name, column.kind);
                }
            }
        }
        for criterion in self.criteria.iter().skip(id.index() + 1) {
            names.put(&criterion.title, criterion.score, Type::Number);
            names.put(&criterion.id, criterion.score, Type::Number);
        }
        names
    }
}
