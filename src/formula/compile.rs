use super::asked::Asked;
use super::dates;
use super::expr::{Expr, Operator, Ref};
use super::function::Function;
use super::mistake::{Mistake, MistakeKind};
use super::parser::{Syntax, SyntaxKind, parse};
use super::value::Type;
use crate::number::Decimal;
use crate::problem::nearest;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A quantity of the subject, of a type.
    Quantity(Ref, Type),
    /// A number that the scheme fixes, such as 标准分.
    Fixed(Decimal),
    /// An expression over other names, of a type.
    Derived(Expr, Type),
    /// Several values of one type, for functions that take lists.
    List(Vec<Expr>, Type),
}

/// The names that are known at one place of a scheme.
pub trait Scope {
    /// What a name stands for.
    fn find(&self, name: &str) -> Option<Meaning>;
    /// All names, for suggestions.
    fn names(&self) -> Vec<String>;
}

/// Reads a formula, resolves its names and checks its types.
///
/// # Errors
/// All mistakes of names and types at once; a mistake of syntax alone.
pub fn compile(text: &str, scope: &dyn Scope, wanted: Type) -> Result<Expr, Vec<Mistake>> {
    let syntax = parse(text).map_err(|mistake| vec![mistake])?;
    let mut compiler = Compiler {
        scope,
        mistakes: Vec::new(),
    };
    let expr = compiler.expect(&syntax, wanted);
    if compiler.mistakes.is_empty() {
        Ok(expr)
    } else {
        Err(compiler.mistakes)
    }
}

/// Reads a formula of whatever type, and says which it is.
///
/// # Errors
/// As for [`compile`].
pub fn compile_any(text: &str, scope: &dyn Scope) -> Result<(Expr, Type), Vec<Mistake>> {
    let syntax = parse(text).map_err(|mistake| vec![mistake])?;
    let mut compiler = Compiler {
        scope,
        mistakes: Vec::new(),
    };
    let (expr, kind) = compiler.part(&syntax);
    if compiler.mistakes.is_empty() {
        Ok((expr, kind.unwrap_or(Type::Number)))
    } else {
        Err(compiler.mistakes)
    }
}

struct Compiler<'a> {
    scope: &'a dyn Scope,
    mistakes: Vec<Mistake>,
}

impl Compiler<'_> {
    fn mistake(&mut self, syntax: &Syntax, kind: MistakeKind) {
        self.mistakes.push(Mistake::new(syntax.span.clone(), kind));
    }

    /// Compiles a part that must have a type. An unknown type (after a mistake inside) passes.
    fn expect(&mut self, syntax: &Syntax, wanted: Type) -> Expr {
        let (expr, found) = self.part(syntax);
        if let Some(found) = found.filter(|found| *found != wanted) {
            self.mistake(syntax, MistakeKind::WrongType { wanted, found });
        }
        expr
    }

    fn part(&mut self, syntax: &Syntax) -> (Expr, Option<Type>) {
        match &syntax.kind {
            SyntaxKind::Number { value, percent } => (
                Expr::Number {
                    value: *value,
                    percent: *percent,
                },
                Some(Type::Number),
            ),
            SyntaxKind::Text(text) => (Expr::text(text.as_str()), Some(Type::Text)),
            SyntaxKind::Name(name) => self.name(syntax, name),
            SyntaxKind::Negate(inner) => (
                Expr::Negate(Box::new(self.expect(inner, Type::Number))),
                Some(Type::Number),
            ),
            SyntaxKind::Binary(operator, left, right) => self.binary(*operator, left, right),
            SyntaxKind::Call { name, arguments } => self.call(syntax, name, arguments),
        }
    }

    fn name(&mut self, syntax: &Syntax, name: &str) -> (Expr, Option<Type>) {
        match self.scope.find(name) {
            Some(Meaning::Quantity(found, kind)) => return (Expr::Name(found), Some(kind)),
            Some(Meaning::Fixed(number)) => return (Expr::number(number), Some(Type::Number)),
            Some(Meaning::Derived(expr, kind)) => return (expr, Some(kind)),
            Some(Meaning::List(..)) => {
                let name = name.to_owned();
                self.mistake(syntax, MistakeKind::ListMisplaced { name });
                return (Expr::NotApplicable, None);
            }
            None => {}
        }
        match name.to_ascii_uppercase().as_str() {
            "TRUE" => return (Expr::Bool(true), Some(Type::Bool)),
            "FALSE" => return (Expr::Bool(false), Some(Type::Bool)),
            _ => {}
        }
        let nearest = nearest(name, &self.scope.names());
        self.mistake(
            syntax,
            MistakeKind::UnknownName {
                name: name.to_owned(),
                nearest,
            },
        );
        (Expr::NotApplicable, None)
    }

    fn binary(
        &mut self,
        operator: Operator,
        left: &Syntax,
        right: &Syntax,
    ) -> (Expr, Option<Type>) {
        let (left_expr, left_type) = self.part(left);
        let (right_expr, right_type) = self.part(right);
        if let Some(condition) =
            yes_no(operator, (&left_expr, left_type), (&right_expr, right_type))
        {
            return (condition, Some(Type::Bool));
        }
        let result = if operator.compares() {
            if let (Some(wanted), Some(found)) = (left_type, right_type)
                && wanted != found
            {
                self.mistake(right, MistakeKind::WrongType { wanted, found });
            }
            Type::Bool
        } else if let Some(result) = with_days(operator, left_type, right_type) {
            result
        } else {
            for (side, found) in [(left, left_type), (right, right_type)] {
                if let Some(found) = found.filter(|found| *found != Type::Number) {
                    let wanted = Type::Number;
                    self.mistake(side, MistakeKind::WrongType { wanted, found });
                }
            }
            Type::Number
        };
        let (left, right) = match (left_type, right_type) {
            _ if operator.compares() => (left_expr, right_expr),
            (Some(Type::Date), Some(Type::Number)) => (left_expr, days(right_expr)),
            (Some(Type::Number), Some(Type::Date)) => (days(left_expr), right_expr),
            _ => (left_expr, right_expr),
        };
        (left.with(operator, right), Some(result))
    }

    fn call(&mut self, syntax: &Syntax, name: &str, arguments: &[Syntax]) -> (Expr, Option<Type>) {
        let Some(function) = Function::named(name) else {
            let names: Vec<String> = Function::ALL
                .iter()
                .map(|function| function.name().to_owned())
                .collect();
            let nearest = nearest(&name.to_ascii_uppercase(), &names);
            self.mistake(
                syntax,
                MistakeKind::UnknownFunction {
                    name: name.to_owned(),
                    nearest,
                },
            );
            return (Expr::NotApplicable, None);
        };
        let (least, most) = function.arity();
        let found = arguments.len();
        let uneven = function == Function::Ifs && !found.is_multiple_of(2);
        if found < least || found > most || uneven {
            let function = function.name();
            self.mistake(
                syntax,
                MistakeKind::Arity {
                    function,
                    least,
                    most,
                    found,
                },
            );
            return (Expr::NotApplicable, None);
        }
        if function == Function::CountIf {
            return self.count_if(arguments);
        }
        // IF, IFS and CHOOSE give what their branches give; the first branch with a known type
        // decides what the others must be.
        let mut result = function.result();
        let mut compiled = Vec::with_capacity(found);
        for (index, argument) in arguments.iter().enumerate() {
            let wanted = function.argument(index).or(result);
            if let (true, Some(wanted)) = (function.takes_list(index), wanted)
                && let Some(values) = self.values(argument, wanted)
            {
                compiled.extend(values);
                continue;
            }
            if function.picks() && index == 0 && !matches!(argument.kind, SyntaxKind::Name(_)) {
                let function = function.name();
                self.mistake(argument, MistakeKind::ListWanted { function });
            }
            compiled.push(match wanted {
                Some(wanted) => self.expect(argument, wanted),
                None => {
                    let (expr, kind) = self.part(argument);
                    result = kind;
                    expr
                }
            });
        }
        if function == Function::Date && dates::impossible(&compiled) {
            self.mistake(syntax, MistakeKind::NoSuchDate);
        }
        (Expr::Call(function, compiled), result)
    }

    /// The values of a list, where an argument is the name of one.
    fn values(&mut self, argument: &Syntax, wanted: Type) -> Option<Vec<Expr>> {
        let (values, found) = self.list(argument)?;
        if found != wanted {
            self.mistake(argument, MistakeKind::WrongType { wanted, found });
        }
        Some(values)
    }

    /// The list that an argument names. One without values is 不涉及, so that no function is left
    /// without an argument.
    fn list(&self, argument: &Syntax) -> Option<(Vec<Expr>, Type)> {
        let SyntaxKind::Name(name) = &argument.kind else {
            return None;
        };
        let Some(Meaning::List(mut values, kind)) = self.scope.find(name) else {
            return None;
        };
        if values.is_empty() {
            values.push(Expr::NotApplicable);
        }
        Some((values, kind))
    }

    /// `COUNTIF(各部分, ">=90")`: how many of several conditions hold, one for each value.
    fn count_if(&mut self, arguments: &[Syntax]) -> (Expr, Option<Type>) {
        let number = Some(Type::Number);
        let [from, condition] = arguments else {
            return (Expr::NotApplicable, number);
        };
        let (values, kind) = match (self.list(from), &from.kind) {
            (Some((values, kind)), _) => (values, kind),
            (None, SyntaxKind::Name(_)) => match self.part(from) {
                (value, Some(kind)) => (vec![value], kind),
                (_, None) => return (Expr::NotApplicable, number),
            },
            _ => {
                let function = Function::CountIf.name();
                self.mistake(from, MistakeKind::ListWanted { function });
                return (Expr::NotApplicable, number);
            }
        };
        let Some(asked) = Asked::of(&condition.kind, kind) else {
            self.mistake(condition, MistakeKind::BadCondition);
            return (Expr::NotApplicable, number);
        };
        let conditions = values.into_iter().map(|value| asked.of_value(value));
        (Expr::Call(Function::CountIf, conditions.collect()), number)
    }
}

/// Whole days: a date has no time.
fn days(number: Expr) -> Expr {
    match number {
        Expr::Number { value, .. } if value.is_integer() => number,
        _ => Expr::Call(Function::Int, vec![number]),
    }
}

/// What a sum or difference with dates is: days between two, or a date some days away.
fn with_days(operator: Operator, left: Option<Type>, right: Option<Type>) -> Option<Type> {
    match (operator, left?, right?) {
        (Operator::Subtract, Type::Date, Type::Date) => Some(Type::Number),
        (Operator::Add | Operator::Subtract, Type::Date, Type::Number)
        | (Operator::Add, Type::Number, Type::Date) => Some(Type::Date),
        _ => None,
    }
}

/// `建会 = "是"`: a yes-or-no compared with the word that stands in its cell is the condition itself.
pub(super) fn yes_no(
    operator: Operator,
    left: (&Expr, Option<Type>),
    right: (&Expr, Option<Type>),
) -> Option<Expr> {
    let (condition, word) = match (left, right) {
        ((condition, Some(Type::Bool)), (Expr::Text(word), _))
        | ((Expr::Text(word), _), (condition, Some(Type::Bool))) => (condition, word),
        _ => return None,
    };
    let wanted = match (&**word, operator) {
        ("是", Operator::Equal) | ("否", Operator::NotEqual) => true,
        ("否", Operator::Equal) | ("是", Operator::NotEqual) => false,
        _ => return None,
    };
    let condition = condition.clone();
    Some(if wanted {
        condition
    } else {
        Expr::Call(Function::Not, vec![condition])
    })
}
