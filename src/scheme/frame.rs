use super::fold::Fold;
use super::model::{Column, Content, CriterionId, Owner, Scheme};
use crate::formula::Ref;

/// Index of a frame in [`Scheme::frames`](super::Scheme::frames).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameId(pub u32);

impl FrameId {
    /// The subjects themselves: one row each.
    pub const SUBJECT: FrameId = FrameId(0);

    /// As an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A table of rows: the subjects, or what several rows of one subject stand for (轮次, 检查来源,
/// 受检对象, 台账).
///
/// The columns of a scheme belong to frames. A frame other than the subjects' has any number of
/// rows below a row of its parent; a fold in the parent's columns makes one value of them.
#[derive(Debug, Clone)]
pub struct Frame {
    /// What its rows are called, and the heading of the column that tells them apart.
    pub name: String,
    /// What its rows are.
    pub dimension: Dimension,
    /// The frame whose rows its rows belong to.
    pub parent: FrameId,
    /// The column that tells its rows apart; none for the subjects and for ledgers.
    pub label: Option<Ref>,
    /// The labels its rows can have, in order; empty: any.
    pub labels: Vec<String>,
    /// Whether other labels are refused.
    pub closed: bool,
    /// Other headings.
    pub aliases: Vec<String>,
    /// The fewest rows that a subject with any must have.
    pub at_least: u32,
    /// What a label without a row is.
    pub missing: MissingLabel,
    /// The criterion that is inspected several times; `None` for the whole and for ledgers.
    pub criterion: Option<CriterionId>,
    /// Its columns, in the order of the scheme.
    pub columns: Vec<Ref>,
}

/// What the rows of a frame are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// The subjects themselves.
    Subject,
    /// 轮次: 周, 月, 季度, 半年.
    Round,
    /// 检查来源: 自查, 互查, 抽查, or the check team.
    Source,
    /// 受检对象: several faces, cranes, team members.
    Instance,
    /// The lines of a ledger: accidents, titles held.
    Ledger,
}

/// What it means that a subject has no row of a label that it should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingLabel {
    /// It is left out.
    Skip,
    /// It counts as zero.
    Zero,
    /// It is a problem.
    Problem,
}

impl Scheme {
    /// The labels that tell the rows of a frame apart, outermost first.
    #[must_use]
    pub fn labels_of(&self, frame: FrameId) -> Vec<Ref> {
        let mut labels = Vec::new();
        let mut at = frame;
        while at != FrameId::SUBJECT {
            let Some(frame) = self.frames.get(at.index()) else {
                break;
            };
            labels.extend(frame.label);
            at = frame.parent;
        }
        labels.reverse();
        labels
    }

    /// What is inspected several times for a criterion, or for the whole, outermost first.
    pub fn folds_of(
        &self,
        criterion: Option<CriterionId>,
    ) -> impl Iterator<Item = (&Frame, &Fold)> {
        let frames = (0..).map(FrameId).zip(&self.frames).skip(1);
        let own = frames.filter(move |(_, frame)| {
            frame.criterion == criterion && frame.dimension != Dimension::Ledger
        });
        own.filter_map(move |(id, frame)| {
            let owner = |column: &&Column| match criterion {
                Some(criterion) => column.owner == Owner::Score(criterion),
                None => column.owner == Owner::Summary,
            };
            let folded = self.columns.iter().filter(owner);
            let mut folded = folded.filter_map(|column| match &column.content {
                Content::Folded(fold) if fold.frame == id => Some(fold),
                _ => None,
            });
            Some((frame, folded.next()?))
        })
    }
}
