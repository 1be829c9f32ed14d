use super::grid::{COLS, ROWS};
use super::raw::Raw;
use crate::problem::CellRef;

/// The cells of one row that hold something.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Counted from zero.
    pub index: u32,
    /// Column (counted from zero) and content, by column.
    pub cells: Vec<(u16, Raw)>,
}

impl Row {
    /// The content of a column; `None` if the cell is empty.
    #[must_use]
    pub fn get(&self, col: u16) -> Option<&Raw> {
        let at = self
            .cells
            .binary_search_by_key(&col, |(col, _)| *col)
            .ok()?;
        self.cells.get(at).map(|(_, raw)| raw)
    }
}

/// What only the reading of a sheet brings to light. Lists hold the first 1,000.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetNotes {
    /// Cells that the file holds twice; the last one counts.
    pub duplicates: Vec<CellRef>,
    /// Number of cells with a content that lie beyond the last row or column of a sheet. They are
    /// not read.
    pub beyond_grid: u64,
    /// The rows are not in ascending order in the file; they were sorted.
    pub unsorted: bool,
}

const LISTED: usize = 1000;
/// Twice what a row can hold: time to throw duplicates out.
const FULL: usize = 2 * COLS as usize;

impl SheetNotes {
    pub(super) fn on_grid(&mut self, row: u32, col: u32) -> Option<CellRef> {
        let col = u16::try_from(col)
            .ok()
            .filter(|col| *col < COLS && row < ROWS);
        if col.is_none() {
            self.beyond_grid += 1;
        }
        col.map(|col| CellRef { row, col })
    }
}

impl Row {
    /// Adds a cell; those of one row may come in any order.
    pub(super) fn push(&mut self, col: u16, raw: Raw, sorted: &mut bool, notes: &mut SheetNotes) {
        *sorted &= self.cells.last().is_none_or(|(last, _)| *last < col);
        self.cells.push((col, raw));
        if self.cells.len() >= FULL {
            self.settle(sorted, notes);
        }
    }

    /// Puts the cells in order and keeps the last of those at one place.
    pub(super) fn settle(&mut self, sorted: &mut bool, notes: &mut SheetNotes) {
        if std::mem::replace(sorted, true) {
            return;
        }
        self.cells.sort_by_key(|(col, _)| *col);
        let row = self.index;
        self.cells.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                std::mem::swap(later, earlier);
                let cell = CellRef {
                    row,
                    col: earlier.0,
                };
                if notes.duplicates.len() < LISTED && notes.duplicates.last() != Some(&cell) {
                    notes.duplicates.push(cell);
                }
            }
            same
        });
    }
}
