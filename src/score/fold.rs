//! Rows of a frame become one value.

use std::sync::Arc;

use crate::formula::{Overflow, Value};
use crate::number::Decimal;
use crate::scheme::{Fold, Gather, How};

/// What a fold chooses from: a row, or a label that should have one and counts as zero.
#[derive(Clone)]
struct Entry {
    /// The row, by index; `None` where it is missing.
    row: Option<usize>,
    label: Option<Arc<str>>,
    key: Decimal,
}

/// An entry that counts, and its share.
type Share = (Entry, Decimal);

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
    let entries = entries(gather, &keys, labels);
    let present = || entries.iter().filter(|entry| entry.row.is_some());
    let numbers = || present().map(|entry| entry.key);
    match &gather.how {
        How::Count => return Ok(Value::Number(Decimal::from(present().count()))),
        How::Spread => return spread(numbers()),
        How::Streak(until) => {
            let numbers: Vec<Decimal> = numbers().collect();
            return Ok(Value::Number(streak(&numbers, *until)));
        }
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
    let (shares, divide) = chosen(gather, entries);
    if shares.is_empty() {
        return Ok(if gather.none_is_zero {
            Value::Number(Decimal::ZERO)
        } else {
            Value::NotApplicable
        });
    }
    let mut sum = Decimal::ZERO;
    let mut whole = Decimal::ZERO;
    // What applies in no row is 不涉及, however many labels are missing.
    if rows.iter().all(|row| at(row, fold.of).number().is_none()) {
        return Ok(Value::NotApplicable);
    }
    let mut some = false;
    for (entry, share) in shares {
        let number = match entry.row {
            Some(index) => at(&rows[index], fold.of).number(),
            None => Some(Decimal::ZERO),
        };
        let Some(number) = number else { continue };
        some = true;
        let part = number.checked_mul(share).ok_or(Overflow)?;
        sum = sum.checked_add(part).ok_or(Overflow)?;
        whole = whole.checked_add(share).ok_or(Overflow)?;
    }
    if !some {
        return Ok(Value::NotApplicable);
    }
    if !divide {
        return Ok(Value::Number(sum));
    }
    Ok(sum
        .checked_div(whole)
        .map_or(Value::NotApplicable, Value::Number))
}

/// The rows that have a key, in the order of labels, and a zero for each label that should have a
/// row and has none. Without any row there is nothing to fold.
fn entries(gather: &Gather, keys: &[Value], labels: &[Option<Value>]) -> Vec<Entry> {
    let label = |index: usize| match labels.get(index) {
        Some(Some(Value::Text(label))) => Some(label.clone()),
        _ => None,
    };
    let mut entries: Vec<Entry> = keys
        .iter()
        .enumerate()
        .filter_map(|(index, key)| {
            Some(Entry {
                row: Some(index),
                label: label(index),
                key: key.number()?,
            })
        })
        .collect();
    if entries.is_empty() || gather.expected.is_empty() {
        return entries;
    }
    let there: Vec<Option<Arc<str>>> = (0..keys.len()).map(label).collect();
    let missing = gather
        .expected
        .iter()
        .filter(|expected| !there.iter().flatten().any(|label| **label == ***expected));
    entries.extend(missing.map(|label| Entry {
        row: None,
        label: Some(label.as_str().into()),
        key: Decimal::ZERO,
    }));
    entries.sort_by_key(|entry| {
        let label = entry.label.as_deref();
        let place = gather
            .expected
            .iter()
            .position(|known| Some(known.as_str()) == label);
        place.unwrap_or(usize::MAX)
    });
    entries
}

/// The entries that count with their shares, and whether the sum is divided by the shares.
fn chosen(gather: &Gather, entries: Vec<Entry>) -> (Vec<Share>, bool) {
    let kept = kept(gather, entries);
    let one = |entry: Entry| (entry, Decimal::ONE);
    let ones = |kept: Vec<Entry>| kept.into_iter().map(one).collect();
    match &gather.how {
        How::Sum => (ones(kept), false),
        How::Mean => (ones(kept), true),
        // The first of equal keys, so that the order of labels decides and nothing else.
        How::Min => {
            let least = kept
                .into_iter()
                .reduce(|a, b| if b.key < a.key { b } else { a });
            (least.into_iter().map(one).collect(), true)
        }
        How::Max => {
            let most = kept
                .into_iter()
                .reduce(|a, b| if b.key > a.key { b } else { a });
            (most.into_iter().map(one).collect(), true)
        }
        How::Median => (median(kept), true),
        How::Weighted { weights, otherwise } => {
            let weight = |entry: &Entry| {
                let label = entry.label.as_deref()?;
                weights
                    .iter()
                    .find(|(name, _)| name == label)
                    .map(|(_, weight)| *weight)
            };
            let others = kept.iter().filter(|entry| weight(entry).is_none()).count();
            let shared = otherwise
                .and_then(|weight| weight.checked_div(Decimal::from(others)))
                .unwrap_or_default();
            let shares = kept.into_iter().map(|entry| {
                let share = weight(&entry).unwrap_or(shared);
                (entry, share)
            });
            (shares.filter(|(_, share)| !share.is_zero()).collect(), true)
        }
        How::Prefer(order) => {
            let first = order.iter().find_map(|name| {
                kept.iter()
                    .find(|entry| entry.label.as_deref() == Some(name.as_str()))
                    .cloned()
            });
            (first.map(one).into_iter().collect(), true)
        }
        How::Latest => (kept.into_iter().last().map(one).into_iter().collect(), true),
        How::Count | How::Spread | How::Streak(_) | How::AtHighest => (Vec::new(), true),
    }
}

/// What is left when the lowest, the highest and all but the best are out, in its former order.
fn kept(gather: &Gather, entries: Vec<Entry>) -> Vec<Entry> {
    let (low, high) = (gather.drop_lowest as usize, gather.drop_highest as usize);
    if low == 0 && high == 0 && gather.best.is_none() {
        return entries;
    }
    let mut kept: Vec<(usize, Entry)> = entries.into_iter().enumerate().collect();
    kept.sort_by(|a, b| a.1.key.cmp(&b.1.key).then(a.0.cmp(&b.0)));
    kept.truncate(kept.len().saturating_sub(high));
    kept.drain(..low.min(kept.len()));
    if let Some(best) = gather.best {
        kept.drain(..kept.len().saturating_sub(best as usize));
    }
    kept.sort_by_key(|(index, _)| *index);
    kept.into_iter().map(|(_, entry)| entry).collect()
}

fn median(mut kept: Vec<Entry>) -> Vec<Share> {
    kept.sort_by_key(|entry| entry.key);
    let (low, high) = (kept.len().saturating_sub(1) / 2, kept.len() / 2);
    let middle = if low == high {
        vec![high]
    } else {
        vec![low, high]
    };
    let found = middle.into_iter().filter_map(|at| kept.get(at));
    found.map(|entry| (entry.clone(), Decimal::ONE)).collect()
}

fn spread(keys: impl Iterator<Item = Decimal> + Clone) -> Result<Value, Overflow> {
    let (Some(least), Some(most)) = (keys.clone().min(), keys.max()) else {
        return Ok(Value::NotApplicable);
    };
    most.checked_sub(least).map(Value::Number).ok_or(Overflow)
}

fn streak(keys: &[Decimal], until: Decimal) -> Decimal {
    let mut next = until;
    while keys.contains(&next) {
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
