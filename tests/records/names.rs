//! The round that the name of a sheet or a file says, or the command line.

use ankang::intake::read_round;
use ankang::problem::Lang;

use super::support::{NONE, QUARTERS, Rows, book, problems, read_as, rounds, said, scheme, totals};

#[test]
fn the_name_of_the_sheet_says_it_and_then_that_of_the_file() {
    let rows = |marks: &'static str| -> [[&'static str; 3]; 2] {
        [["单位", "违章", "质量"], ["甲队", "0", marks]]
    };
    let (ten, six) = (rows("10"), rows("6"));
    let (ten, six): ([&[&str]; 2], [&[&str]; 2]) = ([&ten[0], &ten[1]], [&six[0], &six[1]]);
    let by_sheet = vec![book("二季度.xlsx", &[("一季度", &ten), ("检查表", &six)])];
    let (read, totals) = read_as(&rounds(QUARTERS), by_sheet);
    assert_eq!(problems(&read), NONE);
    assert_eq!(totals, ["甲队 18"]);
    // A column says more than both.
    let column: Rows<'_> = &[
        &["单位", "轮次", "违章", "质量"],
        &["甲队", "二季度", "0", "6"],
        &["甲队", "", "0", "10"],
    ];
    let (read, both) = read_as(
        &rounds(QUARTERS),
        vec![book("2026年一季度.xlsx", &[("表", column)])],
    );
    assert_eq!(problems(&read), NONE);
    assert_eq!(both, totals);
}

#[test]
fn the_longer_of_two_labels_in_a_name_is_meant() {
    let rows: Rows<'_> = &[&["单位", "违章", "质量"], &["甲队", "0", "10"]];
    let rules = rounds(r#"labels = ["半年", "上半年"], missing = "problem""#);
    let (read, _) = read_as(&rules, vec![book("上半年检查.xlsx", &[("表", rows)])]);
    assert_eq!(said(&read, "E237", Lang::Zh), ["缺少轮次“半年”的检查记录"]);
}

#[test]
fn a_label_is_a_word_of_its_own_in_a_name() {
    let rows: Rows<'_> = &[&["单位", "违章", "质量"], &["甲队", "0", "10"]];
    let month = rounds(r#"labels = ["1月", "2月"]"#);
    let of = |rules: &str, file: &str, sheet: &str| {
        let (read, _) = read_as(rules, vec![book(file, &[(sheet, rows)])]);
        problems(&read)
    };
    assert_eq!(of(&month, "2026年2月.xlsx", "表"), NONE);
    assert_eq!(of(&month, "2026年12月.xlsx", "表"), ["E236 A2"]);
    assert_eq!(of(&month, "1月和2月.xlsx", "表"), ["E236 A2"]);
    let chinese = rounds(r#"labels = ["一月", "二月"]"#);
    assert_eq!(of(&chinese, "二月检查.xlsx", "表"), NONE);
    assert_eq!(of(&chinese, "十二月检查.xlsx", "表"), ["E236 A2"]);
    let bare = rounds(r#"labels = ["1", "2", "A", "x"]"#);
    assert_eq!(of(&bare, "检查 2.xlsx", "2"), NONE);
    assert_eq!(of(&bare, "2026 (2).xlsx", "data"), ["E236 A2"]);
    assert_eq!(of(&bare, "A组.xlsx", "data"), NONE);
}

#[test]
fn a_log_says_its_round_by_its_name_too() {
    let wide: Rows<'_> = &[&["单位", "质量"], &["甲队", "10"]];
    let log: Rows<'_> = &[&["单位", "条款", "次数"], &["甲队", "违章", "2"]];
    let (read, totals) = read_as(
        &rounds(QUARTERS),
        vec![
            book("一季度.xlsx", &[("表", wide), ("扣分", log)]),
            book("二季度.xlsx", &[("检查表", wide)]),
        ],
    );
    assert_eq!(problems(&read), NONE);
    assert_eq!(totals, ["甲队 18"]);
}

#[test]
fn records_that_do_not_say_belong_to_the_round_that_is_named() {
    let scheme = scheme(&rounds(QUARTERS));
    let rows: Rows<'_> = &[
        &["单位", "轮次", "违章", "质量"],
        &["甲队", "", "0", "10"],
        &["甲队", "一季度", "0", "4"],
    ];
    let named = |name| read_round(&scheme, vec![book("a.xlsx", &[("表", rows)])], name, &|| {});
    assert_eq!(problems(&named(None)), ["E236 B2"]);
    assert_eq!(problems(&named(Some("二季度"))), NONE);
    assert_eq!(totals(&scheme, &named(Some("二季度"))), ["甲队 17"]);
    assert_eq!(problems(&named(Some("一季度"))), ["E220 A3"]);
    let unknown = named(Some("三季度"));
    assert_eq!(
        said(&unknown, "E236", Lang::Zh),
        ["方案中没有“三季度”这个轮次"]
    );
}

#[test]
fn the_command_line_names_the_round() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows: Rows<'_> = &[&["单位", "违章", "质量"], &["甲队", "0", "10"]];
    std::fs::write(folder.path().join("s.toml"), rounds(QUARTERS)).expect("the scheme");
    let bytes = book("a.xlsx", &[("表", rows)]).bytes;
    std::fs::write(folder.path().join("a.xlsx"), bytes).expect("the workbook");
    let run = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_ankang"));
        let output = command
            .current_dir(folder.path())
            .env_remove("ANKANG_LANG")
            .args(arguments)
            .output()
            .expect("a run");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        (output.status.code(), text)
    };
    for command in [["score", "s.toml", "a.xlsx"], ["check", "s.toml", "a.xlsx"]] {
        let (code, _) = run(&command);
        assert_eq!(code, Some(1), "{command:?}");
        let named = [&command[..], &["--round", "一季度"]].concat();
        let (code, text) = run(&named);
        assert_eq!(code, Some(0), "{named:?}: {text}");
    }
}

#[test]
fn a_word_that_denies_a_label_is_not_the_label() {
    let rows: Rows<'_> = &[&["单位", "违章", "质量"], &["甲队", "0", "10"]];
    let rules = rounds(r#"labels = ["自查", "复查"]"#);
    let (read, _) = read_as(&rules, vec![book("a.xlsx", &[("未复查单位", rows)])]);
    assert_eq!(problems(&read), ["E236 A2"]);
}

#[test]
fn a_column_goes_before_the_sheet_and_the_sheet_before_the_file() {
    let column: Rows<'_> = &[
        &["单位", "轮次", "违章", "质量"],
        &["甲队", "复查", "0", "10"],
    ];
    let none: Rows<'_> = &[&["单位", "违章", "质量"], &["甲队", "0", "2"]];
    let rules = rounds(r#"labels = ["自查", "复查"], missing = "problem""#);
    let (read, totals) = read_as(
        &rules,
        vec![
            book("自查1.xlsx", &[("自查", column)]),
            book("复查2.xlsx", &[("自查", none)]),
        ],
    );
    assert_eq!(problems(&read), NONE);
    assert_eq!(totals, ["甲队 16"]);
}
