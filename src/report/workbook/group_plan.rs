//! The blocks of 分组排名 and the rows they stand in.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::formula::Ref;
use crate::rank::Status;
use crate::report::Report;

/// First row of the first block: two rows of title above it.
const FIRST: u32 = 2;

/// A table of one attribute: a heading, a header row, and a group below the other.
pub(super) struct Block {
    pub attribute: Ref,
    /// Index in `ranking.within`.
    pub within: usize,
    /// Row of the heading; the header row is the next.
    pub heading: u32,
    pub groups: Vec<Group>,
}

/// The ranked subjects of a group, in neighbouring rows.
pub(super) struct Group {
    pub name: Arc<str>,
    pub first: u32,
    /// Positions in the order, best first.
    pub members: Vec<usize>,
}

impl Group {
    /// Last row.
    pub fn last(&self) -> u32 {
        self.first
            + u32::try_from(self.members.len())
                .unwrap_or(u32::MAX)
                .saturating_sub(1)
    }
}

/// The blocks of 分组排名.
pub(super) struct GroupPlan {
    pub blocks: Vec<Block>,
}

impl GroupPlan {
    pub fn new(report: &Report<'_>) -> GroupPlan {
        let mut next = FIRST;
        let mut blocks = Vec::new();
        for (within, attribute) in report.scheme.ranking.within.iter().enumerate() {
            let mut members: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
            for (position, placed) in report.standing.order.iter().enumerate() {
                if placed.status == Status::Ranked
                    && let Some(name) = report.round.group(placed.subject, *attribute)
                {
                    members.entry(name).or_default().push(position);
                }
            }
            let heading = next;
            next += 2;
            let groups: Vec<Group> = members
                .into_iter()
                .map(|(name, members)| {
                    let group = Group {
                        name,
                        first: next,
                        members,
                    };
                    next = group.last() + 1;
                    group
                })
                .collect();
            if groups.is_empty() {
                next = heading;
            } else {
                blocks.push(Block {
                    attribute: *attribute,
                    within,
                    heading,
                    groups,
                });
                next += 1;
            }
        }
        GroupPlan { blocks }
    }

    /// The rows of a group.
    pub fn group(&self, within: usize, name: &str) -> Option<&Group> {
        let block = self.blocks.iter().find(|block| block.within == within)?;
        block.groups.iter().find(|group| *group.name == *name)
    }
}
