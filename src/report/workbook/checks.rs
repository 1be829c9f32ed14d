//! 数据核对: what is wrong with the data (drafts only), and what was normalised while reading it.

use std::collections::HashMap;

use super::error::WorkbookError;
use super::pen::Pen;
use super::plan::Plan;
use super::{page, width};
use crate::problem::{Lang, Place, Problem, Repair};
use crate::round::{Purpose, RowId};
use crate::scheme::CriterionId;

/// How many problems and how many repairs are listed one by one.
const LISTED: usize = 20_000;

const HEADER: u32 = 2;

/// A line of the sheet.
struct Line<'a> {
    kind: &'static str,
    code: &'static str,
    what: String,
    place: &'a Place,
    before: &'a str,
    after: &'a str,
    subject: Option<&'a String>,
    criterion: Option<&'a String>,
}

/// Writes the sheet.
pub(super) fn write(pen: &mut Pen<'_>, plan: &Plan<'_>) -> Result<(), WorkbookError> {
    let (problems, repairs) = (plan.report.problems, plan.report.repairs);
    pen.widths(&[8.0, 8.0, 34.0, 44.0, 16.0, 16.0, plan.name_width, 12.0])?;
    let line = format!(
        "问题 {} 处,读取时的修正 {} 处;原文件没有改动",
        problems.len(),
        repairs.len()
    );
    page::title(pen, plan, (0, 7), "数据核对", &line)?;
    let names = [
        "类别",
        "代码",
        "说明",
        "位置",
        "原内容",
        "读作",
        "单位",
        "指标",
    ];
    page::header(pen, plan, HEADER, &names.map(str::to_owned))?;
    let mut row = HEADER + 1;
    for problem in problems.iter().take(LISTED) {
        let line = Line {
            kind: "问题",
            code: problem.fault.code(),
            what: told(problem),
            place: &problem.place,
            before: "",
            after: "",
            subject: problem.subject.as_ref(),
            criterion: problem.criterion.as_ref(),
        };
        one(pen, plan, row, &line)?;
        row += 1;
    }
    // What the scheme provides for comes last, so that it does not hide the rest.
    let unusual = repairs.iter().filter(|repair| !repair.mending.is_routine());
    let routine = repairs.iter().filter(|repair| repair.mending.is_routine());
    let explained = explanations(plan);
    for repair in unusual.chain(routine).take(LISTED) {
        let line = Line {
            kind: "修正",
            code: repair.mending.code(),
            what: mended(repair, &explained),
            place: &repair.place,
            before: &repair.before,
            after: &repair.after,
            subject: repair.subject.as_ref(),
            criterion: repair.criterion.as_ref(),
        };
        one(pen, plan, row, &line)?;
        row += 1;
    }
    let last = row.saturating_sub(1);
    let left_out = problems.len().saturating_sub(LISTED) + repairs.len().saturating_sub(LISTED);
    if left_out > 0 {
        pen.across(
            row,
            0,
            7,
            &format!("另有 {left_out} 处没有逐条列出"),
            &plan.styles.remark,
        )?;
    }
    page::freeze(pen, HEADER + 1, 0)?;
    page::filter(pen, HEADER, last, 7)?;
    page::set_up(pen, plan, (0, HEADER), true)
}

/// The explanations of 不涉及, by the cells that they are for.
fn explanations(plan: &Plan<'_>) -> HashMap<Place, String> {
    let (scheme, round) = (plan.scheme, plan.round);
    let mut found = HashMap::new();
    let mut rows: Vec<RowId> = round
        .all_remarks()
        .iter()
        .filter(|remark| remark.purpose.serves(Purpose::NotApplicable))
        .map(|remark| remark.row)
        .collect();
    rows.dedup();
    for row in rows {
        for (index, criterion) in scheme.criteria.iter().enumerate() {
            let id = CriterionId(u32::try_from(index).unwrap_or(u32::MAX));
            for name in &criterion.inputs {
                let cell = round.cell_of(row, *name);
                let blank = scheme.column(*name).input();
                let blank = blank.and_then(|input| input.blank.as_ref());
                let value = cell.value(round).or_else(|| blank.cloned());
                if !value.is_some_and(|value| value.is_not_applicable()) {
                    continue;
                }
                let said = round.remarks(scheme, row, id, Purpose::NotApplicable);
                if let (Some(place), false) = (round.place_of(cell), said.is_empty()) {
                    found.insert(place, said.join(";"));
                }
            }
        }
    }
    found
}

/// A repair in words; what is 不涉及 with its explanation.
fn mended(repair: &Repair, explained: &HashMap<Place, String>) -> String {
    let what = repair.mending.message(Lang::Zh);
    match explained.get(&repair.place) {
        Some(said) => format!("{what};说明:{said}"),
        None => what.to_owned(),
    }
}

/// A problem in words.
fn told(problem: &Problem) -> String {
    format!(
        "{};{}",
        problem.fault.message(Lang::Zh),
        problem.fault.help(Lang::Zh)
    )
}

fn one(pen: &mut Pen<'_>, plan: &Plan<'_>, row: u32, line: &Line<'_>) -> Result<(), WorkbookError> {
    let styles = &plan.styles;
    let place = line.place.to_string();
    pen.text(row, 0, line.kind, &styles.centre)?;
    pen.text(row, 1, line.code, &styles.centre)?;
    pen.text(row, 2, &line.what, &styles.wrap)?;
    pen.text(row, 3, &place, &styles.wrap)?;
    pen.text(row, 4, line.before, &styles.wrap)?;
    pen.text(row, 5, line.after, &styles.wrap)?;
    pen.text(
        row,
        6,
        line.subject.map_or("", String::as_str),
        &styles.text,
    )?;
    pen.text(
        row,
        7,
        line.criterion.map_or("", String::as_str),
        &styles.centre,
    )?;
    let texts = [
        (2, line.what.as_str()),
        (3, &place),
        (4, line.before),
        (5, line.after),
    ];
    let most = texts
        .iter()
        .map(|(col, text)| width::lines(text, pen.width(*col)))
        .max();
    pen.lines(row, most.unwrap_or(1))
}
