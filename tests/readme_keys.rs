//! The tables of keys in the README are complete: every key of the schema of rule files stands in
//! a row that says where it is written, and no row tells of a key that is none.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

const README: &str = include_str!("../README.md");

/// Where the schema's tables stand: the keys that hold each, and its own keys.
#[derive(Default)]
struct Place {
    under: BTreeSet<String>,
    keys: BTreeSet<String>,
}

fn places() -> BTreeMap<String, Place> {
    let schema: Value = serde_json::from_str(&ankang::scheme::schema()).expect("JSON");
    let mut places: BTreeMap<String, Place> = BTreeMap::new();
    places
        .entry(String::new())
        .or_default()
        .under
        .insert("整个文件".to_owned());
    let tables = schema["$defs"].as_object().expect("definitions");
    let whole = ("", &schema);
    let all = tables.iter().map(|(name, table)| (name.as_str(), table));
    for (name, table) in all.chain([whole]) {
        let Some(properties) = table["properties"].as_object() else {
            continue;
        };
        for (key, value) in properties {
            places
                .entry(name.to_owned())
                .or_default()
                .keys
                .insert(key.clone());
            for below in references(value) {
                places.entry(below).or_default().under.insert(key.clone());
            }
        }
    }
    places.retain(|_, place| !place.keys.is_empty());
    places
}

/// The definitions that a value of the schema may be.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(object) => object
            .iter()
            .flat_map(|(key, value)| match (key.as_str(), value.as_str()) {
                ("$ref", Some(path)) => vec![path.trim_start_matches("#/$defs/").to_owned()],
                ("properties", _) => Vec::new(),
                _ => references(value),
            })
            .collect(),
        Value::Array(list) => list.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// The words in the code of a cell.
fn words(cell: &str) -> BTreeSet<String> {
    let code = cell.split('`').skip(1).step_by(2);
    code.flat_map(|code| code.split(|c: char| !c.is_ascii_lowercase() && c != '-'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The rows of the tables of keys.
fn rows() -> Vec<(BTreeSet<String>, BTreeSet<String>)> {
    let from = README.find("下面是全部的键").expect("the tables of keys");
    let to = README.find("### 把方案印出来").expect("what follows");
    README[from..to]
        .lines()
        .filter(|line| line.starts_with('|'))
        .map(|line| {
            let mut cells = line.trim_matches('|').splitn(2, '|');
            let (place, keys) = (cells.next().unwrap_or(""), cells.next().unwrap_or(""));
            let mut under = words(place);
            if place.contains("整个文件") {
                under.insert("整个文件".to_owned());
            }
            (under, words(keys))
        })
        .collect()
}

#[test]
fn every_key_stands_where_it_is_written() {
    let rows = rows();
    assert!(rows.len() > 30, "the tables of keys are not found");
    let mut missing = Vec::new();
    for (name, place) in places() {
        let told: BTreeSet<&String> = rows
            .iter()
            .filter(|(under, _)| !under.is_disjoint(&place.under))
            .flat_map(|(_, keys)| keys)
            .collect();
        for key in place.keys.iter().filter(|key| !told.contains(key)) {
            missing.push(format!("{name} ({:?}): {key}", place.under));
        }
    }
    assert!(
        missing.is_empty(),
        "the README does not tell of\n{}",
        missing.join("\n")
    );
}

#[test]
fn no_row_tells_of_a_key_that_is_none() {
    let schema = ankang::scheme::schema();
    let known: BTreeSet<String> = schema
        .split(|c: char| !c.is_ascii_lowercase() && c != '-')
        .map(str::to_owned)
        .collect();
    for (_, keys) in rows() {
        for key in keys {
            assert!(known.contains(&key), "“{key}” is no key and no word");
        }
    }
}
