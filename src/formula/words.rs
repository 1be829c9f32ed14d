use super::expr::{Expr, Operator, Ref};
use super::function::Function;
use crate::number::{Decimal, plain};
use crate::problem::Lang;

impl Expr {
    /// The expression in words. `say` gives what a name is called (a caller may add its value:
    /// `整改数(9)`).
    pub fn words(&self, say: &dyn Fn(Ref) -> String, lang: Lang) -> String {
        Speaker { say, lang }.say(self, 0)
    }
}

struct Speaker<'a> {
    say: &'a dyn Fn(Ref) -> String,
    lang: Lang,
}

fn sign(operator: Operator) -> (&'static str, u8) {
    match operator {
        Operator::Add => ("+", 3),
        Operator::Subtract => ("−", 3),
        Operator::Multiply => ("×", 5),
        Operator::Divide => ("÷", 5),
        Operator::Equal => ("=", 1),
        Operator::NotEqual => ("≠", 1),
        Operator::Less => ("<", 1),
        Operator::LessOrEqual => ("≤", 1),
        Operator::Greater => (">", 1),
        Operator::GreaterOrEqual => ("≥", 1),
    }
}

impl Speaker<'_> {
    fn say(&self, expr: &Expr, around: u8) -> String {
        match expr {
            Expr::Number {
                value,
                percent: true,
            } => {
                let hundredfold = value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(*value);
                format!("{}%", plain(hundredfold))
            }
            Expr::Number { value, .. } => plain(*value),
            Expr::Text(text) => self.lang.pick(format!("“{text}”"), format!("\"{text}\"")),
            Expr::Bool(truth) => match (truth, self.lang) {
                (true, Lang::Zh) => "是".to_owned(),
                (false, Lang::Zh) => "否".to_owned(),
                (truth, Lang::En) => if *truth { "yes" } else { "no" }.to_owned(),
            },
            Expr::NotApplicable => self.lang.pick("不涉及", "not applicable").to_owned(),
            Expr::Name(name) => (self.say)(*name),
            Expr::Negate(inner) => format!("−{}", self.say(inner, 7)),
            Expr::Binary(operator, left, right) => {
                let (sign, power) = sign(*operator);
                let text = format!(
                    "{} {sign} {}",
                    self.say(left, power),
                    self.say(right, power + 1)
                );
                if power < around {
                    format!("({text})")
                } else {
                    text
                }
            }
            Expr::Call(function, arguments) => self.call(*function, arguments, around),
            Expr::Given { body, .. } => self.say(body, around),
        }
    }

    fn all(&self, arguments: &[Expr], around: u8) -> Vec<String> {
        arguments
            .iter()
            .map(|argument| self.say(argument, around))
            .collect()
    }

    fn call(&self, function: Function, arguments: &[Expr], around: u8) -> String {
        let zh = self.lang == Lang::Zh;
        let comma = if zh { "、" } else { ", " };
        match (function, arguments) {
            (Function::And, _) => {
                let text = self
                    .all(arguments, 1)
                    .join(if zh { " 且 " } else { " and " });
                if around > 0 && arguments.len() > 1 {
                    format!("({text})")
                } else {
                    text
                }
            }
            (Function::Or, _) => {
                let text = self
                    .all(arguments, 1)
                    .join(if zh { " 或 " } else { " or " });
                if around > 0 && arguments.len() > 1 {
                    format!("({text})")
                } else {
                    text
                }
            }
            (Function::Not, [condition]) => {
                format!(
                    "{}({})",
                    if zh { "并非" } else { "not " },
                    self.say(condition, 0)
                )
            }
            (Function::If, [condition, then, otherwise]) => {
                let (condition, then, otherwise) = (
                    self.say(condition, 0),
                    self.say(then, 0),
                    self.say(otherwise, 0),
                );
                if zh {
                    format!("(若 {condition},为 {then};否则为 {otherwise})")
                } else {
                    format!("(if {condition}: {then}; otherwise {otherwise})")
                }
            }
            (Function::Sum, _) => {
                let text = self.all(arguments, 3).join(" + ");
                if around > 3 && arguments.len() > 1 {
                    format!("({text})")
                } else {
                    text
                }
            }
            (
                Function::Min | Function::Max,
                [
                    Expr::Number {
                        value: limit,
                        percent: false,
                    },
                    inner,
                ],
            )
            | (
                Function::Min | Function::Max,
                [
                    inner,
                    Expr::Number {
                        value: limit,
                        percent: false,
                    },
                ],
            ) if !matches!(inner, Expr::Number { .. }) => {
                self.limited(function, *limit, inner, around)
            }
            (Function::Count, _) => {
                let list = self.all(arguments, 0).join(comma);
                if zh {
                    format!("({list} 中涉及的个数)")
                } else {
                    format!("(how many of {list} apply)")
                }
            }
            (Function::Ifs, _) => self.cases(arguments, around),
            (Function::Choose, [index, choices @ ..]) => {
                let (index, choices) = (self.say(index, 0), self.all(choices, 0).join(comma));
                if zh {
                    format!("{choices} 中的第({index})个")
                } else {
                    format!("number ({index}) of {choices}")
                }
            }
            (Function::Median, _) => {
                let list = self.all(arguments, 0).join(comma);
                self.lang
                    .pick(format!("({list} 的中位数)"), format!("(median of {list})"))
            }
            (Function::Large | Function::Small, [values @ .., place]) => {
                let (list, place) = (self.all(values, 0).join(comma), self.say(place, 0));
                match (function, zh) {
                    (Function::Large, true) => format!("({list} 中第 {place} 大的)"),
                    (_, true) => format!("({list} 中第 {place} 小的)"),
                    (Function::Large, false) => {
                        format!("(number {place} from the largest of {list})")
                    }
                    (_, false) => format!("(number {place} from the least of {list})"),
                }
            }
            (Function::CountIf, _) => {
                let list = self.all(arguments, 0).join(comma);
                self.lang.pick(
                    format!("({list} 中成立的个数)"),
                    format!("(how many hold of {list})"),
                )
            }
            (Function::Date, [year, month, day]) => {
                let [year, month, day] = [year, month, day].map(|part| self.say(part, 7));
                self.lang.pick(
                    format!("{year}年{month}月{day}日"),
                    format!("{year}-{month}-{day}"),
                )
            }
            (Function::EDate, [date, months]) => {
                let (date, months) = (self.say(date, 4), self.say(months, 4));
                self.lang.pick(
                    format!("({date} 起 {months} 个月后)"),
                    format!("({months} months after {date})"),
                )
            }
            (Function::Year, [date]) => {
                let date = self.say(date, 4);
                self.lang
                    .pick(format!("({date} 的年份)"), format!("(year of {date})"))
            }
            (Function::Min, _) => {
                let list = self.all(arguments, 0).join(comma);
                if zh {
                    format!("({list} 中最小的)")
                } else {
                    format!("(least of {list})")
                }
            }
            (Function::Max, _) => {
                let list = self.all(arguments, 0).join(comma);
                if zh {
                    format!("({list} 中最大的)")
                } else {
                    format!("(largest of {list})")
                }
            }
            (Function::Average, _) => {
                let list = self.all(arguments, 0).join(comma);
                if zh {
                    format!("({list} 的平均)")
                } else {
                    format!("(mean of {list})")
                }
            }
            (
                Function::Round | Function::RoundEven | Function::RoundDown | Function::RoundUp,
                [value, places],
            ) => {
                let (value, places) = (self.say(value, 0), self.say(places, 0));
                let how = match (function, zh) {
                    (Function::Round, true) => "四舍五入",
                    (Function::RoundEven, true) => "四舍六入五成双",
                    (Function::RoundDown, true) => "截尾",
                    (_, true) => "进位",
                    (Function::Round, false) => "half up",
                    (Function::RoundEven, false) => "half to even",
                    (Function::RoundDown, false) => "cut off",
                    (_, false) => "upwards",
                };
                if zh {
                    format!("({value}),{how}到 {places} 位小数")
                } else {
                    format!("({value}) rounded {how} to {places} places")
                }
            }
            _ => format!(
                "{}({})",
                function.name(),
                self.all(arguments, 0).join(comma)
            ),
        }
    }

    /// A figure that is cut at a limit: `x,不低于 0`.
    fn limited(&self, function: Function, limit: Decimal, inner: &Expr, around: u8) -> String {
        let inner = self.say(inner, 0);
        let limit = plain(limit);
        let text = match (function, self.lang) {
            (Function::Min, Lang::Zh) => format!("{inner},不超过 {limit}"),
            (_, Lang::Zh) => format!("{inner},不低于 {limit}"),
            (Function::Min, Lang::En) => format!("{inner}, at most {limit}"),
            (_, Lang::En) => format!("{inner}, at least {limit}"),
        };
        if around > 0 {
            format!("({text})")
        } else {
            text
        }
    }

    /// The first of several cases that holds.
    fn cases(&self, arguments: &[Expr], around: u8) -> String {
        let cases: Vec<String> = arguments
            .chunks_exact(2)
            .map(|pair| {
                let value = self.say(&pair[1], 0);
                match (&pair[0], self.lang) {
                    (Expr::Bool(true), Lang::Zh) => format!("其余为 {value}"),
                    (Expr::Bool(true), Lang::En) => format!("otherwise {value}"),
                    (condition, Lang::Zh) => format!("{} 为 {value}", self.say(condition, 0)),
                    (condition, Lang::En) => format!("{}: {value}", self.say(condition, 0)),
                }
            })
            .collect();
        let text = cases.join(self.lang.pick(";", "; "));
        if around > 0 {
            format!("({text})")
        } else {
            text
        }
    }
}
