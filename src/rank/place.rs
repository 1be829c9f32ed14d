use super::Rank;
use crate::scheme::Ties;

/// Places of a sorted list, best first. `equal` says whether two neighbours share their standing.
///
/// `1224` is competition ranking (Excel's `RANK`), `1223` dense ranking (中国式排名), `1234` gives
/// everybody a place of their own but still tells who is tied.
pub(super) fn places<T>(sorted: &[T], ties: Ties, equal: impl Fn(&T, &T) -> bool) -> Vec<Rank> {
    let mut ranks: Vec<Rank> = Vec::with_capacity(sorted.len());
    let mut dense = 0;
    for (index, item) in sorted.iter().enumerate() {
        let ordinal = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        let shares = index > 0 && equal(&sorted[index - 1], item);
        if !shares {
            dense += 1;
        }
        let place = match ties {
            Ties::Ordinal => ordinal,
            Ties::Dense => dense,
            Ties::Competition if shares => ranks[index - 1].place,
            Ties::Competition => ordinal,
        };
        if shares {
            ranks[index - 1].tied = true;
        }
        ranks.push(Rank {
            place,
            standing: dense,
            tied: shares,
        });
    }
    ranks
}
