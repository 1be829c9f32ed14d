//! Cells side by side, written as a range.

/// Joins arguments with commas; a run of three or more neighbouring cells becomes a range.
pub(super) fn ranges(arguments: &[String]) -> String {
    let mut joined: Vec<String> = Vec::new();
    let mut rest = arguments;
    while let Some(first) = rest.first() {
        let mut length = 1;
        while rest
            .get(length)
            .is_some_and(|next| follows(&rest[length - 1], next))
        {
            length += 1;
        }
        if length >= 3 {
            joined.push(format!("{first}:{}", rest[length - 1]));
        } else {
            joined.extend_from_slice(&rest[..length]);
        }
        rest = &rest[length..];
    }
    joined.join(",")
}

/// Whether `next` is the cell to the right of `cell` (both plain addresses such as `F12`, `$F12`).
fn follows(cell: &str, next: &str) -> bool {
    let split = |address: &str| -> Option<(u32, String)> {
        let address = address.strip_prefix('$').unwrap_or(address);
        let letters = address.chars().take_while(char::is_ascii_uppercase).count();
        let (letters, row) = address.split_at_checked(letters)?;
        let plain = !letters.is_empty()
            && letters.len() <= 3
            && !row.is_empty()
            && row.chars().all(|c| c.is_ascii_digit());
        // Three letters at most, so the number cannot grow too large.
        let col = || {
            letters
                .bytes()
                .fold(0, |col, letter| col * 26 + u32::from(letter - b'A') + 1)
        };
        plain.then(|| (col(), row.to_owned()))
    };
    match (split(cell), split(next)) {
        (Some((col, row)), Some((next_col, next_row))) => next_col == col + 1 && row == next_row,
        _ => false,
    }
}
