use std::sync::Arc;

use super::{RecordId, Round, RowId};
use crate::scheme::{CriterionId, Scheme};

/// What a remark can be a reason for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Marks that were lost (扣分原因).
    Loss,
    /// 不涉及 (不涉及说明, 缺项原因).
    NotApplicable,
    /// Either of the two (备注).
    Either,
}

/// Why marks were lost or something does not apply, as it was written beside an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remark {
    /// The row that it is about.
    pub row: RowId,
    /// What it stands beside: an item or everything below a node; the whole row where it names
    /// nothing.
    pub about: Option<CriterionId>,
    /// What it is a reason for.
    pub purpose: Purpose,
    /// Its text, by its number in the round.
    pub text: u32,
    /// The row of a sheet it was read from.
    pub record: RecordId,
    /// Its column.
    pub col: u16,
}

impl Purpose {
    /// Whether a remark of this purpose is a reason for something else.
    #[must_use]
    pub fn serves(self, wanted: Purpose) -> bool {
        self == wanted || self == Purpose::Either
    }
}

impl Round {
    /// Keeps a remark.
    pub fn add_remark(&mut self, remark: Remark) {
        self.remarks.push(remark);
    }

    /// All remarks, by row, criterion and text once the round is sorted.
    #[must_use]
    pub fn all_remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// The reasons that were written for a criterion in a row: those beside it; where there are
    /// none, those beside the nodes above it, nearest first; then those of the whole row.
    #[must_use]
    pub fn remarks(
        &self,
        scheme: &Scheme,
        row: RowId,
        criterion: CriterionId,
        wanted: Purpose,
    ) -> Vec<Arc<str>> {
        if self.remarks.is_empty() {
            return Vec::new();
        }
        let mut about = Some(criterion);
        loop {
            let said = self.remarks_beside(row, about);
            let texts: Vec<Arc<str>> = said
                .iter()
                .filter(|remark| remark.purpose.serves(wanted))
                .map(|remark| self.text(remark.text))
                .collect();
            let Some(id) = about.filter(|_| texts.is_empty()) else {
                return texts;
            };
            about = scheme.criterion(id).parent;
        }
    }

    fn remarks_beside(&self, row: RowId, about: Option<CriterionId>) -> &[Remark] {
        let key = (row, about);
        let start = self
            .remarks
            .partition_point(|remark| (remark.row, remark.about) < key);
        let rest = self.remarks.get(start..).unwrap_or_default();
        let length = rest.partition_point(|remark| (remark.row, remark.about) == key);
        rest.get(..length).unwrap_or_default()
    }

    /// Puts remarks into the order of what they are about, what stands in several sheets once.
    pub(super) fn sort_remarks(&mut self) {
        let mut remarks = std::mem::take(&mut self.remarks);
        remarks.sort_unstable_by(|a, b| {
            let about = |remark: &Remark| (remark.row, remark.about, remark.purpose);
            let text = |remark: &Remark| self.texts.get(remark.text as usize);
            let place = |remark: &Remark| self.place(remark.record, remark.col);
            about(a)
                .cmp(&about(b))
                .then_with(|| text(a).cmp(&text(b)))
                .then_with(|| place(a).cmp(&place(b)))
        });
        remarks.dedup_by_key(|remark| (remark.row, remark.about, remark.purpose, remark.text));
        self.remarks = remarks;
    }
}
