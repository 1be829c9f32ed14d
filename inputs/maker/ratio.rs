use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Sub};

/// An exact fraction, always reduced, with a positive denominator: enough arithmetic to know what
/// a sample must score without sharing a line with the program that scores it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    over: i128,
    under: i128,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Self = Self { over: 0, under: 1 };

    /// `over / under`; `under` must not be zero.
    pub fn new(over: i128, under: i128) -> Self {
        let shared = gcd(over.unsigned_abs(), under.unsigned_abs())
            .cast_signed()
            .max(1);
        let sign = under.signum();
        Self {
            over: sign * over / shared,
            under: sign * under / shared,
        }
    }

    /// A number of hundredths.
    pub fn centi(hundredths: i64) -> Self {
        Self::new(i128::from(hundredths), 100)
    }

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self::new(i128::from(number), 1)
    }

    /// The largest whole number that is not above this one.
    pub fn floor(self) -> Self {
        Self::new(self.over.div_euclid(self.under), 1)
    }

    /// The smallest whole number that is not below this one.
    pub fn ceil(self) -> Self {
        Self::new(-(-self.over).div_euclid(self.under), 1)
    }

    /// Whether this is zero.
    pub fn is_zero(self) -> bool {
        self.over == 0
    }

    /// Rounded half up to whole units of `10⁻ᵖˡᵃᶜᵉˢ`, counted in hundredths (places 0–2).
    pub fn round_half_up(self, places: u32) -> i64 {
        let scale = 10_i128.pow(places.min(2));
        let steps = (self.over * scale * 2 + self.under).div_euclid(self.under * 2);
        i64::try_from(steps * (100 / scale)).unwrap_or(i64::MAX)
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Add for Ratio {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(
            self.over * other.under + other.over * self.under,
            self.under * other.under,
        )
    }
}

impl Sub for Ratio {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(
            self.over * other.under - other.over * self.under,
            self.under * other.under,
        )
    }
}

impl Mul for Ratio {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::new(self.over * other.over, self.under * other.under)
    }
}

impl Div for Ratio {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Self::new(self.over * other.under, self.under * other.over)
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.over * other.under).cmp(&(other.over * self.under))
    }
}
