//! Workbook bytes → typed values, each with its cell and the list of what was repaired.

pub mod value;
pub mod workbook;
