//! Whether a finished scheme makes sense: conditions that nobody can meet, or that everybody does,
//! and scores that could cost something by being better.

mod holds;
mod known;
mod monotone;

use std::collections::HashMap;

use super::decide::grade_span;
use crate::scheme::mistake::Mistake;
use crate::scheme::model::Scheme;
use crate::scheme::raw::{RawFile, RawNode};
use known::Attainable;

/// What was found in a scheme that has no mistake of any other kind.
#[derive(Default)]
pub(super) struct Found {
    /// What makes the scheme unusable.
    pub mistakes: Vec<Mistake>,
    /// What it does that its author should know.
    pub cautions: Vec<Mistake>,
}

pub(super) fn check(raw: &RawFile, scheme: &Scheme) -> Found {
    let known = Attainable::of(scheme);
    let mut found = Found::default();
    holds::check(raw, scheme, &known, &mut found);
    if found.mistakes.is_empty() {
        monotone::check(raw, scheme, &known, &mut found);
    }
    found
        .cautions
        .sort_by_key(|caution| (caution.span.start, caution.span.end));
    found
}

/// Every node of the rule file, by its id.
fn nodes(raw: &RawFile) -> HashMap<&str, &RawNode> {
    let roots = [
        &raw.parts,
        &raw.sections,
        &raw.items,
        &raw.bonuses,
        &raw.penalties,
    ];
    let mut found = HashMap::new();
    let mut open: Vec<&RawNode> = roots.into_iter().flatten().collect();
    while let Some(node) = open.pop() {
        found.insert(node.id.value.as_str(), node);
        let below = node.parts.iter().chain(&node.sections).chain(&node.items);
        open.extend(below.chain(&node.bonuses).chain(&node.penalties));
    }
    found
}
