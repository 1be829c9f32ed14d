//! What 说明 says of the figures of areas.

use crate::formula::{Expr, Ref};
use crate::problem::Lang;
use crate::scheme::{Figure, Measure, Of, RollupRule, Scheme};

/// One line for each figure, and one for the order of the areas.
pub(super) fn lines(scheme: &Scheme) -> Vec<String> {
    let rules = scheme.rollups.iter();
    rules.flat_map(|rule| of_rule(scheme, rule)).collect()
}

fn of_rule(scheme: &Scheme, rule: &RollupRule) -> Vec<String> {
    let by = scheme.column(rule.by).name.to_string();
    let over_area = |name: Ref| rule.name(name).to_owned();
    let figures = rule.figures.iter();
    let mut lines: Vec<String> = figures
        .map(|figure| format!("按{by},{} = {}", figure.name, words(scheme, rule, figure)))
        .collect();
    if !rule.order.is_empty() {
        let keys: Vec<String> = rule
            .order
            .iter()
            .map(|key| key.words(&over_area, Lang::Zh))
            .collect();
        lines.push(format!("{by}的名次依次比较:{}(高的在前)", keys.join("、")));
    }
    lines
}

fn words(scheme: &Scheme, rule: &RollupRule, figure: &Figure) -> String {
    let over_area = |name: Ref| rule.name(name).to_owned();
    let say = |expr: &Expr| expr.words(&|name| scheme.label(name), Lang::Zh);
    let text = match &figure.measure {
        Measure::Value(formula) => return formula.words(&over_area, Lang::Zh),
        Measure::Sheet(column) => {
            let column = scheme.group_columns.get(*column);
            let sheet = column.map_or("", |column| &column.sheet);
            return format!("输入的“{sheet}”一列");
        }
        Measure::Sum(of) => format!("{} 的合计", say(of)),
        Measure::Mean(of) => format!("{} 的平均", say(of)),
        Measure::Min(of) => format!("{} 的最小值", say(of)),
        Measure::Max(of) => format!("{} 的最大值", say(of)),
        Measure::Median(of) => format!("{} 的中位数", say(of)),
        Measure::Count(when) => format!("{} 的单位数", say(when)),
        Measure::Share(when) => format!("{} 的单位占比", say(when)),
    };
    let who = match (figure.of, figure.best) {
        (Of::All, _) => "全部单位".to_owned(),
        (Of::Ranked, Some(best)) => format!("名次最前的 {best} 个单位"),
        (Of::Ranked, None) => "已排名单位".to_owned(),
    };
    let when = figure.when.as_ref();
    let when = when.map_or_else(String::new, |when| format!(",其中 {}", say(when)));
    format!("{text}({who}{when})")
}
