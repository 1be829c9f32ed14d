//! The prose of faults, written once: what was found, and what to do about it.

mod advice;
mod file;
mod message;

use super::{Expected, Lang, Mending};

/// Longest piece of a cell that is quoted in a message, in characters.
const QUOTED: usize = 40;

/// A piece of data in quotes, cut where it would drown the message.
fn quoted(text: &str, lang: Lang) -> String {
    let text = text.trim();
    let mut short: String = text
        .chars()
        .take(QUOTED)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().count() > QUOTED {
        short.push('…');
    }
    lang.pick(format!("“{short}”"), format!("\"{short}\""))
}

fn listed(items: &[String], lang: Lang) -> String {
    items.join(lang.pick("、", ", "))
}

impl Expected {
    /// What to write into the cell.
    fn advice(&self, lang: Lang) -> String {
        let words = self.words(lang);
        match self {
            Expected::Text => lang.pick("请补填这一格", "fill in the cell").to_owned(),
            Expected::LossPerTime { .. } => lang.pick(
                format!("{words},请核对扣分或次数"),
                format!("correct the loss: {words}"),
            ),
            _ => {
                let space = if words.starts_with(|c: char| c.is_ascii()) {
                    " "
                } else {
                    ""
                };
                lang.pick(format!("请填{space}{words}"), format!("write {words}"))
            }
        }
    }

    /// Whether 不涉及 could be meant instead.
    fn may_not_apply(&self) -> bool {
        !matches!(self, Expected::Text | Expected::Date | Expected::Places)
    }
}

impl Mending {
    /// What to look at. A repair needs nothing done unless the reading is wrong.
    #[must_use]
    pub fn help(self, lang: Lang) -> &'static str {
        match self {
            Mending::UnknownColumn => lang.pick(
                "若是方案中的指标,请把表头改成方案中的名称",
                "if it is an item of the scheme, head the column with its title",
            ),
            Mending::UnusedSheet | Mending::HiddenSheet => lang.pick(
                "若里面有要评分的数据,请检查表头并取消隐藏",
                "if it holds data to score, check its headings and show the sheet",
            ),
            Mending::TotalRow | Mending::RepeatedHeader | Mending::TrailingNote => lang.pick(
                "若这一行是参评单位,请改正单位名称",
                "if the row is a subject, correct its name",
            ),
            _ => lang.pick("读法无误则不必改动", "nothing to do if it was read rightly"),
        }
    }
}

#[cfg(test)]
mod tests;
