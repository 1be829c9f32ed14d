use std::io::Read;

use super::grid;
use super::tags::Tags;
use crate::problem::CellRef;

/// Finds the position of a cell by its number in the sheet.
///
/// The reader does not say where a cell was that it could not read, only that there was one. This
/// runs behind it over the same XML, in one pass, and is only started at the first such cell.
pub(super) struct Locator<R> {
    tags: Tags<R>,
    count: u64,
    addressed: bool,
}

impl<R: Read> Locator<R> {
    pub(super) fn new(part: R) -> Self {
        Locator {
            tags: Tags::new(part),
            count: 0,
            addressed: true,
        }
    }

    /// Where the cell number `ordinal` (from 0) is; `None` if it does not say so itself. Ordinals
    /// must be asked for in ascending order.
    pub(super) fn position(&mut self, ordinal: u64) -> Option<CellRef> {
        while let Ok(Some(tag)) = self.tags.next() {
            if tag.local() != b"c" || tag.closes() {
                continue;
            }
            let position = tag.attr(b"r").and_then(grid::cell);
            self.addressed &= position.is_some();
            self.count += 1;
            if self.count > ordinal {
                return position;
            }
        }
        None
    }

    /// Whether all cells to the end of the sheet say where they are. If not, those after an
    /// unreadable one may have been given a place too far to the left.
    pub(super) fn all_addressed(mut self) -> bool {
        let _ = self.position(u64::MAX);
        self.addressed
    }
}
