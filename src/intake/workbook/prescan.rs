use std::io::{self, Read};

use memchr::{memchr, memmem, memrchr};

use super::grid::{self, COLS};
use super::layout::{Merge, SheetLayout};
use super::tags::{Tag, Tags, tag_end};

/// Merged regions and hidden rows together; far beyond what any real sheet has.
const MOST: usize = 1_000_000;
const LONGEST: usize = 4 * 1024 * 1024;

/// What a quick look over a sheet's XML tells before it is read. The look searches for a few tags
/// and parses nothing else, which costs little more than the inflating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Prescan {
    pub(super) layout: SheetLayout,
    /// Every row comes after the one before it.
    pub(super) ordered: bool,
    /// Some formula may have no stored result. Errs on the side of `true`.
    pub(super) unvalued: bool,
    /// More merged regions or hidden rows than are kept.
    pub(super) overflow: bool,
}

impl Prescan {
    pub(super) fn of(part: impl Read) -> io::Result<Self> {
        let mut tags = Tags::new(part);
        let layout = SheetLayout::default();
        let mut scan = Prescan {
            layout,
            ordered: true,
            unvalued: false,
            overflow: false,
        };
        let mut prefix = None;
        while let Some(tag) = tags.next()? {
            match tag.local() {
                b"col" => scan.col(&tag),
                b"sheetData" => {
                    if !tag.is_empty_element() {
                        let name = tag.name();
                        let prefixed = name.get(..name.len().saturating_sub(b"sheetData".len()));
                        prefix = prefixed.filter(|_| !tag.closes()).map(<[u8]>::to_vec);
                    }
                    break;
                }
                _ => {}
            }
        }
        if let Some(prefix) = prefix {
            Body::new(&prefix).scan(&mut tags, &mut scan)?;
        }
        while let Some(tag) = tags.next()? {
            match tag.local() {
                b"mergeCell" => scan.merge(&tag),
                // Cells after the end of the data: not a sheet to take short cuts with.
                b"row" | b"c" => (scan.unvalued, scan.ordered) = (true, false),
                _ => {}
            }
        }
        scan.layout.hidden_rows.sort_unstable();
        scan.layout.hidden_rows.dedup();
        scan.layout.hidden_cols.sort_unstable();
        scan.layout.hidden_cols.dedup();
        Ok(scan)
    }

    fn col(&mut self, tag: &Tag<'_>) {
        if !is_true(tag.attr(b"hidden")) {
            return;
        }
        let bound = |name: &[u8]| {
            let number = tag.attr(name).and_then(grid::number)?.checked_sub(1)?;
            u16::try_from(number).ok().map(|col| col.min(COLS - 1))
        };
        if let (Some(min), Some(max)) = (bound(b"min"), bound(b"max")) {
            if self.layout.hidden_cols.len() > MOST {
                self.overflow = true;
            } else {
                self.layout.hidden_cols.extend(min..=max);
            }
        }
    }

    fn merge(&mut self, tag: &Tag<'_>) {
        let Some(text) = tag.attr(b"ref") else { return };
        let (first, last) = match memchr(b':', text) {
            Some(colon) => (text.get(..colon), text.get(colon + 1..)),
            None => return,
        };
        if let (Some(first), Some(last)) = (first.and_then(grid::cell), last.and_then(grid::cell)) {
            if self.layout.merges.len() >= MOST {
                self.overflow = true;
            } else if first.row <= last.row && first.col <= last.col {
                self.layout.merges.push(Merge { first, last });
            }
        }
    }
}

/// The search through a sheet's rows.
struct Body {
    row: memmem::Finder<'static>,
    formula: memmem::Finder<'static>,
    /// A formula under some other namespace prefix.
    stray: memmem::Finder<'static>,
    end: memmem::Finder<'static>,
    value: Vec<u8>,
    prefixed: bool,
    next_row: u32,
}

impl Body {
    fn new(prefix: &[u8]) -> Self {
        let finder = |start: &[u8], name: &[u8]| {
            memmem::Finder::new(&[start, prefix, name].concat()).into_owned()
        };
        Body {
            row: finder(b"<", b"row"),
            formula: finder(b"<", b"f"),
            stray: memmem::Finder::new(b":f").into_owned(),
            end: finder(b"</", b"sheetData"),
            value: [b"<", prefix, b"v"].concat(),
            prefixed: !prefix.is_empty(),
            next_row: 0,
        }
    }

    fn scan<R: Read>(&mut self, tags: &mut Tags<R>, scan: &mut Prescan) -> io::Result<()> {
        let mut last = false;
        loop {
            let window = tags.window();
            let end = self.end.find(window);
            let limit = end.unwrap_or_else(|| complete(window));
            let limit = self.formulas(window, limit, last || end.is_some(), scan);
            self.rows(window.get(..limit).unwrap_or_default(), scan);
            let left = window.len() - limit;
            tags.skip(limit);
            if last || end.is_some() {
                return Ok(());
            }
            if left > LONGEST {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "tag too long"));
            }
            last = !tags.more()?;
        }
    }

    /// Looks for formulas that are not followed by a value. Returns how far the window has been
    /// dealt with: to `limit`, or to a formula whose end has not been read yet.
    fn formulas(&self, window: &[u8], limit: usize, all: bool, scan: &mut Prescan) -> usize {
        if scan.unvalued {
            return limit;
        }
        let region = window.get(..limit).unwrap_or_default();
        let ends_name = |at: usize| {
            window
                .get(at)
                .is_none_or(|b| matches!(b, b' ' | b'>' | b'/'))
        };
        if !self.prefixed && self.stray.find_iter(region).any(|at| ends_name(at + 2)) {
            scan.unvalued = true;
            return limit;
        }
        for at in self.formula.find_iter(region) {
            if !ends_name(at + self.formula.needle().len()) {
                continue;
            }
            match self.valued(window.get(at..).unwrap_or_default()) {
                Some(true) => {}
                None if !all && window.len() - at < LONGEST => return at,
                _ => {
                    scan.unvalued = true;
                    return limit;
                }
            }
        }
        limit
    }

    /// Whether the formula that starts here has a value after it; `None` if that lies beyond.
    fn valued(&self, from: &[u8]) -> Option<bool> {
        let open = tag_end(from.get(1..)?)? + 1;
        let mut rest = from.get(open + 1..)?;
        if from.get(open - 1) != Some(&b'/') {
            let close = memchr(b'<', rest)?;
            let close = close + memchr(b'>', rest.get(close..)?)?;
            rest = rest.get(close + 1..)?;
        }
        if rest.len() < self.value.len() + 2 {
            return None;
        }
        let inside = rest
            .strip_prefix(&*self.value)
            .and_then(|r| r.strip_prefix(b">"));
        Some(inside.is_some_and(|text| text.first() != Some(&b'<')))
    }

    fn rows(&mut self, region: &[u8], scan: &mut Prescan) {
        for at in self.row.find_iter(region) {
            let inside = region.get(at + 1..).unwrap_or_default();
            let Some(tag) = tag_end(inside).and_then(|end| inside.get(..end)).map(Tag) else {
                continue;
            };
            if tag.local() != b"row" {
                continue;
            }
            let row = tag.attr(b"r").and_then(grid::row).unwrap_or(self.next_row);
            scan.ordered &= row >= self.next_row;
            self.next_row = row.saturating_add(1);
            if is_true(tag.attr(b"hidden")) {
                if scan.layout.hidden_rows.len() >= MOST {
                    scan.overflow = true;
                } else {
                    scan.layout.hidden_rows.push(row);
                }
            }
        }
    }
}

/// How much of a window holds no broken-off tag. Text may be cut: no tag can begin inside it.
fn complete(window: &[u8]) -> usize {
    match memrchr(b'<', window) {
        Some(open) if tag_end(window.get(open + 1..).unwrap_or_default()).is_none() => open,
        _ => window.len(),
    }
}

fn is_true(value: Option<&[u8]>) -> bool {
    matches!(value, Some(b"1" | b"true"))
}
