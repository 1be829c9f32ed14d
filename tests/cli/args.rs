//! The command line as its users meet it.

use crate::support::{ankang, folder, run};

/// Text without what is the same in every language: commands, options, names of files, ids.
fn prose(help: &str) -> String {
    let known = [
        "ankang",
        "score",
        "check",
        "rules",
        "list",
        "help",
        "xlsx",
        "xlsm",
        "xlsb",
        "xls",
        "ods",
        "json",
        "JSON",
        "toml",
        "ANKANG_LANG",
        "roster",
        "round",
        "draft",
        "lang",
        "output",
        "version",
        "station-star",
        "show",
        "new",
        "title",
        "schema",
        "Schema",
        "json",
        "VS",
        "Code",
        "Even",
        "Better",
        "TOML",
        "zh",
        "en",
        "h",
        "o",
        "V",
    ];
    help.split(|c: char| !c.is_ascii_alphabetic() && c != '-' && c != '_')
        .map(|word| word.trim_matches('-'))
        .filter(|word| !word.is_empty() && !known.contains(word))
        .collect::<Vec<_>>()
        .join(" ")
}

fn chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn alone_it_prints_a_short_guide_in_chinese() {
    let folder = folder();
    let ran = run(folder.path(), &[]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("ankang check station-star"), "{}", ran.out);
    assert!(chinese(&ran.out) && ran.out.lines().count() < 20);
    assert!(!chinese(&run(folder.path(), &["--lang", "en"]).out));
    let output = ankang(folder.path())
        .env("ANKANG_LANG", "en_US.UTF-8")
        .output()
        .expect("runs");
    assert!(!chinese(&String::from_utf8_lossy(&output.stdout)));
}

#[test]
fn help_is_in_one_language() {
    let folder = folder();
    for path in [
        &[][..],
        &["score"],
        &["check"],
        &["rules"],
        &["rules", "list"],
        &["rules", "check"],
        &["rules", "show"],
        &["rules", "new"],
        &["rules", "schema"],
        &["help"],
    ] {
        let help = run(folder.path(), &[path, &["--help"]].concat());
        assert_eq!(help.code, 0);
        assert_eq!(prose(&help.out), "", "{}", help.out);
        for heading in ["用法:", "选项:", "示例:\n  ankang"] {
            assert!(help.out.contains(heading), "{heading}: {}", help.out);
        }
        let asked = [&["help"], path].concat();
        assert_eq!(run(folder.path(), &asked).out, help.out, "{path:?}");

        let help = run(folder.path(), &[path, &["-h", "--lang", "en"]].concat());
        let data = help.out.replace("结果", "").replace("草稿", "");
        assert!(!chinese(&data), "{}", help.out);
        assert!(help.out.contains("Usage: ankang"));
    }
}

#[test]
fn help_fits_a_terminal() {
    let folder = folder();
    for lang in ["zh", "en"] {
        for path in [
            &["score"][..],
            &["rules"],
            &["rules", "show"],
            &["rules", "schema"],
        ] {
            let asked = [&["help"], path, &["--lang", lang]].concat();
            for line in run(folder.path(), &asked).out.lines() {
                assert!(unicode_width::UnicodeWidthStr::width(line) <= 92, "{line}");
            }
        }
    }
}

#[test]
fn mistakes_on_the_command_line_are_told_in_chinese() {
    let folder = folder();
    let cases: [(&[&str], &str); 10] = [
        (&["scor"], "没有 scor 这个命令\n改法:是否想写 score?"),
        (
            &["score", "--rostr", "x"],
            "没有 --rostr 这个选项\n改法:是否想写 --roster?",
        ),
        (&["score", "demo"], "缺少 <检查表>…"),
        (&["score"], "缺少 <方案> <检查表>…"),
        (
            &["score", "a", "b", "-o"],
            "--output <结果.xlsx> 后面缺少内容",
        ),
        (
            &["score", "a", "b", "-o", "x.xlsx", "-o", "y.xlsx"],
            "--output <结果.xlsx> 重复了",
        ),
        (
            &["score", "--lang", "fr", "a", "b"],
            "不能是“fr”\n改法:可选:zh en",
        ),
        (&["rules"], "缺少命令\n改法:请写上要用的命令:list、check"),
        (
            &["rules", "chek"],
            "没有 chek 这个命令\n改法:是否想写 check?",
        ),
        (&["rules", "list", "x"], "没有 x 这个"),
    ];
    for (arguments, expected) in cases {
        let ran = run(folder.path(), arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(expected), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains("用法:ankang"), "{}", ran.err);
        let english = run(folder.path(), &[&["--lang", "en"], arguments].concat());
        if !arguments.contains(&"--lang") {
            assert_eq!(english.code, 2);
            assert!(!chinese(&english.err), "{}", english.err);
        }
    }
}

#[test]
fn the_version() {
    let folder = folder();
    let ran = run(folder.path(), &["--version"]);
    assert_eq!(
        (ran.code, ran.out),
        (0, format!("ankang {}\n", env!("CARGO_PKG_VERSION")))
    );
}

#[test]
fn a_closed_pipe_is_no_reason_to_fuss() {
    use std::process::{Command, Stdio};
    let folder = folder();
    let mut child = Command::new(env!("CARGO_BIN_EXE_ankang"))
        .current_dir(folder.path())
        .args(["rules", "list"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
