//! Intervals: what they ask, and whether a list of them covers what it should.

use super::mistake::MistakeKind;
use super::model::Band;
use super::read::{At, Span};
use crate::formula::{Expr, Function, Operator, Ref};
use crate::number::{Decimal, plain};
use crate::problem::Lang;

type Limit = Option<At<Decimal>>;

/// The interval that up to four keys describe; the tighter one where two limit the same side.
pub(super) fn band(at_least: &Limit, above: &Limit, below: &Limit, at_most: &Limit) -> Band {
    let mut band = Band::default();
    for (limit, inclusive) in [(at_least, true), (above, false)] {
        if let Some(limit) = limit {
            band.raise(limit.value, inclusive);
        }
    }
    for (limit, inclusive) in [(at_most, true), (below, false)] {
        if let Some(limit) = limit {
            band.reduce(limit.value, inclusive);
        }
    }
    band
}

impl Band {
    /// Moves the lower limit up to a value, unless it is higher already.
    pub(super) fn raise(&mut self, to: Decimal, inclusive: bool) {
        if self
            .low
            .is_none_or(|(low, was)| to > low || (to == low && was && !inclusive))
        {
            self.low = Some((to, inclusive));
        }
    }

    /// Moves the upper limit down to a value, unless it is lower already.
    pub(super) fn reduce(&mut self, to: Decimal, inclusive: bool) {
        if self
            .high
            .is_none_or(|(high, was)| to < high || (to == high && was && !inclusive))
        {
            self.high = Some((to, inclusive));
        }
    }

    /// Smallest value of the grid of `step` that lies in the band, or `None` for no lower limit.
    pub(super) fn first_on(&self, step: Decimal) -> Option<Decimal> {
        let (low, inclusive) = self.low?;
        let up = low.checked_div(step)?.ceil().checked_mul(step)?;
        if up == low && !inclusive {
            up.checked_add(step)
        } else {
            Some(up)
        }
    }

    /// Largest value of the grid of `step` that lies in the band, or `None` for no upper limit.
    pub(super) fn last_on(&self, step: Decimal) -> Option<Decimal> {
        let (high, inclusive) = self.high?;
        let down = high.checked_div(step)?.floor().checked_mul(step)?;
        if down == high && !inclusive {
            down.checked_sub(step)
        } else {
            Some(down)
        }
    }

    /// Whether no value of the grid lies in it.
    pub(super) fn is_empty_on(&self, step: Decimal) -> bool {
        matches!((self.first_on(step), self.last_on(step)), (Some(first), Some(last)) if first > last)
    }

    /// The band in words: `≥90 且 <95`.
    #[must_use]
    pub fn words(&self, percent: bool) -> String {
        self.words_in(percent, Lang::Zh)
    }

    /// The band in words of a language.
    #[must_use]
    pub fn words_in(&self, percent: bool, lang: Lang) -> String {
        let shown = |value: Decimal| {
            if percent {
                format!(
                    "{}%",
                    plain(value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(value))
                )
            } else {
                plain(value)
            }
        };
        let low = self
            .low
            .map(|(low, inclusive)| format!("{}{}", if inclusive { "≥" } else { ">" }, shown(low)));
        let high = self.high.map(|(high, inclusive)| {
            format!("{}{}", if inclusive { "≤" } else { "<" }, shown(high))
        });
        match (low, high) {
            (Some(low), Some(high)) => format!("{low} {} {high}", lang.pick("且", "and")),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => "—".to_owned(),
        }
    }
}

/// The condition that a figure lies in a band.
pub(super) fn condition(band: &Band, figure: Ref, percent: bool) -> Expr {
    let compare =
        |operator, value| Expr::Name(figure).with(operator, Expr::Number { value, percent });
    let low = band.low.map(|(low, inclusive)| {
        compare(
            if inclusive {
                Operator::GreaterOrEqual
            } else {
                Operator::Greater
            },
            low,
        )
    });
    let high = band.high.map(|(high, inclusive)| {
        compare(
            if inclusive {
                Operator::LessOrEqual
            } else {
                Operator::Less
            },
            high,
        )
    });
    match (low, high) {
        (Some(low), Some(high)) => Expr::Call(Function::And, vec![low, high]),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => Expr::Bool(true),
    }
}

/// Whether bands of a figure cover every value once. Bands may stand in any order.
pub(super) fn check_cover(
    bands: &[(Band, Decimal, Span)],
    percent: bool,
) -> Vec<(Span, MistakeKind)> {
    let mut sorted: Vec<&(Band, Decimal, Span)> = bands.iter().collect();
    sorted.sort_by_key(|(band, ..)| band.low.map(|(low, inclusive)| (low, !inclusive)));
    let name = |band: &Band| band.words(percent);
    let shown = |value: Decimal| {
        Band {
            low: Some((value, true)),
            high: None,
        }
        .words(percent)
        .replace('≥', "")
    };
    let mut found = Vec::new();
    for (band, _, span) in &sorted {
        let empty = match (band.low, band.high) {
            (Some((low, with_low)), Some((high, with_high))) => {
                low > high || (low == high && !(with_low && with_high))
            }
            _ => false,
        };
        if empty {
            found.push((span.clone(), MistakeKind::NeverHolds { name: name(band) }));
        }
    }
    if let Some((lowest, _, span)) = sorted.first()
        && let Some((low, _)) = lowest.low
        && low > Decimal::ZERO
    {
        let kind = MistakeKind::Gap {
            above: name(lowest),
            below: "…".to_owned(),
            at: format!("<{}", shown(low)),
        };
        found.push((span.clone(), kind));
    }
    if let Some((highest, _, span)) = sorted.last()
        && let Some((high, _)) = highest.high
    {
        let kind = MistakeKind::Gap {
            above: "…".to_owned(),
            below: name(highest),
            at: format!(">{}", shown(high)),
        };
        found.push((span.clone(), kind));
    }
    for pair in sorted.windows(2) {
        let [(lower, ..), (upper, _, span)] = pair else {
            continue;
        };
        let (Some((low, with_low)), high) = (upper.low, lower.high) else {
            let at = upper
                .high
                .or(lower.high)
                .map_or("…".to_owned(), |(value, _)| shown(value));
            found.push((
                span.clone(),
                MistakeKind::Overlap {
                    one: name(lower),
                    other: name(upper),
                    at,
                },
            ));
            continue;
        };
        let overlap = high
            .is_none_or(|(high, with_high)| high > low || (high == low && with_high && with_low));
        let gap = high.is_some_and(|(high, with_high)| {
            high < low || (high == low && !with_high && !with_low)
        });
        let at = shown(low);
        if overlap {
            found.push((
                span.clone(),
                MistakeKind::Overlap {
                    one: name(lower),
                    other: name(upper),
                    at,
                },
            ));
        } else if gap {
            let at = high.map_or(at.clone(), |(high, _)| {
                if high == low {
                    at
                } else {
                    format!("{}–{at}", shown(high))
                }
            });
            found.push((
                span.clone(),
                MistakeKind::Gap {
                    above: name(upper),
                    below: name(lower),
                    at,
                },
            ));
        }
    }
    found
}

/// What a condition asks of one name: the comparisons with numbers that must all hold. The second
/// part is true when it asks for anything else besides.
pub(super) fn asked_of(expr: &Expr, name: Ref) -> (Band, bool) {
    let mut band = Band::default();
    let mut else_too = false;
    collect(expr, name, &mut band, &mut else_too);
    (band, else_too)
}

fn collect(expr: &Expr, name: Ref, band: &mut Band, else_too: &mut bool) {
    match expr {
        Expr::Call(Function::And, arguments) => {
            arguments
                .iter()
                .for_each(|argument| collect(argument, name, band, else_too));
        }
        Expr::Bool(true) => {}
        Expr::Binary(operator, left, right) => {
            let (operator, value) = match (&**left, &**right) {
                (Expr::Name(found), Expr::Number { value, .. }) if *found == name => {
                    (*operator, *value)
                }
                (Expr::Number { value, .. }, Expr::Name(found)) if *found == name => {
                    (operator.turned(), *value)
                }
                _ => return *else_too = true,
            };
            match operator {
                Operator::Greater => band.raise(value, false),
                Operator::GreaterOrEqual => band.raise(value, true),
                Operator::Less => band.reduce(value, false),
                Operator::LessOrEqual => band.reduce(value, true),
                Operator::Equal => {
                    band.raise(value, true);
                    band.reduce(value, true);
                }
                _ => *else_too = true,
            }
        }
        _ => *else_too = true,
    }
}
