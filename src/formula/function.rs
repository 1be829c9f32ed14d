use super::value::Type;

/// The functions of the formula language, with Excel's own names and meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// All conditions hold.
    And,
    /// At least one condition holds.
    Or,
    /// The condition does not hold.
    Not,
    /// `IF(condition, then, otherwise)`.
    If,
    /// `IFS(condition, value, condition, value, …)`: the first that holds; none: 不涉及.
    Ifs,
    /// Smallest.
    Min,
    /// Largest.
    Max,
    /// Sum.
    Sum,
    /// Arithmetic mean.
    Average,
    /// How many are numbers.
    Count,
    /// `ROUND(x, places)`: exact halves away from zero.
    Round,
    /// `ROUNDUP(x, places)`: away from zero.
    RoundUp,
    /// `ROUNDDOWN(x, places)`: towards zero.
    RoundDown,
    /// Exact halves to the even neighbour (GB/T 8170). Excel has no function of its own for it.
    RoundEven,
    /// Largest whole number not above.
    Int,
    /// Magnitude.
    Abs,
    /// `CHOOSE(n, a, b, …)`: the n-th of the values, counted from 1.
    Choose,
    /// The middle one; the mean of the two in the middle of an even number.
    Median,
    /// `LARGE(list, k)`: the k-th largest. Compiled, the values stand first and `k` last.
    Large,
    /// `SMALL(list, k)`: the k-th smallest. Compiled, the values stand first and `k` last.
    Small,
    /// `COUNTIF(list, ">=90")`: how many meet it. Compiled, each argument is the condition on one
    /// value.
    CountIf,
    /// `DATE(year, month, day)`; a day that is in no calendar is 不涉及.
    Date,
    /// `EDATE(date, months)`: the same day so many months later, or the last of a shorter month.
    EDate,
    /// The year of a date.
    Year,
}

impl Function {
    /// Every function a rule file can name.
    pub const ALL: [Function; 24] = [
        Function::And,
        Function::Or,
        Function::Not,
        Function::If,
        Function::Ifs,
        Function::Min,
        Function::Max,
        Function::Sum,
        Function::Average,
        Function::Count,
        Function::Round,
        Function::RoundUp,
        Function::RoundDown,
        Function::RoundEven,
        Function::Int,
        Function::Abs,
        Function::Choose,
        Function::Median,
        Function::Large,
        Function::Small,
        Function::CountIf,
        Function::Date,
        Function::EDate,
        Function::Year,
    ];

    /// Name in a formula.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Function::And => "AND",
            Function::Or => "OR",
            Function::Not => "NOT",
            Function::If => "IF",
            Function::Ifs => "IFS",
            Function::Min => "MIN",
            Function::Max => "MAX",
            Function::Sum => "SUM",
            Function::Average => "AVERAGE",
            Function::Count => "COUNT",
            Function::Round => "ROUND",
            Function::RoundUp => "ROUNDUP",
            Function::RoundDown => "ROUNDDOWN",
            Function::RoundEven => "ROUNDEVEN",
            Function::Int => "INT",
            Function::Abs => "ABS",
            Function::Choose => "CHOOSE",
            Function::Median => "MEDIAN",
            Function::Large => "LARGE",
            Function::Small => "SMALL",
            Function::CountIf => "COUNTIF",
            Function::Date => "DATE",
            Function::EDate => "EDATE",
            Function::Year => "YEAR",
        }
    }

    /// The function of a name, in any case of letters.
    #[must_use]
    pub fn named(name: &str) -> Option<Function> {
        Function::ALL
            .into_iter()
            .find(|function| function.name().eq_ignore_ascii_case(name))
    }

    /// Fewest and most arguments.
    #[must_use]
    pub fn arity(self) -> (usize, usize) {
        match self {
            Function::Not | Function::Int | Function::Abs | Function::Year => (1, 1),
            Function::If | Function::Date => (3, 3),
            Function::Large | Function::Small | Function::CountIf | Function::EDate => (2, 2),
            Function::Ifs | Function::Choose => (2, 254),
            Function::Round | Function::RoundUp | Function::RoundDown | Function::RoundEven => {
                (2, 2)
            }
            Function::And
            | Function::Or
            | Function::Min
            | Function::Max
            | Function::Sum
            | Function::Average
            | Function::Median
            | Function::Count => (1, 254),
        }
    }

    /// Type of the argument at `index`; `None` where it follows the result.
    pub(super) fn argument(self, index: usize) -> Option<Type> {
        match self {
            Function::And | Function::Or | Function::Not => Some(Type::Bool),
            Function::If if index == 0 => Some(Type::Bool),
            Function::Ifs if index.is_multiple_of(2) => Some(Type::Bool),
            Function::Choose if index == 0 => Some(Type::Number),
            Function::If | Function::Ifs | Function::Choose => None,
            Function::Year => Some(Type::Date),
            Function::EDate if index == 0 => Some(Type::Date),
            _ => Some(Type::Number),
        }
    }

    /// Type of what it gives; `None` where its branches decide.
    pub(super) fn result(self) -> Option<Type> {
        match self {
            Function::And | Function::Or | Function::Not => Some(Type::Bool),
            Function::If | Function::Ifs | Function::Choose => None,
            Function::Date | Function::EDate => Some(Type::Date),
            _ => Some(Type::Number),
        }
    }

    /// Whether the argument at `index` can be a list of values.
    pub(super) fn takes_list(self, index: usize) -> bool {
        match self {
            Function::Large | Function::Small | Function::CountIf => index == 0,
            Function::And | Function::Or => true,
            _ => self.passes_over(),
        }
    }

    /// Whether it picks one value of a list by its place: the last argument is the place.
    pub(super) fn picks(self) -> bool {
        matches!(self, Function::Large | Function::Small)
    }

    /// Whether names that are 不涉及 are passed over instead of making the whole 不涉及.
    pub(super) fn passes_over(self) -> bool {
        matches!(
            self,
            Function::Min
                | Function::Max
                | Function::Sum
                | Function::Average
                | Function::Count
                | Function::Median
                | Function::Large
                | Function::Small
        )
    }
}
