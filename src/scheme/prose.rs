//! What is said about a mistake in a rule file: what is wrong, and what to write instead.

use super::mistake::{Falls, MistakeKind, Wanted};
use super::prose_formula::{did_you_mean, formula_help, formula_message};
use crate::problem::Lang;

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

    /// What to write instead.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        match self {
            MistakeKind::Syntax { .. } => lang
                .pick(
                    "一行一个“键 = 值”,等号和引号用英文半角,文字加引号,表头写成 [[section]] 这样",
                    "one `key = value` a line, text in quotes, table headings like [[section]]",
                )
                .to_owned(),
            MistakeKind::ChineseKey => lang
                .pick(
                    "例如 title = \"机构设置\":键用英文,内容用中文",
                    "for example title = \"机构设置\"",
                )
                .to_owned(),
            MistakeKind::UnknownKey { nearest, known, .. } => {
                or_list(nearest.as_ref(), known, lang)
            }
            MistakeKind::MissingKey { key } => {
                if zh {
                    format!("请在这里补上一行 {key} = …")
                } else {
                    format!("add a line {key} = …")
                }
            }
            MistakeKind::WrongKind { wanted } => match wanted {
                Wanted::Text => lang
                    .pick("例如 \"机构设置\"", "for example \"机构设置\"")
                    .to_owned(),
                Wanted::Number | Wanted::Positive => lang
                    .pick(
                        "例如 2.5,不加引号和单位",
                        "for example 2.5, without quotes or unit",
                    )
                    .to_owned(),
                Wanted::Bool => lang
                    .pick("例如 pass = true", "for example pass = true")
                    .to_owned(),
                Wanted::Table => lang
                    .pick(
                        "例如 { each = 2, per = \"缺1人\" }",
                        "for example { each = 2, per = \"缺1人\" }",
                    )
                    .to_owned(),
                Wanted::Whole => lang.pick("例如 2", "for example 2").to_owned(),
            },
            MistakeKind::UnknownWord {
                nearest, choices, ..
            } => or_list(nearest.as_ref(), choices, lang),
            MistakeKind::DuplicateId { .. } => lang
                .pick(
                    "每个项目的 id 都要不同",
                    "every criterion needs an id of its own",
                )
                .to_owned(),
            MistakeKind::DuplicateName { .. } => lang
                .pick(
                    "请改名,否则表头和公式分不清",
                    "rename one, or headings and formulas cannot tell them apart",
                )
                .to_owned(),
            MistakeKind::MarksDoNotAddUp { sum, .. } => {
                if zh {
                    format!("改为 marks = {sum},或改下级的标准分")
                } else {
                    format!("write marks = {sum}, or change the marks below")
                }
            }
            MistakeKind::WeightsDoNotAddUp { .. } => lang
                .pick("请改各下级的 weight", "change the children's weights")
                .to_owned(),
            MistakeKind::WeightMisplaced { wanted: true } => lang
                .pick("例如 weight = 0.3", "for example weight = 0.3")
                .to_owned(),
            MistakeKind::WeightMisplaced { wanted: false } => lang
                .pick(
                    "加上 combine = \"weighted\",或去掉 weight",
                    "add combine = \"weighted\", or drop the weights",
                )
                .to_owned(),
            MistakeKind::CapAboveMarks { marks, .. } => {
                if zh {
                    format!("上限最多写 {marks};若原文件就是这样矛盾,请与制定单位核对")
                } else {
                    format!("write at most {marks}")
                }
            }
            MistakeKind::MarksAboveItem { marks, .. } => {
                if zh {
                    format!("最多写 {marks}")
                } else {
                    format!("write at most {marks}")
                }
            }
            MistakeKind::TwoMethods { second, .. } => {
                if zh {
                    format!("去掉 {second},或拆成两个小项")
                } else {
                    format!("drop {second}, or make two items")
                }
            }
            MistakeKind::MethodOnParent { .. } => lang
                .pick(
                    "把评分办法写到下级小项里",
                    "move the method to the items below",
                )
                .to_owned(),
            MistakeKind::MixedChildren => lang
                .pick("一级里只用其中一种", "use one kind at a level")
                .to_owned(),
            MistakeKind::NeedsKey { key, needs } => {
                if zh {
                    format!("补上 {needs},或去掉 {key}")
                } else {
                    format!("add {needs}, or drop {key}")
                }
            }
            MistakeKind::NoCriteria => lang
                .pick(
                    "至少写一个 [[section]] 和它的 [[section.item]]",
                    "write at least one [[section]] with a [[section.item]]",
                )
                .to_owned(),
            MistakeKind::Formula(formula) => formula_help(formula, lang),
            MistakeKind::Overlap { .. } => lang
                .pick(
                    "把一边改成不含端点(below 或 above)",
                    "make one side exclusive (below or above)",
                )
                .to_owned(),
            MistakeKind::Gap { .. } => lang
                .pick(
                    "让两档首尾相接:上一档 at-least 是多少,下一档就 below 多少",
                    "let the bands meet: where one has at-least, the other has below",
                )
                .to_owned(),
            MistakeKind::NeverHolds { .. } => lang
                .pick(
                    "等级从高到低写;检查数值范围是否矛盾",
                    "write grades best first; check whether the limits contradict",
                )
                .to_owned(),
            MistakeKind::UnknownReference { nearest, .. } => match nearest {
                Some(_) => did_you_mean(nearest.as_ref(), lang),
                None => lang
                    .pick(
                        "先在 [roster] attributes、[[ledger]]、instances 等处或前面的 [[award]] 里写明",
                        "declare it first, in [roster] attributes or an earlier [[award]]",
                    )
                    .to_owned(),
            },
            MistakeKind::PercentMissing { written } => {
                if zh {
                    format!("改为 \"{written}%\"")
                } else {
                    format!("write \"{written}%\"")
                }
            }
            MistakeKind::ReservedTitle { .. } => lang
                .pick("换一个名称,例如加上大项的名字", "give it another title")
                .to_owned(),
            MistakeKind::BlankDoesNotFit => lang
                .pick(
                    "改为 blank = \"problem\" 或 \"not-applicable\"",
                    "write blank = \"problem\" or \"not-applicable\"",
                )
                .to_owned(),
            MistakeKind::NobodyCanHave { why, .. } => why.help(lang).to_owned(),
            MistakeKind::NobodyLends { .. } => lang
                .pick(
                    "在后面的奖项写 except = [\"本奖项\"] 和名额,名额按同一属性分;或改用别的 tie",
                    "give a later award except = [this one] and a quota by the same attribute, or another tie",
                )
                .to_owned(),
            MistakeKind::OneOf { second, .. } => lang.pick(
                format!("去掉 {second},或分成两个"),
                format!("drop {second}, or make two of it"),
            ),
            MistakeKind::NoGradeFloor => lang
                .pick(
                    "给这个等级写上 at-least,或去掉 cap = \"below grade\"",
                    "give the grade an at-least, or drop cap = \"below grade\"",
                )
                .to_owned(),
            MistakeKind::NothingFills { .. } => lang
                .pick(
                    "公式里要用到本项的 inputs、[[fact]] 或名册属性",
                    "let the formula use the item's inputs, facts or attributes",
                )
                .to_owned(),
            MistakeKind::NobodyPasses { .. }
            | MistakeKind::CannotHold { .. }
            | MistakeKind::EverybodyVetoed { .. } => lang
                .pick(
                    "请核对分数线是否超出可得的分、各条件是否互相矛盾、文字是否与选项一致",
                    "compare the limits with what can be reached, the conditions with each other, and words with their choices",
                )
                .to_owned(),
            MistakeKind::NobodyFrom { .. } => lang
                .pick(
                    "请核对两个奖项的条件是否矛盾",
                    "look whether the conditions of the two awards contradict",
                )
                .to_owned(),
            MistakeKind::MayFall { .. } => lang
                .pick(
                    "如果本意如此,可以不改;否则请检查条件里的 <、<=、= 和 NOT",
                    "leave it where that is meant; otherwise look at <, <=, = and NOT in the condition",
                )
                .to_owned(),
            MistakeKind::AlwaysHolds { .. } => lang
                .pick(
                    "不起作用的条件可以删去;若写错了,请核对数值",
                    "drop a condition that does nothing, or mend its limit",
                )
                .to_owned(),
            MistakeKind::DecidesNothing { .. } => lang
                .pick(
                    "例如 \"[8]\" 比第 8 项得分,\"-扣分\" 是扣分少的在前",
                    "for example \"[8]\" for the score of criterion 8, or \"-扣分\"",
                )
                .to_owned(),
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
