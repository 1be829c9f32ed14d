//! What must always hold, for every shipped scheme and those of the cases, and any data.

#[allow(dead_code, reason = "only the schemes of the cases are asked for")]
mod casework;

use ankang::formula::{Ref, Value};
use ankang::number::Decimal;
use ankang::rank::Standing;
use ankang::round::{Cell, Datum, RecordId, Round, RowId, Subject, SubjectId};
use ankang::scheme::{
    Branch, Content, Criterion, FrameId, Holds, How, Method, MistakeKind, NoRecord, Owner, SHIPPED,
    Scheme,
};
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
        .chain(case_schemes())
        .collect()
}

/// The schemes of the cases, which use every key there is.
fn case_schemes() -> Vec<Scheme> {
    let texts = casework::files()
        .into_iter()
        .map(|path| std::fs::read_to_string(path).expect("a case"));
    let cases = texts.map(|text| text.parse::<toml::Table>().expect("TOML"));
    cases
        .filter_map(|case| casework::scheme(&case).ok())
        .collect()
}

/// The read columns of a frame.
fn inputs(scheme: &Scheme, frame: FrameId) -> Vec<Ref> {
    let columns = scheme.frames[frame.index()].columns.iter().copied();
    let read = columns.filter(|name| {
        let column = scheme.column(*name);
        column.input().is_some() && !matches!(column.owner, Owner::Subject | Owner::Label)
    });
    read.collect()
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
        Holds::Date => Datum::Date(
            jiff::civil::date(2026, 1, 1)
                .checked_add(jiff::Span::new().days(i64::from(pick % 400)))
                .unwrap_or_default(),
        ),
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
        let name = round.text_id(&format!("单位{at:03}"));
        if let Some(cell) = Cell::new(Datum::Text(name), record, 0) {
            round.set(RowId::of(subject), scheme.name, cell);
        }
        let mut next = seeds[*at].iter().copied().cycle();
        fill(scheme, &mut round, RowId::of(subject), record, &mut next);
    }
    let _ = round.sort(scheme);
    round
}

/// Every cell of a row, and up to three rows of each frame below it.
fn fill(
    scheme: &Scheme,
    round: &mut Round,
    row: RowId,
    record: RecordId,
    seeds: &mut impl Iterator<Item = (u32, u8)>,
) {
    for (col, name) in inputs(scheme, row.frame).into_iter().enumerate() {
        let (pick, quarter) = seeds.next().unwrap_or_default();
        let datum = datum(scheme, round, name, pick, quarter);
        if let Some(cell) = Cell::new(datum, record, u16::try_from(col).unwrap_or(0)) {
            round.set(row, name, cell);
        }
    }
    for (index, frame) in (0..).zip(&scheme.frames).skip(1) {
        if frame.parent != row.frame {
            continue;
        }
        let (pick, _) = seeds.next().unwrap_or_default();
        let most = if frame.labels.is_empty() {
            4
        } else {
            frame.labels.len() + 1
        };
        for number in 0..pick as usize % most {
            let below = round.add_row(FrameId(index), row);
            if let Some(label) = frame.label {
                let text = frame.labels.get(number).cloned();
                let text = round.text_id(&text.unwrap_or_else(|| format!("第{number}个")));
                if let Some(cell) = Cell::new(Datum::Text(text), record, 0) {
                    round.set(below, label, cell);
                }
            }
            fill(scheme, round, below, record, seeds);
        }
    }
}

/// Every row below a subject, its own first.
fn rows(scheme: &Scheme, round: &Round, subject: SubjectId) -> Vec<RowId> {
    let scorer = Scorer { scheme, round };
    (0..)
        .zip(&scheme.frames)
        .flat_map(|(frame, _)| scorer.rows(FrameId(frame), subject).expect("no overflow"))
        .map(|(row, _)| row)
        .collect()
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

/// Name, status, total and place.
type Outcome = (String, &'static str, Option<Decimal>, Option<u32>);

fn outcome(scheme: &Scheme, round: &Round) -> Vec<Outcome> {
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
        prop_assert_eq!(after.len(), before.len() + 1);
        for was in &before {
            let is = after.iter().find(|is| is.0 == was.0);
            prop_assert_eq!(is.map(|is| (is.1, is.2)), Some((was.1, was.2)));
        }
        // Where no record means no loss, it is not absent and has a place of its own.
        if scheme.no_record == NoRecord::Absent {
            prop_assert_eq!(&after[..before.len()], &before[..]);
        }
        Ok(())
    });
}

/// Whether a criterion says that it can have more than its marks, or something below it does.
fn exceeds(scheme: &Scheme, criterion: &Criterion) -> bool {
    let own = match criterion.method {
        Some(Method::Deduct { up_to, .. }) => up_to > criterion.marks,
        _ => criterion.beyond || criterion.varies,
    };
    let sums = scheme.columns.iter().any(
        |column| matches!(&column.content, Content::Folded(fold) if fold.gather.how == How::Sum),
    );
    own || sums
        || criterion
            .children
            .iter()
            .any(|child| exceeds(scheme, scheme.criterion(*child)))
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
                let within = *score <= criterion.marks || exceeds(scheme, criterion);
                prop_assert!(within, "{} is {score}", criterion.title);
            }
        }
        Ok(())
    });
}

#[test]
fn not_applicable_never_divides_by_zero() {
    check(20, 1, |scheme, seeds| {
        let given = filled(scheme, seeds, &[0]);
        for row in rows(scheme, &given, SubjectId(0)) {
            for skipped in inputs(scheme, row.frame) {
                let mut round = given.clone();
                let input = scheme.column(skipped).input();
                if input.is_some_and(|input| input.not_applicable) {
                    let record = round.add_record(0, 9);
                    let cell = Cell::new(Datum::NotApplicable, record, 0).expect("a cell");
                    round.set(row, skipped, cell);
                }
                let row = Scorer {
                    scheme,
                    round: &round,
                }
                .row(SubjectId(0));
                prop_assert!(row.is_ok());
            }
        }
        Ok(())
    });
}

/// A change of one cell that gives an item more marks (of what is taken away, fewer) never lowers
/// the total or the place, unless the check of the scheme said that it may.
#[test]
fn a_better_item_never_costs_anything() {
    let mut tried = 0;
    let counted = std::cell::RefCell::new(&mut tried);
    check(24, 3, |scheme, seeds| {
        let warned = scheme
            .cautions
            .iter()
            .any(|caution| matches!(caution.kind, MistakeKind::MayFall { .. }));
        if warned {
            return Ok(());
        }
        let given = filled(scheme, seeds, &[0, 1, 2]);
        let before = outcome(scheme, &given);
        let subject = SubjectId(1);
        for row in rows(scheme, &given, subject) {
            for (name, (pick, _)) in inputs(scheme, row.frame).into_iter().zip(&seeds[0]) {
                let (Owner::Input(id) | Owner::Score(id)) = scheme.column(name).owner else {
                    continue;
                };
                let mut changed = given.clone();
                let record = changed.add_record(0, 9);
                let datum = datum(scheme, &mut changed, name, *pick, 1);
                let Some(cell) = Cell::new(datum, record, 0) else {
                    continue;
                };
                changed.set(row, name, cell);
                let criterion = scheme.criterion(id);
                let (old, new) = (
                    inspected(scheme, &given, row, subject, criterion),
                    inspected(scheme, &changed, row, subject, criterion),
                );
                let better = match (old, new, criterion.branch) {
                    (Some(old), Some(new), Branch::Penalty) => new < old,
                    (Some(old), Some(new), _) => new > old,
                    _ => false,
                };
                if !better {
                    continue;
                }
                **counted.borrow_mut() += 1;
                let who = &given.subjects[subject.index()].name;
                let find = |list: &[Outcome]| list.iter().find(|one| one.0 == **who).cloned();
                let (Some(was), Some(is)) = (find(&before), find(&outcome(scheme, &changed)))
                else {
                    continue;
                };
                prop_assert!(is.2 >= was.2, "{}: {:?} to {:?}", criterion.title, was, is);
                let place = |one: &Outcome| one.3.unwrap_or(u32::MAX);
                prop_assert!(
                    place(&is) <= place(&was),
                    "{}: {:?} to {:?}",
                    criterion.title,
                    was,
                    is
                );
            }
        }
        Ok(())
    });
    assert!(tried > 1_000, "only {tried} changes were better");
}

/// The score of an item in the row in which it is inspected.
fn inspected(
    scheme: &Scheme,
    round: &Round,
    row: RowId,
    subject: SubjectId,
    criterion: &Criterion,
) -> Option<Decimal> {
    let rows = Scorer { scheme, round }
        .rows(row.frame, subject)
        .expect("no overflow");
    let (_, values) = rows.into_iter().find(|(id, _)| *id == row)?;
    values.get(criterion.inspected.index())?.number()
}
