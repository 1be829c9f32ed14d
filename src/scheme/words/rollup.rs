//! Figures, order and awards of areas, in words.

use crate::formula::{Expr, Ref};
use crate::problem::Lang;
use crate::scheme::{Figure, Measure, Of, RollupRule, Scheme};

impl Scheme {
    /// One line for each figure of an area, and one for the order of the areas.
    #[must_use]
    pub fn rollup_words(&self, lang: Lang) -> Vec<String> {
        let rules = self.rollups.iter();
        rules.flat_map(|rule| of_rule(self, rule, lang)).collect()
    }
}

fn of_rule(scheme: &Scheme, rule: &RollupRule, lang: Lang) -> Vec<String> {
    let by = scheme.column(rule.by).name.to_string();
    let over_area = |name: Ref| rule.name(name).to_owned();
    let figures = rule.figures.iter();
    let mut lines: Vec<String> = figures
        .map(|figure| {
            let (name, said) = (&figure.name, words(scheme, rule, figure, lang));
            lang.pick(
                format!("按{by},{name} = {said}"),
                format!("by {by}, {name} = {said}"),
            )
        })
        .collect();
    if !rule.order.is_empty() {
        let keys = rule.order.iter().map(|key| key.words(&over_area, lang));
        let keys: Vec<String> = keys.collect();
        let keys = keys.join(lang.pick("、", ", "));
        lines.push(lang.pick(
            format!("{by}的名次依次比较:{keys}(高的在前)"),
            format!("the places of {by} compare, in turn: {keys} (larger first)"),
        ));
    }
    lines
}

fn words(scheme: &Scheme, rule: &RollupRule, figure: &Figure, lang: Lang) -> String {
    let over_area = |name: Ref| rule.name(name).to_owned();
    let say = |expr: &Expr| expr.words(&|name| scheme.label(name), lang);
    let of = |zh: &str, en: &str, expr: &Expr| {
        let said = say(expr);
        lang.pick(format!("{said} 的{zh}"), format!("{en} {said}"))
    };
    let text = match &figure.measure {
        Measure::Value(formula) => return formula.words(&over_area, lang),
        Measure::Sheet(column) => {
            let column = scheme.group_columns.get(*column);
            let sheet = column.map_or("", |column| &column.sheet);
            return lang.pick(
                format!("输入的“{sheet}”一列"),
                format!("the column \"{sheet}\" of the inputs"),
            );
        }
        Measure::Sum(sum) => of("合计", "the sum of", sum),
        Measure::Mean(mean) => of("平均", "the mean of", mean),
        Measure::Min(min) => of("最小值", "the lowest", min),
        Measure::Max(max) => of("最大值", "the highest", max),
        Measure::Median(median) => of("中位数", "the median of", median),
        Measure::Count(when) => of("单位数", "how many have", when),
        Measure::Share(when) => of("单位占比", "the share of those with", when),
    };
    let who = match (figure.of, figure.best) {
        (Of::All, _) => lang.pick("全部单位", "all").to_owned(),
        (Of::Ranked, Some(best)) => lang.pick(
            format!("名次最前的 {best} 个单位"),
            format!("the best {best}"),
        ),
        (Of::Ranked, None) => lang.pick("已排名单位", "the ranked").to_owned(),
    };
    let when = figure.when.as_ref();
    let when = when.map_or_else(String::new, |when| {
        let when = say(when);
        lang.pick(format!(",其中 {when}"), format!(" where {when}"))
    });
    lang.pick(
        format!("{text}({who}{when})"),
        format!("{text} ({who}{when})"),
    )
}
