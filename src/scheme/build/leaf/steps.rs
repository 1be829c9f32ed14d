//! Marks lost by steps away from a target.

use super::Leaf;
use crate::formula::{Expr, Function, Operator, Ref, Type};
use crate::number::Decimal;
use crate::scheme::build::Builder;
use crate::scheme::model::{Holds, Method, Partial, Side, Steps, Target};
use crate::scheme::raw::{RawSteps, RawTarget};
use crate::scheme::read::At;

impl Builder<'_> {
    pub(super) fn steps(&mut self, leaf: &Leaf<'_>) {
        let Some(raw) = &leaf.raw.steps else { return };
        self.positive(&raw.every);
        self.positive(&raw.deduct);
        self.refuse_cap_above(raw.cap.as_ref(), leaf.marks);
        if let Some(cliff) = &raw.cliff {
            self.refuse_marks_above(&cliff.deduct, leaf.marks);
        }
        let percent = match &raw.target.value {
            RawTarget::Number(_) => self.percent(&raw.target),
            RawTarget::Formula(text) => text.contains(['%', '％']),
        };
        let otherwise = if percent {
            Holds::Percent
        } else {
            Holds::Number
        };
        let (inputs, figure) = self.figure(leaf, otherwise);
        if percent {
            self.columns[figure.index()].unit = Some("%".to_owned());
        }
        let (target, fixed) = match &raw.target.value {
            RawTarget::Number(number) => {
                let fixed = At {
                    value: *number,
                    span: raw.target.span.clone(),
                };
                (Target::Fixed(*number), Some(fixed))
            }
            RawTarget::Formula(text) => {
                let scope = self.inside(leaf, &inputs);
                let formula = At {
                    value: text.clone(),
                    span: raw.target.span.clone(),
                };
                let expr = self.compile(&formula, &scope, Type::Number);
                (Target::Computed(expr), None)
            }
        };
        let limits = [fixed.as_ref(), raw.cliff.as_ref().map(|cliff| &cliff.at)];
        self.refuse_bare_percent(figure, limits.into_iter().flatten());
        let steps = steps(raw, target);
        let loss = steps_loss(&steps, figure, percent, leaf.marks);
        let expr = self.after_loss(leaf, loss, &[figure], false);
        self.scored(leaf, inputs, Method::Steps(steps), expr);
    }
}

fn steps(raw: &RawSteps, target: Target) -> Steps {
    Steps {
        target,
        every: raw.every.value,
        deduct: raw.deduct.value,
        side: raw.side.unwrap_or(Side::Below),
        partial: raw.partial.unwrap_or(Partial::Full),
        cap: raw.cap.as_ref().map(|at| at.value),
        cliff: raw
            .cliff
            .as_ref()
            .map(|cliff| (cliff.at.value, cliff.deduct.value)),
    }
}

/// `deduct × steps away from the target`, capped; beyond the cliff its own loss.
fn steps_loss(steps: &Steps, figure: Ref, percent: bool, marks: Decimal) -> Expr {
    let number = |value| Expr::Number { value, percent };
    let target = match &steps.target {
        Target::Fixed(target) => number(*target),
        Target::Computed(expr) => expr.clone(),
    };
    let away = match steps.side {
        Side::Below => target.with(Operator::Subtract, Expr::Name(figure)),
        Side::Above => Expr::Name(figure).with(Operator::Subtract, target),
    };
    let away = Expr::Call(Function::Max, vec![Expr::number(Decimal::ZERO), away]);
    let taken = away.with(Operator::Divide, number(steps.every));
    // The inner rounding takes away the noise of binary arithmetic in a spreadsheet, which would
    // otherwise begin a step at 97% that is none.
    let noiseless = |expr| Expr::Call(Function::Round, vec![expr, Expr::number(9)]);
    let counted = match steps.partial {
        Partial::Full => Expr::Call(Function::RoundUp, vec![noiseless(taken), Expr::number(0)]),
        Partial::None => Expr::Call(Function::RoundDown, vec![noiseless(taken), Expr::number(0)]),
        Partial::Exact => taken,
    };
    let loss = counted.with(Operator::Multiply, Expr::number(steps.deduct));
    let cap = steps.cap.unwrap_or(marks);
    let loss = Expr::Call(Function::Min, vec![Expr::number(cap), loss]);
    let Some((at, deduct)) = steps.cliff else {
        return loss;
    };
    let operator = match steps.side {
        Side::Below => Operator::Less,
        Side::Above => Operator::Greater,
    };
    let beyond = Expr::Name(figure).with(operator, number(at));
    Expr::number(deduct).when(beyond, loss)
}
