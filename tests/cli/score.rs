//! `ankang score` and `ankang check`: what is read, what is written, what is left alone.

use std::fs;

use crate::support::{self, folder, good, run, workbook};

#[test]
fn the_summary_says_it_all() {
    let folder = folder();
    good(folder.path());
    let ran = run(
        folder.path(),
        &["score", "scheme.toml", "检查.xlsx", "-o", "结果.xlsx"],
    );
    let expected = "\
示例方案 1

名次  单位  总分  等级
   1  乙矿  18.5  优秀
   1  甲矿  18.5  优秀
   3  丙矿  13.0  合格

共 3 个企业,参加排名 3 个

等级    数量  累计
优秀       2
合格       1  合格及以上 3
不合格     0

并列:1
  第 1 名 2 个:乙矿、甲矿

名额线上的并列:1
  先进单位:余 1 个名额,2 个并列:乙矿、甲矿;请研究决定

问题 0 个,读取时修正 0 处
结果工作簿:结果.xlsx
";
    assert_eq!(
        (ran.code, ran.err.as_str(), ran.out.as_str()),
        (0, "", expected)
    );
    let bytes = fs::read(folder.path().join("结果.xlsx")).expect("the result");
    assert!(ankang::report::is_own_result(&bytes));
}

#[test]
fn without_o_the_result_has_a_name_of_its_own() {
    let folder = folder();
    good(folder.path());
    assert_eq!(run(folder.path(), &["score", "scheme.toml", "."]).code, 0);
    assert!(folder.path().join("demo-结果.xlsx").exists());
    assert_eq!(
        run(
            folder.path(),
            &["score", "scheme.toml", ".", "--round", "一/二"]
        )
        .code,
        0
    );
    assert!(folder.path().join("demo-一-二-结果.xlsx").exists());
    // Results that lie among the check sheets, this one's or another's, are not read.
    let again = run(folder.path(), &["score", "scheme.toml", "."]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(
        again.err,
        "跳过 demo-一-二-结果.xlsx:它是本程序生成的结果或评分表\n"
    );
    let named = run(folder.path(), &["check", "scheme.toml", "demo-结果.xlsx"]);
    assert_eq!(named.code, 2);
    assert!(named.err.contains("不是检查表"), "{}", named.err);
}

#[test]
fn problems_stop_the_result_unless_it_is_a_draft() {
    let folder = folder();
    workbook(
        &folder.path().join("坏.xlsx"),
        &[("甲矿", "东县", "12", "x"), ("乙矿", "东县", "9", "9")],
    );
    let ran = run(
        folder.path(),
        &[
            "score",
            "scheme.toml",
            "坏.xlsx",
            "-o",
            "r.xlsx",
            "--json",
            "r.json",
        ],
    );
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(
        ran.err.contains("  C2     E202 甲矿 · 1.1:“12”超出范围"),
        "{}",
        ran.err
    );
    assert!(
        ran.err.contains("  D2     E201 甲矿 · 1.2:“x”不是数字"),
        "{}",
        ran.err
    );
    assert!(!folder.path().join("r.xlsx").exists() && !folder.path().join("r.json").exists());

    let draft = run(
        folder.path(),
        &["score", "scheme.toml", "坏.xlsx", "-o", "r.xlsx", "--draft"],
    );
    assert_eq!(draft.code, 1);
    assert!(draft.out.starts_with("【草稿】"), "{}", draft.out);
    assert!(folder.path().join("r.xlsx").exists());

    let check = run(folder.path(), &["check", "scheme.toml", "坏.xlsx"]);
    assert_eq!(check.code, 1);
    assert!(
        check.out.ends_with("问题 2 个,修正 0 处\n"),
        "{}",
        check.out
    );
}

#[test]
fn json_alone_goes_to_standard_output() {
    let folder = folder();
    good(folder.path());
    let ran = run(folder.path(), &["score", "scheme.toml", ".", "--json", "-"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(json["subjects"][2]["score"], "13");
    assert!(ran.err.contains("结果工作簿"), "{}", ran.err);

    run(
        folder.path(),
        &["score", "scheme.toml", ".", "--json", "r.json"],
    );
    let written = fs::read_to_string(folder.path().join("r.json")).expect("the file");
    assert_eq!(written, ran.out);
    // It may be written again, because it is ours.
    assert_eq!(
        run(
            folder.path(),
            &["score", "scheme.toml", ".", "--json", "r.json"]
        )
        .code,
        0
    );

    workbook(
        &folder.path().join("坏.xlsx"),
        &[("丁矿", "东县", "12", "1")],
    );
    let ran = run(folder.path(), &["score", "scheme.toml", ".", "--json", "-"]);
    assert_eq!(ran.code, 1);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(json["problems"][0]["cell"], "C2");
    assert_eq!(json["subjects"], serde_json::json!([]));
}

#[test]
fn files_of_others_are_left_alone() {
    let folder = folder();
    good(folder.path());
    let theirs = folder.path().join("公示.xlsx");
    workbook(&theirs, &[]);
    let before = fs::read(&theirs).expect("read");
    let ran = run(
        folder.path(),
        &["score", "scheme.toml", "检查.xlsx", "-o", "公示.xlsx"],
    );
    assert_eq!(ran.code, 3);
    assert!(
        ran.err
            .contains("公示.xlsx 已存在,而且不是本程序生成的,没有覆盖"),
        "{}",
        ran.err
    );
    assert_eq!(fs::read(&theirs).expect("read"), before);

    let input = run(
        folder.path(),
        &["score", "scheme.toml", "检查.xlsx", "-o", "./检查.xlsx"],
    );
    assert_eq!(input.code, 2);
    fs::write(folder.path().join("notes.json"), "{}").expect("written");
    let json = run(
        folder.path(),
        &[
            "score",
            "scheme.toml",
            "检查.xlsx",
            "-o",
            "r.xlsx",
            "--json",
            "notes.json",
        ],
    );
    assert_eq!(json.code, 3);
    assert!(
        !folder.path().join("r.xlsx").exists(),
        "neither file is written if one cannot be"
    );
    assert_eq!(
        run(
            folder.path(),
            &["score", "scheme.toml", "检查.xlsx", "-o", "r.xls"]
        )
        .code,
        2
    );
    assert_eq!(
        run(
            folder.path(),
            &["score", "scheme.toml", "检查.xlsx", "-o", "no/r.xlsx"]
        )
        .code,
        3
    );
    let left: Vec<_> = fs::read_dir(folder.path())
        .expect("read")
        .flatten()
        .map(|e| e.file_name())
        .collect();
    assert!(
        left.iter()
            .all(|name| !name.to_string_lossy().starts_with('.')),
        "{left:?}"
    );
}

#[test]
fn every_file_that_cannot_be_read_is_named() {
    let folder = folder();
    good(folder.path());
    let ran = run(
        folder.path(),
        &[
            "score",
            "scheme.toml",
            "检查.xlsx",
            "甲.xlsx",
            "乙.xlsx",
            "--roster",
            "册.xlsx",
        ],
    );
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    for name in ["甲.xlsx", "乙.xlsx", "册.xlsx"] {
        assert!(
            ran.err
                .contains(&format!("无法读取 {name}:文件或文件夹不存在")),
            "{}",
            ran.err
        );
    }
    fs::create_dir(folder.path().join("空")).expect("made");
    let ran = run(folder.path(), &["score", "scheme.toml", "空"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("文件夹 空 中没有工作簿"), "{}", ran.err);
}

#[test]
fn folders_are_searched_to_the_bottom_and_lock_files_skipped() {
    let folder = folder();
    let deep = folder.path().join("表").join("东县");
    fs::create_dir_all(&deep).expect("made");
    good(&deep);
    for skipped in ["~$检查.xlsx", ".hidden.xlsx", "说明.docx"] {
        fs::write(deep.join(skipped), "not a workbook").expect("written");
    }
    let ran = run(
        folder.path(),
        &["check", "scheme.toml", "表", "表/东县/检查.xlsx"],
    );
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (0, "读取 1 个文件,3 个企业:问题 0 个,修正 0 处\n"),
        "{}",
        ran.err
    );
}

#[test]
fn a_scheme_with_mistakes_is_shown_before_anything_is_read() {
    let folder = folder();
    fs::write(folder.path().join("wrong.toml"), "标题 = 1\n").expect("written");
    let ran = run(folder.path(), &["score", "wrong.toml", "没有.xlsx"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("E101"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn names_that_are_not_text_are_read() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder();
    good(folder.path());
    let odd = std::ffi::OsStr::from_bytes(b"\xb5\xda.xlsx");
    fs::rename(folder.path().join("检查.xlsx"), folder.path().join(odd)).expect("renamed");
    let output = support::ankang(folder.path())
        .args(["check", "scheme.toml"])
        .arg(odd)
        .output();
    assert_eq!(output.expect("runs").status.code(), Some(0));
    assert_eq!(run(folder.path(), &["check", "scheme.toml", "."]).code, 0);
}
