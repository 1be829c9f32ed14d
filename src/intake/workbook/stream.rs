use std::fmt::Display;
use std::io::{Read, Seek};
use std::ops::ControlFlow;

use calamine::{Cell, DataRef, Xlsx, XlsxCellReader, XlsxError};

use super::caught::caught;
use super::locate::Locator;
use super::percent::is_percent;
use super::raw::{Maker, Raw};
use crate::problem::{CellRef, Fault};

/// More cells than any workbook of 2 GiB holds unless most of them are empty.
const CELLS: u64 = 250_000_000;
const UNREADABLE: u64 = 10_000;

/// Which of the reader's passes a sheet needs. None of them tells everything at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Values only.
    Values,
    /// Values and number formats.
    Styles,
    /// Values, and whether there is a formula.
    Formulas,
}

/// One cell as it comes out of the reader.
struct Item<'s> {
    cell: Cell<DataRef<'s>>,
    style: usize,
    formula: bool,
}

impl<'s> Item<'s> {
    fn plain((cell, style): (Cell<DataRef<'s>>, usize)) -> Self {
        Item {
            cell,
            style,
            formula: false,
        }
    }

    fn lacks_value(&self) -> bool {
        self.formula && *self.cell.get_value() == DataRef::Empty
    }
}

fn next<'s, RS: Read + Seek>(
    reader: &mut XlsxCellReader<'s, RS>,
    pass: Pass,
) -> Result<Option<Item<'s>>, XlsxError> {
    let result = caught(|| match pass {
        Pass::Values => Ok(reader.next_cell()?.map(|cell| Item::plain((cell, 0)))),
        Pass::Styles => Ok(reader.next_cell_with_style_id()?.map(Item::plain)),
        Pass::Formulas => Ok(reader.next_cell_with_formula_metadata()?.map(|record| {
            let formula = record.formula.is_some();
            Item {
                cell: Cell::new(record.pos, record.value),
                style: 0,
                formula,
            }
        })),
    });
    result.unwrap_or(Err(XlsxError::XmlEof("a damaged cell")))
}

/// Reads a sheet's cells in the order of the file.
pub(super) struct Stream<'s, RS: Read + Seek> {
    reader: XlsxCellReader<'s, RS>,
    pass: Pass,
    maker: Maker<'s>,
    /// By style: is it a percentage.
    percent: Vec<bool>,
    /// Numbers of the cells whose formula has no stored result, where another pass found them.
    unvalued: Vec<u64>,
}

impl<'s, RS: Read + Seek> Stream<'s, RS> {
    /// Starts reading a sheet, in the cheapest pass that loses nothing. `unvalued` says that some
    /// formula may have no stored result.
    pub(super) fn start(
        xlsx: &'s mut Xlsx<RS>,
        sheet: &str,
        unvalued: bool,
    ) -> Result<Self, Fault> {
        let mut found = Vec::new();
        if unvalued {
            let first = Stream::open(xlsx, sheet)?;
            if first.has_percentages() {
                found = first.find_unvalued()?;
            }
        }
        let stream = Stream::open(xlsx, sheet)?;
        let pass = match (stream.has_percentages(), unvalued) {
            (true, _) => Pass::Styles,
            (false, true) => Pass::Formulas,
            (false, false) => Pass::Values,
        };
        Ok(Stream {
            pass,
            unvalued: found,
            ..stream
        })
    }

    fn has_percentages(&self) -> bool {
        self.percent.contains(&true)
    }

    fn open(xlsx: &'s mut Xlsx<RS>, sheet: &str) -> Result<Self, Fault> {
        let maker = Maker::new(xlsx.has_1904_epoch());
        let reader = caught(move || xlsx.worksheet_cells_reader(sheet))
            .unwrap_or(Err(XlsxError::XmlEof("a damaged sheet")))
            .map_err(|error| unreadable(&error))?;
        let percent = reader.styles().iter().map(is_percent).collect();
        Ok(Stream {
            reader,
            pass: Pass::Values,
            maker,
            percent,
            unvalued: Vec::new(),
        })
    }

    /// Calls `each` with every cell that holds something, until it breaks. `look` opens a second
    /// look at the same sheet; it is needed only if a cell cannot be read.
    pub(super) fn run<L: Read>(
        mut self,
        look: impl FnOnce() -> Option<Locator<L>>,
        mut each: impl FnMut(u32, u32, Raw) -> ControlFlow<Result<(), Fault>>,
    ) -> Result<(), Fault> {
        let mut look = Some(look);
        let mut locator: Option<Locator<L>> = None;
        let mut unvalued = std::mem::take(&mut self.unvalued).into_iter().peekable();
        let mut failed: u64 = 0;
        for ordinal in 0..CELLS {
            let item = next(&mut self.reader, self.pass);
            let known = unvalued.next_if_eq(&ordinal).is_some();
            let (row, col, raw) = match item {
                Ok(None) => return placed(locator),
                Ok(Some(mut item)) => {
                    item.formula |= known;
                    let percent = self.percent.get(item.style).copied().unwrap_or(false);
                    let raw = if item.lacks_value() {
                        Some(Raw::NoCachedValue)
                    } else {
                        self.maker.raw(item.cell.get_value(), percent)
                    };
                    let Some(raw) = raw else { continue };
                    let (row, col) = item.cell.get_position();
                    (row, col, raw)
                }
                Err(error) if concerns_one_cell(&error) && failed < UNREADABLE => {
                    failed += 1;
                    locator = locator.or_else(|| look.take().and_then(|look| look()));
                    let at = locator
                        .as_mut()
                        .and_then(|locator| locator.position(ordinal));
                    let CellRef { row, col } = at.ok_or_else(|| unreadable(&error))?;
                    (row, u32::from(col), Raw::Error(shown(error)))
                }
                Err(error) => return Err(unreadable(&error)),
            };
            if let ControlFlow::Break(result) = each(row, col, raw) {
                return result;
            }
        }
        Err(too_many())
    }

    /// Numbers of the cells whose formula has no stored result (or cannot be read).
    fn find_unvalued(mut self) -> Result<Vec<u64>, Fault> {
        let mut found = Vec::new();
        for ordinal in 0..CELLS {
            match next(&mut self.reader, Pass::Formulas) {
                Ok(None) => return Ok(found),
                Ok(Some(item)) if item.lacks_value() => found.push(ordinal),
                Ok(Some(_)) => {}
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
fn shown(error: XlsxError) -> String {
    match error {
        XlsxError::CellError(value) => value,
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
