/// What a sign or word that stands for "nothing" says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nothing {
    /// 不涉及, and nothing else.
    NotApplicable,
    /// 无: no value, and where things are counted none of them.
    None,
    /// A lone hyphen: 不涉及, or none where things are counted; also the start of a minus number.
    Hyphen,
}

/// Reads a word that was folded to narrow lower case without blanks.
pub(super) fn nothing(word: &str) -> Option<Nothing> {
    Some(match word {
        "无" => Nothing::None,
        "-" => Nothing::Hyphen,
        "/" | "\\" | "n/a" | "na" | "不涉及" | "未涉及" | "不适用" | "缺项" | "无此项"
        | "不参评" | "不参加" | "不存在" => Nothing::NotApplicable,
        _ if dashes(word) => Nothing::NotApplicable,
        _ => return None,
    })
}

/// `—`, `――`, `--`: drawn through the cell.
fn dashes(word: &str) -> bool {
    let dash = |c| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '─' | '/');
    !word.is_empty() && word.chars().count() <= 8 && word.chars().all(dash)
}
