//! A scheme as the table people know: 序号, 项目, 内容, 标准分, 评分办法, and below it what decides
//! over the score. Everything is said by the compiled scheme; the terminal and the workbook that is
//! printed and posted show the same rows.

mod notes;
mod sheet;
mod tree;

use super::workbook::WorkbookError;
use crate::number::{Decimal, plain};
use crate::problem::Lang;
use crate::scheme::Scheme;

/// A scheme laid out for reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rulebook {
    /// Title of the scheme.
    pub title: String,
    /// Version, full marks and what is ranked.
    pub subtitle: String,
    /// Sections of the score, then groups of bonus and penalty items.
    pub blocks: Vec<Block>,
    /// What decides over the score, and how numbers are treated.
    pub notes: Vec<Note>,
    id: String,
    lang: Lang,
}

/// A section with its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Id and title, and its weight where it has one: the merged cell of the form.
    pub title: String,
    /// Its items, and the criteria between it and them.
    pub rows: Vec<Row>,
    /// The row that closes it.
    pub sums: Vec<Sum>,
}

/// An item, or a criterion between a section and its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many levels it stands below the first of its section.
    pub depth: usize,
    /// Full marks.
    pub marks: Decimal,
    /// How it is scored, and its clause.
    pub method: String,
    /// Whether it has items below it.
    pub parent: bool,
}

/// A row that adds up: 小计, 合计.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// What it is called.
    pub name: &'static str,
    /// Full marks.
    pub marks: Decimal,
    /// How it comes about.
    pub how: String,
}

/// Lines under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The heading.
    pub heading: &'static str,
    /// The lines.
    pub lines: Vec<String>,
}

impl Rulebook {
    /// Lays out a scheme.
    #[must_use]
    pub fn of(scheme: &Scheme, lang: Lang) -> Rulebook {
        let marks = plain(scheme.marks);
        let (version, subject) = (&scheme.version, &scheme.subject);
        Rulebook {
            title: scheme.title.clone(),
            subtitle: lang.pick(
                format!("版本 {version}  满分 {marks}  参评单位:{subject}"),
                format!("version {version}, {marks} marks, ranked: {subject}"),
            ),
            blocks: tree::blocks(scheme, lang),
            notes: notes::notes(scheme, lang),
            id: scheme.id.clone(),
            lang,
        }
    }

    /// The headings of the table's columns.
    #[must_use]
    pub fn headings(&self) -> [&'static str; 5] {
        self.lang.pick(
            ["序号", "项目", "内容", "标准分", "评分办法"],
            ["No.", "Section", "Item", "Marks", "How it is scored"],
        )
    }

    /// The bytes of a workbook (.xlsx) to print and post. The same scheme makes the same bytes.
    ///
    /// # Errors
    /// [`WorkbookError`] where the workbook cannot be put together.
    pub fn workbook(&self) -> Result<Vec<u8>, WorkbookError> {
        sheet::workbook(self)
    }
}
