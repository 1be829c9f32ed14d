//! The worked example of every shipped scheme: `rules/ID/*.xlsx` and what must come out of it,
//! `rules/ID/expected.toml`.
//!
//! ```toml
//! round = "上半年"                       # optional, as --round
//! problems = 0                           # optional; 0 unless said
//!
//! [[subject]]
//! name = "示例一矿"
//! # where the figure comes from: the arithmetic, step by step
//! status = "ranked"
//! score = "86.25"
//! grade = "二级"
//! rank = 1
//! awards = ["先进单位"]
//! nodes = { "1" = "90", "2" = "/" }      # scores by criterion id; "/" is 不涉及
//!
//! [[area]]
//! attribute = "县区"
//! name = "东区"
//! figures = { "参赛率" = "0.9" }
//! rank = 1
//! awards = ["优秀组织奖"]
//! ```

use std::fs;
use std::path::{Path, PathBuf};

use ankang::intake::{Source, read_round};
use ankang::problem::Lang;
use ankang::rank::Standing;
use ankang::report::Report;
use ankang::scheme::{SHIPPED, Shipped};
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value as Json;
use toml::{Table, Value as Toml};

fn main() {
    let arguments = Arguments::from_args();
    let trials = SHIPPED
        .iter()
        .map(|shipped| Trial::test(shipped.id, move || run(shipped)))
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn folder(shipped: &Shipped) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("rules")
        .join(shipped.id)
}

fn run(shipped: &Shipped) -> Result<(), Failed> {
    let folder = folder(shipped);
    let text = fs::read_to_string(folder.join("expected.toml"))
        .map_err(|error| format!("{} has no expected.toml: {error}", shipped.id))?;
    let expected: Table = text.parse().map_err(|error| format!("{error}"))?;
    let result = result(shipped, &folder, &expected)?;
    let mut wrong = Vec::new();
    let mut checked = 0;
    for (list, of) in [("subject", "subjects"), ("area", "rollups")] {
        let wanted = expected.get(list).and_then(Toml::as_array);
        for wanted in wanted.into_iter().flatten() {
            let found = result[of].as_array().into_iter().flatten().find(|found| {
                let same = |key: &str| match wanted.get(key).and_then(Toml::as_str) {
                    Some(text) => found[key].as_str() == Some(text),
                    None => true,
                };
                same("name") && same("attribute")
            });
            let Some(found) = found else {
                wrong.push(format!("{wanted} is not there"));
                continue;
            };
            checked += compare(wanted, found, &mut wrong)?;
        }
    }
    let subjects = expected.get("subject").and_then(Toml::as_array);
    if subjects.is_none_or(|subjects| subjects.len() < 3) || checked < 6 {
        return Err("an example has at least three subjects and expects something of them".into());
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n").into())
    }
}

/// What the example's workbooks give, as JSON.
fn result(shipped: &Shipped, folder: &Path, expected: &Table) -> Result<Json, Failed> {
    let scheme = shipped.scheme().map_err(|_| "the scheme does not read")?;
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "xlsx") {
            sources.push(Source {
                name: path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                bytes: fs::read(&path)?,
                roster: false,
            });
        }
    }
    let round = expected.get("round").and_then(Toml::as_str);
    let reading = read_round(&scheme, sources, round, &|| {});
    let allowed = expected.get("problems").and_then(Toml::as_integer);
    if i64::try_from(reading.problems.len())? != allowed.unwrap_or(0) {
        let told: Vec<String> = reading
            .problems
            .iter()
            .map(|problem| format!("{} {}", problem.place, problem.fault.message(Lang::Zh)))
            .collect();
        return Err(format!("problems:\n{}", told.join("\n")).into());
    }
    let standing = Standing::of(&scheme, &reading.round).map_err(|_| "overflow")?;
    let report = Report {
        scheme: &scheme,
        round: &reading.round,
        standing: &standing,
        inputs: &reading.inputs,
        problems: &reading.problems,
        repairs: &reading.repairs,
        round_name: round,
        draft: false,
    };
    Ok(serde_json::from_str(&report.json(Lang::Zh))?)
}

/// How many expectations were compared.
fn compare(wanted: &Toml, found: &Json, wrong: &mut Vec<String>) -> Result<usize, Failed> {
    let table = wanted.as_table().ok_or("a table")?;
    let name = wanted
        .get("name")
        .and_then(Toml::as_str)
        .unwrap_or_default();
    let mut checked = 0;
    for (key, wanted) in table {
        if key == "name" || key == "attribute" {
            continue;
        }
        checked += 1;
        if let (Some(wanted), Some(found)) = (wanted.as_table(), found[key].as_object()) {
            for (key, wanted) in wanted {
                let found = match &found.get(key) {
                    None => "nothing".to_owned(),
                    Some(node) if node.get("na").is_some_and(|na| na == &Json::Bool(true)) => {
                        "/".to_owned()
                    }
                    Some(node) => shown(node.get("score").unwrap_or(node)),
                };
                if found != plain(wanted) {
                    wrong.push(format!("{name} {key}: expected {wanted}, found {found}"));
                }
            }
            continue;
        }
        let found = shown(&found[key]);
        if found != plain(wanted) {
            wrong.push(format!("{name} {key}: expected {wanted}, found {found}"));
        }
    }
    Ok(checked)
}

fn shown(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => "nothing".to_owned(),
        Json::Array(list) => list.iter().map(shown).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}

fn plain(value: &Toml) -> String {
    match value {
        Toml::String(text) => text.clone(),
        Toml::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}
