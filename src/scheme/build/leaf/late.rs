//! Marks lost a day after it was due.

use super::Leaf;
use crate::formula::{Expr, Function, Operator, Type};
use crate::number::Decimal;
use crate::scheme::build::Builder;
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Holds, Method};
use crate::scheme::raw::{Blank, Kind};
use crate::scheme::read::At;

impl Builder<'_> {
    pub(super) fn late(&mut self, leaf: &Leaf<'_>) {
        let Some(raw) = &leaf.raw.late else { return };
        self.positive(&raw.each);
        self.refuse_cap_above(raw.cap.as_ref(), leaf.marks);
        for input in &leaf.raw.inputs {
            if input.kind != Some(Kind::Date) {
                let kind = MistakeKind::NeedsKey {
                    key: "late",
                    needs: "type = \"date\"",
                };
                self.mistakes.add(input.name.span.clone(), kind);
            }
        }
        let inputs = self.declared_inputs(leaf, Holds::Date);
        let [handed_in, ..] = inputs.as_slice() else {
            return;
        };
        let scope = self.inside(leaf, &inputs);
        let due = self.compile(&as_formula(&raw.due), &scope, Type::Date);
        let cap = raw.cap.as_ref().map_or(leaf.marks, |at| at.value);
        let zero = || Expr::number(Decimal::ZERO);
        let days = Expr::Name(*handed_in).with(Operator::Subtract, due.clone());
        let days = Expr::Call(Function::Max, vec![zero(), days]);
        let loss = Expr::number(raw.each.value).with(Operator::Multiply, days);
        let loss = Expr::Call(Function::Min, vec![Expr::number(cap), loss]);
        // What was never handed in brings nothing, whatever the loss is capped at.
        let loss = if leaf.inherited.blank == Blank::Zero {
            let never = At {
                value: NEVER.to_owned(),
                span: raw.due.span.clone(),
            };
            let never = self.compile(&as_formula(&never), &scope, Type::Date);
            let never = Expr::Name(*handed_in).with(Operator::GreaterOrEqual, never);
            Expr::number(leaf.marks).when(never, loss)
        } else {
            loss
        };
        let expr = self.after_loss(leaf, loss, &inputs, false);
        let method = Method::Late {
            due,
            each: raw.each.value,
            cap,
        };
        self.scored(leaf, inputs, method, expr);
    }
}

/// The day that a blank stands for where it counts as zero.
const NEVER: &str = "9999-12-31";

/// `2026-06-30` is a day; anything else is a formula already.
fn as_formula(due: &At<String>) -> At<String> {
    let value = match due.value.parse::<jiff::civil::Date>() {
        Ok(day) => format!("DATE({}, {}, {})", day.year(), day.month(), day.day()),
        Err(_) => due.value.clone(),
    };
    At {
        value,
        span: due.span.clone(),
    }
}
