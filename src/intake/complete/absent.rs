//! Values of the rows below subjects that have no cell at all: a column that a sheet lacks, a row
//! that stands in logs only.

use std::collections::{BTreeMap, BTreeSet};

use crate::formula::{Ref, Value};
use crate::intake::merge::Merged;
use crate::intake::table::Kind;
use crate::problem::{Fault, Place, Problem};
use crate::round::{RowId, SubjectId};
use crate::scheme::{Frame, FrameId, Scheme};

/// A value that nobody gave and that has no cell.
pub(super) struct Absent {
    pub subject: SubjectId,
    pub row: RowId,
    pub name: Ref,
}

/// Says what is absent from the rows of a frame: once for a column that a whole sheet lacks, once
/// for a row of logs alone, else for each value.
pub(super) fn say(
    scheme: &Scheme,
    (id, frame): (FrameId, &Frame),
    merged: &Merged,
    absent: &[Absent],
    problems: &mut Vec<Problem>,
) {
    if absent.is_empty() {
        return;
    }
    let checked = merged.tables.iter().any(|(_, kind)| *kind == Kind::Wide);
    let mut seated: BTreeMap<Place, usize> = BTreeMap::new();
    for index in 0..merged.round.rows_in(id) {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let row = RowId { frame: id, index };
        *seated.entry(sheet(anchor(frame, merged, row))).or_default() += 1;
    }
    let mut columns: BTreeMap<(Place, Ref), Vec<&Absent>> = BTreeMap::new();
    let mut in_logs = BTreeSet::new();
    for one in absent {
        if checked && only_logged(frame, merged, one.row) {
            in_logs.insert((one.row, one.subject));
        } else {
            let sheet = sheet(anchor(frame, merged, one.row));
            columns.entry((sheet, one.name)).or_default().push(one);
        }
    }
    let who = |subject: SubjectId| merged.round.subjects[subject.index()].name.to_string();
    for (row, subject) in in_logs {
        let label = frame.label.map(|label| merged.round.cell_of(row, label));
        let label = match label.and_then(|cell| cell.value(&merged.round)) {
            Some(Value::Text(label)) => format!(" {label}"),
            _ => String::new(),
        };
        problems.push(Problem {
            fault: Fault::OnlyInLog {
                name: format!("{}{label}", who(subject)),
            },
            place: anchor(frame, merged, row),
            subject: Some(who(subject)),
            criterion: None,
        });
    }
    for ((place, name), absent) in columns {
        let criterion = Some(scheme.concerns(name));
        if seated.get(&place) == Some(&absent.len()) {
            let title = scheme.label(name);
            problems.push(Problem {
                fault: Fault::NoColumn { title },
                place,
                subject: None,
                criterion,
            });
            continue;
        }
        let Some(input) = scheme.column(name).input() else {
            continue;
        };
        problems.extend(absent.into_iter().map(|one| Problem {
            fault: Fault::Blank {
                expected: input.holds.expected(),
            },
            place: anchor(frame, merged, one.row),
            subject: Some(who(one.subject)),
            criterion: criterion.clone(),
        }));
    }
}

/// Where a row was read first: its label, as a rule.
fn anchor(frame: &Frame, merged: &Merged, row: RowId) -> Place {
    let mut columns = frame.columns.iter();
    columns
        .find_map(|name| merged.round.place_of(merged.round.cell_of(row, *name)))
        .unwrap_or_default()
}

fn sheet(place: Place) -> Place {
    Place {
        cell: None,
        ..place
    }
}

/// Whether nothing but findings was recorded for a row.
fn only_logged(frame: &Frame, merged: &Merged, row: RowId) -> bool {
    let read = frame
        .columns
        .iter()
        .filter(|name| Some(**name) != frame.label)
        .map(|name| merged.round.cell_of(row, *name));
    read.filter(|cell| !cell.is_unset())
        .all(|cell| cell.is_logged())
}
