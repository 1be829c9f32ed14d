//! 说明: by which scheme, from which files, by which rules.

use super::error::WorkbookError;
use super::pen::Pen;
use super::plan::Plan;
use super::rank::counts;
use super::{page, width};
use crate::problem::Lang;

/// Writes the sheet. `formulas` is how many cells of the other sheets are live.
pub(super) fn write(
    pen: &mut Pen<'_>,
    plan: &Plan<'_>,
    formulas: u64,
) -> Result<(), WorkbookError> {
    pen.widths(&[18.0, 100.0])?;
    page::title(
        pen,
        plan,
        (0, 1),
        "说明",
        "本表由程序生成,与输入文件一一对应,同样的输入得到同样的文件",
    )?;
    page::header(pen, plan, 2, &["项目", "内容"].map(str::to_owned))?;
    for (row, (name, text)) in (3..).zip(lines(plan, formulas)) {
        pen.text(row, 0, name, &plan.styles.text)?;
        pen.text(row, 1, &text, &plan.styles.wrap)?;
        pen.lines(row, width::lines(&text, pen.width(1)))?;
    }
    page::freeze(pen, 3, 0)?;
    page::set_up(pen, plan, (0, 2), true)
}

fn lines(plan: &Plan<'_>, formulas: u64) -> Vec<(&'static str, String)> {
    let scheme = plan.scheme;
    let mut lines = vec![
        ("方案", scheme.title.clone()),
        ("方案编号", scheme.id.clone()),
        ("方案版本", scheme.version.clone()),
        ("方案 SHA-256", scheme.sha256.clone()),
        (
            "程序",
            format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")),
        ),
    ];
    lines.extend(
        plan.report
            .round_name
            .map(|round| ("轮次", round.to_owned())),
    );
    if plan.report.draft {
        lines.push((
            "草稿",
            "数据还有问题,有问题的单位没有评分和排名;不作为正式结果".to_owned(),
        ));
    }
    lines.extend(plan.report.inputs.iter().map(|input| {
        (
            "输入文件",
            format!("{}\nSHA-256 {}", input.file, input.sha256),
        )
    }));
    lines.push(("单位", counts(plan)));
    lines.push((
        "修约",
        format!(
            "{}。各项得分不修约,平均分按未修约的值保存",
            scheme.rounding_words(Lang::Zh)
        ),
    ));
    lines.push(("名次", scheme.ties_words(Lang::Zh)));
    lines.push(("不涉及", scheme.not_applicable_words(Lang::Zh)));
    lines.push(("无记录", scheme.no_record_words(Lang::Zh).to_owned()));
    let reasons = scheme.reason_words(Lang::Zh).into_iter();
    lines.extend(reasons.map(|words| ("原因", words.to_owned())));
    let summary = &scheme.summary;
    let mut sums = vec![summary.base];
    sums.extend(summary.bonus);
    sums.extend(summary.penalty);
    sums.push(summary.total);
    for name in sums {
        let column = scheme.column(name);
        let words = scheme.column_words(name, Lang::Zh);
        lines.push(("计算", format!("{} = {words}", column.name)));
    }
    let several = scheme.folded_words(None, Lang::Zh).into_iter();
    lines.extend(several.map(|line| ("多次检查", line)));
    lines.extend(
        scheme
            .fact_words(Lang::Zh)
            .into_iter()
            .map(|line| ("数据", line)),
    );
    for gate in &scheme.gates {
        lines.push(("必备条件", gate.words(scheme, Lang::Zh)));
    }
    for veto in &scheme.vetoes {
        lines.push(("否决", veto.words(scheme, Lang::Zh)));
    }
    for grade in &scheme.grades {
        lines.push(("等级", grade.words(scheme, Lang::Zh)));
    }
    let rollups = scheme.rollup_words(Lang::Zh).into_iter();
    lines.extend(rollups.map(|line| ("汇总", line)));
    lines.extend(scheme.basis.iter().map(|basis| ("依据", basis.clone())));
    lines.extend(scheme.note.clone().map(|note| ("备注", note)));
    lines.push(("公式", live(plan, formulas)));
    if plan.losses.left_out > 0 {
        lines.push((
            "扣分明细",
            format!("另有 {} 条超出工作表行数,没有列出", plan.losses.left_out),
        ));
    }
    lines
}

fn live(plan: &Plan<'_>, formulas: u64) -> String {
    if plan.live {
        format!(
            "本工作簿有 {formulas} 个单元格是公式,从检查记录、小项、大项、总分到名次、等级逐级引用,可在 WPS、Excel 中重算核对。\
             各表按行互相引用,请不要排序、插入或删除行;要排序,请先另存一份并粘贴为数值。\
             谁参加排名、备注、获奖名单和各等级的名单是评分时的结论,不随重算改变"
        )
    } else {
        format!(
            "单位多于 {} 家或明细多于 {} 格,本工作簿写数值,不写公式",
            super::LIVE_SUBJECTS,
            super::LIVE_CELLS
        )
    }
}
