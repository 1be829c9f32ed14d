//! Rounds, sources and instances: which row of a subject a row of a sheet is.

use ankang::intake::Source;
use ankang::problem::Lang;

use super::support::{
    NONE, QUARTERS, Rows, book, problems, read_as, reading, repairs, rounds, said, scheme,
};

/// One item is inspected by several sources and another at several faces.
const MIXED: &str = r#"
[scheme]
id = "t"
title = "示例"
version = "1"
marks = 30
[[section]]
id = "1"
title = "资料"
marks = 10
[[section]]
id = "2"
title = "现场"
marks = 10
sources = { fold = "weighted", labels = ["自查", "抽查"], weights = { "自查" = 0.4, "抽查" = 0.6 } }
[[section]]
id = "3"
title = "掘进"
marks = 10
instances = { name = "工作面", fold = "mean" }
"#;

#[test]
fn a_column_tells_the_rows_of_a_subject_apart() {
    let rows: Rows<'_> = &[
        &["单位", "轮次", "违章", "质量"],
        &["甲队", "一季度", "1", "10"],
        &["甲队", "二 季度", "", "8"],
        &["乙队", "二季度", "0", "6"],
    ];
    let (read, totals) = read_as(&rounds(QUARTERS), vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), NONE);
    assert_eq!(totals, ["甲队 18", "乙队 16"]);
}

#[test]
fn one_sheet_holds_what_is_inspected_once_and_what_is_inspected_several_times() {
    let rows: Rows<'_> = &[
        &["单位", "资料", "检查来源", "现场", "工作面", "掘进"],
        &["甲矿", "9", "自查", "10", "1号", "8"],
        &["甲矿", "9", "抽查", "5", "2号", "6"],
        &["乙矿", "7", "抽查", "5", "", ""],
        &["乙矿", "", "自查", "10", "", ""],
    ];
    let (read, totals) = read_as(MIXED, vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), NONE);
    // 9 + 10 × 0.4 + 5 × 0.6 + 7; without a face 掘进 does not apply: 14 of 20.
    assert_eq!(totals, ["甲矿 23", "乙矿 21"]);
}

#[test]
fn a_column_that_a_whole_sheet_lacks_is_said_once() {
    let rows: Rows<'_> = &[
        &["单位", "轮次", "违章"],
        &["甲队", "一季度", "0"],
        &["甲队", "二季度", "0"],
        &["乙队", "二季度", "0"],
    ];
    let (read, _) = read_as(&rounds(QUARTERS), vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), ["E230 a.xlsx ▸ 表"]);
}

#[test]
fn a_name_merged_over_several_rows_is_that_of_each() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let plain = rust_xlsxwriter::Format::new();
    let sheet = workbook.add_worksheet();
    let texts = [
        ["单位", "轮次", "违章", "质量"],
        ["", "一季度", "0", "10"],
        ["", "二季度", "1", "8"],
        ["", "", "0", "6"],
    ];
    for (row, cells) in (0..).zip(texts) {
        for (col, text) in (0..).zip(cells) {
            match text.parse::<u32>() {
                Ok(number) => sheet.write(row, col, number).expect("a number"),
                Err(_) => sheet.write(row, col, text).expect("a text"),
            };
        }
    }
    sheet
        .merge_range(1, 0, 2, 0, "甲队", &plain)
        .expect("a region");
    sheet.write(3, 0, "乙队").expect("a name");
    sheet
        .merge_range(2, 1, 3, 1, "二季度", &plain)
        .expect("a region");
    let log = workbook.add_worksheet();
    for (row, cells) in (0..).zip([
        ["单位", "轮次", "条款", "扣分"],
        ["", "", "", ""],
        ["", "", "", ""],
    ]) {
        for (col, text) in (0..).zip(cells) {
            log.write(row, col, text).expect("a text");
        }
    }
    for (col, text) in (0..).zip(["丙队", "一季度", "违章"]) {
        log.merge_range(1, col, 2, col, text, &plain)
            .expect("a region");
    }
    log.write(1, 3, 4).expect("a loss");
    log.write(2, 3, 2).expect("a loss");
    let source = Source {
        name: "a.xlsx".into(),
        bytes: workbook.save_to_buffer().expect("a workbook"),
        roster: false,
    };
    let (read, totals) = read_as(&rounds(QUARTERS), vec![source]);
    assert_eq!(problems(&read), ["E224 B2"]);
    assert_eq!(
        said(&read, "E224", Lang::Zh),
        ["“丙队 一季度”只在扣分记录里出现,检查表中没有它这一行"]
    );
    assert_eq!(totals, ["甲队 18", "乙队 16", "丙队 incomplete"]);
    let lost: Vec<String> = read
        .round
        .findings
        .iter()
        .map(|it| it.amount.to_string())
        .collect();
    assert_eq!(lost, ["1", "2"]);
}

#[test]
fn nothing_is_missing_below_what_is_not_for_the_subject() {
    let rules = r#"
[scheme]
id = "t"
title = "示例"
version = "1"
marks = 20
[missing]
convert = ["total"]
[roster]
attributes = [{ name = "行业" }]
[[section]]
id = "1"
title = "制度"
marks = 10
[[section]]
id = "2"
title = "脚手架"
marks = 10
when = "行业 = \"建筑\""
sources = { fold = "mean", labels = ["自查", "抽查"], missing = "problem" }
"#;
    let rows: Rows<'_> = &[
        &["单位", "行业", "制度", "检查来源", "脚手架"],
        &["甲厂", "建筑", "8", "自查", "6"],
        &["乙厂", "商贸", "8", "", ""],
    ];
    let (read, totals) = read_as(rules, vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), ["E237 A2"]);
    assert_eq!(totals, ["乙厂 16", "甲厂 incomplete"]);
}

#[test]
fn a_label_that_is_not_listed_is_a_problem_with_the_nearest() {
    let rows: Rows<'_> = &[
        &["单位", "轮次", "违章", "质量"],
        &["甲队", "一季", "0", "10"],
        &["甲队", "二季度", "0", "10"],
        &["乙队", "", "0", "10"],
    ];
    let (read, totals) = read_as(&rounds(QUARTERS), vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), ["E236 B2", "E236 B4"]);
    assert_eq!(
        said(&read, "E236", Lang::Zh),
        ["方案中没有“一季”这个轮次", "没有写明轮次"]
    );
    assert_eq!(
        said(&read, "E236", Lang::En),
        ["the scheme has no 轮次 \"一季\"", "轮次 is not said"]
    );
    let help: Vec<String> = read
        .problems
        .iter()
        .map(|it| it.fault.help(Lang::Zh))
        .collect();
    assert!(help[0].starts_with("是否应为“一季度”?"), "{help:?}");
    assert_eq!(totals, ["乙队 incomplete", "甲队 incomplete"]);
}

#[test]
fn without_a_list_any_label_will_do_and_a_table_without_the_column_is_one_row() {
    let rows: Rows<'_> = &[
        &["单位", "轮次", "违章", "质量"],
        &["甲队", "第一次", "0", "10"],
        &["甲队", "第2次", "0", "8"],
    ];
    let any = rounds("at-least = 1");
    let (read, totals) = read_as(&any, vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), NONE);
    assert_eq!(totals, ["甲队 19"]);
    let rows: Rows<'_> = &[&["单位", "违章", "质量"], &["甲队", "0", "8"]];
    let (read, totals) = read_as(&any, vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), NONE);
    assert_eq!(totals, ["甲队 18"]);
}

#[test]
fn a_label_that_names_nothing_is_no_round_of_its_own() {
    let rows: Rows<'_> = &[
        &["单位", "轮次", "违章", "质量"],
        &["甲队", "第一次", "0", "10"],
        &["甲队", "", "0", "8"],
        &["甲队", "/", "0", "8"],
        &["甲队", "无", "0", "8"],
        &["甲队", "—", "0", "8"],
    ];
    let any = rounds("at-least = 1");
    let (read, totals) = read_as(&any, vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(
        problems(&read),
        ["E236 B3", "E236 B4", "E236 B5", "E236 B6"]
    );
    assert_eq!(totals, ["甲队 incomplete"]);
}

#[test]
fn a_row_that_names_its_round_counts_though_every_blank_stands_for_full_marks() {
    let rules = r#"
[scheme]
id = "t"
title = "示例"
version = "1"
marks = 10
rounds = { fold = "sum", labels = ["一季度", "二季度"], missing = "zero" }
[[item]]
id = "1"
title = "违章"
marks = 10
blank = "full"
deduct = { each = 2 }
"#;
    let rows: Rows<'_> = &[
        &["单位", "轮次", "违章"],
        &["甲队", "一季度", "1"],
        &["甲队", "二季度", ""],
        &["乙队", "一季度", "1"],
    ];
    let (read, totals) = read_as(rules, vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), NONE);
    assert_eq!(totals, ["甲队 18", "乙队 8"]);
}

#[test]
fn a_listed_label_that_is_missing_is_a_problem_where_the_scheme_says_so() {
    let rows: Rows<'_> = &[
        &["单位", "轮次", "违章", "质量"],
        &["甲队", "一季度", "0", "10"],
        &["甲队", "二季度", "0", "10"],
        &["乙队", "一季度", "0", "10"],
    ];
    let sources = || vec![book("a.xlsx", &[("表", rows)])];
    let strict = rounds(r#"labels = ["一季度", "二季度"], missing = "problem""#);
    let (read, totals) = read_as(&strict, sources());
    assert_eq!(problems(&read), ["E237 A4"]);
    assert_eq!(
        said(&read, "E237", Lang::Zh),
        ["缺少轮次“二季度”的检查记录"]
    );
    assert_eq!(
        said(&read, "E237", Lang::En),
        ["there is no record of 轮次 \"二季度\""]
    );
    assert_eq!(totals, ["甲队 20", "乙队 incomplete"]);
    let zero = rounds(r#"labels = ["一季度", "二季度"], missing = "zero""#);
    let (read, totals) = read_as(&zero, sources());
    assert_eq!(problems(&read), NONE);
    assert_eq!(totals, ["甲队 20", "乙队 10"]);
    let skip = rounds(r#"labels = ["一季度", "二季度"], missing = "skip""#);
    let (read, totals) = read_as(&skip, sources());
    assert_eq!(problems(&read), NONE);
    assert_eq!(totals, ["乙队 20", "甲队 20"]);
}

#[test]
fn fewer_rows_than_are_dropped_or_asked_for_are_a_problem() {
    let rows: Rows<'_> = &[
        &["单位", "轮次", "违章", "质量"],
        &["甲队", "1", "0", "10"],
        &["甲队", "2", "0", "8"],
        &["甲队", "3", "0", "0"],
        &["乙队", "1", "0", "10"],
        &["乙队", "2", "0", "10"],
    ];
    let sources = || vec![book("a.xlsx", &[("表", rows)])];
    let (read, totals) = read_as(&rounds("drop-lowest = 1, drop-highest = 1"), sources());
    assert_eq!(problems(&read), ["E238 A6"]);
    assert_eq!(
        said(&read, "E238", Lang::Zh),
        ["轮次只有 2 个,方案至少要 3 个"]
    );
    assert_eq!(
        said(&read, "E238", Lang::En),
        ["轮次: 2 rows, and the scheme needs at least 3"]
    );
    assert_eq!(totals, ["甲队 18", "乙队 incomplete"]);
    let (read, _) = read_as(&rounds("at-least = 3"), sources());
    assert_eq!(problems(&read), ["E238 A6"]);
    let (read, _) = read_as(&rounds("at-least = 2"), sources());
    assert_eq!(problems(&read), NONE);
}

#[test]
fn the_same_label_twice_is_a_problem() {
    let rows: Rows<'_> = &[
        &["单位", "轮次", "违章", "质量"],
        &["甲队", "一季度", "0", "10"],
        &["甲队", "一季度", "0", "10"],
        &["乙队", "一季度", "0", "10"],
    ];
    let (read, totals) = read_as(&rounds(QUARTERS), vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), ["E220 A3"]);
    assert_eq!(totals, ["乙队 20", "甲队 incomplete"]);
}

#[test]
fn a_blank_of_a_row_is_a_problem_at_its_cell() {
    let rows: Rows<'_> = &[
        &["单位", "轮次", "违章", "质量"],
        &["甲队", "一季度", "0", ""],
        &["甲队", "二季度", "0", "8"],
    ];
    let (read, _) = read_as(&rounds(QUARTERS), vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), ["E208 D2"]);
}

#[test]
fn findings_of_a_log_count_into_their_rounds() {
    let wide: Rows<'_> = &[
        &["单位", "轮次", "质量"],
        &["甲队", "一季度", "10"],
        &["甲队", "二季度", "10"],
        &["乙队", "一季度", "10"],
    ];
    let log: Rows<'_> = &[
        &["单位", "轮次", "条款", "次数", "原因"],
        &["甲队", "一季度", "违章", "2", "未戴帽"],
        &["甲队", "一季度", "违章", "1", "未系带"],
        &["甲队", "二季度", "违章", "1", "未系带"],
        &["乙队", "三季度", "违章", "1", "未系带"],
    ];
    let (read, totals) = read_as(
        &rounds(QUARTERS),
        vec![book("a.xlsx", &[("表", wide), ("扣分", log)])],
    );
    assert_eq!(problems(&read), ["E236 B5"]);
    // 20 − 6 and 20 − 2.
    assert_eq!(totals, ["甲队 16", "乙队 incomplete"]);
    let labels: Vec<u32> = read.round.findings.iter().map(|it| it.row.index).collect();
    assert_eq!(labels.len(), 3);
    assert!(
        labels[0] == labels[1] && labels[1] != labels[2],
        "{labels:?}"
    );
}

#[test]
fn the_order_of_files_sheets_and_rows_never_matters() {
    let head: &[&str] = &["单位", "资料", "检查来源", "现场", "工作面", "掘进"];
    let a: &[&str] = &["甲矿", "9", "自查", "10", "10号", "8"];
    let b: &[&str] = &["甲矿", "9", "抽查", "5", "9号", "6"];
    let c: &[&str] = &["乙矿", "8", "抽查", "4", "主井", "7"];
    let d: &[&str] = &["乙矿", "", "自查", "3", "", ""];
    let scheme = scheme(MIXED);
    let outcome = |sources| {
        let read = reading(&scheme, sources);
        assert_eq!(problems(&read), NONE);
        let standing = ankang::rank::Standing::of(&scheme, &read.round).expect("no overflow");
        let rows: Vec<_> = scheme
            .frames
            .iter()
            .enumerate()
            .skip(1)
            .flat_map(|(index, frame)| {
                let id = ankang::scheme::FrameId(u32::try_from(index).expect("few frames"));
                let subjects = (0..2).map(ankang::round::SubjectId);
                let below =
                    subjects.flat_map(|who| read.round.below(id, ankang::round::RowId::of(who)));
                let label = frame.label.expect("a label");
                let values = below.map(|row| read.round.cell_of(row, label).value(&read.round));
                values.collect::<Vec<_>>()
            })
            .collect();
        let totals: Vec<_> = standing.order.iter().map(|placed| placed.total).collect();
        (format!("{rows:?}"), totals)
    };
    let first = outcome(vec![
        book("a.xlsx", &[("一", &[head, a, b]), ("二", &[head, c])]),
        book("b.xlsx", &[("三", &[head, d])]),
    ]);
    let second = outcome(vec![
        book("b.xlsx", &[("三", &[head, d, c])]),
        book("a.xlsx", &[("二", &[head, b]), ("一", &[head, a])]),
    ]);
    assert_eq!(first, second);
    // Labels of a list in its order, others as people count: 9号 before 10号.
    let at = |label: &str| first.0.find(label).unwrap_or_else(|| panic!("no {label}"));
    assert!(
        at("自查") < at("抽查") && at("9号") < at("10号"),
        "{}",
        first.0
    );
}

#[test]
fn a_value_for_an_item_that_is_not_for_the_subject_is_left_out_and_said() {
    let rules = r#"
[scheme]
id = "t"
title = "示例"
version = "1"
marks = 20
[missing]
convert = ["total"]
[roster]
attributes = [{ name = "行业" }]
[[section]]
id = "1"
title = "制度"
marks = 10
[[section]]
id = "2"
title = "脚手架"
marks = 10
when = "行业 = \"建筑\""
instances = { name = "作业面", fold = "mean" }
"#;
    let rows: Rows<'_> = &[
        &["单位", "行业", "制度", "作业面", "脚手架"],
        &["甲厂", "建筑", "8", "东", "6"],
        &["乙厂", "商贸", "8", "东", "6"],
        &["丙厂", "商贸", "9", "", ""],
        &["丁厂", "商贸", "7", "东", "/"],
    ];
    let (read, totals) = read_as(rules, vec![book("a.xlsx", &[("表", rows)])]);
    assert_eq!(problems(&read), NONE);
    assert_eq!(repairs(&read), ["W222 E3"]);
    assert_eq!(totals, ["丙厂 18", "乙厂 16", "丁厂 14", "甲厂 14"]);
}
