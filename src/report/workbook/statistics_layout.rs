//! Which columns 统计 has.

use super::pen::index;
use super::plan::{NO_GRADE, Plan};

/// Columns before those of the grades.
pub(super) const FIXED: u16 = 6;

/// What the columns behind the fixed ones hold.
pub(super) struct Layout {
    /// Index of each grade that has a column; the number of grades for 未达等级.
    pub grades: Vec<usize>,
    /// Grades with "and better" columns.
    pub or_better: Vec<usize>,
}

impl Layout {
    pub fn new(plan: &Plan<'_>) -> Layout {
        let count = plan.scheme.grades.len();
        if count == 0 {
            return Layout {
                grades: Vec::new(),
                or_better: Vec::new(),
            };
        }
        let none = plan
            .standing
            .whole
            .grades
            .last()
            .is_some_and(|none| *none > 0);
        // 不合格 takes what is left over: nobody asks for 不合格及以上.
        let leftover = plan
            .scheme
            .grades
            .last()
            .is_none_or(|grade| grade.band.low.is_none());
        let last = if leftover { count - 1 } else { count };
        Layout {
            grades: (0..count + usize::from(none)).collect(),
            or_better: (1..last).collect(),
        }
    }

    /// The last column.
    pub fn last(&self) -> u16 {
        FIXED - 1 + index(self.grades.len() + 2 * self.or_better.len())
    }
}

/// The headings, the first of them the attribute.
pub(super) fn headings(plan: &Plan<'_>, layout: &Layout, name: String) -> Vec<String> {
    let mut names = vec![
        name,
        "单位数".into(),
        "参评数".into(),
        "平均分".into(),
        "最高分".into(),
        "最低分".into(),
    ];
    let grade = |grade: usize| {
        plan.scheme
            .grades
            .get(grade)
            .map_or(NO_GRADE, |grade| grade.name.as_str())
    };
    names.extend(layout.grades.iter().map(|index| grade(*index).to_owned()));
    for index in &layout.or_better {
        names.push(format!("{}及以上", grade(*index)));
        names.push(format!("{}及以上占比", grade(*index)));
    }
    names
}
