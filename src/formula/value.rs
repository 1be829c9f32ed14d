use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use thiserror::Error;

use crate::number::{Decimal, plain};

/// What a formula computes with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number: marks, a count, a share (0.95 for 95%).
    Number(Decimal),
    /// Text, such as an attribute or a choice.
    Text(Arc<str>),
    /// Yes or no.
    Bool(bool),
    /// A calendar day.
    Date(Date),
    /// 不涉及.
    NotApplicable,
}

/// The type of a name or an expression, known before any data is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Numbers of every unit.
    Number,
    /// Text.
    Text,
    /// Conditions, and inputs answered with yes or no.
    Bool,
    /// Calendar days.
    Date,
}

/// A result too large for a [`Decimal`] (beyond 7.9 × 10²⁸).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a number grew beyond 28 digits")]
pub struct Overflow;

impl Value {
    /// The number, where it is one.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether a condition held; 不涉及 is not held.
    #[must_use]
    pub fn holds(&self) -> bool {
        matches!(self, Value::Bool(true))
    }

    /// Whether it is 不涉及.
    #[must_use]
    pub fn is_not_applicable(&self) -> bool {
        matches!(self, Value::NotApplicable)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Number(number) => f.write_str(&plain(*number)),
            Value::Text(text) => f.write_str(text),
            Value::Bool(true) => f.write_str("是"),
            Value::Bool(false) => f.write_str("否"),
            Value::Date(date) => write!(f, "{date}"),
            Value::NotApplicable => f.write_str("不涉及"),
        }
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Value::Number(number)
    }
}
