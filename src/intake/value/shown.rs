use crate::intake::workbook::Raw;
use crate::number::{Decimal, plain};

const LONGEST: usize = 60;

/// A cell the way its user sees it: 98% and not 0.98, a date as 2015-10-08, long text cut off.
/// Empty for a formula without a result.
#[must_use]
pub fn shown(raw: &Raw) -> String {
    match raw {
        Raw::Number {
            value,
            percent: true,
        } => percent(*value),
        Raw::Number {
            value,
            percent: false,
        } => plain(*value),
        Raw::Text(text) => cut(text),
        Raw::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Raw::Date(date) => date.to_string(),
        Raw::Error(error) => cut(error),
        Raw::NoCachedValue => String::new(),
    }
}

/// A fraction as a percentage; as it is if it is too large for that.
pub(super) fn percent(fraction: Decimal) -> String {
    match fraction.checked_mul(Decimal::ONE_HUNDRED) {
        Some(percent) => format!("{}%", plain(percent)),
        None => plain(fraction),
    }
}

fn cut(text: &str) -> String {
    let mut chars = super::names::name(text);
    if let Some((end, _)) = chars.char_indices().nth(LONGEST) {
        chars.truncate(end);
        chars.push('…');
    }
    chars
}
