//! Labels that the name of a sheet or a file says.

use std::sync::Arc;

use super::sheet::SheetReader;
use super::value::key;

impl SheetReader<'_> {
    /// Labels that stand in the sheet's name, else in the file's: `抽查.xlsx`, a sheet `第2周`.
    pub(super) fn given(&self) -> Vec<(String, Arc<str>)> {
        let mut given: Vec<(String, Arc<str>)> = Vec::new();
        for frame in &self.scheme.frames {
            let known = given.iter().any(|(name, _)| *name == frame.name);
            if frame.labels.is_empty() || known {
                continue;
            }
            let label = [&self.sheet, self.file]
                .into_iter()
                .find_map(|text| one_label_in(&key(text), &frame.labels));
            if let Some(label) = label {
                given.push((frame.name.clone(), label.as_str().into()));
            }
        }
        given
    }
}

/// The one label that a name holds; the longer of two that hold one another (上半年 in 半年).
fn one_label_in(text: &str, labels: &[String]) -> Option<String> {
    let found: Vec<&String> = labels
        .iter()
        .filter(|label| stands_in(&key(label), text))
        .collect();
    let longest = found.iter().max_by_key(|label| label.chars().count())?;
    found
        .iter()
        .all(|label| longest.contains(label.as_str()))
        .then(|| (*longest).clone())
}

/// Whether a label stands in a name as a word of its own: 2月 is not in 12月, 复查 is not in
/// 未复查单位, and 2 alone is only the whole name.
fn stands_in(label: &str, text: &str) -> bool {
    let bare = label.chars().all(|c| c.is_ascii_digit());
    if label.is_empty() || bare {
        return !label.is_empty() && text == label;
    }
    let joined = |a: Option<char>, b: Option<char>| match (a, b) {
        (Some(a), Some(b)) => {
            (a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
                || (is_numeral(a) && is_numeral(b))
        }
        _ => false,
    };
    text.match_indices(label).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + label.len()..]);
        let denied = before.ends_with(['未', '非', '不', '无']);
        !denied
            && !joined(before.chars().next_back(), label.chars().next())
            && !joined(label.chars().next_back(), after.chars().next())
    })
}

fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百".contains(c)
}
