use jiff::civil::Date;

use crate::number::Decimal;

/// Years that an inspection, an accident or a founding may lie in.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2100;
/// Days from 1980 to 2100 as serial numbers; outside of these a bare number is more likely a year,
/// a count or a mistake.
const SERIALS: std::ops::RangeInclusive<i64> = 29_221..=73_415;

/// Reads a folded word: `2015-10-08`, `2015.10.8`, `2015/10/8`, `2015年10月8日`, `20151008`, each
/// perhaps with a time of day, which is dropped. Two-digit years and 8/10/2015 are not understood.
pub(super) fn text(plain: &str) -> Option<Date> {
    let (day, time) = match plain.split_once([' ', 't', 'T']) {
        Some((day, time)) if is_time(time.trim()) => (day, true),
        _ => (plain, false),
    };
    let day: String = day.chars().filter(|c| *c != ' ').collect();
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        return if time {
            None
        } else {
            date(day.get(..4)?, day.get(4..6)?, day.get(6..)?)
        };
    }
    if let Some((year, rest)) = day.split_once('年') {
        let (month, rest) = rest.split_once('月')?;
        return date(year, month, rest.strip_suffix(['日', '号']).unwrap_or(rest));
    }
    let mark = day
        .chars()
        .find(|c| !c.is_ascii_digit())
        .filter(|c| matches!(c, '.' | '-' | '/'))?;
    let mut parts = day.split(mark);
    let found = date(parts.next()?, parts.next()?, parts.next()?)?;
    parts.next().is_none().then_some(found)
}

/// Reads a bare number: a serial (from 1900) or a date written as eight digits.
pub(super) fn number(value: Decimal) -> Option<Date> {
    let whole = i64::try_from(value.trunc()).ok()?;
    if SERIALS.contains(&whole) {
        return crate::intake::workbook::serial::day(whole as f64, false);
    }
    value
        .is_integer()
        .then(|| text(&whole.to_string()))
        .flatten()
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |text: &str, most: usize| {
        let plain = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse::<i16>().ok()).flatten()
    };
    let year = digits(year, 4).filter(|year| YEARS.contains(year))?;
    let month = i8::try_from(digits(month, 2)?).ok()?;
    let day = i8::try_from(digits(day, 2)?).ok()?;
    Date::new(year, month, day).ok()
}

/// `17:30`, `9:05:00`, `00:00:00.000`.
fn is_time(text: &str) -> bool {
    let mut parts = text.split(':');
    let below = |part: Option<&str>, limit: u8| {
        part.is_some_and(|p| p.len() <= 2 && p.parse::<u8>().is_ok_and(|n| n < limit))
    };
    let seconds = |part: Option<&str>| part.is_none_or(|p| below(p.split('.').next(), 60));
    below(parts.next(), 24)
        && below(parts.next(), 60)
        && seconds(parts.next())
        && parts.next().is_none()
}
