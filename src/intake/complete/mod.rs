//! What is still blank when everything has been read: counted as the scheme says, or a problem.
//! Then what is missing altogether, what the scheme's checks refuse, and what nobody gave a reason
//! for.

mod absent;
mod checks;
mod misheaded;
mod reasons;
mod rows;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::merge::{Merged, Seat};
use super::table::Kind;
use crate::formula::{Ref, Value};
use crate::problem::{Expected, Fault, Mending, Place, Problem, Repair};
use crate::round::{Cell, Round, SubjectId};
use crate::scheme::{FrameId, Input, Owner, Scheme};
use crate::score::Scorer;

/// Settles the blanks of every subject that was inspected.
pub(super) fn complete(
    scheme: &Scheme,
    merged: &mut Merged,
    problems: &mut Vec<Problem>,
    repairs: &mut Vec<Repair>,
) {
    let inputs: Vec<(Ref, &Input)> = scheme
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.frame == FrameId::SUBJECT && column.owner != Owner::Subject)
        .filter_map(|(index, column)| {
            Some((
                Ref(u32::try_from(index).unwrap_or(u32::MAX)),
                column.input()?,
            ))
        })
        .collect();
    let conditional = inputs.iter().any(|(_, input)| input.when.is_some());
    // A bad cell was reported where it stands and leaves a blank behind.
    let reported: HashSet<Place> = problems
        .iter()
        .map(|problem| problem.place.clone())
        .collect();
    let mut lacking: BTreeMap<(Option<usize>, Ref), Vec<SubjectId>> = BTreeMap::new();
    for index in 0..merged.round.subjects.len() {
        let subject = SubjectId(u32::try_from(index).unwrap_or(u32::MAX));
        let who = merged.round.subjects[index].clone();
        let judged = scheme.judges(&who);
        let seat = merged.seats[index];
        // Conditions are looked at only where there are any.
        let row = conditional.then(|| values(scheme, &merged.round, subject));
        for (name, input) in &inputs {
            let owner = scheme.column(*name).owner;
            let cell = merged.round.cell(subject, *name);
            if let (Some(when), Some(Some(row))) = (&input.when, &row)
                && !when.value(row).is_ok_and(|held| held.holds())
            {
                not_counted(scheme, merged, repairs, (&who.name, *name), cell);
                continue;
            }
            if !cell.is_blank() || (!judged && owner != Owner::Attribute) {
                continue;
            }
            let place = merged.round.place_of(cell);
            match (&input.blank, place) {
                (Some(value), Some(place)) => {
                    if !matches!(owner, Owner::Attribute) {
                        repairs.push(Repair {
                            mending: Mending::BlankAs,
                            place,
                            subject: Some(who.name.to_string()),
                            criterion: Some(scheme.concerns(*name)),
                            before: String::new(),
                            after: value.to_string(),
                        });
                    }
                }
                (Some(_), None) => {}
                (None, Some(place)) => {
                    if !reported.contains(&place) {
                        problems.push(Problem {
                            fault: Fault::Blank {
                                expected: input.holds.expected(),
                            },
                            place,
                            subject: Some(who.name.to_string()),
                            criterion: Some(scheme.concerns(*name)),
                        });
                    }
                    merged.round.subjects[index].faulty = true;
                }
                (None, None) => {
                    lacking
                        .entry((seat.map(|seat| seat.table), *name))
                        .or_default()
                        .push(subject);
                    merged.round.subjects[index].faulty = true;
                }
            }
        }
    }
    let mut seated: BTreeMap<usize, usize> = BTreeMap::new();
    for seat in merged.seats.iter().flatten() {
        *seated.entry(seat.table).or_default() += 1;
    }
    let checked = merged.tables.iter().any(|(_, kind)| *kind == Kind::Wide);
    let mut only_in_log: BTreeSet<SubjectId> = BTreeSet::new();
    for ((table, name), mut subjects) in lacking {
        let found = table.and_then(|table| merged.tables.get(table));
        let everybody = table.is_none_or(|table| seated.get(&table) == Some(&subjects.len()));
        // Where others have a row in a check sheet, a subject of a log alone lacks that row.
        if checked && found.is_some_and(|(_, kind)| *kind == Kind::Log) {
            only_in_log.append(&mut subjects.into_iter().collect());
            continue;
        }
        if everybody {
            // A column that a whole table lacks is said once, not once for every subject.
            let place = found.map_or_else(Place::default, |(place, _)| place.clone());
            let fault = Fault::NoColumn {
                title: scheme.label(name),
            };
            let criterion = Some(scheme.concerns(name));
            problems.push(Problem {
                fault,
                place,
                subject: None,
                criterion,
            });
            continue;
        }
        let expected = scheme
            .column(name)
            .input()
            .map(|input| input.holds.expected());
        for subject in subjects.drain(..) {
            let fault = Fault::Blank {
                expected: expected.clone().unwrap_or(Expected::Text),
            };
            problems.push(at_name(merged, subject, fault, Some(scheme.concerns(name))));
        }
    }
    rows::complete(scheme, merged, &reported, problems, repairs);
    misheaded::say(scheme, merged, problems, repairs);
    checks::check(scheme, merged, problems);
    reasons::check(scheme, merged, &reported, problems);
    for subject in only_in_log {
        let name = merged.round.subjects[subject.index()].name.to_string();
        problems.push(at_name(merged, subject, Fault::OnlyInLog { name }, None));
    }
}

/// A subject's quantities, as far as they can be known while blanks are open.
fn values(scheme: &Scheme, round: &Round, subject: SubjectId) -> Option<Vec<Value>> {
    Scorer { scheme, round }.row(subject).ok()
}

/// A value for a criterion that is not for this subject is left out, and said.
fn not_counted(
    scheme: &Scheme,
    merged: &Merged,
    repairs: &mut Vec<Repair>,
    (who, name): (&str, Ref),
    cell: Cell,
) {
    let value = cell
        .value(&merged.round)
        .filter(|value| !value.is_not_applicable());
    let (Some(value), Some(place)) = (value, merged.round.place_of(cell)) else {
        return;
    };
    repairs.push(Repair {
        mending: Mending::NotCounted,
        place,
        subject: Some(who.to_owned()),
        criterion: Some(scheme.concerns(name)),
        before: value.to_string(),
        after: String::new(),
    });
}

/// A problem of one subject that has no cell of its own: said at its name.
fn at_name(
    merged: &Merged,
    subject: SubjectId,
    fault: Fault,
    criterion: Option<String>,
) -> Problem {
    let seat: Option<Seat> = merged.seats[subject.index()];
    let place = seat.map_or_else(Place::default, |seat| {
        merged.round.place(seat.record, seat.col)
    });
    let subject = Some(merged.round.subjects[subject.index()].name.to_string());
    Problem {
        fault,
        place,
        subject,
        criterion,
    }
}
