//! Formula texts: addresses, limits of spreadsheets, and templates for rows.

use crate::problem::CellRef;

/// Stands for the row while a template is made. No sheet has as many rows.
const ROW: &str = "9273640518";

/// The most characters a formula can have.
const LONGEST: usize = 8_192;
/// Brackets inside one another; spreadsheets stop at 64.
const DEEPEST: usize = 60;
/// Arguments of one function; spreadsheets stop at 255.
const WIDEST: usize = 250;
/// Characters of a text inside a formula.
const LONGEST_TEXT: usize = 255;

/// `'排名'!F12`.
pub(super) fn on(sheet: &str, row: u32, col: u16) -> String {
    format!("'{sheet}'!{}", CellRef { row, col })
}

/// `F12`.
pub(super) fn cell(row: u32, col: u16) -> String {
    CellRef { row, col }.to_string()
}

/// `$F$4:$F$12`, rows and column counted from zero.
pub(super) fn down(col: u16, first: u32, last: u32) -> String {
    let letters = CellRef::letters(col);
    format!("${letters}${}:${letters}${}", first + 1, last + 1)
}

/// `'排名'!$F$4:$F$12`.
pub(super) fn down_on(sheet: &str, col: u16, first: u32, last: u32) -> String {
    format!("'{sheet}'!{}", down(col, first, last))
}

/// A formula that is the same in every row but for the row.
#[derive(Debug)]
pub(super) struct Template {
    pieces: Vec<String>,
}

impl Template {
    /// The row's stand-in, for addresses inside a template.
    pub const ROW: &'static str = ROW;

    /// A template from a formula with stand-ins; `None` where no spreadsheet takes the formula.
    pub fn new(formula: &str) -> Option<Template> {
        fits(formula).then(|| Template {
            pieces: formula.split(ROW).map(str::to_owned).collect(),
        })
    }

    /// The formula in a row, counted from zero.
    pub fn at(&self, row: u32) -> String {
        self.pieces.join(&(row + 1).to_string())
    }
}

/// Whether spreadsheets accept a formula of this size and shape.
pub(super) fn fits(formula: &str) -> bool {
    if formula.chars().count() > LONGEST || formula.chars().any(char::is_control) {
        return false;
    }
    let mut arguments = vec![1_usize];
    let mut text: Option<usize> = None;
    for c in formula.chars() {
        match (c, &mut text) {
            ('"', None) => text = Some(0),
            ('"', Some(_)) => text = None,
            (_, Some(length)) => {
                *length += 1;
                if *length > LONGEST_TEXT {
                    return false;
                }
            }
            ('(', None) => arguments.push(1),
            (')', None) => drop(arguments.pop()),
            (',', None) => {
                if let Some(count) = arguments.last_mut() {
                    *count += 1;
                    if *count > WIDEST {
                        return false;
                    }
                }
            }
            _ => {}
        }
        if arguments.len() > DEEPEST {
            return false;
        }
    }
    true
}

/// Whether a name can be looked for by `COUNTIF` as it is: no wildcard, nothing that reads as a
/// comparison, a number or a date.
pub(super) fn searchable(name: &str) -> bool {
    let plain = !name.contains(['*', '?', '~', '"']) && name.chars().count() <= LONGEST_TEXT;
    let begins = name.chars().next().is_some_and(char::is_alphabetic);
    // May 5 is a date.
    let foreign = name.is_ascii() && name.contains(|c: char| c.is_ascii_digit());
    let reads_as_word = ["TRUE", "FALSE", "INF", "NAN", "INFINITY"]
        .iter()
        .any(|word| name.eq_ignore_ascii_case(word));
    plain && begins && !foreign && !reads_as_word
}

#[cfg(test)]
mod tests {
    use super::{Template, fits, searchable};

    #[test]
    fn a_template_takes_any_row() {
        let template = Template::new(&format!("SUM(A{row}:C{row})", row = Template::ROW));
        assert_eq!(
            template.map(|template| template.at(8)),
            Some("SUM(A9:C9)".to_owned())
        );
    }

    #[test]
    fn what_no_spreadsheet_takes_is_refused() {
        assert!(fits("SUM(A1,\"a,(b\",1)"));
        assert!(!fits(&"A1+".repeat(3000)));
        assert!(!fits(&format!("{}1{}", "IF(".repeat(61), ")".repeat(61))));
        assert!(!fits(&format!("SUM({})", vec!["A1"; 251].join(","))));
        assert!(!fits(&format!("A1=\"{}\"", "长".repeat(256))));
        assert!(!fits("A1=\"\u{1}\""));
    }

    #[test]
    fn names_that_a_spreadsheet_reads_otherwise_are_not_searched_for() {
        assert!(searchable("东岭区"));
        assert!(!searchable("10月"));
        assert!(!searchable("May 5"));
        assert!(!searchable("A*"));
        assert!(!searchable(">90"));
        assert!(!searchable("true"));
        assert!(!searchable(""));
    }
}
