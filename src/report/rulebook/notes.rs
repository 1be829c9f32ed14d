//! What stands below the table.

use super::Note;
use crate::formula::Ref;
use crate::problem::Lang;
use crate::scheme::{Owner, Scheme};

/// Everything that decides over the score, and how numbers are treated; nothing that is empty.
pub(super) fn notes(scheme: &Scheme, lang: Lang) -> Vec<Note> {
    let gates = scheme
        .gates
        .iter()
        .map(|gate| remarked(gate.words(scheme, lang), &gate.note, lang));
    let vetoes = scheme
        .vetoes
        .iter()
        .map(|veto| remarked(veto.words(scheme, lang), &veto.note, lang));
    let grades = scheme
        .grades
        .iter()
        .map(|grade| remarked(grade.words(scheme, lang), &grade.note, lang));
    let awards = scheme
        .awards
        .iter()
        .map(|award| remarked(award.words(scheme, lang), &award.note, lang));
    let mut missing = vec![
        scheme.not_applicable_words(lang),
        scheme.no_record_words(lang).to_owned(),
    ];
    missing.extend(scheme.blank_words(lang));
    missing.extend(scheme.reason_words(lang).into_iter().map(str::to_owned));
    let all = [
        (("总分", "Total"), total(scheme, lang)),
        (("必备条件", "Required conditions"), gates.collect()),
        (("一票否决", "Vetoes"), vetoes.collect()),
        (("等级", "Grades"), grades.collect()),
        (("排名与并列", "Ranking and ties"), ranking(scheme, lang)),
        (("奖项与名额", "Awards and quotas"), awards.collect()),
        (("汇总", "Areas"), areas(scheme, lang)),
        (("取分修约", "Rounding"), vec![scheme.rounding_words(lang)]),
        (("不涉及与空白", "Not applicable and blank"), missing),
        (("名册与数据", "Roster and data"), data(scheme, lang)),
        (("依据", "Sources"), scheme.basis.clone()),
        (("备注", "Remarks"), scheme.note.iter().cloned().collect()),
    ];
    all.into_iter()
        .filter(|(_, lines): &(_, Vec<String>)| !lines.is_empty())
        .map(|((zh, en), lines)| Note {
            heading: lang.pick(zh, en),
            lines,
        })
        .collect()
}

/// Figures, order and awards of areas.
fn areas(scheme: &Scheme, lang: Lang) -> Vec<String> {
    let awards = scheme.rollups.iter().flat_map(|rule| &rule.awards);
    let awards = awards.map(|award| {
        let name = &award.name;
        lang.pick(format!("奖项“{name}”"), format!("award \"{name}\""))
    });
    scheme
        .rollup_words(lang)
        .into_iter()
        .chain(awards)
        .collect()
}

/// How the total comes from the score, the bonus and the penalty.
fn total(scheme: &Scheme, lang: Lang) -> Vec<String> {
    let say = |name: Ref| scheme.column(name).name.to_string();
    // The columns between the score and the total, in the order in which they are computed.
    let (base, total) = (scheme.summary.base, scheme.summary.before_vetoes);
    let between = scheme.columns.get(base.index() + 1..=total.index());
    between
        .unwrap_or_default()
        .iter()
        .filter(|column| column.owner == Owner::Summary)
        .filter_map(|column| {
            let words = column.formula()?.words(&say, lang);
            Some(format!("{} = {words}", column.name))
        })
        .collect()
}

/// What is read besides the items: columns of the roster, and facts that conditions look at.
fn data(scheme: &Scheme, lang: Lang) -> Vec<String> {
    let named = |columns: &[Ref]| {
        let names: Vec<String> = columns
            .iter()
            .map(|name| {
                let column = scheme.column(*name);
                let unit = column.unit.as_ref();
                let unit = unit.map_or_else(String::new, |unit| {
                    lang.pick(format!("({unit})"), format!(" ({unit})"))
                });
                format!("{}{unit}", column.name)
            })
            .collect();
        names.join(lang.pick("、", ", "))
    };
    let read: Vec<Ref> = scheme
        .facts
        .iter()
        .copied()
        .filter(|name| scheme.column(*name).input().is_some())
        .collect();
    let kinds = [
        (&scheme.attributes, lang.pick("名册:", "Roster: ")),
        (&read, lang.pick("供条件使用:", "For conditions: ")),
    ];
    kinds
        .into_iter()
        .filter(|(columns, _)| !columns.is_empty())
        .map(|(columns, kind)| format!("{kind}{}", named(columns)))
        .chain(scheme.fact_words(lang))
        .collect()
}

fn ranking(scheme: &Scheme, lang: Lang) -> Vec<String> {
    let mut lines = vec![scheme.ties_words(lang)];
    if !scheme.ranking.within.is_empty() {
        let within: Vec<&str> = scheme
            .ranking
            .within
            .iter()
            .map(|name| &*scheme.column(*name).name)
            .collect();
        let within = within.join(lang.pick("、", ", "));
        lines.push(lang.pick(
            format!("在各{within}内另排名次"),
            format!("Also ranked within: {within}"),
        ));
    }
    lines
}

fn remarked(said: String, note: &Option<String>, lang: Lang) -> String {
    match note {
        Some(note) => format!("{said}{}{note}", lang.pick("。", ". ")),
        None => said,
    }
}
