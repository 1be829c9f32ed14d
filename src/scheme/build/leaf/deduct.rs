//! So many marks an occurrence, by clauses.

use super::{Leaf, counted_in};
use crate::formula::{Expr, Function, Operator, Quorum, Ref, Type};
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
        self.refuse_uncounted(leaf, record, &clauses);
        let single = match clauses.as_slice() {
            [clause] => clause.each,
            _ => None,
        };
        let (start, up_to) = self.limits(leaf);
        let method = Method::Deduct {
            clauses: clauses.clone(),
            record,
            largest: leaf.raw.largest.as_ref().is_some_and(|at| at.value),
            start,
            up_to,
        };
        match record {
            Record::Score => {
                let holds = Holds::Marks { full: leaf.marks };
                let input = self.input(leaf, holds, leaf.raw.aliases.clone(), single);
                self.read_score(leaf, input, method);
            }
            Record::Loss => {
                let holds = Holds::Loss {
                    full: leaf.marks,
                    least: Decimal::ZERO,
                };
                let loss = self.own_input(leaf, holds, Some("扣分"), single);
                let expr = self.after_loss(leaf, Expr::Name(loss), &[loss], false);
                self.scored(leaf, vec![loss], method, expr);
            }
            Record::Count => self.deduct_counted(leaf, &clauses, method),
        }
    }

    /// Where marks start and how far they can rise; both are full marks unless said.
    fn limits(&mut self, leaf: &Leaf<'_>) -> (Decimal, Decimal) {
        let start = leaf.raw.start.as_ref().map_or(leaf.marks, |at| at.value);
        let up_to = leaf.raw.up_to.as_ref().map_or(leaf.marks, |at| at.value);
        if let Some(at) = leaf.raw.start.as_ref().filter(|at| at.value > up_to) {
            let kind = MistakeKind::CapAboveMarks {
                cap: crate::number::plain(at.value),
                marks: crate::number::plain(up_to),
            };
            self.mistakes.add(at.span.clone(), kind);
        }
        (start, up_to)
    }

    /// What needs occurrences to be counted cannot be told from marks alone.
    fn refuse_uncounted(&mut self, leaf: &Leaf<'_>, record: Record, clauses: &[Clause]) {
        let counted = clauses
            .iter()
            .any(|clause| clause.gains || clause.extra.is_some() || clause.range.is_some());
        if let (Some(at), true) = (
            &leaf.raw.record,
            record != Record::Count && (counted || leaf.raw.largest.is_some()),
        ) {
            let kind = MistakeKind::NeedsKey {
                key: "gain、extra、from、largest",
                needs: "record = \"count\"",
            };
            self.mistakes.add(at.span.clone(), kind);
        }
    }

    fn deduct_counted(&mut self, leaf: &Leaf<'_>, clauses: &[Clause], method: Method) {
        let single = clauses.len() == 1;
        let mut inputs = Vec::new();
        let mut losses = Vec::new();
        let mut gains = Vec::new();
        let mut extras = Vec::new();
        for (raw, clause) in leaf.raw.deduct.iter().zip(clauses) {
            let count = self.counted(leaf, raw, clause, single);
            inputs.push(count);
            let change = loss(clause, leaf.marks, count, single);
            if clause.gains {
                gains.push(change);
            } else {
                losses.push(change);
            }
            extras.extend(clause.extra.map(|extra| {
                let times = Expr::Call(Function::Sum, names(&[count]));
                Expr::number(extra).with(Operator::Multiply, times)
            }));
        }
        self.refuse_same_inputs(leaf, &inputs);
        let lost = match &method {
            Method::Deduct { largest: true, .. } if losses.len() > 1 => {
                Expr::Call(Function::Max, losses)
            }
            _ => added(losses),
        };
        let Method::Deduct { start, up_to, .. } = &method else {
            return;
        };
        let expr = if gains.is_empty() && *start == leaf.marks {
            self.after_loss(leaf, lost, &inputs, !single)
        } else {
            let quorum = if single { Quorum::All } else { Quorum::Any };
            two_sided((*start, *up_to), gains, lost).given(quorum, inputs.clone())
        };
        if !extras.is_empty() {
            let name = format!("{}(追加扣分)", leaf.raw.title.value);
            let extra = added(extras).given(Quorum::Any, inputs.clone());
            let column = self.computed(&name, Owner::Extra(leaf.id), Type::Number, extra, false);
            self.criteria[leaf.id.index()].extra = Some(column);
        }
        self.scored(leaf, inputs, method, expr);
    }

    /// The column that a clause reads.
    fn counted(&mut self, leaf: &Leaf<'_>, raw: &RawClause, clause: &Clause, single: bool) -> Ref {
        let own = single && raw.name.is_none();
        let mut headings = raw.aliases.clone();
        headings.extend(raw.per.clone());
        if own {
            headings.splice(0..0, leaf.raw.aliases.iter().cloned());
        }
        let (holds, each, unit) = match clause.range {
            Some((least, full)) => (Holds::Loss { full, least }, None, "扣分".to_owned()),
            None => (
                Holds::Count,
                clause.each.or(Some(leaf.marks)),
                counted_in(raw.per.as_deref()),
            ),
        };
        let input = self.input(leaf, holds, headings, each);
        let name = if own {
            leaf.raw.title.value.clone()
        } else {
            raw.name
                .as_ref()
                .map(|at| at.value.clone())
                .or_else(|| raw.per.clone())
                .unwrap_or_else(|| leaf.raw.title.value.clone())
        };
        self.read(&name, Owner::Input(leaf.id), Some(unit), input)
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

    fn clause(&mut self, leaf: &Leaf<'_>, raw: &RawClause) -> Clause {
        let all = raw.all.as_ref().is_some_and(|at| at.value);
        let range = match (&raw.from, &raw.to) {
            (Some(from), Some(to)) => {
                self.positive(from);
                self.refuse_cap_above(Some(to), leaf.marks);
                if from.value > to.value {
                    let kind = MistakeKind::CapAboveMarks {
                        cap: crate::number::plain(from.value),
                        marks: crate::number::plain(to.value),
                    };
                    self.mistakes.add(from.span.clone(), kind);
                }
                Some((from.value, to.value))
            }
            (None, None) => None,
            _ => {
                let key = if raw.from.is_none() { "from" } else { "to" };
                self.mistakes
                    .add(raw.span.clone(), MistakeKind::MissingKey { key });
                None
            }
        };
        let ways = [
            ("each", raw.each.as_ref().map(|at| &at.span)),
            ("gain", raw.gain.as_ref().map(|at| &at.span)),
            ("from", raw.from.as_ref().map(|at| &at.span)),
            ("all", raw.all.as_ref().filter(|_| all).map(|at| &at.span)),
        ];
        let mut ways = ways
            .into_iter()
            .filter_map(|(key, span)| Some((key, span?)));
        match (ways.next(), ways.next()) {
            (None, _) => self
                .mistakes
                .add(raw.span.clone(), MistakeKind::MissingKey { key: "each" }),
            (Some((first, _)), Some((second, span))) => {
                let span = span.clone();
                self.mistakes
                    .add(span, MistakeKind::TwoMethods { first, second });
            }
            _ => {}
        }
        for number in [&raw.each, &raw.gain, &raw.extra].into_iter().flatten() {
            self.positive(number);
        }
        self.refuse_cap_above(raw.cap.as_ref(), leaf.marks);
        let each = raw.each.as_ref().or(raw.gain.as_ref());
        Clause {
            each: each.filter(|_| !all).map(|at| at.value),
            gains: raw.gain.is_some(),
            range,
            extra: raw.extra.as_ref().map(|at| at.value),
            per: raw.per.clone(),
            cap: raw.cap.as_ref().map(|at| at.value),
        }
    }
}

/// Marks that rise and fall from where they start.
fn two_sided((start, up_to): (Decimal, Decimal), gains: Vec<Expr>, lost: Expr) -> Expr {
    let mut marks = Expr::number(start);
    if !gains.is_empty() {
        marks = marks.with(Operator::Add, added(gains));
    }
    let marks = marks.with(Operator::Subtract, lost);
    let least = Expr::Call(Function::Max, vec![Expr::number(Decimal::ZERO), marks]);
    Expr::Call(Function::Min, vec![Expr::number(up_to), least])
}

/// What the occurrences of one clause cost, or bring.
fn loss(clause: &Clause, marks: Decimal, count: Ref, single: bool) -> Expr {
    // Beside other clauses, one that is 不涉及 costs nothing.
    let occurrences = || {
        if single {
            Expr::Name(count)
        } else {
            Expr::Call(Function::Sum, names(&[count]))
        }
    };
    if clause.range.is_some() {
        return occurrences();
    }
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
