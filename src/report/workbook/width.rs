//! Column widths for Chinese text. The library's own guess makes them half as wide as needed.

use unicode_width::UnicodeWidthChar;

const NARROWEST: f64 = 6.0;
const WIDEST: f64 = 60.0;

/// Room that a text takes in one line: a Chinese character is 2.1 digits wide.
pub(in crate::report) fn room(text: &str) -> f64 {
    text.chars()
        .map(|c| if c.width().unwrap_or(0) > 1 { 2.1 } else { 1.0 })
        .sum()
}

/// Width of a column that shows the widest of some texts in one line.
pub(in crate::report) fn fitting<'t>(texts: impl IntoIterator<Item = &'t str>) -> f64 {
    let widest = texts.into_iter().map(room).fold(0.0, f64::max);
    (widest + 2.0).clamp(NARROWEST, WIDEST)
}

/// How many lines a wrapped text takes in a column of a width.
pub(in crate::report) fn lines(text: &str, width: f64) -> u32 {
    // A character that does not fit moves down as a whole: a little less room than there is.
    let usable = (width - 1.5).max(2.0);
    let mut count = 0;
    for line in text.split('\n') {
        count += 1;
        let mut taken = 0.0;
        for c in line.chars() {
            let room = if c.width().unwrap_or(0) > 1 { 2.1 } else { 1.0 };
            if taken + room > usable {
                count += 1;
                taken = 0.0;
            }
            taken += room;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{fitting, lines, room};

    #[test]
    fn chinese_takes_twice_the_room() {
        assert!((room("总分A1") - 6.2).abs() < 1e-9);
        assert!((fitting(["名次"]) - 6.2).abs() < 1e-9);
        assert!((fitting([""]) - 6.0).abs() < 1e-9);
        assert!((fitting(["长".repeat(99).as_str()]) - 60.0).abs() < 1e-9);
    }

    #[test]
    fn lines_are_counted_as_they_wrap() {
        assert_eq!(lines("得分", 10.0), 1);
        assert_eq!(lines("竞赛组织机构健全", 10.0), 2);
        assert_eq!(lines("甲\n乙", 10.0), 2);
        assert_eq!(lines("", 10.0), 1);
    }
}
