use super::Lang;

/// What is wrong with the data or the environment: data first, prose from it.
///
/// Codes are stable; a code that is retired is never used again. Mistakes in a scheme (`E1xx`)
/// have a type of their own, because they point into a text and not at a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A number was expected.
    NotANumber {
        /// What the cell shows.
        found: String,
        /// What it should hold.
        expected: Expected,
    },
    /// A number below or above what the column allows.
    OutOfRange {
        /// What the cell shows.
        found: String,
        /// Lowest value allowed.
        low: String,
        /// Highest value allowed.
        high: String,
    },
    /// A negative number where none can be.
    Negative {
        /// What the cell shows.
        found: String,
    },
    /// A count that is not whole.
    NotWhole {
        /// What the cell shows.
        found: String,
    },
    /// A word that is none of the choices.
    NotAChoice {
        /// What the cell shows.
        found: String,
        /// The words that are allowed.
        choices: Vec<String>,
    },
    /// Neither yes nor no.
    NotYesNo {
        /// What the cell shows.
        found: String,
    },
    /// Not a date.
    NotADate {
        /// What the cell shows.
        found: String,
    },
    /// A label (轮次, 检查来源) that the scheme does not list, or none where it needs one.
    UnknownLabel {
        /// What the label tells apart.
        name: String,
        /// What stands there; empty: nothing.
        found: String,
        /// The nearest that is listed.
        nearest: Option<String>,
        /// All that are listed.
        labels: Vec<String>,
    },
    /// A label that a subject should have a row of.
    MissingRow {
        /// What the label tells apart.
        name: String,
        /// The label.
        label: String,
    },
    /// Fewer rows than the scheme needs to drop, trim or average.
    FewerRows {
        /// What the rows are.
        name: String,
        /// How many there are.
        found: u32,
        /// How many are needed.
        least: u32,
    },
    /// A ledger that the scheme needs and nobody gave.
    NoLedger {
        /// Its name.
        name: String,
    },
    /// Marks were lost and nobody wrote why, where the scheme wants a reason.
    NoReason {
        /// Title of the item.
        title: String,
        /// Marks lost.
        lost: String,
    },
    /// A finding without a reason, where the scheme wants one.
    FindingWithoutReason {
        /// Title of the clause.
        title: String,
        /// Marks lost, where one occurrence has a price.
        lost: Option<String>,
    },
    /// 不涉及 without an explanation, where the scheme wants one.
    NoExplanation {
        /// Title of the item.
        title: String,
    },
    /// A check of the scheme does not hold.
    CheckFails {
        /// The check's title.
        title: String,
        /// What must hold, with the figures in it.
        must: String,
    },
    /// A blank where the scheme wants a value.
    Blank {
        /// What it should hold.
        expected: Expected,
    },
    /// The cell shows an error such as `#DIV/0!`.
    ErrorCell {
        /// What the cell shows.
        found: String,
    },
    /// A formula without a stored result.
    NoCachedValue,
    /// A number that can be read two ways (0.98 in a column of percentages).
    Ambiguous {
        /// What the cell shows.
        found: String,
        /// The one reading.
        one: String,
        /// The other reading.
        other: String,
    },
    /// More digits than can be kept exactly.
    TooPrecise {
        /// What the cell shows.
        found: String,
    },
    /// 不涉及 where the scheme does not allow it.
    NotApplicableHere,
    /// The same subject and criterion twice.
    Twice {
        /// Place of the first.
        first: String,
    },
    /// A data row without a subject's name.
    NoSubject,
    /// A subject that is not in the roster.
    NotInRoster {
        /// The name.
        name: String,
        /// The nearest name that exists.
        nearest: Option<String>,
    },
    /// The same subject twice in the roster.
    TwiceInRoster {
        /// The name.
        name: String,
        /// Place of the first.
        first: String,
    },
    /// A criterion for which no input has a column.
    NoColumn {
        /// Title of the criterion or column.
        title: String,
    },
    /// A heading that the scheme does not know, and near to a column that was not found.
    Misheaded {
        /// What the heading shows.
        found: String,
        /// The column that it may be.
        meant: String,
    },
    /// A subject that stands in logs only, while others have a row in a check sheet.
    OnlyInLog {
        /// The name.
        name: String,
    },
    /// A log row whose clause the scheme does not know.
    UnknownClause {
        /// What the cell shows.
        found: String,
        /// The nearest name that exists.
        nearest: Option<String>,
    },
    /// A log row without a loss or a count.
    LogRowWithoutLoss,
    /// Two files give different values for an attribute.
    AttributeConflict {
        /// The name.
        name: String,
        /// The value here.
        here: String,
        /// The value elsewhere, with its place.
        there: String,
    },
    /// The same criterion in two columns of a sheet.
    ColumnTwice {
        /// Title of the criterion or column.
        title: String,
        /// Place of the first.
        first: String,
    },
    /// A heading that states other full marks than the scheme.
    HeadingMarks {
        /// Title of the criterion or column.
        title: String,
        /// Marks in the heading.
        stated: String,
        /// Marks in the scheme.
        marks: String,
    },
    /// Places that are no whole number, or negative.
    NotPlaces {
        /// What the cell shows.
        found: String,
    },
    /// A row of a sheet of groups that names none.
    NotAGroup {
        /// The attribute.
        by: String,
        /// The name.
        name: String,
        /// The nearest name that exists.
        nearest: Option<String>,
    },
    /// The same group twice in sheets of groups.
    GroupTwice {
        /// The name.
        name: String,
        /// Place of the first.
        first: String,
    },
    /// A group without a row in a sheet of groups.
    GroupWithoutRow {
        /// The attribute.
        by: String,
        /// The name.
        name: String,
    },
    /// No sheet of groups with a column that the scheme asks for.
    NoGroupSheet {
        /// What the scheme calls the sheet or column.
        sheet: String,
        /// The award or figure that needs it.
        of: String,
        /// The attribute.
        by: String,
    },
    /// No table that the scheme knows in the file.
    NoTable,
    /// Nothing at all to score.
    NoData,
    /// More problems of a kind than are listed one by one.
    Unreadable {
        /// What is known about it (technical, English).
        detail: String,
    },
    /// Not a workbook that can be read.
    NotAWorkbook {
        /// What the file is instead.
        kind: FileKind,
    },
    /// A workbook that would need an unreasonable amount of memory.
    TooLarge {
        /// What is known about it (technical, English).
        detail: String,
    },
    /// A file that cannot be read.
    CannotRead {
        /// The file.
        file: String,
        /// What is known about it (technical, English).
        detail: String,
    },
    /// A file that cannot be written.
    CannotWrite {
        /// The file.
        file: String,
        /// What is known about it (technical, English).
        detail: String,
    },
    /// A file exists that this program did not make.
    WouldOverwrite {
        /// The file.
        file: String,
    },
    /// A policy needed an explicit decision.
    TieAtQuota {
        /// The award.
        award: String,
        /// Who is tied.
        names: Vec<String>,
    },
}

/// What a cell should have held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Marks from 0 to the full marks.
    Marks {
        /// Full marks.
        full: String,
    },
    /// A whole number of occurrences.
    Count,
    /// Marks lost.
    Loss {
        /// Full marks.
        full: String,
    },
    /// Marks lost, none or between two limits.
    LossBetween {
        /// The least that one occurrence costs.
        least: String,
        /// The most.
        full: String,
    },
    /// A percentage.
    Percent,
    /// Any number.
    Number,
    /// One of a list of words.
    Choice {
        /// The words that are allowed.
        choices: Vec<String>,
    },
    /// Yes or no.
    YesNo,
    /// Text.
    Text,
    /// A date.
    Date,
    /// A whole number of places (名额).
    Places,
    /// A loss that is so many times the loss of one occurrence.
    LossPerTime {
        /// Marks lost by one occurrence.
        each: String,
    },
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
            Expected::LossBetween { least, full } => lang.pick(
                format!("0,或 {least}–{full} 之间的扣分"),
                format!("0 or a loss from {least} to {full}"),
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
            Expected::Places => lang.pick(
                "名额个数(0、1、2…)".into(),
                "a number of places (0, 1, 2 …)".into(),
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
            Fault::OnlyInLog { .. } => "E224",
            Fault::NoColumn { .. } => "E230",
            Fault::UnknownClause { .. } => "E231",
            Fault::LogRowWithoutLoss => "E232",
            Fault::AttributeConflict { .. } => "E233",
            Fault::ColumnTwice { .. } => "E234",
            Fault::HeadingMarks { .. } => "E235",
            Fault::UnknownLabel { .. } => "E236",
            Fault::MissingRow { .. } => "E237",
            Fault::FewerRows { .. } => "E238",
            Fault::CheckFails { .. } => "E239",
            Fault::NoLedger { .. } => "E245",
            Fault::NoReason { .. } => "E246",
            Fault::FindingWithoutReason { .. } => "E247",
            Fault::NoExplanation { .. } => "E248",
            Fault::Misheaded { .. } => "E249",
            Fault::NoTable => "E240",
            Fault::NoData => "E241",
            Fault::Unreadable { .. } => "E242",
            Fault::NotAWorkbook { .. } => "E243",
            Fault::TooLarge { .. } => "E244",
            Fault::TieAtQuota { .. } => "E250",
            Fault::NotPlaces { .. } => "E260",
            Fault::NotAGroup { .. } => "E261",
            Fault::GroupTwice { .. } => "E262",
            Fault::GroupWithoutRow { .. } => "E263",
            Fault::NoGroupSheet { .. } => "E264",
            Fault::CannotRead { .. } => "E301",
            Fault::CannotWrite { .. } => "E302",
            Fault::WouldOverwrite { .. } => "E303",
        }
    }
}
