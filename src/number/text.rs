use rust_decimal::Decimal;

/// Parses plain decimal text (`12`, `-0.5`, `.5`): ASCII digits, at most one point, no exponent,
/// no separators. `None` for anything else, or for more digits than a [`Decimal`] holds exactly.
///
/// ```
/// use ankang::number::{parse, Decimal};
/// assert_eq!(parse("0.15"), Some(Decimal::new(15, 2)));
/// assert_eq!(parse("1e3"), None);
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !plain || !digits.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

/// Shortest text of a number: no trailing zeros, no exponent, no negative zero.
///
/// ```
/// use ankang::number::{plain, Decimal};
/// assert_eq!(plain(Decimal::new(8650, 2)), "86.5");
/// assert_eq!(plain(Decimal::new(-0, 2)), "0");
/// ```
#[must_use]
pub fn plain(number: Decimal) -> String {
    if number.is_zero() {
        "0".to_owned()
    } else {
        number.normalize().to_string()
    }
}
