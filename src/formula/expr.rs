use std::cmp::Ordering;
use std::sync::Arc;

use super::function::Function;
use super::value::{Overflow, Value};
use crate::number::{Decimal, Mode, Rounding, settle};

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
    // Two dates differ by days: the only arithmetic dates have.
    if let (Operator::Subtract, Value::Date(later), Value::Date(earlier)) = (operator, left, right)
    {
        let days = later.duration_since(*earlier).as_hours() / 24;
        return Ok(Value::Number(Decimal::from(days)));
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

fn call(function: Function, arguments: &[Expr], row: &[Value]) -> Result<Value, Overflow> {
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
        Function::Min | Function::Max | Function::Sum | Function::Average | Function::Count => {
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

fn aggregate(function: Function, arguments: &[Expr], row: &[Value]) -> Result<Value, Overflow> {
    let mut count = 0_u32;
    let mut sum = Decimal::ZERO;
    let mut least: Option<Decimal> = None;
    let mut most: Option<Decimal> = None;
    for argument in arguments {
        match argument.value(row)? {
            Value::Number(number) => {
                count += 1;
                sum = sum.checked_add(number).ok_or(Overflow)?;
                least = Some(least.map_or(number, |least| least.min(number)));
                most = Some(most.map_or(number, |most| most.max(number)));
            }
            // A name that is 不涉及 is passed over, as a spreadsheet passes over text in a cell;
            // a computed 不涉及 is an error there and makes the whole 不涉及 here.
            _ if function == Function::Count || matches!(argument, Expr::Name(_)) => {}
            _ => return Ok(Value::NotApplicable),
        }
    }
    let number = match function {
        Function::Count => Some(Decimal::from(count)),
        Function::Sum => Some(sum),
        Function::Average => sum.checked_div(Decimal::from(count)),
        Function::Min => least,
        _ => most,
    };
    Ok(number.map_or(Value::NotApplicable, Value::Number))
}
