use std::sync::Arc;

use super::award::{Award, GroupColumn};
use super::fold::Fold;
use super::frame::{Frame, FrameId};
use super::mistake::Mistake;
pub use super::raw::{Combine, Conversion, NoRecord, Partial, Record, Side, Ties};
use super::rollup::RollupRule;
use crate::formula::{Expr, Ref, Type, Value};
use crate::number::{Decimal, Rounding, plain};
use crate::problem::Expected;

/// A scheme that has passed every check, compiled: one list of columns to fill, row by row.
///
/// A subject is a row. Its first columns are what was read (attributes, facts, inputs); the rest
/// are computed from those to their left, each by one expression. Computing, writing formulas and
/// explaining all walk this list.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Short ASCII name.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Version, so that results of different years are not mixed up.
    pub version: String,
    /// What is ranked: 企业, 工作站, 班组.
    pub subject: String,
    /// Full marks of the whole.
    pub marks: Decimal,
    /// How the score comes from the top level.
    pub combine: Combine,
    /// Whether 不涉及 is converted at the top level.
    pub conversion: Option<Conversion>,
    /// Where the figures come from, and what is 示例.
    pub basis: Vec<String>,
    /// A remark for the reader of the result.
    pub note: Option<String>,
    /// SHA-256 of the rule file's text, in hexadecimal.
    pub sha256: String,
    /// How the total is rounded.
    pub rounding: Rounding,
    /// What a roster subject without any record is.
    pub no_record: NoRecord,
    /// Whether every loss needs a written reason.
    pub reasons: bool,
    /// Whether every 不涉及 needs an explanation.
    pub explanations: bool,
    /// The tables that the columns belong to; the first is the subjects'.
    pub frames: Vec<Frame>,
    /// Every quantity, in an order in which each depends only on earlier ones.
    pub columns: Vec<Column>,
    /// The column of the subject's name.
    pub name: Ref,
    /// Columns of the roster.
    pub attributes: Vec<Ref>,
    /// Columns that conditions look at and nothing scores.
    pub facts: Vec<Ref>,
    /// Every criterion, parents before children.
    pub criteria: Vec<Criterion>,
    /// Top-level criteria of the score itself.
    pub tops: Vec<CriterionId>,
    /// Groups of bonus items.
    pub bonuses: Vec<CriterionId>,
    /// Groups of penalty items.
    pub penalties: Vec<CriterionId>,
    /// The columns above the tree.
    pub summary: Summary,
    /// What must hold for the data to be believed.
    pub checks: Vec<Check>,
    /// What must hold before anything is scored.
    pub gates: Vec<Gate>,
    /// What decides over the score.
    pub vetoes: Vec<Veto>,
    /// Grades, best first.
    pub grades: Vec<Grade>,
    /// How subjects are ordered.
    pub ranking: Ranking,
    /// Who is listed.
    pub awards: Vec<Award>,
    /// Figures, places and awards of areas.
    pub rollups: Vec<RollupRule>,
    /// What is read from sheets that are keyed by an attribute's values.
    pub group_columns: Vec<GroupColumn>,
    /// What the scheme does that its author should know, by its place in the rule file.
    pub cautions: Vec<Mistake>,
}

/// Index of a criterion in [`Scheme::criteria`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CriterionId(pub u32);

impl CriterionId {
    /// As an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The columns above the tree, in the order in which they are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// The tree's own score, unrounded, 不涉及 converted.
    pub base: Ref,
    /// All bonus groups together, capped.
    pub bonus: Option<Ref>,
    /// All penalty groups together.
    pub penalty: Option<Ref>,
    /// Rounded total before vetoes with softer effects; `total` itself where there are none.
    pub before_vetoes: Ref,
    /// The published score.
    pub total: Ref,
    /// The total that ranks and grades look at: the published one, or the one before rounding.
    pub decides: Ref,
    /// Name of the grade; absent in a scheme without grades.
    pub grade: Option<Ref>,
}

/// One quantity of a subject.
#[derive(Debug, Clone)]
pub struct Column {
    /// What it is called in formulas and headings.
    pub name: Arc<str>,
    /// Whose it is.
    pub owner: Owner,
    /// The frame that it belongs to.
    pub frame: FrameId,
    /// Its type.
    pub kind: Type,
    /// Its unit, for headings: 人, 项, %.
    pub unit: Option<String>,
    /// Whether it can never be 不涉及.
    pub applies: bool,
    /// How it is filled.
    pub content: Content,
}

/// Whose a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The subject's name.
    Subject,
    /// An attribute from the roster.
    Attribute,
    /// A fact.
    Fact,
    /// An input of a criterion.
    Input(CriterionId),
    /// The figure (a rate, say) that a criterion's marks are read off.
    Figure(CriterionId),
    /// Marks that a criterion loses beyond its own, charged to its parent (追加扣分).
    Extra(CriterionId),
    /// The full marks of what was assessed under a criterion.
    Available(CriterionId),
    /// The score of a criterion.
    Score(CriterionId),
    /// The veto of this index: whether it holds.
    Veto(usize),
    /// The label that tells the rows of its frame apart.
    Label,
    /// What is read in a ledger.
    Entry,
    /// A figure about the rows of a frame: how many there are, how far apart they lie.
    About(FrameId),
    /// A figure over scores, for decisions.
    Measure,
    /// One of the summary's columns.
    Summary,
}

/// How a column is filled.
#[derive(Debug, Clone)]
pub enum Content {
    /// Read from the workbooks.
    Read(Input),
    /// Computed from earlier columns.
    Computed(Expr),
    /// Folded from the rows of a frame below.
    Folded(Fold),
}

/// What is read into a column.
#[derive(Debug, Clone)]
pub struct Input {
    /// What a cell may hold.
    pub holds: Holds,
    /// What a blank counts as; `None`: a blank is a problem.
    pub blank: Option<Value>,
    /// Whether 不涉及 is allowed.
    pub not_applicable: bool,
    /// For whom it is filled in; everybody where there is no condition. For others it is 不涉及.
    pub when: Option<Expr>,
    /// Whether a value beyond its limits is brought back instead of being a problem.
    pub clamp: bool,
    /// Headings it may stand under, besides the column's name.
    pub headings: Vec<String>,
    /// Marks lost by one occurrence, for inputs that a log can fill.
    pub each: Option<Decimal>,
}

/// What a cell may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// Marks from 0 to `full`.
    Marks {
        /// Full marks.
        full: Decimal,
    },
    /// Marks lost: none, or from `least` to `full`.
    Loss {
        /// The most that can be lost.
        full: Decimal,
        /// The least that one occurrence costs.
        least: Decimal,
    },
    /// A whole number of occurrences.
    Count,
    /// A number that is not negative.
    Number,
    /// A number of either sign.
    Signed,
    /// A share; 98% is 0.98.
    Percent,
    /// One of these words, and the marks each is worth.
    Choice(Vec<(String, Decimal)>),
    /// Yes or no.
    YesNo,
    /// Any text.
    Text,
    /// A day.
    Date,
}

/// What a condition does to the score of a criterion.
#[derive(Debug, Clone)]
pub struct Guard {
    /// The condition.
    pub when: Expr,
    /// What follows.
    pub then: GuardEffect,
    /// The clause in words.
    pub note: Option<String>,
}

/// What follows from a guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuardEffect {
    /// The score becomes zero.
    Zero,
    /// Marks are lost, the score is capped, or both.
    Softer {
        /// Marks to lose.
        deduct: Decimal,
        /// The most it can have.
        cap: Option<Decimal>,
    },
}

/// A node of the tree.
#[derive(Debug, Clone)]
pub struct Criterion {
    /// Id, unique in the scheme.
    pub id: String,
    /// Title.
    pub title: String,
    /// Full marks; for bonus and penalty groups the most they can give or cost.
    pub marks: Decimal,
    /// Share of the parent's score, where the parent combines by weight.
    pub weight: Option<Decimal>,
    /// What part of the scheme it belongs to.
    pub branch: Branch,
    /// Depth below the whole: 0 for top-level criteria.
    pub depth: usize,
    /// The node above.
    pub parent: Option<CriterionId>,
    /// The nodes below, in the order of the rule file.
    pub children: Vec<CriterionId>,
    /// How children combine.
    pub combine: Combine,
    /// What stands for 不涉及 below; `None`: the level above settles it.
    pub conversion: Option<Conversion>,
    /// How a leaf is scored; `None` for a node with children.
    pub method: Option<Method>,
    /// Columns read for it.
    pub inputs: Vec<Ref>,
    /// For whom it is inspected; everybody where there is no condition.
    pub when: Option<Expr>,
    /// Whether it is a key item (保证项目): at 0 its parent is 0.
    pub key: bool,
    /// The subtotal of key items below which the node is 0.
    pub key_below: Option<Decimal>,
    /// When its key items make it 0, in the row in which it is inspected.
    pub key_zero: Option<Expr>,
    /// What conditions do to its score, in the order in which they are applied.
    pub guards: Vec<Guard>,
    /// Bonus and penalty items on top of it, which are no part of its marks.
    pub on_top: Vec<CriterionId>,
    /// Whether bonus items on top may lift it above its marks.
    pub beyond: bool,
    /// Whether its full marks differ from subject to subject: so many marks for each of its rows.
    pub varies: bool,
    /// The figure its marks are read off.
    pub figure: Option<Ref>,
    /// Full marks of what was assessed below, where they are handed up.
    pub available: Option<Ref>,
    /// Marks it loses beyond its own, charged to its parent.
    pub extra: Option<Ref>,
    /// Its score, in the subject's own row.
    pub score: Ref,
    /// Its score in the row in which it is inspected; `score` itself where that is the subject's.
    pub inspected: Ref,
    /// The clause in words.
    pub note: Option<String>,
    /// Other headings.
    pub aliases: Vec<String>,
}

/// The three branches of a scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branch {
    /// The score itself.
    Score,
    /// 加分.
    Bonus,
    /// 扣分.
    Penalty,
}

/// How a leaf is scored. Each is sugar: the score column's expression is what counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Method {
    /// The inspector writes the marks.
    Marks,
    /// So many marks an occurrence, by clauses.
    Deduct {
        /// The clauses.
        clauses: Vec<Clause>,
        /// What the cell holds.
        record: Record,
        /// Whether only the largest loss counts.
        largest: bool,
        /// Where it starts.
        start: Decimal,
        /// The most it can reach.
        up_to: Decimal,
    },
    /// All or nothing.
    Pass,
    /// One of several levels.
    Choice(Vec<(String, Decimal)>),
    /// So many marks a piece of evidence, capped.
    Counter {
        /// Marks each.
        each: Decimal,
        /// What is counted.
        per: Option<String>,
        /// At most.
        cap: Decimal,
    },
    /// Marks lost by steps away from a target.
    Steps(Steps),
    /// Marks lost a day after it was due.
    Late {
        /// When it is due.
        due: Expr,
        /// Marks a day.
        each: Decimal,
        /// The most it can cost.
        cap: Decimal,
    },
    /// Along a line between no marks and full marks.
    Line {
        /// No marks at this figure.
        zero: Decimal,
        /// Full marks at this figure.
        full: Decimal,
    },
    /// Marks by bands of a figure.
    Bands(Vec<(Band, Decimal)>),
    /// An expression of the inputs.
    Formula,
}

/// A clause of a deduct item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// Marks lost by one occurrence; `None`: everything.
    pub each: Option<Decimal>,
    /// Whether an occurrence gains marks instead of losing them.
    pub gains: bool,
    /// The least and the most that the inspector can take off for it.
    pub range: Option<(Decimal, Decimal)>,
    /// Marks charged to the parent for each occurrence, beyond the item's own.
    pub extra: Option<Decimal>,
    /// What an occurrence is: 缺1人.
    pub per: Option<String>,
    /// The most this clause can cost.
    pub cap: Option<Decimal>,
}

/// The figure at which nothing is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The same for everybody.
    Fixed(Decimal),
    /// By attributes, facts or the round.
    Computed(Expr),
}

/// Marks lost by steps away from a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// No loss at the target.
    pub target: Target,
    /// Width of a step.
    pub every: Decimal,
    /// Marks a step.
    pub deduct: Decimal,
    /// The losing side.
    pub side: Side,
    /// What a begun step costs.
    pub partial: Partial,
    /// The most that can be lost by steps.
    pub cap: Option<Decimal>,
    /// Beyond this figure, this loss instead.
    pub cliff: Option<(Decimal, Decimal)>,
}

/// An interval of numbers; an open side has no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Band {
    /// Lower limit and whether it belongs to the band.
    pub low: Option<(Decimal, bool)>,
    /// Upper limit and whether it belongs to the band.
    pub high: Option<(Decimal, bool)>,
}

/// What must hold for the data to be believed: the rows of a frame in which it does not are
/// problems.
#[derive(Debug, Clone)]
pub struct Check {
    /// Title.
    pub title: String,
    /// The frame whose rows are checked.
    pub frame: FrameId,
    /// The condition.
    pub must: Expr,
    /// The clause in words.
    pub note: Option<String>,
}

/// A condition that must hold before anything is scored (必备条件).
#[derive(Debug, Clone)]
pub struct Gate {
    /// Title.
    pub title: String,
    /// The condition.
    pub when: Expr,
    /// The clause in words.
    pub note: Option<String>,
}

/// A condition that decides over the score (一票否决).
#[derive(Debug, Clone)]
pub struct Veto {
    /// Title.
    pub title: String,
    /// The column that says whether it holds.
    pub holds: Ref,
    /// How many times over: the column of whole times, and the figure as it was written; once where
    /// there is none.
    pub times: Option<(Ref, Expr)>,
    /// What follows.
    pub effect: Effect,
    /// The clause in words.
    pub note: Option<String>,
}

/// What follows from a veto.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Not ranked, no grade, no award.
    Disqualify,
    /// The total becomes zero.
    Zero,
    /// Marks are lost, grades are lost, the total is capped: any of the three.
    Softer {
        /// Grades to go down.
        lower: u32,
        /// Marks to lose.
        deduct: Decimal,
        /// Whether the total stays below the grade reached without the veto.
        below_grade: bool,
        /// The most that the total can be.
        cap: Option<Decimal>,
    },
}

/// A grade (等级, 星级).
#[derive(Debug, Clone)]
pub struct Grade {
    /// Its name.
    pub name: String,
    /// The condition over scores, facts and attributes.
    pub when: Expr,
    /// What the condition asks of the total alone.
    pub band: Band,
    /// The clause in words.
    pub note: Option<String>,
}

/// How subjects are ordered.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// Attributes inside whose values there is a ranking of its own.
    pub within: Vec<Ref>,
    /// The places of equal scores.
    pub ties: Ties,
    /// What decides between equal totals, in turn; larger first.
    pub keys: Vec<TieKey>,
}

/// One key that decides between equal totals.
#[derive(Debug, Clone)]
pub struct TieKey {
    /// As it was written.
    pub text: String,
    /// The figure; larger comes first.
    pub figure: Expr,
}

impl Scheme {
    /// A criterion.
    ///
    /// # Panics
    /// Never for an id that came from this scheme.
    #[must_use]
    pub fn criterion(&self, id: CriterionId) -> &Criterion {
        &self.criteria[id.index()]
    }

    /// A column.
    ///
    /// # Panics
    /// Never for a reference that came from this scheme.
    #[must_use]
    pub fn column(&self, name: Ref) -> &Column {
        &self.columns[name.index()]
    }

    /// What a message about a column concerns: the id of its criterion, or the name of the fact or
    /// attribute.
    #[must_use]
    pub fn concerns(&self, name: Ref) -> String {
        let column = self.column(name);
        match column.owner {
            Owner::Input(id)
            | Owner::Figure(id)
            | Owner::Extra(id)
            | Owner::Available(id)
            | Owner::Score(id) => self.criterion(id).id.clone(),
            Owner::Subject
            | Owner::Attribute
            | Owner::Fact
            | Owner::Veto(_)
            | Owner::Summary
            | Owner::Label
            | Owner::Entry
            | Owner::About(_)
            | Owner::Measure => column.name.to_string(),
        }
    }

    /// What a column is called when it stands alone: `隐患整改率 ▸ 整改数` for an input among several.
    #[must_use]
    pub fn label(&self, name: Ref) -> String {
        let column = self.column(name);
        match column.owner {
            Owner::Input(id) if *self.criterion(id).title != *column.name => {
                format!("{} ▸ {}", self.criterion(id).title, column.name)
            }
            _ => column.name.to_string(),
        }
    }
}

impl Column {
    /// What is read into it, if it is read.
    #[must_use]
    pub fn input(&self) -> Option<&Input> {
        match &self.content {
            Content::Read(input) => Some(input),
            Content::Computed(_) | Content::Folded(_) => None,
        }
    }

    /// How it is computed, if it is computed.
    #[must_use]
    pub fn formula(&self) -> Option<&Expr> {
        match &self.content {
            Content::Computed(expr) => Some(expr),
            Content::Read(_) | Content::Folded(_) => None,
        }
    }
}

impl Band {
    /// Whether a value lies in it.
    #[must_use]
    pub fn holds(&self, value: Decimal) -> bool {
        let above = self
            .low
            .is_none_or(|(low, inclusive)| value > low || (inclusive && value == low));
        let below = self
            .high
            .is_none_or(|(high, inclusive)| value < high || (inclusive && value == high));
        above && below
    }
}

impl Holds {
    /// What a cell should hold, for messages.
    #[must_use]
    pub fn expected(&self) -> Expected {
        match self {
            Holds::Marks { full } => Expected::Marks { full: plain(*full) },
            Holds::Loss { full, least } if least.is_zero() => Expected::Loss { full: plain(*full) },
            Holds::Loss { full, least } => Expected::LossBetween {
                least: plain(*least),
                full: plain(*full),
            },
            Holds::Count => Expected::Count,
            Holds::Number | Holds::Signed => Expected::Number,
            Holds::Percent => Expected::Percent,
            Holds::Choice(levels) => Expected::Choice {
                choices: levels.iter().map(|(word, _)| word.clone()).collect(),
            },
            Holds::YesNo => Expected::YesNo,
            Holds::Text => Expected::Text,
            Holds::Date => Expected::Date,
        }
    }
}
