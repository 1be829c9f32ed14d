//! Figures for a 县区 or 行业: counts, averages, grades and "N星级及以上".

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Placed, Status};
use crate::number::Decimal;
use crate::score::Scorer;

/// Figures of one group of subjects.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rollup {
    /// Name of the group; empty for the whole and for subjects without a group.
    pub name: Arc<str>,
    /// All subjects.
    pub subjects: u32,
    /// Ranked ones.
    pub ranked: u32,
    /// Disqualified ones.
    pub vetoed: u32,
    /// Ineligible, incomplete or absent ones.
    pub others: u32,
    /// Ineligible ones alone.
    pub ineligible: u32,
    /// Sum of the ranked totals.
    pub sum: Decimal,
    /// Highest ranked total.
    pub highest: Option<Decimal>,
    /// Lowest ranked total.
    pub lowest: Option<Decimal>,
    /// Ranked subjects by grade, in the scheme's order; the last entry counts those without one.
    pub grades: Vec<u32>,
}

/// How many reached a grade, and how many that grade or a better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeCount {
    /// Index of the grade; the number of grades for those without one.
    pub grade: usize,
    /// Subjects in it.
    pub count: u32,
    /// Subjects in it or a better one (N星级及以上).
    pub or_better: u32,
}

impl Rollup {
    /// Arithmetic mean of the ranked totals.
    #[must_use]
    pub fn mean(&self) -> Option<Decimal> {
        self.sum.checked_div(Decimal::from(self.ranked))
    }

    /// Counts by grade, best first.
    #[must_use]
    pub fn grade_counts(&self) -> Vec<GradeCount> {
        let mut or_better = 0;
        self.grades
            .iter()
            .enumerate()
            .map(|(grade, count)| {
                or_better += count;
                GradeCount {
                    grade,
                    count: *count,
                    or_better,
                }
            })
            .collect()
    }

    fn add(&mut self, placed: &Placed, grades: usize) {
        self.grades.resize(grades + 1, 0);
        self.subjects += 1;
        match placed.status {
            Status::Ranked => self.ranked += 1,
            Status::Vetoed => self.vetoed += 1,
            Status::Ineligible | Status::Incomplete | Status::Absent => self.others += 1,
        }
        self.ineligible += u32::from(placed.status == Status::Ineligible);
        if placed.status != Status::Ranked {
            return;
        }
        if let Some(count) = self.grades.get_mut(placed.grade.unwrap_or(grades)) {
            *count += 1;
        }
        if let Some(total) = placed.total {
            self.sum = self.sum.checked_add(total).unwrap_or(self.sum);
            self.highest = Some(self.highest.map_or(total, |highest| highest.max(total)));
            self.lowest = Some(self.lowest.map_or(total, |lowest| lowest.min(total)));
        }
    }
}

/// Rollups by each attribute of [`Scheme::rolled_up`](crate::scheme::Scheme::rolled_up), and of the
/// whole.
pub(super) fn all(scorer: &Scorer<'_>, placed: &[Placed]) -> (Vec<Vec<Rollup>>, Rollup) {
    let grades = scorer.scheme.grades.len();
    let mut whole = Rollup::default();
    placed.iter().for_each(|placed| whole.add(placed, grades));
    let by_attribute = scorer.scheme.rolled_up().into_iter().map(|attribute| {
        let mut groups: BTreeMap<Arc<str>, Rollup> = BTreeMap::new();
        for placed in placed {
            let name = scorer.round.group(placed.subject, attribute);
            let name = name.unwrap_or_else(|| "".into());
            let rollup = groups.entry(name.clone()).or_insert_with(|| Rollup {
                name,
                ..Rollup::default()
            });
            rollup.add(placed, grades);
        }
        groups.into_values().collect()
    });
    (by_attribute.collect(), whole)
}
