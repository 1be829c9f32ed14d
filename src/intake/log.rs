//! A row of a log: what was found, and how much it costs.

use super::heading::Vocabulary;
use crate::formula::Ref;
use crate::number::{Decimal, plain};
use crate::problem::{Expected, Fault, nearest};
use crate::scheme::{Holds, Scheme};

/// The input a clause names.
pub(super) fn clause(scheme: &Scheme, vocabulary: &Vocabulary, text: &str) -> Result<Ref, Fault> {
    let unknown = || Fault::UnknownClause {
        found: text.trim().to_owned(),
        nearest: vocabulary
            .several(scheme, text)
            .or_else(|| nearest(text.trim(), &vocabulary.clauses(scheme))),
    };
    let input = vocabulary.clause(text).ok_or_else(unknown)?;
    let loggable = scheme
        .column(input)
        .input()
        .is_some_and(|input| matches!(input.holds, Holds::Count | Holds::Loss { .. }));
    if loggable { Ok(input) } else { Err(unknown()) }
}

/// What a finding adds to its input: occurrences where the input counts, marks where it holds a
/// loss. The other of the two is converted through the marks of one occurrence, exactly or not at
/// all.
pub(super) fn amount(
    scheme: &Scheme,
    input: Ref,
    times: Option<Decimal>,
    loss: Option<Decimal>,
) -> Result<Decimal, Fault> {
    let Some(column) = scheme.column(input).input() else {
        return Err(Fault::LogRowWithoutLoss);
    };
    let mismatch = |loss: Decimal, each: Decimal| Fault::NotANumber {
        found: plain(loss),
        expected: Expected::LossPerTime { each: plain(each) },
    };
    match (&column.holds, times, loss) {
        (_, None, None) => Err(Fault::LogRowWithoutLoss),
        (Holds::Count, Some(times), None) => Ok(times),
        (Holds::Count, times, Some(loss)) => {
            let each = column.each.ok_or(Fault::LogRowWithoutLoss)?;
            let counted = loss.checked_div(each).unwrap_or(loss);
            let counted = counted.normalize();
            if !counted.fract().is_zero() || times.is_some_and(|times| times != counted) {
                return Err(mismatch(loss, each));
            }
            Ok(counted)
        }
        (_, None, Some(loss)) => Ok(loss),
        (_, Some(times), loss) => {
            let each = column.each.or(loss).ok_or(Fault::LogRowWithoutLoss)?;
            let cost = times.checked_mul(each).unwrap_or(each);
            match loss {
                Some(loss) if loss != cost && column.each.is_some() => Err(mismatch(loss, each)),
                Some(loss) => Ok(loss),
                None => Ok(cost),
            }
        }
    }
}
