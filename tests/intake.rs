//! Reading workbooks: headers found by their titles, values with their cells, nothing in silence.

use ankang::formula::{Ref, Value};
use ankang::intake::{Reading, Source, read};
use ankang::problem::Place;
use ankang::round::SubjectId;
use ankang::scheme::Scheme;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

const SCHEME: &str = r#"
[scheme]
id = "t"
title = "示例"
version = "1"
subject = "企业"
marks = 30
[roster]
attributes = [{ name = "县区" }, { name = "职工人数", type = "number" }]
[[fact]]
name = "死亡人数"
blank = "zero"
[[section]]
id = "1"
title = "组织领导"
marks = 10
  [[section.item]]
  id = "1.1"
  title = "机构健全"
  marks = 6
  [[section.item]]
  id = "1.2"
  title = "主要领导任职"
  marks = 4
  pass = true
[[section]]
id = "2"
title = "现场"
marks = 20
  [[section.item]]
  id = "2.1"
  title = "隐患整改率"
  marks = 10
  inputs = ["隐患数", "整改数"]
  value = "整改数 / 隐患数"
  steps = { target = "100%", every = "1%", deduct = 0.5 }
  [[section.item]]
  id = "2.2"
  title = "违章"
  marks = 10
  blank = "full"
  deduct = [
    { each = 2, per = "1人次", name = "三违" },
    { each = 5, per = "1起", name = "严重三违" },
  ]
"#;

type Sheets<'a> = &'a [(&'a str, &'a dyn Fn(&mut Worksheet) -> Result<(), XlsxError>)];

fn workbook(name: &str, sheets: Sheets<'_>) -> Source {
    let mut workbook = Workbook::new();
    for (title, fill) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*title).expect("a sheet name");
        fill(sheet).expect("a sheet");
    }
    Source {
        name: name.to_owned(),
        bytes: workbook.save_to_buffer().expect("a workbook"),
        roster: false,
    }
}

fn rows(sheet: &mut Worksheet, from: u32, rows: &[&[&str]]) -> Result<(), XlsxError> {
    for (row, cells) in (from..).zip(rows) {
        for (col, text) in (0..).zip(*cells) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write_number(row, col, number)?,
                Err(_) if text.is_empty() => continue,
                Err(_) => sheet.write_string(row, col, *text)?,
            };
        }
    }
    Ok(())
}

fn scheme() -> Scheme {
    Scheme::parse(SCHEME).expect("the scheme reads")
}

fn reading(sources: Vec<Source>) -> Reading {
    read(&scheme(), sources, &|| {})
}

fn value(reading: &Reading, subject: &str, column: &str) -> Option<Value> {
    let scheme = scheme();
    let id = reading
        .round
        .subjects
        .iter()
        .position(|other| &*other.name == subject)?;
    let index = scheme
        .columns
        .iter()
        .position(|other| *other.name == *column && other.input().is_some())?;
    let id = SubjectId(u32::try_from(id).ok()?);
    reading
        .round
        .cell(id, Ref(u32::try_from(index).ok()?))
        .value(&reading.round)
}

fn number(text: &str) -> Option<Value> {
    ankang::number::parse(text).map(Value::Number)
}

fn problems(reading: &Reading) -> Vec<String> {
    let told = |place: &Place| {
        place
            .cell
            .map_or_else(|| place.to_string(), |cell| cell.to_string())
    };
    reading
        .problems
        .iter()
        .map(|problem| format!("{} {}", problem.fault.code(), told(&problem.place)))
        .collect()
}

fn repairs(reading: &Reading) -> Vec<String> {
    reading
        .repairs
        .iter()
        .map(|repair| {
            let cell = repair
                .place
                .cell
                .map(|cell| cell.to_string())
                .unwrap_or_default();
            format!("{} {cell}", repair.mending.code())
        })
        .collect()
}

/// A check sheet as it is sent: title, merged groups, full marks, totals, notes.
fn merged_headers(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 8, "安康杯竞赛检查表", &plain)?;
    rows(
        sheet,
        1,
        &[&["检查组:一组", "", "", "", "检查日期:2026年10月8日"]],
    )?;
    sheet.merge_range(2, 0, 4, 0, "序号", &plain)?;
    sheet.merge_range(2, 1, 4, 1, "企业名称", &plain)?;
    sheet.merge_range(2, 2, 2, 3, "组织领导(10分)", &plain)?;
    sheet.merge_range(2, 4, 2, 7, "现场(20分)", &plain)?;
    sheet.merge_range(3, 4, 3, 5, "隐患整改率", &plain)?;
    sheet.merge_range(3, 6, 3, 7, "违章", &plain)?;
    sheet.merge_range(2, 8, 4, 8, "备注", &plain)?;
    rows(
        sheet,
        3,
        &[
            &["", "", "机构健全", "主要领导任职"],
            &["", "", "6分", "4分", "隐患数", "整改数", "三违", "严重三违"],
            &["1", "甲厂", "6", "√", "20", "19", "1", "0"],
            &["2", "乙厂", "５", "×", "/", "/", "", ""],
            &["", "合计", "11", "", "20", "19", "1", "0"],
            &["注:空白为未发现违章"],
            &["检查人:", "", "", "审核:"],
        ],
    )
}

#[test]
fn headers_of_three_rows_are_found_by_their_titles() {
    let reading = reading(vec![workbook("东片.xlsx", &[("检查表", &merged_headers)])]);
    assert_eq!(problems(&reading), Vec::<String>::new());
    assert_eq!(reading.round.subjects.len(), 2);
    assert_eq!(value(&reading, "甲厂", "机构健全"), number("6"));
    assert_eq!(
        value(&reading, "甲厂", "主要领导任职"),
        Some(Value::Bool(true))
    );
    assert_eq!(value(&reading, "甲厂", "整改数"), number("19"));
    assert_eq!(value(&reading, "甲厂", "三违"), number("1"));
    assert_eq!(value(&reading, "乙厂", "机构健全"), number("5"));
    assert_eq!(
        value(&reading, "乙厂", "主要领导任职"),
        Some(Value::Bool(false))
    );
    assert_eq!(
        value(&reading, "乙厂", "隐患数"),
        Some(Value::NotApplicable)
    );
    assert_eq!(value(&reading, "乙厂", "三违"), None);
    let said = repairs(&reading);
    for expected in [
        "W202 C7", "W207 E7", "W217 G7", "W211 B8", "W213 A9", "W213 A10",
    ] {
        assert!(
            said.iter().any(|found| found == expected),
            "{expected} not among {said:?}"
        );
    }
}

#[test]
fn a_header_of_one_row_with_numbers_and_marks() {
    let fill = |sheet: &mut Worksheet| {
        rows(
            sheet,
            0,
            &[
                &[
                    "企业",
                    "1.1 机构健全(6分)",
                    "1.2",
                    "2.1隐患数",
                    "隐患整改率整改数",
                    "三违",
                    "2.2严重三违",
                    "不认识的列",
                ],
                &["甲厂", "4", "是", "10", "10", "2", "1", "x"],
            ],
        )
    };
    let reading = reading(vec![workbook("a.xlsx", &[("Sheet1", &fill)])]);
    assert_eq!(problems(&reading), Vec::<String>::new());
    assert_eq!(value(&reading, "甲厂", "隐患数"), number("10"));
    assert_eq!(value(&reading, "甲厂", "严重三违"), number("1"));
    assert!(repairs(&reading).contains(&"W214 H1".to_owned()));
}

#[test]
fn a_log_adds_up_and_checks_its_own_arithmetic() {
    let wide = |sheet: &mut Worksheet| {
        rows(
            sheet,
            0,
            &[
                &["企业", "机构健全", "主要领导任职", "隐患数", "整改数"],
                &["甲厂", "6", "√", "1", "1"],
            ],
        )
    };
    let log = |sheet: &mut Worksheet| {
        rows(
            sheet,
            0,
            &[
                &["单位", "条款", "次数", "扣分", "原因", "检查组", "日期"],
                &["甲厂", "三违", "1", "", "未戴帽", "一组", "2026.10.8"],
                &["甲厂", "三违", "", "4", "未系带", "二组", "20261009"],
                &["甲厂", "2.2严重三违", "1", "5", "", "", ""],
                &["甲厂", "三违", "", "3", "不是两分的倍数", "", ""],
                &["甲厂", "四违", "1", "", "没有这一条", "", ""],
                &["丙厂", "三违", "", "", "没有数", "", ""],
            ],
        )
    };
    let reading = reading(vec![workbook(
        "a.xlsx",
        &[("检查表", &wide), ("扣分", &log)],
    )]);
    assert_eq!(value(&reading, "甲厂", "三违"), number("3"));
    assert_eq!(value(&reading, "甲厂", "严重三违"), number("1"));
    let found: Vec<String> = problems(&reading)
        .into_iter()
        .filter(|told| !told.starts_with("E230"))
        .collect();
    assert_eq!(found, ["E201 D5", "E231 B6", "E232 D7"]);
    assert_eq!(reading.round.findings.len(), 3);
}

#[test]
fn a_roster_says_who_is_who() {
    let roster = |sheet: &mut Worksheet| {
        rows(
            sheet,
            0,
            &[
                &["单位名称", "统一社会信用代码", "县区", "职工人数"],
                &["甲厂", "A1", "东区", "1,200人"],
                &["乙 厂", "A2", "西区", "80"],
                &["丁厂", "A4", "西区", "80"],
            ],
        )
    };
    let wide = |sheet: &mut Worksheet| {
        rows(
            sheet,
            0,
            &[
                &[
                    "企业",
                    "机构健全",
                    "主要领导任职",
                    "隐患数",
                    "整改数",
                    "死亡人数",
                ],
                &["甲厂", "6", "√", "1", "1", "0"],
                &["乙厂", "6", "√", "1", "1", ""],
                &["丙厂", "6", "√", "1", "1", "1"],
                &["丁厂", "", "", "", "", ""],
            ],
        )
    };
    let reading = reading(vec![
        workbook("b.xlsx", &[("检查表", &wide)]),
        workbook("a.xlsx", &[("名册", &roster)]),
    ]);
    assert_eq!(problems(&reading), ["E222 A4"]);
    assert_eq!(reading.round.subjects.len(), 3);
    assert_eq!(value(&reading, "甲厂", "职工人数"), number("1200"));
    assert_eq!(
        value(&reading, "甲厂", "县区"),
        Some(Value::Text("东区".into()))
    );
    let inspected: Vec<(&str, bool)> = reading
        .round
        .subjects
        .iter()
        .map(|subject| (&*subject.name, subject.inspected))
        .collect();
    assert_eq!(inspected, [("甲厂", true), ("乙厂", true), ("丁厂", false)]);
}

#[test]
fn ten_bad_cells_are_ten_problems_at_their_addresses() {
    let fill = |sheet: &mut Worksheet| {
        rows(
            sheet,
            0,
            &[
                &[
                    "企业",
                    "机构健全",
                    "主要领导任职",
                    "隐患数",
                    "整改数",
                    "三违",
                    "严重三违",
                ],
                &["一厂", "7", "√", "1", "1", "0", "0"],
                &["二厂", "-1", "√", "1", "1", "0", "0"],
                &["三厂", "很好", "√", "1", "1", "0", "0"],
                &["四厂", "", "√", "1", "1", "0", "0"],
                &["五厂", "6", "大概", "1", "1", "0", "0"],
                &["六厂", "6", "√", "多", "1", "0", "0"],
                &["七厂", "6", "√", "1", "-1", "0", "0"],
                &["八厂", "6", "√", "1", "1", "1.5", "0"],
                &["九厂", "6", "√", "1", "1", "0", "#DIV/0!"],
                &["", "6", "√", "1", "1", "0", "0"],
                &["好厂", "6", "√", "1", "1", "0", "0"],
            ],
        )
    };
    let reading = reading(vec![workbook("a.xlsx", &[("检查表", &fill)])]);
    assert_eq!(
        problems(&reading),
        [
            "E202 B2", "E203 B3", "E201 B4", "E208 B5", "E206 C6", "E201 D7", "E203 E8", "E204 F9",
            "E209 G10", "E221 A11"
        ]
    );
    let good = reading
        .round
        .subjects
        .iter()
        .filter(|subject| !subject.faulty)
        .count();
    assert_eq!(good, 1);
}

#[test]
fn the_same_subject_twice_names_both_places() {
    let one = |marks: &'static str| {
        move |sheet: &mut Worksheet| {
            rows(
                sheet,
                0,
                &[
                    &["企业", "机构健全", "主要领导任职", "隐患数", "整改数"],
                    &["甲厂", marks, "√", "1", "1"],
                ],
            )
        }
    };
    let (six, five) = (one("6"), one("5"));
    let reading = reading(vec![
        workbook("b.xlsx", &[("检查表", &six)]),
        workbook("a.xlsx", &[("检查表", &five)]),
    ]);
    assert_eq!(reading.problems.len(), 1);
    let told = format!("{:?}", reading.problems[0].fault);
    assert!(told.contains("a.xlsx ▸ 检查表!B2"), "{told}");
    assert_eq!(reading.problems[0].place.to_string(), "b.xlsx ▸ 检查表!A2");
}

#[test]
fn a_copy_of_a_file_is_read_once() {
    let log = |sheet: &mut Worksheet| {
        rows(
            sheet,
            0,
            &[&["单位", "条款", "次数"], &["甲厂", "三违", "1"]],
        )
    };
    let twice = reading(vec![
        workbook("a.xlsx", &[("扣分", &log)]),
        workbook("a 副本.xlsx", &[("扣分", &log)]),
    ]);
    assert_eq!(value(&twice, "甲厂", "三违"), number("1"));
    assert!(repairs(&twice).contains(&"W221 ".to_owned()));
}

#[test]
fn the_same_finding_in_two_logs_is_a_problem() {
    let log = |more: &'static str| {
        move |sheet: &mut Worksheet| {
            let row: &[&str] = &["甲厂", "三违", "1", "未戴帽", "2026-10-08"];
            let other: &[&str] = &["甲厂", "三违", "1", more, "2026-10-08"];
            rows(
                sheet,
                0,
                &[&["单位", "条款", "次数", "原因", "日期"], row, other],
            )
        }
    };
    let (one, two) = (log("未系带"), log("吸烟"));
    let reading = reading(vec![
        workbook("a.xlsx", &[("扣分", &one)]),
        workbook("b.xlsx", &[("扣分", &two)]),
    ]);
    let found: Vec<String> = problems(&reading)
        .into_iter()
        .filter(|told| told.starts_with("E220"))
        .collect();
    assert_eq!(found, ["E220 C2"]);
}

#[test]
fn totals_labels_and_signs_are_nobody() {
    let fill = |sheet: &mut Worksheet| {
        rows(
            sheet,
            0,
            &[
                &["企业", "机构健全", "主要领导任职", "隐患数", "整改数"],
                &["一、东区"],
                &["甲厂", "6", "√", "1", "1"],
                &["东区小计", "6", "√", "1", "1"],
                &["合计(1家)", "6", "√", "1", "1"],
                &["全市平均", "6", "√", "1", "1"],
                &["/", "6", "√", "1", "1"],
            ],
        )
    };
    let reading = reading(vec![workbook("a.xlsx", &[("检查表", &fill)])]);
    assert_eq!(reading.round.subjects.len(), 1);
    assert_eq!(problems(&reading), ["E221 A7"]);
}

#[test]
fn a_heading_whose_number_and_title_disagree_is_not_believed() {
    let fill = |sheet: &mut Worksheet| {
        rows(
            sheet,
            0,
            &[
                &["企业", "1.2 机构健全", "主要领导任职", "隐患数", "整改数"],
                &["甲厂", "6", "√", "1", "1"],
            ],
        )
    };
    let reading = reading(vec![workbook("a.xlsx", &[("检查表", &fill)])]);
    assert_eq!(problems(&reading), ["E230 a.xlsx ▸ 检查表"]);
}

#[test]
fn order_of_files_sheets_and_rows_never_matters() {
    let part = |rows_of: &'static [&'static [&'static str]]| {
        move |sheet: &mut Worksheet| rows(sheet, 0, rows_of)
    };
    const HEADER: &[&str] = &["企业", "机构健全", "主要领导任职", "隐患数", "整改数"];
    const A: &[&str] = &["甲厂", "6", "√", "1", "1"];
    const B: &[&str] = &["乙厂", "5", "×", "4", "1"];
    const C: &[&str] = &["丙厂", "5分", "×", "4", "1"];
    let (forward, backward) = (part(&[HEADER, A, B]), part(&[HEADER, B, A]));
    let last = part(&[HEADER, C]);
    let first = reading(vec![
        workbook("a.xlsx", &[("一", &forward)]),
        workbook("b.xlsx", &[("二", &last)]),
    ]);
    let second = reading(vec![
        workbook("b.xlsx", &[("二", &last)]),
        workbook("a.xlsx", &[("一", &backward)]),
    ]);
    for column in ["机构健全", "主要领导任职", "整改数"] {
        for subject in ["甲厂", "乙厂", "丙厂"] {
            assert_eq!(
                value(&first, subject, column),
                value(&second, subject, column)
            );
        }
    }
    let names = |reading: &Reading| -> Vec<String> {
        reading
            .round
            .subjects
            .iter()
            .map(|subject| subject.name.to_string())
            .collect()
    };
    assert_eq!(names(&first), names(&second));
}

#[test]
fn a_column_that_a_whole_sheet_lacks_is_said_once() {
    let fill = |sheet: &mut Worksheet| {
        rows(
            sheet,
            0,
            &[
                &["企业", "机构健全", "隐患数", "整改数"],
                &["甲厂", "6", "1", "1"],
                &["乙厂", "6", "1", "1"],
            ],
        )
    };
    let reading = reading(vec![workbook("a.xlsx", &[("检查表", &fill)])]);
    assert_eq!(problems(&reading), ["E230 a.xlsx ▸ 检查表"]);
}

#[test]
fn a_file_without_a_table_and_a_file_that_is_no_workbook() {
    let fill = |sheet: &mut Worksheet| rows(sheet, 0, &[&["你好", "世界"]]);
    let text = Source {
        name: "b.xlsx".into(),
        bytes: b"a,b\n1,2\n".to_vec(),
        roster: false,
    };
    let reading = reading(vec![workbook("a.xlsx", &[("说明", &fill)]), text]);
    let codes: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| problem.fault.code())
        .collect();
    assert_eq!(codes, ["E240", "E243"]);
}

#[test]
fn a_form_of_another_scheme_is_told_by_its_marks() {
    let fill = |sheet: &mut Worksheet| {
        rows(
            sheet,
            0,
            &[
                &["企业", "机构健全(8分)", "主要领导任职", "隐患数", "整改数"],
                &["", "", "5分", "", ""],
                &["甲厂", "6", "√", "1", "1"],
            ],
        )
    };
    let reading = reading(vec![workbook("a.xlsx", &[("检查表", &fill)])]);
    assert_eq!(problems(&reading), ["E235 B1", "E235 C2"]);
}
