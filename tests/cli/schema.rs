//! The JSON is what its schema, `src/report/result.schema.json`, says.

use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn errors(json: &Value) -> Vec<String> {
    let schema =
        std::fs::read_to_string(root().join("src/report/result.schema.json")).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    validator
        .iter_errors(json)
        .take(5)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

fn json(arguments: &[&str]) -> Value {
    let output = Command::cargo_bin("ankang")
        .expect("the program")
        .current_dir(root())
        .args(arguments)
        .output()
        .expect("it runs");
    serde_json::from_slice(&output.stdout).expect("JSON alone on standard output")
}

#[test]
fn the_json_of_every_sample_is_what_the_schema_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let result = folder.path().join("r.xlsx");
    let result = result.to_str().expect("a path");
    for arguments in [
        [
            "score",
            "ankang-cup",
            "inputs/ankang-cup",
            "-o",
            result,
            "--json",
            "-",
        ]
        .as_slice(),
        &[
            "score",
            "station-star",
            "inputs/stations",
            "-o",
            result,
            "--json",
            "-",
        ],
        &[
            "score",
            "ankang-cup",
            "inputs/problems",
            "-o",
            result,
            "--json",
            "-",
            "--draft",
        ],
        &["score", "ankang-cup", "inputs/problems", "--json", "-"],
    ] {
        assert_eq!(
            errors(&json(arguments)),
            Vec::<String>::new(),
            "{arguments:?}"
        );
    }
}

#[test]
fn the_schema_refuses_what_it_should() {
    let mut told = json(&["score", "ankang-cup", "inputs/problems", "--json", "-"]);
    told["subjects"] = serde_json::json!([{ "name": "甲", "score": 97.5 }]);
    assert!(!errors(&told).is_empty());
}
