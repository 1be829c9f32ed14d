use std::sync::Arc;

use super::range::seen_range;
use super::refine::Refined;
use super::{Known, Sight, work};
use crate::formula::expr::{Expr, Operator, Quorum};
use crate::formula::function::Function;

/// Whether a condition holds, whatever is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// It cannot hold.
    Never,
    /// It may or may not, as far as can be seen.
    Sometimes,
    /// It cannot fail.
    Always,
}

impl Truth {
    fn not(self) -> Truth {
        match self {
            Truth::Never => Truth::Always,
            Truth::Sometimes => Truth::Sometimes,
            Truth::Always => Truth::Never,
        }
    }
}

/// Whether a condition holds.
#[must_use]
pub fn truth(condition: &Expr, known: &dyn Known) -> Truth {
    seen_truth(condition, Sight::new(known, &work()))
}

pub(in crate::formula) fn seen_truth(condition: &Expr, sight: Sight<'_>) -> Truth {
    if !sight.look() {
        return Truth::Sometimes;
    }
    match condition {
        Expr::Bool(true) => Truth::Always,
        Expr::Bool(false) | Expr::NotApplicable => Truth::Never,
        Expr::Name(name) => match sight.known.holds(*name) {
            Some(true) => Truth::Always,
            Some(false) => Truth::Never,
            None => Truth::Sometimes,
        },
        Expr::Binary(operator, left, right) if operator.compares() => {
            compared(*operator, left, right, sight)
        }
        Expr::Call(Function::Not, inner) => inner
            .first()
            .map_or(Truth::Sometimes, |inner| seen_truth(inner, sight).not()),
        // All hold unless one fails: the one question asked the other way round.
        Expr::Call(Function::And, all) => joined(condition, all, true, sight),
        Expr::Call(Function::Or, all) => joined(condition, all, false, sight),
        Expr::Call(Function::If, parts) => match parts.as_slice() {
            [condition, then, otherwise] => branched(condition, then, otherwise, sight),
            _ => Truth::Sometimes,
        },
        Expr::Given {
            needs,
            quorum,
            body,
        } => {
            let mut needs = needs.iter().map(|name| sight.known.applies(*name));
            let given = match quorum {
                Quorum::All => needs.all(|applies| applies),
                Quorum::Any => needs.any(|applies| applies),
            };
            match seen_truth(body, sight) {
                Truth::Always if !given => Truth::Sometimes,
                truth => truth,
            }
        }
        _ => Truth::Sometimes,
    }
}

/// `AND` (`every`) and `OR`. For `AND` the decisive answer of a part is never, for `OR` always.
fn joined(condition: &Expr, parts: &[Expr], every: bool, sight: Sight<'_>) -> Truth {
    let decisive = if every { Truth::Never } else { Truth::Always };
    let truths: Vec<Truth> = parts.iter().map(|part| seen_truth(part, sight)).collect();
    if truths.contains(&decisive) {
        return decisive;
    }
    if truths.iter().all(|truth| *truth == decisive.not()) {
        return decisive.not();
    }
    // Taken together: `AND` fails where its parts contradict one another, `OR` cannot fail where
    // the failing of all its parts is a contradiction.
    let together = Refined::by(condition, every, sight);
    if together.contradicts() {
        return decisive;
    }
    let Some(deeper) = sight.deeper(&together) else {
        return Truth::Sometimes;
    };
    if parts
        .iter()
        .any(|part| seen_truth(part, deeper) == decisive)
    {
        return decisive;
    }
    Truth::Sometimes
}

fn branched(condition: &Expr, then: &Expr, otherwise: &Expr, sight: Sight<'_>) -> Truth {
    match seen_truth(condition, sight) {
        Truth::Always => seen_truth(then, sight),
        Truth::Never => seen_truth(otherwise, sight),
        Truth::Sometimes => {
            let held = Refined::by(condition, true, sight);
            let failed = Refined::by(condition, false, sight);
            let then = seen_truth(then, sight.with(&held));
            let otherwise = seen_truth(otherwise, sight.with(&failed));
            if then == otherwise {
                then
            } else {
                Truth::Sometimes
            }
        }
    }
}

fn compared(operator: Operator, left: &Expr, right: &Expr, sight: Sight<'_>) -> Truth {
    if let (Some(one), Some(two)) = (words(left, sight), words(right, sight)) {
        return texts(operator, (left, &one), (right, &two), sight);
    }
    let (left, right) = (seen_range(left, sight), seen_range(right, sight));
    let missing = left.missing || right.missing;
    let (one, two) = (left.limits, right.limits);
    if one.is_empty() || two.is_empty() {
        return Truth::Never;
    }
    let apart = one.above(&two, false) || two.above(&one, false);
    let same = one.only().is_some() && one.only() == two.only();
    let (always, never) = match operator {
        Operator::Greater => (one.above(&two, false), two.above(&one, true)),
        Operator::GreaterOrEqual => (one.above(&two, true), two.above(&one, false)),
        Operator::Less => (two.above(&one, false), one.above(&two, true)),
        Operator::LessOrEqual => (two.above(&one, true), one.above(&two, false)),
        Operator::Equal => (same, apart),
        _ => (apart, same),
    };
    match (always, never) {
        (_, true) => Truth::Never,
        (true, _) if !missing => Truth::Always,
        _ => Truth::Sometimes,
    }
}

/// Texts are equal or not.
fn texts(
    operator: Operator,
    (left, one): (&Expr, &[Arc<str>]),
    (right, two): (&Expr, &[Arc<str>]),
    sight: Sight<'_>,
) -> Truth {
    let equal = match operator {
        Operator::Equal => true,
        Operator::NotEqual => false,
        _ => return Truth::Sometimes,
    };
    let missing = seen_range(left, sight).missing || seen_range(right, sight).missing;
    let apart = !one.iter().any(|word| two.contains(word));
    let same = matches!((one, two), ([one], [two]) if one == two);
    match (apart, same) {
        (true, _) if equal => Truth::Never,
        (_, true) if !equal => Truth::Never,
        (false, false) => Truth::Sometimes,
        _ if missing => Truth::Sometimes,
        _ => Truth::Always,
    }
}

/// The words that a text can be.
fn words(expr: &Expr, sight: Sight<'_>) -> Option<Vec<Arc<str>>> {
    match expr {
        Expr::Text(word) => Some(vec![word.clone()]),
        Expr::Name(name) => sight.known.words(*name),
        _ => None,
    }
}
