//! Where a table begins: its header rows are found by their titles.

use super::heading::{Target, Vocabulary, is_marks, stated_marks};
use super::value::{key, shown};
use super::workbook::{Merge, Row};
use crate::number::Decimal;

/// The header of a table.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// Last row of the header.
    pub last_row: u32,
    /// Meaning of each known column.
    pub columns: Vec<(u16, Target)>,
    /// Columns with a heading that nobody knows.
    pub unknown: Vec<(u32, u16, String)>,
    /// The cells of the header as keys, by row, to recognise a repeated header.
    pub rows: Vec<Vec<(u16, String)>>,
}

impl Header {
    /// The full marks that the header states for a column, and the row they stand in. A bare number
    /// counts only below a title: alone it is an item's number.
    pub fn stated_marks(&self, column: u16) -> Option<(u32, Decimal)> {
        let cells: Vec<(u32, &String)> = (0..)
            .zip(self.rows.iter().rev())
            .filter_map(|(up, cells)| {
                let (_, text) = cells.iter().find(|(col, _)| *col == column)?;
                (!text.is_empty()).then_some((self.last_row.saturating_sub(up), text))
            })
            .collect();
        let title = cells.iter().position(|(_, text)| !is_marks(text))?;
        cells[..=title]
            .iter()
            .find_map(|(row, text)| Some((*row, stated_marks(text)?)))
    }

    /// Whether a row with this in the subject's column can be a repetition of a header row: only
    /// the heading itself, or nothing, stands there.
    pub fn may_repeat(&self, subject: &str) -> bool {
        subject.is_empty()
            || self
                .rows
                .iter()
                .flatten()
                .any(|(_, heading)| heading == subject)
    }
}

/// Rows that are looked at before giving up.
pub(super) const LOOKED_AT: usize = 60;
/// Header rows above and below the one with the subject's heading.
const REACH: usize = 2;

/// A text of the header zone, merged cells filled in.
struct Zone {
    /// Row numbers.
    rows: Vec<u32>,
    /// Text of each row's cells.
    cells: Vec<Vec<(u16, String)>>,
}

impl Zone {
    fn of(rows: &[Row], merges: &[Merge]) -> Zone {
        let mut zone = Zone {
            rows: Vec::new(),
            cells: Vec::new(),
        };
        for row in rows {
            zone.rows.push(row.index);
            zone.cells.push(
                row.cells
                    .iter()
                    .map(|(col, raw)| (*col, shown(raw).trim().to_owned()))
                    .collect(),
            );
        }
        for merge in merges {
            zone.fill(merge);
        }
        for cells in &mut zone.cells {
            cells.sort_by_key(|(col, _)| *col);
        }
        zone
    }

    /// Writes a merged region's text into all of its cells in the zone.
    fn fill(&mut self, merge: &Merge) {
        let Some(text) = self.text(merge.first.row, merge.first.col) else {
            return;
        };
        for index in 0..self.rows.len() {
            let row = self.rows[index];
            if row < merge.first.row || row > merge.last.row {
                continue;
            }
            // A header is not wider than this; a region that is belongs to no table.
            let last = merge.last.col.min(merge.first.col.saturating_add(2_000));
            for col in merge.first.col..=last {
                if (row, col) != (merge.first.row, merge.first.col) {
                    self.cells[index].push((col, text.clone()));
                }
            }
        }
    }

    fn text(&self, row: u32, col: u16) -> Option<String> {
        let index = self.rows.iter().position(|other| *other == row)?;
        self.cells[index]
            .iter()
            .find(|(other, _)| *other == col)
            .map(|(_, text)| text.clone())
    }

    /// The header texts of a column, from the top down, repetitions of merged cells once.
    fn parts(&self, from: usize, to: usize, col: u16) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        for cells in &self.cells[from..=to] {
            if let Some((_, text)) = cells
                .iter()
                .find(|(other, text)| *other == col && !text.is_empty())
                && parts.last() != Some(text)
            {
                parts.push(text.clone());
            }
        }
        parts
    }

    fn columns(&self, from: usize, to: usize) -> Vec<u16> {
        let mut columns: Vec<u16> = self.cells[from..=to]
            .iter()
            .flatten()
            .map(|(col, _)| *col)
            .collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}

/// Finds the header of the first table in these rows.
pub(super) fn find(rows: &[Row], merges: &[Merge], vocabulary: &Vocabulary) -> Option<Header> {
    let zone = Zone::of(rows, merges);
    let anchors = zone.cells.iter().enumerate().filter_map(|(index, cells)| {
        cells
            .iter()
            .find(|(_, text)| vocabulary.is_subject(text))
            .map(|(col, _)| (index, *col))
    });
    let mut best: Option<(usize, Header)> = None;
    for (index, col) in anchors {
        let first = index.saturating_sub(REACH);
        for from in (first..=index).rev() {
            for to in index..zone.rows.len().min(index + REACH + 1) {
                if !belongs(&zone, index, to, col, vocabulary) || !neighbours(&zone, from, to) {
                    continue;
                }
                let header = header(&zone, from, to, vocabulary);
                let known = header
                    .columns
                    .iter()
                    .filter(|(_, target)| *target != Target::Ignored)
                    .count();
                let more = best.as_ref().is_none_or(|(most, _)| known > *most);
                if known >= 2 && more {
                    best = Some((known, header));
                }
            }
        }
        if best.is_some() {
            break;
        }
    }
    // Rows below that only state full marks belong to the header, too.
    best.map(|(_, header)| with_marks_rows(&zone, header))
}

/// Whether the rows below the one with the subject's heading can still be header rows: nothing
/// stands below that heading but the heading itself, as far down as its cell is merged.
fn belongs(zone: &Zone, anchor: usize, to: usize, col: u16, vocabulary: &Vocabulary) -> bool {
    let below = |cells: &[(u16, String)], wanted: &dyn Fn(&str) -> bool| {
        let mut texts = cells
            .iter()
            .filter(|(other, text)| *other == col && !text.is_empty())
            .peekable();
        texts
            .peek()
            .map(|_| ())
            .map_or(wanted(""), |()| texts.all(|(_, text)| wanted(text)))
    };
    let heading = |text: &str| text.is_empty() || vocabulary.is_subject(text) || is_marks(text);
    let goes_on = zone.cells.get(to + 1).is_some_and(|cells| {
        below(cells, &|text| vocabulary.is_subject(text)) && zone.rows[to + 1] == zone.rows[to] + 1
    });
    !goes_on
        && zone.cells[anchor..=to]
            .iter()
            .all(|cells| below(cells, &heading))
}

/// Whether the rows follow one another on the sheet.
fn neighbours(zone: &Zone, from: usize, to: usize) -> bool {
    zone.rows[from..=to]
        .windows(2)
        .all(|pair| pair[1] == pair[0] + 1)
}

fn header(zone: &Zone, from: usize, to: usize, vocabulary: &Vocabulary) -> Header {
    let mut columns = Vec::new();
    let mut unknown = Vec::new();
    for col in zone.columns(from, to) {
        let parts = zone.parts(from, to, col);
        match vocabulary.meaning(&parts) {
            Some(target) => columns.push((col, target)),
            None => {
                // A title above the table spans it and says nothing about a column.
                let own = zone.cells[to]
                    .iter()
                    .find(|(other, text)| *other == col && !text.is_empty());
                if let Some((_, text)) = own.filter(|(_, text)| !is_marks(text)) {
                    unknown.push((zone.rows[to], col, text.clone()));
                }
            }
        }
    }
    let rows = zone.cells[from..=to]
        .iter()
        .map(|cells| {
            cells
                .iter()
                .map(|(col, text)| (*col, key(text)))
                .filter(|(_, text)| !text.is_empty())
                .collect()
        })
        .collect();
    Header {
        last_row: zone.rows[to],
        columns,
        unknown,
        rows,
    }
}

fn with_marks_rows(zone: &Zone, mut header: Header) -> Header {
    let subject = header
        .columns
        .iter()
        .find(|(_, target)| *target == Target::Subject)
        .map(|(col, _)| *col);
    for (row, cells) in zone.rows.iter().zip(&zone.cells) {
        if *row != header.last_row + 1 {
            continue;
        }
        let mut filled = cells.iter().filter(|(_, text)| !text.is_empty()).peekable();
        let no_subject = cells
            .iter()
            .all(|(col, text)| Some(*col) != subject || text.is_empty() || is_marks(text));
        let in_known = |col: u16| {
            header
                .columns
                .iter()
                .any(|(other, target)| *other == col && matches!(target, Target::Column(_)))
        };
        let marks = cells
            .iter()
            .filter(|(col, text)| in_known(*col) && !text.is_empty())
            .count();
        if filled.peek().is_some()
            && no_subject
            && marks > 0
            && filled.all(|(_, text)| is_marks(text) || text.contains('分'))
        {
            header.last_row = *row;
            header
                .rows
                .push(cells.iter().map(|(col, text)| (*col, key(text))).collect());
        }
    }
    header
}
