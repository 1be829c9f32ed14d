//! Calendar days, as far as spreadsheets know them: the years 1900 to 9999.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::expr::Expr;
use super::value::Value;
use crate::number::{Decimal, settle};

/// Years that a spreadsheet has days for.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=9999;

fn known(date: Date) -> Value {
    if YEARS.contains(&date.year()) {
        Value::Date(date)
    } else {
        Value::NotApplicable
    }
}

/// The whole number that spreadsheets make of an argument of a date function.
fn whole<T: TryFrom<i64>>(value: &Value) -> Option<T> {
    let number = i64::try_from(settle(value.number()?).floor()).ok()?;
    T::try_from(number).ok()
}

/// `DATE(year, month, day)`. A spreadsheet makes the 1st of March out of the 30th of February; a
/// day that is in no calendar is 不涉及 here.
pub(super) fn date(year: &Value, month: &Value, day: &Value) -> Value {
    let found = || Date::new(whole(year)?, whole(month)?, whole(day)?).ok();
    found().map_or(Value::NotApplicable, known)
}

/// `EDATE(date, months)`: in a shorter month its last day.
pub(super) fn months_later(date: &Value, months: &Value) -> Value {
    let (Value::Date(date), Some(months)) = (date, whole::<i32>(months)) else {
        return Value::NotApplicable;
    };
    moved(*date, Span::new().try_months(months).ok())
}

/// A date so many whole days away.
pub(super) fn days_later(date: Date, days: Decimal) -> Value {
    let days = whole::<i32>(&Value::Number(days));
    // Four million days are longer than the calendar.
    let days = days.filter(|days| days.unsigned_abs() < 4_000_000);
    moved(date, days.map(ToSpan::days))
}

fn moved(date: Date, by: Option<Span>) -> Value {
    by.and_then(|by| date.checked_add(by).ok())
        .map_or(Value::NotApplicable, known)
}

/// The day that three constants are; `None` where they are no constants.
fn constants(arguments: &[Expr]) -> Option<Value> {
    let mut numbers = arguments.iter().map(|argument| match argument {
        Expr::Number { value, .. } => Some(Value::Number(*value)),
        Expr::Negate(inner) => match **inner {
            Expr::Number { value, .. } => Some(Value::Number(-value)),
            _ => None,
        },
        _ => None,
    });
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    Some(date(&year, &month, &day))
}

/// Whether three constants are a day that is in no calendar.
pub(super) fn impossible(arguments: &[Expr]) -> bool {
    constants(arguments).is_some_and(|day| day.is_not_applicable())
}

/// The day of three constants as a number: days from the 1st of January 1900.
pub(super) fn constant(arguments: &[Expr]) -> Option<Decimal> {
    let Value::Date(day) = constants(arguments)? else {
        return None;
    };
    let first = Date::constant(1900, 1, 1);
    Some(Decimal::from(day.duration_since(first).as_hours() / 24))
}
