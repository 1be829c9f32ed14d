use crate::cell::Cell;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
    XlsxError,
};

/// The looks of a form that was made in WPS.
pub struct Style {
    pub title: Format,
    pub info: Format,
    pub head: Format,
    pub name: Format,
    pub value: Format,
    pub note: Format,
    percent: Format,
    date: Format,
}

impl Style {
    /// 宋体, thin borders, wrapped headings.
    pub fn new() -> Self {
        let plain = Format::new().set_font_name("宋体").set_font_size(10);
        let boxed = plain
            .clone()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        Self {
            title: plain
                .clone()
                .set_bold()
                .set_font_size(16)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            info: plain.clone().set_align(FormatAlign::Left),
            head: boxed
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_background_color(0x00F2_F2F2),
            name: boxed.clone().set_align(FormatAlign::Left),
            percent: boxed.clone().set_num_format("0.0%"),
            date: boxed.clone().set_num_format("yyyy/m/d"),
            note: plain.set_align(FormatAlign::Left),
            value: boxed,
        }
    }

    /// Writes one cell.
    pub fn write(&self, sheet: &mut Worksheet, row: u32, col: u16, cell: &Cell) -> Written {
        let value = &self.value;
        match cell {
            Cell::Blank => sheet.write_blank(row, col, value)?,
            Cell::Number(n) => sheet.write_number_with_format(row, col, float(*n, 100), value)?,
            Cell::Percent(n) => {
                sheet.write_number_with_format(row, col, float(*n, 10_000), &self.percent)?
            }
            Cell::Text(text) => sheet.write_string_with_format(row, col, text, value)?,
            Cell::Formula(text, result) => {
                let formula = Formula::new(text).set_result(float(*result, 100).to_string());
                sheet.write_formula_with_format(row, col, formula, value)?
            }
            Cell::Error(text, result) => {
                let formula = Formula::new(text).set_result(*result);
                sheet.write_formula_with_format(row, col, formula, value)?
            }
            Cell::Date(year, month, day) => {
                let date = ExcelDateTime::from_ymd(*year, *month, *day)?;
                sheet.write_datetime_with_format(row, col, &date, &self.date)?
            }
        };
        Ok(())
    }

    /// A heading over a block of cells, merged where the block is more than one cell.
    pub fn block(&self, sheet: &mut Worksheet, at: Block, text: &str, format: &Format) -> Written {
        let (top, left, bottom, right) = at;
        if top == bottom && left == right {
            sheet.write_string_with_format(top, left, text, format)?;
        } else {
            sheet.merge_range(top, left, bottom, right, text, format)?;
        }
        Ok(())
    }
}

/// First row, first column, last row, last column.
pub type Block = (u32, u16, u32, u16);

/// The outcome of writing.
pub type Written = Result<(), XlsxError>;

/// An empty workbook whose bytes repeat.
pub fn workbook(title: &str) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2026, 3, 2)?;
    let properties = DocProperties::new()
        .set_title(title)
        .set_comment("虚构示例数据")
        .set_creation_datetime(&created);
    workbook.set_properties(&properties);
    Ok(workbook)
}

/// `over / under` as the nearest double.
#[expect(
    clippy::cast_precision_loss,
    reason = "numbers in cells are far below 2⁵³"
)]
fn float(over: i64, under: i64) -> f64 {
    over as f64 / under as f64
}
