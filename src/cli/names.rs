//! What a result is called when nobody named it.

/// `demo-三季度-结果.xlsx`; a draft never has the name of a result.
pub(super) fn result(scheme: &str, round: Option<&str>, draft: bool) -> String {
    let round = round
        .map(|round| format!("-{}", safe(round)))
        .unwrap_or_default();
    let kind = if draft { "草稿" } else { "结果" };
    format!("{}{round}-{kind}.xlsx", safe(scheme))
}

/// `demo-评分表.xlsx`.
pub(super) fn rulebook(scheme: &str) -> String {
    format!("{}-评分表.xlsx", safe(scheme))
}

/// A text without the characters that Windows does not allow in file names.
fn safe(text: &str) -> String {
    let forbidden = |c: char| c.is_control() || r#"\/:*?"<>|"#.contains(c);
    text.trim()
        .chars()
        .map(|c| if forbidden(c) { '-' } else { c })
        .take(80)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_every_system() {
        assert_eq!(result("demo", None, false), "demo-结果.xlsx");
        assert_eq!(
            result("a", Some("2026/三季度"), true),
            "a-2026-三季度-草稿.xlsx"
        );
    }
}
