//! Columns of reasons and explanations in check sheets: what they are for and what they are beside.

use super::header::Header;
use super::heading::Target;
use super::table::RowRemark;
use super::value::{key, shown};
use super::workbook::Row;
use crate::round::Purpose;
use crate::scheme::{CriterionId, Owner, Scheme};

const LOSSES: &[&str] = &[
    "原因",
    "扣分原因",
    "扣分理由",
    "扣分依据",
    "扣分情况",
    "扣分说明",
    "失分原因",
    "问题",
    "问题描述",
    "主要问题",
    "存在问题",
    "存在的问题",
    "事由",
    "扣分点",
];
const NOT_APPLICABLE: &[&str] = &[
    "不涉及说明",
    "不涉及原因",
    "不涉及理由",
    "不适用说明",
    "不适用原因",
    "缺项说明",
    "缺项原因",
    "缺项理由",
    "空项说明",
    "空项原因",
];
const EITHER: &[&str] = &["备注", "说明", "情况说明"];

/// Texts that say nothing.
const NOTHING: &[&str] = &["无", "空", "没有", "不涉及", "缺项", "n/a"];

/// What a heading is for that is nothing but a word for reasons or explanations.
pub(super) fn purpose(text: &str) -> Option<Purpose> {
    lists()
        .into_iter()
        .find_map(|(words, purpose)| words.contains(&text).then_some(purpose))
}

/// A heading that ends in such a word, and what stands before it: `1.1扣分原因`, `制度(缺项原因)`.
pub(super) fn split(text: &str) -> Option<(String, Purpose)> {
    let open = text.strip_suffix(')').unwrap_or(text);
    let endings = lists().into_iter().flat_map(|(words, purpose)| {
        words
            .iter()
            .filter_map(move |word| Some((open.strip_suffix(word)?, purpose)))
    });
    // The longest word: 扣分原因 ends in 原因, too.
    let (rest, purpose) = endings.min_by_key(|(rest, _)| rest.len())?;
    let rest = rest.trim_end_matches(['(', '-', '_', ':', '.', ',', '/', '·', '的']);
    (!rest.is_empty()).then(|| (rest.to_owned(), purpose))
}

fn lists() -> [(&'static [&'static str], Purpose); 3] {
    [
        (LOSSES, Purpose::Loss),
        (NOT_APPLICABLE, Purpose::NotApplicable),
        (EITHER, Purpose::Either),
    ]
}

/// Whether a text is a reason at all, and not only a sign that there is none.
pub(super) fn says_something(text: &str) -> bool {
    let text = key(text);
    text.chars().any(char::is_alphanumeric) && !NOTHING.contains(&text.as_str())
}

/// A column of reasons or explanations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RemarkColumn {
    col: u16,
    purpose: Purpose,
    /// What it stands beside; nothing: the whole row.
    about: Option<CriterionId>,
}

impl RemarkColumn {
    /// The columns of a check sheet's header. One without an item is for the whole row; of several
    /// each belongs to the item on its left.
    pub fn of(scheme: &Scheme, header: &Header) -> Vec<RemarkColumn> {
        let bare = |wanted: Target| {
            let targets = header.columns.iter().map(|(_, target)| *target);
            targets.filter(|target| *target == wanted).count()
        };
        let several = |purpose| match purpose {
            Purpose::NotApplicable => bare(Target::Explanation) > 1,
            Purpose::Loss | Purpose::Either => bare(Target::Reason) > 1,
        };
        let mut columns = Vec::new();
        for (col, target) in &header.columns {
            let (purpose, about) = match target {
                Target::Remark(purpose, about) => (*purpose, Some(*about)),
                Target::Reason => (Purpose::Loss, None),
                Target::Explanation => (Purpose::NotApplicable, None),
                _ => continue,
            };
            let about = match about {
                None if several(purpose) => left_of(scheme, header, *col),
                about => about,
            };
            columns.push(RemarkColumn {
                col: *col,
                purpose,
                about,
            });
        }
        columns
    }

    /// What a row says in it.
    pub fn read(self, row: &Row) -> Option<RowRemark> {
        let shown = shown(row.get(self.col)?);
        let text = shown.trim();
        says_something(text).then(|| RowRemark {
            about: self.about,
            purpose: self.purpose,
            text: text.into(),
            col: self.col,
        })
    }
}

/// The item whose column is the nearest on the left.
fn left_of(scheme: &Scheme, header: &Header, col: u16) -> Option<CriterionId> {
    let items = header.columns.iter().filter_map(|(other, target)| {
        let Target::Column(name) = target else {
            return None;
        };
        match scheme.column(*name).owner {
            Owner::Input(id) | Owner::Score(id) => Some((*other, id)),
            _ => None,
        }
    });
    let left = items.filter(|(other, _)| *other < col);
    left.max_by_key(|(other, _)| *other).map(|(_, id)| id)
}
