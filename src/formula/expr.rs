use std::cmp::Ordering;
use std::sync::Arc;

use super::call::call;
use super::dates;
use super::function::Function;
use super::value::{Overflow, Value};
use crate::number::{Decimal, settle};

/// A named quantity: the number of a column in the scheme's list of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref(pub u32);

impl Ref {
    /// As an index into a row.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Operators between two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the arithmetic operators need no explanation")]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Operator {
    /// Whether it compares (and so makes a condition).
    #[must_use]
    pub fn compares(self) -> bool {
        !matches!(
            self,
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide
        )
    }
}

impl Operator {
    /// The comparison with its sides exchanged.
    #[must_use]
    pub fn turned(self) -> Operator {
        match self {
            Operator::Less => Operator::Greater,
            Operator::LessOrEqual => Operator::GreaterOrEqual,
            Operator::Greater => Operator::Less,
            Operator::GreaterOrEqual => Operator::LessOrEqual,
            other => other,
        }
    }

    /// The comparison that holds where this one does not.
    #[must_use]
    pub fn opposite(self) -> Operator {
        match self {
            Operator::Equal => Operator::NotEqual,
            Operator::NotEqual => Operator::Equal,
            Operator::Less => Operator::GreaterOrEqual,
            Operator::GreaterOrEqual => Operator::Less,
            Operator::Greater => Operator::LessOrEqual,
            Operator::LessOrEqual => Operator::Greater,
            other => other,
        }
    }
}

/// How many names must apply before something can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quorum {
    /// Every one.
    All,
    /// At least one.
    Any,
}

/// An expression: numbers, names, operators and functions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// A number; `percent` when it was written with a percent sign (the value is the share).
    Number {
        /// The value, 0.95 for 95%.
        value: Decimal,
        /// Written with a percent sign.
        percent: bool,
    },
    /// A text.
    Text(Arc<str>),
    /// True or false.
    Bool(bool),
    /// 不涉及.
    NotApplicable,
    /// A named quantity.
    Name(Ref),
    /// The negative.
    Negate(Box<Expr>),
    /// Two expressions and an operator between them.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// A function of expressions.
    Call(Function, Vec<Expr>),
    /// The body where enough of the `needs` apply, else 不涉及.
    Given {
        /// The names that must apply.
        needs: Vec<Ref>,
        /// How many of them.
        quorum: Quorum,
        /// What holds then.
        body: Box<Expr>,
    },
}

impl Expr {
    /// A plain number.
    #[must_use]
    pub fn number(value: impl Into<Decimal>) -> Expr {
        Expr::Number {
            value: value.into(),
            percent: false,
        }
    }

    /// A text.
    #[must_use]
    pub fn text(text: impl Into<Arc<str>>) -> Expr {
        Expr::Text(text.into())
    }

    /// `self` operator `other`.
    #[must_use]
    pub fn with(self, operator: Operator, other: Expr) -> Expr {
        Expr::Binary(operator, Box::new(self), Box::new(other))
    }

    /// `IF(condition, self, otherwise)`.
    #[must_use]
    pub fn when(self, condition: Expr, otherwise: Expr) -> Expr {
        Expr::Call(Function::If, vec![condition, self, otherwise])
    }

    /// 不涉及 unless enough of `needs` apply.
    #[must_use]
    pub fn given(self, quorum: Quorum, needs: Vec<Ref>) -> Expr {
        if needs.is_empty() {
            self
        } else {
            Expr::Given {
                needs,
                quorum,
                body: Box::new(self),
            }
        }
    }

    /// Every name in the expression, in order, repeated as often as it stands there.
    #[must_use]
    pub fn names(&self) -> Vec<Ref> {
        let mut names = Vec::new();
        self.visit(&mut |expr| match expr {
            Expr::Name(name) => names.push(*name),
            Expr::Given { needs, .. } => names.extend(needs),
            _ => {}
        });
        names
    }

    /// Calls `each` with this expression and all parts of it, outermost first.
    pub fn visit<'a>(&'a self, each: &mut dyn FnMut(&'a Expr)) {
        each(self);
        match self {
            Expr::Negate(inner) | Expr::Given { body: inner, .. } => inner.visit(each),
            Expr::Binary(_, left, right) => {
                left.visit(each);
                right.visit(each);
            }
            Expr::Call(_, arguments) => arguments.iter().for_each(|argument| argument.visit(each)),
            _ => {}
        }
    }

    /// The value over one row of quantities. A name beyond the row is 不涉及.
    ///
    /// # Errors
    /// [`Overflow`] when an intermediate result needs more than 28 digits before the point.
    pub fn value(&self, row: &[Value]) -> Result<Value, Overflow> {
        Ok(match self {
            Expr::Number { value, .. } => Value::Number(*value),
            Expr::Text(text) => Value::Text(text.clone()),
            Expr::Bool(truth) => Value::Bool(*truth),
            Expr::NotApplicable => Value::NotApplicable,
            Expr::Name(name) => row
                .get(name.index())
                .cloned()
                .unwrap_or(Value::NotApplicable),
            Expr::Negate(inner) => match inner.value(row)? {
                Value::Number(number) => Value::Number(-number),
                _ => Value::NotApplicable,
            },
            Expr::Binary(operator, left, right) => {
                binary(*operator, &left.value(row)?, &right.value(row)?)?
            }
            Expr::Call(function, arguments) => call(*function, arguments, row)?,
            Expr::Given {
                needs,
                quorum,
                body,
            } => {
                let applies =
                    |name: &Ref| !row.get(name.index()).is_none_or(Value::is_not_applicable);
                let enough = match quorum {
                    Quorum::All => needs.iter().all(applies),
                    Quorum::Any => needs.iter().any(applies),
                };
                if enough {
                    body.value(row)?
                } else {
                    Value::NotApplicable
                }
            }
        })
    }
}

fn binary(operator: Operator, left: &Value, right: &Value) -> Result<Value, Overflow> {
    if operator.compares() {
        return Ok(Value::Bool(compare(operator, left, right)));
    }
    match (operator, left, right) {
        (Operator::Subtract, Value::Date(later), Value::Date(earlier)) => {
            let days = later.duration_since(*earlier).as_hours() / 24;
            return Ok(Value::Number(Decimal::from(days)));
        }
        (Operator::Add, Value::Date(date), Value::Number(days))
        | (Operator::Add, Value::Number(days), Value::Date(date)) => {
            return Ok(dates::days_later(*date, *days));
        }
        (Operator::Subtract, Value::Date(date), Value::Number(days)) => {
            // Part of a day takes a whole one away, as cutting the spreadsheet's number does.
            return Ok(dates::days_later(*date, -*days));
        }
        _ => {}
    }
    let (Value::Number(left), Value::Number(right)) = (left, right) else {
        return Ok(Value::NotApplicable);
    };
    let result = match operator {
        Operator::Add => left.checked_add(*right),
        Operator::Subtract => left.checked_sub(*right),
        Operator::Multiply => left.checked_mul(*right),
        _ if right.is_zero() => return Ok(Value::NotApplicable),
        _ => left.checked_div(*right),
    };
    result.map(Value::Number).ok_or(Overflow)
}

fn compare(operator: Operator, left: &Value, right: &Value) -> bool {
    let order = match (left, right) {
        (Value::Number(left), Value::Number(right)) => settle(*left).cmp(&settle(*right)),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::Text(left), Value::Text(right)) => left.cmp(right),
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        _ => return false,
    };
    match operator {
        Operator::Equal => order == Ordering::Equal,
        Operator::NotEqual => order != Ordering::Equal,
        Operator::Less => order == Ordering::Less,
        Operator::LessOrEqual => order != Ordering::Greater,
        Operator::Greater => order == Ordering::Greater,
        Operator::GreaterOrEqual => order != Ordering::Less,
        Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide => false,
    }
}
