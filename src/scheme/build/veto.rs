//! What vetoes do to the total: marks lost, a cap, zero.

use super::Builder;
use super::combine::added;
use super::summary::any;
use crate::formula::{Expr, Function, Operator, Quorum, Ref, Type};
use crate::number::Decimal;
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Effect, Grade, Owner, Veto};
use crate::scheme::raw::RawFile;

impl Builder<'_> {
    /// The place of the grade that was reached before vetoes, 1 for the best; only where a veto
    /// looks at it.
    pub fn reached(&mut self, vetoes: &[Veto], grades: &[Grade]) -> Option<Ref> {
        let looked_at = vetoes.iter().any(|veto| {
            matches!(veto.effect, Effect::Softer { lower, below_grade, .. } if lower > 0 || below_grade)
        });
        if grades.is_empty() || !looked_at {
            return None;
        }
        let places = super::decide::places(grades);
        Some(self.computed("否决前等级序号", Owner::Summary, Type::Number, places, true))
    }

    /// The total after vetoes that deduct, cap or zero it, and the one that ranks look at.
    pub fn softened(
        &mut self,
        raw: &RawFile,
        (vetoes, grades, reached): (&[Veto], &[Grade], Option<Ref>),
        within: Expr,
        (base, before): (Ref, Ref),
    ) -> (Ref, Ref) {
        let applies = self.applies(base);
        let limit = self.limit(raw, vetoes, grades, (reached, before));
        let zeroing: Vec<Ref> = vetoes
            .iter()
            .filter(|veto| veto.effect == Effect::Zero)
            .map(|veto| veto.holds)
            .collect();
        let ended = |expr: Expr| {
            let mut expr = expr;
            if let Some(limit) = limit {
                expr = Expr::Call(Function::Min, vec![expr, Expr::Name(limit)]);
            }
            if !zeroing.is_empty() {
                expr = Expr::number(Decimal::ZERO).when(any(&zeroing), expr);
            }
            expr.given(Quorum::All, vec![base])
        };
        let (sum, exact) = self.unrounded("总分", within, base);
        let expr = ended(self.published(sum));
        let decides = exact.map(|exact| {
            let expr = ended(Expr::Name(exact));
            self.computed("总分(排名用)", Owner::Summary, Type::Number, expr, applies)
        });
        let total = self.computed("总分", Owner::Summary, Type::Number, expr, applies);
        (total, decides.unwrap_or(total))
    }

    /// The highest total that vetoes leave, 不涉及 where none of them caps it: `MIN` passes over it.
    fn limit(
        &mut self,
        raw: &RawFile,
        vetoes: &[Veto],
        grades: &[Grade],
        (reached, before): (Option<Ref>, Ref),
    ) -> Option<Ref> {
        let mut limits = Vec::new();
        let mut capping = Vec::new();
        let mut below = Vec::new();
        for veto in vetoes {
            let Effect::Softer {
                lower,
                below_grade,
                cap,
                ..
            } = veto.effect
            else {
                continue;
            };
            if let Some(cap) = cap {
                limits.push(Expr::number(cap).when(Expr::Name(veto.holds), no_limit()));
            }
            if below_grade {
                below.push(veto.holds);
                let down = Decimal::from(lower.max(1));
                capping.push(times(veto, down));
            }
        }
        let holds: Vec<Ref> = vetoes
            .iter()
            .filter(|veto| {
                matches!(veto.effect, Effect::Softer { below_grade, cap, .. } if below_grade || cap.is_some())
            })
            .map(|veto| veto.holds)
            .collect();
        if holds.is_empty() {
            return None;
        }
        let one_down = vetoes.iter().all(|veto| match veto.effect {
            Effect::Softer {
                lower,
                below_grade: true,
                ..
            } => lower <= 1 && veto.times.is_none(),
            _ => true,
        }) && below.len() == 1;
        let limit = match reached {
            _ if below.is_empty() => None,
            _ if one_down => Some(self.below_reached(raw, grades, before)),
            Some(reached) => Some(self.below_grade(raw, grades, (reached, before), added(capping))),
            None => None,
        };
        limits.extend(limit.map(|limit| limit.when(any(&below), no_limit())));
        let limit = match limits.len() {
            1 => limits.remove(0),
            _ => Expr::Call(Function::Min, limits),
        };
        let limit = limit.when(any(&holds), Expr::NotApplicable);
        Some(self.computed("总分上限", Owner::Summary, Type::Number, limit, false))
    }

    /// For each grade with a floor, the highest total below it.
    fn tops(&mut self, raw: &RawFile, grades: &[Grade]) -> Vec<Option<Decimal>> {
        let step = self.grid();
        let mut tops = Vec::new();
        for (index, (grade, written)) in grades.iter().zip(&raw.grades).enumerate() {
            let first = grade.band.first_on(step);
            if first.is_none() && index + 1 < grades.len() {
                self.mistakes
                    .add(written.name.span.clone(), MistakeKind::NoGradeFloor);
            }
            tops.push(
                first.map(|first| first.checked_sub(step).unwrap_or(first).max(Decimal::ZERO)),
            );
        }
        tops
    }

    /// The highest total below the grade that was reached. Without a grade nothing is lost but what
    /// the vetoes deduct.
    fn below_reached(&mut self, raw: &RawFile, grades: &[Grade], before: Ref) -> Expr {
        let tops = self.tops(raw, grades);
        let mut pairs = Vec::new();
        for (grade, top) in grades.iter().zip(tops) {
            if let Some(top) = top {
                pairs.push(grade.when.clone());
                pairs.push(Expr::number(top));
            }
        }
        pairs.push(Expr::Bool(true));
        pairs.push(Expr::Name(before));
        Expr::Call(Function::Ifs, pairs)
    }

    /// The highest total of the grade that lies so many below the one that was reached.
    fn below_grade(
        &mut self,
        raw: &RawFile,
        grades: &[Grade],
        (reached, before): (Ref, Ref),
        down: Expr,
    ) -> Expr {
        let marks = raw.scheme.value.marks.value;
        let tops = self.tops(raw, grades).into_iter().flatten();
        let tops: Vec<Expr> = tops.map(Expr::number).collect();
        // Below the lowest grade there is nothing to be kept below.
        let most = Decimal::from(tops.len() + 1);
        let at = Expr::Name(reached).with(Operator::Add, down);
        let at = Expr::Call(Function::Min, vec![Expr::number(most), at]);
        let choices = [at, Expr::number(marks)].into_iter().chain(tops);
        let limit = Expr::Call(Function::Choose, choices.collect());
        let none =
            Expr::Name(reached).with(Operator::Greater, Expr::number(Decimal::from(grades.len())));
        Expr::Name(before).when(none, limit)
    }
}

/// More than any total: where a veto does not cap.
fn no_limit() -> Expr {
    Expr::number(Decimal::from(1_000_000_000))
}

/// So much for every time a veto holds, 0 where it does not.
pub(super) fn times(veto: &Veto, each: Decimal) -> Expr {
    let each = match &veto.times {
        Some((times, _)) => Expr::number(each).with(Operator::Multiply, Expr::Name(*times)),
        None => Expr::number(each),
    };
    each.when(Expr::Name(veto.holds), Expr::number(Decimal::ZERO))
}

/// Marks lost by vetoes, where any of them deducts.
pub(super) fn deducted(vetoes: &[Veto]) -> Option<Expr> {
    let terms: Vec<Expr> = vetoes
        .iter()
        .filter_map(|veto| match veto.effect {
            Effect::Softer { deduct, .. } if !deduct.is_zero() => Some(times(veto, deduct)),
            _ => None,
        })
        .collect();
    (!terms.is_empty()).then(|| added(terms))
}
