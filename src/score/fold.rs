//! Rows of a frame become one value.

use crate::formula::{Overflow, Value};
use crate::number::Decimal;
use crate::scheme::{Fold, Gather, How};

/// A row that counts, by index, and its share.
type Share = (usize, Decimal);

/// The value of a fold over rows; `labels` are theirs.
pub(super) fn value(
    fold: &Fold,
    rows: &[Vec<Value>],
    labels: &[Option<Value>],
) -> Result<Value, Overflow> {
    let at = |row: &Vec<Value>, name: crate::formula::Ref| {
        row.get(name.index())
            .cloned()
            .unwrap_or(Value::NotApplicable)
    };
    let keys: Vec<Value> = rows.iter().map(|row| at(row, fold.key)).collect();
    let gather = &*fold.gather;
    let numbers: Vec<(usize, Decimal)> = keys
        .iter()
        .enumerate()
        .filter_map(|(index, key)| Some((index, key.number()?)))
        .collect();
    match &gather.how {
        How::Count => return Ok(Value::Number(Decimal::from(numbers.len()))),
        How::Spread => return spread(&numbers),
        How::Streak(until) => return Ok(Value::Number(streak(&numbers, *until))),
        How::AtHighest => {
            let latest = (0..rows.len())
                .filter(|index| !keys[*index].is_not_applicable())
                .reduce(|best, next| {
                    if later(&keys[next], &keys[best]) {
                        next
                    } else {
                        best
                    }
                });
            return Ok(latest.map_or(Value::NotApplicable, |index| at(&rows[index], fold.of)));
        }
        _ => {}
    }
    let (shares, divide) = chosen(gather, numbers, labels);
    if shares.is_empty() {
        return Ok(if gather.none_is_zero {
            Value::Number(Decimal::ZERO)
        } else {
            Value::NotApplicable
        });
    }
    let mut sum = Decimal::ZERO;
    let mut whole = Decimal::ZERO;
    let mut some = false;
    for (index, share) in shares {
        let Some(number) = at(&rows[index], fold.of).number() else {
            continue;
        };
        some = true;
        let part = number.checked_mul(share).ok_or(Overflow)?;
        sum = sum.checked_add(part).ok_or(Overflow)?;
        whole = whole.checked_add(share).ok_or(Overflow)?;
    }
    if !some {
        return Ok(Value::NotApplicable);
    }
    let divisor = match (divide, gather.expected) {
        (false, _) => return Ok(Value::Number(sum)),
        (true, Some(expected)) => whole.max(Decimal::from(expected)),
        (true, None) => whole,
    };
    Ok(sum
        .checked_div(divisor)
        .map_or(Value::NotApplicable, Value::Number))
}

/// The rows that count with their shares, and whether the sum is divided by the shares.
fn chosen(
    gather: &Gather,
    keys: Vec<(usize, Decimal)>,
    labels: &[Option<Value>],
) -> (Vec<Share>, bool) {
    let kept = kept(gather, keys);
    let one = |index: usize| (index, Decimal::ONE);
    let ones = |kept: &[(usize, Decimal)]| kept.iter().map(|(index, _)| one(*index)).collect();
    let label = |index: usize| match labels.get(index) {
        Some(Some(Value::Text(label))) => Some(label.clone()),
        _ => None,
    };
    match &gather.how {
        How::Sum => (ones(&kept), false),
        How::Mean => (ones(&kept), true),
        // The first of equal keys, so that the order of labels decides and nothing else.
        How::Min => {
            let least = kept
                .iter()
                .copied()
                .reduce(|a, b| if b.1 < a.1 { b } else { a });
            (
                least.into_iter().map(|(index, _)| one(index)).collect(),
                true,
            )
        }
        How::Max => {
            let most = kept
                .iter()
                .copied()
                .reduce(|a, b| if b.1 > a.1 { b } else { a });
            (
                most.into_iter().map(|(index, _)| one(index)).collect(),
                true,
            )
        }
        How::Median => (median(kept), true),
        How::Weighted { weights, otherwise } => {
            let weight = |index: usize| {
                let label = label(index)?;
                weights
                    .iter()
                    .find(|(name, _)| **name == *label)
                    .map(|(_, weight)| *weight)
            };
            let others = kept
                .iter()
                .filter(|(index, _)| weight(*index).is_none())
                .count();
            let shared = otherwise
                .and_then(|weight| weight.checked_div(Decimal::from(others)))
                .unwrap_or_default();
            let shares = kept
                .iter()
                .map(|(index, _)| (*index, weight(*index).unwrap_or(shared)));
            (shares.filter(|(_, share)| !share.is_zero()).collect(), true)
        }
        How::Prefer(order) => {
            let first = order.iter().find_map(|name| {
                kept.iter()
                    .find(|(index, _)| label(*index).is_some_and(|label| *label == **name))
            });
            (
                first.map(|(index, _)| one(*index)).into_iter().collect(),
                true,
            )
        }
        How::Latest => {
            let last = kept.iter().map(|(index, _)| *index).max();
            (last.map(one).into_iter().collect(), true)
        }
        How::Count | How::Spread | How::Streak(_) | How::AtHighest => (Vec::new(), true),
    }
}

/// The rows that are left when the lowest, the highest and all but the best are out.
fn kept(gather: &Gather, keys: Vec<(usize, Decimal)>) -> Vec<(usize, Decimal)> {
    let mut kept = keys;
    let (low, high) = (gather.drop_lowest as usize, gather.drop_highest as usize);
    if low == 0 && high == 0 && gather.best.is_none() {
        return kept;
    }
    kept.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    kept.truncate(kept.len().saturating_sub(high));
    kept.drain(..low.min(kept.len()));
    if let Some(best) = gather.best {
        kept.drain(..kept.len().saturating_sub(best as usize));
    }
    kept.sort_by_key(|(index, _)| *index);
    kept
}

fn median(mut kept: Vec<(usize, Decimal)>) -> Vec<Share> {
    kept.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    let (low, high) = (kept.len().saturating_sub(1) / 2, kept.len() / 2);
    let middle = if low == high {
        vec![high]
    } else {
        vec![low, high]
    };
    let found = middle.into_iter().filter_map(|at| kept.get(at));
    found.map(|(index, _)| (*index, Decimal::ONE)).collect()
}

fn spread(keys: &[(usize, Decimal)]) -> Result<Value, Overflow> {
    let keys = || keys.iter().map(|(_, key)| *key);
    let (Some(least), Some(most)) = (keys().min(), keys().max()) else {
        return Ok(Value::NotApplicable);
    };
    most.checked_sub(least).map(Value::Number).ok_or(Overflow)
}

fn streak(keys: &[(usize, Decimal)], until: Decimal) -> Decimal {
    let mut next = until;
    while keys.iter().any(|(_, key)| *key == next) {
        let Some(before) = next.checked_sub(Decimal::ONE) else {
            break;
        };
        next = before;
    }
    until.checked_sub(next).unwrap_or_default()
}

fn later(next: &Value, best: &Value) -> bool {
    match (next, best) {
        (Value::Number(next), Value::Number(best)) => next > best,
        (Value::Date(next), Value::Date(best)) => next > best,
        (Value::Text(next), Value::Text(best)) => next > best,
        _ => false,
    }
}
