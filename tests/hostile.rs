//! Files that nobody writes by accident: each is refused with a reason or read with its values
//! right, quickly and without much memory.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use ankang::intake::workbook::{Raw, SheetNotes, Workbook};
use ankang::number::Decimal;
use ankang::problem::{CellRef, Fault, FileKind};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package to put together by hand.
struct Package {
    parts: Vec<(String, Vec<u8>)>,
}

impl Package {
    fn new(sheet: &str) -> Self {
        let rels = |inside: &str| {
            format!(r#"<?xml version="1.0"?><Relationships>{inside}</Relationships>"#)
        };
        let mut package = Package { parts: Vec::new() };
        package.put("[Content_Types].xml", TYPES);
        package.put("_rels/.rels", &rels(&format!(r#"<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>"#)));
        package.put("xl/_rels/workbook.xml.rels", &rels(&format!(r#"<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>"#)));
        package.put("xl/workbook.xml", r#"<?xml version="1.0"?><workbook xmlns:r="r"><sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>"#);
        package.put("xl/styles.xml", r#"<?xml version="1.0"?><styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>"#);
        package.put("xl/worksheets/sheet1.xml", sheet);
        package
    }

    fn rows(rows: &str) -> Self {
        Package::new(&sheet(rows))
    }

    fn put(&mut self, name: &str, content: &str) {
        self.parts.retain(|(known, _)| known != name);
        self.parts
            .push((name.to_owned(), content.as_bytes().to_vec()));
    }

    fn zip(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, content) in &self.parts {
            zip.start_file(name, options).unwrap();
            zip.write_all(content).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

fn sheet(rows: &str) -> String {
    format!(r#"<?xml version="1.0"?><worksheet><sheetData>{rows}</sheetData></worksheet>"#)
}

type Cells = Vec<(String, Raw)>;

fn read(bytes: &[u8]) -> Result<(Cells, SheetNotes), Fault> {
    let mut workbook = Workbook::open(bytes)?;
    let mut cells = Vec::new();
    let mut last = None;
    let notes = workbook.rows(0, &mut |row| {
        assert!(last < Some(row.index), "rows ascend");
        assert!(
            row.cells.is_sorted_by_key(|(col, _)| *col),
            "columns ascend"
        );
        last = Some(row.index);
        for (col, raw) in &row.cells {
            cells.push((
                CellRef {
                    row: row.index,
                    col: *col,
                }
                .to_string(),
                raw.clone(),
            ));
        }
        ControlFlow::Continue(())
    })?;
    Ok((cells, notes))
}

fn number(value: i64) -> Raw {
    Raw::Number {
        value: Decimal::from(value),
        percent: false,
    }
}

fn cells(rows: &str) -> Cells {
    read(&Package::rows(rows).zip()).unwrap().0
}

#[track_caller]
fn assert_cells(rows: &str, expected: &[(&str, Raw)]) {
    let expected: Cells = expected
        .iter()
        .map(|(at, raw)| ((*at).to_owned(), raw.clone()))
        .collect();
    assert_eq!(cells(rows), expected);
}

#[track_caller]
fn refused(bytes: &[u8]) -> Fault {
    read(bytes).expect_err("refused")
}

fn kind(bytes: &[u8]) -> FileKind {
    match Workbook::open(bytes).err() {
        Some(Fault::NotAWorkbook { kind }) => kind,
        other => panic!("{other:?}"),
    }
}

#[test]
fn opposite_corners_of_the_grid() {
    assert_cells(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#,
        &[("A1", number(1)), ("XFD1048576", number(2))],
    );
}

#[test]
fn cells_beyond_the_grid_are_counted_and_not_read() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c><c r="XFE1"><v>2</v></c></row><row r="1048577"><c r="A1048577"><v>3</v></c></row>"#;
    let (cells, notes) = read(&Package::rows(rows).zip()).unwrap();
    assert_eq!(cells, [("A1".to_owned(), number(1))]);
    assert_eq!(notes.beyond_grid, 2);
}

#[test]
fn references_too_large_for_arithmetic() {
    for at in ["ZZZZZZZ99999999999", "A99999999999", "ZZZZZZZZZZZZ1"] {
        let rows = format!(r#"<row r="1"><c r="A1"><v>1</v></c><c r="{at}"><v>2</v></c></row>"#);
        let result = read(&Package::rows(&rows).zip());
        assert!(
            result.is_err() || result.unwrap().1 != SheetNotes::default(),
            "{at}"
        );
    }
    let upside_down = r#"<worksheet><dimension ref="B9:A1"/><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"#;
    let _ = read(&Package::new(upside_down).zip());
}

#[test]
fn rows_out_of_order_are_sorted() {
    let rows = r#"<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>4</v></c></row>"#;
    let (cells, notes) = read(&Package::rows(rows).zip()).unwrap();
    let at: Vec<_> = cells.iter().map(|(at, _)| at.as_str()).collect();
    assert_eq!(at, ["A1", "B1", "A3", "B3"]);
    assert!(notes.unsorted);
}

#[test]
fn a_cell_that_claims_an_earlier_row_is_refused() {
    let rows = r#"<row r="1"><c r="A9"><v>3</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>"#;
    assert!(matches!(
        refused(&Package::rows(rows).zip()),
        Fault::Unreadable { .. }
    ));
}

#[test]
fn a_cell_given_twice_keeps_the_last_and_is_noted() {
    let rows =
        r#"<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>5</v></c><c r="B1"><v>2</v></c></row>"#;
    let (cells, notes) = read(&Package::rows(rows).zip()).unwrap();
    assert_eq!(
        cells,
        [("A1".to_owned(), number(5)), ("B1".to_owned(), number(2))]
    );
    assert_eq!(notes.duplicates, [CellRef { row: 0, col: 1 }]);
}

#[test]
fn one_cell_a_hundred_thousand_times() {
    let rows = format!(
        r#"<row r="1">{}</row>"#,
        r#"<c r="A1"><v>1</v></c>"#.repeat(100_000)
    );
    let (cells, notes) = read(&Package::rows(&rows).zip()).unwrap();
    assert_eq!(cells.len(), 1);
    assert!(!notes.duplicates.is_empty());
}

#[test]
fn numbers_that_are_none() {
    for text in ["inf", "-inf", "NaN", "1e999", "1e40"] {
        let cells = cells(&format!(r#"<row r="1"><c r="A1"><v>{text}</v></c></row>"#));
        assert!(
            matches!(cells[..], [(_, Raw::Error(_))]),
            "{text}: {cells:?}"
        );
    }
}

#[test]
fn the_residue_of_a_subtraction_is_a_number() {
    let cells = cells(r#"<row r="1"><c r="A1"><v>5.55111512312578E-17</v></c></row>"#);
    assert!(matches!(cells[..], [(_, Raw::Number { .. })]), "{cells:?}");
}

#[test]
fn cells_that_cannot_be_read_arrive_as_errors_at_their_place() {
    assert_cells(
        r##"<row r="2"><c r="A2"><v>1</v></c><c r="C2" t="e"><v>#SPILL!</v></c><c r="D2"><v>2</v></c></row><row r="4"><c r="B4" t="e"><v>#N/A</v></c></row>"##,
        &[
            ("A2", number(1)),
            ("C2", Raw::Error("#SPILL!".into())),
            ("D2", number(2)),
            ("B4", Raw::Error("#N/A".into())),
        ],
    );
    for bad in [
        r#"t="zz"><v>1</v>"#,
        r#"t="s"><v>99</v>"#,
        r#"t="b"><v>2</v>"#,
        r#"t="n"><v>x</v>"#,
        "><extLst/>",
    ] {
        let cells = cells(&format!(
            r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1" {bad}</c><c r="C1"><v>3</v></c></row>"#
        ));
        assert!(
            matches!(&cells[..], [_, (at, Raw::Error(_)), _] if at == "B1"),
            "{bad}: {cells:?}"
        );
    }
}

#[test]
fn after_a_bad_cell_cells_without_position_are_not_trusted() {
    let rows = r##"<row><c><v>1</v></c><c t="e"><v>#SPILL!</v></c><c><v>3</v></c></row>"##;
    assert!(matches!(
        refused(&Package::rows(rows).zip()),
        Fault::Unreadable { .. }
    ));
    let mixed = r##"<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c><v>3</v></c></row>"##;
    assert!(matches!(
        refused(&Package::rows(mixed).zip()),
        Fault::Unreadable { .. }
    ));
}

#[test]
fn cells_and_rows_without_position_are_counted() {
    assert_cells(
        "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>",
        &[("A1", number(1)), ("C1", number(3)), ("A3", number(4))],
    );
}

#[test]
fn formulas_without_a_result_are_told_from_blanks() {
    assert_cells(
        r#"<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1"><f>1+1</f><v>2</v></c><c r="D1"/><c r="E1" t="str"><f>""</f><v></v></c><c r="F1"><f t="shared" si="200000000"/></c></row>"#,
        &[
            ("A1", Raw::NoCachedValue),
            ("B1", Raw::NoCachedValue),
            ("C1", number(2)),
            ("F1", Raw::NoCachedValue),
        ],
    );
}

#[test]
fn formulas_and_percentages_together() {
    let percent = |digits| Raw::Number {
        value: Decimal::new(digits, 2),
        percent: true,
    };
    assert_cells(
        r##"<row r="1"><c r="A1" s="1"><f>1/2</f></c><c r="B1" s="1"><v>0.98</v></c><c r="C1" t="e"><v>#CALC!</v></c><c r="D1"><f t="shared" si="x"/></c><c r="E1" s="1"><f>1</f><v>0.5</v></c><c r="F1" s="77"><v>7</v></c></row>"##,
        &[
            ("A1", Raw::NoCachedValue),
            ("B1", percent(98)),
            ("C1", Raw::Error("#CALC!".into())),
            ("D1", Raw::NoCachedValue),
            ("E1", percent(50)),
            ("F1", number(7)),
        ],
    );
}

#[test]
fn a_namespace_prefix_changes_nothing() {
    let sheet = r#"<?xml version="1.0"?><x:worksheet xmlns:x="x"><x:cols><x:col min="2" max="3" hidden="1"/></x:cols><x:sheetData><x:row r="2" hidden="1"><x:c r="A2"><x:f>1</x:f></x:c></x:row><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B2"/></x:mergeCells></x:worksheet>"#;
    let bytes = Package::new(sheet).zip();
    let (cells, notes) = read(&bytes).unwrap();
    assert_eq!(
        cells,
        [
            ("A1".to_owned(), number(1)),
            ("A2".to_owned(), Raw::NoCachedValue)
        ]
    );
    assert!(notes.unsorted);
    let layout = Workbook::open(&bytes).unwrap().layout(0);
    assert_eq!(
        (layout.hidden_rows, layout.hidden_cols),
        (vec![1], vec![1, 2])
    );
    assert_eq!(layout.merges.len(), 1);
}

#[test]
fn a_string_count_that_cannot_be() {
    let mut package = Package::rows("");
    for root in [
        r#"<sst uniqueCount="4000000000">"#,
        r#"<sst a=">" uniqueCount = '4000000000'>"#,
        r#"<x:sst uniqueCount="99999999999999999999">"#,
    ] {
        package.put(
            "xl/sharedStrings.xml",
            &format!(r#"<?xml version="1.0"?>{root}<si><t>a</t></si></sst>"#),
        );
        assert!(
            matches!(refused(&package.zip()), Fault::TooLarge { .. }),
            "{root}"
        );
    }
    package.put(
        "xl/sharedStrings.xml",
        r#"<!-- <sst uniqueCount="1"> --><sst uniqueCount="4000000000"/>"#,
    );
    assert!(matches!(refused(&package.zip()), Fault::Unreadable { .. }));
}

#[test]
fn a_format_text_that_every_style_would_copy() {
    let mut package = Package::rows("");
    let long = "0".repeat(900_000);
    let styles = format!(
        r#"<styleSheet><numFmts><numFmt numFmtId="200" formatCode="{long}"/></numFmts><cellXfs>{}</cellXfs></styleSheet>"#,
        r#"<xf numFmtId="200"/>"#.repeat(50_000)
    );
    package.put("xl/styles.xml", &styles);
    assert!(matches!(refused(&package.zip()), Fault::TooLarge { .. }));
}

#[test]
fn a_part_that_inflates_without_measure() {
    let blanks = " ".repeat(64 * 1024 * 1024);
    let bytes = Package::rows(&blanks).zip();
    assert!(bytes.len() < 200_000);
    assert!(matches!(refused(&bytes), Fault::TooLarge { .. }));
}

#[test]
fn a_long_text_without_tags() {
    let text = "安".repeat(2_000_000);
    let cells = cells(&format!(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c><c r="B1"><v>1</v></c></row>"#
    ));
    assert_eq!(cells.len(), 2);
}

#[test]
fn names_with_a_leading_slash() {
    let mut package = Package::rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#);
    package.put("xl/_rels/workbook.xml.rels", &format!(r#"<Relationships><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>"#));
    assert_eq!(read(&package.zip()).unwrap().0.len(), 1);
    for (name, _) in &mut package.parts {
        name.insert(0, '/');
    }
    assert_eq!(
        read(&package.zip()).unwrap().0,
        [("A1".to_owned(), number(1))]
    );
    for (name, _) in &mut package.parts {
        *name = name.replace('/', "\\").to_uppercase();
    }
    assert_eq!(read(&package.zip()).unwrap().0.len(), 1);
}

#[test]
fn an_entry_name_twice() {
    let mut package = Package::rows("");
    let mut twice = package.zip();
    package
        .parts
        .push(("XL/workbook.xml".to_owned(), Vec::new()));
    assert!(matches!(refused(&package.zip()), Fault::Unreadable { .. }));
    // The same length, so that only the names need to change.
    let other = b"xl/styles.xml";
    let mut package = Package::rows("");
    package.put("xl/stylez.xml", "<a/>");
    twice.clear();
    twice.extend(package.zip());
    while let Some(at) = twice
        .windows(other.len())
        .position(|w| w == b"xl/stylez.xml")
    {
        twice[at..at + other.len()].copy_from_slice(other);
    }
    assert!(matches!(
        refused(&twice),
        Fault::Unreadable { .. } | Fault::NotAWorkbook { .. }
    ));
}

#[test]
fn two_sheets_of_one_name() {
    let mut package = Package::rows("");
    package.put("xl/workbook.xml", r#"<workbook xmlns:r="r"><sheets><sheet name="表" r:id="rId1"/><sheet name="表" r:id="rId1"/></sheets></workbook>"#);
    assert!(matches!(refused(&package.zip()), Fault::Unreadable { .. }));
}

#[test]
fn a_million_merges_too_many() {
    let merges = r#"<mergeCell ref="A1:B2"/>"#.repeat(1_000_001);
    let mut noise = String::new();
    for i in 0..200_000_u32 {
        noise.push_str(&i.wrapping_mul(2_654_435_761).to_string());
    }
    let sheet =
        format!("<worksheet><sheetData/><mergeCells>{merges}</mergeCells>{noise}</worksheet>");
    let result = read(&Package::new(&sheet).zip());
    assert!(matches!(result, Err(Fault::TooLarge { .. })), "{result:?}");
}

#[test]
fn what_is_not_a_workbook_is_named() {
    assert_eq!(kind(b""), FileKind::Empty);
    assert_eq!(kind(&[0; 512]), FileKind::Empty);
    assert_eq!(kind("单位,得分\n甲,95\n".as_bytes()), FileKind::Text);
    assert_eq!(
        kind(b"\xb5\xa5\xce\xbb,\xb5\xc3\xb7\xd6\r\n"),
        FileKind::Text
    );
    assert_eq!(kind(b"\xef\xbb\xbf<html><table>"), FileKind::Html);
    assert_eq!(kind(b"\n<!DOCTYPE html>"), FileKind::Html);
    assert_eq!(kind(b"\x89PNG\r\n\x1a\n\x00"), FileKind::Other);
    assert_eq!(kind(b"PK\x05\x06"), FileKind::Zip);
    assert_eq!(kind(b"PK\x03\x04"), FileKind::Broken);
    let ole = |name: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        kind(&bytes)
    };
    assert_eq!(ole("EncryptedPackage"), FileKind::Encrypted);
    assert_eq!(ole("Workbook"), FileKind::Xls);
    assert_eq!(ole("WordDocument"), FileKind::Other);
    let zip = |names: &[&str]| {
        let parts = names
            .iter()
            .map(|n| ((*n).to_owned(), b"<a/>".to_vec()))
            .collect();
        kind(&Package { parts }.zip())
    };
    assert_eq!(zip(&["mimetype", "content.xml"]), FileKind::Ods);
    assert_eq!(zip(&["_rels/.rels", "xl/workbook.bin"]), FileKind::Xls);
    assert_eq!(zip(&["_rels/.rels", "word/document.xml"]), FileKind::Zip);
    assert_eq!(zip(&["a.txt"]), FileKind::Zip);
}

#[test]
fn truncated_at_any_place() {
    let bytes = Package::rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#).zip();
    for length in 0..bytes.len() {
        assert!(read(&bytes[..length]).is_err(), "{length}");
    }
}

#[test]
fn any_byte_changed() {
    let bytes =
        Package::rows(r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="b"><v>1</v></c></row>"#)
            .zip();
    for at in 0..bytes.len() {
        for bit in [0, 3, 7] {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << bit;
            let _ = read(&changed);
        }
    }
}

#[test]
fn any_byte_of_the_xml_changed() {
    let rows = r##"<row r="1" hidden="1"><c r="A1" s="1"><v>1.5</v></c><c r="B1" t="b"><f t="shared" ref="B1:B2" si="0">A1</f><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c></row>"##;
    let sheet = format!(
        r#"<worksheet><dimension ref="A1:B2"/><cols><col min="1" max="2" hidden="1"/></cols><sheetData>{rows}</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells></worksheet>"#
    );
    for at in 0..sheet.len() {
        for byte in [b'<', b'>', b'"', b'9', b'/', b' ', b'\0'] {
            let mut changed = sheet.clone().into_bytes();
            changed[at] = byte;
            let _ = read(&Package::new(&String::from_utf8(changed).unwrap()).zip());
        }
    }
}
