//! What to do about a mistake.

use super::formula::{did_you_mean, formula_help};
use super::or_list;
use crate::problem::Lang;
use crate::scheme::mistake::{MistakeKind, Wanted};

impl MistakeKind {
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
