//! Scoring by cases: every file in `tests/cases` is a scheme, what was read, and what must come out.
//!
//! ```toml
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
//! [subject.expect]
//! status = "ranked"
//! total = "94"
//! grade = "五星级"
//! place = 1
//! scores = { "1.1" = "4" }               # "/" for 不涉及
//! awards = ["优胜单位"]
//! ```

mod casework;

use std::fs;
use std::path::Path;

use ankang::formula::{Ref, Value};
use ankang::number::plain;
use ankang::problem::Lang;
use ankang::rank::{Placed, Standing};
use ankang::round::{Round, SubjectId};
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
    let round = casework::round(&scheme, subjects)?;
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
                .map(|award| Toml::from(scheme.awards[*award].name.as_str()))
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
                .reasons
                .iter()
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
