use std::ops::Range;

use super::value::Type;

/// Something wrong in a formula, and where (bytes of the formula's text).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The bytes to underline.
    pub span: Range<usize>,
    /// What is wrong there.
    pub kind: MistakeKind,
}

impl Mistake {
    pub(super) fn new(span: Range<usize>, kind: MistakeKind) -> Self {
        Mistake { span, kind }
    }
}

/// The kinds of mistake a formula can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MistakeKind {
    /// Nothing was written.
    Empty,
    /// Digits that are no number.
    BadNumber(String),
    /// A quoted text without its closing quote.
    OpenText,
    /// A bracketed name without its closing bracket.
    OpenName,
    /// A character the language does not use.
    StrangeCharacter(char),
    /// Something else was expected here.
    Unexpected {
        /// What stands there; empty at the end of the formula.
        found: String,
    },
    /// A bracket was not closed.
    Unclosed,
    /// Nested too deeply, or too long.
    TooDeep,
    /// No such name here.
    UnknownName {
        /// The name.
        name: String,
        /// The nearest name that exists.
        nearest: Option<String>,
    },
    /// No such function.
    UnknownFunction {
        /// The name.
        name: String,
        /// The nearest function that exists.
        nearest: Option<String>,
    },
    /// Too few or too many arguments.
    Arity {
        /// The function.
        function: &'static str,
        /// Fewest arguments.
        least: usize,
        /// Most arguments.
        most: usize,
        /// Arguments found.
        found: usize,
    },
    /// A value of another type was wanted.
    WrongType {
        /// The type wanted.
        wanted: Type,
        /// The type found.
        found: Type,
    },
    /// A list where one value is wanted.
    ListMisplaced {
        /// The list's name.
        name: String,
    },
    /// Neither a list nor a name where the values of a list are wanted.
    ListWanted {
        /// The function.
        function: &'static str,
    },
    /// A condition text that says nothing about these values.
    BadCondition,
    /// A day that is in no calendar.
    NoSuchDate,
}
