//! The prose of faults, written once: what was found, and what to do about it.

use super::{Expected, Fault, FileKind, Lang, Mending};

/// Longest piece of a cell that is quoted in a message, in characters.
const QUOTED: usize = 40;

/// A piece of data in quotes, cut where it would drown the message.
fn quoted(text: &str, lang: Lang) -> String {
    let text = text.trim();
    let mut short: String = text
        .chars()
        .take(QUOTED)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().count() > QUOTED {
        short.push('…');
    }
    lang.pick(format!("“{short}”"), format!("\"{short}\""))
}

fn listed(items: &[String], lang: Lang) -> String {
    items.join(lang.pick("、", ", "))
}

impl Expected {
    /// What to write into the cell.
    fn advice(&self, lang: Lang) -> String {
        let words = self.words(lang);
        match self {
            Expected::LossPerTime { .. } => lang.pick(
                format!("{words},请核对扣分或次数"),
                format!("correct the loss: {words}"),
            ),
            _ => lang.pick(format!("请填{words}"), format!("write {words}")),
        }
    }
}

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
                format!("各工作簿中都没有“{title}”这一列"),
                format!("no workbook has a column for \"{title}\""),
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
            Fault::NoTable => lang.pick(
                "没有找到方案所要的表格".into(),
                "no table of the scheme was found".into(),
            ),
            Fault::NoData => lang.pick(
                "没有可评分的数据".into(),
                "there is nothing to score".into(),
            ),
            Fault::Unreadable { detail } => lang.pick(
                format!("工作表无法读取:{detail}"),
                format!("the sheet cannot be read: {detail}"),
            ),
            Fault::NotAWorkbook { kind } => kind.message(lang).to_owned(),
            Fault::TooLarge { detail } => lang.pick(
                format!("文件过大,为安全起见没有读取:{detail}"),
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

    /// What to do about it.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        let q = |text: &str| quoted(text, lang);
        let fixed = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
        match self {
            Fault::NotANumber { expected, .. } | Fault::Blank { expected } => {
                let advice = expected.advice(lang);
                lang.pick(
                    format!("{advice};确实不涉及的填 /"),
                    format!("{advice}; write / where it does not apply"),
                )
            }
            Fault::OutOfRange { low, high, .. } => lang.pick(
                format!("请改为 {low}–{high} 之间的数,或填 /(不涉及)"),
                format!("write a number from {low} to {high}, or / where it does not apply"),
            ),
            Fault::Negative { .. } => fixed(
                "请去掉负号,或核对数据来源",
                "drop the minus sign, or check where the number came from",
            ),
            Fault::NotWhole { .. } => fixed(
                "请填整数次数,如 0、1、2;要直接填扣分请用扣分列",
                "write a whole number such as 0, 1 or 2; a loss of marks belongs in the column of losses",
            ),
            Fault::NotAChoice { choices, .. } => lang.pick(
                format!("请从中选一个:{}", listed(choices, lang)),
                format!("choose one of: {}", listed(choices, lang)),
            ),
            Fault::NotYesNo { .. } => {
                fixed("请填 √ 或 ×,也可填 是 或 否", "write yes or no (√ or ×)")
            }
            Fault::NotADate { .. } => fixed(
                "请按 2026-10-08 这样的格式填写日期",
                "write a date such as 2026-10-08",
            ),
            Fault::ErrorCell { .. } => fixed(
                "请在 WPS 或 Excel 中改正公式,或直接填数",
                "mend the formula in WPS or Excel, or write the number itself",
            ),
            Fault::NoCachedValue => fixed(
                "请用 WPS 或 Excel 打开这个文件,保存一次后再试",
                "open the file in WPS or Excel, save it once and try again",
            ),
            Fault::Ambiguous { one, other, .. } => lang.pick(
                format!("请写明是 {one} 还是 {other};百分数请带百分号"),
                format!("say whether {one} or {other} is meant; write percentages with %"),
            ),
            Fault::TooPrecise { .. } => fixed(
                "请四舍五入到需要的小数位再填",
                "round it to the decimal places that matter",
            ),
            Fault::NotApplicableHere => fixed(
                "请填实际情况;确需按不涉及处理的,由方案制定人在方案中放开",
                "write what was found; if it may not apply, the scheme has to allow it",
            ),
            Fault::Twice { .. } => fixed("请核对后只保留一处", "check both and keep one"),
            Fault::NoSubject => fixed(
                "请补上单位名称;不用的行请整行删除",
                "add the name, or delete the row",
            ),
            Fault::NotInRoster { nearest, .. } => match nearest {
                Some(nearest) => lang.pick(
                    format!("是否应为{}?请按名册改正名称,或把它补进名册", q(nearest)),
                    format!(
                        "perhaps {}; correct the name, or add it to the roster",
                        q(nearest)
                    ),
                ),
                None => fixed(
                    "请按名册改正名称,或把它补进名册",
                    "correct the name, or add it to the roster",
                ),
            },
            Fault::TwiceInRoster { .. } => fixed(
                "请在名册中只保留一行;同名的不同单位请加统一社会信用代码或改名区分",
                "keep one row; tell different subjects of one name apart by code or name",
            ),
            Fault::NoColumn { title } => lang.pick(
                format!("请在表头加上“{title}”一列,或在方案中写明它的别名"),
                format!("add a column headed \"{title}\", or give its alias in the scheme"),
            ),
            Fault::UnknownClause { nearest, .. } => match nearest {
                Some(nearest) => lang.pick(
                    format!("是否应为{}?请改用方案中的编号或名称", q(nearest)),
                    format!("perhaps {}; use an id or title of the scheme", q(nearest)),
                ),
                None => fixed(
                    "请改用方案中的编号或名称",
                    "use an id or title of the scheme",
                ),
            },
            Fault::LogRowWithoutLoss => fixed(
                "请在这一行填上扣分或次数",
                "write the loss or the count into the row",
            ),
            Fault::AttributeConflict { .. } => fixed(
                "请核实哪一处正确,把两处改成一致",
                "find out which is right and make both the same",
            ),
            Fault::ColumnTwice { .. } => fixed(
                "请删去多余的一列,或改名",
                "delete or rename one of the columns",
            ),
            Fault::NoTable => fixed(
                "请检查表头:要有“单位”一列,并有方案各项的名称或编号;是否拿错了文件或方案?",
                "check the headings: a column of names, and titles or ids of the scheme's items; is it the right file and scheme?",
            ),
            Fault::NoData => fixed(
                "请检查给出的文件或文件夹里有没有填好的工作簿",
                "check that the files or folders given hold filled-in workbooks",
            ),
            Fault::Unreadable { .. } => fixed(
                "请用 WPS 或 Excel 打开,另存为 .xlsx 后再试",
                "open it in WPS or Excel, save it as .xlsx and try again",
            ),
            Fault::NotAWorkbook { kind } => kind.help(lang).to_owned(),
            Fault::TooLarge { .. } => fixed(
                "请删去表格以外的空行空列和图片,另存为 .xlsx;或拆成几个文件",
                "delete empty rows, columns and pictures outside the table and save it as .xlsx, or split it",
            ),
            Fault::CannotRead { .. } => fixed(
                "请检查文件名和权限,并关闭正在打开它的程序",
                "check the name and the permissions, and close programs that have it open",
            ),
            Fault::CannotWrite { .. } => fixed(
                "请关闭正在打开它的 WPS 或 Excel,检查权限和磁盘空间,或用 -o 换一个位置",
                "close programs that have it open, check permissions and free space, or choose another place with -o",
            ),
            Fault::WouldOverwrite { .. } => fixed(
                "请换一个文件名,或先把原文件移走",
                "choose another name, or move the file away first",
            ),
            Fault::TieAtQuota { .. } => fixed(
                "请集体研究决定;也可在方案的奖项中写明 tie 取 \"all\"(都列入)或 \"none\"(都不列入)",
                "decide it in committee, or let the award in the scheme say tie = \"all\" or \"none\"",
            ),
        }
    }
}

impl FileKind {
    fn message(self, lang: Lang) -> &'static str {
        match self {
            FileKind::Empty => lang.pick("文件是空的", "the file is empty"),
            FileKind::Encrypted => {
                lang.pick("文件有打开密码", "the file is protected by a password")
            }
            FileKind::Xls => lang.pick(
                "这是旧版 .xls 工作簿,不能直接读取",
                "this is an old .xls workbook, which cannot be read as it is",
            ),
            FileKind::Ods => lang.pick(
                "这是 .ods 工作簿,不能直接读取",
                "this is an .ods workbook, which cannot be read as it is",
            ),
            FileKind::Html => lang.pick(
                "文件其实是网页,只是用了工作簿的文件名",
                "the file is a web page under a workbook's name",
            ),
            FileKind::Text => lang.pick(
                "文件是纯文本或 CSV,不是工作簿",
                "the file is plain text or CSV, not a workbook",
            ),
            FileKind::Zip => lang.pick(
                "文件是压缩包,里面没有工作簿的内容",
                "the file is an archive without a workbook in it",
            ),
            FileKind::Broken => lang.pick("文件已损坏或不完整", "the file is broken or incomplete"),
            FileKind::Other => lang.pick("文件不是工作簿", "the file is not a workbook"),
        }
    }

    fn help(self, lang: Lang) -> &'static str {
        match self {
            FileKind::Empty | FileKind::Broken => lang.pick(
                "请向填报单位重新索取;能打开的话,另存为 .xlsx 后再试",
                "ask for the file again; if it opens, save it as .xlsx and try again",
            ),
            FileKind::Encrypted => lang.pick(
                "请用 WPS 或 Excel 打开,去掉打开密码后保存",
                "open it in WPS or Excel, remove the password and save it",
            ),
            FileKind::Zip => lang.pick(
                "请先解压,再给出里面的工作簿",
                "unpack it and give the workbooks in it",
            ),
            FileKind::Xls | FileKind::Ods | FileKind::Html | FileKind::Text => lang.pick(
                "请用 WPS 或 Excel 打开,另存为 .xlsx",
                "open it in WPS or Excel and save it as .xlsx",
            ),
            FileKind::Other => lang.pick(
                "请给出 .xlsx、.xlsm、.xls、.xlsb 或 .ods 工作簿",
                "give a workbook: .xlsx, .xlsm, .xls, .xlsb or .ods",
            ),
        }
    }
}

impl Mending {
    /// What to look at. A repair needs nothing done unless the reading is wrong.
    #[must_use]
    pub fn help(self, lang: Lang) -> &'static str {
        match self {
            Mending::UnknownColumn => lang.pick(
                "若是方案中的指标,请把表头改成方案中的名称",
                "if it is an item of the scheme, head the column with its title",
            ),
            Mending::UnusedSheet | Mending::HiddenSheet => lang.pick(
                "若里面有要评分的数据,请检查表头并取消隐藏",
                "if it holds data to score, check its headings and show the sheet",
            ),
            Mending::TotalRow | Mending::RepeatedHeader | Mending::TrailingNote => lang.pick(
                "若这一行是参评单位,请改正单位名称",
                "if the row is a subject, correct its name",
            ),
            _ => lang.pick("读法无误则不必改动", "nothing to do if it was read rightly"),
        }
    }
}
