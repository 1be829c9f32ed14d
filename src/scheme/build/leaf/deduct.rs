//! So many marks an occurrence, by clauses.

use super::{Leaf, counted_in};
use crate::formula::{Expr, Function, Operator, Quorum, Ref};
use crate::number::Decimal;
use crate::scheme::build::Builder;
use crate::scheme::build::combine::{added, names};
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Branch, Clause, Holds, Method, Owner, Record};
use crate::scheme::raw::RawClause;

impl Builder<'_> {
    pub(super) fn deduct(&mut self, leaf: &Leaf<'_>) {
        let record = leaf
            .raw
            .record
            .as_ref()
            .map_or(Record::Count, |at| at.value);
        let clauses: Vec<Clause> = leaf
            .raw
            .deduct
            .iter()
            .map(|clause| self.clause(leaf, clause))
            .collect();
        let single = match clauses.as_slice() {
            [clause] => clause.each,
            _ => None,
        };
        let method = Method::Deduct {
            clauses: clauses.clone(),
            record,
        };
        match record {
            Record::Score => {
                let holds = Holds::Marks { full: leaf.marks };
                let input = self.input(leaf, holds, leaf.raw.aliases.clone(), single);
                self.read_score(leaf, input, method);
            }
            Record::Loss => {
                let loss =
                    self.own_input(leaf, Holds::Loss { full: leaf.marks }, Some("扣分"), single);
                let expr = self.after_loss(leaf, Expr::Name(loss), &[loss], false);
                self.scored(leaf, vec![loss], method, expr);
            }
            Record::Count => self.deduct_counted(leaf, &clauses, method),
        }
    }

    pub(super) fn deduct_counted(&mut self, leaf: &Leaf<'_>, clauses: &[Clause], method: Method) {
        let single = clauses.len() == 1;
        let mut inputs = Vec::new();
        let mut losses = Vec::new();
        for (raw, clause) in leaf.raw.deduct.iter().zip(clauses) {
            let each = clause.each.or(Some(leaf.marks));
            let count = if single && raw.name.is_none() {
                let mut headings = leaf.raw.aliases.clone();
                headings.extend(raw.aliases.iter().cloned());
                headings.extend(raw.per.clone());
                let input = self.input(leaf, Holds::Count, headings, each);
                let title = leaf.raw.title.value.clone();
                self.read(
                    &title,
                    Owner::Input(leaf.id),
                    Some(counted_in(raw.per.as_deref())),
                    input,
                )
            } else {
                let mut headings = raw.aliases.clone();
                headings.extend(raw.per.clone());
                let input = self.input(leaf, Holds::Count, headings, each);
                let name = raw
                    .name
                    .as_ref()
                    .map(|at| at.value.clone())
                    .or_else(|| raw.per.clone());
                let name = name.unwrap_or_else(|| leaf.raw.title.value.clone());
                self.read(
                    &name,
                    Owner::Input(leaf.id),
                    Some(counted_in(raw.per.as_deref())),
                    input,
                )
            };
            inputs.push(count);
            losses.push(loss(clause, leaf.marks, count, single));
        }
        self.refuse_same_inputs(leaf, &inputs);
        let expr = self.after_loss(leaf, added(losses), &inputs, !single);
        self.scored(leaf, inputs, method, expr);
    }

    /// Full marks less a loss; in a penalty branch the loss itself. Never below zero, never above.
    pub(super) fn after_loss(
        &self,
        leaf: &Leaf<'_>,
        loss: Expr,
        inputs: &[Ref],
        any: bool,
    ) -> Expr {
        let quorum = if any { Quorum::Any } else { Quorum::All };
        let expr = match leaf.branch {
            Branch::Penalty => Expr::Call(Function::Min, vec![Expr::number(leaf.marks), loss]),
            Branch::Score | Branch::Bonus => {
                let left = Expr::number(leaf.marks).with(Operator::Subtract, loss);
                Expr::Call(Function::Max, vec![Expr::number(Decimal::ZERO), left])
            }
        };
        expr.given(quorum, inputs.to_vec())
    }

    pub(super) fn clause(&mut self, leaf: &Leaf<'_>, raw: &RawClause) -> Clause {
        let all = raw.all.as_ref().is_some_and(|at| at.value);
        if raw.each.is_none() && !all {
            self.mistakes
                .add(raw.span.clone(), MistakeKind::MissingKey { key: "each" });
        }
        if let Some(each) = &raw.each {
            self.positive(each);
        }
        self.refuse_cap_above(raw.cap.as_ref(), leaf.marks);
        Clause {
            each: if all {
                None
            } else {
                raw.each.as_ref().map(|at| at.value)
            },
            per: raw.per.clone(),
            cap: raw.cap.as_ref().map(|at| at.value),
        }
    }
}

/// What the occurrences of one clause cost.
fn loss(clause: &Clause, marks: Decimal, count: Ref, single: bool) -> Expr {
    // Beside other clauses, one that is 不涉及 costs nothing.
    let occurrences = || {
        if single {
            Expr::Name(count)
        } else {
            Expr::Call(Function::Sum, names(&[count]))
        }
    };
    let Some(each) = clause.each else {
        let some = occurrences().with(Operator::Greater, Expr::number(Decimal::ZERO));
        return Expr::number(marks).when(some, Expr::number(Decimal::ZERO));
    };
    let all = Expr::number(each).with(Operator::Multiply, occurrences());
    match clause.cap {
        Some(cap) => Expr::Call(Function::Min, vec![Expr::number(cap), all]),
        None => all,
    }
}
