//! How single cells are understood: `tests/data/values.toml`, one case a line.

use ankang::intake::value::{Datum, Expect, key, name, read, shown};
use ankang::intake::workbook::Raw;
use ankang::number::{Decimal, plain};
use ankang::problem::Fault;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<[String; 4]>,
}

fn cell(text: &str) -> Option<Raw> {
    let number = |digits: &str, percent| Raw::Number {
        value: digits.parse().unwrap(),
        percent,
    };
    Some(match text.split_once(':') {
        Some(("empty", _)) => return None,
        Some(("n", digits)) => number(digits, false),
        Some(("p", digits)) => number(digits, true),
        Some(("d", day)) => Raw::Date(day.parse().unwrap()),
        Some(("b", truth)) => Raw::Bool(truth == "true"),
        Some(("e", error)) => Raw::Error(error.to_owned()),
        Some(("f", _)) => Raw::NoCachedValue,
        _ => Raw::Text(text.into()),
    })
}

fn described(fault: &Fault) -> String {
    let code = fault.code();
    match fault {
        Fault::OutOfRange { found, low, high } => format!("{code} {found} {low} {high}"),
        Fault::Ambiguous { found, one, other } => format!("{code} {found} {one} {other}"),
        Fault::NotANumber { found, .. }
        | Fault::Negative { found }
        | Fault::NotWhole { found }
        | Fault::NotAChoice { found, .. }
        | Fault::NotYesNo { found }
        | Fault::NotADate { found }
        | Fault::ErrorCell { found }
        | Fault::TooPrecise { found } => format!("{code} {found}"),
        _ => code.to_owned(),
    }
}

fn outcome(raw: Option<&Raw>, expect: &Expect<'_>) -> (String, String) {
    match read(raw, expect) {
        Err(fault) => (described(&fault), String::new()),
        Ok(reading) => {
            let value = match reading.datum {
                Datum::Number(number) => plain(number),
                Datum::Text(text) => text,
                Datum::Bool(truth) => if truth { "yes" } else { "no" }.to_owned(),
                Datum::Date(date) => date.to_string(),
                Datum::NotApplicable => "n/a".to_owned(),
                Datum::Blank => "blank".to_owned(),
            };
            let codes: Vec<_> = reading
                .mendings
                .iter()
                .map(|mending| mending.code())
                .collect();
            (value, codes.join(" "))
        }
    }
}

#[test]
fn every_case() {
    let cases: Cases = toml::from_str(include_str!("data/values.toml")).unwrap();
    assert!(cases.case.len() >= 120);
    let mut wrong = Vec::new();
    for [text, expected, value, mendings] in &cases.case {
        let (kind, rest) = expected.split_once(' ').unwrap_or((expected, ""));
        let choices: Vec<String> = rest.split('|').map(str::to_owned).collect();
        let full = rest.parse().unwrap_or(Decimal::ZERO);
        let expect = match kind {
            "marks" => Expect::Marks { full },
            "loss" => Expect::Loss { full },
            "count" => Expect::Count,
            "percent" => Expect::Percent,
            "number" => Expect::Number,
            "choice" => Expect::Choice(&choices),
            "yesno" => Expect::YesNo,
            "text" => Expect::Text,
            "date" => Expect::Date,
            other => panic!("{other}"),
        };
        let found = outcome(cell(text).as_ref(), &expect);
        if found != (value.clone(), mendings.clone()) {
            wrong.push(format!(
                "{text:?} as {expected}: {found:?}, not {value:?} {mendings:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_and_keys() {
    for (written, shown) in [
        ("东山煤矿", "东山煤矿"),
        (" 东 山　煤矿\r\n", "东山煤矿"),
        ("东山\n煤矿", "东山煤矿"),
        ("ABC  Mining\tCo.", "ABC Mining Co."),
        ("一矿 A区", "一矿 A区"),
        ("\u{feff}东山\u{200b}煤矿\u{7}", "东山煤矿"),
        ("（东山） 煤矿", "（东山）煤矿"),
        ("", ""),
    ] {
        assert_eq!(name(written), shown, "{written:?}");
    }
    for (one, other) in [
        ("东山煤矿（二号）", "东山煤矿 (二号)"),
        ("采掘〔2020〕1号", "采掘[2020]1号"),
        ("ＡＢ１２", "ab12"),
        ("得分\n（满分10分）", "得分(满分10分)"),
        ("一、二", "一，二"),
        ("A—B", "a-b"),
        ("“安康杯”", "「安康杯」"),
        ("合格／不合格", "合格/不合格"),
    ] {
        assert_eq!(key(one), key(other), "{one:?} {other:?}");
    }
    assert_ne!(key("一矿"), key("二矿"));
}

#[test]
fn long_text_is_cut_when_shown() {
    let text = shown(&Raw::Text("矿".repeat(500).into()));
    assert_eq!(text.chars().count(), 61);
    assert!(text.ends_with('…'));
}

fn raws() -> impl Strategy<Value = Raw> {
    let pieces =
        "[0-9０-９.．,，%％+\\-－/／—扣减分人次项起年月日√×☑□是否有无（）() 　#:TeE]{0,12}";
    prop_oneof![
        pieces.prop_map(|text| Raw::Text(text.into())),
        ".{0,40}".prop_map(|text| Raw::Text(text.into())),
        (any::<i128>(), 0..28_u32, any::<bool>()).prop_map(|(digits, scale, percent)| {
            let value = Decimal::try_from_i128_with_scale(digits >> 33, scale).unwrap_or_default();
            Raw::Number { value, percent }
        }),
        any::<bool>().prop_map(Raw::Bool),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn nothing_panics(raw in raws()) {
        let choices = ["优".to_owned(), "1".to_owned(), "无".to_owned()];
        let full = Decimal::from(100);
        for expect in [
            Expect::Marks { full }, Expect::Loss { full }, Expect::Count, Expect::Percent,
            Expect::Number, Expect::Choice(&choices), Expect::YesNo, Expect::Text, Expect::Date,
        ] {
            let limited = matches!(expect, Expect::Marks { .. } | Expect::Loss { .. });
            if let Ok(Datum::Number(number)) = read(Some(&raw), &expect).map(|r| r.datum) {
                prop_assert!(!limited || (number >= Decimal::ZERO && number <= full));
            }
        }
        let text = shown(&raw);
        prop_assert_eq!(key(&name(&text)), key(&text));
        prop_assert_eq!(name(&name(&text)), name(&text));
        prop_assert_eq!(key(&key(&text)), key(&text));
    }

    #[test]
    fn a_plain_number_is_itself(digits in -999_999_999_i64..1_000_000_000, places in 0..9_u32) {
        let value = Decimal::new(digits, places);
        let reading = read(Some(&Raw::Number { value, percent: false }), &Expect::Number).unwrap();
        prop_assert_eq!(&reading.datum, &Datum::Number(value));
        prop_assert!(reading.mendings.is_empty());
        let text = Raw::Text(plain(value).into());
        prop_assert_eq!(read(Some(&text), &Expect::Number).unwrap().datum, reading.datum);
    }
}
