//! The table on paper: A4 upright, a title, merged section cells, repeated headings; and a second
//! sheet with what decides over the score.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook};

use super::{Block, Note, Row, Rulebook, Sum};
use crate::report::own::RULES_MARK;
use crate::report::workbook::pen::Pen;
use crate::report::workbook::style::{BODY, LINE, Styles};
use crate::report::workbook::{WorkbookError, page, width};

/// Widths of the five columns: together a page of A4 upright.
const TABLE: [f64; 5] = [7.0, 16.0, 24.0, 7.5, 40.0];
/// Widths of the second sheet's columns.
const NOTES: [f64; 2] = [16.0, 78.5];
/// The row of the headings.
const HEADINGS: u32 = 2;

/// The bytes of the workbook.
pub(super) fn workbook(rules: &Rulebook) -> Result<Vec<u8>, WorkbookError> {
    let mut book = Workbook::new();
    let font = Format::new().set_font_name(BODY).set_font_size(11);
    book.set_default_format(&font, 20, 72)?;
    // The date is fixed: a clock would change the bytes.
    book.set_properties(
        &DocProperties::new()
            .set_title(rules.title.as_str())
            .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?)
            .set_custom_property(RULES_MARK, env!("CARGO_PKG_VERSION"))
            .set_custom_property("scheme-id", rules.id.as_str()),
    );
    let styles = Styles::new(0);
    let (table, notes) = rules.lang.pick(("评分表", "评分规定"), ("Table", "Rules"));
    let mut pen = Pen::new(book.add_worksheet(), table, false)?;
    Sheet::new(&mut pen, &styles, &TABLE)?.table(rules)?;
    let mut pen = Pen::new(book.add_worksheet(), notes, false)?;
    Sheet::new(&mut pen, &styles, &NOTES)?.notes(rules)?;
    Ok(book.save_to_buffer()?)
}

/// A sheet while it is written, from top to bottom.
struct Sheet<'p, 's> {
    pen: &'p mut Pen<'s>,
    styles: &'p Styles,
    last: u16,
    row: u32,
    /// Lines that each row needs for the cell beside it.
    least: u32,
}

impl<'p, 's> Sheet<'p, 's> {
    fn new(
        pen: &'p mut Pen<'s>,
        styles: &'p Styles,
        widths: &[f64],
    ) -> Result<Self, WorkbookError> {
        pen.widths(widths)?;
        Ok(Sheet {
            pen,
            styles,
            last: u16::try_from(widths.len().saturating_sub(1)).unwrap_or(0),
            row: 0,
            least: 1,
        })
    }

    fn table(mut self, rules: &Rulebook) -> Result<(), WorkbookError> {
        self.head(&rules.title, &rules.subtitle, &rules.headings())?;
        for block in &rules.blocks {
            self.block(block)?;
        }
        self.finish()
    }

    fn notes(mut self, rules: &Rulebook) -> Result<(), WorkbookError> {
        let title = rules.lang.pick(
            format!("{} 评分规定", rules.title),
            format!("{}: rules", rules.title),
        );
        let headings = rules.lang.pick(["项目", "规定"], ["Concerning", "Rule"]);
        self.head(&title, &rules.subtitle, &headings)?;
        for note in &rules.notes {
            self.note(note)?;
        }
        self.finish()
    }

    /// A page for paper and screen.
    fn finish(self) -> Result<(), WorkbookError> {
        page::paper(self.pen.sheet(), (0, HEADINGS))?;
        self.pen.sheet().set_portrait().set_print_fit_to_pages(1, 0);
        page::freeze(self.pen, HEADINGS + 1, 0)
    }

    /// The title, the line below it, and the headings.
    fn head(
        &mut self,
        title: &str,
        subtitle: &str,
        headings: &[&str],
    ) -> Result<(), WorkbookError> {
        let wrapped = self.styles.title.clone().set_text_wrap();
        self.pen.across(0, 0, self.last, title, &wrapped)?;
        // The title is set half as large again as the body.
        let lines = width::lines(title, self.pen.width_of(0, self.last) / 1.5);
        let height = 26.0 * f64::from(lines.min(4)) + 4.0;
        self.pen.sheet().set_row_height(0, height)?;
        self.pen
            .across(1, 0, self.last, subtitle, &self.styles.subtitle)?;
        self.row = 1;
        self.height(width::lines(subtitle, self.pen.width_of(0, self.last)))?;
        for (col, heading) in (0..).zip(headings) {
            self.pen.text(HEADINGS, col, heading, &self.styles.head)?;
        }
        self.pen.lines(HEADINGS, 2)?;
        self.row = HEADINGS + 1;
        Ok(())
    }

    /// Makes the current row so many lines high, with a little air.
    fn height(&mut self, lines: u32) -> Result<(), WorkbookError> {
        let height = LINE * f64::from(lines.max(self.least).min(26)) + 5.0;
        self.pen.sheet().set_row_height(self.row, height)?;
        Ok(())
    }

    /// The items of a section beside its merged cell, then the rows that add up.
    fn block(&mut self, block: &Block) -> Result<(), WorkbookError> {
        self.beside(1, block.rows.len(), &block.title)?;
        for row in &block.rows {
            self.item(row)?;
        }
        self.least = 1;
        for sum in &block.sums {
            self.sum(sum)?;
        }
        Ok(())
    }

    /// A cell over so many rows from the current one, for what they have in common.
    fn beside(&mut self, col: u16, rows: usize, text: &str) -> Result<(), WorkbookError> {
        let format = self.styles.wrap.clone();
        let format = format.set_align(FormatAlign::Center).set_bold();
        let lines = width::lines(text, self.pen.width(col));
        let more = u32::try_from(rows.saturating_sub(1)).unwrap_or(0);
        self.least = lines.div_ceil(more + 1);
        if more > 0 {
            let (first, last) = (self.row, self.row + more);
            self.pen
                .sheet()
                .merge_range(first, col, last, col, "", &format)?;
        }
        self.pen.text(self.row, col, text, &format)
    }

    fn item(&mut self, row: &Row) -> Result<(), WorkbookError> {
        let styled = |format: &Format| {
            let format = format.clone();
            if row.parent {
                format.set_bold()
            } else {
                format
            }
        };
        let depth = u8::try_from(row.depth.min(8)).unwrap_or(0);
        let title = styled(&self.styles.wrap).set_indent(depth);
        let centre = styled(&self.styles.centre);
        self.pen.text(self.row, 0, &row.id, &centre)?;
        self.pen.text(self.row, 2, &row.title, &title)?;
        self.pen.number(self.row, 3, row.marks, &centre)?;
        self.pen.text(self.row, 4, &row.method, &self.styles.wrap)?;
        let room = self.pen.width(2) - 2.0 * f64::from(depth);
        let title = width::lines(&row.title, room);
        self.height(title.max(width::lines(&row.method, self.pen.width(4))))?;
        self.row += 1;
        Ok(())
    }

    fn sum(&mut self, sum: &Sum) -> Result<(), WorkbookError> {
        let group = &self.styles.group;
        self.pen.across(self.row, 0, 2, sum.name, group)?;
        self.pen.number(self.row, 3, sum.marks, group)?;
        self.pen.text(self.row, 4, &sum.how, &self.styles.wrap)?;
        self.height(width::lines(&sum.how, self.pen.width(4)))?;
        self.row += 1;
        Ok(())
    }

    /// A heading beside its lines.
    fn note(&mut self, note: &Note) -> Result<(), WorkbookError> {
        self.beside(0, note.lines.len(), note.heading)?;
        for line in &note.lines {
            self.pen.text(self.row, 1, line, &self.styles.wrap)?;
            self.height(width::lines(line, self.pen.width(1)))?;
            self.row += 1;
        }
        Ok(())
    }
}
