use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The decimal that a spreadsheet shows for the binary number stored in a cell: the stored value
/// at 15 significant digits (what Excel displays and WPS saves), so that `0.1 + 0.2` is `0.3`.
///
/// `None` for infinities, NaN and magnitudes a [`Decimal`] cannot hold (7.9 × 10²⁸ and above).
///
/// ```
/// use ankang::number::{from_cell, Decimal};
/// assert_eq!(from_cell(0.1 + 0.2), Some(Decimal::new(3, 1)));
/// assert_eq!(from_cell(88.005), Some(Decimal::new(88005, 3)));
/// assert_eq!(from_cell(f64::INFINITY), None);
/// ```
#[must_use]
pub fn from_cell(stored: f64) -> Option<Decimal> {
    const EXACT: f64 = 1e15;
    if !stored.is_finite() {
        return None;
    }
    if stored.fract() == 0.0 && stored.abs() < EXACT {
        return stored.to_i64().map(Decimal::from);
    }
    Decimal::from_scientific(&format!("{stored:.14e}"))
        .ok()
        .map(|d| d.normalize())
}

/// The binary number to store in a cell for an exact decimal: the nearest one, never `-0.0`.
///
/// ```
/// use ankang::number::{to_cell, Decimal};
/// assert_eq!(to_cell(Decimal::new(8625, 2)), 86.25);
/// ```
#[must_use]
pub fn to_cell(exact: Decimal) -> f64 {
    if exact.is_zero() {
        return 0.0;
    }
    exact.normalize().to_string().parse().unwrap_or(0.0)
}
