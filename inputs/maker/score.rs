use crate::answer::{Answer, earned};
use crate::ratio::Ratio;
use crate::rule::{Kind, Rule};

/// What a full set of answers must come to. Scores are hundredths.
#[derive(Debug, Clone)]
pub struct Score {
    pub total: i64,
    /// Before it was rounded.
    pub exact: Ratio,
    /// Every group in the order of the rule: sections, bonus groups, penalty groups.
    pub groups: Vec<Ratio>,
}

/// Scores the answers of one unit: sections converted for 不涉及, then the total, then bonus and
/// penalty; rounded once.
pub fn score(rule: &Rule, answers: &[Answer], attribute: i64) -> Score {
    let mut got = vec![Ratio::ZERO; rule.groups.len()];
    let mut open = vec![0; rule.groups.len()];
    for (leaf, answer) in rule.leaves.iter().zip(answers) {
        if let Some(marks) = earned(leaf, answer, attribute) {
            got[leaf.group] = got[leaf.group] + marks;
            open[leaf.group] += leaf.marks;
        }
    }
    let (mut sum, mut of, mut bonus, mut penalty) = (Ratio::ZERO, 0, Ratio::ZERO, Ratio::ZERO);
    for (at, group) in rule.groups.iter().enumerate() {
        match group.kind {
            Kind::Section if open[at] > 0 => {
                got[at] = got[at] * Ratio::new(group.marks.into(), open[at].into());
                sum = sum + got[at];
                of += group.marks;
            }
            Kind::Section => {}
            Kind::Bonus => {
                got[at] = got[at].min(Ratio::centi(group.marks));
                bonus = bonus + got[at];
            }
            Kind::Penalty => penalty = penalty + got[at],
        }
    }
    let full = Ratio::centi(rule.marks);
    let base = if of == 0 {
        Ratio::ZERO
    } else {
        sum * full / Ratio::centi(of)
    };
    let total = base + bonus.min(Ratio::centi(rule.bonus_cap)) - penalty;
    let exact = total.max(Ratio::ZERO).min(full);
    Score {
        total: exact.round_half_up(rule.places),
        exact,
        groups: got,
    }
}
