//! Gates, vetoes, grades and awards in words.

use crate::formula::{Expr, Ref};
use crate::number::{Decimal, plain};
use crate::problem::Lang;
use crate::scheme::award::PlaceRounding;
use crate::scheme::{AtLine, Award, Gate, Grade, Quota, Scheme, Veto};

impl Gate {
    /// What must hold: `已建立工会组织:建会 = “是”`.
    #[must_use]
    pub fn words(&self, scheme: &Scheme, lang: Lang) -> String {
        let when = self.when.words(&|name: Ref| scheme.label(name), lang);
        titled(&self.title, &when, lang)
    }
}

impl Veto {
    /// When it holds and what follows: `发生死亡事故:死亡人数 > 0;取消参评资格`.
    #[must_use]
    pub fn words(&self, scheme: &Scheme, lang: Lang) -> String {
        let when = scheme
            .column(self.holds)
            .formula()
            .map(|when| when.words(&|name: Ref| scheme.label(name), lang))
            .unwrap_or_default();
        let effect = self.effect_words(&|name: Ref| scheme.label(name), lang);
        let said = lang.pick(format!("{when};{effect}"), format!("{when}; {effect}"));
        titled(&self.title, &said, lang)
    }
}

impl Grade {
    /// What it asks: `五星级:总分 ≥ 90 且 重伤人数 = 0`.
    #[must_use]
    pub fn words(&self, scheme: &Scheme, lang: Lang) -> String {
        let when = self.condition_words(&|name: Ref| scheme.label(name), lang);
        titled(&self.name, &when, lang)
    }

    /// Its condition. A last grade that asks for nothing is for whoever reaches no other.
    pub(crate) fn condition_words(&self, say: &dyn Fn(Ref) -> String, lang: Lang) -> String {
        match self.when {
            Expr::Bool(true) => lang
                .pick("未达到以上各等级", "none of the grades above is reached")
                .to_owned(),
            _ => self.when.words(say, lang),
        }
    }
}

impl Award {
    /// Who can have it, how many, and what happens to a tie across the last place.
    #[must_use]
    pub fn words(&self, scheme: &Scheme, lang: Lang) -> String {
        self.words_among(
            scheme,
            &scheme.awards,
            &|name: Ref| scheme.label(name),
            lang,
        )
    }

    /// The same for an award of areas: among their awards, with the names of their figures.
    #[must_use]
    pub fn words_among(
        &self,
        scheme: &Scheme,
        awards: &[Award],
        say: &dyn Fn(Ref) -> String,
        lang: Lang,
    ) -> String {
        let when = match &self.when {
            Some(when) => when.words(say, lang),
            None => lang
                .pick("参加排名的单位", "every ranked subject")
                .to_owned(),
        };
        let mut said = vec![when];
        let names = |which: &[usize]| {
            let awards = which.iter().filter_map(|index| awards.get(*index));
            let names: Vec<&str> = awards.map(|award| award.name.as_str()).collect();
            names.join(lang.pick("、", ", "))
        };
        if !self.only_from.is_empty() {
            let from = names(&self.only_from);
            said.push(lang.pick(
                format!("从{from}中产生"),
                format!("only from those with {from}"),
            ));
        }
        if !self.except.is_empty() {
            let except = names(&self.except);
            said.push(lang.pick(
                format!("已获{except}的除外"),
                format!("not those with {except}"),
            ));
        }
        said.push(self.quota_words(scheme, lang));
        if self.quota != Quota::Unlimited {
            let line = match self.at_line {
                AtLine::Report => lang.pick(
                    "名额线上并列的,报告后由人决定",
                    "a tie across the last place is reported for a decision",
                ),
                AtLine::All => lang.pick(
                    "名额线上并列的都授奖",
                    "all of a tie across the last place are awarded",
                ),
                AtLine::None => lang.pick(
                    "名额线上并列的都不授奖",
                    "none of a tie across the last place is awarded",
                ),
                AtLine::Borrow => lang.pick(
                    "名额线上并列的都授奖,下一奖项相应减少名额",
                    "all of a tie across the last place are awarded, and the next award has fewer places",
                ),
            };
            said.push(line.to_owned());
        }
        titled(&self.name, &said.join(lang.pick(";", "; ")), lang)
    }

    /// How many there are: `每个县区 2 个`.
    fn quota_words(&self, scheme: &Scheme, lang: Lang) -> String {
        let by = self.by.map(|by| scheme.column(by).name.clone());
        let each = by.as_ref().map_or_else(String::new, |by| {
            lang.pick(format!("每个{by} "), format!("in each {by} "))
        });
        match &self.quota {
            Quota::Unlimited => lang.pick("名额不限", "no limit").to_owned(),
            Quota::Count(count) => lang.pick(
                format!("名额{each}{count} 个", each = spaced(&each)),
                format!("{each}{count} place(s)"),
            ),
            Quota::Share(share) => {
                let percent = share.of.checked_mul(Decimal::ONE_HUNDRED);
                let percent = plain(percent.unwrap_or(share.of));
                let (part, part_en) = match share.rounding {
                    PlaceRounding::Down => ("取整数部分", "whole places only"),
                    PlaceRounding::Up => ("不足 1 个的按 1 个计", "a part counts as a place"),
                    PlaceRounding::HalfUp => ("四舍五入", "rounded half up"),
                };
                let (least, least_en) = match share.at_least {
                    0 => (String::new(), String::new()),
                    least => (format!(",至少 {least} 个"), format!(", at least {least}")),
                };
                lang.pick(
                    format!(
                        "名额为{each}参加排名单位数的 {percent}%,{part}{least}",
                        each = each.trim_end()
                    ),
                    format!("{each}{percent}% of the ranked, {part_en}{least_en}"),
                )
            }
            Quota::Sheet(index) => {
                let sheet = scheme.group_columns.get(*index);
                let sheet = sheet.map_or("", |column| column.sheet.as_str());
                let by = by.unwrap_or_default();
                lang.pick(
                    format!("名额按{by},见输入的“{sheet}”"),
                    format!("places by {by}, as the sheet \"{sheet}\" says"),
                )
            }
            Quota::Table(rows) => {
                let rows: Vec<String> = rows
                    .iter()
                    .map(|(group, count)| format!("{group} {count}"))
                    .collect();
                let rows = rows.join(lang.pick("、", ", "));
                let by = by.unwrap_or_default();
                lang.pick(
                    format!("名额按{by}:{rows}"),
                    format!("places by {by}: {rows}"),
                )
            }
        }
    }
}

/// A space in front, as stands between 名额 and its number.
fn spaced(each: &str) -> String {
    if each.is_empty() {
        " ".to_owned()
    } else {
        each.to_owned()
    }
}

fn titled(title: &str, said: &str, lang: Lang) -> String {
    lang.pick(format!("{title}:{said}"), format!("{title}: {said}"))
}
