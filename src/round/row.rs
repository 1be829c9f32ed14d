use super::{Round, SubjectId};
use crate::formula::Value;
use crate::scheme::{FrameId, Scheme};

/// A row of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    /// Its frame.
    pub frame: FrameId,
    /// Its position among the rows of the frame.
    pub index: u32,
}

impl RowId {
    /// A subject's own row.
    #[must_use]
    pub fn of(subject: SubjectId) -> RowId {
        RowId {
            frame: FrameId::SUBJECT,
            index: subject.0,
        }
    }
}

/// What the rows of a frame are put in order by: the row above, the position of the label among the
/// scheme's, the label as people count (第2周 before 第10周), then everything that was read.
type Key = (u32, usize, Vec<Piece>, Vec<String>);

/// A piece of a label: digits count as a number.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Number(u128),
    Letter(char),
}

/// The rows of a frame in order; `above` says where each row of the parent will stand.
pub(super) fn order(round: &Round, scheme: &Scheme, frame: FrameId, above: &[u32]) -> Vec<u32> {
    let Some(of) = scheme.frames.get(frame.index()) else {
        return Vec::new();
    };
    let key = |index: &u32| -> Key {
        let row = RowId {
            frame,
            index: *index,
        };
        let parent = round
            .tables
            .get(frame.index())
            .and_then(|table| table.above(*index))
            .and_then(|old| above.get(old as usize))
            .copied()
            .unwrap_or(u32::MAX);
        let text = |name| match round.cell_of(row, name).value(round) {
            Some(Value::Text(text)) => text.to_string(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        let label = of.label.map(text).unwrap_or_default();
        let listed = of.labels.iter().position(|known| *known == label);
        let content = if of.label.is_some() {
            Vec::new()
        } else {
            of.columns.iter().map(|name| text(*name)).collect()
        };
        (
            parent,
            listed.unwrap_or(usize::MAX),
            pieces(&label),
            content,
        )
    };
    let mut order: Vec<u32> = (0..round.rows_in(frame))
        .filter_map(|index| u32::try_from(index).ok())
        .collect();
    order.sort_by_cached_key(key);
    order
}

fn pieces(label: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for letter in label.chars() {
        match (letter.to_digit(10), pieces.last_mut()) {
            (Some(digit), Some(Piece::Number(number))) => {
                *number = number.saturating_mul(10).saturating_add(u128::from(digit));
            }
            (Some(digit), _) => pieces.push(Piece::Number(u128::from(digit))),
            (None, _) => pieces.push(Piece::Letter(letter)),
        }
    }
    pieces
}
