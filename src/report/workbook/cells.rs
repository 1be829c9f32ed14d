//! Where a quantity stands in a row of 得分明细.

use super::formula::Template;
use crate::formula::{Cells, Ref, Type};
use crate::problem::CellRef;
use crate::scheme::Scheme;

/// Addresses in one row of the sheet.
pub(super) struct RowCells<'a> {
    pub scheme: &'a Scheme,
    /// Position of each of the scheme's columns.
    pub at: &'a [Option<u16>],
}

impl Cells for RowCells<'_> {
    fn address(&self, name: Ref) -> String {
        match self.at.get(name.index()).copied().flatten() {
            Some(col) => format!("{}{}", CellRef::letters(col), Template::ROW),
            // Every column that a formula names has a place.
            None => "NA()".to_owned(),
        }
    }

    fn applies(&self, name: Ref) -> bool {
        self.scheme.column(name).applies
    }

    fn yes_no(&self, name: Ref) -> bool {
        self.scheme.column(name).kind == Type::Bool
    }
}
