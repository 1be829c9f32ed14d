//! The formula language by cases: `tests/data/formulas.toml` says what each formula is worth, how it
//! is written for Excel, and which mistakes are found where.

use std::fs;
use std::path::Path;

use ankang::formula::{Cells, Expr, Meaning, Operator, Ref, Scope, Type, Value, compile};
use ankang::number::{parse, plain};
use toml::{Table, Value as Toml};

/// `甲`, `乙`, `丙` are numbers in A1, B1, C1; `缺` is 不涉及 in D1; `县区` is text in E1; `建会` is
/// yes in F1, `检查日` is 2026-01-31 in G1. `三数` is a list of 甲, 乙 and 丙, `有缺` of 甲, 缺 and 丙, `合算` of
/// what is computed from 甲 and 缺, `条件们` of conditions; `达标` stands for `甲 >= 90`.
struct Names;

const NAMES: [(&str, Type); 7] = [
    ("甲", Type::Number),
    ("乙", Type::Number),
    ("丙", Type::Number),
    ("缺", Type::Number),
    ("县区", Type::Text),
    ("建会", Type::Bool),
    ("检查日", Type::Date),
];

impl Scope for Names {
    fn find(&self, name: &str) -> Option<Meaning> {
        if name == "标准分" {
            return parse("10").map(Meaning::Fixed);
        }
        let number = |index| Expr::Name(Ref(index));
        let reaches = |index| number(index).with(Operator::GreaterOrEqual, Expr::number(90));
        let half = |index| number(index).with(Operator::Divide, Expr::number(2));
        match name {
            "三数" => return Some(Meaning::List([0, 1, 2].map(number).into(), Type::Number)),
            "有缺" => return Some(Meaning::List([0, 3, 2].map(number).into(), Type::Number)),
            "合算" => return Some(Meaning::List([0, 3].map(half).into(), Type::Number)),
            "三对" => {
                let twice = |index| number(index).with(Operator::Multiply, Expr::number(2));
                return Some(Meaning::List([0, 1, 2].map(twice).into(), Type::Number));
            }
            "条件们" => return Some(Meaning::List([0, 1].map(reaches).into(), Type::Bool)),
            "达标" => return Some(Meaning::Derived(reaches(0), Type::Bool)),
            _ => {}
        }
        let index = NAMES.iter().position(|(known, _)| *known == name)?;
        Some(Meaning::Quantity(
            Ref(u32::try_from(index).ok()?),
            NAMES[index].1,
        ))
    }

    fn names(&self) -> Vec<String> {
        NAMES.iter().map(|(name, _)| (*name).to_owned()).collect()
    }
}

impl Cells for Names {
    fn address(&self, name: Ref) -> String {
        ["A1", "B1", "C1", "D1", "E1", "F1", "G1"][name.index()].to_owned()
    }
    fn applies(&self, name: Ref) -> bool {
        name.index() != 3
    }
    fn yes_no(&self, name: Ref) -> bool {
        name.index() == 5
    }
}

fn row() -> Vec<Value> {
    let number = |text: &str| Value::Number(parse(text).expect("a number"));
    vec![
        number("90"),
        number("0.5"),
        number("-3"),
        Value::NotApplicable,
        Value::Text("东区".into()),
        Value::Bool(true),
        Value::Date(jiff::civil::date(2026, 1, 31)),
    ]
}

fn table(name: &str) -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name);
    fs::read_to_string(path)
        .expect("the cases")
        .parse()
        .expect("TOML")
}

fn text<'a>(case: &'a Toml, key: &str) -> Option<&'a str> {
    case.get(key).and_then(Toml::as_str)
}

#[test]
fn formulas_are_worth_what_the_cases_say() {
    let cases = table("formulas.toml");
    let cases = cases["case"].as_array().expect("cases");
    assert!(cases.len() > 40, "cases are missing");
    for case in cases {
        let formula = text(case, "formula").expect("a formula");
        let wanted = match text(case, "type") {
            Some("condition") => Type::Bool,
            Some("text") => Type::Text,
            Some("date") => Type::Date,
            _ => Type::Number,
        };
        let compiled = compile(formula, &Names, wanted);
        if let Some(mistakes) = case.get("mistakes").and_then(Toml::as_array) {
            let found: Vec<String> = compiled
                .expect_err(formula)
                .iter()
                .map(|mistake| formula.get(mistake.span.clone()).unwrap_or("?").to_owned())
                .collect();
            let wanted: Vec<&str> = mistakes.iter().filter_map(Toml::as_str).collect();
            assert_eq!(found, wanted, "{formula}");
            continue;
        }
        let expr = compiled.unwrap_or_else(|mistakes| panic!("{formula}: {mistakes:?}"));
        let value = match expr.value(&row()).expect("no overflow") {
            Value::Number(number) => plain(number),
            Value::NotApplicable => "/".to_owned(),
            other => other.to_string(),
        };
        assert_eq!(Some(value.as_str()), text(case, "value"), "{formula}");
        if let Some(written) = text(case, "excel") {
            assert_eq!(expr.excel(&Names), written, "{formula}");
        }
    }
}

#[test]
fn too_large_a_number_is_said_and_not_computed() {
    let formula = "79228162514264337593543950335 * 10";
    let expr = compile(formula, &Names, Type::Number).expect("it compiles");
    assert!(expr.value(&row()).is_err());
}

#[test]
fn depth_and_length_are_bounded() {
    let deep = format!("{}1{}", "(".repeat(500), ")".repeat(500));
    let long = format!("1{}", "+1".repeat(5_000));
    for formula in [deep, long, "-".repeat(3_000), "IF(".repeat(200)] {
        assert!(compile(&formula, &Names, Type::Number).is_err());
    }
}

/// A spreadsheet engine that is not ours computes every formula of the cases to the same value.
#[test]
fn a_spreadsheet_computes_the_same() {
    let cases = table("formulas.toml");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (col, value) in (0..).zip(row()) {
        match &value {
            Value::Number(number) => sheet.write(0, col, ankang::number::to_cell(*number)),
            Value::Date(_) => sheet.write(0, col, 46_053),
            Value::NotApplicable => sheet.write(0, col, "/"),
            other => sheet.write(0, col, other.to_string()),
        }
        .expect("a cell");
    }
    let mut wanted = Vec::new();
    for case in cases["case"].as_array().expect("cases") {
        let formula = text(case, "formula").expect("a formula");
        let kind = match text(case, "type") {
            Some("condition") => Type::Bool,
            Some("text") => Type::Text,
            Some("date") => Type::Date,
            _ => Type::Number,
        };
        let Ok(expr) = compile(formula, &Names, kind) else {
            continue;
        };
        let mut written = expr.excel(&Names);
        if kind == Type::Bool {
            written = format!("IF({written},\"是\",\"否\")");
        }
        // The engine has no day before 1900, and 1899-12-30 is the day before the first.
        let value = match expr.value(&row()).expect("no overflow") {
            Value::Number(number) => plain(number),
            Value::NotApplicable => "/".to_owned(),
            Value::Date(date) => {
                let first = jiff::civil::date(1899, 12, 30);
                (date.duration_since(first).as_hours() / 24).to_string()
            }
            other => other.to_string(),
        };
        let line = u32::try_from(wanted.len() + 1).expect("a row");
        sheet
            .write_formula(
                line,
                0,
                rust_xlsxwriter::Formula::new(written.as_str()).set_result(&value),
            )
            .expect("a formula");
        wanted.push((formula.to_owned(), written, value));
    }
    assert!(wanted.len() > 60, "cases are missing");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    if let Ok(file) = std::env::var("ANKANG_FORMULAS") {
        fs::write(file, &bytes).expect("written");
    }
    let workbook = ironcalc::import::load_from_xlsx_bytes(&bytes, "cases", "en", "UTC")
        .expect("the engine reads it");
    let mut model = ironcalc::base::Model::from_workbook(workbook, "en").expect("it takes it");
    model.evaluate();
    let mut wrong = Vec::new();
    for (line, (formula, written, value)) in (2..).zip(&wanted) {
        let computed = model.get_cell_value_by_index(0, line, 1).expect("a value");
        let same = match &computed {
            ironcalc::base::cell::CellValue::Number(number) => {
                ankang::number::from_cell(*number).map(plain).as_ref() == Some(value)
                    || value
                        .parse::<f64>()
                        .is_ok_and(|value| (value - number).abs() < 1e-9)
            }
            ironcalc::base::cell::CellValue::String(text) => text == value,
            _ => false,
        };
        if !same {
            wrong.push(format!(
                "{formula}: ={written} is {computed:?}, not {value}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest::proptest! {
    #[test]
    fn any_text_ends_in_an_expression_or_a_mistake(words in proptest::collection::vec(
        proptest::sample::select(vec![
            "甲", "乙", "缺", "县区", "建会", "检查日", "三数", "有缺", "合算", "条件们", "达标", "标准分", "丁",
            "1", "0", "2.5", "90%", "0.3", "79228162514264337593543950335", "\"东区\"", "“>=90”", "\"<\"", "\"=1%\"",
            "+", "-", "×", "÷", "*", "/", "=", "<>", ">=", "<", "≥", "(", ")", "(", ")", ",", ",", "、", ";",
            "AND(", "OR(", "NOT(", "IF(", "IFS(", "CHOOSE(", "MIN(", "SUM(", "COUNT(", "AVERAGE(", "MEDIAN(",
            "LARGE(", "SMALL(", "COUNTIF(", "DATE(", "EDATE(", "YEAR(", "ROUND(", "ROUNDEVEN(", "INT(", "ABS(",
            "[甲]", "【乙】", "TRUE", "。", "“", "分",
        ]),
        0..14,
    )) {
        let text = words.concat();
        for kind in [Type::Number, Type::Bool, Type::Date, Type::Text] {
            if let Ok(expr) = compile(&text, &Names, kind) {
                let _ = expr.value(&row());
                let _ = expr.excel(&Names);
                for lang in [ankang::problem::Lang::Zh, ankang::problem::Lang::En] {
                    let _ = expr.words(&|name| name.0.to_string(), lang);
                }
            }
        }
    }

    #[test]
    fn any_signs_end_in_an_expression_or_a_mistake(text in "[()甲乙缺AND,IFMIN0-9.%\"'\\[\\]+*/<>= ×（），。;≥]{0,60}") {
        if let Ok(expr) = compile(&text, &Names, Type::Number) {
            let _ = expr.value(&row());
            let _ = expr.excel(&Names);
            let _ = expr.words(&|name| name.0.to_string(), ankang::problem::Lang::Zh);
        }
    }
}
