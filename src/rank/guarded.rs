//! What key items and guards did to a subject's criteria, and why.

use super::Reason;
use crate::formula::{Expr, Overflow, Ref, Value};
use crate::problem::Lang;
use crate::round::SubjectId;
use crate::scheme::{Criterion, CriterionId, FrameId, Scheme};
use crate::score::Scorer;

/// A condition that held over a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guarded {
    /// The criterion.
    pub criterion: CriterionId,
    /// Which of its guards, by index; `None` for its key items.
    pub guard: Option<usize>,
    /// The labels of the row in which it held: 轮次, 检查来源, 受检对象.
    pub labels: Vec<Value>,
    /// The figures that the condition looked at.
    pub figures: Vec<(Ref, Value)>,
}

/// The conditions that held over the criteria of a subject.
pub(super) fn reasons(
    scorer: &Scorer<'_>,
    subject: SubjectId,
    row: &[Value],
) -> Result<Vec<Reason>, Overflow> {
    let scheme = scorer.scheme;
    let mut reasons = Vec::new();
    for (index, criterion) in (0..).zip(&scheme.criteria) {
        if criterion.guards.is_empty() && criterion.key_zero.is_none() {
            continue;
        }
        let frame = scheme.column(criterion.inspected).frame;
        let rows = if frame == FrameId::SUBJECT {
            vec![row.to_vec()]
        } else {
            let rows = scorer.rows(frame, subject)?;
            rows.into_iter().map(|(_, values)| values).collect()
        };
        for values in rows {
            let scored = values.get(criterion.inspected.index());
            if scored.is_none_or(Value::is_not_applicable) {
                continue;
            }
            for (guard, when) in conditions(criterion) {
                if when.value(&values)?.holds() {
                    let labels = scheme.labels_of(frame).into_iter();
                    let labels = labels.filter_map(|label| values.get(label.index()).cloned());
                    reasons.push(Reason::Guarded(Guarded {
                        criterion: CriterionId(index),
                        guard,
                        labels: labels.collect(),
                        figures: figures(when, &values),
                    }));
                }
            }
        }
    }
    Ok(reasons)
}

fn conditions(criterion: &Criterion) -> impl Iterator<Item = (Option<usize>, &Expr)> {
    let guards = criterion.guards.iter().enumerate();
    let guards = guards.map(|(index, guard)| (Some(index), &guard.when));
    guards.chain(criterion.key_zero.iter().map(|zero| (None, zero)))
}

fn figures(when: &Expr, values: &[Value]) -> Vec<(Ref, Value)> {
    let names = when.names().into_iter();
    names
        .filter_map(|name| Some((name, values.get(name.index())?.clone())))
        .collect()
}

impl Guarded {
    /// The key items that have none of their marks, or that together they have too few.
    fn failed_keys(&self, scheme: &Scheme, criterion: &Criterion, lang: Lang) -> String {
        let zero: Vec<&str> = self
            .figures
            .iter()
            .filter(|(_, value)| value.number().is_some_and(|number| number.is_zero()))
            .map(|(name, _)| &*scheme.column(*name).name)
            .collect();
        if !zero.is_empty() {
            let mut names: Vec<&str> = Vec::new();
            for name in zero {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            let names = names.join(lang.pick("、", ", "));
            return lang.pick(
                format!("保证项目{names}得0分"),
                format!("key items at 0: {names}"),
            );
        }
        let below = criterion
            .key_below
            .map(crate::number::plain)
            .unwrap_or_default();
        lang.pick(
            format!("保证项目小计达不到{below}分,有不涉及的按得分率比"),
            format!("its key items make less than {below}, by rate where one does not apply"),
        )
    }

    /// `“1 安全管理”得 0 分:责任制(0) = 0`.
    #[must_use]
    pub fn words(&self, scheme: &Scheme, lang: Lang) -> String {
        let criterion = scheme.criterion(self.criterion);
        let say = |name: Ref| {
            let label = scheme.column(name).name.to_string();
            match self.figures.iter().find(|(of, _)| *of == name) {
                Some((_, value)) => format!("{label}({value})"),
                None => label,
            }
        };
        let labels: String = self
            .labels
            .iter()
            .map(|label| format!("{label}:"))
            .collect();
        let title = format!("{labels}{} {}", criterion.id, criterion.title);
        let guard = self.guard.and_then(|index| criterion.guards.get(index));
        let (why, effect) = match (guard, &criterion.key_zero) {
            (Some(guard), _) => (guard.when.words(&say, lang), guard.then.words(lang)),
            (None, Some(_)) => (
                self.failed_keys(scheme, criterion, lang),
                lang.pick("得0分", "it is 0").to_owned(),
            ),
            (None, None) => return String::new(),
        };
        lang.pick(
            format!("“{title}”{effect}:{why}"),
            format!("\"{title}\": {effect}: {why}"),
        )
    }
}
