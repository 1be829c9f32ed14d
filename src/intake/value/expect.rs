use crate::number::{Decimal, plain};
use crate::problem::Expected;

/// What a column or cell should hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Expect<'a> {
    /// Marks from 0 to `full`.
    Marks {
        /// The most that can be given.
        full: Decimal,
    },
    /// Marks taken away, from 0 to `full`; `-2` and `扣2分` mean 2.
    Loss {
        /// The most that can be taken.
        full: Decimal,
    },
    /// A whole number from 0.
    Count,
    /// A share, as a fraction: 98% is 0.98. Not negative; may be above 1.
    Percent,
    /// Any number.
    Number,
    /// One of these words.
    Choice(&'a [String]),
    /// Yes or no.
    YesNo,
    /// Any text.
    Text,
    /// A day.
    Date,
}

impl Expect<'_> {
    /// The same for messages.
    #[must_use]
    pub fn expected(&self) -> Expected {
        match self {
            Expect::Marks { full } => Expected::Marks { full: plain(*full) },
            Expect::Loss { full } => Expected::Loss { full: plain(*full) },
            Expect::Count => Expected::Count,
            Expect::Percent => Expected::Percent,
            Expect::Number => Expected::Number,
            Expect::Choice(choices) => Expected::Choice {
                choices: choices.to_vec(),
            },
            Expect::YesNo => Expected::YesNo,
            Expect::Text => Expected::Text,
            Expect::Date => Expected::Date,
        }
    }
}
