use std::ops::Range;

use super::Cell;

/// The cells of one frame, row by row.
#[derive(Debug, Clone, Default)]
pub(super) struct FrameTable {
    /// Cells of a row.
    pub width: u32,
    cells: Vec<Cell>,
    /// For each row, the row of the parent frame that it belongs to.
    above: Vec<u32>,
}

impl FrameTable {
    /// Adds a row of blanks.
    pub fn add(&mut self, above: u32) -> u32 {
        let index = u32::try_from(self.above.len()).unwrap_or(u32::MAX);
        self.above.push(above);
        self.cells
            .resize(self.above.len() * self.width as usize, Cell::UNSET);
        index
    }

    pub fn len(&self) -> usize {
        self.above.len()
    }

    /// The row that a row belongs to.
    pub fn above(&self, row: u32) -> Option<u32> {
        self.above.get(row as usize).copied()
    }

    /// The rows that belong to a row of the parent, once they stand in order.
    pub fn below(&self, above: u32) -> Range<u32> {
        let start = self.above.partition_point(|row| *row < above);
        let length = self.above[start..].partition_point(|row| *row == above);
        let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        index(start)..index(start + length)
    }

    fn at(&self, row: u32, slot: u32) -> usize {
        row as usize * self.width as usize + slot as usize
    }

    pub fn get(&self, row: u32, slot: u32) -> Option<Cell> {
        self.cells.get(self.at(row, slot)).copied()
    }

    pub fn set(&mut self, row: u32, slot: u32, cell: Cell) {
        let at = self.at(row, slot);
        if let Some(place) = self.cells.get_mut(at) {
            *place = cell;
        }
    }

    /// Puts the rows into an order. `moved` says where the rows of the parent stand now; without it
    /// the rows are the subjects, which belong to themselves.
    pub fn reorder(&mut self, order: &[u32], moved: Option<&[u32]>) {
        let width = self.width as usize;
        self.cells = order
            .iter()
            .flat_map(|old| {
                let start = *old as usize * width;
                self.cells[start..start + width].iter().copied()
            })
            .collect();
        self.above = (0..)
            .zip(order)
            .map(|(new, old)| match moved {
                None => new,
                Some(moved) => {
                    let above = self.above.get(*old as usize).copied().unwrap_or(u32::MAX);
                    moved.get(above as usize).copied().unwrap_or(above)
                }
            })
            .collect();
    }
}

/// For each old position, the new one.
pub(super) fn positions(order: &[u32]) -> Vec<u32> {
    let mut positions = vec![0; order.len()];
    for (new, old) in (0..).zip(order) {
        if let Some(place) = positions.get_mut(*old as usize) {
            *place = new;
        }
    }
    positions
}
