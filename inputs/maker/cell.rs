use crate::answer::{Answer, lost};
use crate::random::Random;
use crate::rule::{Leaf, Method, Record};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Blank,
    /// Hundredths.
    Number(i64),
    /// Hundredths of a per cent.
    Percent(i64),
    Text(String),
    /// A formula and its cached result in hundredths.
    Formula(String, i64),
    /// A formula whose cached result is an error.
    Error(String, &'static str),
    /// Year, month, day as a real date.
    Date(u16, u8, u8),
}

/// Words an inspector uses for met and not met.
pub type Words = (&'static str, &'static str);

/// The cells of one answer, one a column, as a tidy inspector writes them.
pub fn cells(leaf: &Leaf, answer: &Answer, words: Words) -> Vec<Cell> {
    match (&leaf.method, answer) {
        (_, Answer::NotApplicable) => vec![Cell::Text("不涉及".into()); width(leaf)],
        (_, Answer::Marks(marks)) => vec![Cell::Number(*marks)],
        (_, Answer::Yes(met)) => {
            vec![Cell::Text(if *met { words.0 } else { words.1 }.to_owned())]
        }
        (Method::Choice(choices), Answer::Choice(at)) => {
            let last_of_bonus = leaf.may_be_blank && *at == choices.len() - 1;
            vec![if last_of_bonus {
                Cell::Blank
            } else {
                Cell::Text(choices[*at].0.clone())
            }]
        }
        (Method::Deduct(clauses), Answer::Counts(counts)) => match leaf.record {
            Record::Count => counts.iter().map(|c| occurrence(leaf, *c)).collect(),
            Record::Loss => vec![Cell::Number(lost(clauses, counts).min(leaf.marks))],
            Record::Score => vec![Cell::Number((leaf.marks - lost(clauses, counts)).max(0))],
        },
        (_, Answer::Counts(counts)) => counts.iter().map(|c| occurrence(leaf, *c)).collect(),
        (Method::Value { inputs, .. } | Method::Formula { inputs, .. }, Answer::Inputs(given)) => {
            let cell = |(input, value): (&crate::rule::Input, &i64)| {
                if input.percent {
                    Cell::Percent(*value)
                } else {
                    Cell::Number(*value)
                }
            };
            inputs.iter().zip(given).map(cell).collect()
        }
        _ => vec![Cell::Blank; width(leaf)],
    }
}

/// How many columns a criterion has.
pub fn width(leaf: &Leaf) -> usize {
    match &leaf.method {
        Method::Deduct(clauses) if leaf.record == Record::Count => clauses.len(),
        Method::Value { inputs, .. } | Method::Formula { inputs, .. } => inputs.len(),
        _ => 1,
    }
}

fn occurrence(leaf: &Leaf, count: i64) -> Cell {
    if count == 0 && leaf.may_be_blank {
        Cell::Blank
    } else {
        Cell::Number(100 * count)
    }
}

/// The same content as an untidy inspector writes it: nothing here changes what is meant.
pub fn untidy(cell: &Cell, leaf: &Leaf, random: &mut Random) -> Cell {
    let awarded = matches!(leaf.method, Method::Award);
    match cell {
        Cell::Number(value) => match random.below(if awarded { 6 } else { 3 }) {
            0 => Cell::Text(plain(*value)),
            1 => Cell::Text(full_width(&plain(*value))),
            2 => Cell::Text(format!(" {} ", plain(*value))),
            3 => Cell::Text(format!("{}分", plain(*value))),
            4 => Cell::Text(format!("{}分", full_width(&plain(*value)))),
            _ => {
                let lost = leaf.marks - value;
                Cell::Formula(format!("={}-{}", plain(leaf.marks), plain(lost)), *value)
            }
        },
        Cell::Percent(value) => match random.below(3) {
            0 => Cell::Text(format!("{}%", plain(*value))),
            1 => Cell::Text(format!("{}％", plain(*value))),
            _ => Cell::Text(full_width(&format!("{}%", plain(*value)))),
        },
        Cell::Text(text) if text == "不涉及" => Cell::Text("/".into()),
        Cell::Text(text) => match (text.as_str(), random.below(2)) {
            ("√" | "是", 0) => Cell::Text("合格".into()),
            ("√" | "合格", _) => Cell::Text("是".into()),
            ("×" | "否", 0) => Cell::Text("不合格".into()),
            ("×" | "不合格", _) => Cell::Text("否".into()),
            (other, 0) => Cell::Text(format!("{other} ")),
            (other, _) => Cell::Text(format!(" {other}")),
        },
        other => other.clone(),
    }
}

/// Hundredths as a decimal without trailing zeros.
pub fn plain(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.abs() / 100, hundredths.abs() % 100);
    match (part, part % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", part / 10),
        _ => format!("{sign}{whole}.{part:02}"),
    }
}

/// Digits, point and per cent sign as an input method leaves them in full width.
pub fn full_width(text: &str) -> String {
    let wide = |c: char| match c {
        '0'..='9' | '.' | '%' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(wide).collect()
}
