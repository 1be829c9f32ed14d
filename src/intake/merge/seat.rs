//! Which row of a frame the cells of a table's row belong to.

use super::Merger;
use crate::intake::table::TableRow;
use crate::intake::value::key;
use crate::problem::{Fault, nearest};
use crate::round::{Cell, Datum, RecordId, RowId, SubjectId};
use crate::scheme::{Dimension, Frame, FrameId};

impl Merger<'_> {
    /// The row of a frame that a table's row is about; `None` when it does not say which, which has
    /// been reported.
    pub(super) fn seat(
        &mut self,
        subject: SubjectId,
        frame: FrameId,
        row: &TableRow,
        record: RecordId,
    ) -> Option<RowId> {
        if frame == FrameId::SUBJECT {
            return Some(RowId::of(subject));
        }
        let of = self.scheme.frames.get(frame.index())?;
        let above = self.seat(subject, of.parent, row, record)?;
        let (label, col) = self.label(of, row, record)?;
        let at = (frame, above, key(&label));
        if let Some(known) = self.rows.get(&at) {
            return Some(*known);
        }
        let added = self.merged.round.add_row(frame, above);
        self.rows.insert(at, added);
        let text = self.merged.round.text_id(&label);
        if let (Some(cell), Some(name)) = (Cell::new(Datum::Text(text), record, col), of.label) {
            self.merged.round.set(added, name, cell);
        }
        Some(added)
    }

    /// The label of a table's row for a frame, as the scheme writes it.
    fn label(&mut self, frame: &Frame, row: &TableRow, record: RecordId) -> Option<(String, u16)> {
        let said = row.labels.iter().find(|label| label.name == frame.name);
        let given = match said {
            Some(said) if !said.text.is_empty() => said.text.to_string(),
            _ if frame.dimension == Dimension::Round => {
                self.round_name.unwrap_or_default().to_owned()
            }
            _ => String::new(),
        };
        let col = said.map_or(row.col, |said| said.col);
        let listed = frame.labels.iter().find(|known| key(known) == key(&given));
        if let Some(listed) = listed {
            return Some((listed.clone(), col));
        }
        if given.is_empty() && !frame.closed && said.is_none() {
            return Some((frame.name.clone(), col));
        }
        // `/`, `无`, `#N/A`: what stands there names nothing.
        let nothing = given.starts_with('#')
            || !given.chars().any(char::is_alphanumeric)
            || matches!(key(&given).as_str(), "无" | "空" | "n/a");
        if !frame.closed && !nothing {
            return Some((given, col));
        }
        let fault = Fault::UnknownLabel {
            name: frame.name.clone(),
            nearest: nearest(&given, &frame.labels),
            found: given,
            labels: frame.labels.clone(),
        };
        let name = row.name.clone();
        self.problem(fault, record, col, &name, None);
        if let Some(subject) = self.known_subject(row) {
            self.merged.round.subjects[subject.index()].faulty = true;
        }
        None
    }

    fn known_subject(&self, row: &TableRow) -> Option<SubjectId> {
        let by_code = row
            .code
            .as_ref()
            .and_then(|code| self.by_code.get(&key(code)));
        by_code
            .or_else(|| self.by_name.get(&key(&row.name)))
            .copied()
    }
}
