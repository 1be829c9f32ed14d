//! What the scheme says must hold for the data to be believed.

use ankang::problem::Lang;

use super::support::{Rows, book, problems, reading, said, scheme, totals};

const RULES: &str = r#"
[scheme]
id = "t"
title = "示例"
version = "1"
marks = 20
[roster]
attributes = [{ name = "职工人数", type = "number" }, { name = "参赛人数", type = "number" }]
[[section]]
id = "1"
title = "隐患整改"
marks = 10
instances = { name = "工作面", fold = "mean" }
inputs = ["隐患数", "整改数"]
value = "整改数 / 隐患数"
steps = { target = "100%", every = "1%", deduct = 0.5 }
[[section]]
id = "2"
title = "制度"
marks = 10
[[check]]
title = "参赛不超过职工"
must = "参赛人数 <= 职工人数"
[[check]]
title = "整改不超过隐患"
must = "整改数 <= 隐患数"
"#;

#[test]
fn a_check_that_fails_is_a_problem_where_its_figures_stand() {
    let rows: Rows<'_> = &[
        &[
            "单位",
            "职工人数",
            "参赛人数",
            "制度",
            "工作面",
            "隐患数",
            "整改数",
        ],
        &["甲厂", "100", "100", "8", "1号", "10", "10"],
        &["甲厂", "100", "100", "8", "2号", "10", "12"],
        &["乙厂", "100", "120", "8", "1号", "/", "/"],
        &["丙厂", "100", "20", "8", "1号", "4", "4"],
    ];
    let rules = scheme(RULES);
    let read = reading(&rules, vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), ["E239 E3", "E239 A4"]);
    assert_eq!(
        said(&read, "E239", Lang::Zh),
        [
            "不符合“整改不超过隐患”:应当 隐患整改 ▸ 整改数(12) ≤ 隐患整改 ▸ 隐患数(10)",
            "不符合“参赛不超过职工”:应当 参赛人数(120) ≤ 职工人数(100)"
        ]
    );
    assert_eq!(
        totals(&rules, &read),
        ["丙厂 18", "乙厂 incomplete", "甲厂 incomplete"]
    );
}
