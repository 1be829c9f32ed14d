//! Checks, gates, vetoes, grades and the order of subjects.

use super::method::Band;
use crate::formula::{Expr, Ref};
use crate::number::Decimal;
use crate::scheme::frame::FrameId;
use crate::scheme::raw::Ties;

/// What must hold for the data to be believed: the rows of a frame in which it does not are
/// problems.
#[derive(Debug, Clone)]
pub struct Check {
    /// Title.
    pub title: String,
    /// The frame whose rows are checked.
    pub frame: FrameId,
    /// The condition.
    pub must: Expr,
    /// The clause in words.
    pub note: Option<String>,
}

/// A condition that must hold before anything is scored (必备条件).
#[derive(Debug, Clone)]
pub struct Gate {
    /// Title.
    pub title: String,
    /// The condition.
    pub when: Expr,
    /// The clause in words.
    pub note: Option<String>,
}

/// A condition that decides over the score (一票否决).
#[derive(Debug, Clone)]
pub struct Veto {
    /// Title.
    pub title: String,
    /// The column that says whether it holds.
    pub holds: Ref,
    /// How many times over: the column of whole times, and the figure as it was written; once where
    /// there is none.
    pub times: Option<(Ref, Expr)>,
    /// What follows.
    pub effect: Effect,
    /// The clause in words.
    pub note: Option<String>,
}

/// What follows from a veto.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Not ranked, no grade, no award.
    Disqualify,
    /// The total becomes zero.
    Zero,
    /// Marks are lost, grades are lost, the total is capped: any of the three.
    Softer {
        /// Grades to go down.
        lower: u32,
        /// Marks to lose.
        deduct: Decimal,
        /// Whether the total stays below the grade reached without the veto.
        below_grade: bool,
        /// The most that the total can be.
        cap: Option<Decimal>,
    },
}

/// A grade (等级, 星级).
#[derive(Debug, Clone)]
pub struct Grade {
    /// Its name.
    pub name: String,
    /// The condition over scores, facts and attributes.
    pub when: Expr,
    /// What the condition asks of the total alone.
    pub band: Band,
    /// The clause in words.
    pub note: Option<String>,
}

/// How subjects are ordered.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// Attributes inside whose values there is a ranking of its own.
    pub within: Vec<Ref>,
    /// The places of equal scores.
    pub ties: Ties,
    /// What decides between equal totals, in turn; larger first.
    pub keys: Vec<TieKey>,
}

/// One key that decides between equal totals.
#[derive(Debug, Clone)]
pub struct TieKey {
    /// As it was written.
    pub text: String,
    /// The figure; larger comes first.
    pub figure: Expr,
}
