//! Tables whose cells wrap, for texts too long for a line.

use unicode_width::UnicodeWidthStr;

use super::table::Align;
use super::wrap::wrap;

/// Room between columns.
const GAP: usize = 2;
/// The narrowest the last column becomes.
const LEAST: usize = 20;

/// A column: its heading, where its texts stand, and the widest it becomes.
pub(super) struct Column {
    pub heading: &'static str,
    pub align: Align,
    pub widest: usize,
}

/// Rows under headings. Each column is as wide as its widest text, up to its limit; the last takes
/// what is left of the line.
pub(super) struct Grid<const N: usize> {
    columns: [Column; N],
    width: usize,
    /// `None` is a line across.
    rows: Vec<Option<[String; N]>>,
}

impl<const N: usize> Grid<N> {
    pub fn new(columns: [Column; N], width: usize) -> Self {
        Grid {
            columns,
            width,
            rows: Vec::new(),
        }
    }

    pub fn row(&mut self, cells: [&str; N]) {
        self.rows.push(Some(cells.map(one_line)));
    }

    /// A line across.
    pub fn rule(&mut self) {
        self.rows.push(None);
    }

    pub fn text(&self) -> String {
        let widths = self.widths();
        let headings = self
            .columns
            .each_ref()
            .map(|column| column.heading.to_owned());
        let mut text = self.lines(&headings, &widths);
        let across = widths.iter().sum::<usize>() + GAP * N.saturating_sub(1);
        for row in &self.rows {
            match row {
                Some(cells) => text.push_str(&self.lines(cells, &widths)),
                None => text.push_str(&format!("{}\n", "─".repeat(across))),
            }
        }
        text
    }

    fn widths(&self) -> [usize; N] {
        let mut used = 0;
        std::array::from_fn(|at| {
            let column = &self.columns[at];
            let cells = self.rows.iter().flatten().map(|cells| cells[at].width());
            let widest = cells.chain([column.heading.width()]).max().unwrap_or(0);
            let limit = if at + 1 == N {
                self.width.saturating_sub(used).max(LEAST)
            } else {
                column.widest
            };
            let width = widest.min(limit);
            used += width + GAP;
            width
        })
    }

    /// A row, as many lines high as its highest cell.
    fn lines(&self, cells: &[String; N], widths: &[usize; N]) -> String {
        let wrapped: [Vec<String>; N] = std::array::from_fn(|at| wrap(&cells[at], widths[at]));
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        let mut text = String::new();
        for line in 0..height {
            let parts: [String; N] = std::array::from_fn(|at| {
                let part = wrapped[at].get(line).map_or("", String::as_str);
                let space = " ".repeat(widths[at].saturating_sub(part.width()));
                match self.columns[at].align {
                    Align::Left => format!("{part}{space}"),
                    Align::Right => format!("{space}{part}"),
                }
            });
            text.push_str(parts.join(&" ".repeat(GAP)).trim_end());
            text.push('\n');
        }
        text
    }
}

/// A text without line breaks and other control characters.
pub(super) fn one_line(cell: &str) -> String {
    cell.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_wrap_within_their_columns() {
        let column = |heading, align, widest| Column {
            heading,
            align,
            widest,
        };
        let mut grid = Grid::new(
            [
                column("项目", Align::Left, 8),
                column("分", Align::Right, 4),
                column("办法", Align::Left, 99),
            ],
            36,
        );
        grid.row(["机构设置和人员", "10", "缺1人扣2分,扣完为止"]);
        grid.rule();
        grid.row(["合计", "10", ""]);
        let expected = "\
项目      分  办法
机构设置  10  缺1人扣2分,扣完为止
和人员
─────────────────────────────────
合计      10
";
        assert_eq!(grid.text(), expected);
    }
}
