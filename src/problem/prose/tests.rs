use crate::problem::{Expected, Fault, FileKind, Lang, Mending};

/// Data in messages is written in ASCII here, so that Chinese in English prose is a mistake.
fn every_fault() -> Vec<Fault> {
    let text = || "x1".to_owned();
    let expectations = [
        Expected::Marks { full: text() },
        Expected::Count,
        Expected::Loss { full: text() },
        Expected::LossBetween {
            least: text(),
            full: text(),
        },
        Expected::LossPerTime { each: text() },
        Expected::Percent,
        Expected::Number,
        Expected::Choice {
            choices: vec![text()],
        },
        Expected::YesNo,
        Expected::Text,
        Expected::Places,
        Expected::Date,
    ];
    let kinds = [
        FileKind::Empty,
        FileKind::Encrypted,
        FileKind::Xls,
        FileKind::Ods,
        FileKind::Html,
        FileKind::Text,
        FileKind::Zip,
        FileKind::Broken,
        FileKind::Other,
    ];
    let nearest = || [None, Some(text())];
    let mut faults = vec![
        Fault::OutOfRange {
            found: text(),
            low: text(),
            high: text(),
        },
        Fault::UnknownLabel {
            name: text(),
            found: String::new(),
            nearest: None,
            labels: vec![text()],
        },
        Fault::UnknownLabel {
            name: text(),
            found: text(),
            nearest: Some(text()),
            labels: vec![text()],
        },
        Fault::MissingRow {
            name: text(),
            label: text(),
        },
        Fault::FewerRows {
            name: text(),
            found: 1,
            least: 2,
        },
        Fault::NoLedger { name: text() },
        Fault::NoReason {
            title: text(),
            lost: text(),
        },
        Fault::FindingWithoutReason {
            title: text(),
            lost: None,
        },
        Fault::FindingWithoutReason {
            title: text(),
            lost: Some(text()),
        },
        Fault::NoExplanation { title: text() },
        Fault::CheckFails {
            title: text(),
            must: text(),
        },
        Fault::Negative { found: text() },
        Fault::NotWhole { found: text() },
        Fault::NotAChoice {
            found: text(),
            choices: vec![text()],
        },
        Fault::NotYesNo { found: text() },
        Fault::NotADate { found: text() },
        Fault::ErrorCell { found: text() },
        Fault::NoCachedValue,
        Fault::Ambiguous {
            found: text(),
            one: text(),
            other: text(),
        },
        Fault::TooPrecise { found: text() },
        Fault::NotApplicableHere,
        Fault::Twice { first: text() },
        Fault::NoSubject,
        Fault::TwiceInRoster {
            name: text(),
            first: text(),
        },
        Fault::NoColumn { title: text() },
        Fault::Misheaded {
            found: text(),
            meant: text(),
        },
        Fault::HeadingMarks {
            title: text(),
            stated: text(),
            marks: text(),
        },
        Fault::OnlyInLog { name: text() },
        Fault::LogRowWithoutLoss,
        Fault::AttributeConflict {
            name: text(),
            here: text(),
            there: text(),
        },
        Fault::ColumnTwice {
            title: text(),
            first: text(),
        },
        Fault::NotPlaces { found: text() },
        Fault::GroupTwice {
            name: text(),
            first: text(),
        },
        Fault::GroupWithoutRow {
            by: text(),
            name: text(),
        },
        Fault::NoGroupSheet {
            sheet: text(),
            of: text(),
            by: text(),
        },
        Fault::NoTable,
        Fault::NoData,
        Fault::Unreadable { detail: text() },
        Fault::TooLarge { detail: text() },
        Fault::CannotRead {
            file: text(),
            detail: text(),
        },
        Fault::CannotWrite {
            file: text(),
            detail: text(),
        },
        Fault::WouldOverwrite { file: text() },
        Fault::TieAtQuota {
            award: text(),
            names: vec![text()],
        },
    ];
    for expected in expectations {
        faults.push(Fault::NotANumber {
            found: text(),
            expected: expected.clone(),
        });
        faults.push(Fault::Blank { expected });
    }
    faults.extend(nearest().map(|nearest| Fault::NotInRoster {
        name: text(),
        nearest,
    }));
    faults.extend(nearest().map(|nearest| Fault::NotAGroup {
        by: text(),
        name: text(),
        nearest,
    }));
    faults.extend(nearest().map(|nearest| Fault::UnknownClause {
        found: text(),
        nearest,
    }));
    faults.extend(kinds.map(|kind| Fault::NotAWorkbook { kind }));
    faults
}

fn chinese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ff5e}'))
}

#[test]
fn every_fault_says_what_and_what_to_do_in_both_languages() {
    for fault in every_fault() {
        let zh = (fault.message(Lang::Zh), fault.help(Lang::Zh));
        let en = (fault.message(Lang::En), fault.help(Lang::En));
        assert!(chinese(&zh.0) && chinese(&zh.1), "{fault:?}: {zh:?}");
        assert!(!en.0.is_empty() && !en.1.is_empty(), "{fault:?}");
        assert!(!chinese(&en.0) && !chinese(&en.1), "{fault:?}: {en:?}");
        for text in [&zh.0, &zh.1, &en.0, &en.1] {
            assert!(!text.ends_with(['。', '.', ' ']), "{text}");
        }
    }
}

#[test]
fn the_advice_fits_what_the_cell_should_hold() {
    let blank = |expected| Fault::Blank { expected }.help(Lang::Zh);
    let full = "10".to_owned();
    assert_eq!(
        Fault::OutOfRange {
            found: "12".into(),
            low: "0".into(),
            high: "10".into()
        }
        .help(Lang::Zh),
        "请改为 0–10 之间的数,或填 /(不涉及)"
    );
    assert_eq!(
        blank(Expected::Marks { full }),
        "请填 0–10 之间的得分;确实不涉及的填 /"
    );
    assert_eq!(blank(Expected::Text), "请补填这一格");
}

#[test]
fn long_cells_do_not_drown_the_message() {
    let message = Fault::NotANumber {
        found: "长\n".repeat(500),
        expected: Expected::Number,
    }
    .message(Lang::Zh);
    assert!(
        message.chars().count() < 60 && !message.contains('\n'),
        "{message}"
    );
}

#[test]
fn repairs_have_advice() {
    for mending in [
        Mending::FullWidth,
        Mending::UnknownColumn,
        Mending::HiddenSheet,
        Mending::TotalRow,
    ] {
        assert!(chinese(mending.help(Lang::Zh)) && !chinese(mending.help(Lang::En)));
    }
}
