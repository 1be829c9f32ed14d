//! Rounding, ties, blanks and 不涉及, in words.

use crate::formula::{Ref, Value};
use crate::number::{Mode, plain};
use crate::problem::Lang;
use crate::scheme::{Branch, Conversion, Criterion, Holds, Method, NoRecord, Scheme, Ties};

impl Scheme {
    /// How the total is rounded, and what looks at it.
    #[must_use]
    pub fn rounding_words(&self, lang: Lang) -> String {
        let how = match self.rounding.mode {
            Mode::HalfUp => lang.pick("四舍五入", "half up"),
            Mode::HalfEven => lang.pick("四舍六入五成双(GB/T 8170)", "half to even (GB/T 8170)"),
            Mode::Down => lang.pick("截尾", "downwards"),
            Mode::Up => lang.pick("进位", "upwards"),
        };
        let (marks, places) = (self.marks_words(lang), self.rounding.places);
        let to = match self.unit.map(plain) {
            Some(unit) => lang.pick(
                format!("{how}到 {unit} 的倍数"),
                format!("{how} to multiples of {unit}"),
            ),
            None => lang.pick(
                format!("{how}到 {places} 位小数"),
                format!("{how} to {places} place(s)"),
            ),
        };
        let decides = if self.summary.decides == self.summary.total {
            lang.pick(
                "名次和等级按修约后的总分确定",
                "ranks and grades look at the rounded total",
            )
        } else {
            lang.pick(
                "名次和等级按修约前的总分确定",
                "ranks and grades look at the total before rounding",
            )
        };
        lang.pick(
            format!("总分{marks},{to},只修约一次;{decides}"),
            format!("The total ({marks}) is rounded {to}, once; {decides}"),
        )
    }

    /// The order of subjects and the places of equal totals.
    #[must_use]
    pub fn ties_words(&self, lang: Lang) -> String {
        let style = match self.ranking.ties {
            Ties::Competition => lang.pick(
                "同分同名次,其后名次空缺(1、2、2、4)",
                "equal totals share a place and the next is left out (1, 2, 2, 4)",
            ),
            Ties::Dense => lang.pick(
                "同分同名次,其后名次不空缺(1、2、2、3)",
                "equal totals share a place and the next follows (1, 2, 2, 3)",
            ),
            Ties::Ordinal => lang.pick(
                "同分不同名次,按代码和名称先后(1、2、3、4)",
                "equal totals get places of their own, by code and name (1, 2, 3, 4)",
            ),
        };
        if self.ranking.keys.is_empty() {
            return lang.pick(
                format!("按总分从高到低;{style}"),
                format!("By total, highest first; {style}"),
            );
        }
        let say = |name: Ref| self.label(name);
        let keys: Vec<String> = self
            .ranking
            .keys
            .iter()
            .map(|key| key.figure.words(&say, lang))
            .collect();
        let keys = keys.join(lang.pick("、", ", "));
        lang.pick(
            format!("按总分从高到低;总分相同的依次比较:{keys}(高的在前);仍相同的,{style}"),
            format!(
                "By total, highest first; equal totals by, in turn: {keys} (higher first); still equal: {style}"
            ),
        )
    }

    /// What 不涉及 does to a score.
    #[must_use]
    pub fn not_applicable_words(&self, lang: Lang) -> String {
        let separator = lang.pick("、", ", ");
        let converting: Vec<&str> = self
            .criteria
            .iter()
            .filter(|node| {
                node.conversion == Some(Conversion::Ratio)
                    && self.scales(node.combine, &node.children)
            })
            .map(|criterion| criterion.title.as_str())
            .collect();
        let place = if converting.is_empty() {
            String::new()
        } else {
            let titles = converting.join(separator);
            lang.pick(
                format!("在这些项目内按比例折算成满分:{titles};"),
                format!("the rest is scaled to full marks within: {titles}; "),
            )
        };
        let whole = if self.conversion == Some(Conversion::Ratio)
            && self.scales(self.combine, &self.tops)
        {
            lang.pick("总分按应得分折算;", "the total is scaled to what applies; ")
        } else {
            ""
        };
        lang.pick(
            format!("标“/”。不涉及的项目不计分,也不计入应得分;{place}{whole}空白、零分、不涉及和未检查是四回事"),
            format!("Marked /. What does not apply counts neither as obtained nor as available; {place}{whole}a blank, a zero, / and not inspected are four different things"),
        )
    }

    /// What blanks count as and where 不涉及 is not allowed, one line each.
    #[must_use]
    pub fn blank_words(&self, lang: Lang) -> Vec<String> {
        let mut kinds: Vec<(String, Vec<&str>)> = Vec::new();
        let mut required = Vec::new();
        let mut open = false;
        for item in &self.criteria {
            for input in &item.inputs {
                let Some(input) = self.column(*input).input() else {
                    continue;
                };
                let id = item.id.as_str();
                if !input.not_applicable && !required.contains(&id) {
                    required.push(id);
                }
                let Some(value) = &input.blank else {
                    open = true;
                    continue;
                };
                let counts = blank(item, &input.holds, value, lang);
                match kinds.iter_mut().find(|(kind, _)| *kind == counts) {
                    Some((_, ids)) if ids.contains(&id) => {}
                    Some((_, ids)) => ids.push(id),
                    None => kinds.push((counts, vec![id])),
                }
            }
        }
        for name in &self.facts {
            let column = self.column(*name);
            match column.input().map(|input| &input.blank) {
                Some(Some(value)) => {
                    let counts = lang.pick(
                        format!("空白视为“{value}”"),
                        format!("A blank counts as \"{value}\""),
                    );
                    match kinds.iter_mut().find(|(kind, _)| *kind == counts) {
                        Some((_, names)) => names.push(&column.name),
                        None => kinds.push((counts, vec![&column.name])),
                    }
                }
                Some(None) => open = true,
                None => {}
            }
        }
        let separator = lang.pick("、", ", ");
        let mut lines: Vec<String> = kinds
            .into_iter()
            .map(|(kind, ids)| format!("{kind}{}{}", lang.pick(":", ": "), ids.join(separator)))
            .collect();
        if open {
            let line = if lines.is_empty() {
                lang.pick("空白格须补填", "Blanks must be filled in")
            } else {
                lang.pick(
                    "其余各项的空白格须补填",
                    "All other blanks must be filled in",
                )
            };
            lines.push(line.to_owned());
        }
        if !required.is_empty() {
            let ids = required.join(separator);
            lines.push(lang.pick(
                format!("不得填不涉及:{ids}"),
                format!("Never not applicable: {ids}"),
            ));
        }
        lines
    }

    /// What must be given a reason, one line each; nothing where nothing must.
    #[must_use]
    pub fn reason_words(&self, lang: Lang) -> Vec<&'static str> {
        let losses = lang.pick(
            "每一处扣分都要写明原因",
            "Every loss of marks needs a written reason",
        );
        let explanations = lang.pick(
            "每一处不涉及都要写明为什么不涉及",
            "Everything marked as not applicable needs an explanation",
        );
        [(self.reasons, losses), (self.explanations, explanations)]
            .into_iter()
            .filter_map(|(wanted, words)| wanted.then_some(words))
            .collect()
    }

    /// What a subject of the roster without any record is.
    #[must_use]
    pub fn no_record_words(&self, lang: Lang) -> &'static str {
        match self.no_record {
            _ if !self.inspects() => lang.pick(
                "得分由名册和台账算出,名册上的单位都参加",
                "Scores come from the roster and the ledgers; everybody on the roster takes part",
            ),
            NoRecord::Absent => lang.pick(
                "没有检查记录的单位列为未参评",
                "A subject without a record is listed as not inspected",
            ),
            NoRecord::Full => lang.pick(
                "没有检查记录的单位视为没有发现问题",
                "A subject without a record counts as inspected without a finding",
            ),
        }
    }
}

/// What the blank of one item counts as.
fn blank(item: &Criterion, holds: &Holds, value: &Value, lang: Lang) -> String {
    let none = value.number().is_some_and(|number| number.is_zero());
    let loses =
        matches!(item.method, Some(Method::Deduct { .. })) || item.branch == Branch::Penalty;
    match (value, holds) {
        (Value::NotApplicable, _) => lang
            .pick("空白视为不涉及", "A blank counts as not applicable")
            .to_owned(),
        (Value::Number(marks), Holds::Marks { full }) if marks == full => lang
            .pick("空白视为满分", "A blank counts as full marks")
            .to_owned(),
        (_, Holds::Count | Holds::Loss { .. }) if none && loses => lang
            .pick("空白视为没有扣分", "A blank counts as no loss")
            .to_owned(),
        (Value::Date(_), _) => lang
            .pick("空白视为没有交", "A blank counts as never handed in")
            .to_owned(),
        (Value::Bool(met), _) => lang.pick(
            format!("空白视为{}", if *met { "符合" } else { "不符合" }),
            format!("A blank counts as {}", if *met { "met" } else { "not met" }),
        ),
        (value, _) => lang.pick(
            format!("空白视为“{value}”"),
            format!("A blank counts as \"{value}\""),
        ),
    }
}
