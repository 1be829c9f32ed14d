//! The wide form: one row a unit, one column a criterion.

use crate::cell::{Cell, Words, cells, plain, untidy, width};
use crate::names::COUNTIES;
use crate::random::Random;
use crate::record::Record;
use crate::rule::{Kind, Leaf, Method, Rule};
use crate::style::{Style, Written};
use rust_xlsxwriter::Worksheet;

/// The kinds of heading that inspectors send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Section with marks, item with marks, clause.
    Clauses,
    /// Section, column, full marks.
    Marks,
    /// Item, clause.
    Two,
    /// Id and title.
    One,
}

/// One sheet of findings.
pub struct Wide<'a> {
    pub rule: &'a Rule,
    pub title: &'a str,
    pub info: &'a str,
    pub form: Form,
    pub words: Words,
    /// Items that this group of inspectors sends as a log.
    pub logged: &'a [&'a str],
    /// Chance in a thousand that a cell is untidy.
    pub untidy: i64,
    /// Sections that get a 小计 column, and counties a 小计 row.
    pub subtotals: bool,
}

/// A column.
pub struct Column {
    pub group: String,
    pub heading: String,
    pub below: String,
    pub marks: String,
    pub what: What,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Serial,
    Name,
    County,
    Leaf(usize, usize),
    Fact(usize),
    Subtotal(usize),
    Remark,
}

impl Wide<'_> {
    /// The columns of the form, left to right.
    pub fn columns(&self) -> Vec<Column> {
        let plain_column = |heading: &str, what| Column {
            group: String::new(),
            heading: heading.to_owned(),
            below: String::new(),
            marks: String::new(),
            what,
        };
        let mut columns = vec![
            plain_column("序号", What::Serial),
            plain_column(
                if self.form == Form::One {
                    "单位"
                } else {
                    "单位名称"
                },
                What::Name,
            ),
            plain_column("县区", What::County),
        ];
        for (at, group) in self.rule.groups.iter().enumerate() {
            let first = columns.len();
            let leaves = self.rule.leaves.iter().enumerate();
            for (index, leaf) in leaves.filter(|(_, leaf)| leaf.group == at) {
                if !self.logged.contains(&leaf.id.as_str()) {
                    self.leaf_columns(&mut columns, index, leaf);
                }
            }
            if self.subtotals && group.kind == Kind::Section && at < 2 {
                columns.push(plain_column("小计", What::Subtotal(at)));
            }
            for column in &mut columns[first..] {
                column.group = match self.form {
                    Form::Clauses => format!("{}({}分)", group.title, plain(group.marks)),
                    _ => group.title.trim_end_matches("（示例）").to_owned(),
                };
                if self.form == Form::Clauses && group.marks == 0 {
                    column.group.clone_from(&group.title);
                }
            }
        }
        for (at, fact) in self.rule.facts.iter().enumerate() {
            let mut column = plain_column(&fact.name, What::Fact(at));
            "事故及其他情况".clone_into(&mut column.group);
            columns.push(column);
        }
        columns.push(plain_column("备注", What::Remark));
        columns
    }

    fn leaf_columns(&self, columns: &mut Vec<Column>, index: usize, leaf: &Leaf) {
        let parts = parts(leaf);
        for (sub, part) in parts.iter().enumerate() {
            let single = parts.len() == 1;
            let (heading, below) = match self.form {
                Form::Clauses => (format!("{}({}分)", leaf.short, plain(leaf.marks)), *part),
                Form::Two => (leaf.title.clone(), *part),
                Form::Marks if part.is_empty() => (leaf.short.clone(), ""),
                Form::One if single => (format!("{} {}", leaf.id, leaf.title), ""),
                Form::Marks | Form::One => ((*part).to_owned(), ""),
            };
            columns.push(Column {
                group: String::new(),
                heading,
                below: below.to_owned(),
                marks: plain(leaf.marks),
                what: What::Leaf(index, sub),
            });
        }
    }

    /// The cells of one unit, in the order of the columns.
    pub fn row(
        &self,
        columns: &[Column],
        record: &Record,
        number: i64,
        r: &mut Random,
    ) -> Vec<Cell> {
        let mut row = Vec::with_capacity(columns.len());
        for column in columns {
            row.push(match column.what {
                What::Serial => Cell::Number(100 * number),
                What::Name => Cell::Text(record.unit.name.clone()),
                What::County => Cell::Text(COUNTIES[record.unit.county].0.to_owned()),
                What::Leaf(index, sub) => {
                    let leaf = &self.rule.leaves[index];
                    let tidy = cells(leaf, &record.answers[index], self.words).swap_remove(sub);
                    if r.chance(self.untidy) {
                        untidy(&tidy, leaf, r)
                    } else {
                        tidy
                    }
                }
                What::Fact(at) => self.fact(at, record.facts[at]),
                What::Subtotal(at) => Cell::Number(record.score.groups[at].round_half_up(2)),
                What::Remark if record.remark.is_empty() => Cell::Blank,
                What::Remark => Cell::Text(record.remark.clone()),
            });
        }
        row
    }

    fn fact(&self, at: usize, value: i64) -> Cell {
        match (self.rule.facts[at].kind.as_deref(), value) {
            (Some("yes-no"), 0) => Cell::Text("否".into()),
            (Some("yes-no"), _) => Cell::Text("是".into()),
            (_, value) => Cell::Number(100 * value),
        }
    }

    /// Writes title, information, headings. Answers the row below them.
    pub fn head(&self, sheet: &mut Worksheet, style: &Style, columns: &[Column]) -> HeadWritten {
        let last = u16::try_from(columns.len() - 1).unwrap_or(u16::MAX);
        style.block(sheet, (0, 0, 0, last), self.title, &style.title)?;
        sheet.set_row_height(0, 30)?;
        style.block(sheet, (1, 0, 1, last), self.info, &style.info)?;
        let heights: &[i32] = match self.form {
            Form::Clauses => &[22, 52, 30],
            Form::Marks => &[22, 62, 18],
            Form::Two => &[52, 30],
            Form::One => &[66],
        };
        let rows = u32::try_from(heights.len()).unwrap_or(1);
        self.headings(sheet, style, columns, rows)?;
        for (col, column) in columns.iter().enumerate() {
            let col = u16::try_from(col).unwrap_or(u16::MAX);
            let width = match column.what {
                What::Name => 36,
                What::Remark => 20,
                What::Serial => 5,
                _ => 9,
            };
            sheet.set_column_width(col, width)?;
        }
        for (row, height) in (2..2 + rows).zip(heights) {
            sheet.set_row_height(row, *height)?;
        }
        sheet.set_freeze_panes(2 + rows, 2)?;
        sheet.set_repeat_rows(0, 1 + rows)?;
        sheet
            .set_landscape()
            .set_paper_size(8)
            .set_print_fit_to_pages(3, 0);
        sheet.set_repeat_columns(0, 2)?;
        Ok(2 + rows)
    }

    fn headings(&self, s: &mut Worksheet, style: &Style, columns: &[Column], rows: u32) -> Written {
        let (top, last) = (2, 1 + rows);
        let grouped = rows == 3;
        let item = if grouped { top + 1 } else { top };
        let head = &style.head;
        let text = |col: usize, of: fn(&Column) -> &str| of(&columns[col]);
        if grouped {
            for (from, to) in runs(columns.len(), |a, b| columns[a].group == columns[b].group) {
                if !columns[usize::from(from)].group.is_empty() {
                    let group = text(from.into(), |c| &c.group);
                    style.block(s, (top, from, top, to), group, head)?;
                }
            }
        }
        let same_leaf = |a: usize, b: usize| match (columns[a].what, columns[b].what) {
            (What::Leaf(a, _), What::Leaf(b, _)) => a == b,
            _ => false,
        };
        for (from, to) in runs(columns.len(), same_leaf) {
            let column = &columns[usize::from(from)];
            let start = if column.group.is_empty() || !grouped {
                top
            } else {
                item
            };
            if self.form == Form::Marks && !column.marks.is_empty() {
                for col in from..=to {
                    s.write_string_with_format(item, col, text(col.into(), |c| &c.heading), head)?;
                }
                style.block(s, (last, from, last, to), &column.marks, head)?;
            } else if column.below.is_empty() {
                for col in from..=to {
                    let heading = text(col.into(), |c| &c.heading);
                    style.block(s, (start, col, last, col), heading, head)?;
                }
            } else {
                style.block(s, (start, from, last - 1, to), &column.heading, head)?;
                for col in from..=to {
                    s.write_string_with_format(last, col, text(col.into(), |c| &c.below), head)?;
                }
            }
        }
        Ok(())
    }

    /// Writes the whole sheet: head, rows, sums, signatures and notes.
    pub fn write(
        &self,
        sheet: &mut Worksheet,
        style: &Style,
        rows: &[(usize, Vec<Cell>)],
    ) -> Written {
        let columns = self.columns();
        let mut at = self.head(sheet, style, &columns)?;
        let mut blocks: Vec<(usize, Vec<&Vec<Cell>>)> = Vec::new();
        for (county, cells) in rows {
            match blocks.last_mut() {
                Some((last, block)) if last == county => block.push(cells),
                _ => blocks.push((*county, vec![cells])),
            }
        }
        let mut all = Vec::new();
        for (_, block) in &blocks {
            for cells in block {
                line(sheet, style, at, cells)?;
                at += 1;
            }
            if self.subtotals {
                line(sheet, style, at, &sum(&columns, block, "小计", false))?;
                at += 1;
            }
            all.extend(block.iter().copied());
        }
        let (label, mean) = if self.subtotals {
            ("合计", false)
        } else {
            ("平均", true)
        };
        line(sheet, style, at, &sum(&columns, &all, label, mean))?;
        let last = u16::try_from(columns.len() - 1).unwrap_or(u16::MAX);
        let ends = [
            "检查人:                    复核人:                    审核:                    2026年6月",
            "注:1.不涉及的项目填“不涉及”或“/”,不得留空。",
            "   2.本表单位、数据均为虚构示例。",
        ];
        for (below, text) in (at + 1..).zip(ends) {
            style.block(sheet, (below, 0, below, last), text, &style.note)?;
        }
        Ok(())
    }
}

/// The first row of data.
type HeadWritten = Result<u32, rust_xlsxwriter::XlsxError>;

/// Headings of the columns of a leaf; a single empty one where its title is enough.
fn parts(leaf: &Leaf) -> Vec<&str> {
    match &leaf.method {
        Method::Deduct(clauses) if width(leaf) > 1 => {
            clauses.iter().map(|c| c.name.as_str()).collect()
        }
        Method::Value { inputs, .. } | Method::Formula { inputs, .. } => {
            inputs.iter().map(|i| i.name.as_str()).collect()
        }
        _ => vec![""],
    }
}

fn line(sheet: &mut Worksheet, style: &Style, row: u32, cells: &[Cell]) -> Written {
    for (col, cell) in (0_u16..).zip(cells) {
        match cell {
            Cell::Text(text) if col == 1 => {
                sheet.write_string_with_format(row, col, text, &style.name)?;
            }
            cell => style.write(sheet, row, col, cell)?,
        }
    }
    Ok(())
}

/// A row of sums or means over the columns of marks.
fn sum(columns: &[Column], rows: &[&Vec<Cell>], label: &str, mean: bool) -> Vec<Cell> {
    let cell = |col: usize| {
        let numbers = rows.iter().filter_map(|row| match row[col] {
            Cell::Number(n) | Cell::Formula(_, n) => Some(n),
            _ => None,
        });
        let (count, total) = numbers.fold((0, 0), |(count, total), n| (count + 1, total + n));
        match count {
            0 => Cell::Blank,
            count if mean => Cell::Number(total / count),
            _ => Cell::Number(total),
        }
    };
    let each = columns
        .iter()
        .enumerate()
        .map(|(col, column)| match column.what {
            What::Name => Cell::Text(label.to_owned()),
            What::Leaf(..) | What::Subtotal(_) => cell(col),
            _ => Cell::Blank,
        });
    each.collect()
}

/// Runs of neighbouring columns that belong together: first and last of each.
fn runs(count: usize, together: impl Fn(usize, usize) -> bool) -> Vec<(u16, u16)> {
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for at in 0..count {
        let col = u16::try_from(at).unwrap_or(u16::MAX);
        match runs.last_mut() {
            Some((_, to)) if together(at - 1, at) => *to = col,
            _ => runs.push((col, col)),
        }
    }
    runs
}
