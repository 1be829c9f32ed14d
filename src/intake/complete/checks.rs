//! What the scheme says must hold for the data to be believed.

use super::at_name;
use crate::formula::{Ref, Value};
use crate::intake::merge::Merged;
use crate::problem::{Fault, Lang, Problem};
use crate::round::{RowId, SubjectId};
use crate::scheme::{Check, FrameId, Scheme};
use crate::score::Scorer;

pub(super) fn check(scheme: &Scheme, merged: &mut Merged, problems: &mut Vec<Problem>) {
    if scheme.checks.is_empty() {
        return;
    }
    for index in 0..merged.round.subjects.len() {
        let who = &merged.round.subjects[index];
        // What has problems already is checked when they are mended.
        if who.faulty || !scheme.judges(who) {
            continue;
        }
        let subject = SubjectId(u32::try_from(index).unwrap_or(u32::MAX));
        let scorer = Scorer {
            scheme,
            round: &merged.round,
        };
        let mut failed: Vec<(Fault, Option<RowId>)> = Vec::new();
        for check in &scheme.checks {
            let Ok(rows) = scorer.rows(check.frame, subject) else {
                continue;
            };
            for (row, values) in rows {
                if fails(check, &values) {
                    let fault = Fault::CheckFails {
                        title: check.title.clone(),
                        must: words(scheme, check, &values),
                    };
                    failed.push((fault, (check.frame != FrameId::SUBJECT).then_some(row)));
                }
            }
        }
        for (fault, row) in failed {
            let mut problem = at_name(merged, subject, fault, None);
            let cells = row.and_then(|row| {
                let columns = &scheme.frames.get(row.frame.index())?.columns;
                columns
                    .iter()
                    .find_map(|name| merged.round.place_of(merged.round.cell_of(row, *name)))
            });
            if let Some(place) = cells {
                problem.place = place;
            }
            problems.push(problem);
            merged.round.subjects[index].faulty = true;
        }
    }
}

/// Whether a check fails. Where something that it compares is 不涉及, there is nothing to check.
fn fails(check: &Check, values: &[Value]) -> bool {
    let known = check.must.names().iter().all(|name| {
        !values
            .get(name.index())
            .is_none_or(Value::is_not_applicable)
    });
    known && check.must.value(values).is_ok_and(|held| !held.holds())
}

fn words(scheme: &Scheme, check: &Check, values: &[Value]) -> String {
    let say = |name: Ref| {
        let label = scheme.label(name);
        match values.get(name.index()) {
            Some(value) => format!("{label}({value})"),
            None => label,
        }
    };
    check.must.words(&say, Lang::Zh)
}
