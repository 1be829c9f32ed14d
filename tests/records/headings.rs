//! Headings that are nearly those of the scheme.

use ankang::problem::Lang;

use super::support::{NONE, Rows, book, problems, read_as, repairs, said};

const RULES: &str = r#"
[scheme]
id = "t"
title = "示例"
version = "1"
marks = 100
[[fact]]
name = "死亡人数"
type = "count"
blank = "zero"
[[item]]
id = "1"
title = "检查"
marks = 100
[[veto]]
title = "死亡事故"
when = "死亡人数 > 0"
then = "disqualify"
"#;

#[test]
fn a_heading_near_to_a_column_whose_blanks_count_is_a_problem() {
    let rows: Rows<'_> = &[
        &["单位", "检查", "死亡"],
        &["甲", "82", "1"],
        &["乙", "80", "0"],
    ];
    let (read, _) = read_as(RULES, vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), ["E249 C1"]);
    let said = said(&read, "E249", Lang::Zh);
    assert!(
        said[0].contains("“死亡”") && said[0].contains("“死亡人数”"),
        "{said:?}"
    );
}

#[test]
fn a_column_that_may_stay_away_and_another_that_means_nothing_are_no_problem() {
    let rows: Rows<'_> = &[&["单位", "检查", "备查"], &["甲", "82", "1"]];
    let (read, totals) = read_as(RULES, vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), NONE);
    assert_eq!(repairs(&read), ["W214 C1"]);
    assert_eq!(totals, ["甲 82"]);
}

#[test]
fn a_heading_near_to_a_column_that_another_sheet_has_is_no_problem() {
    let checked: Rows<'_> = &[&["单位", "检查", "死亡"], &["甲", "82", "1"]];
    let facts: Rows<'_> = &[&["单位", "死亡人数"], &["甲", ""]];
    let sheets = [("检查表", checked), ("事故", facts)];
    let (read, totals) = read_as(RULES, vec![book("a.xlsx", &sheets)]);
    assert_eq!(problems(&read), NONE);
    assert_eq!(totals, ["甲 82"]);
}

#[test]
fn a_misspelt_heading_is_found_though_the_sheet_of_others_has_the_column() {
    let one: Rows<'_> = &[&["单位", "检查", "死亡"], &["甲", "82", "1"]];
    let other: Rows<'_> = &[&["单位", "检查", "死亡人数"], &["乙", "80", ""]];
    let sheets = [("一组", one), ("二组", other)];
    let (read, _) = read_as(RULES, vec![book("a.xlsx", &sheets)]);
    assert_eq!(problems(&read), ["E249 C1"]);
}
