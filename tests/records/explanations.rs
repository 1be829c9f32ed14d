//! Explanations of 不涉及, and where they and reasons for losses are shown.

use ankang::problem::Lang;
use ankang::report::Rulebook;
use ankang::scheme::Scheme;

use super::reasons::{RULES, lenient, rules};
use super::support::{Rows, book, problems, reading, said, scheme, sheet};

#[test]
fn what_does_not_apply_needs_an_explanation() {
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
            "脚手架",
            "整改率不涉及说明",
            "脚手架缺项原因",
            "制度扣分原因",
        ],
        &[
            "甲厂",
            "建筑",
            "6",
            "√",
            "0",
            "0",
            "/",
            "/",
            "/",
            "没有隐患",
            "未施工",
            "",
        ],
        &[
            "乙厂",
            "建筑",
            "6",
            "√",
            "0",
            "0",
            "/",
            "/",
            "/",
            "",
            "不涉及",
            "",
        ],
        // Not for this subject by the scheme: nothing to explain.
        &[
            "丙厂", "商贸", "6", "√", "0", "0", "1", "1", "/", "", "", "",
        ],
        // A reason for a loss explains no 不涉及.
        &[
            "丁厂", "商贸", "/", "√", "0", "0", "1", "1", "", "", "", "没有",
        ],
    ];
    let strict = reading(&rules(), vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&strict), ["E248 G3", "E248 I3", "E248 C5"]);
    assert_eq!(
        said(&strict, "E248", Lang::Zh)[0],
        "“整改率”填了不涉及,没有写说明"
    );
    assert_eq!(
        said(&strict, "E248", Lang::En)[0],
        "\"整改率\" does not apply and no explanation is given"
    );
    let free = reading(&lenient(), vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&free), Vec::<String>::new());
}

#[test]
fn a_blank_that_counts_as_not_applicable_needs_one_too() {
    let rules = scheme(&RULES.replacen(
        "title = \"制度\"",
        "title = \"制度\"\n  blank = \"not-applicable\"",
        1,
    ));
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
            "制度不涉及说明",
        ],
        &["甲厂", "商贸", "", "√", "0", "0", "1", "1", "新设"],
        &["乙厂", "商贸", "", "√", "0", "0", "1", "1", ""],
    ];
    let found = reading(&rules, vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&found), ["E248 C3"]);
}

#[test]
fn reasons_stand_on_the_sheet_of_losses_and_explanations_on_that_of_checks() {
    let wide: Rows<'_> = &[
        &[
            "企业",
            "行业",
            "制度",
            "机构",
            "隐患数",
            "整改数",
            "制度扣分原因",
            "整改率不涉及说明",
            "扣分原因",
        ],
        &[
            "甲厂",
            "商贸",
            "5",
            "×",
            "/",
            "/",
            "缺两项",
            "没有隐患",
            "见通报",
        ],
    ];
    let log: Rows<'_> = &[
        &["单位", "条款", "次数", "原因"],
        &["甲厂", "三违", "1", "未戴帽"],
    ];
    let sources = || vec![book("a.xlsx", &[("表", wide), ("扣分", log)])];
    for rules in [rules(), lenient()] {
        let read = reading(&rules, sources());
        assert_eq!(problems(&read), Vec::<String>::new());
        let losses = sheet(&rules, &read, "扣分明细");
        let why: Vec<(&str, &str)> = losses[3..]
            .iter()
            .map(|row| (row[1].as_str(), row[6].as_str()))
            .collect();
        assert_eq!(
            why,
            [
                ("1.1 制度", "缺两项;评分:5"),
                ("1.2 机构", "见通报;机构:否"),
                ("2.1 违章", "未戴帽"),
            ]
        );
        let checks = sheet(&rules, &read, "数据核对");
        let explained: Vec<&String> = checks
            .iter()
            .map(|row| &row[2])
            .filter(|what| what.contains("说明:"))
            .collect();
        assert_eq!(
            explained,
            ["按不涉及读取;说明:没有隐患", "按不涉及读取;说明:没有隐患"]
        );
    }
}

#[test]
fn each_row_of_an_item_inspected_several_times_has_reasons_of_its_own() {
    let rules = scheme(
        r#"
[scheme]
id = "t"
title = "示例"
version = "1"
marks = 20
[missing]
reasons = true
explanations = true
[[section]]
id = "1"
title = "掘进"
marks = 20
instances = { name = "工作面", fold = "mean" }
  [[section.item]]
  id = "1.1"
  title = "顶板"
  marks = 12
  [[section.item]]
  id = "1.2"
  title = "质量"
  marks = 8
"#,
    );
    let rows: Rows<'_> = &[
        &["单位", "工作面", "顶板", "质量", "顶板扣分原因", "质量备注"],
        &["甲矿", "2号", "10", "8", "", ""],
        &["甲矿", "1号", "10", "/", "支护不齐", "未开工"],
        &["乙矿", "1号", "12", "/", "", ""],
    ];
    let read = reading(&rules, vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), ["E246 C2", "E248 D4"]);
    let upside: Rows<'_> = &[rows[0], rows[3], rows[2], rows[1]];
    let other = reading(&rules, vec![book("a.xlsx", &[("表", upside)])]);
    assert_eq!(problems(&other), ["E248 D2", "E246 C4"]);
    // The reasons stay with their rows when rows are put in order.
    let mended: Rows<'_> = &[
        rows[0],
        &["甲矿", "2号", "10", "8", "锚杆缺失", ""],
        rows[2],
    ];
    let read = reading(&rules, vec![book("a.xlsx", &[("表", mended)])]);
    let losses = sheet(&rules, &read, "扣分明细");
    let why: Vec<&str> = losses[3..].iter().map(|row| row[6].as_str()).collect();
    assert_eq!(why, ["1号:支护不齐;评分:10", "2号:锚杆缺失;评分:10"]);
}

#[test]
fn the_rules_say_what_must_be_given_a_reason() {
    let lines = |scheme: &Scheme, lang: Lang| -> Vec<String> {
        let notes = Rulebook::of(scheme, lang).notes;
        notes.into_iter().flat_map(|note| note.lines).collect()
    };
    let strict = lines(&rules(), Lang::Zh);
    assert!(strict.contains(&"每一处扣分都要写明原因".to_owned()));
    assert!(strict.contains(&"每一处不涉及都要写明为什么不涉及".to_owned()));
    let english = lines(&rules(), Lang::En);
    assert!(english.contains(&"Every loss of marks needs a written reason".to_owned()));
    let free = lines(&lenient(), Lang::Zh);
    assert!(!free.iter().any(|line| line.contains("写明")));
}
