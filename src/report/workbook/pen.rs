//! Writes a sheet from top to bottom.

use rust_xlsxwriter::{Format, Formula, Worksheet};

use super::error::WorkbookError;
use super::formula::fits;
use super::stored::{clean, serial, stored};
use super::style::LINE;
use super::width;
use crate::formula::{NOT_APPLICABLE, Value};
use crate::number::{Decimal, to_cell};

/// The highest a row can be, in lines.
const MOST_LINES: u32 = 27;

/// Writes a sheet from top to bottom: sheets that are written in constant memory lose a cell above
/// the row that was written last, so this refuses to write one.
pub(in crate::report) struct Pen<'s> {
    sheet: &'s mut Worksheet,
    name: String,
    live: bool,
    row: u32,
    widths: Vec<f64>,
    /// Formulas written so far.
    pub formulas: u64,
}

impl<'s> Pen<'s> {
    /// A pen for an empty sheet. Where `live` is false, formulas become their values.
    pub fn new(sheet: &'s mut Worksheet, name: &str, live: bool) -> Result<Self, WorkbookError> {
        sheet.set_name(name)?;
        sheet.set_formula_result_default("");
        Ok(Pen {
            sheet,
            name: name.to_owned(),
            live,
            row: 0,
            widths: Vec::new(),
            formulas: 0,
        })
    }

    /// The sheet, for what concerns all of it.
    pub fn sheet(&mut self) -> &mut Worksheet {
        self.sheet
    }

    /// Sets the widths of the columns, from the left.
    pub fn widths(&mut self, widths: &[f64]) -> Result<(), WorkbookError> {
        for (col, width) in widths.iter().enumerate() {
            self.sheet.set_column_width(index(col), *width)?;
        }
        self.widths = widths.to_vec();
        Ok(())
    }

    /// Width of a column.
    pub fn width(&self, col: u16) -> f64 {
        self.widths.get(usize::from(col)).copied().unwrap_or(9.0)
    }

    /// Width of neighbouring columns together.
    pub fn width_of(&self, first: u16, last: u16) -> f64 {
        (first..=last).map(|col| self.width(col)).sum()
    }

    fn down_to(&mut self, row: u32) -> Result<(), WorkbookError> {
        if row < self.row {
            return Err(WorkbookError::RowOrder {
                sheet: self.name.clone(),
                row,
            });
        }
        self.row = row;
        Ok(())
    }

    /// Writes a text: never a formula, whatever it begins with.
    pub fn text(
        &mut self,
        row: u32,
        col: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), WorkbookError> {
        self.down_to(row)?;
        if text.is_empty() {
            self.sheet.write_blank(row, col, format)?;
        } else {
            self.sheet
                .write_string_with_format(row, col, clean(text), format)?;
        }
        Ok(())
    }

    /// Writes a text that wraps, and makes the row high enough for it.
    pub fn wrapped(
        &mut self,
        row: u32,
        col: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), WorkbookError> {
        self.text(row, col, text, format)?;
        self.lines(row, width::lines(text, self.width(col)))
    }

    /// Makes a row so many lines high, unless one is enough.
    pub fn lines(&mut self, row: u32, lines: u32) -> Result<(), WorkbookError> {
        if lines > 1 {
            self.sheet
                .set_row_height(row, f64::from(lines.min(MOST_LINES)) * LINE + 3.0)?;
        }
        Ok(())
    }

    /// Writes a text over neighbouring columns of one row.
    pub fn across(
        &mut self,
        row: u32,
        first: u16,
        last: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), WorkbookError> {
        if first >= last {
            return self.text(row, first, text, format);
        }
        self.down_to(row)?;
        self.sheet
            .merge_range(row, first, row, last, &clean(text), format)?;
        Ok(())
    }

    /// Writes a number.
    pub fn number(
        &mut self,
        row: u32,
        col: u16,
        number: Decimal,
        format: &Format,
    ) -> Result<(), WorkbookError> {
        self.down_to(row)?;
        self.sheet
            .write_number_with_format(row, col, to_cell(number), format)?;
        Ok(())
    }

    /// Writes a count.
    pub fn count(
        &mut self,
        row: u32,
        col: u16,
        count: u32,
        format: &Format,
    ) -> Result<(), WorkbookError> {
        self.number(row, col, Decimal::from(count), format)
    }

    /// Writes a value the way formulas expect to find it: 不涉及 as `/`, yes and no as 是 and 否.
    pub fn value(
        &mut self,
        row: u32,
        col: u16,
        value: &Value,
        format: &Format,
    ) -> Result<(), WorkbookError> {
        match value {
            Value::Number(number) => self.number(row, col, *number, format),
            Value::NotApplicable => self.text(row, col, NOT_APPLICABLE, format),
            Value::Date(date) => self.date(row, col, *date, format),
            Value::Text(_) | Value::Bool(_) => self.text(row, col, &value.to_string(), format),
        }
    }

    /// Writes a day. One that spreadsheets do not know, before 1900, is written as text.
    pub fn date(
        &mut self,
        row: u32,
        col: u16,
        date: jiff::civil::Date,
        format: &Format,
    ) -> Result<(), WorkbookError> {
        match serial(date) {
            Some(day) => {
                self.down_to(row)?;
                self.sheet.write_number_with_format(row, col, day, format)?;
                Ok(())
            }
            None => self.text(row, col, &date.to_string(), format),
        }
    }

    /// Writes a formula with its result, or the result alone where no formula can stand: on sheets
    /// too large for formulas, for formulas too large for a spreadsheet, and for texts that would be
    /// taken for something else when stored as a result.
    pub fn live(
        &mut self,
        row: u32,
        col: u16,
        formula: &str,
        result: &Value,
        format: &Format,
    ) -> Result<(), WorkbookError> {
        let stored = if self.live && fits(formula) {
            stored(result)
        } else {
            None
        };
        let Some(stored) = stored else {
            return self.value(row, col, result, format);
        };
        self.down_to(row)?;
        self.sheet.write_formula_with_format(
            row,
            col,
            Formula::new(formula).set_result(stored),
            format,
        )?;
        self.formulas += 1;
        Ok(())
    }

    /// Writes a formula whose result is a count.
    pub fn live_count(
        &mut self,
        row: u32,
        col: u16,
        formula: &str,
        count: u32,
        format: &Format,
    ) -> Result<(), WorkbookError> {
        self.live(
            row,
            col,
            formula,
            &Value::Number(Decimal::from(count)),
            format,
        )
    }
}

/// A column's number; columns beyond the grid are refused when they are written.
pub(in crate::report) fn index(col: usize) -> u16 {
    u16::try_from(col).unwrap_or(u16::MAX)
}
