use super::{listed, quoted};
use crate::problem::{Fault, Lang};

impl Fault {
    /// What to do about it.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        let q = |text: &str| quoted(text, lang);
        let fixed = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
        match self {
            Fault::NotANumber { expected, .. } | Fault::Blank { expected } => {
                let advice = expected.advice(lang);
                if !expected.may_not_apply() {
                    return advice;
                }
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
                format!("请写明是 {one} 还是 {other}"),
                format!("say whether {one} or {other} is meant"),
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
            Fault::Misheaded { meant, .. } => lang.pick(
                format!(
                    "就是“{meant}”的,请改正表头,或在方案中写明别名;不是的,请另加一列“{meant}”,没有的空着"
                ),
                format!(
                    "if it is {}, correct the heading or give its alias in the scheme; if not, add that column, which may stay blank",
                    q(meant)
                ),
            ),
            Fault::HeadingMarks { .. } => fixed(
                "请核对是不是用了别的年度或别的方案的表;表没有用错的,改正表头",
                "is this a form of another year or scheme? If not, correct the heading",
            ),
            Fault::OnlyInLog { .. } => fixed(
                "请在检查表中补上这个单位,或核对扣分记录里的单位名称",
                "add its row to the check sheet, or check its name in the log",
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
            Fault::UnknownLabel {
                nearest, labels, ..
            } => {
                let list = labels.join(lang.pick("、", ", "));
                match nearest {
                    Some(nearest) => lang.pick(
                        format!("是否应为{}?可以写:{list}", q(nearest)),
                        format!("perhaps {}; possible: {list}", q(nearest)),
                    ),
                    None => lang.pick(
                        format!("请在表中加这一列,或写进工作表名、文件名;可以写:{list}"),
                        format!("add the column, or say it in the name of the sheet or the file; possible: {list}"),
                    ),
                }
            }
            Fault::MissingRow { .. } => fixed(
                "请补上这一次的检查记录;确实没有的,在方案中写明 missing 取 \"skip\" 或 \"zero\"",
                "add the record; where there is none, let the scheme say missing = \"skip\" or \"zero\"",
            ),
            Fault::FewerRows { .. } => fixed(
                "请补齐检查记录,或与方案制定人核对 at-least、drop-lowest、drop-highest",
                "add the records, or check at-least, drop-lowest and drop-highest in the scheme",
            ),
            Fault::NoLedger { .. } => fixed(
                "请把这张台账放在同一工作簿或文件夹里,工作表名写成台账名;没有发生的也要给出空表",
                "put it into the workbook or the folder, the sheet named after it; give an empty one where nothing happened",
            ),
            Fault::NoReason { .. } => fixed(
                "请在这一项旁边加“扣分原因”一列并写明原因;整行只有一列“扣分原因”的,写在那里",
                "write it into a column of reasons beside the item, or into the one that is for the whole row",
            ),
            Fault::FindingWithoutReason { .. } => fixed(
                "请在这一行的“原因”一列写明原因",
                "write it into the column of reasons in this row",
            ),
            Fault::NoExplanation { .. } => fixed(
                "请在这一项旁边加“不涉及说明”一列并写明为什么不涉及;整行只有一列“不涉及说明”的,写在那里",
                "say why in a column of explanations beside the item, or in the one that is for the whole row",
            ),
            Fault::CheckFails { .. } => fixed(
                "请核对这一行有关各格的数",
                "check the cells of this row that it names",
            ),
            Fault::NotPlaces { .. } => fixed(
                "请填整数,如 0、1、2",
                "write a whole number such as 0, 1 or 2",
            ),
            Fault::NotAGroup { nearest, .. } => match nearest {
                Some(nearest) => lang.pick(
                    format!("是否应为{}?请按名册改正,或删去这一行", q(nearest)),
                    format!("perhaps {}; correct it or delete the row", q(nearest)),
                ),
                None => fixed(
                    "请按名册改正,或删去这一行",
                    "correct it, or delete the row",
                ),
            },
            Fault::GroupTwice { .. } => fixed("请核对后只保留一处", "check both and keep one"),
            Fault::GroupWithoutRow { .. } => fixed(
                "请补上这一行;没有名额的填 0",
                "add the row; write 0 where there is no place",
            ),
            Fault::NoGroupSheet { sheet, of, by } => lang.pick(
                format!("请在任一输入工作簿里加一张表,一列表头为“{by}”,一列表头为“{sheet}”或“{of}”,不要有单位一列"),
                format!("add a sheet with one column headed \"{by}\" and one headed \"{sheet}\" or \"{of}\", and no column of subjects"),
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
