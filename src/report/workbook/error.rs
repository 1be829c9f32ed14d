use rust_xlsxwriter::XlsxError;
use thiserror::Error;

/// Why no result workbook could be made.
#[derive(Debug, Error)]
pub enum WorkbookError {
    /// A formula of a subject ran beyond 28 digits.
    #[error("a score of subject {0} grew beyond 28 digits")]
    Overflow(String),
    /// More subjects than a sheet has rows.
    #[error("{0} subjects do not fit on a sheet")]
    TooManySubjects(usize),
    /// A cell above one that was written already; a mistake of this program.
    #[error("row {row} of sheet {sheet} was written too late")]
    RowOrder {
        /// Name of the sheet.
        sheet: String,
        /// The row, counted from 0.
        row: u32,
    },
    /// The workbook could not be put together.
    #[error("the result workbook could not be made: {0}")]
    Xlsx(#[from] XlsxError),
}
