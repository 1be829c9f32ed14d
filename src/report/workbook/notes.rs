//! 说明: by which scheme, from which files, by which rules.

use super::error::WorkbookError;
use super::pen::Pen;
use super::plan::Plan;
use super::rank::counts;
use super::{page, rollup_words, width};
use crate::formula::Ref;
use crate::number::{Mode, plain};
use crate::problem::Lang;
use crate::scheme::{NoRecord, Ties};

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
    lines.push(("修约", rounding(plan)));
    lines.push(("名次", ties(plan)));
    lines.push(("不涉及", not_applicable(plan)));
    let no_record = match scheme.no_record {
        NoRecord::Absent => "没有检查记录的单位列为未参评",
        NoRecord::Full => "没有检查记录的单位视为没有发现问题",
    };
    lines.push(("无记录", no_record.to_owned()));
    let say = |name: Ref| scheme.label(name);
    let summary = &scheme.summary;
    let mut sums = vec![summary.base];
    sums.extend(summary.bonus);
    sums.extend(summary.penalty);
    sums.push(summary.total);
    for name in sums {
        let column = scheme.column(name);
        let words = column
            .formula()
            .map(|formula| formula.words(&say, Lang::Zh));
        let words = words.unwrap_or_default();
        lines.push(("计算", format!("{} = {words}", column.name)));
    }
    for gate in &scheme.gates {
        lines.push((
            "必备条件",
            format!("{}:{}", gate.title, gate.when.words(&say, Lang::Zh)),
        ));
    }
    for veto in &scheme.vetoes {
        let when = scheme
            .column(veto.holds)
            .formula()
            .map(|when| when.words(&say, Lang::Zh))
            .unwrap_or_default();
        lines.push((
            "否决",
            format!("{}:{when};{}", veto.title, veto.effect.words(Lang::Zh)),
        ));
    }
    for grade in &scheme.grades {
        lines.push((
            "等级",
            format!("{}:{}", grade.name, grade.when.words(&say, Lang::Zh)),
        ));
    }
    let rollups = rollup_words::lines(scheme).into_iter();
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

/// What 不涉及 does to a score, and where it is converted.
fn not_applicable(plan: &Plan<'_>) -> String {
    let converting: Vec<&str> = plan
        .scheme
        .criteria
        .iter()
        .filter(|criterion| criterion.convert)
        .map(|criterion| criterion.title.as_str())
        .collect();
    let place = if converting.is_empty() {
        String::new()
    } else {
        format!("在这些项目内按比例折算成满分:{};", converting.join("、"))
    };
    format!(
        "标“/”。不涉及的项目不计分,也不计入应得分;{place}基础得分的折算见“计算”。空白、零分、不涉及和未检查是四回事"
    )
}

fn rounding(plan: &Plan<'_>) -> String {
    let how = match plan.scheme.rounding.mode {
        Mode::HalfUp => "四舍五入",
        Mode::HalfEven => "四舍六入五成双(GB/T 8170)",
        Mode::Down => "截尾",
        Mode::Up => "进位",
    };
    let places = plan.scheme.rounding.places;
    format!(
        "总分满分 {},{how}到 {places} 位小数,只修约一次;名次和等级按修约后的总分确定。各项得分不修约,平均分按未修约的值保存",
        plain(plan.scheme.marks)
    )
}

fn ties(plan: &Plan<'_>) -> String {
    let ranking = &plan.scheme.ranking;
    let style = match ranking.ties {
        Ties::Competition => "同分同名次,其后名次空缺(1、2、2、4)",
        Ties::Dense => "同分同名次,其后名次不空缺(1、2、2、3)",
        Ties::Ordinal => "同分不同名次,按代码和名称先后(1、2、3、4)",
    };
    if ranking.keys.is_empty() {
        return format!("按总分从高到低;{style}");
    }
    let say = |name: Ref| plan.scheme.label(name);
    let keys: Vec<String> = ranking
        .keys
        .iter()
        .map(|key| key.figure.words(&say, Lang::Zh))
        .collect();
    format!(
        "按总分从高到低;总分相同的依次比较:{}(高的在前);仍相同的,{style}",
        keys.join("、")
    )
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
