//! The sample that cannot be scored: sixteen enterprises, and cells that somebody has to mend.

use crate::cell::Cell;
use crate::random::Random;
use crate::record::Record;
use crate::roster::Roster;
use crate::rule::{CUP, Rule};
use crate::style::{Style, workbook};
use crate::unit::Units;
use crate::wide::{Column, Form, What, Wide};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

const SEED: u64 = 0x0BAD_CE11;
const TITLE: &str = "示例市“安康杯”竞赛检查评分汇总表(虚构示例,含错误)";
const FORMS: &str = "检查表.xlsx";
const ENTERPRISES: usize = 16;
/// The row of the first enterprise in the form, as Excel counts.
const FIRST: usize = 6;

/// One bad cell: the enterprise (0 is the first), the criterion, the column within it, what is
/// written there, and what is wrong with it.
struct Bad(usize, &'static str, usize, Write, &'static str);

/// What somebody wrote.
enum Write {
    Blank,
    Number(i64),
    Text(&'static str),
    Error,
}

const BAD: [Bad; 11] = [
    Bad(
        0,
        "1.1",
        0,
        Write::Blank,
        "空白:应由检查人员评分的项目没有填",
    ),
    Bad(1, "1.1", 0, Write::Number(500), "超过满分:满分 3 分填了 5"),
    Bad(2, "2.1", 0, Write::Number(-100), "得分为负数"),
    Bad(3, "2.5", 0, Write::Text("待定"), "看不懂的文字"),
    Bad(4, "2.4", 0, Write::Text("还行"), "不在选项之内"),
    Bad(5, "1.2", 0, Write::Text("不涉及"), "此项不允许不涉及"),
    Bad(6, "5.4", 0, Write::Number(-200), "次数为负数"),
    Bad(7, "5.4", 1, Write::Text("2或3"), "两个数字,不知取哪个"),
    Bad(8, "4.4", 0, Write::Error, "单元格是公式错误 #DIV/0!"),
    Bad(
        9,
        "6.3",
        0,
        Write::Number(450),
        "扣分超过此项满分:满分 3 分扣了 4.5",
    ),
    Bad(
        10,
        "7.1",
        0,
        Write::Text("基本合格"),
        "既不是合格也不是不合格",
    ),
];
/// The enterprise whose name is misspelt, the one that comes twice, the one without a trade (which no form
/// repeats, unlike the county).
const MISSPELT: usize = 12;
const TWICE: usize = 13;
const TRADELESS: usize = 14;

/// Writes the roster and the form into `folder`, and the list of what is wrong beside it.
pub fn write(folder: &Path, expected: &Path) -> Result<(), Box<dyn Error>> {
    let rule = Rule::read(CUP)?;
    let mut random = Random::new(SEED);
    let mut made = Units::default();
    let mut records = Vec::new();
    for _ in 0..ENTERPRISES {
        let unit = made.enterprise(&mut random);
        records.push(Record::draw(&rule, unit, 940, &mut random));
    }
    let style = Style::new();
    let title = "示例市“安康杯”竞赛参赛企业名册(虚构示例,含错误)";
    let mut book = workbook(title)?;
    let sheet = book.add_worksheet().set_name("名册")?;
    Roster::Enterprises.write(sheet, &style, title, records.iter(), false)?;
    let tradeless = u32::try_from(TRADELESS + 2)?;
    style.write(sheet, tradeless, 4, &Cell::Blank)?;
    book.save(folder.join("名册.xlsx"))?;

    let wide = Wide {
        rule: &rule,
        title: TITLE,
        info: "检查组:第一检查组        检查日期:2026年6月8日        单位:分",
        form: Form::Clauses,
        words: ("√", "×"),
        logged: &[],
        untidy: 0,
        subtotals: false,
    };
    let columns = wide.columns();
    let mut rows: Vec<_> = (1..)
        .zip(&records)
        .map(|(n, r)| (r.unit.county, wide.row(&columns, r, n, &mut random)))
        .collect();
    let mut list = "文件\t单元格\t问题\n".to_owned();
    let mut note = |file: &str, cell: &str, what: &str| writeln!(list, "{file}\t{cell}\t{what}");
    for Bad(row, id, sub, write, what) in &BAD {
        let col = column(&rule, &columns, id, *sub).ok_or_else(|| format!("no column {id}"))?;
        rows[*row].1[col] = match write {
            Write::Blank => Cell::Blank,
            Write::Number(number) => Cell::Number(*number),
            Write::Text(text) => Cell::Text((*text).to_owned()),
            Write::Error => Cell::Error("=3/0".into(), "#DIV/0!"),
        };
        note(FORMS, &address(col, FIRST + row), what)?;
    }
    let misspelt = records[MISSPELT].unit.name.replace("示例", "示列");
    rows[MISSPELT].1[1] = Cell::Text(misspelt);
    note(
        FORMS,
        &address(1, FIRST + MISSPELT),
        "名册中没有这个单位(“示例”写成“示列”)",
    )?;
    let again = rows[TWICE].clone();
    rows.push(again);
    note(FORMS, &address(1, FIRST + ENTERPRISES), "同一单位出现两次")?;
    note("名册.xlsx", &address(4, TRADELESS + 3), "名册中缺行业")?;
    let mut book = workbook(TITLE)?;
    wide.write(book.add_worksheet().set_name("检查表")?, &style, &rows)?;
    book.save(folder.join(FORMS))?;
    std::fs::write(expected, list)?;
    Ok(())
}

fn column(rule: &Rule, columns: &[Column], id: &str, sub: usize) -> Option<usize> {
    let leaf = rule.leaves.iter().position(|leaf| leaf.id == id)?;
    columns
        .iter()
        .position(|column| column.what == What::Leaf(leaf, sub))
}

/// A column counted from 0 and a row counted from 1, as Excel writes them.
fn address(mut col: usize, row: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[col % 26]));
        if col < 26 {
            break;
        }
        col = col / 26 - 1;
    }
    letters
        .iter()
        .rev()
        .chain(row.to_string().chars().collect::<Vec<_>>().iter())
        .collect()
}
