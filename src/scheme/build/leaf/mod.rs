//! Leaves: each scoring method lowered to one expression over the inputs.

mod counter;
mod deduct;
mod given;
mod graded;
mod inputs;
mod late;
mod line;
mod steps;

use super::{Builder, Inherited};
use crate::formula::{Expr, Function, Operator, Ref, Type};
use crate::number::{Decimal, plain};
use crate::scheme::mistake::{MistakeKind, Wanted};
use crate::scheme::model::{Branch, CriterionId, Method, Owner};
use crate::scheme::raw::RawNode;
use crate::scheme::read::{At, Span};

/// The scoring methods a node names, with a place to point at.
pub(super) fn methods(raw: &RawNode) -> Vec<(&'static str, Span)> {
    let mut found = Vec::new();
    let mut add = |name, span: Option<Span>| found.extend(span.map(|span| (name, span)));
    add(
        "deduct",
        raw.deduct.first().map(|clause| clause.span.clone()),
    );
    add("pass", raw.pass.as_ref().map(|at| at.span.clone()));
    add(
        "choice",
        raw.choice.first().map(|choice| choice.span.clone()),
    );
    add(
        "counter",
        raw.counter.as_ref().map(|counter| counter.span.clone()),
    );
    add("steps", raw.steps.as_ref().map(|steps| steps.span.clone()));
    add("late", raw.late.as_ref().map(|late| late.span.clone()));
    add("line", raw.line.as_ref().map(|line| line.span.clone()));
    add("bands", raw.bands.first().map(|band| band.span.clone()));
    add("formula", raw.formula.as_ref().map(|at| at.span.clone()));
    found
}

/// A leaf while it is built.
struct Leaf<'r> {
    raw: &'r RawNode,
    id: CriterionId,
    marks: Decimal,
    branch: Branch,
    inherited: &'r Inherited,
}

impl Builder<'_> {
    pub fn leaf(&mut self, raw: &RawNode, id: CriterionId, inherited: &Inherited) {
        let (marks, branch) = {
            let node = &self.criteria[id.index()];
            (node.marks, node.branch)
        };
        if raw.marks.as_ref().is_some_and(|at| at.value.is_zero()) {
            let span = raw.marks.as_ref().map_or(0..0, |at| at.span.clone());
            self.mistakes.add(
                span,
                MistakeKind::WrongKind {
                    wanted: Wanted::Positive,
                },
            );
        }
        let methods = methods(raw);
        if let [(first, _), (second, span), ..] = methods.as_slice() {
            self.mistakes
                .add(span.clone(), MistakeKind::TwoMethods { first, second });
        }
        self.refuse_stray_keys(raw);
        let leaf = Leaf {
            raw,
            id,
            marks,
            branch,
            inherited,
        };
        match methods.first().map_or("marks", |(method, _)| method) {
            "deduct" => self.deduct(&leaf),
            "pass" => self.pass(&leaf),
            "choice" => self.choice(&leaf),
            "counter" => self.counter(&leaf),
            "steps" => self.steps(&leaf),
            "late" => self.late(&leaf),
            "line" => self.along_line(&leaf),
            "bands" => self.bands(&leaf),
            "formula" => self.formula(&leaf),
            _ => self.marks_awarded(&leaf),
        }
    }

    /// Keys that belong to a method that is not there.
    fn refuse_stray_keys(&mut self, raw: &RawNode) {
        let reads_figure = raw.steps.is_some() || !raw.bands.is_empty() || raw.line.is_some();
        if let (Some(value), false) = (&raw.value, reads_figure) {
            let kind = MistakeKind::NeedsKey {
                key: "value",
                needs: "steps、bands、line",
            };
            self.mistakes.add(value.span.clone(), kind);
        }
        let reads = reads_figure || raw.formula.is_some() || raw.late.is_some();
        if let (Some(input), false) = (raw.inputs.first(), reads) {
            let kind = MistakeKind::NeedsKey {
                key: "inputs",
                needs: "steps、bands、line、late、formula",
            };
            self.mistakes.add(input.name.span.clone(), kind);
        }
        if let (Some(record), true) = (&raw.record, raw.deduct.is_empty()) {
            let kind = MistakeKind::NeedsKey {
                key: "record",
                needs: "deduct",
            };
            self.mistakes.add(record.span.clone(), kind);
        }
        let clauses_only = [
            ("largest", raw.largest.as_ref().map(|at| &at.span)),
            ("start", raw.start.as_ref().map(|at| &at.span)),
            ("up-to", raw.up_to.as_ref().map(|at| &at.span)),
        ];
        for (key, span) in clauses_only {
            if let (Some(span), true) = (span, raw.deduct.is_empty()) {
                let kind = MistakeKind::NeedsKey {
                    key,
                    needs: "deduct",
                };
                self.mistakes.add(span.clone(), kind);
            }
        }
        // Keys of nodes with children: here they would be passed over in silence.
        let cap = raw.cap.as_ref().filter(|_| raw.marks.is_some());
        let groups_only = [
            ("cap", cap.map(|at| &at.span)),
            ("combine", raw.combine.as_ref().map(|at| &at.span)),
            ("convert", raw.convert.as_ref().map(|at| &at.span)),
            ("beyond", raw.beyond.as_ref().map(|_| &raw.id.span)),
            ("key-below", raw.key_below.as_ref().map(|at| &at.span)),
            ("bonus", raw.bonuses.first().map(|node| &node.span)),
            ("penalty", raw.penalties.first().map(|node| &node.span)),
        ];
        for (key, span) in groups_only {
            if let Some(span) = span {
                let kind = MistakeKind::NeedsKey { key, needs: "item" };
                self.mistakes.add(span.clone(), kind);
            }
        }
    }

    /// Finishes a leaf: its score is an expression.
    fn scored(&mut self, leaf: &Leaf<'_>, inputs: Vec<Ref>, method: Method, expr: Expr) {
        let expr = if leaf.raw.guards.is_empty() {
            expr
        } else {
            self.guarded_leaf(leaf, &inputs, expr)
        };
        let expr = self.rounded_to(leaf.raw, expr);
        let expr = match &leaf.inherited.when {
            Some(when) => expr.when(when.clone(), Expr::NotApplicable),
            None => expr,
        };
        let applies = !self.can_be_missing(&expr);
        let title = leaf.raw.title.value.clone();
        let score = self.computed(&title, Owner::Score(leaf.id), Type::Number, expr, applies);
        let node = &mut self.criteria[leaf.id.index()];
        node.score = score;
        node.inputs = inputs;
        node.method = Some(method);
    }

    /// An item's own guards, inside what says that it applies.
    fn guarded_leaf(&mut self, leaf: &Leaf<'_>, inputs: &[Ref], expr: Expr) -> Expr {
        let scope = self.inside(leaf, inputs);
        match expr {
            Expr::Given {
                needs,
                quorum,
                body,
            } => self
                .guarded(leaf.raw, leaf.id, *body, &scope)
                .given(quorum, needs),
            expr => self.guarded(leaf.raw, leaf.id, expr, &scope),
        }
    }

    /// Whether an expression can end in 不涉及: by its inputs, or by a division.
    fn can_be_missing(&self, expr: &Expr) -> bool {
        let mut missing = false;
        expr.visit(&mut |part| {
            missing |= match part {
                Expr::Name(name) => !self.applies(*name),
                Expr::NotApplicable | Expr::Call(Function::Average, _) => true,
                Expr::Binary(Operator::Divide, _, divisor) => {
                    !matches!(**divisor, Expr::Number { value, .. } if !value.is_zero())
                }
                _ => false,
            };
        });
        missing
    }

    pub(in crate::scheme::build) fn positive(&mut self, number: &At<Decimal>) {
        if number.value <= Decimal::ZERO {
            let wanted = Wanted::Positive;
            self.mistakes
                .add(number.span.clone(), MistakeKind::WrongKind { wanted });
        }
    }

    fn refuse_cap_above(&mut self, cap: Option<&At<Decimal>>, marks: Decimal) {
        if let Some(cap) = cap.filter(|cap| cap.value > marks) {
            let kind = MistakeKind::CapAboveMarks {
                cap: plain(cap.value),
                marks: plain(marks),
            };
            self.mistakes.add(cap.span.clone(), kind);
        }
    }

    fn refuse_marks_above(&mut self, given: &At<Decimal>, marks: Decimal) {
        if given.value > marks {
            let kind = MistakeKind::MarksAboveItem {
                given: plain(given.value),
                marks: plain(marks),
            };
            self.mistakes.add(given.span.clone(), kind);
        }
    }
}

/// What occurrences are counted in: `缺1人` in 人, `1处` in 处; 次 where nothing says otherwise.
fn counted_in(per: Option<&str>) -> String {
    const UNITS: [&str; 15] = [
        "人次", "人", "项", "条", "处", "件", "次", "天", "起", "个", "份", "张", "家", "户",
        "小时",
    ];
    let counted = per
        .and_then(|per| per.split_once('1'))
        .map_or("", |(_, rest)| rest.trim_start());
    let unit = UNITS.iter().find(|unit| counted.starts_with(**unit));
    unit.map_or("次", |unit| unit).to_owned()
}
