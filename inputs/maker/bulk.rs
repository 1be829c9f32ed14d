//! Any number of units, for benchmarks: roster and form in one workbook, written row by row.

use crate::cup;
use crate::random::Random;
use crate::record::{Record, quality};
use crate::roster::Roster;
use crate::rule::{CUP, Rule, STATION};
use crate::style::{Style, workbook};
use crate::unit::Units;
use crate::wide::{Form, Wide};
use std::error::Error;
use std::path::{Path, PathBuf};

/// Units a workbook holds at most; more are spread over several workbooks.
const ROWS: usize = 1_000_000;

/// Writes `count` enterprises (or stations) to `file`, or to `file-1`, `file-2` … where one
/// workbook cannot hold them.
pub fn write(file: &Path, roster: Roster, count: usize, seed: u64) -> Result<(), Box<dyn Error>> {
    let rule = Rule::read(if roster == Roster::Stations {
        STATION
    } else {
        CUP
    })?;
    let mut random = Random::new(seed);
    let mut made = Units::default();
    for (number, start) in (1..).zip((0..count).step_by(ROWS)) {
        let rows = ROWS.min(count - start);
        let file = if count > ROWS {
            numbered(file, number)
        } else {
            file.to_owned()
        };
        one(&file, &rule, roster, rows, &mut made, &mut random)?;
    }
    Ok(())
}

fn numbered(file: &Path, number: usize) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}-{number}.xlsx"))
}

fn one(
    file: &Path,
    rule: &Rule,
    roster: Roster,
    rows: usize,
    made: &mut Units,
    random: &mut Random,
) -> Result<(), Box<dyn Error>> {
    let style = Style::new();
    let title = "评分汇总表(虚构示例)";
    let wide = Wide {
        rule,
        title,
        info: "检查组:第一检查组        单位:分",
        form: Form::One,
        words: ("√", "×"),
        logged: &[],
        untidy: 0,
        subtotals: false,
    };
    let columns = wide.columns();
    let mut book = workbook(title)?;
    book.add_worksheet_with_constant_memory()?
        .set_name("名册")?;
    book.add_worksheet_with_constant_memory()?
        .set_name("检查表")?;
    roster.begin(book.worksheet_from_index(0)?, &style, "名册(虚构示例)")?;
    let first = wide.head(book.worksheet_from_index(1)?, &style, &columns)?;
    for (number, row) in (1..=rows).zip(0_u32..) {
        let record = match roster {
            Roster::Enterprises => cup::draw(rule, made.enterprise(random), random),
            Roster::Stations => {
                let quality = quality(random) - 100;
                Record::draw(rule, made.station(random), quality, random)
            }
        };
        let mut sums = [0; 16];
        let sheet = book.worksheet_from_index(0)?;
        roster.line(sheet, &style, row + 2, number, &record, &mut sums)?;
        let serial = i64::try_from(number)?;
        let cells = wide.row(&columns, &record, serial, random);
        let sheet = book.worksheet_from_index(1)?;
        for (col, cell) in (0_u16..).zip(&cells) {
            style.write(sheet, first + row, col, cell)?;
        }
    }
    book.save(file)?;
    Ok(())
}
