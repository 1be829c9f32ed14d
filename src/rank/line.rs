//! The line below the last place of a quota.

use crate::scheme::AtLine;

/// Who is above the line, and who is tied across it.
pub(super) struct Line {
    /// Who is inside the quota, by what the scheme says of ties.
    pub given: Vec<usize>,
    /// The tie across the last place; empty where there is none.
    pub tied: Vec<usize>,
    /// Places that are left for it.
    pub left: u32,
}

/// Draws the line among candidates in rank order. Those of equal standing are tied.
pub(super) fn draw(
    standings: &[u32],
    candidates: &[usize],
    places: Option<u32>,
    at_line: AtLine,
) -> Line {
    let clear = |given: &[usize]| Line {
        given: given.to_vec(),
        tied: Vec::new(),
        left: 0,
    };
    let Some(places) = places.map(|places| places as usize) else {
        return clear(candidates);
    };
    let standing = |position: &usize| standings.get(*position);
    let (Some(last), Some(next)) = (
        places.checked_sub(1).and_then(|last| candidates.get(last)),
        candidates.get(places),
    ) else {
        return clear(&candidates[..places.min(candidates.len())]);
    };
    if standing(last) != standing(next) {
        return clear(&candidates[..places]);
    }
    let same = |position: &&usize| standing(position) == standing(last);
    let before = candidates.iter().take_while(|one| !same(one)).count();
    let tied: Vec<usize> = candidates.iter().filter(same).copied().collect();
    let given = match at_line {
        AtLine::All | AtLine::Borrow => before + tied.len(),
        AtLine::Report | AtLine::None => before,
    };
    Line {
        given: candidates[..given].to_vec(),
        tied,
        left: u32::try_from(places - before).unwrap_or(u32::MAX),
    }
}
