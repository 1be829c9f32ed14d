//! Marks by bands of a figure, or by a formula of one's own.

use super::Leaf;
use crate::formula::{Expr, Function, Quorum, Type};
use crate::number::Decimal;
use crate::scheme::bands;
use crate::scheme::build::Builder;
use crate::scheme::model::{Holds, Method};
use crate::scheme::raw::RawBand;

impl Builder<'_> {
    pub(super) fn bands(&mut self, leaf: &Leaf<'_>) {
        let limits = |band: &RawBand| {
            let RawBand {
                at_least,
                above,
                below,
                at_most,
                ..
            } = band.clone();
            [at_least, above, below, at_most].into_iter().flatten()
        };
        let percent = leaf
            .raw
            .bands
            .iter()
            .flat_map(limits)
            .any(|limit| self.percent(&limit));
        let otherwise = if percent {
            Holds::Percent
        } else {
            Holds::Number
        };
        let (inputs, figure) = self.figure(leaf, otherwise);
        if percent {
            self.columns[figure.index()].unit = Some("%".to_owned());
        }
        let written: Vec<_> = leaf.raw.bands.iter().flat_map(limits).collect();
        self.refuse_bare_percent(figure, written.iter());
        let mut bands_of = Vec::new();
        for raw in &leaf.raw.bands {
            self.refuse_marks_above(&raw.marks, leaf.marks);
            let band = bands::band(&raw.at_least, &raw.above, &raw.below, &raw.at_most);
            bands_of.push((band, raw.marks.value, raw.span.clone()));
        }
        for (span, kind) in bands::check_cover(&bands_of, percent) {
            self.mistakes.add(span, kind);
        }
        let pairs = bands_of.iter().flat_map(|(band, marks, _)| {
            [
                bands::condition(band, figure, percent),
                Expr::number(*marks),
            ]
        });
        let expr = Expr::Call(Function::Ifs, pairs.collect()).given(Quorum::All, vec![figure]);
        let method = Method::Bands(
            bands_of
                .iter()
                .map(|(band, marks, _)| (*band, *marks))
                .collect(),
        );
        self.scored(leaf, inputs, method, expr);
    }

    pub(super) fn formula(&mut self, leaf: &Leaf<'_>) {
        let Some(raw) = &leaf.raw.formula else { return };
        let inputs = if leaf.raw.inputs.is_empty() {
            Vec::new()
        } else {
            self.declared_inputs(leaf, Holds::Number)
        };
        let scope = self.inside(leaf, &inputs);
        let expr = self.compile(raw, &scope, Type::Number);
        let needs = expr.names();
        let within = Expr::Call(Function::Max, vec![Expr::number(Decimal::ZERO), expr]);
        let within = Expr::Call(Function::Min, vec![Expr::number(leaf.marks), within]);
        self.scored(
            leaf,
            inputs,
            Method::Formula,
            within.given(Quorum::All, needs),
        );
    }
}
