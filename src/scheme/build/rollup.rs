//! Figures of areas: each over subjects, over the area's other figures, or from a sheet.

use super::Builder;
use super::scope::Names;
use crate::formula::{Expr, Ref, Type};
use crate::number::{Decimal, plain};
use crate::scheme::mistake::MistakeKind;
use crate::scheme::raw::RawFile;
use crate::scheme::raw::{RawFigure, RawRollup};
use crate::scheme::read::At;
use crate::scheme::rollup::{BUILT_IN, Figure, Measure, Of, RollupRule, or_better};

/// The keys that say what a figure is, and their formulas.
fn measures(raw: &RawFigure) -> Vec<(&'static str, &At<String>)> {
    let keys = [
        ("value", &raw.value),
        ("sum", &raw.sum),
        ("mean", &raw.mean),
        ("min", &raw.min),
        ("max", &raw.max),
        ("median", &raw.median),
        ("count", &raw.count),
        ("share", &raw.share),
        ("sheet", &raw.sheet),
    ];
    keys.into_iter()
        .filter_map(|(key, formula)| Some((key, formula.as_ref()?)))
        .collect()
}

impl Builder<'_> {
    /// The rollups; `scope` knows a subject's names, with its total.
    pub fn rollups(&mut self, raw: &RawFile, scope: &Names, grade: Option<Ref>) -> Vec<RollupRule> {
        let scope = scope.with_grade(grade, &raw.grades);
        let mut built_in: Vec<String> = BUILT_IN.iter().map(|&name| name.to_owned()).collect();
        built_in.extend(raw.grades.iter().map(|grade| or_better(&grade.name.value)));
        let mut rules: Vec<RollupRule> = Vec::new();
        for rollup in &raw.rollups {
            let Some(by) = self.attribute(&rollup.by) else {
                continue;
            };
            if rules.iter().any(|rule| rule.by == by) {
                self.twice(&rollup.by);
            }
            rules.push(self.rollup(rollup, by, &scope, &built_in));
        }
        rules
    }

    fn rollup(
        &mut self,
        raw: &RawRollup,
        by: Ref,
        scope: &Names,
        built_in: &[String],
    ) -> RollupRule {
        let mut names = built_in.to_vec();
        let mut area = Names::default();
        for (index, name) in names.iter().enumerate() {
            area.put(name, column(index), Type::Number);
        }
        // A formula can use every figure over subjects, and the formulas before it.
        for figure in &raw.figures {
            let name = &figure.name;
            if names.contains(&name.value) {
                self.twice(name);
            }
            if figure.value.is_none() {
                area.put(&name.value, column(names.len()), Type::Number);
            }
            names.push(name.value.clone());
        }
        let mut figures = Vec::new();
        for (index, figure) in raw.figures.iter().enumerate() {
            let column = column(built_in.len() + index);
            figures.push(self.area_figure(figure, column, by, scope, &area));
            area.put(&figure.name.value, column, Type::Number);
        }
        let order: Vec<Expr> = raw
            .order
            .iter()
            .map(|key| self.compile(key, &area, Type::Number))
            .collect();
        for award in &raw.awards {
            if let Some(quota) = award.quota.as_ref().filter(|_| order.is_empty()) {
                let kind = MistakeKind::NeedsKey {
                    key: "quota",
                    needs: "[[rollup]] order",
                };
                self.mistakes.add(quota.span.clone(), kind);
            }
        }
        let rule = RollupRule {
            by,
            names,
            figures,
            order,
            awards: self.award_list(&raw.awards, &area, Some(by)),
        };
        for (award, written) in rule.awards.iter().zip(&raw.awards) {
            if let (Some(when), Some(at)) = (&award.when, &written.when) {
                self.refuse_hundredfold(&rule, when, at);
            }
        }
        rule
    }

    /// A share compared with 80 where 80% is meant.
    fn refuse_hundredfold(&mut self, rule: &RollupRule, when: &Expr, at: &At<String>) {
        let mut written = None;
        when.visit(&mut |expr| {
            if let Expr::Binary(operator, left, right) = expr
                && operator.compares()
                && let (Expr::Name(name), Expr::Number { value, percent }) = (&**left, &**right)
                && rule.is_percent(*name)
                && !percent
                && *value > Decimal::ONE
            {
                written = Some(plain(*value));
            }
        });
        if let Some(written) = written {
            let kind = MistakeKind::PercentMissing { written };
            self.mistakes.add(at.span.clone(), kind);
        }
    }

    fn area_figure(
        &mut self,
        raw: &RawFigure,
        column: Ref,
        by: Ref,
        scope: &Names,
        area: &Names,
    ) -> Figure {
        let given = measures(raw);
        let measure = match given.as_slice() {
            [] => {
                let kind = MistakeKind::NeedsKey {
                    key: "name",
                    needs: "value、sum、mean、min、max、median、count、share、sheet",
                };
                self.mistakes.add(raw.name.span.clone(), kind);
                Measure::Value(Expr::NotApplicable)
            }
            [(first, _), (second, at), ..] => {
                let kind = MistakeKind::OneOf { first, second };
                self.mistakes.add(at.span.clone(), kind);
                Measure::Value(Expr::NotApplicable)
            }
            [("value", formula)] => Measure::Value(self.compile(formula, area, Type::Number)),
            [("sheet", sheet)] => Measure::Sheet(self.group_column(by, sheet, &raw.name, false)),
            [("count", when)] => Measure::Count(self.compile(when, scope, Type::Bool)),
            [("share", when)] => Measure::Share(self.compile(when, scope, Type::Bool)),
            [(key, formula)] => {
                let expr = self.compile(formula, scope, Type::Number);
                match *key {
                    "sum" => Measure::Sum(expr),
                    "mean" => Measure::Mean(expr),
                    "min" => Measure::Min(expr),
                    "max" => Measure::Max(expr),
                    _ => Measure::Median(expr),
                }
            }
        };
        self.refuse_idle(raw, &measure);
        let when = raw.when.as_ref();
        Figure {
            name: raw.name.value.clone(),
            unit: raw.unit.clone(),
            column,
            measure,
            of: raw.of.as_ref().map_or(Of::Ranked, |at| at.value),
            when: when.map(|when| self.compile(when, scope, Type::Bool)),
            best: raw.best.as_ref().and_then(|best| {
                let best = super::whole(best, 1, 1_000_000, self.mistakes);
                best.map(i32::unsigned_abs)
            }),
        }
    }

    /// Keys that would be passed over in silence.
    fn refuse_idle(&mut self, raw: &RawFigure, measure: &Measure) {
        let over_subjects = !matches!(measure, Measure::Value(_) | Measure::Sheet(_));
        let summed = matches!(measure, Measure::Sum(_) | Measure::Mean(_));
        let when = raw.when.as_ref().map(|at| ("when", &at.span));
        let of = raw.of.as_ref().map(|at| ("of", &at.span));
        let best = raw.best.as_ref().map(|at| ("best", &at.span));
        for (key, span) in when.into_iter().chain(of).filter(|_| !over_subjects) {
            let needs = "sum、mean、min、max、median、count、share";
            let kind = MistakeKind::NeedsKey { key, needs };
            self.mistakes.add(span.clone(), kind);
        }
        for (key, span) in best.into_iter().filter(|_| !summed) {
            let needs = "sum、mean";
            let kind = MistakeKind::NeedsKey { key, needs };
            self.mistakes.add(span.clone(), kind);
        }
        // Only the ranked have an order to take the best of.
        if let (Some(best), Some(of)) = (&raw.best, &raw.of)
            && of.value == Of::All
        {
            let first = "best";
            let second = "of = \"all\"";
            self.mistakes
                .add(best.span.clone(), MistakeKind::OneOf { first, second });
        }
    }

    fn twice(&mut self, name: &At<String>) {
        let kind = MistakeKind::DuplicateName {
            name: name.value.clone(),
        };
        self.mistakes.add(name.span.clone(), kind);
    }
}

/// A column in the row of an area.
fn column(index: usize) -> Ref {
    Ref(u32::try_from(index).unwrap_or(u32::MAX))
}
