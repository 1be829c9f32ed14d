use std::fmt::Display;
use std::io::{Read, Seek};
use std::ops::ControlFlow;

use calamine::{Cell, DataRef, Xlsx, XlsxCellReader, XlsxError};

use super::caught::caught;
use super::fetch::{Fetched, WithFormula};
use super::locate::Locator;
use super::percent::is_percent;
use super::raw::{Maker, Raw};
use crate::problem::{CellRef, Fault};

/// More cells than any workbook of 2 GiB holds unless most of them are empty.
const CELLS: u64 = 250_000_000;
const UNREADABLE: u64 = 10_000;

/// Whether to read on; on breaking, with what result.
pub(super) type Flow = ControlFlow<Result<(), Fault>>;

/// Reads a sheet's cells in the order of the file.
pub(super) struct Stream<'s, RS: Read + Seek> {
    reader: XlsxCellReader<'s, RS>,
    maker: Maker<'s>,
    /// By style: is it a percentage.
    percent: Vec<bool>,
    /// Some formula may have no stored result.
    formulas: bool,
    /// Numbers of the cells whose formula has no stored result, where another pass found them.
    unvalued: Vec<u64>,
}

impl<'s, RS: Read + Seek> Stream<'s, RS> {
    /// Starts reading a sheet. `formulas` says that some formula may have no stored result.
    pub(super) fn start(
        xlsx: &'s mut Xlsx<RS>,
        sheet: &str,
        formulas: bool,
    ) -> Result<Self, Fault> {
        let mut unvalued = Vec::new();
        if formulas {
            let first = Stream::open(xlsx, sheet)?;
            if first.has_percentages() {
                unvalued = first.find_unvalued()?;
            }
        }
        let stream = Stream::open(xlsx, sheet)?;
        Ok(Stream {
            formulas,
            unvalued,
            ..stream
        })
    }

    fn open(xlsx: &'s mut Xlsx<RS>, sheet: &str) -> Result<Self, Fault> {
        let maker = Maker::new(xlsx.has_1904_epoch());
        let reader = caught(move || xlsx.worksheet_cells_reader(sheet))
            .unwrap_or(Err(XlsxError::XmlEof("a damaged sheet")))
            .map_err(|error| unreadable(&error))?;
        let percent = reader.styles().iter().map(is_percent).collect();
        Ok(Stream {
            reader,
            maker,
            percent,
            formulas: false,
            unvalued: Vec::new(),
        })
    }

    fn has_percentages(&self) -> bool {
        self.percent.contains(&true)
    }

    /// Calls `each` with every cell that holds something, until it breaks; in the cheapest pass
    /// that loses nothing. `look` opens a second look at the same sheet; it is needed only if a
    /// cell cannot be read.
    pub(super) fn run<L: Read>(
        self,
        look: impl FnOnce() -> Option<Locator<L>>,
        each: impl FnMut(u32, u32, Raw) -> Flow,
    ) -> Result<(), Fault> {
        if self.has_percentages() {
            self.pass::<(Cell<DataRef<'s>>, usize), L>(look, each)
        } else if self.formulas {
            self.pass::<WithFormula<'s>, L>(look, each)
        } else {
            self.pass::<Cell<DataRef<'s>>, L>(look, each)
        }
    }

    #[inline]
    fn pass<F: Fetched<'s>, L: Read>(
        mut self,
        look: impl FnOnce() -> Option<Locator<L>>,
        mut each: impl FnMut(u32, u32, Raw) -> Flow,
    ) -> Result<(), Fault> {
        let mut look = Some(look);
        let mut locator: Option<Locator<L>> = None;
        let mut unvalued = self.unvalued.iter().copied();
        let mut next_unvalued = unvalued.next();
        let mut failed: u64 = 0;
        for ordinal in 0..CELLS {
            let fetched = F::next(&mut self.reader);
            let mut lacks_value = false;
            if next_unvalued == Some(ordinal) {
                next_unvalued = unvalued.next();
                lacks_value = true;
            }
            let flow = match &fetched {
                Ok(None) => return placed(locator),
                Ok(Some(cell)) => {
                    let ((row, col), value) = cell.cell();
                    if matches!(value, DataRef::Empty) {
                        if !(lacks_value || cell.has_formula()) {
                            continue;
                        }
                        each(row, col, Raw::NoCachedValue)
                    } else {
                        let percent = self.percent.get(cell.style()).copied().unwrap_or(false);
                        let Some(raw) = self.maker.raw(value, percent) else {
                            continue;
                        };
                        each(row, col, raw)
                    }
                }
                Err(error) if concerns_one_cell(error) && failed < UNREADABLE => {
                    failed += 1;
                    locator = locator.or_else(|| look.take().and_then(|look| look()));
                    let at = locator
                        .as_mut()
                        .and_then(|locator| locator.position(ordinal));
                    let CellRef { row, col } = at.ok_or_else(|| unreadable(error))?;
                    each(row, u32::from(col), Raw::Error(shown(error)))
                }
                Err(error) => return Err(unreadable(error)),
            };
            if let ControlFlow::Break(result) = flow {
                return result;
            }
        }
        Err(too_many())
    }

    /// Numbers of the cells whose formula has no stored result (or cannot be read).
    fn find_unvalued(mut self) -> Result<Vec<u64>, Fault> {
        let mut found = Vec::new();
        for ordinal in 0..CELLS {
            match WithFormula::next(&mut self.reader) {
                Ok(None) => return Ok(found),
                Ok(Some(cell)) => {
                    if cell.has_formula() && cell.value == DataRef::Empty {
                        found.push(ordinal);
                    }
                }
                Err(error) if concerns_one_cell(&error) => found.push(ordinal),
                Err(error) => return Err(unreadable(&error)),
            }
        }
        Err(too_many())
    }
}

/// After such an error the reader goes on with the next cell; after any other it may repeat
/// itself for ever.
fn concerns_one_cell(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::CellError(_)
            | XlsxError::CellTAttribute(_)
            | XlsxError::ParseFloat(_)
            | XlsxError::Unrecognized { .. }
            | XlsxError::Unexpected(_)
            | XlsxError::UnexpectedNode(_)
    )
}

/// The error value where the cell holds one that the reader does not know (`#SPILL!`).
fn shown(error: &XlsxError) -> String {
    match error {
        XlsxError::CellError(value) => value.clone(),
        other => other.to_string(),
    }
}

fn placed<L: Read>(locator: Option<Locator<L>>) -> Result<(), Fault> {
    if locator.is_none_or(Locator::all_addressed) {
        Ok(())
    } else {
        Err(unreadable(&"cells without position"))
    }
}

fn too_many() -> Fault {
    Fault::TooLarge {
        detail: format!("more than {CELLS} cells"),
    }
}

pub(super) fn unreadable(detail: &impl Display) -> Fault {
    Fault::Unreadable {
        detail: detail.to_string(),
    }
}
