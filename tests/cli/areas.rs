//! Quota sheets, chains of awards and areas, from workbooks to every result.

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::{schema, support};

const SCHEME: &str = r#"
[scheme]
id = "areas"
title = "竞赛"
version = "1"
subject = "企业"
marks = 100

[roster]
attributes = [
  { name = "县区" },
  { name = "职工人数", type = "number" },
  { name = "参赛职工数", type = "number" },
]

[[section]]
id = "1"
title = "组织"
marks = 100

[[grade]]
name = "优秀"
at-least = 90

[[grade]]
name = "合格"
below = 90

[[award]]
name = "一等奖"
when = "总分 >= 60"
quota = { by = "县区", sheet = "名额" }
tie = "borrow"

[[award]]
name = "二等奖"
quota = { by = "县区", table = { "东县" = 2, "西区" = 1 } }
except = ["一等奖"]

[[rollup]]
by = "县区"
order = ["参赛率"]

  [[rollup.figure]]
  name = "参赛率"
  value = "参赛职工 / 全部职工"
  unit = "%"

  [[rollup.figure]]
  name = "参赛职工"
  sum = "参赛职工数"
  unit = "人"

  [[rollup.figure]]
  name = "全部职工"
  sum = "职工人数"
  of = "all"

  [[rollup.award]]
  name = "优秀组织奖"
  when = "参赛率 >= 50%"
  quota = 1
"#;

fn inputs(folder: &std::path::Path) {
    std::fs::write(folder.join("areas.toml"), SCHEME).expect("the scheme");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let head = ["单位", "县区", "职工人数", "参赛职工数", "组织"];
    sheet.write_row(0, 0, head).expect("headings");
    let rows = [
        ("甲厂", "东县", 100, 90, 95),
        ("乙厂", "东县", 100, 60, 95),
        ("丙厂", "东县", 100, 60, 80),
        ("丁厂", "西县", 300, 100, 99),
        ("戊厂", "西县", 100, 100, 70),
    ];
    for (row, (name, county, staff, entered, marks)) in (1..).zip(rows) {
        sheet.write_row(row, 0, [name, county]).expect("a name");
        sheet
            .write_row(row, 2, [staff, entered, marks])
            .expect("numbers");
    }
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["县区", "名额"]).expect("headings");
    for (row, (county, places)) in (1..).zip([("东县", 1), ("西县", 1)]) {
        sheet.write(row, 0, county).expect("a name");
        sheet.write(row, 1, places).expect("places");
    }
    workbook.save(folder.join("检查.xlsx")).expect("a workbook");
}

#[test]
fn figures_places_awards_and_reasons_are_in_every_result() {
    let folder = support::folder();
    inputs(folder.path());
    let ran = support::run(
        folder.path(),
        &[
            "score",
            "areas.toml",
            "检查.xlsx",
            "-o",
            "r.xlsx",
            "--json",
            "r.json",
        ],
    );
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let text = std::fs::read_to_string(folder.path().join("r.json")).expect("the JSON");
    let told: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(schema::errors(&told), Vec::<String>::new());

    let east = &told["rollups"][1];
    assert_eq!(east["name"], "东县");
    let figures = json!({ "参赛率": "0.7", "参赛职工": "210", "全部职工": "300" });
    assert_eq!(east["figures"], figures);
    assert_eq!(
        (&east["rank"], &east["awards"]),
        (&json!(1), &json!(["优秀组织奖"]))
    );
    assert_eq!(
        east["reasons"],
        json!(["优秀组织奖:参赛率(70%) ≥ 50%;名额 1,第 1 位"])
    );
    assert_eq!(told["rollups"][0]["figures"]["全部职工"], "700");
    let of = |name: &str| {
        let subjects = told["subjects"].as_array().expect("subjects");
        let found = subjects.iter().find(|subject| subject["name"] == name);
        found.map(|subject| subject["reasons"].clone())
    };
    assert_eq!(
        of("乙厂"),
        Some(json!([
            "优秀:总分(95) ≥ 90",
            "一等奖:总分(95) ≥ 60;东县名额 1,第 1 位;名额线上并列,按方案列入"
        ]))
    );
    assert_eq!(
        of("丙厂"),
        Some(json!([
            "合格:总分(80) < 90",
            "二等奖:未获一等奖;东县名额 2(前面奖项并列占用 1),第 1 位"
        ]))
    );
    // 西县 stands in no row of the second award's table, which is said.
    assert_eq!(told["problems"][0]["code"], "E263");
    assert_eq!(told["problems"][0]["criterion"], "二等奖");
    assert_eq!(told["problems"][0]["severity"], "warning");
    assert_eq!(told["problems"][1]["code"], "E261");

    let mut book: Xlsx<_> =
        calamine::open_workbook(folder.path().join("r.xlsx")).expect("a workbook");
    let awards = texts(&mut book, "获奖名单");
    for wanted in [
        "依据",
        "名额按县区(名额表):东县 1、西县 1;名额线上并列的全部列入,下一奖项相应减少名额",
        "名额按县区:东县 2、西区 1,表中没有的无名额:西县,表中有而没有单位的:西区",
        "未获一等奖;东县名额 2(前面奖项并列占用 1),第 1 位",
        "优秀组织奖(1 个)",
        "参赛率(70%) ≥ 50%;名额 1,第 1 位",
    ] {
        assert!(
            awards.iter().any(|text| text.contains(wanted)),
            "{wanted}: {awards:#?}"
        );
    }
    let grades = texts(&mut book, "等级");
    assert!(grades.contains(&"总分(80) < 90".to_owned()), "{grades:?}");
    let ranking = texts(&mut book, "排名");
    assert!(
        !ranking.iter().any(|text| text.contains("≥")),
        "{ranking:?}"
    );
    let heads = texts(&mut book, "统计");
    for wanted in ["参赛率", "参赛职工(人)", "全部职工", "名次"] {
        assert!(heads.contains(&wanted.to_owned()), "{wanted}: {heads:?}");
    }
    let notes = texts(&mut book, "说明");
    for wanted in [
        "按县区,参赛率 = 参赛职工 ÷ 全部职工",
        "按县区,全部职工 = 职工人数 的合计(全部单位)",
        "县区的名次依次比较:参赛率(高的在前)",
    ] {
        assert!(notes.contains(&wanted.to_owned()), "{wanted}");
    }
}

#[test]
fn a_missing_quota_sheet_stops_the_result() {
    let folder = support::folder();
    inputs(folder.path());
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet
        .write_row(0, 0, ["单位", "县区", "组织"])
        .expect("headings");
    sheet.write_row(1, 0, ["甲厂", "东县"]).expect("a row");
    sheet.write(1, 2, 90).expect("marks");
    workbook
        .save(folder.path().join("只有检查.xlsx"))
        .expect("a workbook");
    let ran = support::run(folder.path(), &["check", "areas.toml", "只有检查.xlsx"]);
    assert_eq!(ran.code, 1);
    let said = ran.out + &ran.err;
    assert!(said.contains("E264") && said.contains("一等奖"), "{said}");
}

fn texts(book: &mut Xlsx<std::io::BufReader<std::fs::File>>, sheet: &str) -> Vec<String> {
    let range = book.worksheet_range(sheet).expect("the sheet");
    let cells = range.used_cells();
    cells
        .filter_map(|(_, _, data)| match data {
            Data::String(text) => Some(text.clone()),
            _ => None,
        })
        .collect()
}
