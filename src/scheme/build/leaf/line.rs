//! Marks along a line between two figures.

use super::Leaf;
use crate::formula::{Expr, Function, Operator, Quorum};
use crate::number::Decimal;
use crate::scheme::build::Builder;
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Holds, Method};

impl Builder<'_> {
    /// No marks at one figure, full marks at another, in proportion between them; beyond them no
    /// less and no more.
    pub(super) fn along_line(&mut self, leaf: &Leaf<'_>) {
        let Some(raw) = &leaf.raw.line else { return };
        let percent = self.percent(&raw.zero) || self.percent(&raw.full);
        let otherwise = if percent {
            Holds::Percent
        } else {
            Holds::Number
        };
        let (inputs, figure) = self.figure(leaf, otherwise);
        if percent {
            self.columns[figure.index()].unit = Some("%".to_owned());
        }
        self.refuse_bare_percent(figure, [&raw.zero, &raw.full].into_iter());
        if raw.zero.value == raw.full.value {
            let kind = MistakeKind::DuplicateName {
                name: crate::number::plain(raw.full.value),
            };
            self.mistakes.add(raw.full.span.clone(), kind);
        }
        let number = |value| Expr::Number { value, percent };
        let (zero, full) = (raw.zero.value, raw.full.value);
        // Numerator and length of the line are both positive where there are marks to be had.
        let (gone, length) = if full > zero {
            let gone = Expr::Name(figure).with(Operator::Subtract, number(zero));
            (gone, full.checked_sub(zero))
        } else {
            let gone = number(zero).with(Operator::Subtract, Expr::Name(figure));
            (gone, zero.checked_sub(full))
        };
        let marks = Expr::number(leaf.marks)
            .with(Operator::Multiply, gone)
            .with(Operator::Divide, number(length.unwrap_or(Decimal::ONE)));
        let least = Expr::Call(Function::Max, vec![Expr::number(Decimal::ZERO), marks]);
        let within = Expr::Call(Function::Min, vec![Expr::number(leaf.marks), least]);
        let method = Method::Line { zero, full };
        self.scored(
            leaf,
            inputs,
            method,
            within.given(Quorum::All, vec![figure]),
        );
    }
}
