//! The guide to rule files, `docs/怎样写评分方案.md`, does what it says.
//!
//! - A `toml` block is a scheme. Where it has no `[scheme]`, the head is added, with the sum of its
//!   sections as full marks. The tables below it are its sheets; bold columns are what must come
//!   out: 总分, 名次, 等级, 奖项, 依据, 县区内名次, `[id]` for the score of a criterion, or the name of
//!   a computed column. A line `工作表“名称”` above a table names its sheet.
//! - A `text 问题` block below the tables holds the problems that reading them must give.
//! - A `toml 片段` block is a piece of the next scheme, line by line.
//! - A `toml 有错` block is a scheme with mistakes; lines of the `text` block below it are what the
//!   program says about them, in that order.
//! - A `sh` block is run beside the last scheme (评分方案.toml) and its sheets (检查表.xlsx); the
//!   `text` block below it is what comes out, with …… for what is left out.

mod example;
mod page;

use std::fs;
use std::path::Path;
use std::process::Command;

use example::{Example, Sheet, parse, whole};
use libtest_mimic::{Arguments, Failed, Trial};
use page::{Kind, Piece, pieces};

const PAGE: &str = include_str!("../../docs/怎样写评分方案.md");

fn main() {
    let arguments = Arguments::from_args();
    let pieces = pieces(PAGE);
    let mut trials = Vec::new();
    let mut heading = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        let Kind::Code { info, text } = &piece.kind else {
            if let Kind::Heading(text) = &piece.kind {
                heading.clone_from(text);
            }
            continue;
        };
        let name = format!("{heading}:{}", piece.line);
        let (text, rest) = (text.clone(), pieces[at + 1..].to_vec());
        let before = last_example(&pieces[..at]);
        match info.as_str() {
            "toml" => trials.push(Trial::test(name, move || Ok(example(&text, &rest).run()?))),
            "toml 片段" => trials.push(Trial::test(name, move || piece_of(&text, &rest))),
            "toml 有错" => trials.push(Trial::test(name, move || mistakes(&text, &rest))),
            "sh" => trials.push(Trial::test(name, move || commands(&text, &rest, before))),
            _ => {}
        }
    }
    trials.push(Trial::test("the guide has its examples", {
        let count = |wanted: &str| {
            let kinds = pieces.iter().map(|piece| &piece.kind);
            kinds
                .filter(|kind| matches!(kind, Kind::Code { info, .. } if info == wanted))
                .count()
        };
        let counts = (count("toml"), count("toml 有错"), count("sh"));
        move || match counts {
            (40.., 8.., 3..) => Ok(()),
            _ => Err(format!("examples are missing: {counts:?}").into()),
        }
    }));
    libtest_mimic::run(&arguments, trials).exit();
}

/// A scheme with the tables that follow it, up to the next code or heading.
fn example(scheme: &str, rest: &[Piece]) -> Example {
    let mut example = Example {
        scheme: scheme.to_owned(),
        sheets: Vec::new(),
        problems: None,
    };
    for piece in rest {
        match &piece.kind {
            Kind::Table { sheet, rows } => example.sheets.push(Sheet {
                line: piece.line,
                name: sheet.clone(),
                rows: rows.clone(),
            }),
            Kind::Code { info, text } if info == "text 问题" => {
                example.problems = Some(text.clone());
                break;
            }
            _ => break,
        }
    }
    example
}

fn last_example(pieces: &[Piece]) -> Option<Example> {
    let at = pieces
        .iter()
        .rposition(|piece| matches!(&piece.kind, Kind::Code { info, .. } if info == "toml"))?;
    match &pieces[at].kind {
        Kind::Code { text, .. } => Some(example(text, &pieces[at + 1..])),
        _ => None,
    }
}

/// The text block that follows.
fn shown(rest: &[Piece]) -> Result<&str, Failed> {
    match rest.first().map(|piece| &piece.kind) {
        Some(Kind::Code { info, text }) if info == "text" => Ok(text),
        _ => Err("no text block follows".into()),
    }
}

/// The lines of a piece stand in the next scheme, together and in order.
fn piece_of(text: &str, rest: &[Piece]) -> Result<(), Failed> {
    let next = rest.iter().find_map(|piece| match &piece.kind {
        Kind::Code { info, text } if info == "toml" => Some(text),
        _ => None,
    });
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim_end);
        lines
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (whole, part) = (lines(next.ok_or("no scheme follows")?), lines(text));
    match whole.windows(part.len()).any(|window| window == part) {
        true => Ok(()),
        false => Err(format!("this is no piece of the scheme that follows:\n{text}").into()),
    }
}

fn mistakes(text: &str, rest: &[Piece]) -> Result<(), Failed> {
    let Err(told) = parse("评分方案.toml", &whole(text)?) else {
        return Err("the scheme has no mistake".into());
    };
    contains(&told, shown(rest)?)
}

/// Every line of the excerpt stands in the output, in order.
fn contains(output: &str, excerpt: &str) -> Result<(), Failed> {
    let mut lines = output.lines().map(str::trim);
    for wanted in excerpt.lines().map(str::trim) {
        if wanted == "……" || wanted.is_empty() {
            continue;
        }
        if !lines.any(|line| line == wanted) {
            return Err(format!("the guide shows\n{wanted}\nbut this comes out\n{output}").into());
        }
    }
    Ok(())
}

fn commands(text: &str, rest: &[Piece], before: Option<Example>) -> Result<(), Failed> {
    let before = before.ok_or("no scheme stands before")?;
    let folder = tempfile::tempdir()?;
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes);
    put("评分方案.toml", whole(&before.scheme)?.as_bytes())?;
    put("检查表.xlsx", &before.workbook()?)?;
    let mut output = String::new();
    for command in text.lines() {
        let arguments = command.strip_prefix("ankang ").ok_or("another program")?;
        let run = Command::new(env!("CARGO_BIN_EXE_ankang"))
            .args(arguments.split_whitespace())
            .current_dir(Path::new(folder.path()))
            .output()?;
        output += &String::from_utf8_lossy(&run.stdout);
        if !run.status.success() {
            let told = String::from_utf8_lossy(&run.stderr);
            return Err(format!("{command}\n{output}\n{told}").into());
        }
    }
    contains(&output, shown(rest)?)
}
