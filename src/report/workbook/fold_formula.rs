//! A fold as a formula over the rows of another sheet.

use crate::number::{Decimal, plain};
use crate::scheme::{Gather, How};

/// Where the rows stand.
pub(super) struct Ranges {
    /// The values that become one.
    pub of: String,
    /// What decides which rows count.
    pub key: String,
    /// The labels.
    pub labels: Option<String>,
    /// Whether the two first are the same.
    pub same: bool,
    /// How many labels have no row and count as zero.
    pub missing: usize,
}

/// The formula; `None` where plain functions do not reach.
pub(super) fn formula(gather: &Gather, at: &Ranges) -> Option<String> {
    let Ranges { of, key, .. } = at;
    // What is missing and counts as zero has no cell to point at: only the mean can say so plainly.
    let zeros = !gather.expected.is_empty();
    let plain_how = matches!(gather.how, How::Mean | How::Sum | How::Count | How::Spread);
    let trims = gather.drop_lowest > 0 || gather.drop_highest > 0 || gather.best.is_some();
    if zeros && (trims || !plain_how) {
        return None;
    }
    let none = if gather.none_is_zero { "0" } else { "\"/\"" };
    let some = |formula: String| format!("IF(COUNT({key})=0,{none},{formula})");
    Some(match &gather.how {
        How::Count => format!("COUNT({key})"),
        How::Spread => some(format!("MAX({key})-MIN({key})")),
        How::Sum | How::Mean if trims => trimmed(gather, at)?,
        How::Sum if gather.none_is_zero => format!("SUM({of})"),
        How::Sum => format!("IF(COUNT({of})=0,{none},SUM({of}))"),
        How::Mean if zeros => {
            let missing = at.missing;
            format!("IF(COUNT({of})=0,{none},SUM({of})/(COUNT({of})+{missing}))")
        }
        How::Mean => format!("IFERROR(AVERAGE({of}),{none})"),
        How::Min if at.same => some(format!("MIN({key})")),
        How::Max if at.same => some(format!("MAX({key})")),
        How::Median if at.same => some(format!("MEDIAN({key})")),
        How::Min => some(format!("INDEX({of},MATCH(MIN({key}),{key},0))")),
        How::Max | How::AtHighest => some(format!("INDEX({of},MATCH(MAX({key}),{key},0))")),
        How::Latest => {
            // The last number of a range: the largest there can be is not found, and the search
            // ends there.
            some(format!("INDEX({of},MATCH(9.9E+300,{key},1))"))
        }
        How::Weighted { weights, otherwise } => weighted(weights, *otherwise, at)?,
        How::Prefer(order) => {
            let labels = at.labels.as_ref()?;
            if order.iter().any(|label| !plain_word(label)) {
                return None;
            }
            let mut formula = "\"/\"".to_owned();
            for label in order.iter().rev() {
                let label = label.replace('"', "\"\"");
                formula = format!(
                    "IF(COUNTIFS({labels},\"{label}\",{key},\">-1000000000\")>0,INDEX({of},MATCH(\"{label}\",{labels},0)),{formula})"
                );
            }
            formula
        }
        How::Median | How::Streak(_) => return None,
    })
}

/// The sum or mean of what is left when the lowest and highest are out. Each of them is named one
/// by one, so that a row that becomes 不涉及 changes nothing about the formula.
fn trimmed(gather: &Gather, at: &Ranges) -> Option<String> {
    const MOST: u32 = 40;
    let Ranges { key, same, .. } = at;
    let (low, high) = (gather.drop_lowest, gather.drop_highest);
    if !same || low > MOST || high > MOST || gather.best.is_some_and(|best| best > MOST) {
        return None;
    }
    let out = low + high;
    let lowest = (1..=low).map(|k| format!("-SMALL({key},{k})"));
    let highest = (1..=high).map(|k| format!("-LARGE({key},{k})"));
    let left = format!("SUM({key}){}", lowest.chain(highest).collect::<String>());
    let mean = gather.how == How::Mean;
    let left = if mean {
        format!("({left})/(COUNT({key})-{out})")
    } else {
        left
    };
    let kept = match gather.best {
        None => left,
        Some(best) => {
            let largest: Vec<String> = (high + 1..=high + best)
                .map(|k| format!("LARGE({key},{k})"))
                .collect();
            let largest = largest.join("+");
            let largest = if mean {
                format!("({largest})/{best}")
            } else {
                largest
            };
            format!("IF(COUNT({key})-{out}<={best},{left},{largest})")
        }
    };
    let none = if gather.none_is_zero { "0" } else { "\"/\"" };
    Some(format!("IF(COUNT({key})<={out},{none},{kept})"))
}

/// Whether a label is looked for as it stands: no wildcard, no comparison.
fn plain_word(label: &str) -> bool {
    !label.contains(['*', '?', '~', '<', '>', '='])
}

fn weighted(
    weights: &[(String, Decimal)],
    otherwise: Option<Decimal>,
    at: &Ranges,
) -> Option<String> {
    let Ranges { of, key, .. } = at;
    let labels = at.labels.as_ref()?;
    if weights.iter().any(|(label, _)| !plain_word(label)) {
        return None;
    }
    let mut sums = Vec::new();
    let mut shares = Vec::new();
    let mut listed = Vec::new();
    let mut listed_sum = Vec::new();
    for (label, weight) in weights {
        let label = label.replace('"', "\"\"");
        let weight = plain(*weight);
        let sum = format!("SUMIF({labels},\"{label}\",{of})");
        let count = format!("COUNTIFS({labels},\"{label}\",{key},\">-1000000000\")");
        sums.push(format!("{weight}*{sum}"));
        shares.push(format!("{weight}*{count}"));
        listed_sum.push(sum);
        listed.push(count);
    }
    if let Some(otherwise) = otherwise {
        let weight = plain(otherwise);
        let others = format!("(COUNT({key})-{})", listed.join("-"));
        let sum = format!("(SUM({of})-{})", listed_sum.join("-"));
        sums.push(format!("IF({others}=0,0,{weight}*{sum}/{others})"));
        shares.push(format!("IF({others}=0,0,{weight})"));
    }
    Some(format!(
        "IFERROR(({})/({}),\"/\")",
        sums.join("+"),
        shares.join("+")
    ))
}
