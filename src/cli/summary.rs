//! What a person wants to know after `score`.

use std::path::Path;

use super::overview;
use crate::problem::Lang;
use crate::rank::Status;
use crate::report::{NamedTie, Report};
use crate::scheme::AtLine;
use crate::score::Scorer;

/// How many names or lines of one kind are shown.
const SHOWN: usize = 10;

/// The result in a page.
pub(super) fn of(report: &Report<'_>, path: &Path, lang: Lang) -> String {
    let scheme = report.scheme;
    let round = report
        .round_name
        .map(|name| format!(" {name}"))
        .unwrap_or_default();
    let draft = if report.draft {
        lang.pick("【草稿】", "[DRAFT] ")
    } else {
        ""
    };
    let mut text = format!(
        "\x1b[1m{draft}{} {}{round}\x1b[0m\n",
        scheme.title, scheme.version
    );
    text.push_str(&overview::first(report, lang));
    let whole = &report.standing.whole;
    let (all, ranked, subject) = (whole.subjects, whole.ranked, &scheme.subject);
    text.push_str(&lang.pick(
        format!("\n共 {all} 个{subject},参加排名 {ranked} 个\n"),
        format!("\n{all} subject(s), {ranked} ranked\n"),
    ));
    text.push_str(&overview::grades(report, lang));
    section(
        &mut text,
        lang.pick("并列", "Ties"),
        ties(report, lang),
        lang,
    );
    section(
        &mut text,
        lang.pick("名额线上的并列", "Ties across a quota line"),
        report
            .contested()
            .iter()
            .map(|tie| line(tie, lang))
            .collect(),
        lang,
    );
    section(
        &mut text,
        lang.pick("未排名", "Not ranked"),
        unranked(report, lang),
        lang,
    );
    let (problems, repairs) = (report.problems.len(), report.repairs.len());
    text.push_str(&lang.pick(
        format!("\n问题 {problems} 个,读取时修正 {repairs} 处"),
        format!("\n{problems} problem(s), {repairs} repair(s) while reading"),
    ));
    if repairs > 0 {
        text.push_str(lang.pick(
            "(修正明细:ankang check,或结果工作簿的“数据核对”)",
            " (listed by ankang check, and in the result workbook)",
        ));
    }
    let path = path.display();
    text.push_str(&lang.pick(
        format!("\n结果工作簿:{path}\n"),
        format!("\nResult workbook: {path}\n"),
    ));
    text
}

/// A heading and its lines, the rest counted.
fn section(text: &mut String, title: &str, lines: Vec<String>, lang: Lang) {
    if lines.is_empty() {
        return;
    }
    text.push_str(&format!(
        "\n{title}{}{}\n",
        lang.pick(":", ": "),
        lines.len()
    ));
    for line in lines.iter().take(SHOWN) {
        text.push_str(&format!("  {line}\n"));
    }
    if let Some(more) = lines.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        text.push_str(&lang.pick(
            format!("  …… 还有 {more} 条,见结果工作簿\n"),
            format!("  … {more} more in the result workbook\n"),
        ));
    }
}

/// Names in a row, the rest counted.
fn names(all: &[&str], lang: Lang) -> String {
    let shown = &all[..all.len().min(SHOWN)];
    let shown = shown.join(lang.pick("、", ", "));
    if all.len() > SHOWN {
        let all = all.len();
        return lang.pick(
            format!("{shown} 等 {all} 个"),
            format!("{shown} and others, {all} in all"),
        );
    }
    shown
}

fn ties(report: &Report<'_>, lang: Lang) -> Vec<String> {
    let ties = report.standing.ties.iter().map(|tie| {
        let (place, count) = (tie.place, tie.subjects.len());
        let tied: Vec<&str> = tie.subjects.iter().map(|who| report.name(*who)).collect();
        let names = names(&tied, lang);
        lang.pick(
            format!("第 {place} 名 {count} 个:{names}"),
            format!("place {place}, {count}: {names}"),
        )
    });
    ties.collect()
}

fn line(tie: &NamedTie<'_>, lang: Lang) -> String {
    let award = tie.award;
    let group = tie
        .group
        .map(|group| lang.pick(format!("({group})"), format!(" ({group})")));
    let group = group.unwrap_or_default();
    let (places, count) = (tie.places, tie.names.len());
    let names = names(&tie.names, lang);
    let then = match tie.at_line {
        AtLine::Report => lang.pick("请研究决定", "to be decided"),
        AtLine::All => lang.pick("按方案都列入", "all listed, as the scheme says"),
        AtLine::Borrow => lang.pick(
            "按方案都列入,下一奖项相应减少",
            "all listed, fewer places in the next award",
        ),
        AtLine::None => lang.pick("按方案都不列入", "none listed, as the scheme says"),
    };
    lang.pick(
        format!("{award}{group}:余 {places} 个名额,{count} 个并列:{names};{then}"),
        format!("{award}{group}: {places} place(s) for {count}: {names}; {then}"),
    )
}

fn unranked(report: &Report<'_>, lang: Lang) -> Vec<String> {
    let others = report
        .standing
        .order
        .iter()
        .filter(|placed| placed.status != Status::Ranked);
    let scorer = Scorer {
        scheme: report.scheme,
        round: report.round,
    };
    // Computing a row again costs little, but a hundred thousand would never be shown.
    let lines = others.enumerate().map(|(index, placed)| {
        let row = (index < SHOWN)
            .then(|| scorer.row(placed.subject).ok())
            .flatten();
        let reasons: Vec<String> = placed
            .reasons
            .iter()
            .map(|reason| reason.words(report.scheme, row.as_deref(), lang))
            .collect();
        let name = report.name(placed.subject);
        let reasons = reasons.join(lang.pick(";", "; "));
        lang.pick(format!("{name}:{reasons}"), format!("{name}: {reasons}"))
    });
    lines.collect()
}
