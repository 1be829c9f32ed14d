use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// How a value that lies between two steps is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// 四舍五入: exact halves go away from zero, like Excel's `ROUND`.
    #[default]
    HalfUp,
    /// 四舍六入五成双: exact halves go to the even neighbour (GB/T 8170-2008, 3.2).
    HalfEven,
    /// 截尾: digits are cut off, like Excel's `ROUNDDOWN`.
    Down,
    /// 进位: away from zero, like Excel's `ROUNDUP`.
    Up,
}

/// Rounding to decimal places, -28 to 28; negative places round to tens, hundreds and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounding {
    /// Which neighbour is taken.
    pub mode: Mode,
    /// Decimal places that are kept.
    pub places: i32,
}

impl Rounding {
    /// The distance between two neighbouring values of the grid, `10⁻ᵖˡᵃᶜᵉˢ`.
    #[must_use]
    pub fn step(self) -> Decimal {
        power_of_ten(-self.places)
    }

    /// The value on the grid. Rounds once; a value too large for the grid is returned as it is.
    ///
    /// ```
    /// use ankang::number::{Decimal, Mode, Rounding};
    /// let tie = Decimal::new(8625, 2);
    /// let half_up = Rounding { mode: Mode::HalfUp, places: 1 };
    /// let half_even = Rounding { mode: Mode::HalfEven, places: 1 };
    /// assert_eq!(half_up.apply(tie), Decimal::new(863, 1));
    /// assert_eq!(half_even.apply(tie), Decimal::new(862, 1));
    /// ```
    #[must_use]
    pub fn apply(self, value: Decimal) -> Decimal {
        self.to_multiple_of(self.step(), value)
    }

    /// The nearest multiple of `unit` (for the 0.5 and 0.2 units of GB/T 8170-2008, clause 3.4);
    /// `value` itself where `unit` is zero or the quotient does not fit.
    #[must_use]
    pub fn to_multiple_of(self, unit: Decimal, value: Decimal) -> Decimal {
        let strategy = match self.mode {
            Mode::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Mode::HalfEven => RoundingStrategy::MidpointNearestEven,
            Mode::Down => RoundingStrategy::ToZero,
            Mode::Up => RoundingStrategy::AwayFromZero,
        };
        let value = settle(value);
        let rounded = if unit == power_of_ten(-self.places) && self.places >= 0 {
            Some(value.round_dp_with_strategy(self.places.unsigned_abs(), strategy))
        } else {
            value
                .checked_div(unit)
                .and_then(|steps| steps.round_dp_with_strategy(0, strategy).checked_mul(unit))
        };
        rounded.unwrap_or(value).normalize()
    }
}

/// `10ᵉ` for -28 ≤ e ≤ 28, clamped to that range.
fn power_of_ten(exponent: i32) -> Decimal {
    let exponent = exponent.clamp(-28, 28);
    if exponent <= 0 {
        Decimal::new(1, exponent.unsigned_abs())
    } else {
        Decimal::from_i128_with_scale(10_i128.pow(exponent.unsigned_abs()), 0)
    }
}

/// A number without the noise of repeating fractions.
///
/// A quotient such as 1/3 is kept at 28 digits, so three of them make 0.999…9 and not 1. Digits
/// beyond the 20th place can come from nowhere else in a score, and are rounded away before a
/// number is compared or rounded.
///
/// ```
/// use ankang::number::{settle, Decimal};
/// let third = Decimal::ONE / Decimal::from(3);
/// assert_eq!(settle(third + third + third), Decimal::ONE);
/// ```
#[must_use]
pub fn settle(value: Decimal) -> Decimal {
    if value.scale() <= 20 {
        value
    } else {
        value.round_dp(20)
    }
}
