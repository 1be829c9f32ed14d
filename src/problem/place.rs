use std::fmt;
use std::sync::Arc;

/// A cell's position, counted from zero; shown the way Excel addresses cells (`F12`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Row, 0 to 1,048,575.
    pub row: u32,
    /// Column, 0 to 16,383.
    pub col: u16,
}

impl CellRef {
    /// Column letters: `0 → A`, `26 → AA`.
    #[must_use]
    pub fn letters(col: u16) -> String {
        let mut rest = u32::from(col) + 1;
        let mut letters = Vec::new();
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + (rest % 26) as u8));
            rest /= 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!(
            "{}{}",
            Self::letters(self.col),
            u64::from(self.row) + 1
        ))
    }
}

/// Where something is: a file, perhaps a sheet in it, perhaps a cell on that.
///
/// Ordered by file, sheet, then row and column, so that lists of problems read top down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// The file's name as the user gave it.
    pub file: Option<Arc<str>>,
    /// The sheet's name.
    pub sheet: Option<Arc<str>>,
    /// The cell.
    pub cell: Option<CellRef>,
}

impl Place {
    /// A cell on a sheet of a file.
    #[must_use]
    pub fn cell(file: &Arc<str>, sheet: &Arc<str>, row: u32, col: u16) -> Self {
        Place {
            file: Some(file.clone()),
            sheet: Some(sheet.clone()),
            cell: Some(CellRef { row, col }),
        }
    }

    /// A sheet of a file.
    #[must_use]
    pub fn sheet(file: &Arc<str>, sheet: &Arc<str>) -> Self {
        Place {
            file: Some(file.clone()),
            sheet: Some(sheet.clone()),
            cell: None,
        }
    }

    /// A file as a whole.
    #[must_use]
    pub fn file(file: &Arc<str>) -> Self {
        Place {
            file: Some(file.clone()),
            sheet: None,
            cell: None,
        }
    }
}

impl fmt::Display for Place {
    /// `东区.xlsx ▸ 检查表!F12`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            f.write_str(file)?;
        }
        if let Some(sheet) = &self.sheet {
            write!(f, " ▸ {sheet}")?;
        }
        if let Some(cell) = self.cell {
            write!(f, "!{cell}")?;
        }
        Ok(())
    }
}
