//! `docs/检查表.md` lists what a scheme must be able to say, and which tests hold it: the cases of
//! `tests/cases` by their `features`, wrong schemes by file, other tests by file and name.

mod casework;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use toml::{Table, Value};

const LIST: &str = include_str!("../docs/检查表.md");

/// By feature: the cases, and the other tests, that the list names.
fn listed() -> BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> {
    let mut features = BTreeMap::new();
    for line in LIST.lines().filter(|line| line.starts_with("| F")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, feature, what, how, tests, _] = cells.as_slice() else {
            panic!("a row has four cells: {line}");
        };
        assert!(!what.is_empty() && !how.is_empty(), "{line}");
        let names = tests.split('`').skip(1).step_by(2).map(str::to_owned);
        let (others, cases) = names.partition(|name| name.contains('/'));
        let former = features.insert((*feature).to_owned(), (cases, others));
        assert!(former.is_none(), "{feature} stands there twice");
    }
    features
}

/// By feature: the cases that say that they hold it.
fn held() -> BTreeMap<String, BTreeSet<String>> {
    let mut features: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in casework::files() {
        let text = fs::read_to_string(&path).expect("a case");
        let case: Table = text.parse().expect("TOML");
        // Reading and scoring it is the business of other tests; here it must be a scheme at all.
        let scheme = casework::scheme(&case).expect("a scheme");
        let subjects = case.get("subject").and_then(Value::as_array);
        casework::round(&scheme, subjects.expect("subjects")).expect("a round");
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let own = case.get("features").and_then(Value::as_array);
        let own: Vec<&str> = own
            .into_iter()
            .flatten()
            .map(|feature| feature.as_str().expect("features are texts"))
            .collect();
        assert!(!own.is_empty(), "{name} says no feature");
        for feature in own {
            let cases = features.entry(feature.to_owned()).or_default();
            assert!(
                cases.insert(name.to_string()),
                "{name} says {feature} twice"
            );
        }
    }
    features
}

#[test]
fn the_list_and_the_cases_agree() {
    let (listed, held) = (listed(), held());
    let expected: BTreeSet<String> = (1..=47).map(|number| format!("F{number}")).collect();
    assert_eq!(listed.keys().cloned().collect::<BTreeSet<_>>(), expected);
    for feature in held.keys() {
        assert!(
            listed.contains_key(feature),
            "{feature} is not on the list, but {:?} say it",
            held[feature]
        );
    }
    for (feature, (cases, others)) in &listed {
        assert!(
            !cases.is_empty() || !others.is_empty(),
            "nothing holds {feature}"
        );
        let own = held.get(feature).cloned().unwrap_or_default();
        assert_eq!(*cases, own, "the list and the cases differ about {feature}");
    }
}

/// `tests/wrong/NAME.toml` is a file, `tests/FILE.rs:NAME` a test in it.
#[test]
fn other_tests_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (feature, (_, others)) in listed() {
        for other in others {
            let (path, test) = other.split_once(':').unwrap_or((&other, ""));
            let text = fs::read_to_string(root.join(path))
                .unwrap_or_else(|error| panic!("{feature}: {path}: {error}"));
            assert!(
                text.contains(&format!("fn {test}(")) || test.is_empty(),
                "{feature}: no test {test} in {path}"
            );
        }
    }
}
