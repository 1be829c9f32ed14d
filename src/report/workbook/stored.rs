//! Values as they are stored in a workbook.

use rust_xlsxwriter::ExcelDateTime;

use crate::formula::{NOT_APPLICABLE, Value};
use crate::number::to_cell;

/// The longest text a cell can hold.
const LONGEST: usize = 32_000;

/// A text without what no workbook can hold.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .take(LONGEST)
        .map(|c| {
            if matches!(c, '\u{FFFE}' | '\u{FFFF}') {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .collect()
}

/// Number of a day in a spreadsheet.
pub(super) fn serial(date: jiff::civil::Date) -> Option<f64> {
    let year = u16::try_from(date.year()).ok()?;
    let (month, day) = (
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day)
        .ok()
        .map(|date| date.to_excel())
}

/// A result as it is stored beside a formula; its type is guessed from its text when it is written.
pub(super) fn stored(result: &Value) -> Option<String> {
    match result {
        Value::Number(number) => Some(to_cell(*number).to_string()),
        Value::NotApplicable => Some(NOT_APPLICABLE.to_owned()),
        Value::Date(date) => serial(*date).map(|day| day.to_string()),
        Value::Bool(_) => Some(result.to_string()),
        Value::Text(text) => {
            let taken_otherwise = text.is_empty()
                || text.starts_with('#')
                || text.parse::<f64>().is_ok()
                || text.eq_ignore_ascii_case("TRUE")
                || text.eq_ignore_ascii_case("FALSE")
                || text.chars().any(char::is_control);
            (!taken_otherwise).then(|| text.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::stored;
    use crate::formula::Value;

    #[test]
    fn texts_that_look_like_something_else_are_not_stored_as_results() {
        for text in ["", "12", "inf", "NaN", "TRUE", "false", "#N/A", "1e5"] {
            assert_eq!(stored(&Value::Text(text.into())), None, "{text}");
        }
        assert_eq!(stored(&Value::Text("合格".into())), Some("合格".to_owned()));
        assert_eq!(stored(&Value::NotApplicable), Some("/".to_owned()));
    }
}
