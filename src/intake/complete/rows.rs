//! The rows below subjects: their blanks, labels that nobody recorded, ledgers that nobody gave.

use std::collections::HashSet;

use super::absent::{self, Absent};
use super::at_name;
use super::not_counted;
use crate::formula::{Ref, Value};
use crate::intake::merge::Merged;
use crate::intake::table::Kind;
use crate::problem::{Fault, Mending, Place, Problem, Repair};
use crate::round::{RowId, SubjectId};
use crate::scheme::{Dimension, Frame, FrameId, Input, MissingLabel, Scheme};
use crate::score::Scorer;

pub(super) fn complete(
    scheme: &Scheme,
    merged: &mut Merged,
    reported: &HashSet<Place>,
    problems: &mut Vec<Problem>,
    repairs: &mut Vec<Repair>,
) {
    for (index, frame) in scheme.frames.iter().enumerate().skip(1) {
        let id = FrameId(u32::try_from(index).unwrap_or(u32::MAX));
        if frame.dimension == Dimension::Ledger && frame.missing == MissingLabel::Problem {
            no_ledger(frame, id, merged, problems);
        }
        let mut lacking = Vec::new();
        for index in 0..merged.round.subjects.len() {
            let subject = SubjectId(u32::try_from(index).unwrap_or(u32::MAX));
            missing(scheme, (id, frame), merged, subject, problems);
            lacking.extend(blanks(
                scheme,
                (id, frame),
                merged,
                (subject, reported),
                problems,
                repairs,
            ));
        }
        absent::say(scheme, (id, frame), merged, &lacking, problems);
    }
}

/// A ledger that must be given, because no line and no ledger are two things.
fn no_ledger(frame: &Frame, id: FrameId, merged: &Merged, problems: &mut Vec<Problem>) {
    let given = merged
        .tables
        .iter()
        .any(|(_, kind)| *kind == Kind::Ledger(id));
    if !given {
        problems.push(Problem {
            fault: Fault::NoLedger {
                name: frame.name.clone(),
            },
            place: Place::default(),
            subject: None,
            criterion: None,
        });
    }
}

/// Labels that a subject should have, and fewer rows than are needed.
fn missing(
    scheme: &Scheme,
    (id, frame): (FrameId, &Frame),
    merged: &mut Merged,
    subject: SubjectId,
    problems: &mut Vec<Problem>,
) {
    let inspected = merged
        .round
        .subjects
        .get(subject.index())
        .is_some_and(|who| who.inspected);
    if !inspected || frame.dimension == Dimension::Ledger {
        return;
    }
    let above: Vec<RowId> = rows_of(scheme, frame.parent, merged, subject);
    let above = wanted(scheme, frame, merged, subject, above);
    let mut faults = Vec::new();
    for above in above {
        let rows: Vec<RowId> = merged.round.below(id, above).collect();
        let label = |row: &RowId| match merged
            .round
            .cell_of(*row, frame.label.unwrap_or(Ref(u32::MAX)))
            .value(&merged.round)
        {
            Some(Value::Text(text)) => text.to_string(),
            _ => String::new(),
        };
        if frame.missing == MissingLabel::Problem {
            let there: Vec<String> = rows.iter().map(label).collect();
            let absent = frame.labels.iter().filter(|label| !there.contains(label));
            faults.extend(absent.map(|label| Fault::MissingRow {
                name: frame.name.clone(),
                label: label.clone(),
            }));
        }
        // A label that counts as zero is there, as a zero.
        let counted = match frame.missing {
            MissingLabel::Zero => rows.len().max(frame.labels.len()),
            MissingLabel::Skip | MissingLabel::Problem => rows.len(),
        };
        let some = !rows.is_empty();
        let found = u32::try_from(counted).unwrap_or(u32::MAX);
        // Nothing of this kind at all is 不涉及, unless the whole is inspected so.
        let counted = some || frame.criterion.is_none();
        if counted && found < frame.at_least {
            faults.push(Fault::FewerRows {
                name: frame.name.clone(),
                found,
                least: frame.at_least,
            });
        }
    }
    for fault in faults {
        let criterion = frame.criterion.map(|id| scheme.criterion(id).id.clone());
        problems.push(at_name(merged, subject, fault, criterion));
        if let Some(who) = merged.round.subjects.get_mut(subject.index()) {
            who.faulty = true;
        }
    }
}

/// The rows below which the criterion of a frame is inspected at all: for others nothing is missing.
fn wanted(
    scheme: &Scheme,
    frame: &Frame,
    merged: &Merged,
    subject: SubjectId,
    above: Vec<RowId>,
) -> Vec<RowId> {
    let criterion = frame.criterion.map(|id| scheme.criterion(id));
    let Some(when) = criterion.and_then(|criterion| criterion.when.as_ref()) else {
        return above;
    };
    let round = &merged.round;
    let known = Scorer { scheme, round }.rows(frame.parent, subject);
    let known = known.unwrap_or_default();
    let holds = |row: &RowId| {
        let values = known.iter().find(|(other, _)| other == row);
        values.is_none_or(|(_, values)| when.value(values).is_ok_and(|held| held.holds()))
    };
    above.into_iter().filter(holds).collect()
}

/// The rows of a frame below a subject.
pub(super) fn rows_of(
    scheme: &Scheme,
    frame: FrameId,
    merged: &Merged,
    subject: SubjectId,
) -> Vec<RowId> {
    if frame == FrameId::SUBJECT {
        return vec![RowId::of(subject)];
    }
    let Some(of) = scheme.frames.get(frame.index()) else {
        return Vec::new();
    };
    rows_of(scheme, of.parent, merged, subject)
        .into_iter()
        .flat_map(|above| merged.round.below(frame, above))
        .collect()
}

/// The blanks of the rows of one frame below a subject; what has no cell at all is returned.
fn blanks(
    scheme: &Scheme,
    (id, frame): (FrameId, &Frame),
    merged: &mut Merged,
    (subject, reported): (SubjectId, &HashSet<Place>),
    problems: &mut Vec<Problem>,
    repairs: &mut Vec<Repair>,
) -> Vec<Absent> {
    let mut lacking = Vec::new();
    let inputs: Vec<(Ref, &Input)> = frame
        .columns
        .iter()
        .filter(|name| Some(**name) != frame.label)
        .filter_map(|name| Some((*name, scheme.column(*name).input()?)))
        .collect();
    let conditional = inputs.iter().any(|(_, input)| input.when.is_some());
    let rows = rows_of(scheme, id, merged, subject);
    if rows.is_empty() || inputs.is_empty() {
        return lacking;
    }
    let scorer = Scorer {
        scheme,
        round: &merged.round,
    };
    let known = conditional.then(|| scorer.rows(id, subject).unwrap_or_default());
    let who = merged.round.subjects[subject.index()].name.clone();
    let mut faulty = false;
    for row in rows {
        for (name, input) in &inputs {
            let cell = merged.round.cell_of(row, *name);
            let values = known
                .as_ref()
                .and_then(|known| known.iter().find(|(other, _)| *other == row));
            if let (Some(when), Some((_, values))) = (&input.when, values)
                && !when.value(values).is_ok_and(|held| held.holds())
            {
                not_counted(scheme, merged, repairs, (&who, *name), cell);
                continue;
            }
            if !cell.is_blank() {
                continue;
            }
            let place = merged.round.place_of(cell);
            let criterion = Some(scheme.concerns(*name));
            if let Some(value) = &input.blank {
                if let Some(place) = place {
                    repairs.push(Repair {
                        mending: Mending::BlankAs,
                        place,
                        subject: Some(who.to_string()),
                        criterion,
                        before: String::new(),
                        after: value.to_string(),
                    });
                }
                continue;
            }
            faulty = true;
            let Some(place) = place else {
                lacking.push(Absent {
                    subject,
                    row,
                    name: *name,
                });
                continue;
            };
            if !reported.contains(&place) {
                problems.push(Problem {
                    fault: Fault::Blank {
                        expected: input.holds.expected(),
                    },
                    place,
                    subject: Some(who.to_string()),
                    criterion,
                });
            }
        }
    }
    if faulty {
        merged.round.subjects[subject.index()].faulty = true;
    }
    lacking
}
