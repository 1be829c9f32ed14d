use super::expr::{Expr, Operator, Ref};
use super::function::Function;
use super::mistake::{Mistake, MistakeKind};
use super::parser::{Syntax, SyntaxKind, parse};
use super::value::Type;
use crate::number::Decimal;
use crate::problem::nearest;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A quantity of the subject, of a type.
    Quantity(Ref, Type),
    /// A number that the scheme fixes, such as 标准分.
    Fixed(Decimal),
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
        let dates = (Some(Type::Date), Some(Type::Date));
        if operator.compares() {
            if let (Some(wanted), Some(found)) = (left_type, right_type)
                && wanted != found
            {
                self.mistake(right, MistakeKind::WrongType { wanted, found });
            }
        } else if !(operator == Operator::Subtract && (left_type, right_type) == dates) {
            for (side, found) in [(left, left_type), (right, right_type)] {
                if let Some(found) = found.filter(|found| *found != Type::Number) {
                    let wanted = Type::Number;
                    self.mistake(side, MistakeKind::WrongType { wanted, found });
                }
            }
        }
        let result = if operator.compares() {
            Type::Bool
        } else {
            Type::Number
        };
        (left_expr.with(operator, right_expr), Some(result))
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
        // IF, IFS and CHOOSE give what their branches give; the first branch with a known type
        // decides what the others must be.
        let mut result = match function {
            Function::And | Function::Or | Function::Not => Some(Type::Bool),
            Function::If | Function::Ifs | Function::Choose => None,
            _ => Some(Type::Number),
        };
        let mut compiled = Vec::with_capacity(found);
        for (index, argument) in arguments.iter().enumerate() {
            let expr = match (function.argument(index), result) {
                (Some(wanted), _) | (None, Some(wanted)) => self.expect(argument, wanted),
                (None, None) => {
                    let (expr, kind) = self.part(argument);
                    result = kind;
                    expr
                }
            };
            compiled.push(expr);
        }
        (Expr::Call(function, compiled), result)
    }
}

/// `建会 = "是"`: a yes-or-no compared with the word that stands in its cell is the condition itself.
fn yes_no(
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
