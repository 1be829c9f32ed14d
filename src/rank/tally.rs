//! One figure of an area while its subjects go by.

use crate::formula::{Overflow, Value};
use crate::number::Decimal;
use crate::scheme::Measure;

/// What was counted so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// Take only so many subjects.
    best: Option<u32>,
    /// Values are kept, for the middle one.
    keeps: bool,
    subjects: u32,
    held: u32,
    numbers: u32,
    sum: Decimal,
    least: Option<Decimal>,
    most: Option<Decimal>,
    kept: Vec<Decimal>,
}

impl Tally {
    pub fn new(best: Option<u32>, keeps: bool) -> Self {
        Tally {
            best,
            keeps,
            ..Tally::default()
        }
    }

    /// Adds the value of a subject; 不涉及 is passed over.
    pub fn add(&mut self, value: &Value) -> Result<(), Overflow> {
        if self.best.is_some_and(|best| self.subjects >= best) {
            return Ok(());
        }
        self.subjects += 1;
        self.held += u32::from(value.holds());
        let Some(number) = value.number() else {
            return Ok(());
        };
        self.numbers += 1;
        self.sum = self.sum.checked_add(number).ok_or(Overflow)?;
        self.least = Some(self.least.map_or(number, |least| least.min(number)));
        self.most = Some(self.most.map_or(number, |most| most.max(number)));
        if self.keeps {
            self.kept.push(number);
        }
        Ok(())
    }

    /// The figure. A mean of the best so many is 不涉及 where there are fewer: it could not be
    /// compared with the others.
    pub fn value(&self, measure: &Measure) -> Result<Value, Overflow> {
        let number = match measure {
            Measure::Sum(_) => Some(self.sum),
            Measure::Mean(_) if self.best.is_some_and(|best| self.numbers < best) => None,
            Measure::Mean(_) => self.sum.checked_div(Decimal::from(self.numbers)),
            Measure::Min(_) => self.least,
            Measure::Max(_) => self.most,
            Measure::Median(_) => self.median()?,
            Measure::Count(_) => Some(Decimal::from(self.held)),
            Measure::Share(_) => Decimal::from(self.held).checked_div(Decimal::from(self.subjects)),
            Measure::Value(_) | Measure::Sheet(_) => None,
        };
        Ok(number.map_or(Value::NotApplicable, Value::Number))
    }

    fn median(&self) -> Result<Option<Decimal>, Overflow> {
        let mut kept = self.kept.clone();
        kept.sort_unstable();
        let middle = kept.len() / 2;
        let Some(upper) = kept.get(middle) else {
            return Ok(None);
        };
        if kept.len() % 2 == 1 {
            return Ok(Some(*upper));
        }
        let lower = middle.checked_sub(1).and_then(|at| kept.get(at));
        let sum = lower.unwrap_or(upper).checked_add(*upper).ok_or(Overflow)?;
        Ok(sum.checked_div(Decimal::TWO))
    }
}
