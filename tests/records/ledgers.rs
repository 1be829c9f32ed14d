//! Ledgers (台账): found by the sheet's name or by their headings, and missing.

use ankang::problem::Lang;
use ankang::scheme::Scheme;

use super::support::{Rows, book, problems, reading, said, scheme, totals};

const RULES: &str = r#"
[scheme]
id = "t"
title = "示例"
version = "1"
marks = 10
[[ledger]]
name = "事故台账"
aliases = ["事故登记表"]
required = true
  [[ledger.column]]
  name = "事故日期"
  type = "date"
  [[ledger.column]]
  name = "死亡"
  type = "count"
  blank = "zero"
  aliases = ["死亡人数"]
[[fact]]
name = "死亡合计"
of = "事故台账"
sum = "死亡"
when = "事故日期 >= DATE(2026, 1, 1)"
[[section]]
id = "1"
title = "检查"
marks = 10
[[veto]]
title = "死亡"
when = "死亡合计 > 0"
then = { deduct = 5, each = "死亡合计" }
"#;

fn rules() -> Scheme {
    scheme(RULES)
}

const WIDE: Rows<'_> = &[&["单位", "检查"], &["甲厂", "10"], &["乙厂", "9"]];

#[test]
fn a_ledger_is_found_by_its_name_by_another_name_and_by_its_headings() {
    let lines: Rows<'_> = &[
        &["2026年"],
        &["序号", "单位", "事故日期", "死亡人数", "备注"],
        &["1", "甲厂", "2026.3.1", "1", ""],
        &["2", "甲厂", "2025-12-31", "3", ""],
        &["3", "乙厂", "20260101", "", "轻伤"],
    ];
    for name in ["事故台账", "事故登记表", "Sheet2"] {
        let read = reading(
            &rules(),
            vec![book("a.xlsx", &[("表", WIDE), (name, lines)])],
        );
        assert_eq!(problems(&read), Vec::<String>::new(), "{name}");
        assert_eq!(totals(&rules(), &read), ["乙厂 9", "甲厂 5"], "{name}");
    }
}

#[test]
fn a_required_ledger_that_is_absent_is_a_problem_and_an_empty_one_is_none() {
    let read = reading(&rules(), vec![book("a.xlsx", &[("表", WIDE)])]);
    assert_eq!(problems(&read), ["E245"]);
    assert_eq!(said(&read, "E245", Lang::Zh), ["没有找到“事故台账”"]);
    assert_eq!(
        said(&read, "E245", Lang::En),
        ["the ledger \"事故台账\" was not found"]
    );
    let empty: Rows<'_> = &[&["单位", "事故日期", "死亡"]];
    let read = reading(
        &rules(),
        vec![book("a.xlsx", &[("表", WIDE), ("事故台账", empty)])],
    );
    assert_eq!(problems(&read), Vec::<String>::new());
    assert_eq!(totals(&rules(), &read), ["甲厂 10", "乙厂 9"]);
    let optional = scheme(&RULES.replace("required = true", ""));
    let read = reading(&optional, vec![book("a.xlsx", &[("表", WIDE)])]);
    assert_eq!(problems(&read), Vec::<String>::new());
}

#[test]
fn bad_lines_of_a_ledger_are_problems_at_their_cells() {
    let roster: Rows<'_> = &[&["单位", "编码"], &["甲厂", "A1"], &["乙厂", "A2"]];
    let lines: Rows<'_> = &[
        &["单位", "事故日期", "死亡"],
        &["甲厂", "", "1"],
        &["甲厂", "春天", "1"],
        &["乙厂", "2026-01-01", "半个"],
        &["丙厂", "2026-01-01", "1"],
        &["", "2026-01-01", "1"],
    ];
    let read = reading(
        &rules(),
        vec![book(
            "a.xlsx",
            &[("名册", roster), ("表", WIDE), ("事故台账", lines)],
        )],
    );
    assert_eq!(
        problems(&read),
        ["E208 B2", "E207 B3", "E201 C4", "E222 A5", "E221 A6"]
    );
}

#[test]
fn the_order_of_lines_and_files_never_matters() {
    let head: &[&str] = &["单位", "事故日期", "死亡"];
    let a: &[&str] = &["甲厂", "2026-02-01", "1"];
    let b: &[&str] = &["甲厂", "2025-02-01", "4"];
    let one = reading(
        &rules(),
        vec![
            book("a.xlsx", &[("表", WIDE)]),
            book("b.xlsx", &[("事故台账", &[head, a, b])]),
        ],
    );
    let other = reading(
        &rules(),
        vec![
            book("c.xlsx", &[("事故台账", &[head, b])]),
            book("b.xlsx", &[("事故台账", &[head, a])]),
            book("a.xlsx", &[("表", WIDE)]),
        ],
    );
    assert_eq!(problems(&one), problems(&other));
    assert_eq!(totals(&rules(), &one), totals(&rules(), &other));
}

#[test]
fn a_line_about_a_subject_that_no_sheet_has_is_a_problem() {
    let lines: Rows<'_> = &[
        &["单位", "事故日期", "死亡"],
        &["乙厂公司", "2026-01-01", "1"],
        &["甲厂", "2026-01-01", "0"],
    ];
    let read = reading(
        &rules(),
        vec![book("a.xlsx", &[("表", WIDE), ("事故台账", lines)])],
    );
    assert_eq!(problems(&read), ["E222 A2"]);
}

#[test]
fn a_sheet_under_the_name_of_a_ledger_without_its_headings_is_a_problem() {
    let lines: Rows<'_> = &[
        &["企业名", "日期", "死了几人"],
        &["甲厂", "2026-01-01", "1"],
    ];
    let optional = scheme(&RULES.replace("required = true", ""));
    let read = reading(
        &optional,
        vec![book("a.xlsx", &[("表", WIDE), ("事故台账", lines)])],
    );
    assert_eq!(problems(&read), ["E240 a.xlsx ▸ 事故台账"]);
}
