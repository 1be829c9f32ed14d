//! Quantities of a subject and how they are filled.

use std::sync::Arc;

use super::criterion::CriterionId;
use crate::formula::{Expr, Type, Value};
use crate::number::{Decimal, plain};
use crate::problem::Expected;
use crate::scheme::fold::Fold;
use crate::scheme::frame::FrameId;

/// One quantity of a subject.
#[derive(Debug, Clone)]
pub struct Column {
    /// What it is called in formulas and headings.
    pub name: Arc<str>,
    /// Whose it is.
    pub owner: Owner,
    /// The frame that it belongs to.
    pub frame: FrameId,
    /// Its type.
    pub kind: Type,
    /// Its unit, for headings: 人, 项, %.
    pub unit: Option<String>,
    /// Whether it can never be 不涉及.
    pub applies: bool,
    /// How it is filled.
    pub content: Content,
}

/// Whose a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The subject's name.
    Subject,
    /// An attribute from the roster.
    Attribute,
    /// A fact.
    Fact,
    /// An input of a criterion.
    Input(CriterionId),
    /// The figure (a rate, say) that a criterion's marks are read off.
    Figure(CriterionId),
    /// Marks that a criterion loses beyond its own, charged to its parent (追加扣分).
    Extra(CriterionId),
    /// The full marks of what was assessed under a criterion.
    Available(CriterionId),
    /// The score of a criterion.
    Score(CriterionId),
    /// The veto of this index: whether it holds.
    Veto(usize),
    /// The label that tells the rows of its frame apart.
    Label,
    /// What is read in a ledger.
    Entry,
    /// A figure about the rows of a frame: how many there are, how far apart they lie.
    About(FrameId),
    /// A figure over scores, for decisions.
    Measure,
    /// One of the summary's columns.
    Summary,
}

/// How a column is filled.
#[derive(Debug, Clone)]
pub enum Content {
    /// Read from the workbooks.
    Read(Input),
    /// Computed from earlier columns.
    Computed(Expr),
    /// Folded from the rows of a frame below.
    Folded(Fold),
}

/// What is read into a column.
#[derive(Debug, Clone)]
pub struct Input {
    /// What a cell may hold.
    pub holds: Holds,
    /// What a blank counts as; `None`: a blank is a problem.
    pub blank: Option<Value>,
    /// Whether 不涉及 is allowed.
    pub not_applicable: bool,
    /// For whom it is filled in; everybody where there is no condition. For others it is 不涉及.
    pub when: Option<Expr>,
    /// Whether a value beyond its limits is brought back instead of being a problem.
    pub clamp: bool,
    /// Headings it may stand under, besides the column's name.
    pub headings: Vec<String>,
    /// Marks lost by one occurrence, for inputs that a log can fill.
    pub each: Option<Decimal>,
}

/// What a cell may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// Marks from 0 to `full`.
    Marks {
        /// Full marks.
        full: Decimal,
    },
    /// Marks lost: none, or from `least` to `full`.
    Loss {
        /// The most that can be lost.
        full: Decimal,
        /// The least that one occurrence costs.
        least: Decimal,
    },
    /// A whole number of occurrences.
    Count,
    /// A number that is not negative.
    Number,
    /// A number of either sign.
    Signed,
    /// A share; 98% is 0.98.
    Percent,
    /// One of these words, and the marks each is worth.
    Choice(Vec<(String, Decimal)>),
    /// Yes or no.
    YesNo,
    /// Any text.
    Text,
    /// A day.
    Date,
}

impl Column {
    /// What is read into it, if it is read.
    #[must_use]
    pub fn input(&self) -> Option<&Input> {
        match &self.content {
            Content::Read(input) => Some(input),
            Content::Computed(_) | Content::Folded(_) => None,
        }
    }

    /// How it is computed, if it is computed.
    #[must_use]
    pub fn formula(&self) -> Option<&Expr> {
        match &self.content {
            Content::Computed(expr) => Some(expr),
            Content::Read(_) | Content::Folded(_) => None,
        }
    }
}

impl Holds {
    /// What a cell should hold, for messages.
    #[must_use]
    pub fn expected(&self) -> Expected {
        match self {
            Holds::Marks { full } => Expected::Marks { full: plain(*full) },
            Holds::Loss { full, least } if least.is_zero() => Expected::Loss { full: plain(*full) },
            Holds::Loss { full, least } => Expected::LossBetween {
                least: plain(*least),
                full: plain(*full),
            },
            Holds::Count => Expected::Count,
            Holds::Number | Holds::Signed => Expected::Number,
            Holds::Percent => Expected::Percent,
            Holds::Choice(levels) => Expected::Choice {
                choices: levels.iter().map(|(word, _)| word.clone()).collect(),
            },
            Holds::YesNo => Expected::YesNo,
            Holds::Text => Expected::Text,
            Holds::Date => Expected::Date,
        }
    }
}
