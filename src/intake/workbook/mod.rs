//! Bytes → sheets → rows of raw cells. Knows nothing of schemes, and does not panic or run out of
//! memory on any input.
//!
//! The order of things: look at the content, check what the archive claims about
//! itself, open it, look over a sheet's XML for its layout, then stream its cells. Only .xlsx and
//! .xlsm are read; other kinds are recognised and named.

mod caught;
mod grid;
mod guard;
mod layout;
mod locate;
mod open;
mod parts;
mod percent;
mod prescan;
mod raw;
mod row;
pub(in crate::intake) mod serial;
mod sniff;
mod source;
mod stream;
mod tags;

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;
use std::ops::ControlFlow;

use calamine::Xlsx;
use zip::ZipArchive;

pub use layout::{Merge, SheetLayout};
pub use raw::Raw;
pub use row::{Row, SheetNotes};

use crate::problem::Fault;
use locate::Locator;
use prescan::Prescan;
use source::Source;
use stream::{Stream, unreadable};

/// Cells kept in memory where the rows have to be sorted.
const SORTABLE: usize = 20_000_000;

/// An open workbook. It borrows the file's bytes and reads sheets from them on demand.
pub struct Workbook<'a> {
    xlsx: Xlsx<Cursor<Source<'a>>>,
    archive: ZipArchive<Cursor<Source<'a>>>,
    sheets: Vec<SheetInfo>,
    /// Archive entry of each sheet, where it was found.
    parts: Vec<Option<usize>>,
    scans: HashMap<usize, Result<Prescan, Fault>>,
}

/// A sheet of cells; chart sheets are not listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    /// As on its tab.
    pub name: String,
    /// Neither hidden nor very hidden.
    pub visible: bool,
}

impl<'a> Workbook<'a> {
    /// Opens a workbook from its bytes; what kind of file it is, is judged by content alone.
    ///
    /// # Errors
    ///
    /// [`Fault::NotAWorkbook`] with the kind it seems to be, [`Fault::TooLarge`] if reading it
    /// would need an unreasonable amount of memory, [`Fault::Unreadable`] if it contradicts itself.
    pub fn open(bytes: &'a [u8]) -> Result<Workbook<'a>, Fault> {
        open::open(bytes)
    }

    /// The sheets in the order of their tabs.
    #[must_use]
    pub fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    /// Bare serial numbers count from 1904 and not from 1900. Cells in a date format are right
    /// either way.
    #[must_use]
    pub fn counts_from_1904(&self) -> bool {
        self.xlsx.has_1904_epoch()
    }

    /// Merged regions, hidden rows and columns of a sheet, from a quick look over its XML; empty
    /// if that fails, in which case [`rows`](Self::rows) says why. Looked up once and kept.
    pub fn layout(&mut self, sheet: usize) -> SheetLayout {
        self.prescan(sheet)
            .map(|scan| scan.layout.clone())
            .unwrap_or_default()
    }

    /// Calls `each` with every row that holds something, in ascending order, until it breaks.
    /// The row is reused between calls.
    ///
    /// # Errors
    ///
    /// [`Fault::Unreadable`] if the sheet cannot be read to its end: rows given before are then
    /// not to be used. [`Fault::TooLarge`] if it has too many cells. A single bad cell is no
    /// error: it arrives as [`Raw::Error`] at its place.
    pub fn rows(
        &mut self,
        sheet: usize,
        each: &mut dyn FnMut(&Row) -> ControlFlow<()>,
    ) -> Result<SheetNotes, Fault> {
        let scan = self.prescan(sheet).map_err(Clone::clone)?;
        let (ordered, unvalued, overflow) = (scan.ordered, scan.unvalued, scan.overflow);
        if overflow {
            return Err(Fault::TooLarge {
                detail: "merged regions, hidden rows".to_owned(),
            });
        }
        if ordered {
            self.in_order(sheet, unvalued, each)
        } else {
            self.sorted(sheet, unvalued, each)
        }
    }

    fn in_order(
        &mut self,
        sheet: usize,
        unvalued: bool,
        each: &mut dyn FnMut(&Row) -> ControlFlow<()>,
    ) -> Result<SheetNotes, Fault> {
        let mut notes = SheetNotes::default();
        let mut row = Row::default();
        let mut by_col = true;
        let mut stopped = false;
        self.cells(sheet, unvalued, |at_row, at_col, raw| {
            let Some(at) = notes.on_grid(at_row, at_col) else {
                return ControlFlow::Continue(());
            };
            if at.row != row.index {
                if at.row < row.index {
                    // The rows are in order but a cell is not in the row it claims.
                    return ControlFlow::Break(Err(unreadable(&format_args!("{at}: order"))));
                }
                row.settle(&mut by_col, &mut notes);
                if !row.cells.is_empty() && each(&row).is_break() {
                    stopped = true;
                    return ControlFlow::Break(Ok(()));
                }
                row.cells.clear();
                row.index = at.row;
            }
            row.push(at.col, raw, &mut by_col, &mut notes);
            ControlFlow::Continue(())
        })?;
        row.settle(&mut by_col, &mut notes);
        if !stopped && !row.cells.is_empty() {
            let _ = each(&row);
        }
        Ok(notes)
    }

    fn sorted(
        &mut self,
        sheet: usize,
        unvalued: bool,
        each: &mut dyn FnMut(&Row) -> ControlFlow<()>,
    ) -> Result<SheetNotes, Fault> {
        let mut notes = SheetNotes {
            unsorted: true,
            ..SheetNotes::default()
        };
        let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
        let mut count = 0_usize;
        self.cells(sheet, unvalued, |at_row, at_col, raw| {
            let Some(at) = notes.on_grid(at_row, at_col) else {
                return ControlFlow::Continue(());
            };
            count += 1;
            if count > SORTABLE {
                let detail = format!("unsorted rows, more than {SORTABLE} cells");
                return ControlFlow::Break(Err(Fault::TooLarge { detail }));
            }
            let row = rows.entry(at.row).or_default();
            row.index = at.row;
            row.push(at.col, raw, &mut false, &mut notes);
            ControlFlow::Continue(())
        })?;
        for row in rows.values_mut() {
            row.settle(&mut false, &mut notes);
            if each(row).is_break() {
                break;
            }
        }
        Ok(notes)
    }

    fn cells(
        &mut self,
        sheet: usize,
        unvalued: bool,
        each: impl FnMut(u32, u32, Raw) -> ControlFlow<Result<(), Fault>>,
    ) -> Result<(), Fault> {
        let Some(info) = self.sheets.get(sheet) else {
            return Err(unreadable(&format_args!("no sheet {sheet}")));
        };
        let stream = Stream::start(&mut self.xlsx, &info.name, unvalued)?;
        let archive = &mut self.archive;
        let part = self.parts.get(sheet).copied().flatten();
        stream.run(|| Some(Locator::new(archive.by_index(part?).ok()?)), each)
    }

    fn prescan(&mut self, sheet: usize) -> Result<&Prescan, &Fault> {
        let part = self.parts.get(sheet).copied().flatten();
        let archive = &mut self.archive;
        let look = || {
            let part =
                part.ok_or_else(|| unreadable(&format_args!("sheet {}", sheet.saturating_add(1))))?;
            let entry = archive.by_index(part).map_err(|error| unreadable(&error))?;
            Prescan::of(entry).map_err(|error| unreadable(&error))
        };
        self.scans.entry(sheet).or_insert_with(look).as_ref()
    }
}
