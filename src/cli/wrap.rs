//! Lines of mixed Chinese and English, broken at a width in columns.

use unicode_width::UnicodeWidthChar;

/// Signs that do not begin a line.
const CLOSING: &str = ",。;:、!?)”’》】,.;:!?)\u{ff0c}\u{ff1b}\u{ff1a}\u{ff01}\u{ff1f}\u{ff09}";

/// Breaks a text into lines of at most `width` columns: between Chinese characters anywhere, else
/// at spaces. A word that is wider than a line stays whole.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for piece in pieces(text) {
        let wide: usize = columns(piece.trim_end());
        if used > 0 && used + wide > width {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        line.push_str(piece);
        used += columns(piece);
    }
    lines.push(line.trim_end().to_owned());
    lines
}

fn columns(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

/// Pieces that stay together: a wide character with the closing signs behind it, or a word with
/// the spaces behind it.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let wide = |c: char| c.width() == Some(2);
        let cut = before.is_some_and(|before| {
            !CLOSING.contains(c)
                && c != ' '
                && !"(“‘《【(\u{ff08}".contains(before)
                && (before == ' ' || wide(before) || wide(c))
        });
        if cut {
            cuts.push(at);
        }
        before = Some(c);
    }
    cuts.push(text.len());
    cuts.windows(2)
        .filter_map(|pair| text.get(pair[0]..pair[1]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_between_characters_and_at_spaces() {
        assert_eq!(
            wrap("检查工作簿,或文件夹", 10),
            ["检查工作", "簿,或文件", "夹"].map(String::from)
        );
        assert_eq!(
            wrap("one two three", 8),
            ["one two", "three"].map(String::from)
        );
        assert_eq!(wrap("", 8), [""].map(String::from));
    }
}
