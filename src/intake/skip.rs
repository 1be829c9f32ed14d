//! Rows below a header that are no data: totals, repeated headers, notes.

use super::header::Header;
use super::value::{key, shown};
use super::workbook::Row;
use crate::problem::Mending;

const TOTALS: &[&str] = &[
    "小计",
    "合计",
    "合计数",
    "总数",
    "总计",
    "平均",
    "平均分",
    "平均值",
    "均值",
    "最高分",
    "最低分",
    "累计",
];
const NOTES: &[&str] = &[
    "注",
    "备注:",
    "说明",
    "填表",
    "检查人",
    "检查组",
    "审核",
    "制表",
    "负责人",
    "评分人",
    "复核",
    "签字",
    "盖章",
    "被检",
    "单位负责人",
    "年月日",
    "日期:",
];

/// Why a row is not data, if it is not. `subject` is the text in the subject's column, `data`
/// whether any column of the scheme holds something.
pub(super) fn reason(
    row: &Row,
    header: &Header,
    subject: Option<&str>,
    data: bool,
) -> Option<Mending> {
    let first = row
        .cells
        .first()
        .map(|(_, raw)| key(&shown(raw)))
        .unwrap_or_default();
    let subject = subject.map(key).unwrap_or_default();
    if is_total(&subject) || (subject.is_empty() && is_total(&first)) {
        return Some(Mending::TotalRow);
    }
    if header.may_repeat(&subject) && repeats(row, header) {
        return Some(Mending::RepeatedHeader);
    }
    let is_note = |text: &str| {
        NOTES.iter().any(|word| {
            text.strip_prefix(word).is_some_and(|rest| {
                rest.starts_with([':', '(', '、', ',']) || word.ends_with(':') || rest.is_empty()
            })
        })
    };
    let is_label = !data && is_group_label(&subject);
    if (subject.is_empty() && !data) || is_note(&first) || (is_note(&subject) && !data) || is_label
    {
        return Some(Mending::TrailingNote);
    }
    None
}

/// `小计`, `甲县小计`, `合计(2家)`: no unit is called that.
fn is_total(text: &str) -> bool {
    let bare = text.split('(').next().unwrap_or(text).trim_end_matches(':');
    TOTALS.iter().any(|word| bare.ends_with(word))
}

/// `一、甲县` above the units of a county.
fn is_group_label(text: &str) -> bool {
    let number = text.trim_start_matches(|c| "一二三四五六七八九十(".contains(c));
    number.len() < text.len() && number.starts_with(['、', ',', ')', '.'])
}

/// Whether a row says what a header row says, in the same columns.
fn repeats(row: &Row, header: &Header) -> bool {
    header.rows.iter().any(|cells| {
        let same = |(col, raw): &(u16, super::workbook::Raw)| {
            let text = key(&shown(raw));
            cells
                .iter()
                .any(|(other, heading)| other == col && *heading == text)
        };
        let matching = row.cells.iter().filter(|cell| same(cell)).count();
        matching >= 2 && matching * 10 >= row.cells.len() * 8
    })
}
