//! Reasons and explanations beside items into the round.

use super::Merger;
use crate::intake::table::TableRow;
use crate::round::{RecordId, Remark, RowId};
use crate::scheme::{CriterionId, FrameId};

impl Merger<'_> {
    /// Keeps what a table's row says about the items that are inspected in a row of a frame.
    pub(super) fn remarks(&mut self, seat: RowId, row: &TableRow, record: RecordId) {
        for said in &row.remarks {
            let here = said
                .about
                .is_none_or(|id| self.inspected_in(id, seat.frame));
            if !here {
                continue;
            }
            let text = self.merged.round.text_id(&said.text);
            self.merged.round.add_remark(Remark {
                row: seat,
                about: said.about,
                purpose: said.purpose,
                text,
                record,
                col: said.col,
            });
        }
    }

    /// Whether anything of a criterion is read in the rows of a frame.
    fn inspected_in(&self, id: CriterionId, frame: FrameId) -> bool {
        let criterion = self.scheme.criterion(id);
        let mut inputs = criterion.inputs.iter();
        inputs.any(|name| self.scheme.column(*name).frame == frame)
            || criterion
                .children
                .iter()
                .chain(&criterion.on_top)
                .any(|child| self.inspected_in(*child, frame))
    }
}
