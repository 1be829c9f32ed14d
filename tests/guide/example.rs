//! One example of the guide: a scheme, the sheets below it, and what comes out of them.

use std::fmt::Write as _;

use ankang::formula::{Ref, Value};
use ankang::intake::{Reading, Source, read};
use ankang::number::plain;
use ankang::problem::Lang;
use ankang::rank::{Placed, Standing};
use ankang::round::SubjectId;
use ankang::scheme::{FrameId, Owner, Scheme};
use ankang::score::Scorer;
use rust_xlsxwriter::{Format, Workbook};
use toml::{Table, Value as Toml};

/// A scheme of the guide and everything that stands below it.
#[derive(Debug)]
pub struct Example {
    pub scheme: String,
    pub sheets: Vec<Sheet>,
    pub problems: Option<String>,
}

/// A table of the guide: what is filled in, and in bold columns what comes out.
#[derive(Debug)]
pub struct Sheet {
    pub line: usize,
    pub name: Option<String>,
    pub rows: Vec<Vec<String>>,
}

/// The head that examples leave out, with the sum of their sections as full marks.
pub fn whole(text: &str) -> Result<String, String> {
    if text.lines().any(|line| line == "[scheme]") {
        return Ok(text.to_owned());
    }
    let table: Table = text.parse().map_err(|error| format!("{error}"))?;
    let mut marks = ankang::number::Decimal::ZERO;
    for list in ["part", "section", "item"] {
        for node in table
            .get(list)
            .and_then(Toml::as_array)
            .into_iter()
            .flatten()
        {
            let own = node
                .get("marks")
                .map(ToString::to_string)
                .unwrap_or_default();
            let own = ankang::number::parse(&own).ok_or("a section without marks")?;
            marks = marks.checked_add(own).ok_or("too many marks")?;
        }
    }
    let head = "[scheme]\nid = \"li\"\ntitle = \"例\"\nversion = \"1\"\nsubject = \"单位\"\n";
    Ok(format!("{head}marks = {marks}\n{text}"))
}

/// The parsed scheme, or everything that is wrong with it as the program tells it.
pub fn parse(name: &str, text: &str) -> Result<Scheme, String> {
    Scheme::parse(text).map_err(|mistakes| {
        let told: Vec<String> = mistakes
            .iter()
            .map(|mistake| mistake.render(name, text, Lang::Zh, false))
            .collect();
        told.join("\n")
    })
}

fn bold(cell: &str) -> Option<&str> {
    cell.strip_prefix("**")?.strip_suffix("**")
}

impl Example {
    /// The sheets as a workbook, without the columns of results.
    pub fn workbook(&self) -> Result<Vec<u8>, String> {
        let mut workbook = Workbook::new();
        let percent = Format::new().set_num_format("0.##%");
        for sheet in &self.sheets {
            let header = sheet.rows.first().ok_or("a table without header")?;
            let kept: Vec<usize> = (0..header.len())
                .filter(|col| bold(&header[*col]).is_none())
                .collect();
            // A table of groups that only shows results is no sheet.
            if kept.len() < 2 {
                continue;
            }
            let page = workbook.add_worksheet();
            let name = sheet.name.as_deref().unwrap_or("检查表");
            page.set_name(name).map_err(|error| error.to_string())?;
            for (row, cells) in (0..).zip(&sheet.rows) {
                for (col, from) in (0..).zip(&kept) {
                    let text = cells.get(*from).map(String::as_str).unwrap_or_default();
                    let share = text
                        .strip_suffix('%')
                        .and_then(|text| text.parse::<f64>().ok());
                    let written = match (text.parse::<f64>(), share) {
                        _ if text.is_empty() => continue,
                        (Ok(number), _) => page.write_number(row, col, number),
                        (_, Some(share)) => {
                            page.write_number_with_format(row, col, share / 100.0, &percent)
                        }
                        _ => page.write_string(row, col, text),
                    };
                    written.map_err(|error| error.to_string())?;
                }
            }
        }
        workbook.save_to_buffer().map_err(|error| error.to_string())
    }

    /// Reads and scores the sheets, and compares what comes out with the bold columns.
    pub fn run(&self) -> Result<(), String> {
        let scheme = parse("评分方案.toml", &whole(&self.scheme)?)?;
        let source = Source {
            name: "检查表.xlsx".to_owned(),
            bytes: self.workbook()?,
            roster: false,
        };
        let reading = read(&scheme, vec![source], &|| {});
        self.problems(&reading)?;
        let standing = Standing::of(&scheme, &reading.round).map_err(|_| "overflow")?;
        let mut wrong = String::new();
        let mut compared = 0;
        for sheet in &self.sheets {
            let (header, rows) = sheet.rows.split_first().ok_or("a table without header")?;
            for (number, row) in (sheet.line + 2..).zip(rows) {
                for (heading, cell) in header.iter().zip(row) {
                    let Some(heading) = bold(heading).filter(|_| !cell.is_empty()) else {
                        continue;
                    };
                    compared += 1;
                    let found = match subject(&reading, &standing, &row[0]) {
                        Some(placed) => of_subject(&scheme, &reading, placed, heading),
                        None => of_area(&scheme, &standing, &row[0], heading),
                    };
                    let found = found.unwrap_or_else(|| "no such column".to_owned());
                    if found != *cell {
                        let _ = writeln!(
                            wrong,
                            "line {number}, {} {heading}: {cell} is said, {found} comes out",
                            row[0]
                        );
                    }
                }
            }
        }
        if compared == 0 && self.problems.is_none() {
            return Err("no table below says what comes out".to_owned());
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    /// Problems are those that the page shows; without any shown there must be none.
    fn problems(&self, reading: &Reading) -> Result<(), String> {
        let told: String = reading
            .problems
            .iter()
            .map(|problem| {
                let said = problem.fault.message(Lang::Zh);
                format!("{}:{said}\n", problem.place)
            })
            .collect();
        let wanted = self.problems.as_deref().unwrap_or_default();
        if told == wanted {
            return Ok(());
        }
        Err(format!(
            "the page shows the problems\n{wanted}\nbut these come out\n{told}"
        ))
    }
}

fn subject<'a>(reading: &Reading, standing: &'a Standing, name: &str) -> Option<&'a Placed> {
    standing.order.iter().find(|placed| {
        let subject = &reading.round.subjects[placed.subject.index()];
        *subject.name == *name
    })
}

/// What came out for a subject under a heading.
fn of_subject(
    scheme: &Scheme,
    reading: &Reading,
    placed: &Placed,
    heading: &str,
) -> Option<String> {
    Some(match heading {
        "总分" => placed.total.map_or("/".to_owned(), plain),
        "名次" => placed
            .rank
            .map_or("/".to_owned(), |rank| rank.place.to_string()),
        "等级" => placed
            .grade
            .map_or("/".to_owned(), |grade| scheme.grades[grade].name.clone()),
        "奖项" => {
            let names: Vec<&str> = placed
                .awards
                .iter()
                .map(|won| scheme.awards[won.award].name.as_str())
                .collect();
            if names.is_empty() {
                "/".to_owned()
            } else {
                names.join("、")
            }
        }
        "依据" => {
            let row = row(scheme, reading, placed.subject)?;
            let said: Vec<String> = placed
                .decided()
                .into_iter()
                .map(|reason| reason.words(scheme, Some(&row), Lang::Zh))
                .collect();
            said.join(";")
        }
        _ => {
            if let Some(by) = heading.strip_suffix("内名次") {
                let at = scheme
                    .ranking
                    .within
                    .iter()
                    .position(|name| *scheme.column(*name).name == *by)?;
                let rank = placed.groups.get(at).copied().flatten();
                return Some(rank.map_or("/".to_owned(), |rank| rank.place.to_string()));
            }
            let column = computed(scheme, heading)?;
            match row(scheme, reading, placed.subject)?.get(column.index())? {
                Value::Number(number) => plain(ankang::number::settle(*number)),
                Value::NotApplicable => "/".to_owned(),
                other => other.to_string(),
            }
        }
    })
}

fn row(scheme: &Scheme, reading: &Reading, subject: SubjectId) -> Option<Vec<Value>> {
    let round = &reading.round;
    Scorer { scheme, round }.row(subject).ok()
}

/// `[1.1]` is the score of a criterion; a name is that of a computed column.
fn computed(scheme: &Scheme, heading: &str) -> Option<Ref> {
    if let Some(id) = heading
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        let criterion = scheme.criteria.iter().find(|criterion| criterion.id == id);
        return criterion.map(|criterion| criterion.score);
    }
    let at = scheme.columns.iter().position(|column| {
        column.frame == FrameId::SUBJECT
            && *column.name == *heading
            && !matches!(column.owner, Owner::Input(_))
    });
    at.and_then(|at| u32::try_from(at).ok()).map(Ref)
}

/// What came out for an area under a heading.
fn of_area(scheme: &Scheme, standing: &Standing, name: &str, heading: &str) -> Option<String> {
    let (rule, area) = scheme
        .rollups
        .iter()
        .zip(&standing.areas)
        .find_map(|(rule, areas)| {
            let area = areas.areas.iter().find(|area| *area.name == *name)?;
            Some((rule, area))
        })?;
    Some(match heading {
        "名次" => area
            .rank
            .map_or("/".to_owned(), |rank| rank.place.to_string()),
        "奖项" => {
            let names = area
                .awards
                .iter()
                .map(|won| rule.awards[won.award].name.as_str());
            let names: Vec<&str> = names.collect();
            if names.is_empty() {
                "/".to_owned()
            } else {
                names.join("、")
            }
        }
        _ => {
            let at = rule.names.iter().position(|other| other == heading)?;
            let value = area.row.get(at).and_then(Value::number);
            value.map_or("/".to_owned(), |value| plain(ankang::number::settle(value)))
        }
    })
}
