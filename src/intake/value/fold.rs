/// The half-width form of a full-width digit, letter or sign; other characters are themselves.
///
/// Only what means the same: `。` is no decimal point, `①` no digit.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '−' | '﹣' => '-',
        '﹢' => '+',
        '﹪' => '%',
        '﹒' => '.',
        '﹐' => ',',
        _ => c,
    }
}

/// Blanks of every width, control characters (line breaks among them) and signs without a width.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c)
}

/// Signs that take no room: left behind by web pages and phone keyboards.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFFC}')
}

/// A cell's text made plain: narrow, without outer or invisible blanks; and whether any character
/// was a full-width one.
pub(super) fn plain(text: &str) -> (String, bool) {
    let mut wide = false;
    let folded: String = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| {
            let folded = narrow(c);
            wide |= folded != c;
            if is_blank(c) { ' ' } else { folded }
        })
        .collect();
    (folded.trim().to_owned(), wide)
}

/// A text without any blanks, narrow and in lower case, for comparing with short words.
pub(super) fn word(text: &str) -> String {
    text.chars()
        .filter(|c| !is_blank(*c))
        .map(|c| narrow(c).to_ascii_lowercase())
        .collect()
}

/// Ideographs and the full-width punctuation around them.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{303F}' | '\u{3041}'..='\u{33FF}' | '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}'
        | '\u{20000}'..='\u{3FFFF}')
}
