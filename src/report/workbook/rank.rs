//! 排名: everybody, best first.

use rust_xlsxwriter::ConditionalFormatFormula;

use super::error::WorkbookError;
use super::formula::on;
use super::pen::{Pen, index};
use super::place::place_formula;
use super::plan::{Plan, RANK_FIRST};
use super::{DETAIL, page, width};
use crate::formula::{Ref, Value};
use crate::number::Decimal;
use crate::problem::Lang;
use crate::rank::{Placed, Status};
use crate::scheme::Owner;

/// How a status is called.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Ranked => "已排名",
        Status::Vetoed => "一票否决",
        Status::Ineligible => "不符合必备条件",
        Status::Incomplete => "数据有问题",
        Status::Absent => "未参评",
    }
}

/// Why a subject stands where it stands.
pub(super) fn reasons(plan: &Plan<'_>, placed: &Placed, row: Option<&[Value]>) -> String {
    let words: Vec<String> = placed
        .reasons
        .iter()
        .map(|reason| reason.words(plan.scheme, row, Lang::Zh))
        .collect();
    words.join(";")
}

/// How many there are of each status.
pub(super) fn counts(plan: &Plan<'_>) -> String {
    let of = |wanted: Status| {
        plan.standing
            .order
            .iter()
            .filter(|placed| placed.status == wanted)
            .count()
    };
    let mut parts = vec![
        format!("共 {} 个{}", plan.standing.order.len(), plan.scheme.subject),
        format!("排名 {} 个", plan.ranked),
    ];
    for (wanted, word) in [
        (Status::Vetoed, "否决"),
        (Status::Ineligible, "不符合必备条件"),
        (Status::Incomplete, "数据有问题"),
        (Status::Absent, "未参评"),
    ] {
        if of(wanted) > 0 {
            parts.push(format!("{word} {} 个", of(wanted)));
        }
    }
    parts.push(plan.scheme.marks_words(Lang::Zh));
    parts.join(",")
}

/// Writes the sheet.
pub(super) fn write(pen: &mut Pen<'_>, plan: &Plan<'_>) -> Result<(), WorkbookError> {
    let quantities = plan.rank_quantities();
    let remark = plan.first_section() + index(quantities.len());
    let names = headings(plan, &quantities);
    pen.widths(&widths(plan, &quantities))?;
    page::title(pen, plan, (0, remark), "排名", &counts(plan))?;
    page::header(pen, plan, RANK_FIRST - 1, &names)?;
    for (position, placed) in plan.standing.order.iter().enumerate() {
        subject(pen, plan, position, placed, &quantities, remark)?;
    }
    let last = plan.rank_row(plan.standing.order.len()).saturating_sub(1);
    if plan.ranked > 0 {
        let rule = format!("AND(ISNUMBER($A{row}),$A{row}<=3)", row = RANK_FIRST + 1);
        let podium = ConditionalFormatFormula::new()
            .set_rule(rule.as_str())
            .set_format(&plan.styles.podium);
        pen.sheet()
            .add_conditional_format(RANK_FIRST, 0, plan.last_ranked(), remark, &podium)?;
    }
    page::freeze(pen, RANK_FIRST, 2)?;
    // Rows point to rows of other sheets: sorted, a name would stand beside another's score.
    if !plan.live {
        page::filter(pen, RANK_FIRST - 1, last, remark)?;
    }
    page::set_up(pen, plan, (0, RANK_FIRST - 1), true)?;
    page::signatures(pen, plan, last + 2, remark)
}

fn headings(plan: &Plan<'_>, quantities: &[Ref]) -> Vec<String> {
    let mut names = vec!["名次".to_owned(), "单位".to_owned()];
    names.extend(
        plan.attributes
            .iter()
            .map(|(name, _)| plan.scheme.column(*name).name.to_string()),
    );
    names.extend(
        quantities
            .iter()
            .map(|name| match plan.scheme.column(*name).owner {
                Owner::Score(id) => plan.scheme.criterion(id).title.clone(),
                _ if *name == plan.scheme.summary.total => "总分".to_owned(),
                _ => plan.scheme.column(*name).name.to_string(),
            }),
    );
    names.push("备注".to_owned());
    names
}

fn widths(plan: &Plan<'_>, quantities: &[Ref]) -> Vec<f64> {
    let mut widths = vec![7.0, plan.name_width];
    widths.extend(plan.attributes.iter().map(|(_, width)| *width));
    for name in quantities {
        widths.push(if Some(*name) == plan.scheme.summary.grade {
            width::fitting(
                plan.scheme
                    .grades
                    .iter()
                    .map(|grade| grade.name.as_str())
                    .chain(["未达等级"]),
            )
        } else if plan.scheme.tops.len() > 12 {
            8.0
        } else {
            9.5
        });
    }
    let reasons = plan
        .standing
        .order
        .iter()
        .any(|placed| !placed.reasons.is_empty());
    widths.push(if reasons { 36.0 } else { 12.0 });
    widths
}

fn subject(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    position: usize,
    placed: &Placed,
    quantities: &[Ref],
    remark: u16,
) -> Result<(), WorkbookError> {
    let row = plan.rank_row(position);
    let detail = plan.detail_row(position);
    let values = if detail.is_some() {
        Some(plan.row(placed.subject)?)
    } else {
        None
    };
    match placed.rank {
        Some(rank) => {
            let place = Value::Number(Decimal::from(rank.place));
            match place_formula(plan, position) {
                Some(formula) => pen.live(row, 0, &formula, &place, &plan.styles.centre)?,
                None => pen.value(row, 0, &place, &plan.styles.centre)?,
            }
        }
        None => pen.text(row, 0, "—", &plan.styles.centre)?,
    }
    pen.text(row, 1, &plan.name(placed.subject), &plan.styles.text)?;
    for (col, (attribute, _)) in plan.attributes.iter().enumerate() {
        let col = index(col) + 2;
        match plan.attribute(placed.subject, *attribute) {
            Some(value) => pen.value(row, col, &value, &plan.styles.centre)?,
            None => pen.text(row, col, "", &plan.styles.centre)?,
        }
    }
    for (offset, name) in quantities.iter().enumerate() {
        let col = plan.first_section() + index(offset);
        let grade = Some(*name) == plan.scheme.summary.grade;
        let format = match grade {
            true => &plan.styles.centre,
            false if *name == plan.scheme.summary.total => &plan.styles.total,
            false => &plan.styles.score,
        };
        let value = values.as_ref().and_then(|values| values.get(name.index()));
        match (value, detail, plan.detail.column_of(*name)) {
            _ if grade && placed.status != Status::Ranked => pen.text(row, col, "", format)?,
            (Some(value), Some(at), Some(column)) => {
                pen.live(row, col, &on(DETAIL, at, column), value, format)?
            }
            _ => pen.text(row, col, "", format)?,
        }
    }
    let mut words = reasons(plan, placed, values.as_deref());
    if placed.rank.is_some_and(|rank| rank.tied) {
        words = if words.is_empty() {
            "并列".to_owned()
        } else {
            format!("并列;{words}")
        };
    }
    pen.wrapped(row, remark, &words, &plan.styles.wrap)
}
