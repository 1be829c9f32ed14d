use std::ops::Range;

use super::expr::Operator;
use super::lexer::{Token, TokenKind, tokens};
use super::mistake::{Mistake, MistakeKind};
use crate::number::Decimal;

/// What was written, before names and types are known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Syntax {
    pub kind: SyntaxKind,
    pub span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum SyntaxKind {
    Number {
        value: Decimal,
        percent: bool,
    },
    Text(String),
    Name(String),
    Negate(Box<Syntax>),
    Binary(Operator, Box<Syntax>, Box<Syntax>),
    Call {
        name: String,
        arguments: Vec<Syntax>,
    },
}

/// Deeper nesting than this is refused, so that no formula can exhaust the stack.
const DEEPEST: usize = 64;
/// Formulas of more tokens than this are refused (Excel itself stops at 8,192 characters).
const LONGEST: usize = 1_000;

/// Reads one formula (Pratt parser: binding powers decide what an operator takes).
pub(super) fn parse(text: &str) -> Result<Syntax, Mistake> {
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(Mistake::new(0..text.len(), MistakeKind::Empty));
    }
    if tokens.len() > LONGEST {
        return Err(Mistake::new(0..text.len(), MistakeKind::TooDeep));
    }
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        end: text.len(),
    };
    // Excel formulas begin with `=`; people will write it here, too.
    if parser.symbol() == Some("=") {
        parser.at += 1;
    }
    let syntax = parser.expression(0, 0)?;
    match parser.tokens.get(parser.at) {
        None => Ok(syntax),
        Some(token) => Err(parser.unexpected(token.span.clone(), text)),
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    end: usize,
}

/// How strongly an operator binds, to the left and to the right.
fn powers(symbol: &str) -> Option<(Operator, u8)> {
    Some(match symbol {
        "=" => (Operator::Equal, 1),
        "<>" => (Operator::NotEqual, 1),
        "<" => (Operator::Less, 1),
        "<=" => (Operator::LessOrEqual, 1),
        ">" => (Operator::Greater, 1),
        ">=" => (Operator::GreaterOrEqual, 1),
        "+" => (Operator::Add, 3),
        "-" => (Operator::Subtract, 3),
        "*" => (Operator::Multiply, 5),
        "/" => (Operator::Divide, 5),
        _ => return None,
    })
}

/// Binding power of a leading minus: above every operator between two values, as in Excel.
const NEGATE: u8 = 7;

impl Parser<'_> {
    fn symbol(&self) -> Option<&'static str> {
        match self.tokens.get(self.at)?.kind {
            TokenKind::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    fn unexpected(&self, span: Range<usize>, text: &str) -> Mistake {
        let found = text.get(span.clone()).unwrap_or_default().to_owned();
        Mistake::new(span, MistakeKind::Unexpected { found })
    }

    fn expression(&mut self, least: u8, depth: usize) -> Result<Syntax, Mistake> {
        let mut left = self.operand(depth)?;
        while let Some((operator, power)) = self.symbol().and_then(powers) {
            if power < least {
                break;
            }
            self.at += 1;
            let right = self.expression(power + 1, depth + 1)?;
            let span = left.span.start..right.span.end;
            left = Syntax {
                kind: SyntaxKind::Binary(operator, Box::new(left), Box::new(right)),
                span,
            };
        }
        Ok(left)
    }

    fn operand(&mut self, depth: usize) -> Result<Syntax, Mistake> {
        let Some(token) = self.tokens.get(self.at) else {
            let end = self.end.saturating_sub(1)..self.end;
            return Err(Mistake::new(
                end,
                MistakeKind::Unexpected {
                    found: String::new(),
                },
            ));
        };
        let span = token.span.clone();
        if depth > DEEPEST {
            return Err(Mistake::new(span, MistakeKind::TooDeep));
        }
        self.at += 1;
        let kind = match &token.kind {
            TokenKind::Number { value, percent } => SyntaxKind::Number {
                value: *value,
                percent: *percent,
            },
            TokenKind::Text(text) => SyntaxKind::Text(text.clone()),
            TokenKind::Name(name) if self.symbol() == Some("(") => {
                return self.call(name.clone(), span, depth);
            }
            TokenKind::Name(name) => SyntaxKind::Name(name.clone()),
            TokenKind::Symbol("-") => {
                let inner = self.expression(NEGATE, depth + 1)?;
                let span = span.start..inner.span.end;
                return Ok(Syntax {
                    kind: SyntaxKind::Negate(Box::new(inner)),
                    span,
                });
            }
            TokenKind::Symbol("+") => return self.expression(NEGATE, depth + 1),
            TokenKind::Symbol("(") => {
                let inner = self.expression(0, depth + 1)?;
                self.close(&span)?;
                return Ok(inner);
            }
            TokenKind::Symbol(symbol) => {
                let found = (*symbol).to_owned();
                return Err(Mistake::new(span, MistakeKind::Unexpected { found }));
            }
        };
        Ok(Syntax { kind, span })
    }

    fn call(&mut self, name: String, start: Range<usize>, depth: usize) -> Result<Syntax, Mistake> {
        let open = self
            .tokens
            .get(self.at)
            .map_or(start.clone(), |token| token.span.clone());
        self.at += 1;
        let mut arguments = Vec::new();
        if self.symbol() != Some(")") {
            arguments.push(self.expression(0, depth + 1)?);
            while self.symbol() == Some(",") {
                self.at += 1;
                arguments.push(self.expression(0, depth + 1)?);
            }
        }
        let end = self.close(&open)?;
        Ok(Syntax {
            kind: SyntaxKind::Call { name, arguments },
            span: start.start..end,
        })
    }

    /// Expects a closing bracket and returns where it ends.
    fn close(&mut self, open: &Range<usize>) -> Result<usize, Mistake> {
        match self.tokens.get(self.at) {
            Some(Token {
                kind: TokenKind::Symbol(")"),
                span,
            }) => {
                self.at += 1;
                Ok(span.end)
            }
            _ => Err(Mistake::new(open.clone(), MistakeKind::Unclosed)),
        }
    }
}
