//! Tables whose columns align though Chinese characters take two columns of a terminal.

use unicode_width::UnicodeWidthStr;

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// Widest cell that is shown whole.
const WIDEST: usize = 60;

/// Rows under headings, two spaces between columns, no spaces at the ends of lines.
///
/// ```
/// use ankang::cli::table::{Align, table};
/// let rows = vec![vec!["1".into(), "甲矿".into(), "96.5".into()]];
/// let text = table(&[("名次", Align::Right), ("单位", Align::Left), ("总分", Align::Right)], &rows);
/// assert_eq!(text, "名次  单位  总分\n   1  甲矿  96.5\n");
/// ```
#[must_use]
pub fn table(headings: &[(&str, Align)], rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| clipped(cell)).collect())
        .collect();
    let widths: Vec<usize> = headings
        .iter()
        .enumerate()
        .map(|(at, (heading, _))| {
            let cells = rows
                .iter()
                .filter_map(|row| row.get(at))
                .map(|cell| cell.width());
            cells.chain([heading.width()]).max().unwrap_or(0)
        })
        .collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let padded: Vec<String> = cells
            .zip(&widths)
            .zip(headings)
            .map(|((cell, width), (_, align))| {
                let space = " ".repeat(width.saturating_sub(cell.width()));
                match align {
                    Align::Left => format!("{cell}{space}"),
                    Align::Right => format!("{space}{cell}"),
                }
            })
            .collect();
        format!("{}\n", padded.join("  ").trim_end())
    };
    let mut text = line(&mut headings.iter().map(|(heading, _)| *heading));
    for row in &rows {
        text.push_str(&line(&mut row.iter().map(String::as_str)));
    }
    text
}

/// A cell on one line, cut where it is wider than [`WIDEST`].
fn clipped(cell: &str) -> String {
    let cell: String = cell
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if cell.width() <= WIDEST {
        return cell;
    }
    let mut short = String::new();
    for c in cell.chars() {
        if short.width() + 2 >= WIDEST {
            break;
        }
        short.push(c);
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_align() {
        let rows = vec![
            vec!["1".to_owned(), "东山煤矿".to_owned(), "100".to_owned()],
            vec!["12".to_owned(), "A矿".to_owned(), "9.5".to_owned()],
        ];
        let headings = [
            ("名次", Align::Right),
            ("单位", Align::Left),
            ("总分", Align::Right),
        ];
        let expected = "\
名次  单位      总分
   1  东山煤矿   100
  12  A矿        9.5
";
        assert_eq!(table(&headings, &rows), expected);
    }

    #[test]
    fn long_names_are_cut_and_stay_on_a_line() {
        let long = "某某集团\n".repeat(12);
        let text = table(&[("单位", Align::Left)], &[vec![long]]);
        assert_eq!(text.lines().count(), 2);
        assert!(text.lines().all(|line| line.width() <= WIDEST));
        assert!(text.ends_with("…\n"));
    }

    #[test]
    fn nothing_but_headings() {
        assert_eq!(
            table(&[("等级", Align::Left), ("数量", Align::Right)], &[]),
            "等级  数量\n"
        );
    }
}
