//! The files of `tests/cases`: a scheme, and what was read under it.

use std::fs;
use std::path::{Path, PathBuf};

use ankang::formula::Ref;
use ankang::number::Decimal;
use ankang::problem::Lang;
use ankang::round::{Cell, Datum, RecordId, Round, RowId, Subject};
use ankang::scheme::{FrameId, SHIPPED, Scheme, Shipped};
use libtest_mimic::Failed;
use toml::{Table, Value as Toml};

/// Every case, in the order of their names.
pub fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    assert!(files.len() > 10, "cases are missing");
    files
}

pub fn scheme(case: &Table) -> Result<Scheme, Failed> {
    let text = match (case.get("scheme"), case.get("shipped")) {
        (Some(Toml::String(text)), None) => text.as_str(),
        (None, Some(Toml::String(id))) => {
            Shipped::find(id)
                .ok_or_else(|| format!("{id} is not one of {}", SHIPPED.len()))?
                .text
        }
        _ => return Err("a case needs scheme or shipped".into()),
    };
    Scheme::parse(text).map_err(|mistakes| {
        let told: Vec<String> = mistakes
            .iter()
            .map(|mistake| mistake.render("scheme", text, Lang::En, false))
            .collect();
        told.join("\n").into()
    })
}

pub fn round(scheme: &Scheme, subjects: &[Toml]) -> Result<Round, Failed> {
    let mut round = Round::new(scheme);
    let sheet = round.add_sheet(&"case.xlsx".into(), &"case".into());
    for (row, subject) in subjects.iter().enumerate() {
        let name = subject
            .get("name")
            .and_then(Toml::as_str)
            .ok_or("no name")?;
        let values = subject.get("values").and_then(Toml::as_table);
        let id = round.add_subject(Subject {
            name: name.into(),
            code: subject.get("code").and_then(Toml::as_str).map(Into::into),
            inspected: values.is_some(),
            faulty: false,
        });
        let record = round.add_record(sheet, u32::try_from(row)?);
        let name_id = round.text_id(name);
        let cell = Cell::new(Datum::Text(name_id), record, 0).ok_or("name")?;
        round.set(RowId::of(id), scheme.name, cell);
        fill(scheme, &mut round, RowId::of(id), record, subject)?;
        if subject.get("rows").is_some() {
            round.subjects[id.index()].inspected = true;
        }
    }
    let _ = round.sort(scheme);
    Ok(round)
}

/// The values of a row, and the rows below it.
fn fill(
    scheme: &Scheme,
    round: &mut Round,
    row: RowId,
    record: RecordId,
    given: &Toml,
) -> Result<(), Failed> {
    let values = given.get("values").and_then(Toml::as_table);
    for (col, (key, value)) in values.into_iter().flatten().enumerate() {
        let column = column(scheme, row.frame, key)?;
        let datum = datum(round, value)?;
        let cell = Cell::new(datum, record, u16::try_from(col)?).ok_or("too many digits")?;
        round.set(row, column, cell);
    }
    let rows = given.get("rows").and_then(Toml::as_array);
    for below in rows.into_iter().flatten() {
        let name = below
            .get("of")
            .and_then(Toml::as_str)
            .ok_or("rows need of")?;
        let frame = scheme
            .frames
            .iter()
            .position(|frame| frame.name == name && frame.parent == row.frame)
            .ok_or_else(|| format!("no “{name}” here"))?;
        let id = round.add_row(FrameId(u32::try_from(frame)?), row);
        if let Some(label) = scheme.frames[frame].label {
            let text = below.get("label").and_then(Toml::as_str).ok_or("label")?;
            let text = round.text_id(text);
            let cell = Cell::new(Datum::Text(text), record, 0).ok_or("label")?;
            round.set(id, label, cell);
        }
        fill(scheme, round, id, record, below)?;
    }
    Ok(())
}

/// The read column of a name, or of the criterion of an id.
fn column(scheme: &Scheme, frame: FrameId, key: &str) -> Result<Ref, Failed> {
    let by_id = scheme.criteria.iter().find(|criterion| criterion.id == key);
    if let Some([input]) = by_id.map(|criterion| criterion.inputs.as_slice()) {
        return Ok(*input);
    }
    let mut named = (0_u32..)
        .zip(&scheme.columns)
        .filter(|(_, column)| {
            column.input().is_some() && column.frame == frame && *column.name == *key
        })
        .map(|(index, _)| Ref(index));
    match (named.next(), named.next()) {
        (Some(name), None) => Ok(name),
        _ => Err(format!("“{key}” is not one column").into()),
    }
}

fn datum(round: &mut Round, value: &Toml) -> Result<Datum, Failed> {
    Ok(match value {
        Toml::String(text) if text == "/" => Datum::NotApplicable,
        Toml::String(text) if text.starts_with("@") => {
            Datum::Date(text[1..].parse().map_err(|_| "a date")?)
        }
        Toml::String(text) => match ankang::number::parse(text) {
            Some(number) => Datum::Number(number),
            None => Datum::Text(round.text_id(text)),
        },
        Toml::Integer(number) => Datum::Number(Decimal::from(*number)),
        Toml::Float(number) => Datum::Number(ankang::number::from_cell(*number).ok_or("number")?),
        Toml::Boolean(truth) => Datum::Bool(*truth),
        other => return Err(format!("{other} is no value").into()),
    })
}
