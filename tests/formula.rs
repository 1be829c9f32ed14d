//! The formula language by cases: `tests/data/formulas.toml` says what each formula is worth, how it
//! is written for Excel, and which mistakes are found where.

use std::fs;
use std::path::Path;

use ankang::formula::{Cells, Meaning, Ref, Scope, Type, Value, compile};
use ankang::number::{parse, plain};
use toml::{Table, Value as Toml};

/// `甲`, `乙`, `丙` are numbers in A1, B1, C1; `缺` is 不涉及 in D1; `县区` is text in E1; `建会` is
/// yes in F1.
struct Names;

const NAMES: [(&str, Type); 6] = [
    ("甲", Type::Number),
    ("乙", Type::Number),
    ("丙", Type::Number),
    ("缺", Type::Number),
    ("县区", Type::Text),
    ("建会", Type::Bool),
];

impl Scope for Names {
    fn find(&self, name: &str) -> Option<Meaning> {
        if name == "标准分" {
            return parse("10").map(Meaning::Fixed);
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
        ["A1", "B1", "C1", "D1", "E1", "F1"][name.index()].to_owned()
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

proptest::proptest! {
    #[test]
    fn any_text_ends_in_an_expression_or_a_mistake(text in "[()甲乙缺AND,IFMIN0-9.%\"'\\[\\]+*/<>= ×（）]{0,60}") {
        if let Ok(expr) = compile(&text, &Names, Type::Number) {
            let _ = expr.value(&row());
            let _ = expr.excel(&Names);
            let _ = expr.words(&|name| name.0.to_string(), ankang::problem::Lang::Zh);
        }
    }
}
