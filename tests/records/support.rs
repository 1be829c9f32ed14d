//! Workbooks made of texts, and what was read from them in short.

use ankang::intake::{Reading, Source, read};
use ankang::number::plain;
use ankang::problem::Lang;
use ankang::rank::Standing;
use ankang::report::Report;
use ankang::scheme::Scheme;
use calamine::{Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// Rows of texts. `<` belongs to the merged cell on its left.
pub type Rows<'a> = &'a [&'a [&'a str]];

/// A workbook of sheets.
pub fn book(name: &str, sheets: &[(&str, Rows<'_>)]) -> Source {
    let mut workbook = Workbook::new();
    for (title, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*title).expect("a sheet name");
        fill(sheet, rows).expect("a sheet");
    }
    Source {
        name: name.to_owned(),
        bytes: workbook.save_to_buffer().expect("a workbook"),
        roster: false,
    }
}

fn fill(sheet: &mut Worksheet, rows: Rows<'_>) -> Result<(), XlsxError> {
    for (row, cells) in (0..).zip(rows) {
        for (col, text) in (0..).zip(*cells) {
            let merged = cells[usize::from(col) + 1..]
                .iter()
                .take_while(|next| **next == "<")
                .count();
            match (*text, text.parse::<f64>()) {
                ("" | "<", _) => {}
                (text, _) if merged > 0 => {
                    let last = col + u16::try_from(merged).expect("a short row");
                    sheet.merge_range(row, col, row, last, text, &Format::new())?;
                }
                (_, Ok(number)) => {
                    sheet.write_number(row, col, number)?;
                }
                (text, Err(_)) => {
                    sheet.write_string(row, col, text)?;
                }
            }
        }
    }
    Ok(())
}

pub fn scheme(text: &str) -> Scheme {
    Scheme::parse(text).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

/// What is read from workbooks under a scheme.
pub fn reading(scheme: &Scheme, sources: Vec<Source>) -> Reading {
    read(scheme, sources, &|| {})
}

/// Codes of the problems and their cells, or their places where they have no cell.
pub fn problems(reading: &Reading) -> Vec<String> {
    let told = |problem: &ankang::problem::Problem| {
        let place = &problem.place;
        let place = place
            .cell
            .map_or_else(|| place.to_string(), |cell| cell.to_string());
        format!("{} {place}", problem.fault.code())
            .trim_end()
            .to_owned()
    };
    reading.problems.iter().map(told).collect()
}

/// The sentences of the problems of a code.
pub fn said(reading: &Reading, code: &str, lang: Lang) -> Vec<String> {
    let problems = reading.problems.iter();
    problems
        .filter(|problem| problem.fault.code() == code)
        .map(|problem| problem.fault.message(lang))
        .collect()
}

/// Codes of the repairs that are no matter of course, and their cells.
pub fn repairs(reading: &Reading) -> Vec<String> {
    let repairs = reading.repairs.iter();
    repairs
        .filter(|repair| !repair.mending.is_routine())
        .map(|repair| {
            let cell = repair.place.cell.map(|cell| cell.to_string());
            format!("{} {}", repair.mending.code(), cell.unwrap_or_default())
        })
        .collect()
}

/// Names and totals in rank order.
pub fn totals(scheme: &Scheme, reading: &Reading) -> Vec<String> {
    let standing = Standing::of(scheme, &reading.round).expect("no overflow");
    let placed = standing.order.iter().map(|placed| {
        let name = &reading.round.subjects[placed.subject.index()].name;
        let total = placed
            .total
            .map_or_else(|| placed.status.word().to_owned(), plain);
        format!("{name} {total}")
    });
    placed.collect()
}

/// A sheet of the result workbook as texts.
pub fn sheet(scheme: &Scheme, reading: &Reading, name: &str) -> Vec<Vec<String>> {
    let standing = Standing::of(scheme, &reading.round).expect("no overflow");
    let report = Report {
        scheme,
        round: &reading.round,
        standing: &standing,
        inputs: &reading.inputs,
        problems: &reading.problems,
        repairs: &reading.repairs,
        round_name: None,
        draft: !reading.problems.is_empty(),
    };
    let bytes = report.workbook().expect("a workbook");
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range(name).expect("the sheet");
    let texts = |row: &[calamine::Data]| row.iter().map(ToString::to_string).collect();
    range.rows().map(texts).collect()
}

/// The whole is inspected in rounds; what `rounds` says is given.
pub fn rounds(more: &str) -> String {
    format!(
        r#"
[scheme]
id = "t"
title = "示例"
version = "1"
marks = 20
rounds = {{ fold = "mean", {more} }}
[[section]]
id = "1"
title = "安全"
marks = 10
  [[section.item]]
  id = "1.1"
  title = "违章"
  marks = 10
  blank = "full"
  deduct = {{ each = 2 }}
[[section]]
id = "2"
title = "质量"
marks = 10
"#
    )
}

/// Two rounds.
pub const QUARTERS: &str = r#"labels = ["一季度", "二季度"]"#;

/// What is read, and the totals that come of it.
pub fn read_as(rules: &str, sources: Vec<Source>) -> (Reading, Vec<String>) {
    let scheme = scheme(rules);
    let read = reading(&scheme, sources);
    let totals = totals(&scheme, &read);
    (read, totals)
}

/// No problems.
pub const NONE: [&str; 0] = [];
