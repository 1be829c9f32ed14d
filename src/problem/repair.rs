use super::Lang;

/// The kinds of normalisation made while reading. Each is listed where it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mending {
    /// A number stored as text.
    NumberAsText,
    /// Full-width digits or punctuation.
    FullWidth,
    /// A unit was written in the cell (`95分`, `3人次`).
    UnitInCell,
    /// A percent sign or a percentage format (`98%` is 0.98).
    Percent,
    /// A loss written with a word or a minus sign (`扣2分`, `-2`).
    LossSign,
    /// A mark or word for yes or no (`√`, `×`, `合格`, `是`).
    YesNoMark,
    /// A word or sign for 不涉及 (`/`, `—`, `无`, `N/A`, `缺项`).
    NotApplicable,
    /// Thousands separators (`1,234`).
    Thousands,
    /// A date in a form that is not the spreadsheet's own (`2015.10.8`).
    DateText,
    /// Spaces or line breaks inside a name.
    NameSpaces,
    /// A subtotal, total or average row was passed over.
    TotalRow,
    /// A repeated header row was passed over.
    RepeatedHeader,
    /// A note below the table was passed over.
    TrailingNote,
    /// A column that the scheme does not know was passed over.
    UnknownColumn,
    /// A sheet without a table of the scheme was passed over.
    UnusedSheet,
    /// A hidden sheet was passed over.
    HiddenSheet,
    /// A blank was counted as the scheme says.
    BlankAs,
    /// A value beyond its limits was brought back, as the scheme says (`clamp`).
    Clamped,
    /// A hidden row was read like the others.
    HiddenRow,
    /// A file whose bytes are those of another was read once.
    SameFile,
    /// 无 in a column of counts or losses was read as zero.
    NoneAsZero,
    /// A value for a criterion that is not for this subject was left out.
    NotCounted,
}

impl Mending {
    /// Stable code, `W2xx`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Mending::NumberAsText => "W201",
            Mending::FullWidth => "W202",
            Mending::UnitInCell => "W203",
            Mending::Percent => "W204",
            Mending::LossSign => "W205",
            Mending::YesNoMark => "W206",
            Mending::NotApplicable => "W207",
            Mending::Thousands => "W208",
            Mending::DateText => "W209",
            Mending::NameSpaces => "W210",
            Mending::TotalRow => "W211",
            Mending::RepeatedHeader => "W212",
            Mending::TrailingNote => "W213",
            Mending::UnknownColumn => "W214",
            Mending::UnusedSheet => "W215",
            Mending::HiddenSheet => "W216",
            Mending::BlankAs => "W217",
            Mending::Clamped => "W218",
            Mending::NoneAsZero => "W219",
            Mending::HiddenRow => "W220",
            Mending::SameFile => "W221",
            Mending::NotCounted => "W222",
        }
    }

    /// Whether a cell was filled in as the scheme provides for, and only had to be put into other
    /// words: a tick for yes, a slash for 不涉及, a blank that counts as something.
    #[must_use]
    pub fn is_routine(self) -> bool {
        matches!(
            self,
            Mending::YesNoMark | Mending::NotApplicable | Mending::BlankAs
        )
    }

    /// What was done, in a few words.
    #[must_use]
    pub fn message(self, lang: Lang) -> &'static str {
        match self {
            Mending::NumberAsText => lang.pick("文本型数字按数值读取", "number stored as text"),
            Mending::FullWidth => lang.pick("全角字符按半角读取", "full-width characters"),
            Mending::UnitInCell => lang.pick("去掉单位读取数值", "unit in the cell dropped"),
            Mending::Percent => lang.pick("百分数按小数计算", "percentage read as a fraction"),
            Mending::LossSign => lang.pick("按扣分读取", "read as a loss of marks"),
            Mending::YesNoMark => lang.pick("符号或文字按是/否读取", "mark read as yes or no"),
            Mending::NotApplicable => lang.pick("按不涉及读取", "read as not applicable"),
            Mending::Thousands => lang.pick("去掉千位分隔符", "thousands separators dropped"),
            Mending::DateText => lang.pick("文字日期按日期读取", "date written as text"),
            Mending::NameSpaces => lang.pick("去掉名称中的空格或换行", "spaces in a name dropped"),
            Mending::TotalRow => lang.pick("小计、合计或平均行未计入", "total row passed over"),
            Mending::RepeatedHeader => {
                lang.pick("重复的表头行未计入", "repeated header passed over")
            }
            Mending::TrailingNote => lang.pick("表下说明行未计入", "note passed over"),
            Mending::UnknownColumn => lang.pick(
                "方案中没有这一列,未使用",
                "column unknown to the scheme, not used",
            ),
            Mending::UnusedSheet => lang.pick(
                "工作表中没有可用的表格,未使用",
                "no table found on the sheet, not used",
            ),
            Mending::HiddenSheet => lang.pick("隐藏的工作表未读取", "hidden sheet not read"),
            Mending::BlankAs => lang.pick("空白按方案规定计", "blank counted as the scheme says"),
            Mending::Clamped => lang.pick(
                "超出范围的数按方案规定收回",
                "value brought back within its limits",
            ),
            Mending::HiddenRow => lang.pick("隐藏的行照样读取", "hidden row read like the others"),
            Mending::SameFile => lang.pick(
                "与另一个文件内容完全相同,只读一次",
                "same content as another file, read once",
            ),
            Mending::NotCounted => lang.pick(
                "本单位不适用此项,填写的值未计入",
                "the item is not for this subject, the value was left out",
            ),
            Mending::NoneAsZero => lang.pick("“无”按 0 计", "无 (none) read as zero"),
        }
    }
}
