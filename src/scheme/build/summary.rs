//! Above the tree: bonus, penalty, vetoes and the total.

use super::Builder;
use super::combine::{Combination, names};
use super::node::Trees;
use super::scope::Names;
use super::veto::deducted;
use crate::formula::{Expr, Function, Operator, Quorum, Ref, Type};
use crate::number::{Decimal, Mode, Rounding, plain};
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Combine, Conversion, CriterionId, Effect, Grade, Owner, Summary, Veto};
use crate::scheme::raw::{Decide, Level, RawFile};

/// The summary's columns and the decisions that shape them.
pub(super) struct Above {
    pub summary: Summary,
    /// Names that decisions can use.
    pub scope: Names,
    pub vetoes: Vec<Veto>,
    pub grades: Vec<Grade>,
}

/// What the tree's own score is called.
pub(super) const BASE: &str = "基础得分";

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
        let base = trees.base;
        let (bonus, penalty) = self.branches(raw, trees);
        let sum = |deducted: Option<Expr>| {
            let mut expr = Expr::Name(base);
            let apart = raw.total.as_ref().and_then(|total| total.apart);
            if let Some(bonus) = bonus.filter(|_| apart != Some(true)) {
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
        let (before_vetoes, decides) = self.total(name, within, base);

        let mut scope = scope.with_total(decides);
        scope.put(BASE, base, Type::Number);
        for (name, column) in [("加分", bonus), ("扣分", penalty)] {
            if let Some(column) = column {
                scope.put(name, column, Type::Number);
            }
        }
        let scope = self.measures(raw, &scope);
        let vetoes = self.vetoes(raw, &effects, &scope);
        let mut summary = Summary {
            base,
            bonus,
            penalty,
            before_vetoes,
            total: before_vetoes,
            decides,
            grade: None,
        };
        let before = self.grades(raw, &scope, summary.decides);
        let reached = self.reached(&vetoes, &before);
        if softens {
            let deducted = deducted(&vetoes);
            let within = self.within(raw, sum(deducted));
            let (total, decides) = self.softened(
                raw,
                (&vetoes, &before, reached),
                within,
                (base, before_vetoes),
            );
            summary.total = total;
            summary.decides = decides;
        }
        let grades = if softens {
            // Mistakes in the conditions were reported with the first reading.
            let known = self.mistakes.0.len();
            let again = self.grades(raw, &scope.with_total(summary.decides), summary.decides);
            self.mistakes.0.truncate(known);
            again
        } else {
            before.clone()
        };
        summary.grade = self.grade_column(&vetoes, reached, &grades);
        Above {
            summary,
            scope,
            vetoes,
            grades,
        }
    }

    /// The score of the tree itself, in the present frame.
    pub fn base(&mut self, raw: &RawFile, tops: &[CriterionId]) -> (Ref, Option<Conversion>) {
        let head = &raw.scheme.value;
        let parts = self.parts(tops);
        let combine = head.combine.as_ref().map_or(Combine::Sum, |at| at.value);
        let asked = Combination {
            title: &head.title.value,
            span: &head.marks.span,
            combine,
            marks: head.marks.value,
            // There is nothing above the whole that missing weight could be handed up to.
            conversion: (self.convert.contains(&Level::Total) || combine != Combine::Sum)
                .then_some(Conversion::Ratio),
        };
        let expr = self.combination(&asked, &parts);
        let expr = if self.some_missing(&parts) {
            expr.given(Quorum::Any, parts.scores.clone())
        } else {
            expr
        };
        let applies = parts.scores.iter().any(|score| self.applies(*score));
        let base = self.computed(BASE, Owner::Summary, Type::Number, expr, applies);
        (base, asked.conversion)
    }

    /// What is added to the tree's score, and what is taken off.
    fn branches(&mut self, raw: &RawFile, trees: &Trees) -> (Option<Ref>, Option<Ref>) {
        let scores = |builder: &Self, ids: &[CriterionId]| {
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
        (bonus, penalty)
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

    /// A rounded total, and the one that ranks and grades look at.
    fn total(&mut self, name: &str, sum: Expr, base: Ref) -> (Ref, Ref) {
        let applies = self.applies(base);
        let (sum, exact) = self.unrounded(name, sum, base);
        let expr = self.published(sum).given(Quorum::All, vec![base]);
        let total = self.computed(name, Owner::Summary, Type::Number, expr, applies);
        (total, exact.unwrap_or(total))
    }

    /// The sum before rounding, as a column where it is pointed at: half-even rounding has no
    /// function in a spreadsheet and names its argument several times, and a scheme can let ranks
    /// and grades look at it.
    pub(super) fn unrounded(&mut self, name: &str, sum: Expr, base: Ref) -> (Expr, Option<Ref>) {
        let exact = self.decide == Decide::Exact;
        let several = self.rounding.mode == Mode::HalfEven && !matches!(sum, Expr::Name(_));
        if !exact && !several {
            return (sum, None);
        }
        let applies = self.applies(base);
        let sum = if exact {
            // Ten places are exact for what is published, and free of the noise of binary
            // arithmetic that would tell equal totals apart in a spreadsheet.
            Expr::Call(Function::Round, vec![sum, Expr::number(EXACT_PLACES)])
        } else {
            sum
        };
        let sum = sum.given(Quorum::All, vec![base]);
        let name = format!("{name}(未修约)");
        let column = self.computed(&name, Owner::Summary, Type::Number, sum, applies);
        (Expr::Name(column), exact.then_some(column))
    }

    /// A sum rounded as the scheme publishes it.
    pub(super) fn published(&self, sum: Expr) -> Expr {
        let Some(unit) = self.unit else {
            return rounded(sum, self.rounding);
        };
        let whole = Rounding {
            mode: self.rounding.mode,
            places: 0,
        };
        rounded(sum.with(Operator::Divide, Expr::number(unit)), whole)
            .with(Operator::Multiply, Expr::number(unit))
    }

    /// The distance between neighbouring totals, as grades see them.
    pub(super) fn grid(&self) -> Decimal {
        match (self.decide, self.unit) {
            (Decide::Exact, _) => Decimal::new(1, EXACT_PLACES.unsigned_abs()),
            (Decide::Rounded, Some(unit)) => unit,
            (Decide::Rounded, None) => self.rounding.step(),
        }
    }
}

/// Places of a total that is not rounded.
const EXACT_PLACES: i32 = 10;

/// Whether any of several yes-or-no columns holds.
pub(super) fn any(of: &[Ref]) -> Expr {
    match of {
        [one] => Expr::Name(*one),
        _ => Expr::Call(Function::Or, names(of)),
    }
}
