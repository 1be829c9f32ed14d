//! So many marks a piece of evidence, capped.

use super::{Leaf, counted_in};
use crate::formula::{Expr, Function, Operator, Quorum};
use crate::scheme::build::Builder;
use crate::scheme::model::{Holds, Method, Owner};

impl Builder<'_> {
    pub(super) fn counter(&mut self, leaf: &Leaf<'_>) {
        let Some(raw) = &leaf.raw.counter else { return };
        self.positive(&raw.each);
        self.refuse_cap_above(raw.cap.as_ref(), leaf.marks);
        let cap = raw.cap.as_ref().map_or(leaf.marks, |at| at.value);
        let each = raw.each.value;
        let mut headings = leaf.raw.aliases.clone();
        headings.extend(raw.per.clone());
        let input = self.input(leaf, Holds::Count, headings, Some(each));
        let title = leaf.raw.title.value.clone();
        let count = self.read(
            &title,
            Owner::Input(leaf.id),
            Some(counted_in(raw.per.as_deref())),
            input,
        );
        let earned = Expr::number(each).with(Operator::Multiply, Expr::Name(count));
        let expr = Expr::Call(Function::Min, vec![Expr::number(cap), earned]);
        let method = Method::Counter {
            each,
            per: raw.per.clone(),
            cap,
        };
        self.scored(
            leaf,
            vec![count],
            method,
            expr.given(Quorum::All, vec![count]),
        );
    }
}
