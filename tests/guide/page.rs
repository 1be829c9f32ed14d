//! The page taken apart: headings, code, tables.

/// One piece of the page.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Where it begins, from 1.
    pub line: usize,
    /// What it is.
    pub kind: Kind,
}

/// What a piece of the page is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A heading.
    Heading(String),
    /// A fenced block: the words after the fence, and what stands inside.
    Code { info: String, text: String },
    /// A table, the name of its sheet, and its rows, the header first.
    Table {
        sheet: Option<String>,
        rows: Vec<Vec<String>>,
    },
}

/// Takes a page apart.
pub fn pieces(page: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut lines = (1..).zip(page.lines()).peekable();
    let mut sheet = None;
    while let Some((line, text)) = lines.next() {
        let kind = if let Some(info) = text.strip_prefix("```") {
            let inside: Vec<&str> = lines
                .by_ref()
                .map(|(_, text)| text)
                .take_while(|text| *text != "```")
                .collect();
            Kind::Code {
                info: info.to_owned(),
                text: inside.iter().map(|line| format!("{line}\n")).collect(),
            }
        } else if text.starts_with('|') {
            let mut rows = vec![cells(text)];
            while let Some((_, text)) = lines.next_if(|(_, text)| text.starts_with('|')) {
                if !text.starts_with("|---") {
                    rows.push(cells(text));
                }
            }
            Kind::Table {
                sheet: sheet.take(),
                rows,
            }
        } else if text.starts_with('#') {
            Kind::Heading(text.trim_start_matches(['#', ' ']).to_owned())
        } else {
            if let Some(name) = text.strip_prefix("工作表“") {
                sheet = name.split('”').next().map(str::to_owned);
            }
            continue;
        };
        pieces.push(Piece { line, kind });
    }
    pieces
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|');
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|').map(|cell| cell.trim().to_owned()).collect()
}
