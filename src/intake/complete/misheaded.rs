//! Headings that the scheme does not know, where a sheet lacks a column whose blanks count as
//! something: what stands below would be passed over, and every blank counted, without a word.

use crate::formula::Ref;
use crate::intake::merge::Merged;
use crate::problem::{Fault, Mending, Problem, Repair, nearest};
use crate::round::{Cell, RowId, SubjectId};
use crate::scheme::{FrameId, Owner, Scheme};

pub(super) fn say(
    scheme: &Scheme,
    merged: &Merged,
    problems: &mut Vec<Problem>,
    repairs: &[Repair],
) {
    let unknown = repairs
        .iter()
        .filter(|repair| repair.mending == Mending::UnknownColumn);
    let unknown: Vec<&Repair> = unknown.collect();
    if unknown.is_empty() {
        return;
    }
    let mut names: Vec<(String, Ref)> = Vec::new();
    for (index, column) in (0..).zip(&scheme.columns) {
        let counts = matches!(
            column.owner,
            Owner::Fact | Owner::Input(_) | Owner::Score(_) | Owner::Entry
        );
        let defaulted = column.input().is_some_and(|input| input.blank.is_some());
        if counts && defaulted && lacking(scheme, merged, Ref(index)) {
            names.push((column.name.to_string(), Ref(index)));
        }
    }
    let candidates: Vec<String> = names.iter().map(|(name, _)| name.clone()).collect();
    for repair in unknown {
        let Some(meant) = nearest(&repair.before, &candidates) else {
            continue;
        };
        let column = names.iter().find(|(name, _)| *name == meant);
        problems.push(Problem {
            fault: Fault::Misheaded {
                found: repair.before.clone(),
                meant,
            },
            place: repair.place.clone(),
            subject: None,
            criterion: column.map(|(_, name)| scheme.concerns(*name)),
        });
    }
}

/// Whether a subject that is judged, or a row below one, has no cell in the column: its sheet lacks
/// the column, whatever the sheets of others have.
fn lacking(scheme: &Scheme, merged: &Merged, name: Ref) -> bool {
    let round = &merged.round;
    let frame = scheme.column(name).frame;
    if frame == FrameId::SUBJECT {
        return (0..).zip(&round.subjects).any(|(index, who)| {
            scheme.judges(who) && round.cell(SubjectId(index), name).is_unset()
        });
    }
    let rows = (0..round.rows_in(frame)).filter_map(|index| u32::try_from(index).ok());
    rows.map(|index| round.cell_of(RowId { frame, index }, name))
        .any(Cell::is_unset)
}
