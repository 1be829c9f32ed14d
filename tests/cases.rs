//! Scoring by cases: every file in `tests/cases` is a scheme, what was read, and what must come out.
//!
//! ```toml
//! features = ["F8"]                      # the lines of docs/检查表.md that fail without it
//! source = "where the expected figures come from"
//! scheme = """…rule file…"""            # or: shipped = "station-star"
//!
//! [[subject]]
//! name = "甲"
//! code = "…"                             # optional
//! values = { "缺员" = 2, "整改数" = "/" } # by column name or criterion id; "/" is 不涉及
//! [[subject.rows]]                       # optional: rows below the subject, by frame and label
//! of = "工作面"
//! label = "1号"
//! values = { "顶板" = 48 }
//! rows = []                              # rows below this one
//! absent = true                          # optional: on the roster only, never inspected
//! [subject.expect]
//! status = "ranked"
//! total = "94"
//! grade = "五星级"
//! place = 1
//! scores = { "1.1" = "4" }               # "/" for 不涉及
//! awards = ["优胜单位"]
//!
//! [sheets.名额]                            # what a sheet keyed by groups gives, by its name
//! "东" = 2
//!
//! [areas."县区"."东"]                      # of a [[rollup]]; figures by name, "/" for 不涉及
//! figures = { "参赛率" = "0.5" }
//! rank = 1
//! awards = ["优秀组织奖"]
//! ```

mod casework;

use std::fs;
use std::path::Path;

use ankang::formula::{Ref, Value};
use ankang::number::{Decimal, plain};
use ankang::problem::Lang;
use ankang::rank::{Placed, Standing};
use ankang::round::{Given, Round, SubjectId};
use ankang::scheme::{FrameId, Owner, Scheme};
use ankang::score::Scorer;
use libtest_mimic::{Arguments, Failed, Trial};
use toml::{Table, Value as Toml};

fn main() {
    let arguments = Arguments::from_args();
    let trials = casework::files()
        .into_iter()
        .map(|path| {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            Trial::test(name, move || run(&path))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn run(path: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let case: Table = text.parse().map_err(|error| format!("{error}"))?;
    let scheme = casework::scheme(&case)?;
    let subjects = case
        .get("subject")
        .and_then(Toml::as_array)
        .ok_or("no [[subject]]")?;
    let mut round = casework::round(&scheme, subjects)?;
    if let Some(sheets) = case.get("sheets").and_then(Toml::as_table) {
        give(&scheme, &mut round, sheets)?;
    }
    let standing = Standing::of(&scheme, &round).map_err(|_| "overflow")?;
    let mut wrong = Vec::new();
    let mut checked = 0;
    for subject in subjects {
        let name = subject
            .get("name")
            .and_then(Toml::as_str)
            .ok_or("no name")?;
        let Some(expect) = subject.get("expect").and_then(Toml::as_table) else {
            continue;
        };
        let id = round
            .subjects
            .iter()
            .position(|other| &*other.name == name)
            .ok_or("lost")?;
        let placed = standing
            .order
            .iter()
            .find(|placed| placed.subject.index() == id)
            .ok_or("lost")?;
        for (key, wanted) in expect {
            checked += 1;
            check(
                &scheme,
                &round,
                &standing,
                placed,
                key,
                wanted,
                &mut |found| {
                    wrong.push(format!("{name} {key}: expected {wanted}, found {found}"));
                },
            )?;
        }
    }
    if let Some(expected) = case.get("areas").and_then(Toml::as_table) {
        checked += areas(&scheme, &standing, expected, &mut wrong)?;
    }
    if checked == 0 {
        return Err("nothing was expected".into());
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n").into())
    }
}

fn check(
    scheme: &Scheme,
    round: &Round,
    standing: &Standing,
    placed: &Placed,
    key: &str,
    wanted: &Toml,
    wrong: &mut dyn FnMut(String),
) -> Result<(), Failed> {
    let found = match key {
        "status" => Toml::from(placed.status.word()),
        "total" => Toml::from(placed.total.map_or("/".to_owned(), plain)),
        "grade" => Toml::from(
            placed
                .grade
                .map_or("", |grade| scheme.grades[grade].name.as_str()),
        ),
        "place" => Toml::Integer(placed.rank.map_or(0, |rank| i64::from(rank.place))),
        "tied" => Toml::Boolean(placed.rank.is_some_and(|rank| rank.tied)),
        "groups" => Toml::Array(
            placed
                .groups
                .iter()
                .map(|rank| Toml::Integer(rank.map_or(0, |rank| i64::from(rank.place))))
                .collect(),
        ),
        "awards" => Toml::Array(
            placed
                .awards
                .iter()
                .map(|won| Toml::from(scheme.awards[won.award].name.as_str()))
                .collect(),
        ),
        "contested" => Toml::Array(
            standing
                .awards
                .iter()
                .filter(|list| {
                    list.contested
                        .iter()
                        .any(|tie| tie.subjects.contains(&placed.subject))
                })
                .map(|list| Toml::from(scheme.awards[list.award].name.as_str()))
                .collect(),
        ),
        "reasons" => {
            let row = Scorer { scheme, round }
                .row(placed.subject)
                .map_err(|_| "overflow")?;
            let said = placed
                .decided()
                .into_iter()
                .map(|reason| reason.words(scheme, Some(&row), Lang::Zh));
            Toml::Array(said.map(Toml::from).collect())
        }
        "scores" | "columns" => return scores(scheme, round, placed.subject, key, wanted, wrong),
        _ => return Err(format!("unknown expectation “{key}”").into()),
    };
    if found != *wanted {
        wrong(found.to_string());
    }
    Ok(())
}

fn scores(
    scheme: &Scheme,
    round: &Round,
    subject: SubjectId,
    kind: &str,
    wanted: &Toml,
    wrong: &mut dyn FnMut(String),
) -> Result<(), Failed> {
    let row = Scorer { scheme, round }
        .row(subject)
        .map_err(|_| "overflow")?;
    for (id, wanted) in wanted.as_table().ok_or("a table of scores")? {
        let column = if kind == "scores" {
            let criterion = scheme.criteria.iter().find(|criterion| criterion.id == *id);
            criterion.map(|criterion| criterion.score)
        } else {
            let found = scheme.columns.iter().position(|column| {
                let own = column.frame == FrameId::SUBJECT;
                own && *column.name == **id && !matches!(column.owner, Owner::Input(_))
            });
            found.map(|index| Ref(u32::try_from(index).unwrap_or(u32::MAX)))
        };
        let column = column.ok_or_else(|| format!("no “{id}”"))?;
        let found = match &row[column.index()] {
            Value::Number(number) => plain(ankang::number::settle(*number)),
            Value::NotApplicable => "/".to_owned(),
            other => other.to_string(),
        };
        if Some(found.as_str()) != wanted.as_str() {
            wrong(format!("{id} = {found}"));
        }
    }
    Ok(())
}

/// What sheets give groups.
fn give(scheme: &Scheme, round: &mut Round, sheets: &Table) -> Result<(), Failed> {
    let sheet = round.add_sheet(&"case.xlsx".into(), &"groups".into());
    for (name, groups) in sheets {
        let wanted = scheme.group_columns.iter().enumerate();
        let columns: Vec<usize> = wanted
            .filter(|(_, column)| column.sheet == *name || column.of == *name)
            .map(|(index, _)| index)
            .collect();
        if columns.is_empty() {
            return Err(format!("nobody reads “{name}”").into());
        }
        for (row, (group, number)) in (0..).zip(groups.as_table().ok_or("a table of groups")?) {
            let number = number.as_integer().ok_or("a whole number")?;
            let given = Given {
                value: Value::Number(Decimal::from(number)),
                record: round.add_record(sheet, row),
                col: 1,
            };
            for column in &columns {
                round.give(*column, group, given.clone());
            }
        }
    }
    Ok(())
}

/// Compares areas, by attribute and name; how many figures were compared.
fn areas(
    scheme: &Scheme,
    standing: &Standing,
    expected: &Table,
    wrong: &mut Vec<String>,
) -> Result<usize, Failed> {
    let mut checked = 0;
    for (by, names) in expected {
        let rules = scheme.rollups.iter().zip(&standing.areas);
        let (rule, areas) = rules
            .clone()
            .find(|(rule, _)| *scheme.column(rule.by).name == **by)
            .ok_or_else(|| format!("no rollup by “{by}”"))?;
        for (name, wanted) in names.as_table().ok_or("a table of areas")? {
            let area = areas.areas.iter().find(|area| *area.name == **name);
            let row = area.map_or(&areas.whole, |area| &area.row);
            if area.is_none() && name != "合计" {
                return Err(format!("no area “{name}”").into());
            }
            for (key, wanted) in wanted.as_table().ok_or("a table")? {
                checked += 1;
                let found = match (key.as_str(), area) {
                    ("figures", _) => {
                        let wanted = wanted.as_table().ok_or("a table of figures")?;
                        let figure = |name: &String| {
                            let at = rule.names.iter().position(|other| other == name);
                            let value = at.and_then(|at| row.get(at)).and_then(Value::number);
                            let shown = value.map(|value| plain(ankang::number::settle(value)));
                            (name.clone(), Toml::from(shown.unwrap_or("/".to_owned())))
                        };
                        Toml::Table(wanted.keys().map(figure).collect())
                    }
                    ("rank", Some(area)) => {
                        Toml::Integer(area.rank.map_or(0, |rank| i64::from(rank.place)))
                    }
                    ("awards", Some(area)) => {
                        let names = area.awards.iter().map(|won| &rule.awards[won.award].name);
                        Toml::Array(names.map(|name| Toml::from(name.as_str())).collect())
                    }
                    ("reasons", Some(area)) => {
                        let words = area.reasons(rule, Lang::Zh);
                        Toml::Array(words.into_iter().map(Toml::from).collect())
                    }
                    _ => return Err(format!("unknown expectation “{key}”").into()),
                };
                if found != *wanted {
                    wrong.push(format!(
                        "{by} {name} {key}: expected {wanted}, found {found}"
                    ));
                }
            }
        }
    }
    Ok(checked)
}
