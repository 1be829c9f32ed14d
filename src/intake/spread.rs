//! Names that are merged over several rows: each of the rows has them.
//!
//! A unit over its faces, a unit over its findings: only the first cell of a merged region holds
//! the text. Values that are counted are never spread, because one loss is not two.

use std::collections::HashMap;

use super::workbook::{Merge, Raw, Row};

/// The merged regions below a header, in the columns whose texts are for every row.
#[derive(Default)]
pub(super) struct Spread {
    /// Regions of several rows, the last first.
    waiting: Vec<Merge>,
    /// The last row and the content of the region that each column is in.
    current: HashMap<u16, (u32, Raw)>,
}

impl Spread {
    pub fn of(merges: &[Merge], header: u32, columns: &[u16]) -> Spread {
        let spread = |merge: &&Merge| {
            merge.first.row > header
                && merge.last.row > merge.first.row
                && columns.contains(&merge.first.col)
        };
        let mut waiting: Vec<Merge> = merges.iter().filter(spread).copied().collect();
        waiting.sort_by_key(|merge| std::cmp::Reverse((merge.first.row, merge.first.col)));
        Spread {
            waiting,
            current: HashMap::new(),
        }
    }

    /// The row with what is merged into it from above; `None` where there is nothing of the kind.
    /// Rows come in their order.
    pub fn fill(&mut self, row: &Row) -> Option<Row> {
        while let Some(next) = self.waiting.last()
            && next.first.row <= row.index
        {
            if next.first.row == row.index
                && let Some(raw) = row.get(next.first.col)
            {
                let region = (next.last.row, raw.clone());
                self.current.insert(next.first.col, region);
            }
            self.waiting.pop();
        }
        self.current.retain(|_, (last, _)| *last >= row.index);
        let mut filled: Option<Row> = None;
        for (col, (_, raw)) in &self.current {
            if row.get(*col).is_none() {
                let row = filled.get_or_insert_with(|| row.clone());
                let at = row.cells.partition_point(|(other, _)| other < col);
                row.cells.insert(at, (*col, raw.clone()));
            }
        }
        filled
    }
}
