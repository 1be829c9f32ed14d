//! Functions as spreadsheets of any age know them.

use super::ranges::ranges;
use super::{NOT_APPLICABLE, Writer, quoted};
use crate::formula::expr::Expr;
use crate::formula::function::Function;

impl Writer<'_> {
    fn list(&self, arguments: &[Expr]) -> String {
        let arguments: Vec<String> = arguments
            .iter()
            .map(|argument| self.write(argument, 0))
            .collect();
        ranges(&arguments)
    }

    /// Arguments one by one, without making ranges of them.
    fn each(&self, arguments: &[Expr]) -> String {
        let arguments: Vec<String> = arguments
            .iter()
            .map(|argument| self.branch(argument))
            .collect();
        arguments.join(",")
    }

    /// An error is 不涉及 where the value goes into a cell.
    fn or_missing(&self, text: String) -> String {
        if self.cell {
            format!("IFERROR({text},{})", quoted(NOT_APPLICABLE))
        } else {
            text
        }
    }

    pub(super) fn call(&self, function: Function, arguments: &[Expr]) -> String {
        let inner = self.inner();
        let name = function.name();
        match (function, arguments) {
            (Function::If, [condition, branches @ ..]) => {
                format!("IF({},{})", inner.write(condition, 0), self.each(branches))
            }
            (Function::Choose, [index, choices @ ..]) => {
                format!("CHOOSE({},{})", inner.write(index, 0), self.each(choices))
            }
            // IFS came late to spreadsheets: nested IFs are understood everywhere.
            (Function::Ifs, _) => {
                let mut text = self.missing();
                for pair in arguments.chunks_exact(2).rev() {
                    if pair[0] == Expr::Bool(true) {
                        text = self.branch(&pair[1]);
                        continue;
                    }
                    text = format!(
                        "IF({},{},{text})",
                        inner.write(&pair[0], 0),
                        self.branch(&pair[1])
                    );
                }
                text
            }
            (Function::RoundEven, [value, places]) => {
                let (x, p) = (inner.write(value, 7), inner.write(places, 7));
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
                let value = noiseless(value, &inner.write(value, 0), digits.max(9));
                format!("{name}({value},{})", inner.write(places, 0))
            }
            (Function::Int, [value]) => self.whole(value),
            // A function over names that may all be 不涉及 must not pretend to know a number.
            (Function::Min | Function::Max, _) if self.all_may_be_missing(arguments) => {
                let list = inner.list(arguments);
                format!("IF(COUNT({list})=0,{},{name}({list}))", self.missing())
            }
            (Function::Average | Function::Median, _) => {
                self.or_missing(format!("{name}({})", inner.list(arguments)))
            }
            (Function::Large | Function::Small, [values @ .., place]) => {
                let place = self.place(place);
                self.or_missing(format!("{name}({},{place})", inner.values(values)))
            }
            // A condition of a spreadsheet's own COUNTIF would count the text of 不涉及, too.
            (Function::CountIf, _) => {
                let ones: Vec<String> = arguments
                    .iter()
                    .map(|condition| format!("IF({},1,0)", inner.write(condition, 0)))
                    .collect();
                format!("SUM({})", ones.join(","))
            }
            (Function::Date, [year, month, day]) => self.date([year, month, day]),
            (Function::EDate, [date, months]) => {
                format!("EDATE({},{})", inner.branch(date), self.place(months))
            }
            (Function::Min | Function::Max | Function::Sum | Function::Count, _)
            | (Function::And | Function::Or, _) => format!("{name}({})", inner.list(arguments)),
            _ => {
                let arguments: Vec<String> = arguments
                    .iter()
                    .map(|argument| inner.write(argument, 0))
                    .collect();
                format!("{name}({})", arguments.join(","))
            }
        }
    }

    /// Values for a function that takes them as one argument: cells side by side as a range,
    /// anything else as an array. Cells apart could be written `(A1,C1)`, which not every
    /// spreadsheet reads.
    fn values(&self, values: &[Expr]) -> String {
        if values.iter().all(|value| matches!(value, Expr::Name(_))) {
            let list = self.list(values);
            match values {
                [_] => return format!("{list}:{list}"),
                [_, _, ..] if list.contains(':') && !list.contains(',') => return list,
                _ => {}
            }
        }
        let numbers: Vec<String> = (1..=values.len())
            .map(|number| number.to_string())
            .collect();
        let values: Vec<String> = values.iter().map(|value| self.write(value, 0)).collect();
        format!("CHOOSE({{{}}},{})", numbers.join(","), values.join(","))
    }

    /// The largest whole number not above.
    fn whole(&self, value: &Expr) -> String {
        format!(
            "INT({})",
            noiseless(value, &self.inner().write(value, 0), 9)
        )
    }

    /// A count or a place, which is whole.
    fn place(&self, value: &Expr) -> String {
        match value {
            Expr::Number { value: number, .. } if number.is_integer() => {
                self.inner().write(value, 0)
            }
            Expr::Negate(_) | Expr::Call(Function::Int, _) => self.inner().write(value, 0),
            _ => self.whole(value),
        }
    }

    /// A spreadsheet makes the 1st of March out of the 30th of February.
    fn date(&self, parts: [&Expr; 3]) -> String {
        let [year, month, day] = parts.map(|part| self.place(part));
        let date = format!("DATE({year},{month},{day})");
        if parts.iter().all(|part| matches!(part, Expr::Number { .. })) {
            return date;
        }
        format!(
            "IF(AND({year}>=1900,{year}<=9999,{month}>=1,{month}<=12,{day}>=1,{day}<=DAY(DATE({year},{month}+1,0))),{date},{})",
            self.missing()
        )
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
