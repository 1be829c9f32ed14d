//! What must always hold, for every shipped scheme and any data.

use ankang::formula::{Ref, Type, Value};
use ankang::number::Decimal;
use ankang::rank::Standing;
use ankang::round::{Cell, Datum, Round, RowId, Subject, SubjectId};
use ankang::scheme::{Holds, Owner, SHIPPED, Scheme};
use ankang::score::Scorer;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

fn schemes() -> Vec<Scheme> {
    SHIPPED
        .iter()
        .map(|shipped| {
            shipped
                .scheme()
                .unwrap_or_else(|_| panic!("{} reads", shipped.id))
        })
        .collect()
}

fn inputs(scheme: &Scheme) -> Vec<Ref> {
    let read = (0..)
        .zip(&scheme.columns)
        .filter(|(_, column)| column.input().is_some());
    read.map(|(index, _)| Ref(index)).collect()
}

/// A value that a column can hold, from two random numbers.
fn datum(scheme: &Scheme, round: &mut Round, name: Ref, pick: u32, quarter: u8) -> Datum {
    let Some(input) = scheme.column(name).input() else {
        return Datum::Blank;
    };
    if quarter == 0 && input.not_applicable {
        return Datum::NotApplicable;
    }
    let whole = Decimal::from(pick % 40);
    match &input.holds {
        Holds::Marks { full } | Holds::Loss { full, .. } => {
            let share = Decimal::from(pick % 21)
                .checked_div(Decimal::from(20))
                .unwrap_or_default();
            Datum::Number(full.checked_mul(share).unwrap_or_default().round_dp(2))
        }
        Holds::Count | Holds::Number | Holds::Signed => Datum::Number(whole),
        Holds::Percent => Datum::Number(Decimal::new(i64::from(pick % 1001), 3)),
        Holds::Choice(levels) => {
            let (word, _) = &levels[pick as usize % levels.len()];
            Datum::Text(round.text_id(word))
        }
        Holds::YesNo => Datum::Bool(pick.is_multiple_of(2)),
        Holds::Text => Datum::Text(round.text_id(["东", "西", "南"][pick as usize % 3])),
        Holds::Date => Datum::Blank,
    }
}

type Seeds = Vec<Vec<(u32, u8)>>;

fn filled(scheme: &Scheme, seeds: &Seeds, order: &[usize]) -> Round {
    let mut round = Round::new(scheme);
    let sheet = round.add_sheet(&"a.xlsx".into(), &"s".into());
    for at in order {
        let subject = round.add_subject(Subject {
            name: format!("单位{at:03}").as_str().into(),
            code: None,
            inspected: true,
            faulty: false,
        });
        let record = round.add_record(sheet, u32::try_from(*at).unwrap_or(0));
        for (col, name) in inputs(scheme).into_iter().enumerate() {
            let (pick, quarter) = seeds[*at][col % seeds[*at].len()];
            let datum = datum(scheme, &mut round, name, pick, quarter);
            if let Some(cell) = Cell::new(datum, record, u16::try_from(col).unwrap_or(0)) {
                round.set(RowId::of(subject), name, cell);
            }
        }
    }
    let _ = round.sort(scheme);
    round
}

fn seeds(subjects: usize) -> impl Strategy<Value = Seeds> {
    prop::collection::vec(prop::collection::vec((any::<u32>(), 0_u8..8), 97), subjects)
}

fn check(cases: u32, subjects: usize, test: impl Fn(&Scheme, &Seeds) -> Result<(), TestCaseError>) {
    for scheme in schemes() {
        let mut runner = TestRunner::new(Config {
            cases,
            failure_persistence: None,
            ..Config::default()
        });
        runner
            .run(&seeds(subjects), |seeds| test(&scheme, &seeds))
            .unwrap_or_else(|error| panic!("{}: {error}", scheme.id));
    }
}

fn outcome(
    scheme: &Scheme,
    round: &Round,
) -> Vec<(String, &'static str, Option<Decimal>, Option<u32>)> {
    let standing = Standing::of(scheme, round).expect("no overflow");
    let told = standing.order.iter().map(|placed| {
        let name = round.subjects[placed.subject.index()].name.to_string();
        (
            name,
            placed.status.word(),
            placed.total,
            placed.rank.map(|rank| rank.place),
        )
    });
    told.collect()
}

#[test]
fn order_never_matters() {
    check(40, 6, |scheme, seeds| {
        let forward: Vec<usize> = (0..6).collect();
        let backward: Vec<usize> = (0..6).rev().collect();
        prop_assert_eq!(
            outcome(scheme, &filled(scheme, seeds, &forward)),
            outcome(scheme, &filled(scheme, seeds, &backward))
        );
        Ok(())
    });
}

#[test]
fn an_absent_subject_changes_nobody() {
    check(40, 5, |scheme, seeds| {
        let order: Vec<usize> = (0..5).collect();
        let mut round = filled(scheme, seeds, &order);
        let before = outcome(scheme, &round);
        round.add_subject(Subject {
            name: "没查的".into(),
            code: None,
            inspected: false,
            faulty: false,
        });
        let after = outcome(scheme, &round);
        prop_assert_eq!(&after[..before.len()], &before[..]);
        prop_assert_eq!(after.len(), before.len() + 1);
        Ok(())
    });
}

#[test]
fn scores_stay_within_their_marks() {
    check(60, 1, |scheme, seeds| {
        let round = filled(scheme, seeds, &[0]);
        let row = Scorer {
            scheme,
            round: &round,
        }
        .row(SubjectId(0))
        .expect("no overflow");
        for criterion in &scheme.criteria {
            if let Value::Number(score) = &row[criterion.score.index()] {
                prop_assert!(*score >= Decimal::ZERO, "{} is {score}", criterion.title);
                prop_assert!(*score <= criterion.marks, "{} is {score}", criterion.title);
            }
        }
        Ok(())
    });
}

#[test]
fn not_applicable_never_divides_by_zero() {
    check(60, 1, |scheme, seeds| {
        for skipped in inputs(scheme) {
            let mut round = filled(scheme, seeds, &[0]);
            if scheme
                .column(skipped)
                .input()
                .is_some_and(|input| input.not_applicable)
            {
                let record = round.add_record(0, 9);
                let cell = Cell::new(Datum::NotApplicable, record, 0).expect("a cell");
                round.set(RowId::of(SubjectId(0)), skipped, cell);
            }
            let row = Scorer {
                scheme,
                round: &round,
            }
            .row(SubjectId(0));
            prop_assert!(row.is_ok());
        }
        Ok(())
    });
}

/// Raising one raw mark never lowers a total: for every item whose cell is its score.
#[test]
fn more_marks_never_mean_a_lower_total() {
    check(60, 1, |scheme, seeds| {
        let round = filled(scheme, seeds, &[0]);
        let total = scheme.summary.total.index();
        let before = Scorer {
            scheme,
            round: &round,
        }
        .row(SubjectId(0))
        .expect("no overflow");
        for (index, column) in (0..).zip(&scheme.columns) {
            let (Some(input), Owner::Score(_), Type::Number) =
                (column.input(), column.owner, column.kind)
            else {
                continue;
            };
            let (Holds::Marks { full }, Value::Number(marks)) =
                (&input.holds, &before[index as usize])
            else {
                continue;
            };
            let mut better = round.clone();
            let record = better.add_record(0, 9);
            let raised = (*marks + Decimal::ONE).min(*full);
            better.set(
                RowId::of(SubjectId(0)),
                Ref(index),
                Cell::new(Datum::Number(raised), record, 0).expect("a cell"),
            );
            let after = Scorer {
                scheme,
                round: &better,
            }
            .row(SubjectId(0))
            .expect("no overflow");
            prop_assert!(
                after[total].number() >= before[total].number(),
                "{} from {marks} to {raised}: {} to {}",
                column.name,
                before[total],
                after[total]
            );
        }
        Ok(())
    });
}
