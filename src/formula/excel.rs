use super::expr::{Expr, Operator, Quorum, Ref};
use super::function::Function;
use crate::number::plain;

/// How 不涉及 stands in a cell of the result workbook.
pub const NOT_APPLICABLE: &str = "/";

impl Expr {
    /// The expression as an Excel formula, without the leading `=`. Classic functions only, so
    /// that old WPS and LibreOffice compute it, too.
    ///
    /// A cell that is 不涉及 holds the text `/`. The formula guards against it where a spreadsheet
    /// would otherwise compare text with a number.
    #[must_use]
    pub fn excel(&self, cells: &dyn Cells) -> String {
        Writer { cells, given: &[] }.write(self, 0)
    }
}

/// Where the named quantities stand in a workbook.
pub trait Cells {
    /// The address of a quantity: `F12`, `$F12`, `得分明细!F12`.
    fn address(&self, name: Ref) -> String;
    /// Whether it can never be 不涉及, so that no guard is needed.
    fn applies(&self, name: Ref) -> bool;
    /// Whether it is a yes or no, which stands as 是 or 否.
    fn yes_no(&self, name: Ref) -> bool;
}

struct Writer<'a> {
    cells: &'a dyn Cells,
    /// Names that were tested already further out.
    given: &'a [Ref],
}

/// Binding power of an operator as Excel reads it.
fn power(operator: Operator) -> u8 {
    match operator {
        Operator::Add | Operator::Subtract => 3,
        Operator::Multiply | Operator::Divide => 5,
        _ => 1,
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+",
        Operator::Subtract => "-",
        Operator::Multiply => "*",
        Operator::Divide => "/",
        Operator::Equal => "=",
        Operator::NotEqual => "<>",
        Operator::Less => "<",
        Operator::LessOrEqual => "<=",
        Operator::Greater => ">",
        Operator::GreaterOrEqual => ">=",
    }
}

/// A text as an Excel literal.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn bracketed(text: String, needed: bool) -> String {
    if needed { format!("({text})") } else { text }
}

impl Writer<'_> {
    fn applies(&self, name: Ref) -> bool {
        self.given.contains(&name) || self.cells.applies(name)
    }

    fn write(&self, expr: &Expr, around: u8) -> String {
        match expr {
            Expr::Number {
                value,
                percent: true,
            } => {
                let hundredfold = value.checked_mul(crate::number::Decimal::ONE_HUNDRED);
                format!("{}%", plain(hundredfold.unwrap_or(*value)))
            }
            Expr::Number { value, .. } => {
                bracketed(plain(*value), value.is_sign_negative() && around > 0)
            }
            Expr::Text(text) => quoted(text),
            Expr::Bool(true) => "TRUE".to_owned(),
            Expr::Bool(false) => "FALSE".to_owned(),
            Expr::NotApplicable => quoted(NOT_APPLICABLE),
            Expr::Name(name) if self.cells.yes_no(*name) => {
                bracketed(format!("{}=\"是\"", self.cells.address(*name)), around > 0)
            }
            Expr::Name(name) => self.cells.address(*name),
            Expr::Negate(inner) => bracketed(format!("-{}", self.write(inner, 7)), around > 0),
            Expr::Binary(operator, left, right) => self.binary(*operator, left, right, around),
            Expr::Call(function, arguments) => self.call(*function, arguments),
            Expr::Given {
                needs,
                quorum: Quorum::All,
                body,
            } => self.given_all(needs, body),
            Expr::Given {
                needs,
                quorum: Quorum::Any,
                body,
            } => self.given_any(needs, body),
        }
    }

    fn binary(&self, operator: Operator, left: &Expr, right: &Expr, around: u8) -> String {
        let power = power(operator);
        let text = format!(
            "{}{}{}",
            self.write(left, power),
            sign(operator),
            // Equal power on the right needs brackets: a-(b-c).
            self.write(right, power + 1)
        );
        if !operator.compares() {
            return bracketed(text, power < around);
        }
        // A comparison with 不涉及 does not hold; a spreadsheet would call the text the larger.
        let mut tests = Vec::new();
        let mut risky = false;
        for side in [left, right] {
            match side {
                Expr::Name(name) if !self.applies(*name) => {
                    tests.push(format!(
                        "{}<>{}",
                        self.cells.address(*name),
                        quoted(NOT_APPLICABLE)
                    ));
                }
                Expr::Name(_) | Expr::Number { .. } | Expr::Text(_) | Expr::Bool(_) => {}
                _ => risky |= self.may_fail(side),
            }
        }
        let text = if risky {
            format!("IFERROR({text},FALSE)")
        } else {
            bracketed(text, around > 1)
        };
        if tests.is_empty() {
            text
        } else {
            format!("AND({},{text})", tests.join(","))
        }
    }

    /// Whether computing it can end in a spreadsheet error, where the engine says 不涉及.
    fn may_fail(&self, expr: &Expr) -> bool {
        match expr {
            Expr::Name(name) => !self.applies(*name),
            Expr::Negate(inner) => self.may_fail(inner),
            Expr::Binary(operator, left, right) => {
                let divides = *operator == Operator::Divide
                    && !matches!(**right, Expr::Number { value, .. } if !value.is_zero());
                divides || (!operator.compares() && (self.may_fail(left) || self.may_fail(right)))
            }
            Expr::Call(Function::Average, _) => true,
            Expr::Call(function, arguments) => arguments.iter().any(|argument| {
                let passed = function.passes_over() && matches!(argument, Expr::Name(_));
                !passed && self.may_fail(argument)
            }),
            _ => false,
        }
    }

    fn given_all(&self, needs: &[Ref], body: &Expr) -> String {
        let tests: Vec<String> = needs
            .iter()
            .filter(|name| !self.applies(**name))
            .map(|name| format!("{}={}", self.cells.address(*name), quoted(NOT_APPLICABLE)))
            .collect();
        let given = [self.given, needs].concat();
        let inner = Writer {
            cells: self.cells,
            given: &given,
        };
        let text = inner.body(body);
        match tests.as_slice() {
            [] => text,
            [test] => format!("IF({test},{},{text})", quoted(NOT_APPLICABLE)),
            _ => format!(
                "IF(OR({}),{},{text})",
                tests.join(","),
                quoted(NOT_APPLICABLE)
            ),
        }
    }

    fn given_any(&self, needs: &[Ref], body: &Expr) -> String {
        let text = self.write(body, 0);
        if needs.iter().any(|name| self.applies(*name)) {
            return text;
        }
        let cells: Vec<String> = needs.iter().map(|name| self.cells.address(*name)).collect();
        format!(
            "IF(COUNT({})=0,{},{text})",
            ranges(&cells),
            quoted(NOT_APPLICABLE)
        )
    }

    /// A body whose division by zero is 不涉及.
    fn body(&self, body: &Expr) -> String {
        let text = self.write(body, 0);
        if self.may_fail(body) {
            format!("IFERROR({text},{})", quoted(NOT_APPLICABLE))
        } else {
            text
        }
    }

    fn list(&self, arguments: &[Expr]) -> String {
        let arguments: Vec<String> = arguments
            .iter()
            .map(|argument| self.write(argument, 0))
            .collect();
        ranges(&arguments)
    }

    fn call(&self, function: Function, arguments: &[Expr]) -> String {
        match (function, arguments) {
            // IFS came late to spreadsheets: nested IFs are understood everywhere.
            (Function::Ifs, _) => {
                let mut text = quoted(NOT_APPLICABLE);
                for pair in arguments.chunks_exact(2).rev() {
                    if pair[0] == Expr::Bool(true) {
                        text = self.write(&pair[1], 0);
                        continue;
                    }
                    text = format!(
                        "IF({},{},{text})",
                        self.write(&pair[0], 0),
                        self.write(&pair[1], 0)
                    );
                }
                text
            }
            (Function::RoundEven, [value, places]) => {
                let (x, p) = (self.write(value, 7), self.write(places, 7));
                // Half-up, less one step where the digits behind are exactly a half and the step
                // below is even. The inner ROUND removes the noise of binary arithmetic.
                format!(
                    "ROUND(ROUND({x},{p})-SIGN({x})*IF(ROUND(MOD(ABS({x})*10^{p},2),6)=0.5,10^-{p},0),{p})"
                )
            }
            // Cutting digits off makes the noise of binary arithmetic visible: 4.999…9 is cut to 4
            // where the exact number is 5. Rounding first takes the noise away.
            (Function::RoundDown | Function::RoundUp, [value, places]) => {
                let digits = match places {
                    Expr::Number { value, .. } => {
                        value.trunc().normalize().to_string().parse().unwrap_or(0) + 3
                    }
                    _ => 9,
                };
                let value = noiseless(value, &self.write(value, 0), digits.max(9));
                format!("{}({value},{})", function.name(), self.write(places, 0))
            }
            (Function::Int, [value]) => {
                format!("INT({})", noiseless(value, &self.write(value, 0), 9))
            }
            // A function over names that may all be 不涉及 must not pretend to know a number.
            (Function::Min | Function::Max, _)
                if arguments.iter().all(
                    |argument| matches!(argument, Expr::Name(name) if !self.applies(*name)),
                ) =>
            {
                let list = self.list(arguments);
                format!(
                    "IF(COUNT({list})=0,{},{}({list}))",
                    quoted(NOT_APPLICABLE),
                    function.name()
                )
            }
            (Function::Average, _) => {
                format!(
                    "IFERROR(AVERAGE({}),{})",
                    self.list(arguments),
                    quoted(NOT_APPLICABLE)
                )
            }
            _ => format!("{}({})", function.name(), self.list(arguments)),
        }
    }
}

/// A number's text rounded to digits where binary noise ends; what is rounded already stays.
fn noiseless(value: &Expr, text: &str, digits: i32) -> String {
    match value {
        Expr::Number { .. } | Expr::Call(Function::Round | Function::RoundEven, _) => {
            text.to_owned()
        }
        _ => format!("ROUND({text},{digits})"),
    }
}

/// Joins arguments with commas; a run of three or more neighbouring cells becomes a range.
fn ranges(arguments: &[String]) -> String {
    let mut joined: Vec<String> = Vec::new();
    let mut rest = arguments;
    while let Some(first) = rest.first() {
        let mut length = 1;
        while rest
            .get(length)
            .is_some_and(|next| follows(&rest[length - 1], next))
        {
            length += 1;
        }
        if length >= 3 {
            joined.push(format!("{first}:{}", rest[length - 1]));
        } else {
            joined.extend_from_slice(&rest[..length]);
        }
        rest = &rest[length..];
    }
    joined.join(",")
}

/// Whether `next` is the cell to the right of `cell` (both plain addresses such as `F12`, `$F12`).
fn follows(cell: &str, next: &str) -> bool {
    let split = |address: &str| -> Option<(u32, String)> {
        let address = address.strip_prefix('$').unwrap_or(address);
        let letters = address.chars().take_while(char::is_ascii_uppercase).count();
        let (letters, row) = address.split_at_checked(letters)?;
        let plain = !letters.is_empty()
            && letters.len() <= 3
            && !row.is_empty()
            && row.chars().all(|c| c.is_ascii_digit());
        // Three letters at most, so the number cannot grow too large.
        let col = || {
            letters
                .bytes()
                .fold(0, |col, letter| col * 26 + u32::from(letter - b'A') + 1)
        };
        plain.then(|| (col(), row.to_owned()))
    };
    match (split(cell), split(next)) {
        (Some((col, row)), Some((next_col, next_row))) => next_col == col + 1 && row == next_row,
        _ => false,
    }
}
