use crate::ratio::Ratio;
use crate::rule::{By, Leaf, Loss, Method, Partial, Quotient, Under};

/// What an inspector found under one criterion, before anybody writes it into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    NotApplicable,
    /// Hundredths of a mark.
    Marks(i64),
    Yes(bool),
    Choice(usize),
    /// Occurrences, one number a clause.
    Counts(Vec<i64>),
    /// Hundredths: 9 850 is 98.5 (also of a percentage), 1 200 is twelve pieces.
    Inputs(Vec<i64>),
}

/// Formulas that the example schemes use. The samples compute them by hand.
pub const PATROL: &str = "MIN(标准分, 巡视次数 × 0.5 + 办结建议数 × 0.25)";
/// Mean exam result to marks.
pub const EXAM: &str = "MIN(标准分, MAX(0, (平均成绩 - 70) / 4))";
/// Missing reports and attendance share five marks.
pub const REPORTS: &str =
    "MAX(0, 标准分 - 缺报告次数 × 1 - ROUNDDOWN((100% - 上岗率) / 2%, 0) × 1)";

/// The marks that an answer earns (of a penalty: costs); `None` is 不涉及. `attribute` is what the
/// unit brings to a quotient: its workers, or its 群监员.
pub fn earned(leaf: &Leaf, answer: &Answer, attribute: i64) -> Option<Ratio> {
    let full = Ratio::centi(leaf.marks);
    let marks = match (&leaf.method, answer) {
        (_, Answer::NotApplicable) => return None,
        (Method::Award, Answer::Marks(marks)) => Ratio::centi(*marks),
        (Method::Pass, Answer::Yes(met)) => {
            if *met {
                full
            } else {
                Ratio::ZERO
            }
        }
        (Method::Choice(choices), Answer::Choice(at)) => Ratio::centi(choices[*at].1),
        (Method::Counter { each, cap }, Answer::Counts(counts)) => {
            Ratio::centi((counts.iter().sum::<i64>() * each).min(*cap))
        }
        (Method::Deduct(clauses), Answer::Counts(counts)) => {
            Ratio::centi(leaf.marks - lost(clauses, counts).min(leaf.marks))
        }
        (Method::Value { value, by, .. }, Answer::Inputs(inputs)) => {
            marks_for(by, quotient(value, inputs, attribute)?, full)
        }
        (Method::Formula { text, .. }, Answer::Inputs(inputs)) => formula(text, inputs, full),
        _ => unreachable!("an answer always comes from the method of its own criterion"),
    };
    Some(marks.max(Ratio::ZERO).min(full))
}

/// Hundredths lost by occurrences, each clause within its cap.
pub fn lost(clauses: &[Loss], counts: &[i64]) -> i64 {
    clauses
        .iter()
        .zip(counts)
        .map(|(clause, count)| (clause.each * count).min(clause.cap))
        .sum()
}

fn quotient(value: &Quotient, inputs: &[i64], attribute: i64) -> Option<Ratio> {
    let over = Ratio::centi(inputs[value.over]) * Ratio::whole(value.times);
    let under = match value.under {
        // A lone input is a percentage here.
        Under::Nothing => Ratio::whole(100),
        Under::Input(at) => Ratio::centi(inputs[at]),
        Under::Attribute => Ratio::whole(attribute),
    };
    (!under.is_zero()).then(|| over / under)
}

fn marks_for(by: &By, value: Ratio, full: Ratio) -> Ratio {
    match by {
        By::Bands(bands) => bands
            .iter()
            .find(|(from, _)| from.is_none_or(|from| value >= from))
            .map_or(Ratio::ZERO, |(_, marks)| Ratio::centi(*marks)),
        By::Steps {
            target,
            every,
            deduct,
            above,
            partial,
            cap,
            cliff,
        } => {
            let short = if *above {
                value - *target
            } else {
                *target - value
            };
            if short <= Ratio::ZERO {
                return full;
            }
            let steps = match partial {
                Partial::Full => (short / *every).ceil(),
                Partial::None => (short / *every).floor(),
                Partial::Exact => short / *every,
            };
            let loss = (steps * Ratio::centi(*deduct)).min(Ratio::centi(*cap));
            match cliff {
                Some((at, loss)) if value < *at => full - Ratio::centi(*loss),
                _ => full - loss,
            }
        }
    }
}

fn formula(text: &str, inputs: &[i64], full: Ratio) -> Ratio {
    let input = |at: usize| Ratio::centi(inputs[at]);
    match text {
        PATROL => input(0) * Ratio::new(1, 2) + input(1) * Ratio::new(1, 4),
        EXAM => (input(0) - Ratio::whole(70)) / Ratio::whole(4),
        REPORTS => {
            let absent = Ratio::whole(100) - input(1);
            full - input(0) - (absent / Ratio::whole(2)).floor()
        }
        _ => unreachable!("the sampler refuses a formula that it does not know"),
    }
}
