//! Ordinary workbooks, as spreadsheet programs write them.

use std::ops::ControlFlow;

use ankang::intake::workbook::{Raw, Row, Workbook};
use ankang::number::Decimal;
use jiff::civil::date;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Writer};

fn rows(bytes: &[u8], sheet: usize) -> Vec<Row> {
    let mut workbook = Workbook::open(bytes).unwrap();
    let mut rows = Vec::new();
    workbook
        .rows(sheet, &mut |row| {
            rows.push(row.clone());
            ControlFlow::Continue(())
        })
        .unwrap();
    rows
}

fn number(value: &str, percent: bool) -> Raw {
    Raw::Number {
        value: value.parse().unwrap(),
        percent,
    }
}

#[test]
fn every_kind_of_cell() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet.write(1, 0, "矿井一").unwrap();
    sheet.write(1, 1, 95.5).unwrap();
    sheet
        .write_with_format(1, 2, 0.98, &Format::new().set_num_format("0.0%"))
        .unwrap();
    sheet
        .write_with_format(1, 3, 98, &Format::new().set_num_format("0\"%\""))
        .unwrap();
    sheet.write(1, 4, true).unwrap();
    let time = ExcelDateTime::from_ymd(2015, 10, 8)
        .unwrap()
        .and_hms(17, 30, 0)
        .unwrap();
    sheet.write_with_format(1, 5, &time, &day).unwrap();
    sheet
        .write(1, 6, Formula::new("B2*2").set_result("191"))
        .unwrap();
    sheet
        .write(1, 7, Formula::new("1/0").set_result("#DIV/0!"))
        .unwrap();
    sheet.write_blank(1, 8, &day).unwrap();
    sheet.write(1, 9, 0.1 + 0.2).unwrap();
    sheet
        .write_with_format(1, 10, 0.25, &Format::new().set_num_format("h:mm"))
        .unwrap();
    let rows = rows(&writer.save_to_buffer().unwrap(), 0);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].index, 1);
    assert_eq!(
        rows[0].cells,
        [
            (0, Raw::Text("矿井一".into())),
            (1, number("95.5", false)),
            (2, number("0.98", true)),
            (3, number("98", false)),
            (4, Raw::Bool(true)),
            (5, Raw::Date(date(2015, 10, 8))),
            (6, number("191", false)),
            (7, Raw::Error("#DIV/0!".into())),
            (9, number("0.3", false)),
            (10, Raw::Text("6:00:00".into())),
        ]
    );
    assert_eq!(rows[0].get(1), Some(&number("95.5", false)));
    assert_eq!(rows[0].get(8), None);
}

#[test]
fn layout_and_visibility() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet().set_name("检查表").unwrap();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 5, "标题", &plain).unwrap();
    sheet.merge_range(2, 1, 9, 1, "大项", &plain).unwrap();
    sheet.write(12, 0, 1).unwrap();
    sheet.set_row_hidden(12).unwrap();
    sheet.set_column_hidden(3).unwrap();
    writer
        .add_worksheet()
        .set_name("选项")
        .unwrap()
        .set_hidden(true);
    let bytes = writer.save_to_buffer().unwrap();
    let mut workbook = Workbook::open(&bytes).unwrap();
    let layout = workbook.layout(0);
    let regions: Vec<_> = layout
        .merges
        .iter()
        .map(|m| format!("{}:{}", m.first, m.last))
        .collect();
    assert_eq!(regions, ["A1:F1", "B3:B10"]);
    assert_eq!(layout.hidden_rows, [12]);
    assert_eq!(layout.hidden_cols, [3]);
    let sheets: Vec<_> = workbook
        .sheets()
        .iter()
        .map(|s| (s.name.as_str(), s.visible))
        .collect();
    assert_eq!(sheets, [("检查表", true), ("选项", false)]);
    assert_eq!(workbook.layout(1), workbook.layout(7));
    assert!(
        workbook
            .rows(7, &mut |_| ControlFlow::Continue(()))
            .is_err()
    );
}

#[test]
fn reading_stops_when_told_to() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    for row in 0..100 {
        sheet.write(row, 0, row).unwrap();
    }
    let bytes = writer.save_to_buffer().unwrap();
    let mut seen = 0;
    let mut workbook = Workbook::open(&bytes).unwrap();
    workbook
        .rows(0, &mut |row| {
            seen += 1;
            if row.index == 9 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .unwrap();
    assert_eq!(seen, 10);
}

#[test]
fn many_rows_over_many_windows() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    for row in 0..20_000_u32 {
        sheet.write(row, 0, format!("单位{row}")).unwrap();
        sheet.write(row, 1, f64::from(row) / 10.0).unwrap();
        sheet
            .write(row, 2, Formula::new("B1*2").set_result("1"))
            .unwrap();
        sheet.write(row, 3, ["甲", "乙"][row as usize % 2]).unwrap();
    }
    let bytes = writer.save_to_buffer().unwrap();
    let rows = rows(&bytes, 0);
    assert_eq!(rows.len(), 20_000);
    for (at, row) in rows.iter().enumerate() {
        let value = Decimal::new(at as i64, 1).normalize();
        assert_eq!(row.cells[0].1, Raw::Text(format!("单位{at}").into()));
        assert_eq!(
            row.cells[1].1,
            Raw::Number {
                value,
                percent: false
            }
        );
        assert_eq!(row.cells[3].1, Raw::Text(["甲", "乙"][at % 2].into()));
    }
}
