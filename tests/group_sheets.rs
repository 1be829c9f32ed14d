//! Sheets whose rows are groups and not subjects: quotas and control figures, read with their
//! cells, and everything that is wrong with them said.

use ankang::intake::{Reading, Source, read};
use ankang::problem::Lang;
use ankang::rank::Standing;
use ankang::report::Report;
use ankang::scheme::Scheme;
use rust_xlsxwriter::Workbook;

const SCHEME: &str = r#"
[scheme]
id = "t"
title = "示例"
version = "1"
subject = "企业"
marks = 10
[roster]
attributes = [{ name = "县区", aliases = ["区县"] }]
[[section]]
id = "1"
title = "组织领导"
marks = 10
[[award]]
name = "优胜单位"
quota = { by = "县区", sheet = "名额" }
[[award]]
name = "先进单位"
quota = { by = "县区", sheet = "先进名额" }
except = ["优胜单位"]
[[rollup]]
by = "县区"
  [[rollup.figure]]
  name = "控制指标"
  sheet = "控制指标"
"#;

type Rows<'a> = &'a [&'a [&'a str]];

const CHECKED: Rows<'_> = &[
    &["企业", "县区", "组织领导"],
    &["甲厂", "东岭区", "9"],
    &["乙厂", "东岭区", "8"],
    &["丙厂", "西汀县", "7"],
];

fn workbook(name: &str, sheets: &[(&str, Rows<'_>)]) -> Source {
    let mut workbook = Workbook::new();
    for (title, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*title).expect("a sheet name");
        for (row, cells) in (0..).zip(*rows) {
            for (col, text) in (0..).zip(*cells) {
                match text.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, col, number).expect("a number"),
                    Err(_) if text.is_empty() => continue,
                    Err(_) => sheet.write_string(row, col, *text).expect("a text"),
                };
            }
        }
    }
    Source {
        name: name.to_owned(),
        bytes: workbook.save_to_buffer().expect("a workbook"),
        roster: false,
    }
}

fn scheme() -> Scheme {
    Scheme::parse(SCHEME).expect("the scheme reads")
}

fn reading(sources: Vec<Source>) -> Reading {
    read(&scheme(), sources, &|| {})
}

fn problems(reading: &Reading) -> Vec<String> {
    let problems = reading.problems.iter();
    problems
        .map(|problem| format!("{} {}", problem.fault.code(), problem.place))
        .collect()
}

/// What each sheet gives each group, with its cell.
fn given(reading: &Reading, column: usize) -> Vec<String> {
    let given = reading.round.all_given(column);
    given
        .map(|(group, given)| {
            let place = reading.round.place(given.record, given.col);
            format!("{group} {} {place}", given.value)
        })
        .collect()
}

#[test]
fn one_sheet_serves_several_awards_and_figures() {
    let quotas: Rows<'_> = &[
        &["2026 年名额分配表"],
        &[
            "序号",
            "区县",
            "单位数",
            "名额",
            "先进单位",
            "控制指标",
            "备注",
        ],
        &["1", "东岭区", "2", "1", "1", "0.5"],
        &["2", "西 汀县", "1", "0", "1家", "/"],
        &["", "合计", "3", "1", "2", "0.5"],
        &["注:名额不得调剂"],
    ];
    let sources = || {
        vec![
            workbook("检查.xlsx", &[("检查表", CHECKED)]),
            workbook("名额.xlsx", &[("分配", quotas)]),
        ]
    };
    let reading = reading(sources());
    assert_eq!(problems(&reading), Vec::<String>::new());
    let cells = [
        [
            "东岭区 1 名额.xlsx ▸ 分配!D3",
            "西汀县 0 名额.xlsx ▸ 分配!D4",
        ],
        [
            "东岭区 1 名额.xlsx ▸ 分配!E3",
            "西汀县 1 名额.xlsx ▸ 分配!E4",
        ],
        [
            "东岭区 0.5 名额.xlsx ▸ 分配!F3",
            "西汀县 不涉及 名额.xlsx ▸ 分配!F4",
        ],
    ];
    for (column, cells) in cells.into_iter().enumerate() {
        assert_eq!(given(&reading, column), cells);
    }
    let codes: Vec<&str> = reading
        .repairs
        .iter()
        .map(|one| one.mending.code())
        .collect();
    assert!(
        codes.contains(&"W211") && codes.contains(&"W213"),
        "{codes:?}"
    );

    let scheme = scheme();
    let standing = Standing::of(&scheme, &reading.round).expect("no overflow");
    let awards: Vec<Vec<usize>> = standing
        .order
        .iter()
        .map(|placed| placed.awards.iter().map(|won| won.award).collect())
        .collect();
    assert_eq!(awards, [vec![0], vec![1], vec![1]]);
    let report = Report {
        scheme: &scheme,
        round: &reading.round,
        standing: &standing,
        inputs: &reading.inputs,
        problems: &reading.problems,
        repairs: &reading.repairs,
        round_name: None,
        draft: false,
    };
    assert!(
        report
            .json(Lang::Zh)
            .contains("优胜单位:东岭区名额 1,第 1 位")
    );
    assert!(!report.workbook().expect("a workbook").is_empty());

    // The order of files leaves no trace.
    let mut sources = sources();
    sources.reverse();
    let other = read(&scheme, sources, &|| {});
    assert_eq!(given(&other, 0), given(&reading, 0));
}

#[test]
fn a_sheet_may_have_the_name_that_the_scheme_asks_for() {
    let reading = reading(vec![workbook(
        "一本.xlsx",
        &[
            ("检查表", CHECKED),
            (
                "名额",
                &[&["县区", "名额"], &["东岭区", "1"], &["西汀县", "1"]],
            ),
            (
                "先进名额",
                &[&["县区", "先进名额"], &["东岭区", "2"], &["西汀县", "3"]],
            ),
            (
                "控制",
                &[&["县区", "控制指标"], &["东岭区", "2"], &["西汀县", "3"]],
            ),
        ],
    )]);
    assert_eq!(problems(&reading), Vec::<String>::new());
    assert_eq!(given(&reading, 1)[1], "西汀县 3 一本.xlsx ▸ 先进名额!B3");
}

#[test]
fn everything_wrong_is_said_with_its_cell() {
    let quotas: Rows<'_> = &[
        &["县区", "名额", "先进名额", "控制指标"],
        &["东岭", "1", "1", "1"],
        &["西汀县", "1.5", "-1", "许多"],
        &["西汀县", "1", "1", "1"],
        &["", "1", "1", "1"],
    ];
    let reading = reading(vec![
        workbook("检查.xlsx", &[("检查表", CHECKED)]),
        workbook("名额.xlsx", &[("名额", quotas)]),
    ]);
    assert_eq!(
        problems(&reading),
        [
            "E263 名额.xlsx ▸ 名额",
            "E261 名额.xlsx ▸ 名额!A2",
            "E260 名额.xlsx ▸ 名额!B3",
            "E260 名额.xlsx ▸ 名额!C3",
            "E201 名额.xlsx ▸ 名额!D3",
            "E262 名额.xlsx ▸ 名额!A4",
            "E208 名额.xlsx ▸ 名额!A5",
        ]
    );
    let unknown = reading
        .problems
        .iter()
        .find(|one| one.fault.code() == "E261");
    let help = unknown
        .map(|one| one.fault.help(Lang::Zh))
        .unwrap_or_default();
    assert!(help.contains("东岭区"), "{help}");
}

#[test]
fn sheets_that_are_missing_or_contradict_are_said() {
    let none = reading(vec![workbook("检查.xlsx", &[("检查表", CHECKED)])]);
    assert_eq!(problems(&none), ["E264 ", "E264 ", "E264 "]);

    let head: &[&str] = &["县区", "名额", "先进名额", "控制指标"];
    let east: &[&str] = &["东岭区", "1", "1", "1"];
    let of = |one, other| {
        let (one, other) = (["西汀县", one, "1", "1"], ["西汀县", other, "1", "1"]);
        reading(vec![
            workbook("检查.xlsx", &[("检查表", CHECKED)]),
            workbook("一.xlsx", &[("名额", &[head, east, &one])]),
            workbook("二.xlsx", &[("名额表", &[head, east, &other])]),
        ])
    };
    assert_eq!(problems(&of("1", "1")), Vec::<String>::new());
    assert_eq!(problems(&of("1", "2")), ["E262 二.xlsx ▸ 名额表!A3"]);
}

#[test]
fn cells_that_are_no_numbers_are_said() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let head = ["县区", "名额", "先进名额", "控制指标"];
    sheet.write_row(0, 0, head).expect("headings");
    sheet.write(1, 0, "东岭区").expect("a name");
    sheet.write(1, 1, true).expect("a boolean");
    let error = rust_xlsxwriter::Formula::new("1/0").set_result("#DIV/0!");
    sheet.write_formula(1, 2, error).expect("an error");
    sheet.write(2, 0, "西汀县").expect("a name");
    sheet.write(2, 1, "/").expect("a slash");
    sheet.write(2, 2, 99_999_999_999_i64).expect("a number");
    sheet.write(2, 3, 1e300).expect("a number");
    let quotas = Source {
        name: "名额.xlsx".to_owned(),
        bytes: workbook.save_to_buffer().expect("a workbook"),
        roster: true,
    };
    let reading = reading(vec![workbook_of_checks(), quotas]);
    assert_eq!(
        problems(&reading),
        [
            "E201 名额.xlsx ▸ Sheet1!B2",
            "E209 名额.xlsx ▸ Sheet1!C2",
            "E208 名额.xlsx ▸ Sheet1!D2",
            "E260 名额.xlsx ▸ Sheet1!B3",
            "E209 名额.xlsx ▸ Sheet1!D3",
        ]
    );
    // What could be read is there all the same, for a draft.
    assert_eq!(
        given(&reading, 1),
        ["西汀县 99999999999 名额.xlsx ▸ Sheet1!C3"]
    );
    assert!(Standing::of(&scheme(), &reading.round).is_ok());
}

fn workbook_of_checks() -> Source {
    workbook("检查.xlsx", &[("检查表", CHECKED)])
}

#[test]
fn a_column_of_places_is_found_where_only_one_is_asked_for() {
    let text = SCHEME
        .replace("sheet = \"名额\"", "sheet = \"名额分配表\"")
        .replace("sheet = \"先进名额\"", "sheet = \"名额分配表\"")
        .replace("sheet = \"控制指标\"", "count = \"总分 > 0\"");
    let scheme = Scheme::parse(&text).expect("the scheme reads");
    let places: Rows<'_> = &[&["县区", "名额"], &["东岭区", "1"], &["西汀县", "1"]];
    let sources = vec![
        workbook_of_checks(),
        workbook("名额.xlsx", &[("一", places)]),
    ];
    let reading = read(&scheme, sources, &|| {});
    assert_eq!(problems(&reading), Vec::<String>::new());
    // Two sheets are asked for in the other scheme, and the heading says nothing of which.
    let sources = vec![
        workbook_of_checks(),
        workbook("名额.xlsx", &[("一", places)]),
    ];
    assert_eq!(problems(&self::reading(sources)), ["E264 ", "E264 "]);
}
