use std::ops::Range;

use crate::formula;
use crate::problem::{Excerpt, Lang};

/// A mistake in a rule file: what, and which bytes to underline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Bytes of the rule file.
    pub span: Range<usize>,
    /// What is wrong there.
    pub kind: MistakeKind,
}

/// What a value should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Text in quotes.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Bool,
    /// A table.
    Table,
    /// A whole number that is not negative.
    Whole,
    /// A number above zero.
    Positive,
}

/// Why nobody can have an award.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreachable {
    /// Its quota has no place in any group.
    NoPlace,
    /// It asks for an award that it also excludes.
    Excluded,
    /// It asks for or excludes itself.
    Itself,
}

/// Every kind of mistake a rule file can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MistakeKind {
    /// The text is not TOML.
    Syntax {
        /// The parser's own words (English).
        detail: String,
    },
    /// A key that is not ASCII without quotes, or not known anyway.
    ChineseKey,
    /// A key nobody knows.
    UnknownKey {
        /// The key as written.
        key: String,
        /// The nearest known one.
        nearest: Option<String>,
        /// All that are known here.
        known: Vec<String>,
    },
    /// A key that must be there.
    MissingKey {
        /// The key.
        key: &'static str,
    },
    /// A value of another kind.
    WrongKind {
        /// What it should be.
        wanted: Wanted,
    },
    /// A word that is not on the list.
    UnknownWord {
        /// The word.
        word: String,
        /// The nearest on the list.
        nearest: Option<String>,
        /// The list.
        choices: Vec<String>,
    },
    /// The same id twice.
    DuplicateId {
        /// The id.
        id: String,
        /// Line of the first.
        first_line: usize,
    },
    /// Two inputs of one name where a formula could not tell them apart.
    DuplicateName {
        /// The name.
        name: String,
    },
    /// The children's marks are not the parent's.
    MarksDoNotAddUp {
        /// Title of the parent.
        title: String,
        /// Marks the parent claims.
        marks: String,
        /// Sum of the children's.
        sum: String,
    },
    /// The children's weights do not add up to 1 (or 100).
    WeightsDoNotAddUp {
        /// Title of the parent.
        title: String,
        /// Sum of the weights.
        sum: String,
    },
    /// A child of a weighted node without a weight, or a weight where none is used.
    WeightMisplaced {
        /// Whether a weight is wanted here.
        wanted: bool,
    },
    /// A cap above the marks it caps.
    CapAboveMarks {
        /// The cap.
        cap: String,
        /// The marks.
        marks: String,
    },
    /// More marks than the item has.
    MarksAboveItem {
        /// The marks given.
        given: String,
        /// The item's marks.
        marks: String,
    },
    /// More than one scoring method in an item.
    TwoMethods {
        /// The first.
        first: &'static str,
        /// The second.
        second: &'static str,
    },
    /// A scoring method on a node that has children.
    MethodOnParent {
        /// The method.
        method: &'static str,
    },
    /// Parts, sections and items side by side in one node.
    MixedChildren,
    /// A key that means nothing without another.
    NeedsKey {
        /// The key that is there.
        key: &'static str,
        /// The key that is missing.
        needs: &'static str,
    },
    /// Nothing to score.
    NoCriteria,
    /// A mistake in a formula or condition.
    Formula(formula::MistakeKind),
    /// Two bands that both hold a value.
    Overlap {
        /// Name of the one.
        one: String,
        /// Name of the other.
        other: String,
        /// A value both hold.
        at: String,
    },
    /// A value between two bands that none holds.
    Gap {
        /// Name of the band above.
        above: String,
        /// Name of the band below.
        below: String,
        /// A value neither holds.
        at: String,
    },
    /// A band or condition that can never hold.
    NeverHolds {
        /// Its name.
        name: String,
    },
    /// An attribute, award or group that does not exist.
    UnknownReference {
        /// The name.
        name: String,
        /// The nearest that exists.
        nearest: Option<String>,
    },
    /// A blank cannot be full marks for this input.
    BlankDoesNotFit,
    /// A limit above 1 for a figure that is a share: 90 where 90% is meant.
    PercentMissing {
        /// As written.
        written: String,
    },
    /// A title that every table uses for something else.
    ReservedTitle {
        /// The title.
        title: String,
    },
    /// An award that nobody can ever have.
    NobodyCanHave {
        /// Its name.
        name: String,
        /// Why not.
        why: Unreachable,
    },
    /// A tie that borrows places where no later award lends them.
    NobodyLends {
        /// Name of the award.
        name: String,
    },
    /// Two keys of which one has to be chosen.
    OneOf {
        /// The first.
        first: &'static str,
        /// The second.
        second: &'static str,
    },
    /// A cap below a grade, without grades that have a lowest score.
    NoGradeFloor,
    /// A gate that nobody can pass.
    NobodyPasses {
        /// The gate.
        title: String,
    },
    /// A veto, grade or award whose condition can never hold.
    CannotHold {
        /// Its name.
        title: String,
    },
    /// An item that nothing that is read can change.
    NothingFills {
        /// Its title.
        title: String,
    },
    /// A veto that always holds.
    EverybodyVetoed {
        /// The veto.
        title: String,
    },
    /// An award that no holder of the award it is built on can have.
    NobodyFrom {
        /// The award.
        name: String,
        /// The award it is built on.
        from: String,
    },
    /// Caution: a better score may cost something.
    MayFall {
        /// What it may cost.
        falls: Falls,
        /// Whose it is.
        title: String,
        /// The criterion whose score was better.
        criterion: String,
        /// How many other criteria do the same.
        more: usize,
    },
    /// Caution: a gate or award whose condition always holds.
    AlwaysHolds {
        /// Its name.
        title: String,
    },
    /// Caution: a key that is the same for everybody.
    DecidesNothing {
        /// The key as written.
        key: String,
    },
}

/// What a better score may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Falls {
    /// The score of a criterion above it.
    Score,
    /// The total.
    Total,
    /// The grade.
    Grade,
    /// An award.
    Award,
    /// The order of equal totals.
    Key,
    /// A veto begins to hold.
    Veto,
    /// A gate is no longer passed.
    Gate,
}

impl MistakeKind {
    /// Stable code: `E1xx`, and `W1xx` for cautions.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            MistakeKind::Syntax { .. } => "E100",
            MistakeKind::ChineseKey => "E101",
            MistakeKind::UnknownKey { .. } => "E102",
            MistakeKind::MissingKey { .. } => "E103",
            MistakeKind::WrongKind { .. } => "E104",
            MistakeKind::UnknownWord { .. } => "E105",
            MistakeKind::DuplicateId { .. } => "E106",
            MistakeKind::DuplicateName { .. } => "E107",
            MistakeKind::MarksDoNotAddUp { .. } => "E110",
            MistakeKind::WeightsDoNotAddUp { .. } => "E111",
            MistakeKind::WeightMisplaced { .. } => "E112",
            MistakeKind::CapAboveMarks { .. } => "E113",
            MistakeKind::MarksAboveItem { .. } => "E114",
            MistakeKind::TwoMethods { .. } => "E115",
            MistakeKind::MethodOnParent { .. } => "E116",
            MistakeKind::MixedChildren => "E117",
            MistakeKind::NeedsKey { .. } => "E118",
            MistakeKind::NoCriteria => "E119",
            MistakeKind::Formula(kind) => match kind {
                formula::MistakeKind::UnknownName { .. } => "E121",
                formula::MistakeKind::UnknownFunction { .. } => "E122",
                formula::MistakeKind::Arity { .. } => "E123",
                formula::MistakeKind::WrongType { .. } => "E124",
                formula::MistakeKind::ListMisplaced { .. }
                | formula::MistakeKind::ListWanted { .. } => "E125",
                formula::MistakeKind::BadCondition => "E126",
                formula::MistakeKind::NoSuchDate => "E127",
                _ => "E120",
            },
            MistakeKind::Overlap { .. } => "E130",
            MistakeKind::Gap { .. } => "E131",
            MistakeKind::NeverHolds { .. } => "E132",
            MistakeKind::UnknownReference { .. } => "E133",
            MistakeKind::BlankDoesNotFit => "E134",
            MistakeKind::NoGradeFloor => "E135",
            MistakeKind::PercentMissing { .. } => "E136",
            MistakeKind::ReservedTitle { .. } => "E137",
            MistakeKind::NobodyCanHave { .. } => "E150",
            MistakeKind::NobodyLends { .. } => "E151",
            MistakeKind::OneOf { .. } => "E152",
            MistakeKind::NobodyPasses { .. } => "E160",
            MistakeKind::CannotHold { .. } => "E161",
            MistakeKind::EverybodyVetoed { .. } => "E162",
            MistakeKind::NobodyFrom { .. } => "E163",
            MistakeKind::NothingFills { .. } => "E164",
            MistakeKind::MayFall { .. } => "W101",
            MistakeKind::AlwaysHolds { .. } => "W102",
            MistakeKind::DecidesNothing { .. } => "W103",
        }
    }
}

impl Mistake {
    /// The mistake as a compiler shows one: file, line, column, the line itself, what to write.
    #[must_use]
    pub fn render(&self, file: &str, text: &str, lang: Lang, colour: bool) -> String {
        let (message, help) = (self.kind.message(lang), self.kind.help(lang));
        let code = self.kind.code();
        Excerpt {
            file,
            text,
            span: &self.span,
            code,
            message: &message,
            help: &help,
        }
        .render(lang, colour)
    }
}
