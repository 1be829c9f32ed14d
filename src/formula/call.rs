//! What a function of expressions is worth.

use super::dates;
use super::expr::Expr;
use super::function::Function;
use super::value::{Overflow, Value};
use crate::number::{Decimal, Mode, Rounding, settle};

pub(super) fn call(
    function: Function,
    arguments: &[Expr],
    row: &[Value],
) -> Result<Value, Overflow> {
    match function {
        Function::And | Function::Or => {
            let decisive = function == Function::Or;
            for argument in arguments {
                if argument.value(row)?.holds() == decisive {
                    return Ok(Value::Bool(decisive));
                }
            }
            Ok(Value::Bool(!decisive))
        }
        Function::Not => Ok(Value::Bool(!nth(arguments, 0, row)?.holds())),
        Function::If => {
            let chosen = if nth(arguments, 0, row)?.holds() {
                1
            } else {
                2
            };
            nth(arguments, chosen, row)
        }
        Function::Ifs => {
            for pair in arguments.chunks_exact(2) {
                if pair[0].value(row)?.holds() {
                    return pair[1].value(row);
                }
            }
            Ok(Value::NotApplicable)
        }
        Function::Choose => {
            let index = nth(arguments, 0, row)?
                .number()
                .and_then(|n| usize::try_from(n.trunc()).ok());
            match index {
                Some(index) if index > 0 => nth(arguments, index, row),
                _ => Ok(Value::NotApplicable),
            }
        }
        Function::Round | Function::RoundUp | Function::RoundDown | Function::RoundEven => {
            let mode = match function {
                Function::RoundUp => Mode::Up,
                Function::RoundDown => Mode::Down,
                Function::RoundEven => Mode::HalfEven,
                _ => Mode::HalfUp,
            };
            let (Some(value), Some(places)) = (
                nth(arguments, 0, row)?.number(),
                nth(arguments, 1, row)?.number(),
            ) else {
                return Ok(Value::NotApplicable);
            };
            let places = i32::try_from(places.trunc()).unwrap_or(0).clamp(-28, 28);
            Ok(Value::Number(Rounding { mode, places }.apply(value)))
        }
        Function::Int => Ok(map_number(&nth(arguments, 0, row)?, |n| n.floor())),
        Function::Abs => Ok(map_number(&nth(arguments, 0, row)?, |n| n.abs())),
        Function::CountIf => {
            let mut count = 0_u32;
            for condition in arguments {
                count += u32::from(condition.value(row)?.holds());
            }
            Ok(Value::Number(Decimal::from(count)))
        }
        Function::Date => Ok(dates::date(
            &nth(arguments, 0, row)?,
            &nth(arguments, 1, row)?,
            &nth(arguments, 2, row)?,
        )),
        Function::EDate => Ok(dates::months_later(
            &nth(arguments, 0, row)?,
            &nth(arguments, 1, row)?,
        )),
        Function::Year => Ok(match nth(arguments, 0, row)? {
            Value::Date(date) => Value::Number(Decimal::from(date.year())),
            _ => Value::NotApplicable,
        }),
        Function::Large | Function::Small => {
            let Some((place, values)) = arguments.split_last() else {
                return Ok(Value::NotApplicable);
            };
            picked(function, values, &place.value(row)?, row)
        }
        Function::Median => Ok(numbers(arguments, row)?.map_or(Value::NotApplicable, median)),
        Function::Count => {
            let mut count = 0_u32;
            for argument in arguments {
                count += u32::from(argument.value(row)?.number().is_some());
            }
            Ok(Value::Number(Decimal::from(count)))
        }
        Function::Min | Function::Max | Function::Sum | Function::Average => {
            aggregate(function, arguments, row)
        }
    }
}

fn nth(arguments: &[Expr], index: usize, row: &[Value]) -> Result<Value, Overflow> {
    arguments
        .get(index)
        .map_or(Ok(Value::NotApplicable), |argument| argument.value(row))
}

fn map_number(value: &Value, with: impl Fn(Decimal) -> Decimal) -> Value {
    value
        .number()
        .map_or(Value::NotApplicable, |number| Value::Number(with(number)))
}

/// The numbers among arguments. A name that is 不涉及 is passed over, as a spreadsheet passes over
/// text in a cell; a computed 不涉及 is an error there and makes the whole 不涉及 here.
fn numbers(arguments: &[Expr], row: &[Value]) -> Result<Option<Vec<Decimal>>, Overflow> {
    let mut numbers = Vec::with_capacity(arguments.len());
    for argument in arguments {
        match argument.value(row)? {
            Value::Number(number) => numbers.push(number),
            _ if matches!(argument, Expr::Name(_)) => {}
            _ => return Ok(None),
        }
    }
    Ok(Some(numbers))
}

fn aggregate(function: Function, arguments: &[Expr], row: &[Value]) -> Result<Value, Overflow> {
    let Some(numbers) = numbers(arguments, row)? else {
        return Ok(Value::NotApplicable);
    };
    let sum = || {
        numbers
            .iter()
            .try_fold(Decimal::ZERO, |sum, number| sum.checked_add(*number))
            .ok_or(Overflow)
    };
    let number = match function {
        Function::Sum => Some(sum()?),
        Function::Average => sum()?.checked_div(Decimal::from(numbers.len())),
        Function::Min => numbers.iter().min().copied(),
        _ => numbers.iter().max().copied(),
    };
    Ok(number.map_or(Value::NotApplicable, Value::Number))
}

fn median(mut numbers: Vec<Decimal>) -> Value {
    numbers.sort_unstable();
    let upper = numbers.get(numbers.len() / 2).copied();
    if numbers.len() % 2 == 1 {
        return upper.map_or(Value::NotApplicable, Value::Number);
    }
    let lower = (numbers.len() / 2).checked_sub(1);
    let lower = lower.and_then(|index| numbers.get(index).copied());
    // Half of each first: their sum could be too large where their mean is not.
    let mean = lower.zip(upper).and_then(|(lower, upper)| {
        let half = |number: Decimal| number.checked_div(Decimal::TWO);
        lower
            .checked_add(upper)
            .and_then(half)
            .or_else(|| half(lower)?.checked_add(half(upper)?))
    });
    mean.map_or(Value::NotApplicable, Value::Number)
}

/// The value at a place counted from the largest or the smallest.
fn picked(
    function: Function,
    values: &[Expr],
    place: &Value,
    row: &[Value],
) -> Result<Value, Overflow> {
    let place = place
        .number()
        .and_then(|place| usize::try_from(settle(place).floor()).ok())
        .and_then(|place| place.checked_sub(1));
    let (Some(place), Some(mut numbers)) = (place, numbers(values, row)?) else {
        return Ok(Value::NotApplicable);
    };
    numbers.sort_unstable();
    if function == Function::Large {
        numbers.reverse();
    }
    let found = numbers.get(place).copied();
    Ok(found.map_or(Value::NotApplicable, Value::Number))
}
