use crate::ratio::Ratio;
use crate::text::{self, Clause, Deduct, File, Node};
use std::error::Error;
use toml::Value;

/// The 安康杯 example scheme as it is shipped.
pub const CUP: &str = include_str!("../../rules/ankang-cup.toml");
/// The station example scheme as it is shipped.
pub const STATION: &str = include_str!("../../rules/station-star.toml");

/// A rule file as flat as a table of columns needs it. All marks are hundredths.
pub struct Rule {
    pub title: String,
    pub marks: i64,
    pub places: u32,
    pub bonus_cap: i64,
    pub facts: Vec<text::Fact>,
    pub grades: Vec<(String, i64)>,
    pub groups: Vec<Group>,
    pub leaves: Vec<Leaf>,
}

/// A top-level section, bonus group or penalty group.
pub struct Group {
    pub id: String,
    pub title: String,
    pub marks: i64,
    pub kind: Kind,
}

/// Which way the marks of a group go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Section,
    Bonus,
    Penalty,
}

/// A criterion that has a method.
pub struct Leaf {
    pub id: String,
    pub title: String,
    /// The shortest heading the rule file knows for it.
    pub short: String,
    pub group: usize,
    pub marks: i64,
    pub may_be_blank: bool,
    pub may_not_apply: bool,
    /// Its note says when it does not apply, so that it often does not.
    pub often_not_applicable: bool,
    pub record: Record,
    pub method: Method,
}

/// What the cell of a deduction holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Record {
    Count,
    Loss,
    Score,
}

/// How a leaf is scored.
pub enum Method {
    Award,
    Pass,
    Choice(Vec<(String, i64)>),
    Counter {
        each: i64,
        cap: i64,
    },
    Deduct(Vec<Loss>),
    Value {
        inputs: Vec<Input>,
        value: Quotient,
        by: By,
    },
    Formula {
        inputs: Vec<Input>,
        text: String,
    },
}

/// One clause of a deduction; `each` is the whole item where one occurrence loses everything.
pub struct Loss {
    pub name: String,
    pub per: String,
    pub each: i64,
    pub all: bool,
    pub cap: i64,
}

/// One input column.
pub struct Input {
    pub name: String,
    pub percent: bool,
}

/// `value` of the rule file: an input, perhaps times a number, perhaps over something. The divisor
/// is an input, or else the attribute that a unit brings along.
pub struct Quotient {
    pub over: usize,
    pub times: i64,
    pub under: Under,
}

/// What a value is divided by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Under {
    Nothing,
    Input(usize),
    Attribute,
}

/// From a value to marks.
pub enum By {
    Bands(Vec<(Option<Ratio>, i64)>),
    Steps {
        target: Ratio,
        every: Ratio,
        deduct: i64,
        above: bool,
        partial: Partial,
        cap: i64,
        cliff: Option<(Ratio, i64)>,
    },
}

/// What a step that is only begun costs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Partial {
    Full,
    None,
    Exact,
}

impl Rule {
    /// Reads a rule file.
    pub fn read(text: &str) -> Result<Self, Box<dyn Error>> {
        let file: File = toml::from_str(text)?;
        let mut rule = Self {
            title: file.scheme.title,
            marks: centi(file.scheme.marks),
            places: file.numbers.places,
            bonus_cap: centi(file.total.bonus_cap),
            facts: file.fact,
            grades: file
                .grade
                .into_iter()
                .map(|g| (g.name, g.at_least.map_or(0, centi)))
                .collect(),
            groups: Vec::new(),
            leaves: Vec::new(),
        };
        let kinds = [
            (Kind::Section, &file.section),
            (Kind::Bonus, &file.bonus),
            (Kind::Penalty, &file.penalty),
        ];
        for (kind, nodes) in kinds {
            for node in nodes {
                rule.groups.push(Group {
                    id: node.id.clone(),
                    title: node.title.clone(),
                    marks: node.marks.or(node.cap).map_or(0, centi),
                    kind,
                });
                rule.descend(&node.item)?;
            }
        }
        Ok(rule)
    }

    fn descend(&mut self, nodes: &[Node]) -> Result<(), Box<dyn Error>> {
        for node in nodes {
            if node.item.is_empty() {
                let leaf = leaf(node, self.groups.len() - 1)?;
                self.leaves.push(leaf);
            } else {
                self.descend(&node.item)?;
            }
        }
        Ok(())
    }
}

fn leaf(node: &Node, group: usize) -> Result<Leaf, Box<dyn Error>> {
    let marks = node
        .marks
        .map(centi)
        .ok_or_else(|| format!("{} has no marks", node.id))?;
    let short = node
        .aliases
        .iter()
        .min_by_key(|a| a.chars().count())
        .unwrap_or(&node.title);
    Ok(Leaf {
        id: node.id.clone(),
        title: node.title.clone(),
        short: short.clone(),
        group,
        marks,
        may_be_blank: node.blank.is_some(),
        may_not_apply: node.not_applicable,
        often_not_applicable: node.note.as_deref().is_some_and(|n| n.contains("不涉及")),
        record: match node.record.as_deref() {
            Some("loss") => Record::Loss,
            Some("score") => Record::Score,
            _ => Record::Count,
        },
        method: method(node, marks)?,
    })
}

fn method(node: &Node, marks: i64) -> Result<Method, Box<dyn Error>> {
    let inputs: Vec<Input> = node
        .inputs
        .iter()
        .map(|i| Input {
            name: i.name.clone(),
            percent: i.kind.as_deref() == Some("percent"),
        })
        .collect();
    if let Some(text) = &node.formula {
        return Ok(Method::Formula {
            inputs,
            text: text.clone(),
        });
    }
    if let Some(text) = &node.value {
        let value = quotient(text, &inputs)?;
        return Ok(Method::Value {
            inputs,
            value,
            by: by(node, marks)?,
        });
    }
    if let Some(deduct) = &node.deduct {
        let clauses: Vec<Loss> = match deduct {
            Deduct::One(clause) => vec![loss(clause, marks)],
            Deduct::Several(clauses) => clauses.iter().map(|c| loss(c, marks)).collect(),
        };
        return Ok(Method::Deduct(clauses));
    }
    if let Some(counter) = &node.counter {
        let cap = counter.cap.map_or(marks, centi);
        return Ok(Method::Counter {
            each: centi(counter.each),
            cap,
        });
    }
    if !node.choice.is_empty() {
        let choices = node
            .choice
            .iter()
            .map(|c| (c.is.clone(), centi(c.marks)))
            .collect();
        return Ok(Method::Choice(choices));
    }
    Ok(if node.pass {
        Method::Pass
    } else {
        Method::Award
    })
}

fn loss(clause: &Clause, marks: i64) -> Loss {
    Loss {
        name: clause.name.clone().unwrap_or_default(),
        per: clause.per.clone(),
        each: clause.each.map_or(marks, centi),
        all: clause.all,
        cap: clause.cap.map_or(marks, centi),
    }
}

fn quotient(text: &str, inputs: &[Input]) -> Result<Quotient, Box<dyn Error>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let input = |name: &str| inputs.iter().position(|i| i.name == name);
    let (over, rest) = match words.split_first() {
        Some((first, rest)) => (input(first).ok_or_else(|| format!("value: {text}"))?, rest),
        None => return Err("value: empty".into()),
    };
    let (times, rest) = match rest {
        ["×", number, rest @ ..] => (number.parse()?, rest),
        _ => (1, rest),
    };
    let under = match rest {
        [] => Under::Nothing,
        ["/", name] => input(name).map_or(Under::Attribute, Under::Input),
        _ => return Err(format!("value: {text}").into()),
    };
    Ok(Quotient { over, times, under })
}

fn by(node: &Node, marks: i64) -> Result<By, Box<dyn Error>> {
    let Some(steps) = &node.steps else {
        let bands = node.bands.iter().map(|band| {
            let from = band.at_least.as_ref().map(rate).transpose()?;
            Ok((from, centi(band.marks)))
        });
        return Ok(By::Bands(bands.collect::<Result<_, Box<dyn Error>>>()?));
    };
    Ok(By::Steps {
        target: rate(&steps.target)?,
        every: rate(&steps.every)?,
        deduct: centi(steps.deduct),
        above: steps.side.as_deref() == Some("above"),
        partial: match steps.partial.as_deref() {
            Some("none") => Partial::None,
            Some("exact") => Partial::Exact,
            _ => Partial::Full,
        },
        cap: steps.cap.map_or(marks, centi),
        cliff: match &steps.cliff {
            Some(cliff) => Some((rate(&cliff.at)?, centi(cliff.deduct))),
            None => None,
        },
    })
}

/// `95%` or a plain number.
fn rate(value: &Value) -> Result<Ratio, Box<dyn Error>> {
    match value {
        Value::Integer(number) => Ok(Ratio::whole(*number)),
        Value::String(text) => match text.strip_suffix('%') {
            Some(percent) => Ok(Ratio::new(percent.parse()?, 100)),
            None => Ok(Ratio::whole(text.parse()?)),
        },
        other => Err(format!("neither a number nor a percentage: {other}").into()),
    }
}

/// Hundredths of a number that has at most two decimals, as every mark in these files has.
#[expect(
    clippy::cast_possible_truncation,
    reason = "marks are far below the limit"
)]
fn centi(number: f64) -> i64 {
    (number * 100.0).round() as i64
}

/// Why marks were lost, in the words of the clause: `1处一般隐患`, three times, is `3处一般隐患`.
pub fn reason(clause: &Loss, count: i64) -> String {
    match clause.per.split_once('1') {
        Some((before, after)) => format!("{before}{count}{after}"),
        None => clause.per.clone(),
    }
}
