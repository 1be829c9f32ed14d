//! `ankang rules`.

use crate::support::{self, folder, run};

#[test]
fn lists_the_shipped_schemes() {
    let folder = folder();
    let ran = run(folder.path(), &["rules", "list"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    for shipped in ankang::scheme::SHIPPED {
        assert!(ran.out.contains(shipped.id), "{}", ran.out);
    }
}

#[test]
fn a_good_scheme_by_path_and_by_id() {
    let folder = folder();
    let ran = run(
        folder.path(),
        &["rules", "check", "scheme.toml", "station-star"],
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(
        ran.out
            .starts_with("scheme.toml:没有错误。示例方案,版本 1,满分 20,2 个小项\n"),
        "{}",
        ran.out
    );
}

#[test]
fn five_mistakes_are_shown_in_one_run() {
    let folder = folder();
    let wrong = support::SCHEME
        .replace("places = 1", "places = 1\nroundng = \"half-up\"")
        .replace(
            "title = \"安全培训\"\n  marks = 10",
            "title = \"安全培训\"\n  marks = 9",
        )
        .replace("id = \"1.2\"", "id = \"1.1\"")
        .replace("below = 12", "below = 11")
        .replace("within = [\"县区\"]", "within = [\"县\"]");
    std::fs::write(folder.path().join("wrong.toml"), wrong).expect("written");
    let ran = run(
        folder.path(),
        &["rules", "check", "wrong.toml", "scheme.toml"],
    );
    assert_eq!(ran.code, 2);
    for code in ["E102", "E106", "E110", "E131", "E133"] {
        assert!(
            ran.out.contains(&format!("错误[{code}]")),
            "{code}: {}",
            ran.out
        );
    }
    assert!(
        ran.out.contains("wrong.toml:方案有 5 处错误"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("scheme.toml:没有错误"),
        "the other file is looked at, too"
    );
    let english = run(
        folder.path(),
        &["--lang", "en", "rules", "check", "wrong.toml"],
    );
    assert!(english.out.contains("error[E102]"), "{}", english.out);
}

#[test]
fn files_that_are_no_schemes() {
    let folder = folder();
    std::fs::write(
        folder.path().join("gbk.toml"),
        b"[scheme]\ntitle = \"\xb0\xb2\xc8\xab\"\n",
    )
    .expect("written");
    support::good(folder.path());
    let cases = [
        ("gbk.toml", "不是 UTF-8 编码的文本"),
        ("检查.xlsx", "是工作簿,不是评分方案"),
        ("station-sta", "是否想写 station-star?"),
        ("没有.toml", "既不是文件,也不是内置方案"),
    ];
    for (file, expected) in cases {
        let ran = run(folder.path(), &["rules", "check", file]);
        assert_eq!(ran.code, 2, "{file}");
        assert!(ran.err.contains(expected), "{file}: {}", ran.err);
    }
    assert_eq!(run(folder.path(), &["rules", "check", "."]).code, 3);
}

#[test]
fn a_byte_order_mark_is_no_mistake() {
    let folder = folder();
    let marked = format!("\u{feff}{}", support::SCHEME);
    std::fs::write(folder.path().join("bom.toml"), marked).expect("written");
    assert_eq!(run(folder.path(), &["rules", "check", "bom.toml"]).code, 0);
}

/// The whole output of a command, with its exit code.
fn whole(arguments: &[&str]) -> String {
    let folder = folder();
    let ran = run(folder.path(), arguments);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
    ran.out
}

#[test]
fn shows_the_shipped_schemes() {
    insta::assert_snapshot!("show-ankang-cup", whole(&["rules", "show", "ankang-cup"]));
    insta::assert_snapshot!(
        "show-station-star-en",
        whole(&["--lang", "en", "rules", "show", "station-star"])
    );
}

/// Weights, minima, means, levels that hand 不涉及 up, rounding, formulas, every kind of band.
#[test]
fn shows_every_way_to_combine_and_to_score() {
    let folder = folder();
    let scheme = include_str!("every_method.toml");
    std::fs::write(folder.path().join("all.toml"), scheme).expect("written");
    let mut shown = String::new();
    for lang in ["zh", "en"] {
        let ran = run(
            folder.path(),
            &["--lang", lang, "rules", "show", "all.toml"],
        );
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        shown.push_str(&ran.out);
        assert!(
            ran.out
                .lines()
                .all(|line| line.contains("http")
                    || unicode_width::UnicodeWidthStr::width(line) <= 100),
            "a line is too long:\n{}",
            ran.out
        );
    }
    insta::assert_snapshot!("show-every-method", shown);
}

#[test]
fn a_wrong_scheme_is_not_shown() {
    let folder = folder();
    let wrong = support::SCHEME.replace("places = 1", "placs = 1");
    std::fs::write(folder.path().join("wrong.toml"), wrong).expect("written");
    let ran = run(folder.path(), &["rules", "show", "wrong.toml"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("错误[E102]"), "{}", ran.err);
}

/// Every text of every cell, row by row.
fn cells(path: &std::path::Path) -> Vec<(String, Vec<Vec<String>>)> {
    use calamine::Reader;
    let mut book = calamine::open_workbook_auto(path).expect("a workbook");
    book.worksheets()
        .into_iter()
        .map(|(name, range)| {
            let rows = range
                .rows()
                .map(|row| row.iter().map(ToString::to_string).collect())
                .collect();
            (name, rows)
        })
        .collect()
}

#[test]
fn the_workbook_holds_what_the_terminal_shows() {
    let folder = folder();
    let ran = run(
        folder.path(),
        &["rules", "show", "station-star", "-o", "表.xlsx"],
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let path = folder.path().join("表.xlsx");
    let sheets = cells(&path);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["评分表", "评分规定"]);
    let rows = &sheets[0].1;
    assert_eq!(rows[2], ["序号", "项目", "内容", "标准分", "评分办法"]);
    assert_eq!(
        rows[3][..4],
        ["1.1", "1 机构设置", "站长和接待员配备", "10"]
    );
    assert!(rows.iter().any(|row| row[0] == "合计" && row[3] == "100"));
    let scheme = ankang::scheme::Shipped::find("station-star")
        .and_then(|shipped| shipped.scheme().ok())
        .expect("the scheme");
    let rules = ankang::report::Rulebook::of(&scheme, ankang::problem::Lang::Zh);
    let said: Vec<&String> = sheets
        .iter()
        .flat_map(|(_, rows)| rows.iter().flatten())
        .collect();
    for row in rules.blocks.iter().flat_map(|block| &block.rows) {
        assert!(said.contains(&&row.method), "{}", row.id);
    }
    for line in rules.notes.iter().flat_map(|note| &note.lines) {
        assert!(said.contains(&line), "{line}");
    }
    // The same scheme makes the same bytes, and a table of ours may be replaced.
    let before = std::fs::read(&path).expect("the workbook");
    let again = run(
        folder.path(),
        &["rules", "show", "station-star", "-o", "表.xlsx"],
    );
    assert_eq!(again.code, 0, "{}", again.err);
    assert!(before == std::fs::read(&path).expect("the workbook"));
}

#[test]
fn only_its_own_files_are_replaced() {
    let folder = folder();
    support::good(folder.path());
    let scored = run(
        folder.path(),
        &["score", "scheme.toml", "检查.xlsx", "-o", "结果.xlsx"],
    );
    assert_eq!(scored.code, 0, "{}", scored.err);
    std::fs::write(folder.path().join("a.json"), "{}").expect("written");
    run(
        folder.path(),
        &["rules", "show", "scheme.toml", "-o", "表.xlsx"],
    );
    // Lying among the check sheets it is passed over.
    let checked = run(folder.path(), &["check", "scheme.toml", "."]);
    assert!(
        checked
            .err
            .contains("跳过 表.xlsx:它是本程序生成的结果或评分表"),
        "{}",
        checked.err
    );
    let refused: [&[&str]; 6] = [
        &["rules", "show", "scheme.toml", "-o", "检查.xlsx"],
        &["rules", "show", "scheme.toml", "-o", "结果.xlsx"],
        &["score", "scheme.toml", "检查.xlsx", "-o", "表.xlsx"],
        &["rules", "schema", "-o", "a.json"],
        &["rules", "new", "scheme.toml"],
        &["rules", "new", "检查.xlsx"],
    ];
    for arguments in refused {
        let ran = run(folder.path(), arguments);
        assert_eq!(ran.code, 3, "{arguments:?}");
        assert!(ran.err.contains("没有覆盖"), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(
        run(
            folder.path(),
            &["rules", "show", "scheme.toml", "-o", "表.pdf"]
        )
        .code,
        2
    );
    let by_default = run(folder.path(), &["rules", "show", "scheme.toml", "-o", "."]);
    assert_eq!(by_default.code, 0, "{}", by_default.err);
    assert!(folder.path().join("demo-评分表.xlsx").is_file());
}

#[test]
fn the_schema_is_printed_and_written() {
    let folder = folder();
    let printed = run(folder.path(), &["rules", "schema"]);
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    assert_eq!(printed.out, ankang::scheme::schema());
    for _ in 0..2 {
        let written = run(folder.path(), &["rules", "schema", "-o", "s.json"]);
        assert_eq!((written.code, written.err.as_str()), (0, ""));
        assert_eq!(
            written.out,
            "已写出 s.json。放在方案文件旁边,方案第一行写:#:schema ./s.json\n"
        );
    }
    let file = std::fs::read_to_string(folder.path().join("s.json")).expect("the schema");
    assert_eq!(file, printed.out);
    insta::assert_snapshot!("schema", printed.out);
}

#[test]
fn a_new_scheme_is_valid_and_scores_at_once() {
    let folder = folder();
    let new = run(
        folder.path(),
        &["rules", "new", "新.toml", "--title", "甲\"市\"\n方案"],
    );
    assert_eq!((new.code, new.err.as_str()), (0, ""));
    assert_eq!(
        new.out,
        "已写出 新.toml。改好之后检查:ankang rules check 新.toml\n"
    );
    let checked = run(folder.path(), &["rules", "check", "新.toml"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    let text = std::fs::read_to_string(folder.path().join("新.toml")).expect("the scheme");
    let scheme = ankang::scheme::Scheme::parse(&text).expect("a scheme");
    assert_eq!(scheme.title, "甲\"市\"\n方案");

    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let columns: [(&str, &[&str]); 16] = [
        ("单位", &["甲厂", "乙厂"]),
        ("县区", &["东县", "西县"]),
        ("职工人数", &["1000", "500"]),
        ("工作机构", &["10", "8"]),
        ("责任制", &["合格", "合格"]),
        ("宣传阵地", &["齐全", "没有"]),
        ("人员配备", &["0", "1"]),
        ("一般隐患", &["1", ""]),
        ("重大隐患", &["", ""]),
        ("安全活动", &["5", "3"]),
        ("隐患数", &["100", "0"]),
        ("整改数", &["99", "0"]),
        ("培训率", &["96%", "80%"]),
        ("采纳条数", &["8", "9"]),
        ("受到表彰", &["1", ""]),
        ("通报批评", &["", "2"]),
    ];
    for (col, (heading, values)) in (0..).zip(columns) {
        sheet.write(0, col, heading).expect("a heading");
        for (row, value) in (1..).zip(values) {
            sheet.write(row, col, *value).expect("a value");
        }
    }
    book.save(folder.path().join("表.xlsx")).expect("saved");
    let scored = run(
        folder.path(),
        &["score", "新.toml", "表.xlsx", "-o", "结果.xlsx"],
    );
    assert_eq!((scored.code, scored.err.as_str()), (0, ""));
    // By hand: 30 + 39 + (9.5 + 10 + 8) + 1.
    assert!(
        scored.out.contains("   1  甲厂  97.50  优秀\n"),
        "{}",
        scored.out
    );
}

#[test]
fn a_new_scheme_is_printed_without_a_file() {
    let printed = whole(&["rules", "new"]);
    insta::assert_snapshot!("new", printed);
    assert!(ankang::scheme::Scheme::parse(&printed).is_ok());
    let titled = whole(&["rules", "new", "--title", "本市方案"]);
    assert!(titled.contains("title = \"本市方案\"\n"), "{titled}");
    let empty = run(folder().path(), &["rules", "new", "--title", " "]);
    assert_eq!(empty.code, 2);
    assert!(empty.err.contains("方案名称是空的"), "{}", empty.err);
}

/// The starting file shows every key, apart from those of another form of what it shows.
#[test]
fn a_new_scheme_shows_every_common_key() {
    const LEFT_OUT: &[&str] = &[
        "part",
        "weight",
        "above",
        "at-most",
        "percent",
        "table",
        "item",
        "except",
        "sheet",
        "round",
        "rollup",
        "figure",
        "order",
        "of",
        "value",
        "sum",
        "mean",
        "min",
        "max",
        "median",
        "count",
        "share",
        "latest",
        "streak",
        "by",
        "until",
        "when",
        "best",
        "ledger",
        "column",
        "required",
        "measure",
        "check",
        "must",
        "rounds",
        "sources",
        "instances",
        "fold",
        "labels",
        "weights",
        "otherwise",
        "drop-lowest",
        "drop-highest",
        "at-least",
        "missing",
        "key",
        "key-below",
        "guard",
        "largest",
        "start",
        "up-to",
        "late",
        "due",
        "line",
        "zero",
        "full",
        "gain",
        "from",
        "to",
        "extra",
        "step",
        "decide",
        "apart",
        "reasons",
        "explanations",
        "each",
    ];
    let printed = whole(&["rules", "new"]);
    let schema: serde_json::Value = serde_json::from_str(&ankang::scheme::schema()).expect("JSON");
    let tables = schema["$defs"].as_object().expect("definitions");
    let tables = tables.values().chain([&schema]);
    let keys = tables.filter_map(|table| table["properties"].as_object());
    for key in keys.flat_map(|properties| properties.keys()) {
        let shown = printed.contains(&format!("{key} = "))
            || printed.contains(&format!("[{key}]"))
            || printed.contains(&format!("[[{key}]]"));
        assert!(shown || LEFT_OUT.contains(&key.as_str()), "{key}");
    }
}
