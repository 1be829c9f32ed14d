//! Above the tree: bonus, penalty, vetoes and the total.

use super::Builder;
use super::combine::{Combination, added, names};
use super::node::Trees;
use super::scope::Names;
use crate::formula::{Expr, Function, Operator, Quorum, Ref, Type};
use crate::number::{Decimal, Mode, Rounding, plain};
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Combine, Effect, Grade, Owner, Summary, Veto};
use crate::scheme::raw::{Level, RawFile};

/// The summary's columns and the decisions that shape them.
pub(super) struct Above {
    pub summary: Summary,
    pub vetoes: Vec<Veto>,
    pub grades: Vec<Grade>,
}

/// `expr` rounded as a scheme asks.
pub(super) fn rounded(expr: Expr, rounding: Rounding) -> Expr {
    let function = match rounding.mode {
        Mode::HalfUp => Function::Round,
        Mode::HalfEven => Function::RoundEven,
        Mode::Down => Function::RoundDown,
        Mode::Up => Function::RoundUp,
    };
    Expr::Call(function, vec![expr, Expr::number(rounding.places)])
}

impl Builder<'_> {
    pub fn summary(&mut self, raw: &RawFile, trees: &Trees, scope: &Names) -> Above {
        let (base, bonus, penalty) = self.branches(raw, trees);
        let sum = |deducted: Option<Expr>| {
            let mut expr = Expr::Name(base);
            if let Some(bonus) = bonus {
                expr = expr.with(Operator::Add, Expr::Name(bonus));
            }
            for loss in penalty.map(Expr::Name).into_iter().chain(deducted) {
                expr = expr.with(Operator::Subtract, loss);
            }
            expr
        };
        let effects: Vec<Effect> = raw.vetoes.iter().map(|veto| self.effect(veto)).collect();
        let softens = effects.iter().any(|effect| *effect != Effect::Disqualify);
        let name = if softens { "否决前总分" } else { "总分" };
        let within = self.within(raw, sum(None));
        let before_vetoes = self.total(name, within, base);

        let mut scope = scope.with_total(before_vetoes);
        for (name, column) in [("加分", bonus), ("扣分", penalty)] {
            if let Some(column) = column {
                scope.put(name, column, Type::Number);
            }
        }
        let vetoes = self.vetoes(raw, &effects, &scope);
        let mut summary = Summary {
            base,
            bonus,
            penalty,
            before_vetoes,
            total: before_vetoes,
            grade: None,
        };
        let before = self.grades(raw, &scope, before_vetoes);
        if softens {
            let deducted = deducted(&vetoes);
            let within = self.within(raw, sum(deducted));
            summary.total = self.softened(raw, &vetoes, &before, within, (base, before_vetoes));
        }
        let grades = if softens {
            // Mistakes in the conditions were reported with the first reading.
            let known = self.mistakes.0.len();
            let again = self.grades(raw, &scope.with_total(summary.total), summary.total);
            self.mistakes.0.truncate(known);
            again
        } else {
            before.clone()
        };
        summary.grade = self.grade_column(&vetoes, &before, &grades);
        Above {
            summary,
            vetoes,
            grades,
        }
    }

    /// The scores of the three branches.
    fn branches(&mut self, raw: &RawFile, trees: &Trees) -> (Ref, Option<Ref>, Option<Ref>) {
        let head = &raw.scheme.value;
        let parts = self.parts(&trees.tops);
        let combine = head.combine.as_ref().map_or(Combine::Sum, |at| at.value);
        let asked = Combination {
            title: &head.title.value,
            span: &head.marks.span,
            combine,
            marks: head.marks.value,
        };
        let convert = self.convert.contains(&Level::Total);
        let expr = self.combination(&asked, &parts, convert);
        let applies = parts.scores.iter().any(|score| self.applies(*score));
        let base = self.computed("基础得分", Owner::Summary, Type::Number, expr, applies);

        let scores = |builder: &Self, ids: &[crate::scheme::model::CriterionId]| {
            let scores: Vec<Ref> = ids
                .iter()
                .map(|id| builder.criteria[id.index()].score)
                .collect();
            Expr::Call(Function::Sum, names(&scores))
        };
        let bonus = (!trees.bonuses.is_empty()).then(|| {
            let mut expr = scores(self, &trees.bonuses);
            let cap = raw
                .total
                .as_ref()
                .and_then(|total| total.bonus_cap.as_ref());
            if let Some(cap) = cap {
                let most = self.parts(&trees.bonuses).marks;
                let most = super::combine::sum(most);
                if cap.value > most {
                    let kind = MistakeKind::CapAboveMarks {
                        cap: plain(cap.value),
                        marks: plain(most),
                    };
                    self.mistakes.add(cap.span.clone(), kind);
                }
                expr = Expr::Call(Function::Min, vec![Expr::number(cap.value), expr]);
            }
            self.computed("加分", Owner::Summary, Type::Number, expr, true)
        });
        let penalty = (!trees.penalties.is_empty()).then(|| {
            let expr = scores(self, &trees.penalties);
            self.computed("扣分", Owner::Summary, Type::Number, expr, true)
        });
        (base, bonus, penalty)
    }

    /// A sum brought between the floor and the full marks.
    fn within(&self, raw: &RawFile, sum: Expr) -> Expr {
        let total = raw.total.as_ref();
        let floor = total
            .and_then(|total| total.floor.as_ref())
            .map_or(Decimal::ZERO, |at| at.value);
        let beyond = total.and_then(|total| total.beyond).unwrap_or(false);
        if matches!(sum, Expr::Name(_)) {
            return sum;
        }
        let raised = Expr::Call(Function::Max, vec![Expr::number(floor), sum]);
        if beyond || raw.bonuses.is_empty() {
            return raised;
        }
        Expr::Call(
            Function::Min,
            vec![Expr::number(raw.scheme.value.marks.value), raised],
        )
    }

    /// A rounded total. Half-even rounding has no function in a spreadsheet and names its argument
    /// several times, so it gets a column to point at.
    fn total(&mut self, name: &str, sum: Expr, base: Ref) -> Ref {
        let applies = self.applies(base);
        let sum = if self.rounding.mode == Mode::HalfEven && !matches!(sum, Expr::Name(_)) {
            let sum = sum.given(Quorum::All, vec![base]);
            let name = format!("{name}(未修约)");
            Expr::Name(self.computed(&name, Owner::Summary, Type::Number, sum, applies))
        } else {
            sum
        };
        let expr = rounded(sum, self.rounding).given(Quorum::All, vec![base]);
        self.computed(name, Owner::Summary, Type::Number, expr, applies)
    }

    /// The total after vetoes that deduct, cap or zero it.
    fn softened(
        &mut self,
        raw: &RawFile,
        vetoes: &[Veto],
        grades: &[Grade],
        within: Expr,
        (base, before): (Ref, Ref),
    ) -> Ref {
        let applies = self.applies(base);
        let sum = if self.rounding.mode == Mode::HalfEven {
            let sum = within.given(Quorum::All, vec![base]);
            Expr::Name(self.computed("总分(未修约)", Owner::Summary, Type::Number, sum, applies))
        } else {
            within
        };
        let mut expr = rounded(sum, self.rounding);
        let capping: Vec<Ref> = vetoes
            .iter()
            .filter(|veto| {
                matches!(
                    veto.effect,
                    Effect::Softer {
                        below_grade: true,
                        ..
                    }
                )
            })
            .map(|veto| veto.holds)
            .collect();
        if !capping.is_empty() {
            // 不涉及 where no veto holds, and MIN passes over it.
            let limit = self
                .limit_below_grade(grades, raw, before)
                .when(any(&capping), Expr::NotApplicable);
            let limit = self.computed("总分上限", Owner::Summary, Type::Number, limit, false);
            expr = Expr::Call(Function::Min, vec![expr, Expr::Name(limit)]);
        }
        let zeroing: Vec<Ref> = vetoes
            .iter()
            .filter(|veto| veto.effect == Effect::Zero)
            .map(|veto| veto.holds)
            .collect();
        if !zeroing.is_empty() {
            expr = Expr::number(Decimal::ZERO).when(any(&zeroing), expr);
        }
        let expr = expr.given(Quorum::All, vec![base]);
        self.computed("总分", Owner::Summary, Type::Number, expr, applies)
    }

    /// The highest total below the grade that was reached before vetoes.
    fn limit_below_grade(&mut self, grades: &[Grade], raw: &RawFile, before: Ref) -> Expr {
        let step = self.rounding.step();
        let mut pairs = Vec::new();
        for (index, (grade, written)) in grades.iter().zip(&raw.grades).enumerate() {
            if let Some(first) = grade.band.first_on(step) {
                pairs.push(grade.when.clone());
                pairs.push(Expr::number(
                    first.checked_sub(step).unwrap_or(first).max(Decimal::ZERO),
                ));
            } else if index + 1 < grades.len() {
                // Below the lowest grade there is nothing to be kept below.
                self.mistakes
                    .add(written.name.span.clone(), MistakeKind::NoGradeFloor);
            }
        }
        // Without a grade nothing is lost but what the vetoes deduct.
        pairs.push(Expr::Bool(true));
        pairs.push(Expr::Name(before));
        Expr::Call(Function::Ifs, pairs)
    }
}

/// Marks lost by vetoes, where any of them deducts.
fn deducted(vetoes: &[Veto]) -> Option<Expr> {
    let terms: Vec<Expr> = vetoes
        .iter()
        .filter_map(|veto| match veto.effect {
            Effect::Softer { deduct, .. } if !deduct.is_zero() => {
                Some(Expr::number(deduct).when(Expr::Name(veto.holds), Expr::number(Decimal::ZERO)))
            }
            _ => None,
        })
        .collect();
    (!terms.is_empty()).then(|| added(terms))
}

/// Whether any of several yes-or-no columns holds.
pub(super) fn any(of: &[Ref]) -> Expr {
    match of {
        [one] => Expr::Name(*one),
        _ => Expr::Call(Function::Or, names(of)),
    }
}
