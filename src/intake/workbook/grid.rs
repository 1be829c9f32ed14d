use crate::problem::CellRef;

/// Rows of a sheet.
pub(super) const ROWS: u32 = 1_048_576;
/// Columns of a sheet.
pub(super) const COLS: u16 = 16_384;

/// A position as it is written (`AB12`); `None` for anything that is not on the grid.
pub(super) fn cell(text: &[u8]) -> Option<CellRef> {
    let letters = text.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let (letters, digits) = text.split_at_checked(letters)?;
    let mut col: u32 = 0;
    for letter in letters {
        col = col
            .checked_mul(26)?
            .checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
    }
    let col = u16::try_from(col.checked_sub(1)?)
        .ok()
        .filter(|col| *col < COLS)?;
    Some(CellRef {
        row: row(digits)?,
        col,
    })
}

/// A row as it is written, from 1; `None` for anything that is not on the grid.
pub(super) fn row(digits: &[u8]) -> Option<u32> {
    number(digits)?.checked_sub(1).filter(|row| *row < ROWS)
}

/// Plain digits.
pub(super) fn number(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}
