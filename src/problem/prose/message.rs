use super::{listed, quoted};
use crate::problem::{Fault, Lang};

impl Fault {
    /// What is wrong, in a sentence without a full stop.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let q = |text: &str| quoted(text, lang);
        match self {
            Fault::NotANumber { found, .. } => lang.pick(
                format!("{}不是数字", q(found)),
                format!("{} is not a number", q(found)),
            ),
            Fault::OutOfRange { found, low, high } => lang.pick(
                format!("{}超出范围,应在 {low}–{high} 之间", q(found)),
                format!("{} is out of range, {low} to {high} is allowed", q(found)),
            ),
            Fault::Negative { found } => lang.pick(
                format!("{}是负数,这里不能为负", q(found)),
                format!("{} is negative, which cannot be here", q(found)),
            ),
            Fault::NotWhole { found } => lang.pick(
                format!("次数{}不是整数", q(found)),
                format!("the count {} is not a whole number", q(found)),
            ),
            Fault::NotAChoice { found, .. } => lang.pick(
                format!("{}不在可选项中", q(found)),
                format!("{} is none of the choices", q(found)),
            ),
            Fault::NotYesNo { found } => lang.pick(
                format!("{}看不出是“是”还是“否”", q(found)),
                format!("{} is neither yes nor no", q(found)),
            ),
            Fault::NotADate { found } => lang.pick(
                format!("{}不是日期", q(found)),
                format!("{} is not a date", q(found)),
            ),
            Fault::Blank { .. } => lang.pick("应填未填".into(), "the cell is blank".into()),
            Fault::ErrorCell { found } => lang.pick(
                format!("单元格是错误值 {found}"),
                format!("the cell holds the error {found}"),
            ),
            Fault::NoCachedValue => lang.pick(
                "公式没有保存计算结果".into(),
                "the formula was saved without its result".into(),
            ),
            Fault::Ambiguous { found, one, other } => lang.pick(
                format!("{}有两种读法:{one} 或 {other}", q(found)),
                format!("{} can be read as {one} or as {other}", q(found)),
            ),
            Fault::TooPrecise { found } => lang.pick(
                format!("{}的位数太多,无法精确保存", q(found)),
                format!("{} has more digits than can be kept exactly", q(found)),
            ),
            Fault::NotApplicableHere => lang.pick(
                "本项不允许填“不涉及”".into(),
                "this item cannot be marked as not applicable".into(),
            ),
            Fault::Twice { first } => lang.pick(
                format!("同一单位的同一项重复填写,前一处在 {first}"),
                format!("the same item of the same subject stands twice, first at {first}"),
            ),
            Fault::NoSubject => lang.pick(
                "这一行有数据,但没有单位名称".into(),
                "the row has data but no name".into(),
            ),
            Fault::NotInRoster { name, .. } => lang.pick(
                format!("名册中没有{}", q(name)),
                format!("{} is not in the roster", q(name)),
            ),
            Fault::TwiceInRoster { name, first } => lang.pick(
                format!("名册中{}重复,前一处在 {first}", q(name)),
                format!("{} stands twice in the roster, first at {first}", q(name)),
            ),
            Fault::NoColumn { title } => lang.pick(
                format!("没有“{title}”这一列"),
                format!("there is no column for \"{title}\""),
            ),
            Fault::Misheaded { found, meant } => lang.pick(
                format!(
                    "方案中没有“{found}”这一列,而方案的“{meant}”这张表里没有,会整列按空白计"
                ),
                format!(
                    "the scheme has no column {}, and this sheet lacks its {}, which would count as blank",
                    q(found),
                    q(meant)
                ),
            ),
            Fault::HeadingMarks {
                title,
                stated,
                marks,
            } => lang.pick(
                format!("表头写“{title}”满分 {stated},方案中是 {marks}"),
                format!("the heading says \"{title}\" is worth {stated}, the scheme says {marks}"),
            ),
            Fault::OnlyInLog { name } => lang.pick(
                format!("“{name}”只在扣分记录里出现,检查表中没有它这一行"),
                format!("\"{name}\" stands in logs only and has no row in a check sheet"),
            ),
            Fault::UnknownClause { found, .. } => lang.pick(
                format!("方案中没有{}这一项", q(found)),
                format!("the scheme has no item {}", q(found)),
            ),
            Fault::LogRowWithoutLoss => lang.pick(
                "扣分记录没有写扣分或次数".into(),
                "the finding has neither a loss nor a count".into(),
            ),
            Fault::AttributeConflict { name, here, there } => lang.pick(
                format!("{name}前后不一致:此处为{},另一处为{}", q(here), q(there)),
                format!("{name} is {} here and {} elsewhere", q(here), q(there)),
            ),
            Fault::ColumnTwice { title, first } => lang.pick(
                format!("“{title}”在同一张表中有两列,前一列在 {first}"),
                format!("\"{title}\" has two columns on the sheet, the first at {first}"),
            ),
            Fault::UnknownLabel { name, found, .. } if found.is_empty() => {
                lang.pick(format!("没有写明{name}"), format!("{name} is not said"))
            }
            Fault::UnknownLabel { name, found, .. } => lang.pick(
                format!("方案中没有{}这个{name}", q(found)),
                format!("the scheme has no {name} {}", q(found)),
            ),
            Fault::MissingRow { name, label } => lang.pick(
                format!("缺少{name}{}的检查记录", q(label)),
                format!("there is no record of {name} {}", q(label)),
            ),
            Fault::FewerRows { name, found, least } => lang.pick(
                format!("{name}只有 {found} 个,方案至少要 {least} 个"),
                format!("{name}: {found} rows, and the scheme needs at least {least}"),
            ),
            Fault::NoLedger { name } => lang.pick(
                format!("没有找到“{name}”"),
                format!("the ledger \"{name}\" was not found"),
            ),
            Fault::NoReason { title, lost } => lang.pick(
                format!("“{title}”扣了 {lost} 分,没有写原因"),
                format!("\"{title}\" loses {lost} and no reason is given"),
            ),
            Fault::FindingWithoutReason {
                title,
                lost: Some(lost),
            } => lang.pick(
                format!("这一条扣分记录没有写原因(“{title}”,扣 {lost} 分)"),
                format!("the finding gives no reason (\"{title}\", loses {lost})"),
            ),
            Fault::FindingWithoutReason { title, lost: None } => lang.pick(
                format!("这一条扣分记录没有写原因(“{title}”)"),
                format!("the finding gives no reason (\"{title}\")"),
            ),
            Fault::NoExplanation { title } => lang.pick(
                format!("“{title}”填了不涉及,没有写说明"),
                format!("\"{title}\" does not apply and no explanation is given"),
            ),
            Fault::CheckFails { title, must } => lang.pick(
                format!("不符合“{title}”:应当 {must}"),
                format!("the check \"{title}\" fails: {must}"),
            ),
            Fault::NotPlaces { found } => lang.pick(
                format!("名额{}不是非负整数", q(found)),
                format!("{} is no whole number of places", q(found)),
            ),
            Fault::NotAGroup { by, name, .. } => lang.pick(
                format!("没有单位属于{by}{}", q(name)),
                format!("no subject has {} as its {by}", q(name)),
            ),
            Fault::GroupTwice { name, first } => lang.pick(
                format!("{}重复,前一处在 {first}", q(name)),
                format!("{} stands twice, first at {first}", q(name)),
            ),
            Fault::GroupWithoutRow { by, name } => lang.pick(
                format!("表中没有{by}{}这一行", q(name)),
                format!("the sheet has no row for {by} {}", q(name)),
            ),
            Fault::NoGroupSheet { sheet, of, by } => lang.pick(
                format!("没有找到“{of}”要用的表:按{by}列出“{sheet}”"),
                format!("no sheet lists \"{sheet}\" by {by}, which \"{of}\" needs"),
            ),
            Fault::NoTable => lang.pick(
                "没有找到方案所要的表格".into(),
                "no table of the scheme was found".into(),
            ),
            Fault::NoData => lang.pick(
                "没有可评分的数据".into(),
                "there is nothing to score".into(),
            ),
            Fault::Unreadable { detail } => lang.pick(
                "工作表无法读取,文件可能已损坏".to_owned(),
                format!("the sheet cannot be read: {detail}"),
            ),
            Fault::NotAWorkbook { kind } => kind.message(lang).to_owned(),
            Fault::TooLarge { detail } => lang.pick(
                "文件展开后过大,为安全起见没有读取".to_owned(),
                format!("the file is too large to be read safely: {detail}"),
            ),
            Fault::CannotRead { file, detail } => lang.pick(
                format!("无法读取 {file}:{detail}"),
                format!("cannot read {file}: {detail}"),
            ),
            Fault::CannotWrite { file, detail } => lang.pick(
                format!("无法写入 {file}:{detail}"),
                format!("cannot write {file}: {detail}"),
            ),
            Fault::WouldOverwrite { file } => lang.pick(
                format!("{file} 已存在,而且不是本程序生成的,没有覆盖"),
                format!("{file} exists and was not made by this program; it was left alone"),
            ),
            Fault::TieAtQuota { award, names } => lang.pick(
                format!(
                    "“{award}”名额线上并列:{}(共 {} 个)",
                    listed(names, lang),
                    names.len()
                ),
                format!(
                    "tie across the quota line of \"{award}\": {} ({} in all)",
                    listed(names, lang),
                    names.len()
                ),
            ),
        }
    }
}
