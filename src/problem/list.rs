//! Problems and repairs as a list for people: by file, top down, capped by kind.

use std::collections::HashMap;
use std::fmt::Write;

use super::{Lang, Mending, Place, Problem, Repair};

/// How many problems of one kind are listed; the rest is counted. Somebody has to mend each.
pub const PROBLEMS: usize = 1_000;
/// How many repairs of one kind are listed; the rest is counted.
pub const REPAIRS: usize = 20;

const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[31m";
const YELLOW: &str = "\x1b[33m";
const PLAIN: &str = "\x1b[0m";

/// One line of the list.
struct Line<'a> {
    place: &'a Place,
    code: &'static str,
    subject: Option<&'a str>,
    criterion: Option<&'a str>,
    text: String,
    help: String,
}

/// Problems by file and place, at most [`PROBLEMS`] of a kind.
#[must_use]
pub fn problems(problems: &[Problem], lang: Lang, colour: bool) -> String {
    let lines = problems.iter().map(|problem| Line {
        place: &problem.place,
        code: problem.fault.code(),
        subject: problem.subject.as_deref(),
        criterion: problem.criterion.as_deref(),
        text: problem.fault.message(lang),
        help: problem.fault.help(lang),
    });
    list(
        lines.collect(),
        PROBLEMS,
        if colour { RED } else { "" },
        lang,
    )
}

/// Repairs by file and place, at most [`REPAIRS`] of a kind.
#[must_use]
pub fn repairs(repairs: &[Repair], lang: Lang, colour: bool) -> String {
    let lines = repairs.iter().map(|repair| Line {
        place: &repair.place,
        code: repair.mending.code(),
        subject: repair.subject.as_deref(),
        criterion: repair.criterion.as_deref(),
        text: repaired(repair, lang),
        help: String::new(),
    });
    list(
        lines.collect(),
        REPAIRS,
        if colour { YELLOW } else { "" },
        lang,
    )
}

fn repaired(repair: &Repair, lang: Lang) -> String {
    let message = repair.mending.message(lang);
    let Repair { before, after, .. } = repair;
    match repair.mending {
        _ if before.is_empty() && after.is_empty() => message.to_owned(),
        Mending::BlankAs => lang.pick(format!("{message}:{after}"), format!("{message}: {after}")),
        _ if after.is_empty() => lang.pick(
            format!("{message}:“{before}”"),
            format!("{message}: \"{before}\""),
        ),
        _ => lang.pick(
            format!("{message}:“{before}” → {after}"),
            format!("{message}: \"{before}\" → {after}"),
        ),
    }
}

fn list(mut lines: Vec<Line<'_>>, most: usize, colour: &str, lang: Lang) -> String {
    lines.sort_by(|a, b| (a.place, a.code).cmp(&(b.place, b.code)));
    let (bold, plain) = if colour.is_empty() {
        ("", "")
    } else {
        (BOLD, PLAIN)
    };
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut out = String::new();
    let mut heading = None;
    let mut advised = (String::new(), "");
    for line in &lines {
        let count = counts.entry(line.code).or_default();
        *count += 1;
        if *count > most {
            continue;
        }
        let here = (&line.place.file, &line.place.sheet);
        if heading != Some(here) {
            let whole = Place {
                cell: None,
                ..line.place.clone()
            };
            if whole != Place::default() {
                let _ = writeln!(out, "{bold}{whole}{plain}");
            }
            heading = Some(here);
            advised = (String::new(), "");
        }
        let cell = line
            .place
            .cell
            .map(|cell| format!("{:<6} ", cell.to_string()))
            .unwrap_or_default();
        let about = about(line, lang);
        let _ = writeln!(
            out,
            "  {cell}{colour}{}{plain} {about}{}",
            line.code, line.text
        );
        // The same advice is not repeated line after line.
        if !line.help.is_empty() && (line.help.as_str(), line.code) != (&advised.0, advised.1) {
            let label = lang.pick("改法:", "help: ");
            let _ = writeln!(out, "         {label}{}", line.help);
            advised = (line.help.clone(), line.code);
        }
    }
    let mut rest: Vec<(&str, usize)> = counts
        .into_iter()
        .filter(|(_, count)| *count > most)
        .collect();
    rest.sort_unstable();
    for (code, count) in rest {
        let more = count - most;
        let _ = writeln!(
            out,
            "{}",
            lang.pick(
                format!("  …… {code} 还有 {more} 处同类情况,未逐一列出"),
                format!("  … {code}: {more} more of the same kind"),
            )
        );
    }
    out
}

/// The subject and the criterion a line is about.
fn about(line: &Line<'_>, lang: Lang) -> String {
    let parts: Vec<&str> = line.subject.into_iter().chain(line.criterion).collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!("{}{}", parts.join(" · "), lang.pick(":", ": "))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::problem::Fault;

    fn problem(file: &str, row: u32, col: u16) -> Problem {
        let (file, sheet): (Arc<str>, Arc<str>) = (file.into(), "检查表".into());
        Problem {
            fault: Fault::Negative { found: "-1".into() },
            place: Place::cell(&file, &sheet, row, col),
            subject: Some("甲矿".into()),
            criterion: Some("1.1".into()),
        }
    }

    #[test]
    fn groups_by_file_and_sorts_by_place() {
        let list = problems(
            &[
                problem("西.xlsx", 3, 0),
                problem("东.xlsx", 9, 2),
                problem("东.xlsx", 1, 2),
            ],
            Lang::Zh,
            false,
        );
        let expected = "\
东.xlsx ▸ 检查表
  C2     E203 甲矿 · 1.1:“-1”是负数,这里不能为负
         改法:请去掉负号,或核对数据来源
  C10    E203 甲矿 · 1.1:“-1”是负数,这里不能为负
西.xlsx ▸ 检查表
  A4     E203 甲矿 · 1.1:“-1”是负数,这里不能为负
         改法:请去掉负号,或核对数据来源
";
        assert_eq!(list, expected);
    }

    #[test]
    fn counts_what_it_does_not_list() {
        let many: Vec<Problem> = (0..1_030).map(|row| problem("东.xlsx", row, 0)).collect();
        let list = problems(&many, Lang::Zh, false);
        assert_eq!(list.matches("E203").count(), PROBLEMS + 1);
        assert!(list.ends_with("  …… E203 还有 30 处同类情况,未逐一列出\n"));
    }
}
