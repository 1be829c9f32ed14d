//! An expression as an Excel formula.

mod call;
mod missing;
mod ranges;

use super::expr::{Expr, Operator, Quorum, Ref};
use crate::number::plain;
use ranges::ranges;

/// How 不涉及 stands in a cell of the result workbook.
pub const NOT_APPLICABLE: &str = "/";

impl Expr {
    /// The expression as an Excel formula, without the leading `=`. Classic functions only, so
    /// that old WPS and LibreOffice compute it, too.
    ///
    /// A cell that is 不涉及 holds the text `/`. The formula guards against it where a spreadsheet
    /// would otherwise compare text with a number. Inside a formula 不涉及 is an error, which every
    /// function hands on; only the whole formula turns it into the text.
    #[must_use]
    pub fn excel(&self, cells: &dyn Cells) -> String {
        Writer {
            cells,
            given: &[],
            cell: true,
        }
        .body(self)
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
    /// Whether the value goes into the cell as it is, where 不涉及 is a text; what is computed
    /// further has an error there.
    cell: bool,
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

    /// For what is computed further.
    fn inner(&self) -> Writer<'_> {
        Writer {
            cells: self.cells,
            given: self.given,
            cell: false,
        }
    }

    /// How 不涉及 is written here.
    fn missing(&self) -> String {
        if self.cell {
            quoted(NOT_APPLICABLE)
        } else {
            "NA()".to_owned()
        }
    }

    /// A branch whose value is handed on. A cell that holds 不涉及 would be handed on as a text,
    /// which a comparison further out takes for something large.
    fn branch(&self, expr: &Expr) -> String {
        match expr {
            Expr::Name(name) if !self.cell && !self.applies(*name) && !self.cells.yes_no(*name) => {
                let address = self.cells.address(*name);
                format!("IF({address}={},NA(),{address})", quoted(NOT_APPLICABLE))
            }
            _ => self.write(expr, 0),
        }
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
            Expr::NotApplicable => self.missing(),
            Expr::Name(name) if self.cells.yes_no(*name) => {
                bracketed(format!("{}=\"是\"", self.cells.address(*name)), around > 0)
            }
            Expr::Name(name) => self.cells.address(*name),
            Expr::Negate(inner) => {
                bracketed(format!("-{}", self.inner().write(inner, 7)), around > 0)
            }
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
        let inner = self.inner();
        let text = format!(
            "{}{}{}",
            inner.write(left, power),
            sign(operator),
            // Equal power on the right needs brackets: a-(b-c).
            inner.write(right, power + 1)
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
                Expr::Name(_) => {}
                _ => risky |= inner.may_fail(side),
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
            cell: self.cell,
        };
        let text = inner.body(body);
        match tests.as_slice() {
            [] => text,
            [test] => format!("IF({test},{},{text})", self.missing()),
            _ => format!("IF(OR({}),{},{text})", tests.join(","), self.missing()),
        }
    }

    fn given_any(&self, needs: &[Ref], body: &Expr) -> String {
        let text = self.write(body, 0);
        if needs.iter().any(|name| self.applies(*name)) {
            return text;
        }
        let cells: Vec<String> = needs.iter().map(|name| self.cells.address(*name)).collect();
        format!("IF(COUNT({})=0,{},{text})", ranges(&cells), self.missing())
    }

    /// What goes into a cell: an error there is 不涉及.
    fn body(&self, body: &Expr) -> String {
        let text = self.branch(body);
        if self.cell && self.may_fail(body) {
            format!("IFERROR({text},{})", quoted(NOT_APPLICABLE))
        } else {
            text
        }
    }
}
