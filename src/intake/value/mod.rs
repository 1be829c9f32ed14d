//! One raw cell and what is expected of it → a value and the repairs made. Pure.
//!
//! Whatever is not certainly understood is a fault; whatever is understood in another form than
//! the plain one is listed as a [`Mending`].

mod choice;
mod date;
mod expect;
mod fold;
mod names;
mod not_applicable;
mod number;
mod quantity;
mod shown;
mod ticks;
mod yes_no;

use jiff::civil::Date;

pub use expect::Expect;
pub use names::{key, name};
pub use shown::shown;

use crate::intake::workbook::Raw;
use crate::number::{Decimal, plain};
use crate::problem::{Fault, Mending};
use not_applicable::{Nothing, nothing};

/// A value that a cell was understood as.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// A number in the unit of its [`Expect`].
    Number(Decimal),
    /// Text, or the choice as the scheme writes it.
    Text(String),
    /// Yes or no.
    Bool(bool),
    /// A day.
    Date(Date),
    /// 不涉及.
    NotApplicable,
    /// Nothing was written.
    Blank,
}

/// A value and what was done to understand it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The value.
    pub datum: Datum,
    /// The repairs, in the order they were made; none for a value in plain form.
    pub mendings: Vec<Mending>,
}

impl Reading {
    fn plain(datum: Datum) -> Self {
        Reading {
            datum,
            mendings: Vec::new(),
        }
    }

    fn mended(datum: Datum, mending: Mending) -> Self {
        Reading {
            datum,
            mendings: vec![mending],
        }
    }
}

/// Reads a cell (`None`: empty) as what is expected of it.
///
/// # Errors
///
/// [`Fault::ErrorCell`], [`Fault::NoCachedValue`]; [`Fault::NotANumber`], [`Fault::NotADate`],
/// [`Fault::NotYesNo`], [`Fault::NotAChoice`] for the wrong kind of thing; [`Fault::Negative`],
/// [`Fault::OutOfRange`], [`Fault::NotWhole`] for a wrong number; [`Fault::TooPrecise`] for more
/// digits than can be kept; [`Fault::Ambiguous`] for what can be read in two ways. A blank is not
/// a fault here.
pub fn read(raw: Option<&Raw>, expect: &Expect<'_>) -> Result<Reading, Fault> {
    let raw = match raw {
        None => return Ok(Reading::plain(Datum::Blank)),
        Some(raw) => raw,
    };
    match raw {
        Raw::Error(_) => return Err(Fault::ErrorCell { found: shown(raw) }),
        Raw::NoCachedValue => return Err(Fault::NoCachedValue),
        _ => {}
    }
    if let Raw::Text(text) = raw {
        let word = fold::word(text);
        if word.is_empty() {
            return Ok(Reading::plain(Datum::Blank));
        }
        if is_error(&word) {
            return Err(Fault::ErrorCell { found: shown(raw) });
        }
        if let Some(reading) = absent(raw, &word, expect) {
            return reading;
        }
    }
    match expect {
        Expect::Choice(choices) => choice::choice(raw, choices),
        Expect::YesNo => yes_or_no(raw),
        Expect::Text => text(raw),
        Expect::Date => day(raw),
        Expect::Marks { .. }
        | Expect::Loss { .. }
        | Expect::Count
        | Expect::Percent
        | Expect::Number => quantity::quantity(raw, expect),
    }
}

/// Signs and words for nothing. Where things are counted, 无 is none of them; where marks are given
/// it may mean no marks or 不涉及, and so may a lone hyphen.
fn absent(raw: &Raw, word: &str, expect: &Expect<'_>) -> Option<Result<Reading, Fault>> {
    let counted = matches!(expect, Expect::Loss { .. } | Expect::Count);
    let measured = counted
        || matches!(
            expect,
            Expect::Marks { .. } | Expect::Percent | Expect::Number
        );
    let listed = match expect {
        Expect::Text => return None,
        Expect::YesNo => yes_no::yes_no(word).is_some(),
        Expect::Choice(choices) => choices.iter().any(|choice| key(choice) == key(word)),
        _ => false,
    };
    if listed {
        return None;
    }
    Some(match nothing(word)? {
        Nothing::None if counted => Ok(Reading::mended(
            Datum::Number(Decimal::ZERO),
            Mending::NoneAsZero,
        )),
        Nothing::None | Nothing::Hyphen if measured => Err(Fault::Ambiguous {
            found: shown(raw),
            one: "0".to_owned(),
            other: "不涉及".to_owned(),
        }),
        _ => Ok(Reading::mended(
            Datum::NotApplicable,
            Mending::NotApplicable,
        )),
    })
}

fn yes_or_no(raw: &Raw) -> Result<Reading, Fault> {
    let fault = || Fault::NotYesNo { found: shown(raw) };
    let word = match raw {
        Raw::Bool(truth) => return Ok(Reading::plain(Datum::Bool(*truth))),
        Raw::Text(text) => fold::word(text),
        Raw::Number {
            value,
            percent: false,
        } => plain(*value),
        _ => return Err(fault()),
    };
    let datum = yes_no::yes_no(&word)
        .ok_or_else(fault)?
        .map_or(Datum::Blank, Datum::Bool);
    // 是 and 否 are how the answer is written anyway; nothing was put into other words.
    if matches!(word.as_str(), "是" | "否") {
        return Ok(Reading::plain(datum));
    }
    Ok(Reading::mended(datum, Mending::YesNoMark))
}

/// Text as it is, without control characters and outer blanks. A number of more than 15 digits
/// is an identifier that has lost its last ones.
fn text(raw: &Raw) -> Result<Reading, Fault> {
    let text = match raw {
        Raw::Text(text) => {
            let kept = text.chars().filter(|c| *c == '\n' || !c.is_control());
            kept.collect::<String>()
                .trim_matches(fold::is_blank)
                .to_owned()
        }
        Raw::Number {
            value,
            percent: false,
        } if value.trunc().mantissa().abs() >= SHOWN => {
            return Err(Fault::TooPrecise { found: shown(raw) });
        }
        _ => shown(raw),
    };
    Ok(Reading::plain(Datum::Text(text)))
}

/// The first number whose last digit a spreadsheet does not keep.
const SHOWN: i128 = 1_000_000_000_000_000;

fn day(raw: &Raw) -> Result<Reading, Fault> {
    let found = match raw {
        Raw::Date(date) => return Ok(Reading::plain(Datum::Date(*date))),
        Raw::Text(text) => date::text(&fold::plain(text).0),
        Raw::Number {
            value,
            percent: false,
        } => date::number(*value),
        _ => None,
    };
    let date = found.ok_or_else(|| Fault::NotADate { found: shown(raw) })?;
    Ok(Reading::mended(Datum::Date(date), Mending::DateText))
}

/// Error values that became text on their way through another program.
fn is_error(word: &str) -> bool {
    const ERRORS: [&str; 14] = [
        "#div/0!",
        "#n/a",
        "#name?",
        "#null!",
        "#num!",
        "#ref!",
        "#value!",
        "#spill!",
        "#calc!",
        "#getting_data",
        "#field!",
        "#blocked!",
        "#unknown!",
        "#connect!",
    ];
    ERRORS.contains(&word) || (word.starts_with("err:") && word.len() <= 8)
}
