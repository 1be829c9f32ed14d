//! Nodes of the tree.

use super::method::Method;
use crate::formula::{Expr, Ref};
use crate::number::Decimal;
use crate::scheme::raw::{Combine, Conversion};

/// Index of a criterion in [`Scheme::criteria`](crate::scheme::Scheme).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CriterionId(pub u32);

impl CriterionId {
    /// As an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a condition does to the score of a criterion.
#[derive(Debug, Clone)]
pub struct Guard {
    /// The condition.
    pub when: Expr,
    /// What follows.
    pub then: GuardEffect,
    /// The clause in words.
    pub note: Option<String>,
}

/// What follows from a guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuardEffect {
    /// The score becomes zero.
    Zero,
    /// Marks are lost, the score is capped, or both.
    Softer {
        /// Marks to lose.
        deduct: Decimal,
        /// The most it can have.
        cap: Option<Decimal>,
    },
}

/// A node of the tree.
#[derive(Debug, Clone)]
pub struct Criterion {
    /// Id, unique in the scheme.
    pub id: String,
    /// Title.
    pub title: String,
    /// Full marks; for bonus and penalty groups the most they can give or cost.
    pub marks: Decimal,
    /// Share of the parent's score, where the parent combines by weight.
    pub weight: Option<Decimal>,
    /// What part of the scheme it belongs to.
    pub branch: Branch,
    /// Depth below the whole: 0 for top-level criteria.
    pub depth: usize,
    /// The node above.
    pub parent: Option<CriterionId>,
    /// The nodes below, in the order of the rule file.
    pub children: Vec<CriterionId>,
    /// How children combine.
    pub combine: Combine,
    /// What stands for 不涉及 below; `None`: the level above settles it.
    pub conversion: Option<Conversion>,
    /// How a leaf is scored; `None` for a node with children.
    pub method: Option<Method>,
    /// Columns read for it.
    pub inputs: Vec<Ref>,
    /// For whom it is inspected; everybody where there is no condition.
    pub when: Option<Expr>,
    /// Whether it is a key item (保证项目): at 0 its parent is 0.
    pub key: bool,
    /// The subtotal of key items below which the node is 0.
    pub key_below: Option<Decimal>,
    /// When its key items make it 0, in the row in which it is inspected.
    pub key_zero: Option<Expr>,
    /// What conditions do to its score, in the order in which they are applied.
    pub guards: Vec<Guard>,
    /// Bonus and penalty items on top of it, which are no part of its marks.
    pub on_top: Vec<CriterionId>,
    /// Whether bonus items on top may lift it above its marks.
    pub beyond: bool,
    /// Whether its full marks differ from subject to subject: so many marks for each of its rows.
    pub varies: bool,
    /// The figure its marks are read off.
    pub figure: Option<Ref>,
    /// Full marks of what was assessed below, where they are handed up.
    pub available: Option<Ref>,
    /// Marks it loses beyond its own, charged to its parent.
    pub extra: Option<Ref>,
    /// Its score, in the subject's own row.
    pub score: Ref,
    /// Its score in the row in which it is inspected; `score` itself where that is the subject's.
    pub inspected: Ref,
    /// The clause in words.
    pub note: Option<String>,
    /// Other headings.
    pub aliases: Vec<String>,
}

/// The three branches of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branch {
    /// The score itself.
    Score,
    /// 加分.
    Bonus,
    /// 扣分.
    Penalty,
}
