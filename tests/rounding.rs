//! Rounding by published figures: `tests/data/rounding.toml` (GB/T 8170-2008, DMN TCK).

use std::fs;
use std::path::Path;

use ankang::number::{Decimal, Mode, Rounding, parse, plain};
use toml::{Table, Value};

fn mode(word: &str) -> Mode {
    match word {
        "half-up" => Mode::HalfUp,
        "half-even" => Mode::HalfEven,
        "down" => Mode::Down,
        "up" => Mode::Up,
        other => panic!("no mode {other}"),
    }
}

#[test]
fn published_figures_come_out() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/rounding.toml");
    let cases: Table = fs::read_to_string(path)
        .expect("the cases")
        .parse()
        .expect("TOML");
    let cases = cases["case"].as_array().expect("cases");
    assert!(cases.len() > 35, "cases are missing");
    for case in cases {
        let text = |key: &str| {
            case.get(key)
                .and_then(Value::as_str)
                .unwrap_or_else(|| panic!("{key}"))
        };
        let number = |key: &str| parse(text(key)).expect("a number");
        let unit: Decimal = number("unit");
        let places = if unit.fract().is_zero() {
            0
        } else {
            i32::try_from(unit.normalize().scale()).expect("places")
        };
        let rounding = Rounding {
            mode: mode(text("mode")),
            places,
        };
        let rounded = rounding.to_multiple_of(unit, number("value"));
        assert_eq!(plain(rounded), plain(number("result")), "{case}");
        // Rounding a rounded value again changes nothing.
        assert_eq!(rounding.to_multiple_of(unit, rounded), rounded, "{case}");
    }
}

proptest::proptest! {
    #[test]
    fn never_further_than_a_step_and_never_out_of_order(a in -1_000_000_i64..1_000_000, b in -1_000_000_i64..1_000_000, places in 0..4_i32) {
        for mode in [Mode::HalfUp, Mode::HalfEven, Mode::Down, Mode::Up] {
            let rounding = Rounding { mode, places };
            let (low, high) = (Decimal::new(a.min(b), 3), Decimal::new(a.max(b), 3));
            let (rounded_low, rounded_high) = (rounding.apply(low), rounding.apply(high));
            proptest::prop_assert!(rounded_low <= rounded_high);
            proptest::prop_assert!((rounded_low - low).abs() < rounding.step());
        }
    }
}
