use std::collections::BTreeMap;
use std::ops::ControlFlow;

use super::caught::Caller;
use super::raw::Raw;
use super::row::{Row, SheetNotes};
use super::stream::{Flow, unreadable};
use crate::problem::Fault;

/// Cells kept in memory where the rows have to be sorted.
const SORTABLE: usize = 20_000_000;

pub(super) type Each<'e> = &'e mut dyn FnMut(&Row) -> ControlFlow<()>;

/// Gathers cells to rows and passes these on: one at a time if the file has them in order.
pub(super) struct Rows<'e> {
    each: Each<'e>,
    caller: &'e Caller,
    notes: SheetNotes,
    row: Row,
    by_col: bool,
    stopped: bool,
}

impl<'e> Rows<'e> {
    pub(super) fn new(each: Each<'e>, caller: &'e Caller) -> Self {
        Rows {
            each,
            caller,
            notes: SheetNotes::default(),
            row: Row::default(),
            by_col: true,
            stopped: false,
        }
    }

    /// Takes a cell of a file whose rows are in order.
    #[inline]
    pub(super) fn add(&mut self, row: u32, col: u32, raw: Raw) -> Flow {
        let Some(at) = self.notes.on_grid(row, col) else {
            return ControlFlow::Continue(());
        };
        if at.row != self.row.index {
            if at.row < self.row.index {
                // The rows are in order but a cell is not in the row it claims.
                return ControlFlow::Break(Err(unreadable(&format_args!("{at}: order"))));
            }
            self.pass_on();
            if self.stopped {
                return ControlFlow::Break(Ok(()));
            }
            self.row.index = at.row;
        }
        self.row
            .push(at.col, raw, &mut self.by_col, &mut self.notes);
        ControlFlow::Continue(())
    }

    fn pass_on(&mut self) {
        self.row.settle(&mut self.by_col, &mut self.notes);
        if !self.stopped && !self.row.cells.is_empty() {
            self.stopped = self.caller.call(|| (self.each)(&self.row)).is_break();
        }
        self.row.cells.clear();
    }

    /// Passes on the last row.
    pub(super) fn finish(mut self) -> SheetNotes {
        self.pass_on();
        self.notes
    }
}

/// Gathers all rows and sorts them.
#[derive(Default)]
pub(super) struct Unsorted {
    rows: BTreeMap<u32, Row>,
    count: usize,
    notes: SheetNotes,
}

impl Unsorted {
    pub(super) fn add(&mut self, row: u32, col: u32, raw: Raw) -> Flow {
        let Some(at) = self.notes.on_grid(row, col) else {
            return ControlFlow::Continue(());
        };
        self.count += 1;
        if self.count > SORTABLE {
            let detail = format!("unsorted rows, more than {SORTABLE} cells");
            return ControlFlow::Break(Err(Fault::TooLarge { detail }));
        }
        let row = self.rows.entry(at.row).or_default();
        row.index = at.row;
        row.push(at.col, raw, &mut false, &mut self.notes);
        ControlFlow::Continue(())
    }

    /// Passes on the rows in order.
    pub(super) fn finish(mut self, each: Each<'_>) -> SheetNotes {
        self.notes.unsorted = true;
        for row in self.rows.values_mut() {
            row.settle(&mut false, &mut self.notes);
            if each(row).is_break() {
                break;
            }
        }
        self.notes
    }
}
