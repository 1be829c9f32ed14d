use super::fold::{is_blank, word};
use super::ticks::ticked;
use super::{Datum, Reading, key, shown};
use crate::intake::workbook::Raw;
use crate::problem::{Fault, Mending};

/// Reads one of a list of words; the scheme's spelling is returned.
pub(super) fn choice(raw: &Raw, choices: &[String]) -> Result<Reading, Fault> {
    let fault = || Fault::NotAChoice {
        found: shown(raw),
        choices: choices.to_vec(),
    };
    let text = match raw {
        Raw::Text(text) => text.trim().to_owned(),
        Raw::Number { .. } => shown(raw),
        _ => return Err(fault()),
    };
    if choices.contains(&text) {
        return Ok(Reading::plain(Datum::Text(text)));
    }
    if let Some(choice) = only(choices, &text) {
        let same = bare(choice) == bare(&text);
        let mending = if same {
            Mending::NameSpaces
        } else {
            Mending::FullWidth
        };
        return Ok(Reading::mended(Datum::Text(choice.clone()), mending));
    }
    let boxes = ticked(&word(&text)).ok_or_else(fault)?;
    if boxes
        .iter()
        .any(|(label, _)| only(choices, label).is_none())
    {
        return Err(fault());
    }
    let mut on = boxes
        .iter()
        .filter(|(_, on)| *on)
        .filter_map(|(label, _)| only(choices, label));
    let datum = match (on.next(), on.next()) {
        (None, _) => Datum::Blank,
        (Some(choice), None) => Datum::Text(choice.clone()),
        _ => return Err(fault()),
    };
    Ok(Reading::mended(datum, Mending::YesNoMark))
}

/// The one choice that matches but for width, blanks and case.
fn only<'c>(choices: &'c [String], text: &str) -> Option<&'c String> {
    let wanted = key(text);
    let mut same = choices.iter().filter(|choice| key(choice) == wanted);
    let first = same.next()?;
    same.next().is_none().then_some(first)
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}
