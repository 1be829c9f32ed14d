//! The JSON Schema of rule files accepts every good scheme, refuses what it can see, and describes
//! every key.

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Map, Number, Value};

fn schema() -> Value {
    serde_json::from_str(&ankang::scheme::schema()).expect("the schema is JSON")
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).expect("a schema")
}

/// TOML as JSON, the way editors look at it.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text.clone()),
        toml::Value::Integer(integer) => Value::Number((*integer).into()),
        toml::Value::Float(float) => Number::from_f64(*float).map_or(Value::Null, Value::Number),
        toml::Value::Boolean(truth) => Value::Bool(*truth),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(list) => Value::Array(list.iter().map(json).collect()),
        toml::Value::Table(table) => {
            let entries = table.iter().map(|(key, value)| (key.clone(), json(value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

fn table(text: &str) -> Option<Value> {
    let table: toml::Table = text.parse().ok()?;
    Some(json(&toml::Value::Table(table)))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    files
}

#[test]
fn the_schema_is_a_schema() {
    assert!(jsonschema::meta::is_valid(&schema()));
}

#[test]
fn every_good_scheme_is_what_the_schema_says() {
    let mut schemes: Vec<(String, String)> = files("rules")
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a scheme");
            (path.display().to_string(), text)
        })
        .collect();
    assert!(schemes.len() >= ankang::scheme::SHIPPED.len());
    for path in files("tests/cases") {
        let text = fs::read_to_string(&path).expect("a case");
        let case: toml::Table = text.parse().expect("TOML");
        if let Some(scheme) = case.get("scheme").and_then(toml::Value::as_str) {
            schemes.push((path.display().to_string(), scheme.to_owned()));
        }
    }
    assert!(schemes.len() > 15, "cases are missing");
    let validator = validator();
    for (name, text) in schemes {
        let scheme = table(&text).expect("TOML");
        let errors: Vec<String> = validator
            .iter_errors(&scheme)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{name}");
    }
}

/// Unknown keys and unknown words are seen by an editor, too.
#[test]
fn wrong_keys_and_words_are_refused() {
    let validator = validator();
    let mut seen = 0;
    for path in files("tests/wrong") {
        let text = fs::read_to_string(&path).expect("a wrong scheme");
        let shown = text
            .lines()
            .filter_map(|line| line.strip_prefix("#! "))
            .any(|line| line.starts_with("E102") || line.starts_with("E105"));
        if let (true, Some(scheme)) = (shown, table(&text)) {
            assert!(!validator.is_valid(&scheme), "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen >= 3, "only {seen} wrong schemes were looked at");
}

/// Every table of the schema, with its name: the file itself, and all definitions.
fn tables(schema: &Value) -> Vec<(String, &Map<String, Value>)> {
    let defined = schema["$defs"].as_object().expect("definitions");
    let mut tables: Vec<_> = defined
        .iter()
        .filter_map(|(name, table)| Some((name.clone(), table["properties"].as_object()?)))
        .collect();
    tables.push((
        "File".to_owned(),
        schema["properties"].as_object().expect("the file's keys"),
    ));
    tables
}

/// Chinese first, then English, on one line.
fn told(about: &Value) -> bool {
    about.as_str().is_some_and(|text| {
        text.chars().next().is_some_and(|first| !first.is_ascii())
            && text.contains(|c: char| c.is_ascii_alphabetic())
            && !text.contains('\n')
    })
}

#[test]
fn every_key_and_every_word_is_described() {
    let schema = schema();
    let mut keys = 0;
    for (name, properties) in tables(&schema) {
        for (key, property) in properties {
            assert!(
                told(&property["description"]),
                "{name}.{key} needs a comment in front of it: Chinese, then English"
            );
            keys += 1;
        }
    }
    assert!(keys > 100, "only {keys} keys");
    for (name, list) in schema["$defs"].as_object().expect("definitions") {
        for word in list["oneOf"].as_array().into_iter().flatten() {
            assert!(told(&word["description"]), "{name}: {word} needs a comment");
        }
    }
}

/// The keys that the reader takes, as its source lists them, are those of the schema.
#[test]
fn the_schema_has_every_key_of_the_reader() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scheme/raw");
    let source: String = fs::read_dir(folder)
        .expect("the reader")
        .map(|entry| fs::read_to_string(entry.expect("a file").path()).expect("its text"))
        .collect();
    let schema = schema();
    let tables = tables(&schema);
    let (mut name, mut seen) = ("", 0);
    for line in source.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("struct Raw") {
            name = rest.split(' ').next().unwrap_or_default();
        }
        let key = line.strip_prefix('"').and_then(|rest| {
            let (key, field) = rest.split_once("\" => ")?;
            field.contains(": ").then_some(key)
        });
        let Some(key) = key else { continue };
        let known = tables
            .iter()
            .any(|(table, properties)| table == name && properties.contains_key(key));
        assert!(known, "{name}.{key} is not in the schema");
        seen += 1;
    }
    assert_eq!(
        seen,
        tables.iter().map(|(_, keys)| keys.len()).sum::<usize>()
    );
}

#[test]
fn numbers_may_be_percentages_and_lists_may_be_single() {
    let validator = validator();
    let scheme = |marks: &str| {
        let text = format!(
            "[scheme]\nid = \"t\"\ntitle = \"t\"\nversion = \"1\"\nmarks = {marks}\nbasis = \"示例\"\n"
        );
        table(&text).expect("TOML")
    };
    for good in ["100", "99.5", "\"100\"", "\"95%\"", "\"95％\"", "-1"] {
        assert!(validator.is_valid(&scheme(good)), "{good}");
    }
    for bad in ["\"十\"", "true", "[1]", "\"1e3\"", "\"\""] {
        assert!(!validator.is_valid(&scheme(bad)), "{bad}");
    }
}
