use calamine::Style;

/// Whether numbers in this style are shown as percentages, a hundred times what is stored.
pub(super) fn is_percent(style: &Style) -> bool {
    style
        .number_format
        .as_ref()
        .is_some_and(|format| code_is_percent(&format.format_code))
}

/// A percent sign that is not a literal: not quoted, escaped, filled with or skipped over.
fn code_is_percent(code: &str) -> bool {
    let mut quoted = false;
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => {
                chars.next();
            }
            '%' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::code_is_percent;

    #[test]
    fn only_a_percent_sign_that_counts() {
        assert!(code_is_percent("0%"));
        assert!(code_is_percent("0.0%;[Red]-0.0%"));
        assert!(code_is_percent("\"约\"0.00%"));
        assert!(!code_is_percent("0.0\"%\""));
        assert!(!code_is_percent("0\\%"));
        assert!(!code_is_percent("General"));
    }
}
