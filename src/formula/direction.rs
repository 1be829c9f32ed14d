//! Which way an expression goes when a quantity rises.
//!
//! What is promised is certain: an expression that goes [`Direction::Up`] never falls and never
//! changes between a value and 不涉及. [`Direction::Either`] says that nothing is promised.

use super::bounds::{Known, Range, Refined, Sight, Truth, seen_range, seen_truth, work};
use super::expr::{Expr, Operator, Ref};
use super::function::Function;
use crate::number::Decimal;

use super::bounds::Limits;

/// How an expression follows a quantity that rises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It does not change.
    Still,
    /// It rises or stays; a condition begins to hold or stays as it is.
    Up,
    /// It falls or stays; a condition ceases to hold or stays as it is.
    Down,
    /// It may do either.
    Either,
}

impl Direction {
    /// The direction of the opposite.
    #[must_use]
    pub fn turned(self) -> Direction {
        match self {
            Direction::Up => Direction::Down,
            Direction::Down => Direction::Up,
            other => other,
        }
    }

    /// The direction of two together.
    #[must_use]
    pub fn and(self, other: Direction) -> Direction {
        match (self, other) {
            (Direction::Still, one) | (one, Direction::Still) => one,
            (one, two) if one == two => one,
            _ => Direction::Either,
        }
    }

    /// Whether it never falls.
    #[must_use]
    pub fn never_falls(self) -> bool {
        matches!(self, Direction::Still | Direction::Up)
    }
}

/// How an expression follows, where `of` says how each quantity that it names does.
#[must_use]
pub fn direction(expr: &Expr, of: &dyn Fn(Ref) -> Direction, known: &dyn Known) -> Direction {
    // Most expressions name nothing that moves.
    if expr
        .names()
        .into_iter()
        .all(|name| of(name) == Direction::Still)
    {
        return Direction::Still;
    }
    go(expr, of, Sight::new(known, &work()))
}

fn go(expr: &Expr, of: &dyn Fn(Ref) -> Direction, sight: Sight<'_>) -> Direction {
    if !sight.look() {
        return Direction::Either;
    }
    match expr {
        Expr::Number { .. } | Expr::Text(_) | Expr::Bool(_) | Expr::NotApplicable => {
            Direction::Still
        }
        Expr::Name(name) => of(*name),
        Expr::Negate(inner) => go(inner, of, sight).turned(),
        Expr::Binary(operator, left, right) => {
            let directions = (go(left, of, sight), go(right, of, sight));
            binary(expr, *operator, (left, right), directions, sight)
        }
        // Whether the names apply does not change, or their own direction would say so.
        Expr::Given { body, .. } => go(body, of, sight.given()),
        Expr::Call(function, arguments) => call(*function, arguments, of, sight),
    }
}

fn binary(
    expr: &Expr,
    operator: Operator,
    (left, right): (&Expr, &Expr),
    (one, two): (Direction, Direction),
    sight: Sight<'_>,
) -> Direction {
    if one == Direction::Still && two == Direction::Still {
        return Direction::Still;
    }
    let sign = |expr: &Expr| sign(&seen_range(expr, sight).limits);
    match operator {
        Operator::Add => one.and(two),
        Operator::Subtract => one.and(two.turned()),
        Operator::Multiply => match (sign(left), sign(right)) {
            (Some(left), Some(right)) => scaled(one, right).and(scaled(two, left)),
            (_, Some(right)) if two == Direction::Still => scaled(one, right),
            (Some(left), _) if one == Direction::Still => scaled(two, left),
            _ => Direction::Either,
        },
        Operator::Divide => match sign(right) {
            Some(right) if two == Direction::Still => scaled(one, right),
            _ => Direction::Either,
        },
        _ if seen_truth(expr, sight) != Truth::Sometimes => Direction::Still,
        Operator::Greater | Operator::GreaterOrEqual => one.and(two.turned()),
        Operator::Less | Operator::LessOrEqual => one.turned().and(two),
        // Equal to the most it can be is the same as reaching it.
        Operator::Equal | Operator::NotEqual => {
            let (left, right) = (
                seen_range(left, sight).limits,
                seen_range(right, sight).limits,
            );
            let equal = if right.above(&left, true) {
                one.and(two.turned())
            } else if left.above(&right, true) {
                one.turned().and(two)
            } else {
                Direction::Either
            };
            if operator == Operator::Equal {
                equal
            } else {
                equal.turned()
            }
        }
    }
}

/// Whether a factor leaves the order as it is (`true`) or turns it.
fn sign(limits: &Limits) -> Option<bool> {
    let zero = Limits::point(Decimal::ZERO);
    if limits.above(&zero, true) {
        Some(true)
    } else if zero.above(limits, true) {
        Some(false)
    } else {
        None
    }
}

fn scaled(direction: Direction, keeps: bool) -> Direction {
    if keeps { direction } else { direction.turned() }
}

fn call(
    function: Function,
    arguments: &[Expr],
    of: &dyn Fn(Ref) -> Direction,
    sight: Sight<'_>,
) -> Direction {
    let together = |arguments: &[Expr]| {
        let directions = arguments.iter().map(|argument| go(argument, of, sight));
        directions.fold(Direction::Still, Direction::and)
    };
    match (function, arguments) {
        (Function::Not, _) => together(arguments).turned(),
        (Function::If, [condition, then, otherwise]) => {
            either(condition, then, std::slice::from_ref(otherwise), of, sight)
        }
        (Function::Ifs, [condition, then, rest @ ..]) => either(condition, then, rest, of, sight),
        // How many apply does not change.
        (Function::Count, _) => match together(arguments) {
            Direction::Either => Direction::Either,
            _ => Direction::Still,
        },
        (
            Function::Round
            | Function::RoundUp
            | Function::RoundDown
            | Function::RoundEven
            | Function::Large
            | Function::Small
            | Function::EDate,
            _,
        ) => {
            let last = arguments.len().saturating_sub(1);
            let (values, place) = arguments.split_at(last);
            match together(place) {
                Direction::Still if function != Function::Small && function != Function::Large => {
                    together(&values[..values.len().min(1)])
                }
                Direction::Still => together(values),
                _ => Direction::Either,
            }
        }
        (
            Function::And
            | Function::Or
            | Function::CountIf
            | Function::Min
            | Function::Max
            | Function::Sum
            | Function::Average
            | Function::Median
            | Function::Int
            | Function::Year,
            _,
        ) => together(arguments),
        (Function::Abs, [value]) => match sign(&seen_range(value, sight).limits) {
            Some(keeps) => scaled(go(value, of, sight), keeps),
            None if together(arguments) == Direction::Still => Direction::Still,
            None => Direction::Either,
        },
        _ if together(arguments) == Direction::Still => Direction::Still,
        _ => Direction::Either,
    }
}

/// `IF(condition, then, rest)`; the rest is one expression, or further cases.
fn either(
    condition: &Expr,
    then: &Expr,
    rest: &[Expr],
    of: &dyn Fn(Ref) -> Direction,
    sight: Sight<'_>,
) -> Direction {
    let held = Refined::by(condition, true, sight);
    let failed = Refined::by(condition, false, sight);
    let (held, failed) = (sight.with(&held), sight.with(&failed));
    let rest_goes = |sight| match rest {
        [] => Direction::Still,
        [one] => go(one, of, sight),
        [condition, then, rest @ ..] => either(condition, then, rest, of, sight),
    };
    match seen_truth(condition, sight) {
        Truth::Always => return go(then, of, sight),
        Truth::Never => return rest_goes(sight),
        Truth::Sometimes => {}
    }
    let branches = go(then, of, held).and(rest_goes(failed));
    let switch = go(condition, of, sight);
    if switch == Direction::Still {
        return branches;
    }
    let (one, two) = (seen_range(then, held), rest_range(rest, failed));
    let across = match two {
        Some(two) if !one.missing && !two.missing => {
            if one.limits.above(&two.limits, true) {
                switch
            } else if two.limits.above(&one.limits, true) {
                switch.turned()
            } else {
                Direction::Either
            }
        }
        _ => Direction::Either,
    };
    branches.and(across)
}

fn rest_range(rest: &[Expr], sight: Sight<'_>) -> Option<Range> {
    match rest {
        [] => None,
        [one] => Some(seen_range(one, sight)),
        _ => Some(seen_range(&Expr::Call(Function::Ifs, rest.to_vec()), sight)),
    }
}
