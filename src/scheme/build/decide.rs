//! Gates, vetoes and grades.

use super::Builder;
use super::combine::added;
use super::scope::Names;
use crate::formula::{Expr, Function, Operator, Ref, Type};
use crate::number::{Decimal, plain};
use crate::scheme::bands;
use crate::scheme::mistake::MistakeKind;
use crate::scheme::model::{Band, Effect, Gate, Grade, Owner, Veto};
use crate::scheme::raw::{Cap, RawCap, RawFile, RawGrade, RawThen, RawVeto, Then};
use crate::scheme::read::At;

/// What stands in the grade column when no grade's condition holds.
pub(crate) const NO_GRADE: &str = "未达等级";

impl Builder<'_> {
    pub fn gates(&mut self, raw: &RawFile, scope: &Names) -> Vec<Gate> {
        raw.gates
            .iter()
            .map(|gate| Gate {
                title: gate.title.value.clone(),
                when: self.compile(&gate.when, scope, Type::Bool),
                note: gate.note.clone(),
            })
            .collect()
    }

    /// What a veto does.
    pub fn effect(&mut self, raw: &RawVeto) -> Effect {
        match &raw.then.value {
            RawThen::Word(Then::Disqualify) => Effect::Disqualify,
            RawThen::Word(Then::Zero) => Effect::Zero,
            RawThen::Softer(softer) => {
                let lower = softer
                    .lower
                    .as_ref()
                    .map_or(Some(0), |at| super::whole(at, 0, 99, self.mistakes));
                for number in [&softer.lower, &softer.deduct].into_iter().flatten() {
                    self.positive(number);
                }
                let cap = match &softer.cap {
                    Some(At {
                        value: RawCap::Marks(cap),
                        ..
                    }) => Some(*cap),
                    _ => None,
                };
                if softer.lower.is_none() && softer.deduct.is_none() && softer.cap.is_none() {
                    let span = raw.then.span.clone();
                    self.mistakes.add(
                        span,
                        MistakeKind::NeedsKey {
                            key: "then",
                            needs: "lower、deduct、cap",
                        },
                    );
                }
                Effect::Softer {
                    lower: lower.map_or(0, i32::unsigned_abs),
                    deduct: softer.deduct.as_ref().map_or(Decimal::ZERO, |at| at.value),
                    below_grade: matches!(&softer.cap, Some(at) if at.value == RawCap::Word(Cap::BelowGrade)),
                    cap,
                }
            }
        }
    }

    pub fn vetoes(&mut self, raw: &RawFile, effects: &[Effect], scope: &Names) -> Vec<Veto> {
        let mut vetoes = Vec::new();
        for (index, (veto, effect)) in raw.vetoes.iter().zip(effects).enumerate() {
            let when = self.compile(&veto.when, scope, Type::Bool);
            let title = &veto.title.value;
            let holds = self.computed(title, Owner::Veto(index), Type::Bool, when, true);
            let times = match &veto.then.value {
                RawThen::Softer(softer) => softer.each.as_ref(),
                RawThen::Word(_) => None,
            };
            let times = times.map(|each| {
                let each = self.compile(each, scope, Type::Number);
                let name = format!("{title}(次数)");
                // Whole times; where nobody knows how often, once.
                let one = || Expr::number(Decimal::ONE);
                let known = Expr::Call(Function::Count, vec![each.clone()])
                    .with(Operator::Greater, Expr::number(Decimal::ZERO));
                let known = Expr::Call(Function::Int, vec![each.clone()]).when(known, one());
                let times = Expr::Call(Function::Max, vec![one(), known]);
                let column = self.computed(&name, Owner::Summary, Type::Number, times, true);
                (column, each)
            });
            vetoes.push(Veto {
                title: title.clone(),
                times,
                holds,
                effect: *effect,
                note: veto.note.clone(),
            });
        }
        vetoes
    }

    /// Grades over the total of a column; `scope` knows that column as 总分.
    pub fn grades(&mut self, raw: &RawFile, scope: &Names, total: Ref) -> Vec<Grade> {
        let mut grades = Vec::new();
        let mut asks_more = Vec::new();
        for grade in &raw.grades {
            let own = bands::band(&grade.at_least, &grade.above, &grade.below, &grade.at_most);
            let mut conditions = Vec::new();
            if own != Band::default() {
                conditions.push(bands::condition(&own, total, false));
            }
            if let Some(when) = &grade.when {
                conditions.push(self.compile(when, scope, Type::Bool));
            }
            let when = match conditions.len() {
                0 => Expr::Bool(true),
                1 => conditions.remove(0),
                _ => Expr::Call(Function::And, conditions),
            };
            let (band, more) = bands::asked_of(&when, total);
            asks_more.push(more);
            grades.push(Grade {
                name: grade.name.value.clone(),
                when,
                band,
                note: grade.note.clone(),
            });
        }
        self.check_grades(raw, &grades, &asks_more);
        grades
    }

    /// Gaps, overlaps and grades that nobody can reach, on the grid the total is rounded to.
    fn check_grades(&mut self, raw: &RawFile, grades: &[Grade], asks_more: &[bool]) {
        let step = self.grid();
        let marks = raw.scheme.value.marks.value;
        for (index, grade) in grades.iter().enumerate() {
            let written = &raw.grades[index];
            let name = grade.name.clone();
            if grades[..index].iter().any(|other| other.name == name) {
                let kind = MistakeKind::DuplicateName { name: name.clone() };
                self.mistakes.add(written.name.span.clone(), kind);
            }
            let taken = grades[..index]
                .iter()
                .zip(asks_more)
                .any(|(better, more)| !more && covers(&better.band, &grade.band));
            if grade.band.is_empty_on(step) || taken {
                let span = grade_span(written);
                self.mistakes.add(span, MistakeKind::NeverHolds { name });
                continue;
            }
            let Some(last) = grade.band.last_on(step) else {
                continue;
            };
            match index.checked_sub(1).map(|above| &grades[above]) {
                Some(above) => self.check_seam(written, grade, above, last),
                None if last < marks => {
                    let at = format!(">{}", plain(last));
                    let kind = MistakeKind::Gap {
                        above: plain(marks),
                        below: grade.name.clone(),
                        at,
                    };
                    self.mistakes.add(grade_span(written), kind);
                }
                None => {}
            }
        }
    }

    /// The seam between a grade with an upper limit and the better grade above it.
    fn check_seam(&mut self, written: &RawGrade, grade: &Grade, above: &Grade, last: Decimal) {
        let step = self.grid();
        let Some(first_above) = above.band.first_on(step) else {
            return;
        };
        let one = above.name.clone();
        let other = grade.name.clone();
        let next = last.checked_add(step).unwrap_or(last);
        if last >= first_above {
            let kind = MistakeKind::Overlap {
                one,
                other,
                at: plain(first_above),
            };
            self.mistakes.add(grade_span(written), kind);
        } else if next < first_above {
            let kind = MistakeKind::Gap {
                above: one,
                below: other,
                at: plain(next),
            };
            self.mistakes.add(grade_span(written), kind);
        }
    }

    /// The column with the name of the grade.
    pub fn grade_column(
        &mut self,
        vetoes: &[Veto],
        reached: Option<Ref>,
        grades: &[Grade],
    ) -> Option<Ref> {
        if grades.is_empty() {
            return None;
        }
        let lowered: Vec<Expr> = vetoes
            .iter()
            .filter_map(|veto| match veto.effect {
                Effect::Softer { lower, .. } if lower > 0 => {
                    Some(super::veto::times(veto, Decimal::from(lower)))
                }
                _ => None,
            })
            .collect();
        // A lowest grade that asks nothing of the total takes everybody who falls further.
        let open_below = grades.last().is_some_and(|grade| grade.band.low.is_none());
        let none = if open_below {
            grades.len()
        } else {
            grades.len() + 1
        };
        let expr = if lowered.is_empty() {
            let names = grades.iter().map(|grade| Expr::text(grade.name.as_str()));
            first_that_holds(grades, names, Expr::text(NO_GRADE))
        } else {
            let reached = reached.map_or_else(|| places(grades), Expr::Name);
            let down = added([reached].into_iter().chain(lowered));
            let lowest = Expr::Call(Function::Max, vec![down, places(grades)]);
            let lowest = Expr::Call(
                Function::Min,
                vec![Expr::number(Decimal::from(none)), lowest],
            );
            let names = grades.iter().map(|grade| Expr::text(grade.name.as_str()));
            let choices = [lowest]
                .into_iter()
                .chain(names)
                .chain([Expr::text(NO_GRADE)]);
            Expr::Call(Function::Choose, choices.collect())
        };
        Some(self.computed("等级", Owner::Summary, Type::Text, expr, true))
    }
}

/// The place of the first grade that holds, 1 for the best; one more than there are for none.
pub(super) fn places(grades: &[Grade]) -> Expr {
    let places = (0..grades.len()).map(|place| Expr::number(Decimal::from(place + 1)));
    let none = Expr::number(Decimal::from(grades.len() + 1));
    first_that_holds(grades, places, none)
}

/// Nested IFs over the conditions of grades, best first.
fn first_that_holds(
    grades: &[Grade],
    values: impl DoubleEndedIterator<Item = Expr> + ExactSizeIterator,
    otherwise: Expr,
) -> Expr {
    grades
        .iter()
        .zip(values)
        .rev()
        .fold(otherwise, |rest, (grade, value)| {
            value.when(grade.when.clone(), rest)
        })
}

/// Whether every value of `inner` lies in `outer`.
fn covers(outer: &Band, inner: &Band) -> bool {
    let low = match (outer.low, inner.low) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some((outer, with_outer)), Some((inner, with_inner))) => {
            inner > outer || (inner == outer && (with_outer || !with_inner))
        }
    };
    let high = match (outer.high, inner.high) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some((outer, with_outer)), Some((inner, with_inner))) => {
            inner < outer || (inner == outer && (with_outer || !with_inner))
        }
    };
    low && high
}

/// Where to point for a grade's condition.
pub(super) fn grade_span(raw: &RawGrade) -> std::ops::Range<usize> {
    let limits = [&raw.at_most, &raw.below, &raw.at_least, &raw.above];
    let limit = limits
        .into_iter()
        .flatten()
        .map(|at| at.span.clone())
        .next();
    raw.when
        .as_ref()
        .map(|at| at.span.clone())
        .or(limit)
        .unwrap_or_else(|| raw.name.span.clone())
}
