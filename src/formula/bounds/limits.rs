use crate::number::{Decimal, settle};

/// A limit and whether it can be reached itself; `None`: no limit.
pub type Limit = Option<(Decimal, bool)>;

/// The numbers between which something lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// Lower limit.
    pub low: Limit,
    /// Upper limit.
    pub high: Limit,
    /// It is a multiple of this, where it is rounded or counted.
    pub step: Option<Decimal>,
}

impl Limits {
    /// One number.
    #[must_use]
    pub fn point(value: Decimal) -> Limits {
        Limits::between(value, value)
    }

    /// From one number to another.
    #[must_use]
    pub fn between(low: Decimal, high: Decimal) -> Limits {
        Limits {
            low: Some((low, true)),
            high: Some((high, true)),
            step: None,
        }
    }

    /// A number and everything above.
    #[must_use]
    pub fn from(low: Decimal) -> Limits {
        Limits {
            low: Some((low, true)),
            ..Limits::default()
        }
    }

    /// On a grid.
    #[must_use]
    pub fn stepped(self, step: Decimal) -> Limits {
        Limits {
            step: Some(step).filter(|step| *step > Decimal::ZERO),
            ..self
        }
        .on_grid()
    }

    /// Between the same limits, on no grid.
    #[must_use]
    pub fn unstepped(self) -> Limits {
        Limits { step: None, ..self }
    }

    /// The number, where it can be only one.
    #[must_use]
    pub fn only(&self) -> Option<Decimal> {
        match (self.low, self.high) {
            (Some((low, true)), Some((high, true))) if low == high => Some(low),
            _ => None,
        }
    }

    /// Whether no number lies between.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match (self.low, self.high) {
            (Some((low, with_low)), Some((high, with_high))) => {
                let (low, high) = (settle(low), settle(high));
                low > high || (low == high && !(with_low && with_high))
            }
            _ => false,
        }
    }

    /// Whether every number lies above every number of the other, or is equal where `equal`.
    #[must_use]
    pub fn above(&self, other: &Limits, equal: bool) -> bool {
        match (self.low, other.high) {
            (Some((low, with_low)), Some((high, with_high))) => {
                let (low, high) = (settle(low), settle(high));
                low > high || (low == high && (equal || !(with_low && with_high)))
            }
            _ => false,
        }
    }

    /// What both allow.
    #[must_use]
    pub fn and(self, other: &Limits) -> Limits {
        let low = match (self.low, other.low) {
            (Some(one), Some(two)) if one.0 > two.0 || (one.0 == two.0 && !one.1) => Some(one),
            (one, two) => two.or(one),
        };
        let high = match (self.high, other.high) {
            (Some(one), Some(two)) if one.0 < two.0 || (one.0 == two.0 && !one.1) => Some(one),
            (one, two) => two.or(one),
        };
        let step = self.step.or(other.step);
        Limits { low, high, step }.on_grid()
    }

    /// What either allows.
    #[must_use]
    pub fn or(self, other: &Limits) -> Limits {
        let low = self.low.zip(other.low).map(|(one, two)| {
            if one.0 < two.0 || (one.0 == two.0 && one.1) {
                one
            } else {
                two
            }
        });
        let high = self.high.zip(other.high).map(|(one, two)| {
            if one.0 > two.0 || (one.0 == two.0 && one.1) {
                one
            } else {
                two
            }
        });
        let step = self.step.filter(|step| other.step == Some(*step));
        Limits { low, high, step }
    }

    /// The limits moved onto the grid.
    fn on_grid(self) -> Limits {
        let Some(step) = self.step else { return self };
        let onto = |limit: Limit, up: bool| -> Limit {
            let (value, with) = limit?;
            let steps = settle(value).checked_div(step)?;
            let whole = if up { steps.ceil() } else { steps.floor() };
            let moved = whole.checked_mul(step)?;
            let aside = if up { step } else { -step };
            let moved = if whole == steps && !with {
                moved.checked_add(aside)?
            } else {
                moved
            };
            Some((moved.normalize(), true))
        };
        Limits {
            low: onto(self.low, true).or(self.low),
            high: onto(self.high, false).or(self.high),
            step: self.step,
        }
    }

    /// Each limit through a function that keeps the order; the result may reach its limits.
    pub(super) fn map(&self, with: impl Fn(Decimal) -> Option<Decimal>) -> Limits {
        let end = |limit: Limit| {
            limit
                .and_then(|(value, _)| with(value))
                .map(|value| (value, true))
        };
        Limits {
            low: end(self.low),
            high: end(self.high),
            step: None,
        }
    }

    pub(super) fn negated(&self) -> Limits {
        let turned = |limit: Limit| limit.map(|(value, with)| (-value, with));
        Limits {
            low: turned(self.high),
            high: turned(self.low),
            step: self.step,
        }
    }

    pub(super) fn plus(&self, other: &Limits) -> Limits {
        let sum = |one: Limit, two: Limit| {
            let ((one, with_one), (two, with_two)) = (one?, two?);
            Some((one.checked_add(two)?, with_one && with_two))
        };
        Limits {
            low: sum(self.low, other.low),
            high: sum(self.high, other.high),
            step: self.step.filter(|step| other.step == Some(*step)),
        }
    }

    pub(super) fn times(&self, other: &Limits) -> Limits {
        if let Some(factor) = other.only() {
            let scaled = |limit: Limit| {
                let (value, with) = limit?;
                Some((value.checked_mul(factor)?, with))
            };
            let (low, high) = (scaled(self.low), scaled(self.high));
            let (low, high) = if factor.is_sign_negative() {
                (high, low)
            } else {
                (low, high)
            };
            return Limits {
                low,
                high,
                step: None,
            };
        }
        if self.only().is_some() {
            return other.times(self);
        }
        let (Some((a, _)), Some((b, _))) = (self.low, other.low) else {
            return Limits::default();
        };
        if let (Some((c, _)), Some((d, _))) = (self.high, other.high) {
            let corners = [(a, b), (a, d), (c, b), (c, d)].map(|(x, y)| x.checked_mul(y));
            let [Some(w), Some(x), Some(y), Some(z)] = corners else {
                return Limits::default();
            };
            return Limits::between(w.min(x).min(y).min(z), w.max(x).max(y).max(z));
        }
        if a >= Decimal::ZERO && b >= Decimal::ZERO {
            return a.checked_mul(b).map_or_else(Limits::default, Limits::from);
        }
        Limits::default()
    }

    /// The quotient; by zero there is none.
    pub(super) fn over(&self, other: &Limits) -> Limits {
        if let Some(divisor) = other.only().filter(|divisor| !divisor.is_zero()) {
            let quotient = |limit: Limit| {
                let (value, with) = limit?;
                Some((value.checked_div(divisor)?, with))
            };
            let (low, high) = (quotient(self.low), quotient(self.high));
            let (low, high) = if divisor.is_sign_negative() {
                (high, low)
            } else {
                (low, high)
            };
            return Limits {
                low,
                high,
                step: None,
            };
        }
        let (Some((least, _)), Some((low, _))) = (self.low, other.low) else {
            return Limits::default();
        };
        if least < Decimal::ZERO || low < Decimal::ZERO {
            return Limits::default();
        }
        let bottom = other
            .high
            .and_then(|(high, _)| least.checked_div(high))
            .unwrap_or(Decimal::ZERO);
        let top = self.high.and_then(|(high, _)| high.checked_div(low));
        Limits {
            low: Some((bottom, true)),
            high: top.map(|top| (top, true)),
            step: None,
        }
    }
}
