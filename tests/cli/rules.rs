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
