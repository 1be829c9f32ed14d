//! A spreadsheet engine that is not ours computes the result workbooks anew: no formula cell may
//! change its value. A planted wrong formula must be found, or the check proves nothing.

mod casework;
#[allow(dead_code, reason = "other tests use the rest")]
mod rounds;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use ankang::intake::{Source, read};
use ankang::rank::Standing;
use ankang::report::Report;
use ankang::scheme::{SHIPPED, Scheme, Shipped, Ties};
use calamine::{Data, Reader, Xlsx};
use ironcalc::base::Model;
use ironcalc::base::cell::CellValue;
use ironcalc::import::load_from_xlsx_bytes;

/// The result workbook of a folder of workbooks.
fn result(id: &str, folder: &str) -> Vec<u8> {
    let scheme = Shipped::find(id)
        .expect("shipped")
        .scheme()
        .expect("it reads");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let sources = fs::read_dir(folder)
        .expect("samples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "xlsx"))
        .map(|path| {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            Source {
                name,
                bytes: fs::read(&path).expect("a sample"),
                roster: false,
            }
        })
        .collect();
    let reading = read(&scheme, sources, &|| {});
    let standing = Standing::of(&scheme, &reading.round).expect("no overflow");
    let report = Report {
        scheme: &scheme,
        round: &reading.round,
        standing: &standing,
        inputs: &reading.inputs,
        problems: &reading.problems,
        repairs: &reading.repairs,
        round_name: Some("第一轮"),
        draft: false,
    };
    report.workbook().expect("a workbook")
}

/// Number of formula cells, and those whose value changes when computed anew.
fn recalculated(bytes: &[u8]) -> (usize, Vec<String>) {
    let workbook = load_from_xlsx_bytes(bytes, "result", "en", "UTC").expect("the engine reads it");
    let mut model = Model::from_workbook(workbook, "en").expect("the engine takes it");
    model.evaluate();
    let mut cached: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("it opens");
    let mut formulas = 0;
    let mut changed = Vec::new();
    for (index, name) in (0..).zip(cached.sheet_names()) {
        let values = cached.worksheet_range(&name).expect("values");
        let texts = cached.worksheet_formula(&name).expect("formulas");
        let Some((top, left)) = texts.start() else {
            continue;
        };
        for (row, col, text) in texts.used_cells() {
            let (row, col) = (
                top + u32::try_from(row).expect("a row"),
                left + u32::try_from(col).expect("a column"),
            );
            if text.is_empty() {
                continue;
            }
            formulas += 1;
            let stored = values.get_value((row, col)).cloned().unwrap_or(Data::Empty);
            let at = (
                i32::try_from(row + 1).expect("a row"),
                i32::try_from(col + 1).expect("a column"),
            );
            let computed = model
                .get_cell_value_by_index(index, at.0, at.1)
                .expect("a value");
            if !same(&stored, &computed) {
                changed.push(format!(
                    "{name} row {} column {}: ={text} stored {stored:?}, computed {computed:?}",
                    at.0, at.1
                ));
            }
        }
    }
    (formulas, changed)
}

fn same(stored: &Data, computed: &CellValue) -> bool {
    match (stored, computed) {
        (Data::Float(stored), CellValue::Number(computed)) => {
            (stored - computed).abs() <= 1e-9 * stored.abs().max(1.0)
        }
        (Data::String(stored), CellValue::String(computed)) => stored == computed,
        (Data::Bool(stored), CellValue::Boolean(computed)) => stored == computed,
        (Data::Empty, CellValue::None) => true,
        (Data::Empty, CellValue::String(computed)) => computed.is_empty(),
        (Data::String(stored), CellValue::None) => stored.is_empty(),
        _ => false,
    }
}

fn nothing_changes(id: &str, folder: &str, least: usize) {
    let (formulas, changed) = recalculated(&result(id, folder));
    assert!(formulas >= least, "only {formulas} formulas");
    assert!(
        changed.is_empty(),
        "{} of {formulas} change\n{}",
        changed.len(),
        changed[..changed.len().min(20)].join("\n")
    );
}

#[test]
fn no_formula_of_the_stations_changes() {
    nothing_changes("station-star", "inputs/stations", 2_000);
}

#[test]
fn no_formula_of_the_enterprises_changes() {
    nothing_changes("ankang-cup", "inputs/ankang-cup", 40_000);
}

#[test]
fn no_formula_of_the_worked_examples_changes() {
    for shipped in SHIPPED {
        nothing_changes(shipped.id, &format!("rules/{}", shipped.id), 20);
    }
}

/// The workbooks are kept, so that LibreOffice can compute them, too.
///
/// Every scheme of the cases, with what the case gives and with rows by chance, some of them
/// 不涉及: no formula of any method, fold or decision changes.
#[test]
fn no_formula_of_the_cases_changes() {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    fs::create_dir_all(&kept).expect("a folder for the workbooks");
    let mut formulas = 0;
    for path in casework::files() {
        let text = fs::read_to_string(&path).expect("a case");
        let case: toml::Table = text.parse().expect("TOML");
        let Ok(scheme) = casework::scheme(&case) else {
            panic!("{} has no scheme", path.display());
        };
        let subjects = case.get("subject").and_then(toml::Value::as_array);
        let own = subjects.map(|subjects| casework::round(&scheme, subjects));
        let own = own.into_iter().filter_map(Result::ok);
        for (number, round) in (1..).zip(own.chain([rounds::random_round(&scheme, 24, 7)])) {
            let standing = Standing::of(&scheme, &round).expect("no overflow");
            let report = Report {
                scheme: &scheme,
                round: &round,
                standing: &standing,
                inputs: &[],
                problems: &[],
                repairs: &[],
                round_name: None,
                draft: false,
            };
            let bytes = report.workbook().expect("a workbook");
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            fs::write(kept.join(format!("{name}-{number}.xlsx")), &bytes).expect("a folder");
            // This engine does not take an array as the condition of COUNTIF, which dense places
            // need.
            if scheme.ranking.ties == Ties::Dense {
                continue;
            }
            let (found, changed) = recalculated(&bytes);
            formulas += found;
            assert!(
                changed.is_empty(),
                "{}: {} of {found} change\n{}",
                path.display(),
                changed.len(),
                changed[..changed.len().min(12)].join("\n")
            );
        }
    }
    assert!(formulas > 5_000, "only {formulas} formulas");
}

/// Figures of areas: sums, means, counts and shares of the ranked and of all, formulas over them,
/// and what only stands as a value.
const ROLLUP: &str = r#"
[[award]]
name = "鼓励单位"
quota = { percent = "30%", by = "县区", round = "half-up", at-least = 1 }
except = ["先进单位"]

[[rollup]]
by = "县区"
order = ["优秀率"]
  [[rollup.figure]]
  name = "人均得分"
  value = "IF(全部职工 > 0, 得分合计 / 全部职工 * 1000, 0)"
  [[rollup.figure]]
  name = "得分合计"
  sum = "总分"
  [[rollup.figure]]
  name = "全部职工"
  sum = "职工人数"
  of = "all"
  unit = "人"
  [[rollup.figure]]
  name = "大企业"
  count = "AND(职工人数 >= 500, 总分 >= 12)"
  of = "ranked"
  [[rollup.figure]]
  name = "优秀率"
  share = '等级 = "优秀"'
  unit = "%"
  [[rollup.figure]]
  name = "大企业均分"
  mean = "[2]"
  when = "职工人数 >= 2900"
  [[rollup.figure]]
  name = "制度健全"
  count = "制度 >= 4"
  [[rollup.figure]]
  name = "前三"
  mean = "总分"
  best = 3
  [[rollup.figure]]
  name = "中位"
  median = "总分"
  [[rollup.figure]]
  name = "差距"
  value = "中位 - 平均分 + 合格及以上数 / 大企业"
  [[rollup.award]]
  name = "优秀组织奖"
  when = "优秀率 > 0"
  quota = 2
"#;

#[test]
fn no_formula_of_the_areas_changes() {
    let scheme = Scheme::parse(&format!("{}{ROLLUP}", rounds::SMALL)).expect("it reads");
    for seed in 1..6 {
        let round = rounds::random_round(&scheme, 60, seed);
        let standing = Standing::of(&scheme, &round).expect("no overflow");
        let report = Report {
            scheme: &scheme,
            round: &round,
            standing: &standing,
            inputs: &[],
            problems: &[],
            repairs: &[],
            round_name: None,
            draft: false,
        };
        let bytes = report.workbook().expect("a workbook");
        // Kept for the check by another program, see `.ci/recalculate.py`.
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("workbooks");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(format!("areas-{seed}.xlsx")), &bytes).expect("a file");
        let (_, changed) = recalculated(&bytes);
        assert_eq!(changed, Vec::<String>::new());

        // What can be a formula is one.
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(&bytes)).expect("it opens");
        let texts = book.worksheet_formula("统计").expect("formulas");
        for function in [
            "SUMIFS(",
            "AVERAGEIFS(",
            "COUNTIFS(",
            "+0.000000001)",
            "IFERROR(IF(",
        ] {
            let found = texts
                .used_cells()
                .any(|(_, _, text)| text.contains(function));
            assert!(found, "no {function}");
        }
    }
}

#[test]
fn a_planted_wrong_formula_is_found() {
    let bytes = result("station-star", "inputs/stations");
    let (_, changed) = recalculated(&planted(&bytes));
    assert!(
        !changed.is_empty(),
        "the check found nothing wrong with 1+ROUND"
    );
}

/// The workbook with one formula made wrong, its stored value left as it was.
fn planted(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut done = false;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let name = entry.name().expect("its name").into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("its content");
        if name.starts_with("xl/worksheets/sheet") && !done {
            let text = String::from_utf8(content).expect("XML is UTF-8");
            done = text.contains("<f>ROUND(");
            content = text.replacen("<f>ROUND(", "<f>1+ROUND(", 1).into_bytes();
        }
        written
            .start_file(name, zip::write::SimpleFileOptions::default())
            .expect("an entry");
        written.write_all(&content).expect("written");
    }
    assert!(done, "there is a rounded total to be spoilt");
    written.finish().expect("an archive").into_inner()
}
