use crate::problem::CellRef;

/// What a sheet looks like apart from its values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetLayout {
    /// Merged regions, in the order of the file.
    pub merges: Vec<Merge>,
    /// Hidden rows (also those hidden by a filter), counted from zero, ascending.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns, counted from zero, ascending.
    pub hidden_cols: Vec<u16>,
}

/// A merged region; only its first cell holds a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// Top left.
    pub first: CellRef,
    /// Bottom right, part of the region.
    pub last: CellRef,
}
