use super::award::Won;
use super::guarded::Guarded;
use super::{Placed, award_reason};
use crate::formula::{Ref, Value};
use crate::problem::Lang;
use crate::scheme::{Column, Effect, Holds, Scheme, Veto};

/// Why a subject is not ranked, what was decided over its score, and why it has what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Nobody inspected it.
    NotInspected,
    /// Everything was 不涉及.
    NothingApplies,
    /// Its data has problems.
    HasProblems,
    /// A gate was not passed, by index in the scheme.
    Gate {
        /// Index of the gate.
        index: usize,
    },
    /// A veto holds, by index in the scheme.
    Veto {
        /// Index of the veto.
        index: usize,
    },
    /// A condition held over the score of a criterion: its key items, a guard.
    Guarded(Guarded),
    /// It reached a grade, by index in the scheme.
    Grade {
        /// Index of the grade.
        index: usize,
    },
    /// It has an award.
    Award(Won),
}

impl Placed {
    /// Everything that was decided: gates, vetoes, what held over criteria, the grade, the awards.
    #[must_use]
    pub fn decided(&self) -> Vec<Reason> {
        let grade = self.grade.map(|index| Reason::Grade { index });
        let awards = self.awards.iter().cloned().map(Reason::Award);
        let stored = self.reasons.iter().cloned();
        stored.chain(grade).chain(awards).collect()
    }
}

/// What a quantity is called, with the subject's figure behind it.
pub(super) fn with_figure(scheme: &Scheme, row: Option<&[Value]>, name: Ref) -> String {
    let column = scheme.column(name);
    let label = if column.formula().is_some() {
        column.name.to_string()
    } else {
        scheme.label(name)
    };
    match row.and_then(|row| row.get(name.index())) {
        Some(value) => {
            let value = award_reason::shown(value, is_share(column));
            format!("{label}({value})")
        }
        None => label,
    }
}

/// Whether a column holds a share, which is shown as a percentage.
fn is_share(column: &Column) -> bool {
    let read = column
        .input()
        .is_some_and(|input| input.holds == Holds::Percent);
    read || column.unit.as_deref() == Some("%")
}

impl Reason {
    /// The reason in words. With the subject's row, the figures stand behind the names.
    #[must_use]
    pub fn words(&self, scheme: &Scheme, row: Option<&[Value]>, lang: Lang) -> String {
        let say = |name: Ref| with_figure(scheme, row, name);
        match self {
            Reason::NotInspected => lang
                .pick("未检查,没有检查记录", "not inspected, no record")
                .to_owned(),
            Reason::NothingApplies => lang
                .pick("各项均不涉及,无法评分", "nothing applies, no score")
                .to_owned(),
            Reason::HasProblems => lang
                .pick("数据有问题,见数据核对", "its data has problems")
                .to_owned(),
            Reason::Grade { index } => {
                let grade = scheme.grades.get(*index);
                grade.map_or_else(String::new, |grade| {
                    award_reason::grade(scheme, grade, row, lang)
                })
            }
            Reason::Guarded(guarded) => guarded.words(scheme, lang),
            Reason::Award(won) => award_reason::award(scheme, won, row, lang),
            Reason::Gate { index } => {
                let Some(gate) = scheme.gates.get(*index) else {
                    return String::new();
                };
                let when = gate.when.words(&say, lang);
                lang.pick(
                    format!("不符合必备条件“{}”:要求 {when}", gate.title),
                    format!("required condition \"{}\" not met: {when}", gate.title),
                )
            }
            Reason::Veto { index } => {
                let Some(veto) = scheme.vetoes.get(*index) else {
                    return String::new();
                };
                let when = scheme
                    .column(veto.holds)
                    .formula()
                    .map(|when| when.words(&say, lang));
                let when = when.unwrap_or_default();
                let effect = veto.effect_words(&say, lang);
                lang.pick(
                    format!("一票否决“{}”:{when};{effect}", veto.title),
                    format!("veto \"{}\": {when}; {effect}", veto.title),
                )
            }
        }
    }
}

impl Veto {
    /// What follows, and how many times over.
    #[must_use]
    pub fn effect_words(&self, say: &dyn Fn(crate::formula::Ref) -> String, lang: Lang) -> String {
        let effect = self.effect.words(lang);
        let times = self.times.as_ref().map(|(_, each)| each.words(say, lang));
        match times {
            Some(times) => lang.pick(
                format!("{effect}(次数:{times})"),
                format!("{effect} (times: {times})"),
            ),
            None => effect,
        }
    }
}

impl Effect {
    /// What follows, in words.
    #[must_use]
    pub fn words(self, lang: Lang) -> String {
        match self {
            Effect::Disqualify => lang.pick("取消参评资格", "disqualified").to_owned(),
            Effect::Zero => lang.pick("总分计零", "total set to zero").to_owned(),
            Effect::Softer {
                lower,
                deduct,
                below_grade,
                cap,
            } => {
                let mut parts = Vec::new();
                if lower > 0 {
                    parts.push(lang.pick(
                        format!("等级降 {lower} 档"),
                        format!("down {lower} grade(s)"),
                    ));
                }
                if !deduct.is_zero() {
                    let deduct = crate::number::plain(deduct);
                    parts.push(lang.pick(
                        format!("总分扣 {deduct} 分"),
                        format!("total less {deduct}"),
                    ));
                }
                if below_grade {
                    parts.push(lang.pick(
                        "总分不超过下一等级上限".to_owned(),
                        "total stays below the grade".to_owned(),
                    ));
                }
                if let Some(cap) = cap {
                    let cap = crate::number::plain(cap);
                    parts.push(
                        lang.pick(format!("总分最高 {cap} 分"), format!("total at most {cap}")),
                    );
                }
                parts.join(lang.pick(",", ", "))
            }
        }
    }
}
