//! What must hold of every chain of awards, whatever the scores and ties.

use ankang::number::Decimal;
use ankang::rank::{Placed, Standing};
use ankang::round::{Cell, Datum, Round, Subject};
use ankang::scheme::{AtLine, Scheme};
use proptest::prelude::*;

const TIES: [&str; 4] = ["report", "all", "none", "borrow"];
const QUOTAS: [&str; 3] = [
    "{ count = 2, by = \"县区\" }",
    "{ percent = \"40%\", by = \"县区\" }",
    "3",
];

/// A chain of three awards and one that is built on two of them.
fn chain(ties: [usize; 2], quota: usize) -> Scheme {
    let quota = QUOTAS[quota];
    let text = format!(
        r#"
[scheme]
id = "t"
title = "奖项"
version = "1"
marks = 100
[roster]
attributes = [{{ name = "县区" }}]
[[section]]
id = "1"
title = "组织"
marks = 100
[[award]]
name = "一等奖"
when = "总分 >= 2"
quota = {quota}
tie = "{}"
[[award]]
name = "二等奖"
quota = {quota}
except = ["一等奖"]
tie = "{}"
[[award]]
name = "三等奖"
quota = {quota}
except = ["一等奖", "二等奖"]
[[award]]
name = "标兵"
only-from = ["一等奖", "二等奖"]
quota = 2
"#,
        TIES[ties[0]], TIES[ties[1]]
    );
    Scheme::parse(&text).expect("the chain reads")
}

fn round(scheme: &Scheme, scores: &[(u8, u8)]) -> Round {
    let mut round = Round::new(scheme);
    let sheet = round.add_sheet(&"a.xlsx".into(), &"a".into());
    let marks = scheme.criteria[0].inputs[0];
    for (number, (score, county)) in (0..).zip(scores) {
        let subject = round.add_subject(Subject {
            name: format!("{number:03}").into(),
            code: None,
            inspected: true,
            faulty: false,
        });
        let record = round.add_record(sheet, number);
        let text = round.text_id(["东", "西"][usize::from(*county)]);
        let cells = [
            (scheme.attributes[0], Datum::Text(text)),
            (marks, Datum::Number(Decimal::from(*score))),
        ];
        for (name, datum) in cells {
            let cell = Cell::new(datum, record, 0).expect("a short number");
            round.set(ankang::round::RowId::of(subject), name, cell);
        }
    }
    let _ = round.sort(scheme);
    round
}

fn has(placed: &Placed, award: usize) -> bool {
    placed.awards.iter().any(|won| won.award == award)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn chains_keep_their_rules(
        scores in prop::collection::vec((0_u8..8, 0_u8..2), 0..18),
        ties in [0_usize..4, 0..4],
        quota in 0_usize..3,
    ) {
        let scheme = chain(ties, quota);
        let round = round(&scheme, &scores);
        let standing = Standing::of(&scheme, &round).expect("no overflow");
        for placed in standing.ranked() {
            // Nobody has two of the chain, and the last award is only for those of the first two.
            let held = (0..3).filter(|award| has(placed, *award)).count();
            prop_assert!(held <= 1);
            prop_assert!(!has(placed, 3) || has(placed, 0) || has(placed, 1));
            for won in &placed.awards {
                // Whoever has an award stands inside its quota, or in a tie that the scheme lets in.
                let places = won.places.map_or(u32::MAX, |places| places - won.lent);
                prop_assert!(won.place <= places);
                prop_assert!(!won.at_line || scheme.awards[won.award].at_line != AtLine::Report);
            }
        }
        for (list, award) in standing.awards.iter().zip(&scheme.awards) {
            for county in ["东", "西"] {
                let of_county = |placed: &&Placed| {
                    let name = round.group(placed.subject, scheme.attributes[0]);
                    award.by.is_none() || name.as_deref() == Some(county)
                };
                let members: Vec<&Placed> = standing.ranked().filter(of_county).collect();
                let holders = members.iter().filter(|placed| has(placed, list.award));
                let holders: Vec<&&Placed> = holders.collect();
                let Some(won) = holders.first().and_then(|placed| {
                    placed.awards.iter().find(|won| won.award == list.award)
                }) else {
                    continue;
                };
                // No more holders than places, but for a tie that is let in.
                let places = won.places.map_or(usize::MAX, |places| (places - won.lent) as usize);
                let tied = list.contested.iter().any(|tie| {
                    tie.group == won.group && matches!(tie.at_line, AtLine::All | AtLine::Borrow)
                });
                prop_assert!(holders.len() <= places || tied);
                // Equal standing, equal award, inside one group: nobody is chosen by name.
                for one in &holders {
                    for other in &members {
                        let same = one.rank.map(|rank| rank.standing)
                            == other.rank.map(|rank| rank.standing);
                        prop_assert!(!same || has(other, list.award) || award.by.is_none());
                    }
                }
            }
        }
        // What a tie borrows, the next award gives up: together they stay within their places,
        // unless the tie alone is larger than both.
        if ties == [3, 0] && quota == 0 {
            for county in ["东", "西"] {
                let members = standing.ranked().filter(|placed| {
                    round.group(placed.subject, scheme.attributes[0]).as_deref() == Some(county)
                });
                let members: Vec<&Placed> = members.collect();
                let count = |award| members.iter().filter(|placed| has(placed, award)).count();
                prop_assert!(count(0) + count(1) <= count(0).max(4));
            }
        }
    }
}
