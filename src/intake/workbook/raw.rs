use std::sync::Arc;

use calamine::{DataRef, ExcelDateTime};
use jiff::civil::Date;

use super::serial;
use crate::number::{Decimal, from_cell};

/// A cell as it is stored, before anybody asks what it means.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    /// A number, at the 15 significant digits that a spreadsheet shows.
    Number {
        /// The number as stored: 0.98 where the cell shows 98%.
        value: Decimal,
        /// The cell's number format is a percentage.
        percent: bool,
    },
    /// Text, as stored; repeated texts share their memory.
    Text(Arc<str>),
    /// TRUE or FALSE.
    Bool(bool),
    /// A number in a date format; a time of day is dropped.
    Date(Date),
    /// An error value (`#DIV/0!`), or a cell that cannot be read, with what is known about it.
    Error(String),
    /// A formula without a stored result: the file has never been calculated.
    NoCachedValue,
}

/// Turns the reader's values into [`Raw`], sharing the memory of repeated texts.
pub(super) struct Maker<'s> {
    seen: Vec<Option<(&'s str, Arc<str>)>>,
    from_1904: bool,
}

/// Texts remembered at a time. The vocabularies of a table are small; names do not repeat, and
/// for them remembering would only cost memory.
const SEEN: usize = 4096;

impl<'s> Maker<'s> {
    pub(super) fn new(from_1904: bool) -> Self {
        Maker {
            seen: vec![None; SEEN],
            from_1904,
        }
    }

    /// `None` for an empty cell.
    pub(super) fn raw(&mut self, value: &DataRef<'s>, percent: bool) -> Option<Raw> {
        Some(match value {
            DataRef::Empty => return None,
            DataRef::Float(number) => match decimal(*number) {
                Some(value) => Raw::Number { value, percent },
                None => Raw::Error(format!("{number:e}")),
            },
            DataRef::Int(number) => Raw::Number {
                value: Decimal::from(*number),
                percent,
            },
            DataRef::SharedString("") => return None,
            DataRef::SharedString(text) => Raw::Text(self.share(text)),
            DataRef::String(text) if text.is_empty() => return None,
            DataRef::String(text) | DataRef::DurationIso(text) => Raw::Text(text.as_str().into()),
            DataRef::Bool(truth) => Raw::Bool(*truth),
            DataRef::DateTime(time) => moment(*time, self.from_1904),
            DataRef::DateTimeIso(text) => {
                let day = text.get(..10).and_then(|day| day.parse().ok());
                day.map_or_else(|| Raw::Text(text.as_str().into()), Raw::Date)
            }
            DataRef::Error(error) => Raw::Error(error.to_string()),
        })
    }

    /// Shared strings stay where they are while a sheet is read, so their address tells them
    /// apart faster than their text.
    fn share(&mut self, text: &'s str) -> Arc<str> {
        let slot = (text.as_ptr() as usize >> 3).wrapping_mul(0x9E37_79B1) >> 7 & (SEEN - 1);
        let Some(slot) = self.seen.get_mut(slot) else {
            return text.into();
        };
        match slot {
            Some((known, shared)) if std::ptr::eq(*known, text) => shared.clone(),
            _ => {
                let shared: Arc<str> = text.into();
                *slot = Some((text, shared.clone()));
                shared
            }
        }
    }
}

/// Same as [`from_cell`], only faster for the numbers that tables are full of: if the quotient of
/// two exact floats is the stored float, and has at most 15 digits, it is its decimal.
fn decimal(stored: f64) -> Option<Decimal> {
    const EXACT: f64 = 1e15;
    if stored.fract() == 0.0 && stored.abs() < EXACT {
        return Some(Decimal::from(stored as i64));
    }
    for (places, power) in [(1, 1e1), (2, 1e2), (3, 1e3), (4, 1e4)] {
        let scaled = (stored * power).round();
        if scaled.abs() < EXACT && scaled / power == stored {
            return Some(Decimal::new(scaled as i64, places));
        }
    }
    from_cell(stored).or_else(|| residue(stored))
}

/// What is left when equal floats are subtracted lies below the smallest step of a decimal.
fn residue(stored: f64) -> Option<Decimal> {
    if stored.abs() < 1.0 {
        format!("{stored:.28}").parse().ok()
    } else {
        None
    }
}

fn moment(time: ExcelDateTime, from_1904: bool) -> Raw {
    let number = time.as_f64();
    let day = if time.is_datetime() {
        serial::day(number, from_1904)
    } else {
        None
    };
    match day {
        Some(day) => Raw::Date(day),
        None if number.is_finite() => Raw::Text(serial::clock(number).into()),
        None => Raw::Error(format!("{number:e}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_fast_way_is_the_exact_way(digits in -10_000_000_i64..10_000_000, places in 0..7_i32) {
            let stored = digits as f64 / 10_f64.powi(places);
            prop_assert_eq!(decimal(stored), from_cell(stored));
        }

        #[test]
        fn for_any_float(stored: f64) {
            if let Some(exact) = from_cell(stored) {
                prop_assert_eq!(decimal(stored), Some(exact));
            }
        }
    }
}
