//! The cells of a check sheet's row, a roster's row or a ledger's row into the round.

use super::{Merger, Seat};
use crate::formula::{Ref, Value};
use crate::intake::table::{Held, TableRow};
use crate::intake::value::key;
use crate::problem::Fault;
use crate::round::{Cell, Datum, RecordId, RowId, SubjectId};
use crate::scheme::{FrameId, Owner};

impl Merger<'_> {
    pub(super) fn cells(
        &mut self,
        subject: SubjectId,
        row: &TableRow,
        record: RecordId,
        table: usize,
    ) {
        let mut frames: Vec<FrameId> = row
            .cells
            .iter()
            .map(|(name, ..)| self.scheme.column(*name).frame)
            .collect();
        frames.sort_unstable();
        frames.dedup();
        let mut checked = false;
        for frame in &frames {
            let deeper = frames.iter().any(|other| other > frame);
            checked |= self.frame_cells(subject, (*frame, deeper), row, record);
        }
        if checked {
            self.merged.round.subjects[subject.index()].inspected = true;
            self.merged.seats[subject.index()] = Some(Seat {
                table,
                record,
                col: row.col,
            });
        }
    }

    /// The cells of one frame; whether anything was inspected. `deeper`: the row also holds cells of
    /// a frame below, so that it may repeat what stands in its neighbours.
    fn frame_cells(
        &mut self,
        subject: SubjectId,
        (frame, deeper): (FrameId, bool),
        row: &TableRow,
        record: RecordId,
    ) -> bool {
        let scored = |name: &Ref| {
            matches!(
                self.scheme.column(*name).owner,
                Owner::Input(_) | Owner::Score(_)
            )
        };
        let here = |name: &Ref| self.scheme.column(*name).frame == frame;
        let checked = row
            .cells
            .iter()
            .any(|(name, _, held)| here(name) && scored(name) && *held != Held::Blank);
        // A row that names its 轮次 or 工作面 was inspected, where the scheme says of every blank what
        // it counts as: nothing found is a finding.
        let checked = checked || self.labelled(frame, row);
        // A row without any value of a criterion is a subject on the list that nobody inspected.
        if frame != FrameId::SUBJECT && !checked {
            return false;
        }
        let Some(seat) = self.seat(subject, frame, row, record) else {
            return false;
        };
        if checked {
            self.remarks(seat, row, record);
        }
        let mut twice = false;
        for (name, col, held) in row.cells.iter().filter(|(name, ..)| here(name)) {
            if scored(name) && !checked {
                continue;
            }
            let before = self.merged.round.cell_of(seat, *name);
            let Some(cell) = self.cell(held, record, *col) else {
                continue;
            };
            if before.is_unset() || (before.is_blank() && !cell.is_blank()) {
                self.merged.round.set(seat, *name, cell);
            } else if before.is_blank() || cell.is_blank() {
                // The first blank stands, and a blank says nothing against a value.
            } else if scored(name) {
                let same = before.value(&self.merged.round) == cell.value(&self.merged.round);
                if deeper && same {
                    continue;
                }
                if !std::mem::replace(&mut twice, true) {
                    self.twice(subject, before, record, row);
                }
            } else {
                self.same_or_conflict(subject, *name, before, cell, record, *col);
            }
        }
        checked
    }

    /// Whether a row names itself in a column of a frame in which every blank counts as something.
    fn labelled(&self, frame: FrameId, row: &TableRow) -> bool {
        let Some(of) = self.scheme.frames.get(frame.index()) else {
            return false;
        };
        let named = row
            .labels
            .iter()
            .any(|label| label.name == of.name && label.col != row.col && !label.text.is_empty());
        let mut inputs = of.columns.iter().filter_map(|name| {
            let column = self.scheme.column(*name);
            let scored = matches!(column.owner, Owner::Input(_) | Owner::Score(_));
            column.input().filter(|_| scored)
        });
        let first = inputs.next();
        let settled = |input: &crate::scheme::Input| {
            input
                .blank
                .as_ref()
                .is_some_and(|value| !value.is_not_applicable())
        };
        named && first.is_some_and(settled) && inputs.all(settled)
    }

    fn twice(&mut self, subject: SubjectId, before: Cell, record: RecordId, row: &TableRow) {
        let first = self.merged.round.place_of(before);
        let fault = Fault::Twice {
            first: first.map(|place| place.to_string()).unwrap_or_default(),
        };
        self.problem(fault, record, row.col, &row.name, None);
        self.merged.round.subjects[subject.index()].faulty = true;
    }

    /// A line of a ledger: a row of its own.
    pub(super) fn entry(
        &mut self,
        subject: SubjectId,
        frame: FrameId,
        row: &TableRow,
        record: RecordId,
    ) {
        if row.cells.iter().all(|(_, _, held)| *held == Held::Blank) {
            return;
        }
        let entry = self.merged.round.add_row(frame, RowId::of(subject));
        for (name, col, held) in &row.cells {
            if let Some(cell) = self.cell(held, record, *col) {
                self.merged.round.set(entry, *name, cell);
            }
        }
    }

    /// Attributes and facts may stand in several sheets, if they say the same.
    fn same_or_conflict(
        &mut self,
        subject: SubjectId,
        name: Ref,
        before: Cell,
        cell: Cell,
        record: RecordId,
        col: u16,
    ) {
        let round = &self.merged.round;
        let (there, here) = (before.value(round), cell.value(round));
        let same = match (&there, &here) {
            (Some(Value::Text(there)), Some(Value::Text(here))) => key(there) == key(here),
            (there, here) => there == here,
        };
        if same {
            return;
        }
        let shown = |value: Option<Value>| value.map(|value| value.to_string()).unwrap_or_default();
        let place = round
            .place_of(before)
            .map(|place| place.to_string())
            .unwrap_or_default();
        let fault = Fault::AttributeConflict {
            name: self.scheme.column(name).name.to_string(),
            here: shown(here),
            there: format!("{}({place})", shown(there)),
        };
        let subject_name = self.merged.round.subjects[subject.index()].name.to_string();
        self.problem(fault, record, col, &subject_name, None);
        self.merged.round.subjects[subject.index()].faulty = true;
    }

    fn cell(&mut self, held: &Held, record: RecordId, col: u16) -> Option<Cell> {
        let datum = match held {
            Held::Blank | Held::Bad => Datum::Blank,
            Held::Value(Value::Number(number)) => Datum::Number(*number),
            Held::Value(Value::Text(text)) => Datum::Text(self.merged.round.text_id(text)),
            Held::Value(Value::Bool(truth)) => Datum::Bool(*truth),
            Held::Value(Value::Date(date)) => Datum::Date(*date),
            Held::Value(Value::NotApplicable) => Datum::NotApplicable,
        };
        Cell::new(datum, record, col)
    }
}
