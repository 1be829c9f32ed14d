use super::refine::Refined;
use super::truth::{Truth, seen_truth};
use super::{Known, Limits, Sight, work};
use crate::formula::dates;
use crate::formula::expr::{Expr, Operator, Quorum};
use crate::formula::function::Function;
use crate::number::{Decimal, Mode, Rounding};

/// What an expression of numbers or dates can be. Dates count as days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Between which numbers it lies.
    pub limits: Limits,
    /// Whether it can be 不涉及.
    pub missing: bool,
}

impl Range {
    fn sure(limits: Limits) -> Range {
        Range {
            limits,
            missing: false,
        }
    }

    fn unknown(missing: bool) -> Range {
        Range {
            limits: Limits::default(),
            missing,
        }
    }

    fn or(self, other: Range) -> Range {
        Range {
            limits: self.limits.or(&other.limits),
            missing: self.missing || other.missing,
        }
    }
}

/// What an expression can be.
#[must_use]
pub fn range(expr: &Expr, known: &dyn Known) -> Range {
    seen_range(expr, Sight::new(known, &work()))
}

pub(in crate::formula) fn seen_range(expr: &Expr, sight: Sight<'_>) -> Range {
    if !sight.look() {
        return Range::unknown(true);
    }
    match expr {
        Expr::Number { value, .. } => Range::sure(Limits::point(*value)),
        Expr::Text(_) | Expr::Bool(_) => Range::unknown(false),
        Expr::NotApplicable => Range::unknown(true),
        Expr::Name(name) => Range {
            limits: sight.known.limits(*name),
            missing: !sight.known.applies(*name),
        },
        Expr::Negate(inner) => {
            let Range { limits, missing } = seen_range(inner, sight);
            Range {
                limits: limits.negated(),
                missing,
            }
        }
        Expr::Binary(operator, ..) if operator.compares() => Range::unknown(false),
        Expr::Binary(operator, left, right) => {
            let counts = *operator == Operator::Divide && sight.counts(right);
            let (left, right) = (seen_range(left, sight), seen_range(right, sight));
            let missing = left.missing || right.missing;
            let (left, mut right) = (left.limits, right.limits);
            if counts {
                right = right.and(&Limits {
                    low: Some((Decimal::ZERO, false)),
                    ..Limits::default()
                });
            }
            let limits = match operator {
                Operator::Add => left.plus(&right),
                Operator::Subtract => left.plus(&right.negated()),
                Operator::Multiply => left.times(&right),
                _ => left.over(&right),
            };
            let zero = Limits::point(Decimal::ZERO);
            let apart = right.above(&zero, false) || zero.above(&right, false);
            let missing = missing || (*operator == Operator::Divide && !apart);
            Range { limits, missing }
        }
        Expr::Call(function, arguments) => call(*function, arguments, sight),
        Expr::Given {
            needs,
            quorum,
            body,
        } => {
            let mut needs = needs.iter().map(|name| sight.known.applies(*name));
            let given = match quorum {
                Quorum::All => needs.all(|applies| applies),
                Quorum::Any => needs.any(|applies| applies),
            };
            let Range { limits, missing } = seen_range(body, sight.given());
            Range {
                limits,
                missing: missing || !given,
            }
        }
    }
}

fn call(function: Function, arguments: &[Expr], sight: Sight<'_>) -> Range {
    match (function, arguments) {
        (Function::And | Function::Or | Function::Not, _) => Range::unknown(false),
        (Function::If, [condition, then, otherwise]) => {
            either(condition, sight, then, |sight| seen_range(otherwise, sight))
        }
        (Function::Ifs, _) => cases(arguments, sight),
        (Function::Choose, [index, choices @ ..]) => {
            let index = seen_range(index, sight);
            let places = Limits::between(Decimal::ONE, Decimal::from(choices.len()));
            let beyond = index.limits.and(&places) != index.limits;
            let chosen = choices
                .iter()
                .map(|choice| seen_range(choice, sight))
                .reduce(Range::or)
                .unwrap_or(Range::unknown(true));
            Range {
                missing: chosen.missing || index.missing || beyond,
                ..chosen
            }
        }
        (
            Function::Round | Function::RoundUp | Function::RoundDown | Function::RoundEven,
            [value, places],
        ) => rounded(function, seen_range(value, sight), places),
        (Function::Int, [value]) => {
            let Range { limits, missing } = seen_range(value, sight);
            let limits = limits
                .map(|value| Some(crate::number::settle(value).floor()))
                .stepped(Decimal::ONE);
            Range { limits, missing }
        }
        (Function::Abs, [value]) => {
            let Range { limits, missing } = seen_range(value, sight);
            let zero = Limits::point(Decimal::ZERO);
            let limits = if limits.above(&zero, true) {
                limits
            } else if zero.above(&limits, true) {
                limits.negated()
            } else {
                let either = limits.or(&limits.negated());
                either.and(&Limits::from(Decimal::ZERO))
            };
            Range { limits, missing }
        }
        (Function::CountIf, _) => {
            let truths = arguments.iter().map(|one| seen_truth(one, sight));
            let truths: Vec<Truth> = truths.collect();
            let least = truths.iter().filter(|one| **one == Truth::Always).count();
            let most = truths.iter().filter(|one| **one != Truth::Never).count();
            count(least, most)
        }
        (Function::Date, _) => match dates::constant(arguments) {
            Some(day) => Range::sure(Limits::point(day)),
            None => Range::unknown(true),
        },
        (Function::Year, [date]) => Range {
            limits: Limits::between(Decimal::from(1900), Decimal::from(9999)).stepped(Decimal::ONE),
            missing: seen_range(date, sight).missing,
        },
        (Function::Large | Function::Small, [values @ .., place]) => {
            let sure = values
                .iter()
                .filter(|value| !seen_range(value, sight).missing);
            let sure = Decimal::from(sure.count());
            let place = seen_range(place, sight);
            let places = Limits::between(Decimal::ONE, sure);
            let there = !place.missing && place.limits.and(&places) == place.limits;
            let between = aggregate(function, values, sight);
            Range {
                missing: between.missing || !there,
                ..between
            }
        }
        _ if function.passes_over() => aggregate(function, arguments, sight),
        _ => Range::unknown(true),
    }
}

fn count(least: usize, most: usize) -> Range {
    let limits = Limits::between(Decimal::from(least), Decimal::from(most));
    Range::sure(limits.stepped(Decimal::ONE))
}

fn rounded(function: Function, value: Range, places: &Expr) -> Range {
    let mode = match function {
        Function::RoundUp => Mode::Up,
        Function::RoundDown => Mode::Down,
        Function::RoundEven => Mode::HalfEven,
        _ => Mode::HalfUp,
    };
    let Expr::Number { value: places, .. } = places else {
        return Range::unknown(true);
    };
    let places = i32::try_from(places.trunc()).unwrap_or(0).clamp(-28, 28);
    let rounding = Rounding { mode, places };
    let limits = value.limits.map(|value| Some(rounding.apply(value)));
    Range {
        limits: limits.stepped(rounding.step()),
        ..value
    }
}

/// `IF(condition, then, …)`, each branch with what is known when it is taken.
fn either(
    condition: &Expr,
    sight: Sight<'_>,
    then: &Expr,
    otherwise: impl FnOnce(Sight<'_>) -> Range,
) -> Range {
    match seen_truth(condition, sight) {
        Truth::Always => seen_range(then, sight),
        Truth::Never => otherwise(sight),
        Truth::Sometimes => {
            let held = Refined::by(condition, true, sight);
            let failed = Refined::by(condition, false, sight);
            seen_range(then, sight.with(&held)).or(otherwise(sight.with(&failed)))
        }
    }
}

fn cases(arguments: &[Expr], sight: Sight<'_>) -> Range {
    match arguments {
        [condition, then, rest @ ..] => either(condition, sight, then, |sight| cases(rest, sight)),
        _ => Range::unknown(true),
    }
}

/// Functions that pass over names that are 不涉及.
fn aggregate(function: Function, arguments: &[Expr], sight: Sight<'_>) -> Range {
    let ranges: Vec<(Range, bool)> = arguments
        .iter()
        .map(|argument| {
            (
                seen_range(argument, sight),
                matches!(argument, Expr::Name(_)),
            )
        })
        .collect();
    let sure = || ranges.iter().filter(|(range, _)| !range.missing);
    if function == Function::Count {
        return count(sure().count(), ranges.len());
    }
    // A computed 不涉及 makes the whole 不涉及; names are passed over.
    let computed = ranges.iter().any(|(range, name)| range.missing && !name);
    let nothing = function != Function::Sum && sure().next().is_none();
    let all = || ranges.iter().map(|(range, _)| range.limits);
    let hull = all().reduce(|one, two| one.or(&two)).unwrap_or_default();
    let lowest =
        |from: &mut dyn Iterator<Item = Limits>| from.filter_map(|limits| limits.high).min();
    let highest =
        |from: &mut dyn Iterator<Item = Limits>| from.filter_map(|limits| limits.low).max();
    let mut applying = sure().map(|(range, _)| range.limits);
    let limits = match function {
        Function::Sum => {
            let zero = Limits::point(Decimal::ZERO);
            let each = ranges.iter().map(|(range, _)| {
                if range.missing {
                    range.limits.or(&zero)
                } else {
                    range.limits
                }
            });
            each.reduce(|one, two| one.plus(&two)).unwrap_or(zero)
        }
        Function::Min => Limits {
            high: lowest(&mut applying).or(hull.high),
            ..hull
        },
        Function::Max => Limits {
            low: highest(&mut applying).or(hull.low),
            ..hull
        },
        Function::Average | Function::Median => Limits { step: None, ..hull },
        _ => hull,
    };
    Range {
        limits,
        missing: computed || nothing,
    }
}
