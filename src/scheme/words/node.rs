//! How a criterion comes from those below it, in words.

use crate::formula::{Expr, Function};
use crate::number::plain;
use crate::problem::Lang;
use crate::scheme::{Branch, Combine, Conversion, Criterion, CriterionId, Scheme};

impl Scheme {
    /// How a criterion with children comes from them: `各项得分相加;有不涉及的按比例折算`. Empty for
    /// an item.
    #[must_use]
    pub fn combine_words(&self, node: &Criterion, lang: Lang) -> String {
        if node.children.is_empty() {
            return String::new();
        }
        let said = match node.branch {
            Branch::Score => self.together(&node.children, node.combine, node.conversion, lang),
            Branch::Bonus | Branch::Penalty => {
                let marks = plain(node.marks);
                let verb = if node.branch == Branch::Bonus {
                    "加"
                } else {
                    "扣"
                };
                if node.combine == Combine::Max {
                    lang.pick(
                        format!("只取最高的一项,最多{verb}{marks}分"),
                        format!("only the highest, at most {marks}"),
                    )
                } else {
                    lang.pick(
                        format!("各项相加,最多{verb}{marks}分"),
                        format!("added up, at most {marks}"),
                    )
                }
            }
        };
        format!("{said}{}", self.rounded_words(node, lang))
    }

    /// How the score itself comes from the top level.
    #[must_use]
    pub fn base_words(&self, lang: Lang) -> String {
        let said = self.together(&self.tops, self.combine, self.conversion, lang);
        // There is no level above the whole that could scale.
        let above = lang.pick(
            ";有不涉及的,由上一级折算",
            "; where some do not apply, the level above scales",
        );
        let nothing = lang.pick(
            ";有不涉及的不折算,没有分",
            "; what does not apply brings nothing",
        );
        said.replace(above, nothing)
    }

    fn together(
        &self,
        children: &[CriterionId],
        combine: Combine,
        conversion: Option<Conversion>,
        lang: Lang,
    ) -> String {
        let how = match combine {
            Combine::Sum => lang.pick("各项相加", "added up"),
            Combine::Weighted => lang.pick("各项按权重相加", "added up by weight"),
            Combine::Min => lang.pick("取各项中的最低分", "the lowest score counts"),
            Combine::Max => lang.pick("取各项中的最高分", "the highest score counts"),
            Combine::Mean => lang.pick("取各项的平均分", "the mean of the scores counts"),
            Combine::Median => lang.pick("取各项的中位数", "the median of the scores counts"),
            Combine::First => lang.pick(
                "按适用的第一种标准评分",
                "the first of them that applies counts",
            ),
            Combine::LargestLoss => lang.pick(
                "只扣失分最多的一项,不重复扣分",
                "only the largest loss of them counts",
            ),
        };
        let missing = self.may_be_missing(children);
        let what = match (missing, combine) {
            (false, _) => "",
            (true, Combine::Sum) if conversion == Some(Conversion::Average) => lang.pick(
                ";有不涉及的,以其余各项得分率的平均代替",
                "; what does not apply counts at the mean rate of the others",
            ),
            (true, Combine::Sum) if conversion == Some(Conversion::Zero) => lang.pick(
                ";有不涉及的,按0分计",
                "; what does not apply counts as zero",
            ),
            (true, Combine::Sum) if conversion.is_some() => lang.pick(
                ";有不涉及的,按比例折算",
                "; where some do not apply, the rest is scaled to full marks",
            ),
            (true, Combine::Sum) => lang.pick(
                ";有不涉及的,由上一级折算",
                "; where some do not apply, the level above scales",
            ),
            (true, Combine::Weighted) if conversion.is_none() => lang.pick(
                ";有不涉及的,其权重由上一级的其余各项分摊",
                "; where some do not apply, the level above spreads their weight",
            ),
            (true, Combine::Weighted) => lang.pick(
                ";有不涉及的,其权重由其余各项分摊",
                "; where some do not apply, the others share their weight",
            ),
            (true, Combine::First | Combine::LargestLoss) => "",
            (true, Combine::Min | Combine::Max | Combine::Mean | Combine::Median) => {
                lang.pick(";不涉及的不参加", "; those that do not apply are left out")
            }
        };
        format!("{how}{what}")
    }

    /// Whether one of several criteria can be 不涉及.
    fn may_be_missing(&self, children: &[CriterionId]) -> bool {
        children.iter().any(|child| {
            let child = self.criterion(*child);
            child.available.is_some() || !self.column(child.score).applies
        })
    }

    /// Whether what is left after 不涉及 is scaled up where several are combined.
    pub(super) fn scales(&self, combine: Combine, children: &[CriterionId]) -> bool {
        matches!(combine, Combine::Sum | Combine::Weighted) && self.may_be_missing(children)
    }

    /// `;得分四舍五入到 1 位小数`, where a criterion's own score is rounded.
    pub(super) fn rounded_words(&self, criterion: &Criterion, lang: Lang) -> String {
        let mut formula = self.column(criterion.inspected).formula();
        while let Some(Expr::Given { body, .. }) = formula {
            formula = Some(body);
        }
        let Some(Expr::Call(function, arguments)) = formula else {
            return String::new();
        };
        let how = match function {
            Function::Round => lang.pick("四舍五入", "half up"),
            Function::RoundEven => lang.pick("四舍六入五成双", "half to even"),
            Function::RoundDown => lang.pick("截尾", "downwards"),
            Function::RoundUp => lang.pick("进位", "upwards"),
            _ => return String::new(),
        };
        let Some(Expr::Number { value, .. }) = arguments.last() else {
            return String::new();
        };
        let places = plain(*value);
        lang.pick(
            format!(";得分{how}到 {places} 位小数"),
            format!("; rounded {how} to {places} place(s)"),
        )
    }
}
