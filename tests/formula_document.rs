//! Every example of `docs/公式.md` is what it says: the rows of each table with the headings
//! 公式, 名称取值 and 结果.

use std::collections::BTreeMap;

use ankang::formula::{Expr, Meaning, Ref, Scope, Type, Value, compile};
use ankang::number::{Decimal, parse, plain};
use ankang::scheme::MistakeKind;

const DOCUMENT: &str = include_str!("../docs/公式.md");

/// The names of one example.
#[derive(Default)]
struct Names {
    known: BTreeMap<String, Meaning>,
    row: Vec<Value>,
}

impl Scope for Names {
    fn find(&self, name: &str) -> Option<Meaning> {
        self.known.get(name).cloned()
    }
    fn names(&self) -> Vec<String> {
        self.known.keys().cloned().collect()
    }
}

impl Names {
    fn of(text: &str) -> Names {
        let mut names = Names::default();
        for one in text.split(',').filter(|one| !one.is_empty()) {
            let (name, value) = one.split_once('=').unwrap_or_else(|| panic!("{one}"));
            let values: Vec<&str> = value.split(' ').collect();
            let refs: Vec<(Ref, Type)> = values.iter().map(|value| names.push(value)).collect();
            let meaning = match refs.as_slice() {
                [(name, kind)] => Meaning::Quantity(*name, *kind),
                _ => Meaning::List(
                    refs.iter().map(|(name, _)| Expr::Name(*name)).collect(),
                    Type::Number,
                ),
            };
            names.known.insert(name.to_owned(), meaning);
        }
        names
    }

    fn push(&mut self, text: &str) -> (Ref, Type) {
        let (value, kind) = value(text);
        let name = Ref(u32::try_from(self.row.len()).expect("few names"));
        self.row.push(value);
        (name, kind)
    }
}

fn value(text: &str) -> (Value, Type) {
    if let Some(share) = text.strip_suffix('%') {
        let share = parse(share).expect("a percentage") / Decimal::ONE_HUNDRED;
        return (Value::Number(share), Type::Number);
    }
    if let Some(number) = parse(text) {
        return (Value::Number(number), Type::Number);
    }
    let date: Vec<i16> = text
        .split('-')
        .filter_map(|part| part.parse().ok())
        .collect();
    match (text, date.as_slice()) {
        ("不涉及", _) => (Value::NotApplicable, Type::Number),
        ("是" | "否", _) => (Value::Bool(text == "是"), Type::Bool),
        (_, [year, month, day]) => {
            let part = |part: &i16| i8::try_from(*part).expect("a day or month");
            let date = jiff::civil::date(*year, part(month), part(day));
            (Value::Date(date), Type::Date)
        }
        _ => (Value::Text(text.trim_matches('"').into()), Type::Text),
    }
}

#[test]
fn every_example_is_what_it_says() {
    let mut examples = 0;
    let mut inside = false;
    for line in DOCUMENT.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, formula, names, result, _] = cells.as_slice() else {
            inside = false;
            continue;
        };
        if *formula == "公式" {
            inside = true;
            continue;
        }
        if !inside || formula.starts_with("---") {
            continue;
        }
        let formula = formula.trim_matches('`');
        let names = Names::of(names);
        let kinds = [Type::Number, Type::Bool, Type::Date, Type::Text];
        let tried: Vec<_> = kinds
            .iter()
            .map(|kind| compile(formula, &names, *kind))
            .collect();
        if let Some(code) = result.strip_prefix("错误 ") {
            let wanted = tried.iter().any(|tried| {
                let mistakes = tried.as_ref().err();
                mistakes.is_some_and(|mistakes| {
                    let [mistake] = mistakes.as_slice() else {
                        return false;
                    };
                    MistakeKind::Formula(mistake.kind.clone()).code() == code
                })
            });
            assert!(
                wanted && tried.iter().all(Result::is_err),
                "{line}\n{tried:?}"
            );
        } else {
            let expr = tried.iter().find_map(|tried| tried.as_ref().ok());
            let expr = expr.unwrap_or_else(|| panic!("{line}\n{tried:?}"));
            let found = match expr.value(&names.row).expect("no overflow") {
                Value::Number(number) => plain(number),
                other => other.to_string(),
            };
            assert_eq!(found, *result, "{line}");
        }
        examples += 1;
    }
    assert!(examples > 50, "only {examples} examples");
}

/// No function is left out.
#[test]
fn every_function_has_an_example() {
    for function in ankang::formula::Function::ALL {
        let example = format!("`{}(", function.name());
        assert!(DOCUMENT.contains(&example), "{example}");
    }
}
