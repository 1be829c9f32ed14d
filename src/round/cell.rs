use jiff::civil::Date;

use super::{RecordId, Round};
use crate::formula::Value;
use crate::number::Decimal;

/// What was read for one subject and column, with its origin, in 16 bytes.
///
/// A number is kept as an integer and a decimal scale: every number a spreadsheet can hold has at
/// most 15 significant digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    payload: i64,
    record: u32,
    col: u16,
    scale: u8,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Kind {
    Unset,
    Blank,
    NotApplicable,
    Number,
    Text,
    Bool,
    Date,
    Logged,
}

/// A value to be kept in a [`Cell`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Datum {
    /// A blank cell.
    Blank,
    /// 不涉及.
    NotApplicable,
    /// A number of at most 18 digits.
    Number(Decimal),
    /// A text, by its number in the round.
    Text(u32),
    /// Yes or no.
    Bool(bool),
    /// A day.
    Date(Date),
    /// The sum of the findings of a log.
    Logged(Decimal),
}

impl Cell {
    /// Nothing was read.
    pub const UNSET: Cell = Cell {
        payload: 0,
        record: u32::MAX,
        col: 0,
        scale: 0,
        kind: Kind::Unset,
    };

    /// A cell that was read at a column of a row. `None` when a number has more than 18 digits.
    #[must_use]
    pub fn new(datum: Datum, record: RecordId, col: u16) -> Option<Cell> {
        let (kind, payload, scale) = match datum {
            Datum::Blank => (Kind::Blank, 0, 0),
            Datum::NotApplicable => (Kind::NotApplicable, 0, 0),
            Datum::Number(number) => packed(Kind::Number, number)?,
            Datum::Logged(number) => packed(Kind::Logged, number)?,
            Datum::Text(id) => (Kind::Text, i64::from(id), 0),
            Datum::Bool(truth) => (Kind::Bool, i64::from(truth), 0),
            Datum::Date(date) => {
                let day = i64::from(date.year()) * 10_000
                    + i64::from(date.month()) * 100
                    + i64::from(date.day());
                (Kind::Date, day, 0)
            }
        };
        Some(Cell {
            payload,
            record: record.0,
            col,
            scale,
            kind,
        })
    }

    /// The row and column it was read at.
    #[must_use]
    pub fn origin(self) -> Option<(RecordId, u16)> {
        (self.record != u32::MAX).then_some((RecordId(self.record), self.col))
    }

    /// Whether nothing was read, not even a blank.
    #[must_use]
    pub fn is_unset(self) -> bool {
        self.kind == Kind::Unset
    }

    /// Whether there is no value.
    #[must_use]
    pub fn is_blank(self) -> bool {
        matches!(self.kind, Kind::Unset | Kind::Blank)
    }

    /// Whether it is the sum of a log's findings.
    #[must_use]
    pub fn is_logged(self) -> bool {
        self.kind == Kind::Logged
    }

    /// The value to compute with; `None` for a blank.
    #[must_use]
    pub fn value(self, round: &Round) -> Option<Value> {
        Some(match self.kind {
            Kind::Unset | Kind::Blank => return None,
            Kind::NotApplicable => Value::NotApplicable,
            Kind::Number | Kind::Logged => {
                Value::Number(Decimal::new(self.payload, u32::from(self.scale)))
            }
            Kind::Text => Value::Text(round.text(u32::try_from(self.payload).unwrap_or(u32::MAX))),
            Kind::Bool => Value::Bool(self.payload != 0),
            Kind::Date => Value::Date(self.date()?),
        })
    }

    fn date(self) -> Option<Date> {
        let year = i16::try_from(self.payload / 10_000).ok()?;
        let month = i8::try_from(self.payload / 100 % 100).ok()?;
        let day = i8::try_from(self.payload % 100).ok()?;
        Date::new(year, month, day).ok()
    }
}

fn packed(kind: Kind, number: Decimal) -> Option<(Kind, i64, u8)> {
    let number = number.normalize();
    let payload = i64::try_from(number.mantissa()).ok()?;
    Some((kind, payload, u8::try_from(number.scale()).ok()?))
}
