//! Rollups as a compiled scheme holds them: figures of an area, its place, its awards.

use super::award::Award;
use super::model::Scheme;
pub use super::raw::Of;
use crate::formula::{Expr, Ref};

/// Figures by the values of an attribute (汇总): each of its values is an area.
///
/// An area is a row, as a subject is: first what every area has ([`BUILT_IN`], then the count of
/// each grade and better), then the figures as they are written. Expressions over an area refer to
/// this row.
#[derive(Debug, Clone)]
pub struct RollupRule {
    /// The attribute.
    pub by: Ref,
    /// Names of the row's columns.
    pub names: Vec<String>,
    /// The figures, in the order of the rule file.
    pub figures: Vec<Figure>,
    /// What areas are ranked by, in turn; larger first. Empty: they are not ranked.
    pub order: Vec<Expr>,
    /// Awards of areas.
    pub awards: Vec<Award>,
}

/// What every area has: all subjects, ranked ones, those that are disqualified or not eligible,
/// those without a score, the mean of the totals.
pub const BUILT_IN: [&str; 5] = ["单位数", "参评数", "取消数", "缺报数", "平均分"];

/// What the count of a grade and better is called.
#[must_use]
pub fn or_better(grade: &str) -> String {
    format!("{grade}及以上数")
}

/// One figure of an area.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// Its unit; with `%` it is shown as a percentage.
    pub unit: Option<String>,
    /// Its column in the row of an area.
    pub column: Ref,
    /// What it is.
    pub measure: Measure,
    /// The subjects it is taken over.
    pub of: Of,
    /// Only subjects for which this holds.
    pub when: Option<Expr>,
    /// Only so many of the best ranked.
    pub best: Option<u32>,
}

/// What a figure is. Expressions are over a subject's row, but for [`Measure::Value`].
#[derive(Debug, Clone)]
pub enum Measure {
    /// A formula over the area's other figures.
    Value(Expr),
    /// A sum; what is 不涉及 is passed over.
    Sum(Expr),
    /// An arithmetic mean.
    Mean(Expr),
    /// The smallest.
    Min(Expr),
    /// The largest.
    Max(Expr),
    /// The middle one, or the mean of the two in the middle.
    Median(Expr),
    /// How many subjects a condition holds for.
    Count(Expr),
    /// That count by the number of subjects.
    Share(Expr),
    /// Read from a sheet, by index in [`Scheme::group_columns`](super::Scheme).
    Sheet(usize),
}

impl RollupRule {
    /// Whether a figure is shown as a percentage.
    #[must_use]
    pub fn is_percent(&self, name: Ref) -> bool {
        let figure = self.figures.iter().find(|figure| figure.column == name);
        figure.is_some_and(|figure| figure.unit.as_deref() == Some("%"))
    }

    /// What a column of an area's row is called.
    #[must_use]
    pub fn name(&self, name: Ref) -> &str {
        self.names.get(name.index()).map_or("", String::as_str)
    }
}

impl Scheme {
    /// The attributes by whose values there are figures: those of rankings inside groups, then those
    /// that only rollups have.
    #[must_use]
    pub fn rolled_up(&self) -> Vec<Ref> {
        let mut attributes = self.ranking.within.clone();
        for rule in &self.rollups {
            if !attributes.contains(&rule.by) {
                attributes.push(rule.by);
            }
        }
        attributes
    }
}
