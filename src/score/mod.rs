//! From what was read to scores. Pure: the scheme's columns are filled from left to right.
//!
//! Scores are not stored. [`Scorer::row`] computes a subject's whole row whenever it is asked for,
//! which costs less than keeping all rows of a large round in memory.

mod fold;

use crate::formula::{Overflow, Ref, Value};
use crate::round::{Round, RowId, SubjectId};
use crate::scheme::{Content, FrameId, Scheme};

/// Computes rows of a round under a scheme.
#[derive(Debug, Clone, Copy)]
pub struct Scorer<'a> {
    /// The scheme.
    pub scheme: &'a Scheme,
    /// What was read.
    pub round: &'a Round,
}

impl Scorer<'_> {
    /// Every quantity of a subject, in the order of the scheme's columns. Columns of other frames
    /// than the subjects' are 不涉及.
    ///
    /// # Errors
    /// [`Overflow`] when a formula's result needs more than 28 digits before the point.
    pub fn row(&self, subject: SubjectId) -> Result<Vec<Value>, Overflow> {
        let mut row = self.empty();
        self.fill(RowId::of(subject), &mut row)?;
        Ok(row)
    }

    /// Every row of a frame below a subject, with its quantities and those of the rows above it.
    ///
    /// # Errors
    /// [`Overflow`] as for [`row`](Scorer::row).
    pub fn rows(
        &self,
        frame: FrameId,
        subject: SubjectId,
    ) -> Result<Vec<(RowId, Vec<Value>)>, Overflow> {
        let Some(parent) = self
            .scheme
            .frames
            .get(frame.index())
            .map(|frame| frame.parent)
        else {
            return Ok(Vec::new());
        };
        if frame == FrameId::SUBJECT {
            return Ok(vec![(RowId::of(subject), self.row(subject)?)]);
        }
        let mut rows = Vec::new();
        for (above, values) in self.rows(parent, subject)? {
            for id in self.round.below(frame, above) {
                let mut row = values.clone();
                self.fill(id, &mut row)?;
                rows.push((id, row));
            }
        }
        Ok(rows)
    }

    fn empty(&self) -> Vec<Value> {
        vec![Value::NotApplicable; self.scheme.columns.len()]
    }

    /// Fills the columns of one row's frame; those of the frames above are filled already.
    fn fill(&self, id: RowId, row: &mut [Value]) -> Result<(), Overflow> {
        let Some(frame) = self.scheme.frames.get(id.frame.index()) else {
            return Ok(());
        };
        let mut below: Option<Below> = None;
        for name in &frame.columns {
            let value = match &self.scheme.column(*name).content {
                Content::Computed(expr) => expr.value(row)?,
                Content::Read(_) => self.read(id, *name, row)?,
                Content::Folded(fold) => {
                    // What was built after the first of several folds may look at its value.
                    let known = below.as_ref().is_some_and(|below| {
                        below.frame == fold.frame && fold.of.max(fold.key) < below.first
                    });
                    if !known {
                        below = Some(self.below((fold.frame, *name), id, row)?);
                    }
                    let below = below.as_ref();
                    let (rows, labels) =
                        below.map_or((&[][..], &[][..]), |below| (&below.rows, &below.labels));
                    fold::value(fold, rows, labels)?
                }
            };
            if let Some(place) = row.get_mut(name.index()) {
                *place = value;
            }
        }
        Ok(())
    }

    /// What was read; what its blank counts as; 不涉及 where the criterion is not for this subject.
    fn read(&self, id: RowId, name: Ref, row: &[Value]) -> Result<Value, Overflow> {
        let Some(input) = self.scheme.column(name).input() else {
            return Ok(Value::NotApplicable);
        };
        if let Some(when) = &input.when
            && !when.value(row)?.holds()
        {
            return Ok(Value::NotApplicable);
        }
        let read = self.round.cell_of(id, name).value(self.round);
        // A blank that is a problem stops its subject before it is scored.
        Ok(read
            .or_else(|| input.blank.clone())
            .unwrap_or(Value::NotApplicable))
    }

    /// The rows of a frame below one row.
    fn below(
        &self,
        (frame, first): (FrameId, Ref),
        above: RowId,
        row: &[Value],
    ) -> Result<Below, Overflow> {
        let label = self
            .scheme
            .frames
            .get(frame.index())
            .and_then(|frame| frame.label);
        let mut below = Below {
            frame,
            first,
            rows: Vec::new(),
            labels: Vec::new(),
        };
        for id in self.round.below(frame, above) {
            let mut values = row.to_vec();
            self.fill(id, &mut values)?;
            below
                .labels
                .push(label.and_then(|label| values.get(label.index()).cloned()));
            below.rows.push(values);
        }
        Ok(below)
    }
}

/// Rows of a frame below one row.
struct Below {
    frame: FrameId,
    /// The column that they were computed for first.
    first: Ref,
    rows: Vec<Vec<Value>>,
    labels: Vec<Option<Value>>,
}
