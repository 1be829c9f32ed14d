//! What is said of an expression before any data is read must be true of every row.

use std::sync::Arc;
use std::time::Instant;

use ankang::formula::bounds::{Known, Limits, Truth, range, truth};
use ankang::formula::direction::{Direction, direction};
use ankang::formula::{Expr, Meaning, Ref, Scope, Type, Value, compile};
use ankang::number::{Decimal, settle};
use proptest::prelude::*;

/// `甲` is whole, 0 to 10; `乙` is -5 to 5; `缺` is 0 to 10 or 不涉及; `县区` is one of two words; `建会` is
/// yes, no or 不涉及.
struct Names;

const NAMES: [(&str, Type); 5] = [
    ("甲", Type::Number),
    ("乙", Type::Number),
    ("缺", Type::Number),
    ("县区", Type::Text),
    ("建会", Type::Bool),
];

impl Scope for Names {
    fn find(&self, name: &str) -> Option<Meaning> {
        let index = NAMES.iter().position(|(known, _)| *known == name)?;
        let name = Ref(u32::try_from(index).ok()?);
        Some(Meaning::Quantity(name, NAMES[index].1))
    }
    fn names(&self) -> Vec<String> {
        Vec::new()
    }
}

impl Known for Names {
    fn limits(&self, name: Ref) -> Limits {
        let between = |low: i32, high: i32| Limits::between(low.into(), high.into());
        match name.0 {
            0 => between(0, 10).stepped(Decimal::ONE),
            1 => between(-5, 5),
            2 => between(0, 10),
            _ => Limits::default(),
        }
    }
    fn words(&self, name: Ref) -> Option<Vec<Arc<str>>> {
        (name.0 == 3).then(|| vec!["东".into(), "西".into()])
    }
    fn applies(&self, name: Ref) -> bool {
        matches!(name.0, 0 | 1 | 3)
    }
}

fn number() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (-2_i32..12).prop_map(|n| if n < 0 {
            format!("(0{n})")
        } else {
            n.to_string()
        }),
        prop::sample::select(vec!["甲", "乙", "缺", "甲", "2.5", "10%"]).prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let list = prop::collection::vec(inner.clone(), 1..4);
        let aggregate =
            prop::sample::select(vec!["MIN", "MAX", "SUM", "AVERAGE", "COUNT", "MEDIAN"]);
        let function = prop::sample::select(vec!["ABS(", "INT(", "-("]);
        let round = prop::sample::select(vec!["ROUND", "ROUNDUP", "ROUNDDOWN", "ROUNDEVEN"]);
        let sign = prop::sample::select(vec!["+", "-", "*", "/"]);
        let compare = compare();
        prop_oneof![
            (inner.clone(), sign, inner.clone())
                .prop_map(|(a, sign, b)| format!("({a}){sign}({b})")),
            (aggregate, list).prop_map(|(name, list)| format!("{name}({})", list.join(","))),
            (function, inner.clone()).prop_map(|(name, a)| format!("{name}{a})")),
            (round, inner.clone(), 0..3).prop_map(|(name, a, n)| format!("{name}({a},{n})")),
            (
                inner.clone(),
                compare,
                inner.clone(),
                inner.clone(),
                inner.clone()
            )
                .prop_map(|(a, compare, b, c, d)| format!("IF({a}{compare}{b},{c},{d})")),
            (
                inner.clone(),
                compare_again(),
                inner.clone(),
                inner.clone(),
                inner
            )
                .prop_map(|(a, compare, b, c, d)| {
                    format!("IFS(NOT({a}{compare}{b}),{c},{a}>3,{d},TRUE,1)")
                }),
        ]
    })
}

fn compare() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![">", ">=", "<", "<=", "=", "<>"])
}

fn compare_again() -> impl Strategy<Value = &'static str> {
    compare()
}

fn condition() -> impl Strategy<Value = String> {
    let simple = prop::sample::select(vec!["甲", "乙", "缺"]);
    let leaf = prop_oneof![
        (number(), compare(), number()).prop_map(|(a, compare, b)| format!("{a}{compare}{b}")),
        (simple, compare(), -1_i32..12).prop_map(|(a, compare, b)| format!("{a}{compare}{b}")),
        prop::sample::select(vec![
            "县区=\"东\"",
            "县区=\"西\"",
            "县区<>\"东\"",
            "县区=\"北\"",
            "建会",
            "TRUE",
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let list = prop::collection::vec(inner.clone(), 1..4);
        let joined = prop::sample::select(vec!["AND", "OR"]);
        prop_oneof![
            (joined, list).prop_map(|(name, list)| format!("{name}({})", list.join(","))),
            inner.clone().prop_map(|a| format!("NOT({a})")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("IF({a},{b},{c})")),
        ]
    })
}

type Row = Vec<Value>;

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0_i64..=10, -50_i64..=50, 0_i64..=12, any::<bool>(), 0..3).prop_map(
        |(one, two, three, east, yes)| {
            vec![
                Value::Number(one.into()),
                Value::Number(Decimal::new(two, 1)),
                if three > 10 {
                    Value::NotApplicable
                } else {
                    Value::Number(three.into())
                },
                Value::Text(if east { "东" } else { "西" }.into()),
                match yes {
                    0 => Value::Bool(true),
                    1 => Value::Bool(false),
                    _ => Value::NotApplicable,
                },
            ]
        },
    );
    prop::collection::vec(row, 12)
}

fn compiled(text: &str, kind: Type) -> Expr {
    compile(text, &Names, kind).unwrap_or_else(|mistakes| panic!("{text}: {mistakes:?}"))
}

/// What a row is worth, as something that rises or falls: a condition rises by beginning to hold.
fn height(value: &Value) -> Option<Decimal> {
    match value {
        Value::Bool(truth) => Some(u8::from(*truth).into()),
        other => other.number().map(settle),
    }
}

fn follows(expr: &Expr, text: &str, rows: &[Row]) -> Result<(), TestCaseError> {
    for moving in 0..2_u32 {
        let of = |name: Ref| {
            if name.0 == moving {
                Direction::Up
            } else {
                Direction::Still
            }
        };
        let goes = direction(expr, &of, &Names);
        for row in rows {
            let mut raised = row.clone();
            let at = moving as usize;
            let top = Decimal::from(if moving == 0 { 10 } else { 5 });
            let before = row[at].number().unwrap_or_default();
            for step in 1..4 {
                raised[at] = Value::Number((before + Decimal::from(step)).min(top));
                let (Ok(low), Ok(high)) = (expr.value(row), expr.value(&raised)) else {
                    continue;
                };
                let (low, high) = (height(&low), height(&high));
                let kept = match goes {
                    Direction::Still => low == high,
                    Direction::Up => low.is_some() == high.is_some() && low <= high,
                    Direction::Down => low.is_some() == high.is_some() && low >= high,
                    Direction::Either => true,
                };
                prop_assert!(
                    kept,
                    "{text} is {goes:?} by {at}: {low:?} to {high:?} at {row:?}"
                );
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_number_lies_where_it_is_said_to(text in number(), rows in rows()) {
        let expr = compiled(&text, Type::Number);
        let said = range(&expr, &Names);
        for row in &rows {
            match expr.value(row) {
                Ok(Value::Number(number)) => {
                    let number = Limits::point(number);
                    prop_assert!(!number.above(&Limits { low: None, ..said.limits }, false), "{text}: {said:?} at {row:?}");
                    prop_assert!(!said.limits.above(&number, false), "{text}: {said:?} at {row:?}");
                    prop_assert!(!said.limits.is_empty(), "{text}: {said:?}");
                }
                Ok(_) => prop_assert!(said.missing, "{text}: {said:?} at {row:?}"),
                Err(_) => {}
            }
        }
        follows(&expr, &text, &rows)?;
    }

    #[test]
    fn a_condition_holds_as_it_is_said_to(text in condition(), rows in rows()) {
        let expr = compiled(&text, Type::Bool);
        let said = truth(&expr, &Names);
        for row in &rows {
            let Ok(value) = expr.value(row) else { continue };
            match said {
                Truth::Always => prop_assert!(value.holds(), "{text} always holds, but not at {row:?}"),
                Truth::Never => prop_assert!(!value.holds(), "{text} never holds, but does at {row:?}"),
                Truth::Sometimes => {}
            }
        }
        if !matches!(expr, Expr::Name(_)) {
            follows(&expr, &text, &rows)?;
        }
    }
}

#[test]
fn what_is_seen_of_conditions() {
    let cases = [
        ("甲 > 10", Truth::Never),
        ("甲 >= 0", Truth::Always),
        ("缺 >= 0", Truth::Sometimes),
        ("缺 < 0", Truth::Never),
        ("AND(甲 >= 9, 甲 < 8)", Truth::Never),
        ("AND(甲 > 8, 甲 < 9)", Truth::Never),
        ("AND(乙 > 3, 乙 < 4)", Truth::Sometimes),
        ("OR(甲 >= 5, 甲 < 5)", Truth::Always),
        ("OR(缺 >= 5, 缺 < 5)", Truth::Sometimes),
        ("AND(县区 = \"东\", 县区 = \"西\")", Truth::Never),
        ("县区 = \"北\"", Truth::Never),
        ("县区 <> \"北\"", Truth::Always),
        ("OR(县区 = \"东\", 县区 = \"西\")", Truth::Always),
        ("AND(甲 >= 9, OR(甲 < 8, 甲 < 7))", Truth::Never),
        ("AND(建会, NOT(建会))", Truth::Never),
        ("甲 + 乙 > 15", Truth::Never),
        ("MAX(甲, 3) >= 3", Truth::Always),
        ("COUNTIF(甲, \">5\") > 1", Truth::Never),
        ("DATE(2026, 1, 1) < DATE(2025, 1, 1)", Truth::Never),
        ("甲 / 缺 >= 0", Truth::Sometimes),
    ];
    for (text, wanted) in cases {
        assert_eq!(truth(&compiled(text, Type::Bool), &Names), wanted, "{text}");
    }
}

#[test]
fn what_is_seen_of_directions() {
    let cases = [
        ("甲 + 1", Direction::Up),
        ("3 - 甲", Direction::Down),
        ("缺 + 1", Direction::Still),
        ("甲 * 乙", Direction::Either),
        ("甲 * 甲", Direction::Up),
        ("LARGE(甲, 1)", Direction::Up),
        ("IF(甲 >= 5, 4, 3)", Direction::Up),
        ("IF(甲 >= 5, 3, 4)", Direction::Down),
        (
            "IF(甲 >= 8, 3, IF(AND(甲 >= 5, 甲 < 8), 2, 1))",
            Direction::Up,
        ),
        ("ROUND(甲 / 3, 1)", Direction::Up),
        ("ABS(乙 - 甲)", Direction::Either),
        ("COUNT(甲)", Direction::Still),
    ];
    let of = |name: Ref| {
        if name.0 == 0 {
            Direction::Up
        } else {
            Direction::Still
        }
    };
    for (text, wanted) in cases {
        let found = direction(&compiled(text, Type::Number), &of, &Names);
        assert_eq!(found, wanted, "{text}");
    }
    let conditions = [
        ("甲 >= 5", Direction::Up),
        ("甲 = 10", Direction::Up),
        ("甲 = 0", Direction::Down),
        ("甲 = 5", Direction::Either),
        ("甲 <> 0", Direction::Up),
        ("AND(甲 >= 5, 甲 <= 10)", Direction::Up),
        ("AND(甲 >= 5, 甲 < 8)", Direction::Either),
        ("NOT(甲 < 5)", Direction::Up),
    ];
    for (text, wanted) in conditions {
        let found = direction(&compiled(text, Type::Bool), &of, &Names);
        assert_eq!(found, wanted, "{text}");
    }
}

/// However conditions are nested, looking at them ends soon.
#[test]
fn deep_conditions_are_looked_at_in_time() {
    let mut text = "甲 > 3".to_owned();
    for depth in 0..50 {
        let name = ["AND", "OR"][depth % 2];
        text = format!("{name}({text}, 甲 > {}, 乙 < {})", depth % 9, depth % 4);
    }
    let started = Instant::now();
    let expr = compiled(&text, Type::Bool);
    let _ = truth(&expr, &Names);
    let _ = direction(&expr, &|_| Direction::Up, &Names);
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}
