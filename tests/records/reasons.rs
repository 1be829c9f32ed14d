//! Reasons for losses: which item they belong to, and what is missing.

use ankang::problem::Lang;
use ankang::scheme::Scheme;

use super::support::{Rows, book, problems, reading, said, scheme, sheet, totals};

pub const RULES: &str = r#"
[scheme]
id = "t"
title = "示例"
version = "1"
subject = "企业"
marks = 30
[missing]
reasons = true
explanations = true
convert = ["section", "total"]
[roster]
attributes = [{ name = "行业" }]
[[section]]
id = "1"
title = "组织领导"
marks = 10
  [[section.item]]
  id = "1.1"
  title = "制度"
  marks = 6
  [[section.item]]
  id = "1.2"
  title = "机构"
  marks = 4
  pass = true
[[section]]
id = "2"
title = "现场"
marks = 20
  [[section.item]]
  id = "2.1"
  title = "违章"
  marks = 10
  blank = "full"
  deduct = [{ each = 2, name = "三违" }, { each = 5, name = "严重三违" }]
  [[section.item]]
  id = "2.2"
  title = "整改率"
  marks = 6
  inputs = ["隐患数", "整改数"]
  value = "整改数 / 隐患数"
  steps = { target = "100%", every = "1%", deduct = 0.5 }
  [[section.item]]
  id = "2.3"
  title = "脚手架"
  marks = 4
  when = "行业 = \"建筑\""
[[bonus]]
id = "J"
title = "加分项"
cap = 1
  [[bonus.item]]
  id = "J1"
  title = "表彰"
  marks = 1
  blank = "zero"
  counter = { each = 1 }
[[penalty]]
id = "K"
title = "扣分项"
  [[penalty.item]]
  id = "K1"
  title = "通报"
  marks = 2
  blank = "zero"
  counter = { each = 1 }
"#;

pub fn rules() -> Scheme {
    scheme(RULES)
}

/// The same without the two policies.
pub fn lenient() -> Scheme {
    scheme(&RULES.replace("= true\n", "= false\n"))
}

fn found(rows: Rows<'_>) -> Vec<String> {
    problems(&reading(&rules(), vec![book("a.xlsx", &[("表", rows)])]))
}

/// All items without a loss, but for what a test changes.
const HEADER: &[&str] = &[
    "企业",
    "行业",
    "制度",
    "机构",
    "三违",
    "严重三违",
    "隐患数",
    "整改数",
    "脚手架",
];

#[test]
fn every_loss_without_a_reason_is_a_problem_at_its_cell() {
    let rows: Rows<'_> = &[
        HEADER,
        &["甲厂", "建筑", "6", "√", "0", "0", "4", "4", "4"],
        &["乙厂", "建筑", "5", "×", "0", "1", "100", "99", "3.5"],
    ];
    let strict = reading(&rules(), vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(
        problems(&strict),
        ["E246 C3", "E246 D3", "E246 F3", "E246 G3", "E246 I3"]
    );
    assert_eq!(
        said(&strict, "E246", Lang::Zh),
        [
            "“制度”扣了 1 分,没有写原因",
            "“机构”扣了 4 分,没有写原因",
            "“违章”扣了 5 分,没有写原因",
            "“整改率”扣了 0.5 分,没有写原因",
            "“脚手架”扣了 0.5 分,没有写原因",
        ]
    );
    assert_eq!(
        said(&strict, "E246", Lang::En)[0],
        "\"制度\" loses 1 and no reason is given"
    );
    assert_eq!(totals(&rules(), &strict), ["甲厂 30", "乙厂 incomplete"]);
    let free = reading(&lenient(), vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&free), Vec::<String>::new());
}

#[test]
fn a_reason_belongs_to_the_item_that_its_headings_name() {
    // Two rows: item above, reason below; the item of several clauses; a remark serves as one.
    let two: Rows<'_> = &[
        &[
            "企业",
            "行业",
            "制度",
            "<",
            "机构",
            "<",
            "违章",
            "<",
            "<",
            "隐患数",
            "整改数",
        ],
        &[
            "",
            "",
            "得分",
            "扣分原因",
            "得分",
            "备注",
            "三违",
            "严重三违",
            "存在问题",
        ],
        &[
            "甲厂",
            "商贸",
            "5",
            "缺两项",
            "×",
            "没有文件",
            "1",
            "0",
            "未戴帽",
            "1",
            "1",
        ],
        &["乙厂", "商贸", "5", "", "×", "", "1", "0", "", "1", "1"],
    ];
    assert_eq!(found(two), ["E246 C4", "E246 E4", "E246 G4"]);
    // One row: `1.1扣分原因`, by title, in brackets, with its marks, for a clause.
    let one: Rows<'_> = &[
        &[
            "企业",
            "行业",
            "1.1",
            "1.1扣分原因",
            "机构",
            "机构(4分)扣分原因",
            "三违",
            "严重三违",
            "三违存在问题",
            "隐患数",
            "整改数",
            "整改率(扣分原因)",
        ],
        &[
            "甲厂",
            "商贸",
            "5",
            "缺两项",
            "×",
            "没有文件",
            "1",
            "0",
            "未戴帽",
            "100",
            "99",
            "一处未改",
        ],
        &[
            "乙厂", "商贸", "5", "", "×", "", "1", "0", "", "100", "99", "",
        ],
    ];
    assert_eq!(found(one), ["E246 C3", "E246 E3", "E246 G3", "E246 J3"]);
    // The reason of one item is none for another, a section's is one for all of its items.
    let section: Rows<'_> = &[
        &[
            "企业",
            "行业",
            "制度",
            "机构",
            "组织领导扣分原因",
            "三违",
            "严重三违",
            "隐患数",
            "整改数",
        ],
        &["甲厂", "商贸", "5", "×", "没有文件", "1", "0", "1", "1"],
    ];
    assert_eq!(found(section), ["E246 F2"]);
}

#[test]
fn a_column_that_names_no_item_is_for_the_row_and_several_are_for_their_neighbours() {
    let row: Rows<'_> = &[
        &[
            "企业",
            "行业",
            "制度",
            "机构",
            "三违",
            "严重三违",
            "隐患数",
            "整改数",
            "扣分原因",
            "备注",
        ],
        &["甲厂", "商贸", "5", "×", "0", "0", "1", "1", "没有文件", ""],
        &["乙厂", "商贸", "5", "√", "0", "0", "1", "1", "无", "新参赛"],
    ];
    assert_eq!(found(row), ["E246 C3"]);
    let beside: Rows<'_> = &[
        &[
            "企业",
            "行业",
            "制度",
            "扣分原因",
            "机构",
            "扣分原因",
            "三违",
            "严重三违",
            "隐患数",
            "整改数",
        ],
        &["甲厂", "商贸", "5", "缺两项", "×", "", "0", "0", "1", "1"],
        &["乙厂", "商贸", "5", "", "×", "没有文件", "0", "0", "1", "1"],
    ];
    assert_eq!(found(beside), ["E246 E2", "E246 C3"]);
}

#[test]
fn a_bad_cell_is_one_problem_and_a_penalty_is_a_loss_but_a_bonus_is_none() {
    let rows: Rows<'_> = &[
        &[
            "企业",
            "行业",
            "制度",
            "机构",
            "三违",
            "严重三违",
            "隐患数",
            "整改数",
            "表彰",
            "通报",
        ],
        &[
            "甲厂", "商贸", "很好", "大概", "很多", "0", "1", "", "0", "1",
        ],
    ];
    assert_eq!(
        found(rows),
        ["E201 C2", "E206 D2", "E201 E2", "E208 H2", "E246 J2"]
    );
}

#[test]
fn a_line_of_a_log_needs_a_reason_of_its_own() {
    let wide: Rows<'_> = &[
        &[
            "企业",
            "行业",
            "制度",
            "机构",
            "隐患数",
            "整改数",
            "制度扣分原因",
        ],
        &["甲厂", "商贸", "6", "√", "1", "1", ""],
        &["乙厂", "商贸", "6", "√", "1", "1", ""],
    ];
    let log: Rows<'_> = &[
        // The title over the log is a section's and takes nothing from its columns.
        &["现场", "<", "<", "<", "<", "<"],
        &["单位", "条款", "次数", "扣分", "原因", "检查组"],
        &["甲厂", "三违", "1", "", "未戴帽", "一组"],
        &["甲厂", "三违", "2", "", "", "一组"],
        &["甲厂", "严重三违", "", "5", "/", "一组"],
        &["乙厂", "严重三违", "0", "", "", "一组"],
        &["乙厂", "表彰", "1", "", "", "一组"],
        &["乙厂", "通报", "1", "", "市里通报", "一组"],
    ];
    let sources = || vec![book("a.xlsx", &[("表", wide), ("扣分", log)])];
    let strict = reading(&rules(), sources());
    assert_eq!(problems(&strict), ["E247 C4", "E247 D5"]);
    assert_eq!(
        said(&strict, "E247", Lang::Zh),
        [
            "这一条扣分记录没有写原因(“违章 ▸ 三违”,扣 4 分)",
            "这一条扣分记录没有写原因(“违章 ▸ 严重三违”,扣 5 分)"
        ]
    );
    assert_eq!(
        problems(&reading(&lenient(), sources())),
        Vec::<String>::new()
    );
}

#[test]
fn what_is_repeated_in_every_row_of_a_subject_is_one_reason() {
    let rules = scheme(
        r#"
[scheme]
id = "t"
title = "示例"
version = "1"
marks = 20
[missing]
reasons = true
[[section]]
id = "1"
title = "资料"
marks = 10
[[section]]
id = "2"
title = "掘进"
marks = 10
instances = { name = "工作面", fold = "mean" }
"#,
    );
    let rows: Rows<'_> = &[
        &[
            "单位",
            "资料",
            "资料扣分原因",
            "工作面",
            "掘进",
            "掘进扣分原因",
        ],
        &["甲矿", "8", "缺图纸", "1号", "9", "喷浆不足"],
        &["甲矿", "8", "缺图纸", "2号", "10", ""],
        &["甲矿", "8", "缺台账", "3号", "10", ""],
    ];
    let read = reading(&rules, vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), Vec::<String>::new());
    let losses = sheet(&rules, &read, "扣分明细");
    let why: Vec<&str> = losses[3..].iter().map(|row| row[6].as_str()).collect();
    assert_eq!(why, ["缺台账;缺图纸;评分:8", "1号:喷浆不足;评分:9"]);
}
