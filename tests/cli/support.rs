//! A folder of its own for each test, with a scheme and workbooks in it.

use std::path::Path;

use assert_cmd::Command;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

/// Two items, one attribute, three grades, an award with one place.
pub const SCHEME: &str = r#"
[scheme]
id = "demo"
title = "示例方案"
version = "1"
subject = "企业"
marks = 20

[numbers]
places = 1

[roster]
attributes = [{ name = "县区" }]

[[section]]
id = "1"
title = "制度"
marks = 20

  [[section.item]]
  id = "1.1"
  title = "安全制度"
  marks = 10

  [[section.item]]
  id = "1.2"
  title = "安全培训"
  marks = 10

[[grade]]
name = "优秀"
at-least = 18

[[grade]]
name = "合格"
at-least = 12
below = 18

[[grade]]
name = "不合格"
below = 12

[ranking]
within = ["县区"]

[[award]]
name = "先进单位"
when = "总分 >= 18"
quota = 1
"#;

/// What a row of a check sheet holds.
pub type Row<'a> = (&'a str, &'a str, &'a str, &'a str);

/// A folder with `scheme.toml` in it.
pub fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("scheme.toml"), SCHEME).expect("the scheme");
    folder
}

/// The program, run in a folder.
pub fn ankang(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ankang"));
    command.current_dir(folder).env_remove("ANKANG_LANG");
    command
}

/// What a run printed and its exit code.
pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: i32,
}

/// Runs the program in a folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let output = ankang(folder)
        .args(arguments)
        .output()
        .expect("the program runs");
    Ran {
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
        code: output.status.code().expect("an exit code"),
    }
}

/// A check sheet: 单位, 县区, 安全制度, 安全培训. Numbers are written as numbers.
pub fn workbook(path: &Path, rows: &[Row<'_>]) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet
        .write_row(0, 0, ["单位", "县区", "安全制度", "安全培训"])
        .expect("headings");
    for (row, (name, county, one, other)) in (1..).zip(rows) {
        for (col, text) in (0..).zip([name, county, one, other]) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write(row, col, number).expect("a number"),
                Err(_) => sheet.write(row, col, *text).expect("a text"),
            };
        }
    }
    workbook.save(path).expect("the workbook");
}

/// Three enterprises without a problem, two of them tied.
pub fn good(folder: &Path) {
    workbook(
        &folder.join("检查.xlsx"),
        &[
            ("甲矿", "东县", "9", "9.5"),
            ("乙矿", "西县", "9.5", "9"),
            ("丙矿", "东县", "7", "6"),
        ],
    );
}
