use super::compile::yes_no;
use super::dates;
use super::expr::{Expr, Operator};
use super::function::Function;
use super::lexer::{Token, TokenKind, narrow, tokens};
use super::parser::SyntaxKind;
use super::value::Type;

/// What a condition text such as `">=90"` asks of a value.
pub(super) struct Asked {
    operator: Operator,
    against: Expr,
    kind: Type,
}

/// The longer signs stand before those they begin with.
const SIGNS: [(&str, Operator); 10] = [
    (">=", Operator::GreaterOrEqual),
    ("<=", Operator::LessOrEqual),
    ("<>", Operator::NotEqual),
    ("≥", Operator::GreaterOrEqual),
    ("≤", Operator::LessOrEqual),
    ("≠", Operator::NotEqual),
    ("==", Operator::Equal),
    (">", Operator::Greater),
    ("<", Operator::Less),
    ("=", Operator::Equal),
];

impl Asked {
    /// What is asked of values of a type; `None` where the text is no condition on such values.
    pub fn of(written: &SyntaxKind, kind: Type) -> Option<Asked> {
        let (operator, against) = match written {
            SyntaxKind::Number { value, percent } if kind == Type::Number => {
                let (value, percent) = (*value, *percent);
                (Operator::Equal, Expr::Number { value, percent })
            }
            SyntaxKind::Text(text) => {
                let (operator, rest) = signed(text.trim());
                (operator, against(rest, kind)?)
            }
            _ => return None,
        };
        let ordered = matches!(kind, Type::Number | Type::Date);
        let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
        (ordered || equality).then_some(Asked {
            operator,
            against,
            kind,
        })
    }

    /// The condition on one value.
    pub fn of_value(&self, value: Expr) -> Expr {
        let sides = ((&value, Some(self.kind)), (&self.against, Some(Type::Text)));
        if self.kind == Type::Bool
            && let Some(condition) = yes_no(self.operator, sides.0, sides.1)
        {
            return condition;
        }
        value.with(self.operator, self.against.clone())
    }
}

/// The sign in front and what follows it; no sign is an equals sign, as in Excel.
fn signed(text: &str) -> (Operator, &str) {
    let narrowed: String = text.chars().take(2).map(narrow).collect();
    for (sign, operator) in SIGNS {
        if narrowed.starts_with(sign) {
            let length: usize = text
                .chars()
                .take(sign.chars().count())
                .map(char::len_utf8)
                .sum();
            return (operator, text.get(length..).unwrap_or_default().trim());
        }
    }
    (Operator::Equal, text)
}

/// What the values are compared with.
fn against(text: &str, kind: Type) -> Option<Expr> {
    match kind {
        // Excel reads * and ? as any characters; nothing here does, so they are refused.
        Type::Text => {
            let plain = !text.is_empty() && !text.contains(['*', '?', '~', '*', '?']);
            plain.then(|| Expr::text(text))
        }
        Type::Bool => matches!(text, "是" | "否").then(|| Expr::text(text)),
        Type::Number => number(text),
        Type::Date => day(text),
    }
}

fn number(text: &str) -> Option<Expr> {
    let (tokens, negative) = match tokens(text).ok()?.as_slice() {
        [
            Token {
                kind: TokenKind::Symbol("-"),
                ..
            },
            rest @ ..,
        ] => (rest.to_vec(), true),
        all => (all.to_vec(), false),
    };
    match tokens.as_slice() {
        [
            Token {
                kind: TokenKind::Number { value, percent },
                ..
            },
        ] => Some(Expr::Number {
            value: if negative { -*value } else { *value },
            percent: *percent,
        }),
        _ => None,
    }
}

/// `2026-5-1` or `2026/5/1`.
fn day(text: &str) -> Option<Expr> {
    let tokens = tokens(text).ok()?;
    let mut numbers = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match &token.kind {
            TokenKind::Number {
                value,
                percent: false,
            } if index % 2 == 0 => {
                numbers.push(Expr::number(*value));
            }
            TokenKind::Symbol("-" | "/") if index % 2 == 1 => {}
            _ => return None,
        }
    }
    let found = tokens.len() == 5 && !dates::impossible(&numbers);
    found.then_some(Expr::Call(Function::Date, numbers))
}
