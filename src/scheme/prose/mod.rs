//! What is said about a mistake in a rule file: what is wrong, and what to write instead.

mod advice;
mod award;
mod formula;

use super::mistake::{Falls, MistakeKind, Wanted};
use crate::problem::Lang;
use formula::{did_you_mean, formula_message};

impl Wanted {
    fn words(self, lang: Lang) -> &'static str {
        match self {
            Wanted::Text => lang.pick("带引号的文字", "text in quotes"),
            Wanted::Number => lang.pick(
                "数字,或 \"95%\" 这样的百分数",
                "a number, or a percentage such as \"95%\"",
            ),
            Wanted::Bool => lang.pick("true 或 false", "true or false"),
            Wanted::Table => lang.pick("一组 { 键 = 值 }", "a table { key = value }"),
            Wanted::Whole => lang.pick(
                "不太大的非负整数",
                "a whole number, not negative and not too large",
            ),
            Wanted::Positive => lang.pick("大于 0 的数", "a number above 0"),
        }
    }
}

/// What the TOML parser says, in Chinese.
fn syntax(detail: &str) -> &'static str {
    let known = [
        ("duplicate key", "同一个键写了两次"),
        ("quoted", "文字要加英文双引号"),
        ("unclosed", "括号或引号没有配对"),
        (
            "invalid basic string",
            "引号没有配对,或引号里有不能用的符号",
        ),
        ("key with no value", "键后面缺少等号和内容"),
        ("invalid unquoted key", "键只能用英文字母、数字和连字符"),
        ("extra", "多了一个符号"),
        ("missing", "少了内容"),
        ("expected", "这里的写法不对"),
    ];
    let found = known.iter().find(|(part, _)| detail.contains(part));
    found.map_or("不是正确的 TOML 写法", |(_, said)| said)
}

fn or_list(nearest: Option<&String>, list: &[String], lang: Lang) -> String {
    if nearest.is_some() {
        return did_you_mean(nearest, lang);
    }
    let list = list.join(lang.pick("、", ", "));
    lang.pick(
        format!("这里可以写:{list}"),
        format!("possible here: {list}"),
    )
}

impl MistakeKind {
    /// What is wrong.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        match self {
            MistakeKind::Syntax { detail } => {
                if zh {
                    syntax(detail).to_owned()
                } else {
                    format!("not valid TOML: {detail}")
                }
            }
            MistakeKind::ChineseKey => lang
                .pick("等号左边的键要用英文", "keys are written in English")
                .to_owned(),
            MistakeKind::UnknownKey { key, .. } => {
                if zh {
                    format!("不认识的键“{key}”")
                } else {
                    format!("unknown key \"{key}\"")
                }
            }
            MistakeKind::MissingKey { key } => {
                if zh {
                    format!("缺少“{key}”")
                } else {
                    format!("\"{key}\" is missing")
                }
            }
            MistakeKind::WrongKind { wanted } => {
                let wanted = wanted.words(lang);
                if zh {
                    format!("这里应当是{wanted}")
                } else {
                    format!("this should be {wanted}")
                }
            }
            MistakeKind::UnknownWord { word, .. } => {
                if zh {
                    format!("不认识“{word}”")
                } else {
                    format!("unknown word \"{word}\"")
                }
            }
            MistakeKind::DuplicateId { id, first_line } => {
                if zh {
                    format!("编号“{id}”重复,第 {first_line} 行已经用过")
                } else {
                    format!("id \"{id}\" is used already in line {first_line}")
                }
            }
            MistakeKind::DuplicateName { name } => {
                if zh {
                    format!("名称“{name}”重复")
                } else {
                    format!("the name \"{name}\" is used twice")
                }
            }
            MistakeKind::MarksDoNotAddUp { title, marks, sum } => {
                if zh {
                    format!("“{title}”标准分 {marks},下级合计却是 {sum}")
                } else {
                    format!("\"{title}\" is worth {marks}, but what is below it makes {sum}")
                }
            }
            MistakeKind::WeightsDoNotAddUp { title, sum } => {
                if zh {
                    format!("“{title}”各部分权重合计 {sum},应为 1 或 100")
                } else {
                    format!("the weights of \"{title}\" make {sum}, not 1 or 100")
                }
            }
            MistakeKind::WeightMisplaced { wanted: true } => lang
                .pick(
                    "按权重合成时每个下级都要有 weight",
                    "every child of a weighted node needs a weight",
                )
                .to_owned(),
            MistakeKind::WeightMisplaced { wanted: false } => lang
                .pick(
                    "下级写了 weight,但这里不是按权重合成",
                    "a child has a weight, but nothing is weighted here",
                )
                .to_owned(),
            MistakeKind::CapAboveMarks { cap, marks } => {
                if zh {
                    format!("上限 {cap} 高于标准分 {marks}")
                } else {
                    format!("the cap {cap} is above the full marks {marks}")
                }
            }
            MistakeKind::MarksAboveItem { given, marks } => {
                if zh {
                    format!("{given} 分高于本项标准分 {marks}")
                } else {
                    format!("{given} is above the full marks {marks}")
                }
            }
            MistakeKind::TwoMethods { first, second } => {
                if zh {
                    format!("一个小项只能有一种评分办法,这里同时写了 {first} 和 {second}")
                } else {
                    format!("an item has one scoring method, here are {first} and {second}")
                }
            }
            MistakeKind::MethodOnParent { method } => {
                if zh {
                    format!("有下级的项目由下级合成,不能再写 {method}")
                } else {
                    format!("a criterion with children is made of them and cannot have {method}")
                }
            }
            MistakeKind::MixedChildren => lang
                .pick(
                    "同一级里混用了 part、section、item",
                    "parts, sections and items stand side by side",
                )
                .to_owned(),
            MistakeKind::NeedsKey { key, needs } => {
                if zh {
                    format!("“{key}”要同 {needs} 一起用")
                } else {
                    format!("\"{key}\" needs {needs}")
                }
            }
            MistakeKind::NoCriteria => lang
                .pick("方案里没有任何评分项目", "the scheme has no criteria")
                .to_owned(),
            MistakeKind::Formula(formula) => formula_message(formula, lang),
            MistakeKind::Overlap { one, other, at } => {
                if zh {
                    format!("“{one}”和“{other}”重叠:{at} 两边都算")
                } else {
                    format!("\"{one}\" and \"{other}\" overlap: both hold {at}")
                }
            }
            MistakeKind::Gap { above, below, at } => {
                if zh {
                    format!("“{above}”和“{below}”之间有空档:{at} 哪一档都不算")
                } else {
                    format!("between \"{above}\" and \"{below}\" is a gap: neither holds {at}")
                }
            }
            MistakeKind::NeverHolds { name } => {
                if zh {
                    format!("“{name}”永远不会成立")
                } else {
                    format!("\"{name}\" can never hold")
                }
            }
            MistakeKind::UnknownReference { name, .. } => {
                if zh {
                    format!("没有“{name}”")
                } else {
                    format!("there is no \"{name}\"")
                }
            }
            MistakeKind::PercentMissing { written } => {
                if zh {
                    format!("这里比的是百分数,{written} 是 {written}00%")
                } else {
                    format!("this is compared with a share, and {written} is {written}00%")
                }
            }
            MistakeKind::ReservedTitle { title } => {
                if zh {
                    format!("“{title}”在表里另有用处,不能作项目名称")
                } else {
                    format!("\"{title}\" means something else in every table")
                }
            }
            MistakeKind::BlankDoesNotFit => lang
                .pick(
                    "这一列空白时不能这样计",
                    "a blank of this column cannot count as that",
                )
                .to_owned(),
            MistakeKind::NobodyCanHave { name, why } => why.message(name, lang),
            MistakeKind::NobodyLends { name } => lang.pick(
                format!("“{name}”并列时要借用名额,但后面没有让出名额的奖项"),
                format!("ties of \"{name}\" borrow places, but no later award lends any"),
            ),
            MistakeKind::OneOf { first, second } => lang.pick(
                format!("{first} 和 {second} 只能写一个"),
                format!("{first} and {second} cannot both be here"),
            ),
            MistakeKind::NoGradeFloor => lang
                .pick(
                    "有否决要压到下一等级,但这个等级没有写总分下限",
                    "a veto caps below the grade, but this grade has no lowest total",
                )
                .to_owned(),
            MistakeKind::NobodyPasses { title } => lang.pick(
                format!("必备条件“{title}”谁也满足不了"),
                format!("nobody can pass the gate \"{title}\""),
            ),
            MistakeKind::CannotHold { title } => lang.pick(
                format!("“{title}”的条件永远不会成立"),
                format!("the condition of \"{title}\" can never hold"),
            ),
            MistakeKind::NothingFills { title } => lang.pick(
                format!("“{title}”没有可以填报的内容,得分总是一样"),
                format!("nothing can be filled in for \"{title}\": its score is always the same"),
            ),
            MistakeKind::EverybodyVetoed { title } => lang.pick(
                format!("否决“{title}”对所有单位都成立"),
                format!("the veto \"{title}\" holds for everybody"),
            ),
            MistakeKind::NobodyFrom { name, from } => lang.pick(
                format!("“{name}”只从“{from}”中产生,但没有单位能同时符合两者"),
                format!("\"{name}\" is chosen from \"{from}\", and nobody can have both"),
            ),
            MistakeKind::MayFall {
                falls,
                title,
                criterion,
                more,
            } => may_fall(*falls, title, criterion, *more, lang),
            MistakeKind::AlwaysHolds { title } => lang.pick(
                format!("“{title}”的条件总是成立"),
                format!("the condition of \"{title}\" always holds"),
            ),
            MistakeKind::DecidesNothing { key } => lang.pick(
                format!("同分时比“{key}”分不出先后:各单位都一样"),
                format!("\"{key}\" is the same for everybody and decides no tie"),
            ),
        }
    }
}

/// What a better score may cost, and by what.
fn may_fall(falls: Falls, title: &str, criterion: &str, more: usize, lang: Lang) -> String {
    let by = match (more, lang) {
        (0, Lang::Zh) => format!("“{criterion}”"),
        (0, Lang::En) => format!("\"{criterion}\""),
        (_, Lang::Zh) => format!("“{criterion}”等 {} 项", more + 1),
        (_, Lang::En) => format!("\"{criterion}\" (and {more} more)"),
    };
    let cost = match (falls, lang) {
        (Falls::Score, Lang::Zh) => format!("“{title}”的得分反而降低"),
        (Falls::Total, Lang::Zh) => "总分反而降低".to_owned(),
        (Falls::Grade, Lang::Zh) => format!("不再符合“{title}”而等级降低"),
        (Falls::Award, Lang::Zh) => format!("不再符合“{title}”"),
        (Falls::Key, Lang::Zh) => format!("同分时比“{title}”反而靠后"),
        (Falls::Veto, Lang::Zh) => format!("触发否决“{title}”"),
        (Falls::Gate, Lang::Zh) => format!("不再符合必备条件“{title}”"),
        (Falls::Score, Lang::En) => format!("lower the score of \"{title}\""),
        (Falls::Total, Lang::En) => "lower the total".to_owned(),
        (Falls::Grade, Lang::En) => format!("lose the grade \"{title}\" for a lower one"),
        (Falls::Award, Lang::En) => format!("lose the award \"{title}\""),
        (Falls::Key, Lang::En) => format!("fall behind by the key \"{title}\""),
        (Falls::Veto, Lang::En) => format!("trigger the veto \"{title}\""),
        (Falls::Gate, Lang::En) => format!("fail the gate \"{title}\""),
    };
    lang.pick(
        format!("{by}得分提高,可能{cost}"),
        format!("a better score of {by} may {cost}"),
    )
}
