//! `ankang rules show`: a scheme as the table people know.

use std::path::Path;

use crate::cli::args::RulesShow;
use crate::cli::atomic::stage;
use crate::cli::exit::{Exit, Failure};
use crate::cli::grid::{Column, Grid, one_line};
use crate::cli::screen::Screen;
use crate::cli::table::Align;
use crate::cli::wrap::wrap;
use crate::cli::{load, names, target};
use crate::number::plain;
use crate::problem::Lang;
use crate::report::{Note, Rulebook, is_own_rulebook};

/// Width of the page in columns.
const WIDTH: usize = 100;

pub(super) fn run(args: &RulesShow, screen: &mut Screen) -> Result<Exit, Failure> {
    let lang = screen.lang;
    let scheme = load::scheme(&args.scheme, lang)?;
    let rules = Rulebook::of(&scheme, lang);
    match &args.output {
        None => screen.out(&page(&rules))?,
        Some(path) => {
            let path = target::workbook(Some(path), &names::rulebook(&scheme.id), lang)?;
            write(&rules, &path, lang)?;
            let file = path.display();
            screen.out(&lang.pick(
                format!("已写出评分表 {file}\n"),
                format!("{file} written\n"),
            ))?;
        }
    }
    Ok(Exit::Done)
}

fn write(rules: &Rulebook, path: &Path, lang: Lang) -> Result<(), Failure> {
    let target = target::allowed(path, is_own_rulebook, lang)?;
    let bytes = rules.workbook().map_err(|error| {
        Failure::data(
            lang,
            &lang.pick(
                format!("评分表写不出来:{error}"),
                format!("the workbook cannot be made: {error}"),
            ),
            "",
        )
    })?;
    stage(target, lang, |out| out.write_all(&bytes))?.commit(lang)?;
    Ok(())
}

/// The whole scheme as text.
fn page(rules: &Rulebook) -> String {
    let (title, subtitle) = (one_line(&rules.title), one_line(&rules.subtitle));
    let mut text = format!("\x1b[1m{title}\x1b[0m\n{subtitle}\n\n");
    text.push_str(&table(rules));
    for note in &rules.notes {
        text.push_str(&section(note));
    }
    text
}

fn table(rules: &Rulebook) -> String {
    let [number, section, item, marks, method] = rules.headings();
    let column = |heading, align, widest| Column {
        heading,
        align,
        widest,
    };
    let mut grid = Grid::new(
        [
            column(number, Align::Left, 10),
            column(section, Align::Left, 16),
            column(item, Align::Left, 26),
            column(marks, Align::Right, 8),
            column(method, Align::Left, WIDTH),
        ],
        WIDTH,
    );
    for block in &rules.blocks {
        grid.rule();
        for (at, row) in block.rows.iter().enumerate() {
            let title = if at == 0 { &*block.title } else { "" };
            let item = format!("{}{}", "\u{3000}".repeat(row.depth), row.title);
            grid.row([&row.id, title, &item, &plain(row.marks), &row.method]);
        }
        for sum in &block.sums {
            grid.row(["", sum.name, "", &plain(sum.marks), &sum.how]);
        }
    }
    grid.text()
}

/// A heading with its lines, numbered where there are several.
fn section(note: &Note) -> String {
    let mut text = format!("\n\x1b[1m{}\x1b[0m\n", note.heading);
    for (number, line) in (1..).zip(&note.lines) {
        let mark = if note.lines.len() > 1 {
            format!("{number}. ")
        } else {
            String::new()
        };
        let mut start = format!("  {mark}");
        let indent = start.len();
        let lines = line.lines().map(one_line);
        for line in lines.flat_map(|line| wrap(&line, WIDTH - indent)) {
            text.push_str(&format!("{start}{line}\n"));
            start = " ".repeat(indent);
        }
    }
    text
}
