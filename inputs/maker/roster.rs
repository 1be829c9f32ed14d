use crate::names::COUNTIES;
use crate::record::Record;
use crate::style::{Style, Written};
use rust_xlsxwriter::Worksheet;

/// Which roster is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roster {
    Enterprises,
    Stations,
}

/// A value of the roster.
enum Value {
    Text(String),
    Number(i64),
}

impl Roster {
    fn headings(self) -> &'static [(&'static str, f64)] {
        match self {
            Self::Enterprises => &[
                ("序号", 6.0),
                ("单位名称", 38.0),
                ("统一社会信用代码", 22.0),
                ("县区", 10.0),
                ("行业", 12.0),
                ("企业规模", 10.0),
                ("职工人数", 10.0),
                ("参赛班组数", 11.0),
                ("参赛职工数", 11.0),
                ("建会", 7.0),
            ],
            Self::Stations => &[
                ("序号", 6.0),
                ("单位名称", 34.0),
                ("统一社会信用代码", 22.0),
                ("县区", 10.0),
                ("所属企业", 18.0),
                ("井下职工人数", 13.0),
                ("群监员人数", 12.0),
            ],
        }
    }

    fn values(self, number: usize, record: &Record) -> Vec<Value> {
        let unit = &record.unit;
        let size = unit.attribute;
        let mut values = vec![
            Value::Number(i64::try_from(number).unwrap_or(i64::MAX)),
            Value::Text(unit.name.clone()),
            Value::Text(unit.code.clone()),
            Value::Text(COUNTIES[unit.county].0.to_owned()),
            Value::Text(unit.kind.to_owned()),
        ];
        match self {
            Self::Enterprises => {
                let scale = match size {
                    1000.. => "大型",
                    300.. => "中型",
                    20.. => "小型",
                    _ => "微型",
                };
                values.extend([
                    Value::Text(scale.to_owned()),
                    Value::Number(size),
                    Value::Number(size / 18 + 1),
                    Value::Number(size * (85 + size % 16) / 100),
                    Value::Text(if unit.union { "是" } else { "否" }.to_owned()),
                ]);
            }
            Self::Stations => values.extend([Value::Number(size * 42), Value::Number(size)]),
        }
        values
    }

    /// Writes a title and the table; `sum` adds the 合计 row and a note.
    pub fn write<'a>(
        self,
        sheet: &mut Worksheet,
        style: &Style,
        title: &str,
        records: impl Iterator<Item = &'a Record>,
        sum: bool,
    ) -> Written {
        let last = self.begin(sheet, style, title)?;
        let mut sums = vec![0; self.headings().len()];
        let mut row = 2;
        for (number, record) in (1..).zip(records) {
            self.line(sheet, style, row, number, record, &mut sums)?;
            row += 1;
        }
        if sum {
            sheet.write_string_with_format(row, 1, "合计", &style.value)?;
            for (col, sum) in (0_u16..).zip(&sums).filter(|(_, sum)| **sum > 0) {
                style.write(sheet, row, col, &crate::cell::Cell::Number(100 * sum))?;
            }
            let note = "注:本名册中的市、县区、单位和代码均为虚构示例。";
            style.block(sheet, (row + 1, 0, row + 1, last), note, &style.note)?;
        }
        Ok(())
    }

    /// Title and headings; answers the last column.
    pub fn begin(self, sheet: &mut Worksheet, style: &Style, title: &str) -> LastColumn {
        let last = u16::try_from(self.headings().len() - 1).unwrap_or(u16::MAX);
        style.block(sheet, (0, 0, 0, last), title, &style.title)?;
        for (col, (heading, width)) in (0_u16..).zip(self.headings()) {
            sheet.write_string_with_format(1, col, *heading, &style.head)?;
            sheet.set_column_width(col, *width)?;
        }
        sheet.set_row_height(0, 30)?;
        sheet.set_freeze_panes(2, 2)?;
        sheet.set_repeat_rows(0, 1)?;
        sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
        Ok(last)
    }

    /// One unit.
    pub fn line(
        self,
        sheet: &mut Worksheet,
        style: &Style,
        row: u32,
        number: usize,
        record: &Record,
        sums: &mut [i64],
    ) -> Written {
        for (col, value) in (0_u16..).zip(self.values(number, record)) {
            match value {
                Value::Text(text) => {
                    sheet.write_string_with_format(row, col, text, &style.name)?;
                }
                Value::Number(n) => {
                    if col > 0 {
                        sums[usize::from(col)] += n;
                    }
                    style.write(sheet, row, col, &crate::cell::Cell::Number(100 * n))?;
                }
            }
        }
        Ok(())
    }
}

/// The last column of a table.
type LastColumn = Result<u16, rust_xlsxwriter::XlsxError>;
