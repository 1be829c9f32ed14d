use super::Lang;

/// What is wrong with the data or the environment: data first, prose from it.
///
/// Codes are stable; a code that is retired is never used again. Mistakes in a scheme (`E1xx`)
/// have a type of their own, because they point into a text and not at a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A number was expected.
    NotANumber { found: String, expected: Expected },
    /// A number below or above what the column allows.
    OutOfRange {
        found: String,
        low: String,
        high: String,
    },
    /// A negative number where none can be.
    Negative { found: String },
    /// A count that is not whole.
    NotWhole { found: String },
    /// A word that is none of the choices.
    NotAChoice { found: String, choices: Vec<String> },
    /// Neither yes nor no.
    NotYesNo { found: String },
    /// Not a date.
    NotADate { found: String },
    /// A blank where the scheme wants a value.
    Blank { expected: Expected },
    /// The cell shows an error such as `#DIV/0!`.
    ErrorCell { found: String },
    /// A formula without a stored result.
    NoCachedValue,
    /// A number that can be read two ways (0.98 in a column of percentages).
    Ambiguous {
        found: String,
        one: String,
        other: String,
    },
    /// More digits than can be kept exactly.
    TooPrecise { found: String },
    /// 不涉及 where the scheme does not allow it.
    NotApplicableHere,
    /// The same subject and criterion twice.
    Twice { first: String },
    /// A data row without a subject's name.
    NoSubject,
    /// A subject that is not in the roster.
    NotInRoster {
        name: String,
        nearest: Option<String>,
    },
    /// The same subject twice in the roster.
    TwiceInRoster { name: String, first: String },
    /// A criterion for which no input has a column.
    NoColumn { title: String },
    /// A log row whose clause the scheme does not know.
    UnknownClause {
        found: String,
        nearest: Option<String>,
    },
    /// A log row without a loss or a count.
    LogRowWithoutLoss,
    /// Two files give different values for an attribute.
    AttributeConflict {
        name: String,
        here: String,
        there: String,
    },
    /// The same criterion in two columns of a sheet.
    ColumnTwice { title: String, first: String },
    /// No table that the scheme knows in the file.
    NoTable,
    /// Nothing at all to score.
    NoData,
    /// More problems of a kind than are listed one by one.
    Unreadable { detail: String },
    /// Not a workbook that can be read.
    NotAWorkbook { kind: FileKind },
    /// A workbook that would need an unreasonable amount of memory.
    TooLarge { detail: String },
    /// A file that cannot be read.
    CannotRead { file: String, detail: String },
    /// A file that cannot be written.
    CannotWrite { file: String, detail: String },
    /// A file exists that this program did not make.
    WouldOverwrite { file: String },
    /// A policy needed an explicit decision.
    TieAtQuota { award: String, names: Vec<String> },
}

/// What a cell should have held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Marks from 0 to the full marks.
    Marks { full: String },
    /// A whole number of occurrences.
    Count,
    /// Marks lost.
    Loss { full: String },
    /// A percentage.
    Percent,
    /// Any number.
    Number,
    /// One of a list of words.
    Choice { choices: Vec<String> },
    /// Yes or no.
    YesNo,
    /// Text.
    Text,
    /// A date.
    Date,
    /// A loss that is so many times the loss of one occurrence.
    LossPerTime { each: String },
}

/// What a file is when it is not a workbook that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Nothing in it.
    Empty,
    /// Protected by a password.
    Encrypted,
    /// Old binary Excel (.xls).
    Xls,
    /// OpenDocument (.ods).
    Ods,
    /// A web page under a workbook's name.
    Html,
    /// Plain text or CSV.
    Text,
    /// A zip archive without a workbook in it.
    Zip,
    /// Broken or truncated.
    Broken,
    /// Anything else.
    Other,
}

impl Expected {
    /// The expectation in words.
    #[must_use]
    pub fn words(&self, lang: Lang) -> String {
        match self {
            Expected::Marks { full } => lang.pick(
                format!("0–{full} 之间的得分"),
                format!("marks from 0 to {full}"),
            ),
            Expected::Count => lang.pick("次数(0、1、2…)".into(), "a count (0, 1, 2 …)".into()),
            Expected::Loss { full } => lang.pick(
                format!("0–{full} 之间的扣分"),
                format!("a loss from 0 to {full}"),
            ),
            Expected::Percent => {
                lang.pick("百分数,如 98%".into(), "a percentage such as 98%".into())
            }
            Expected::Number => lang.pick("数字".into(), "a number".into()),
            Expected::Choice { choices } => {
                let list = choices.join(lang.pick("、", ", "));
                lang.pick(format!("{list} 之一"), format!("one of {list}"))
            }
            Expected::YesNo => lang.pick("√ 或 ×(是/否)".into(), "yes or no (√ or ×)".into()),
            Expected::LossPerTime { each } => lang.pick(
                format!("扣分应为次数 × {each}"),
                format!("a loss of {each} for each occurrence"),
            ),
            Expected::Text => lang.pick("文字".into(), "text".into()),
            Expected::Date => lang.pick(
                "日期,如 2026-10-08".into(),
                "a date such as 2026-10-08".into(),
            ),
        }
    }
}

impl Fault {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Fault::NotANumber { .. } => "E201",
            Fault::OutOfRange { .. } => "E202",
            Fault::Negative { .. } => "E203",
            Fault::NotWhole { .. } => "E204",
            Fault::NotAChoice { .. } => "E205",
            Fault::NotYesNo { .. } => "E206",
            Fault::NotADate { .. } => "E207",
            Fault::Blank { .. } => "E208",
            Fault::ErrorCell { .. } => "E209",
            Fault::NoCachedValue => "E210",
            Fault::Ambiguous { .. } => "E211",
            Fault::TooPrecise { .. } => "E212",
            Fault::NotApplicableHere => "E213",
            Fault::Twice { .. } => "E220",
            Fault::NoSubject => "E221",
            Fault::NotInRoster { .. } => "E222",
            Fault::TwiceInRoster { .. } => "E223",
            Fault::NoColumn { .. } => "E230",
            Fault::UnknownClause { .. } => "E231",
            Fault::LogRowWithoutLoss => "E232",
            Fault::AttributeConflict { .. } => "E233",
            Fault::ColumnTwice { .. } => "E234",
            Fault::NoTable => "E240",
            Fault::NoData => "E241",
            Fault::Unreadable { .. } => "E242",
            Fault::NotAWorkbook { .. } => "E243",
            Fault::TooLarge { .. } => "E244",
            Fault::TieAtQuota { .. } => "E250",
            Fault::CannotRead { .. } => "E301",
            Fault::CannotWrite { .. } => "E302",
            Fault::WouldOverwrite { .. } => "E303",
        }
    }
}
