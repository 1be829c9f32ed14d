//! The cells of a row, each under what the scheme expects of its column.

use super::plan::Plan;
use super::sheet::SheetReader;
use super::table::{Held, TableRow};
use super::value::{self, Datum, Expect, Reading};
use super::workbook::{Raw, Row};
use crate::formula::{Ref, Value};
use crate::number::{Decimal, plain};
use crate::problem::{Fault, Mending};
use crate::scheme::Holds;

impl SheetReader<'_> {
    pub(super) fn values(&mut self, plan: &Plan, row: &Row, read: &mut TableRow) {
        // A row in which no criterion has anything is a subject that was not inspected.
        for (col, name) in &plan.columns {
            let held = self.value(row.index, *col, row.get(*col), *name, &read.name);
            read.faulty |= held == Held::Bad;
            read.cells.push((*name, *col, held));
        }
    }

    /// One cell under what the scheme expects of its column.
    pub(super) fn value(
        &mut self,
        row: u32,
        col: u16,
        raw: Option<&Raw>,
        name: Ref,
        subject: &str,
    ) -> Held {
        let scheme = self.scheme;
        let column = scheme.column(name);
        let Some(input) = column.input() else {
            return Held::Blank;
        };
        let criterion = Some(scheme.concerns(name));
        let words: Vec<String> = match &input.holds {
            Holds::Choice(levels) => levels.iter().map(|(word, _)| word.clone()).collect(),
            _ => Vec::new(),
        };
        let read =
            value::read(raw, &expect(&input.holds, &words)).and_then(|read| match read.datum {
                Datum::Number(number)
                    if input.holds == Holds::Number && number.is_sign_negative() =>
                {
                    Err(Fault::Negative {
                        found: plain(number),
                    })
                }
                _ => Ok(read),
            });
        let read = match (read, raw) {
            (Err(Fault::OutOfRange { .. } | Fault::Negative { .. }), Some(raw)) if input.clamp => {
                clamped(raw, &input.holds)
            }
            (read, _) => read,
        };
        match read {
            Ok(Reading { datum, mendings }) => {
                if datum == Datum::NotApplicable && !input.not_applicable {
                    self.problem(Fault::NotApplicableHere, row, col, Some(subject), criterion);
                    return Held::Bad;
                }
                let held = held(datum);
                self.mended((row, col), raw, mendings, &held, (subject, criterion));
                held
            }
            Err(fault) => {
                self.problem(fault, row, col, Some(subject), criterion);
                Held::Bad
            }
        }
    }

    /// Lists what was done to a cell before it was understood.
    pub(super) fn mended(
        &mut self,
        (row, col): (u32, u16),
        raw: Option<&Raw>,
        mendings: Vec<Mending>,
        held: &Held,
        (subject, criterion): (&str, Option<String>),
    ) {
        for mending in mendings {
            let place = self.place(row, col);
            let before = raw.map(value::shown).unwrap_or_default();
            let after = match held {
                Held::Value(value) => value.to_string(),
                Held::Blank | Held::Bad => String::new(),
            };
            let subject = Some(subject.to_owned());
            self.repair(mending, place, subject, criterion.clone(), before, after);
        }
    }
}

fn expect<'a>(holds: &Holds, words: &'a [String]) -> Expect<'a> {
    match holds {
        Holds::Marks { full } => Expect::Marks { full: *full },
        Holds::Loss { full, .. } => Expect::Loss { full: *full },
        Holds::Count => Expect::Count,
        Holds::Number | Holds::Signed => Expect::Number,
        Holds::Percent => Expect::Percent,
        Holds::Choice(_) => Expect::Choice(words),
        Holds::YesNo => Expect::YesNo,
        Holds::Text => Expect::Text,
        Holds::Date => Expect::Date,
    }
}

/// A number beyond its limits, brought back.
fn clamped(raw: &Raw, holds: &Holds) -> Result<Reading, Fault> {
    let mut read = value::read(Some(raw), &Expect::Number)?;
    if let (Datum::Number(number), Holds::Marks { full } | Holds::Loss { full, .. }) =
        (&read.datum, holds)
    {
        read.datum = Datum::Number((*number).clamp(Decimal::ZERO, *full));
        read.mendings.push(Mending::Clamped);
    }
    Ok(read)
}

pub(super) fn held(datum: Datum) -> Held {
    Held::Value(match datum {
        Datum::Blank => return Held::Blank,
        Datum::Number(number) => Value::Number(number),
        Datum::Text(text) => Value::Text(text.as_str().into()),
        Datum::Bool(truth) => Value::Bool(truth),
        Datum::Date(date) => Value::Date(date),
        Datum::NotApplicable => Value::NotApplicable,
    })
}
