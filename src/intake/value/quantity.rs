use super::number::{Not, Unit, Written, written};
use super::shown::{percent, shown};
use super::{Datum, Expect, Reading, fold};
use crate::intake::workbook::Raw;
use crate::number::{Decimal, plain};
use crate::problem::{Fault, Mending};

/// The first mantissa with more digits than the engine keeps.
const MANTISSA: i128 = 1_000_000_000_000_000_000;
const PLACES: u32 = 18;

/// Reads a number of the kind that is expected.
pub(super) fn quantity(raw: &Raw, expect: &Expect<'_>) -> Result<Reading, Fault> {
    let wrong = || Fault::NotANumber {
        found: shown(raw),
        expected: expect.expected(),
    };
    let precise = || Fault::TooPrecise { found: shown(raw) };
    let number = match raw {
        Raw::Number { value, percent } => Written {
            value: *value,
            percent: *percent,
            ..Written::default()
        },
        Raw::Text(text) => {
            let (plain, wide) = fold::plain(text);
            written(&plain, wide).map_err(|not| match not {
                Not::Number => wrong(),
                Not::Precise => precise(),
            })?
        }
        _ => return Err(wrong()),
    };
    if number.value.mantissa().abs() >= MANTISSA || number.value.scale() > PLACES {
        return Err(precise());
    }
    if !fits(&number, expect) {
        return Err(wrong());
    }
    // A count has no decimals that a point could have been forgotten before.
    if let (Some(other), false) = (&number.otherwise, *expect == Expect::Count) {
        let one = plain(number.value);
        return Err(Fault::Ambiguous {
            found: shown(raw),
            one,
            other: other.clone(),
        });
    }
    let Written {
        value,
        percent,
        taken,
        mut mendings,
        ..
    } = number;
    let value = match expect {
        Expect::Loss { .. } => loss(value, taken, &mut mendings).ok_or_else(wrong)?,
        Expect::Percent if !percent => share(raw, value, &mut mendings)?,
        _ => value,
    };
    check(raw, value, expect)?;
    if mendings.is_empty() && matches!(raw, Raw::Text(_)) {
        mendings.push(Mending::NumberAsText);
    }
    Ok(Reading {
        datum: Datum::Number(value.normalize()),
        mendings,
    })
}

/// Whether sign, unit and percentage are those of the expected kind: 3人 are no marks.
fn fits(number: &Written, expect: &Expect<'_>) -> bool {
    let loss = matches!(expect, Expect::Loss { .. });
    let unit = match expect {
        Expect::Marks { .. } | Expect::Loss { .. } => number.unit != Some(Unit::Pieces),
        Expect::Count => number.unit != Some(Unit::Marks),
        Expect::Percent => number.unit.is_none(),
        _ => true,
    };
    let percent = !number.percent || matches!(expect, Expect::Percent | Expect::Number);
    unit && percent && (loss || !number.taken) && !(loss && number.plus)
}

/// A loss is written `2`, `-2` or `扣2`; `扣-2` might be a gain.
fn loss(value: Decimal, taken: bool, mendings: &mut Vec<Mending>) -> Option<Decimal> {
    let minus = value.is_sign_negative() && !value.is_zero();
    if minus && taken {
        return None;
    }
    if minus || taken {
        mendings.push(Mending::LossSign);
    }
    Some(value.abs())
}

/// A bare number where a percentage is wanted: 98 is 98%; 0.98 may be 98% or 0.98%, 1 all or a
/// hundredth, 1.05 half as much again or next to nothing. Zero is zero either way.
fn share(raw: &Raw, value: Decimal, mendings: &mut Vec<Mending>) -> Result<Decimal, Fault> {
    if value <= Decimal::ZERO {
        return Ok(value);
    }
    if value <= Decimal::TWO {
        let (one, other) = (percent(value), format!("{}%", plain(value)));
        return Err(Fault::Ambiguous {
            found: shown(raw),
            one,
            other,
        });
    }
    mendings.push(Mending::Percent);
    value
        .checked_div(Decimal::ONE_HUNDRED)
        .ok_or_else(|| Fault::TooPrecise { found: shown(raw) })
}

fn check(raw: &Raw, value: Decimal, expect: &Expect<'_>) -> Result<(), Fault> {
    let found = || shown(raw);
    let negative = value < Decimal::ZERO;
    match expect {
        Expect::Number => Ok(()),
        _ if negative => Err(Fault::Negative { found: found() }),
        Expect::Marks { full } | Expect::Loss { full } if value > *full => Err(Fault::OutOfRange {
            found: found(),
            low: plain(Decimal::ZERO),
            high: plain(*full),
        }),
        Expect::Count if !value.is_integer() => Err(Fault::NotWhole { found: found() }),
        _ => Ok(()),
    }
}
