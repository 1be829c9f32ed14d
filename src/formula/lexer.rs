use std::ops::Range;

use super::mistake::{Mistake, MistakeKind};
use crate::number::{Decimal, parse};

/// One token of a formula and where it stands (bytes of the formula's text).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    Number { value: Decimal, percent: bool },
    Text(String),
    Name(String),
    Symbol(&'static str),
}

/// Units that may follow a number directly and change nothing: `95分`, `3人`.
const UNITS: [char; 14] = [
    '分', '人', '项', '次', '个', '天', '起', '家', '年', '月', '座', '处', '条', '元',
];

/// Splits a formula into tokens. Full-width forms of operators, brackets and digits are understood.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Mistake> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next()? {
        tokens.push(token);
    }
    Ok(tokens)
}

/// The half-width form of a character that has one.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '“' | '”' => '"',
        '×' => '*',
        '÷' => '/',
        '、' => ',',
        '−' | '–' => '-',
        _ => c,
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next().map(narrow)
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.text[self.at..].chars().next()?;
        self.at += c.len_utf8();
        Some(narrow(c))
    }

    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> String {
        let mut taken = String::new();
        while let Some(c) = self.peek().filter(|c| accept(*c)) {
            taken.push(c);
            self.bump();
        }
        taken
    }

    fn next(&mut self) -> Result<Option<Token>, Mistake> {
        self.take_while(char::is_whitespace);
        let start = self.at;
        let Some(c) = self.peek() else {
            return Ok(None);
        };
        let kind = match c {
            '0'..='9' | '.' => self.number(start)?,
            '"' => self.quoted(start)?,
            '[' | '【' => self.bracketed(start)?,
            c if c.is_alphabetic() || c == '_' => {
                TokenKind::Name(self.take_while(|c| c.is_alphanumeric() || c == '_'))
            }
            _ => self.symbol(start)?,
        };
        Ok(Some(Token {
            kind,
            span: start..self.at,
        }))
    }

    fn number(&mut self, start: usize) -> Result<TokenKind, Mistake> {
        let digits = self.take_while(|c| c.is_ascii_digit() || c == '.');
        let value = parse(&digits)
            .ok_or_else(|| Mistake::new(start..self.at, MistakeKind::BadNumber(digits.clone())))?;
        if self.peek() == Some('%') {
            self.bump();
            let value = value
                .checked_div(Decimal::ONE_HUNDRED)
                .unwrap_or(value)
                .normalize();
            return Ok(TokenKind::Number {
                value,
                percent: true,
            });
        }
        let unit_then_name = |rest: &str| {
            let mut rest = rest.chars();
            matches!((rest.next(), rest.next()), (Some(unit), next)
                if UNITS.contains(&unit) && !next.is_some_and(char::is_alphanumeric))
        };
        if unit_then_name(&self.text[self.at..]) {
            self.bump();
        }
        Ok(TokenKind::Number {
            value,
            percent: false,
        })
    }

    fn quoted(&mut self, start: usize) -> Result<TokenKind, Mistake> {
        self.bump();
        let mut text = String::new();
        loop {
            // Inside quotes the text is kept as it is written, full width and all.
            let raw = self.text[self.at..].chars().next();
            match self.bump() {
                None => return Err(Mistake::new(start..self.at, MistakeKind::OpenText)),
                Some('"') if self.peek() == Some('"') => {
                    self.bump();
                    text.push('"');
                }
                Some('"') => return Ok(TokenKind::Text(text)),
                Some(_) => text.extend(raw),
            }
        }
    }

    fn bracketed(&mut self, start: usize) -> Result<TokenKind, Mistake> {
        self.bump();
        let mut name = String::new();
        loop {
            let raw = self.text[self.at..].chars().next();
            match self.bump() {
                None => return Err(Mistake::new(start..self.at, MistakeKind::OpenName)),
                Some(']' | '】') => return Ok(TokenKind::Name(name.trim().to_owned())),
                Some(_) => name.extend(raw),
            }
        }
    }

    fn symbol(&mut self, start: usize) -> Result<TokenKind, Mistake> {
        let first = self.bump().unwrap_or(' ');
        let second = self.peek();
        let (symbol, both) = match (first, second) {
            ('<', Some('=')) => ("<=", true),
            ('<', Some('>')) | ('!', Some('=')) => ("<>", true),
            ('>', Some('=')) => (">=", true),
            ('=', Some('=')) => ("=", true),
            ('<', _) => ("<", false),
            ('>', _) => (">", false),
            ('=', _) => ("=", false),
            ('≤' | '≦', _) => ("<=", false),
            ('≥' | '≧', _) => (">=", false),
            ('≠', _) => ("<>", false),
            ('+', _) => ("+", false),
            ('-', _) => ("-", false),
            ('*', _) => ("*", false),
            ('/', _) => ("/", false),
            ('(', _) => ("(", false),
            (')', _) => (")", false),
            (',' | ';', _) => (",", false),
            _ => {
                return Err(Mistake::new(
                    start..self.at,
                    MistakeKind::StrangeCharacter(first),
                ));
            }
        };
        if both {
            self.bump();
        }
        Ok(TokenKind::Symbol(symbol))
    }
}
