use crate::record::Record;
use crate::rule::Rule;
use std::fmt::Write as _;

/// What must come out for one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub status: &'static str,
    /// Hundredths.
    pub total: i64,
    pub grade: Option<usize>,
    /// Hundredths; what ties are broken by, first key first.
    pub keys: Vec<i64>,
}

impl Outcome {
    /// Out of the ranking.
    pub fn out(status: &'static str) -> Self {
        Self {
            status,
            total: 0,
            grade: None,
            keys: Vec::new(),
        }
    }

    /// Ranked with the best grade whose line the total reaches and whose condition holds.
    pub fn ranked(rule: &Rule, total: i64, holds: impl Fn(usize) -> bool) -> Self {
        let grade = rule
            .grades
            .iter()
            .enumerate()
            .position(|(at, (_, line))| total >= *line && holds(at));
        Self {
            status: "ranked",
            total,
            grade,
            keys: Vec::new(),
        }
    }

    /// One grade lower, `deduct` off, and not above the top of the lower grade.
    pub fn lower(mut self, rule: &Rule, deduct: i64) -> Self {
        let step = 10_i64.pow(2 - rule.places.min(2));
        let last = rule.grades.len() - 1;
        if let Some(grade) = self.grade {
            let line = rule.grades[grade].1;
            self.total = (self.total - deduct).max(0);
            if line > 0 {
                self.total = self.total.min(line - step);
            }
            let reached = rule.grades.iter().position(|(_, line)| self.total >= *line);
            self.grade = Some((grade + 1).max(reached.unwrap_or(last)).min(last));
        }
        self.status = "lowered";
        self
    }
}

/// A table of what must come out, to check a scorer against: name, county, status, total, grade,
/// rank (1224).
pub fn table(rule: &Rule, list: &[(&Record, Outcome)]) -> String {
    let placed = |o: &Outcome| matches!(o.status, "ranked" | "lowered");
    let key = |o: &Outcome| (o.total, o.keys.clone());
    let mut text = "单位\t县区\t状态\t总分\t等级\t名次\n".to_owned();
    for (record, outcome) in list {
        let county = crate::names::COUNTIES[record.unit.county].0;
        let grade = outcome.grade.map_or("", |at| rule.grades[at].0.as_str());
        let rank = if placed(outcome) {
            let better = list
                .iter()
                .filter(|(_, o)| placed(o) && key(o) > key(outcome));
            (better.count() + 1).to_string()
        } else {
            String::new()
        };
        let total = match outcome.status {
            "ranked" | "lowered" => crate::cell::plain(outcome.total),
            _ => String::new(),
        };
        let _ = writeln!(
            text,
            "{}\t{county}\t{}\t{total}\t{grade}\t{rank}",
            record.unit.name, outcome.status,
        );
    }
    text
}
