//! Why somebody has a grade or an award, in words.

use super::area::Area;
use super::award::Won;
use super::reason::with_figure;
use crate::formula::{Ref, Value};
use crate::number::{Decimal, Mode, Rounding, plain};
use crate::problem::Lang;
use crate::scheme::{Award, Grade, RollupRule, Scheme};

/// Digits behind the point of a figure in words: enough to see why a condition held.
const DIGITS: i32 = 4;

/// A figure as words show it.
pub(super) fn shown(value: &Value, percent: bool) -> String {
    let rounding = Rounding {
        mode: Mode::HalfUp,
        places: DIGITS,
    };
    match (value, percent) {
        (Value::Number(number), false) => plain(rounding.apply(*number)),
        (Value::Number(number), true) => {
            let hundredfold = number.checked_mul(Decimal::ONE_HUNDRED);
            let hundredfold = hundredfold.unwrap_or(*number);
            let places = DIGITS - 2;
            let rounding = Rounding { places, ..rounding };
            format!("{}%", plain(rounding.apply(hundredfold)))
        }
        (other, _) => other.to_string(),
    }
}

/// Why a subject has a grade: the condition, with the subject's figures.
pub(super) fn grade(scheme: &Scheme, grade: &Grade, row: Option<&[Value]>, lang: Lang) -> String {
    let say = |name: Ref| with_figure(scheme, row, name);
    let name = &grade.name;
    // A grade that a veto lowered is not the first whose condition holds.
    let first = row.and_then(|row| {
        let holds = |grade: &&Grade| grade.when.value(row).is_ok_and(|held| held.holds());
        scheme.grades.iter().find(holds)
    });
    if let Some(first) = first.filter(|first| first.name != grade.name) {
        let first = &first.name;
        return lang.pick(
            format!("{name}:按条件为{first},因否决条款降档"),
            format!("{name}: {first} by its condition, lowered by a veto"),
        );
    }
    let when = grade.condition_words(&say, lang);
    lang.pick(format!("{name}:{when}"), format!("{name}: {when}"))
}

/// Why a subject has an award.
pub(super) fn award(scheme: &Scheme, won: &Won, row: Option<&[Value]>, lang: Lang) -> String {
    let say = |name: Ref| with_figure(scheme, row, name);
    words(&scheme.awards, won, &say, lang)
}

impl Area {
    /// Why the area has its awards.
    #[must_use]
    pub fn reasons(&self, rule: &RollupRule, lang: Lang) -> Vec<String> {
        let say = |name: Ref| match self.row.get(name.index()) {
            Some(value) => {
                let value = shown(value, rule.is_percent(name));
                format!("{}({value})", rule.name(name))
            }
            None => rule.name(name).to_owned(),
        };
        self.awards
            .iter()
            .map(|won| words(&rule.awards, won, &say, lang))
            .collect()
    }
}

/// The condition, the awards that were asked for, the quota and the place in it.
fn words(awards: &[Award], won: &Won, say: &dyn Fn(Ref) -> String, lang: Lang) -> String {
    let Some(award) = awards.get(won.award) else {
        return String::new();
    };
    let names = |which: &[usize]| {
        let names = which.iter().filter_map(|other| awards.get(*other));
        let names: Vec<&str> = names.map(|award| award.name.as_str()).collect();
        names.join(lang.pick("、", ", "))
    };
    let mut parts = Vec::new();
    parts.extend(award.when.as_ref().map(|when| when.words(say, lang)));
    if !award.only_from.is_empty() {
        let names = names(&award.only_from);
        parts.push(lang.pick(format!("从{names}中产生"), format!("among {names}")));
    }
    if !award.except.is_empty() {
        let names = names(&award.except);
        parts.push(lang.pick(format!("未获{names}"), format!("not {names}")));
    }
    parts.push(quota(won, lang));
    if won.at_line {
        let tied = "名额线上并列,按方案列入";
        parts.push(
            lang.pick(tied, "tied at the line, listed as the scheme says")
                .to_owned(),
        );
    }
    let name = &award.name;
    let parts = parts.join(lang.pick(";", "; "));
    lang.pick(format!("{name}:{parts}"), format!("{name}: {parts}"))
}

/// `甲县名额 3,第 2 位`.
fn quota(won: &Won, lang: Lang) -> String {
    let place = won.place;
    let group = won.group.as_deref().unwrap_or_default();
    let Some(places) = won.places else {
        return lang.pick(
            format!("不限名额,第 {place} 位"),
            format!("no limit, number {place}"),
        );
    };
    let lent = match won.lent {
        0 => String::new(),
        lent => lang.pick(
            format!("(前面奖项并列占用 {lent})"),
            format!(" ({lent} taken by a tie above)"),
        ),
    };
    lang.pick(
        format!("{group}名额 {places}{lent},第 {place} 位"),
        format!("{places} place(s) {group}{lent}, number {place}"),
    )
}
