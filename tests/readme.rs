//! Every command of the README runs, and what it shows is what comes out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const README: &str = include_str!("../README.md");

/// The lines of the README's shell blocks.
fn commands() -> Vec<&'static str> {
    let mut commands = Vec::new();
    let mut inside = false;
    for line in README.lines() {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside => commands.push(line),
            _ => {}
        }
    }
    commands
}

/// A copy of what the commands need, so that nothing is written into the project.
fn copy() -> tempfile::TempDir {
    fn tree(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let path = entry.expect("an entry").path();
            let target = to.join(path.file_name().unwrap_or_default());
            if path.is_dir() {
                tree(&path, &target);
            } else {
                fs::copy(&path, &target).expect("a copy");
            }
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for part in ["rules", "inputs"] {
        tree(&root.join(part), &folder.path().join(part));
    }
    folder
}

fn run(folder: &Path, command: &str) -> Option<Output> {
    let arguments = command
        .strip_prefix("cargo run --release -- ")
        .or_else(|| command.strip_prefix("ankang "))?;
    let output = Command::new(env!("CARGO_BIN_EXE_ankang"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .output()
        .expect("the program starts");
    Some(output)
}

/// The block after a mark in the README.
fn shown(mark: &str) -> &'static str {
    let after = README
        .split(&format!("<!-- {mark} -->\n```text\n"))
        .nth(1)
        .expect("the mark");
    after.split("```").next().expect("the block")
}

/// What of an output the README shows: as many of its first lines as stand there, or the parts
/// between lines of ellipses.
fn contains(output: &str, excerpt: &str) {
    let mut rest = output;
    for part in excerpt
        .split("……\n")
        .map(str::trim_end)
        .filter(|part| !part.is_empty())
    {
        let at = rest
            .find(part)
            .unwrap_or_else(|| panic!("the README shows\n{part}\nbut this comes out\n{output}"));
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn every_command_runs_and_shows_what_it_shows() {
    let folder = copy();
    let mut ran = 0;
    for command in commands() {
        if command == "cargo test" {
            continue;
        }
        let output = run(folder.path(), command).unwrap_or_else(|| panic!("nobody runs {command}"));
        let told = String::from_utf8_lossy(&output.stdout);
        let errors = String::from_utf8_lossy(&output.stderr);
        let expected = i32::from(command.contains("inputs/problems"));
        assert_eq!(
            output.status.code(),
            Some(expected),
            "{command}\n{told}\n{errors}"
        );
        if command.contains("-o result.xlsx") {
            contains(&told, shown("摘要"));
        }
        if command.contains("inputs/problems") {
            contains(&told, shown("问题"));
        }
        ran += 1;
    }
    assert!(ran >= 5, "only {ran} commands were found");
    for result in ["result.xlsx", "stations.xlsx", "上半年.xlsx"] {
        assert!(folder.path().join(result).is_file(), "{result} is missing");
    }
}

/// Rule files shown in the README are read by the program.
#[test]
fn the_rule_file_shown_reads() {
    let block = README
        .split("```toml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("a rule file");
    let head = "[scheme]\nid = \"readme\"\ntitle = \"示例\"\nversion = \"1\"\nmarks = 100\n[[fact]]\nname = \"死亡人数\"\n";
    let rest = "[[section]]\nid = \"2\"\ntitle = \"其余\"\nmarks = 90\n[[section.item]]\nid = \"2.1\"\ntitle = \"现场\"\nmarks = 90\n";
    let text = format!("{head}{block}{rest}");
    if let Err(mistakes) = ankang::scheme::Scheme::parse(&text) {
        let told: Vec<String> = mistakes
            .iter()
            .map(|mistake| mistake.render("README", &text, ankang::problem::Lang::Zh, false))
            .collect();
        panic!("{}", told.join("\n"));
    }
}

/// Inputs are opened for reading alone: neither bytes nor times change.
#[test]
fn inputs_are_left_as_they_were() {
    let folder = copy();
    let state = || -> Vec<(PathBuf, Vec<u8>, std::time::SystemTime)> {
        let mut files = Vec::new();
        let mut folders = vec![folder.path().join("inputs")];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(next).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let changed = fs::metadata(&path)
                    .and_then(|meta| meta.modified())
                    .expect("a time");
                files.push((path.clone(), fs::read(&path).expect("a file"), changed));
            }
        }
        files.sort();
        files
    };
    let before = state();
    for command in [
        "ankang score station-star inputs/stations -o a.xlsx",
        "ankang check ankang-cup inputs/problems",
    ] {
        run(folder.path(), command);
    }
    assert_eq!(before.len(), state().len());
    assert!(before == state(), "an input changed");
}

/// The table of shipped schemes names every one of them, and nothing else.
#[test]
fn every_shipped_scheme_is_listed() {
    let start = README.find("## 附带的方案").expect("the section");
    let rest = &README[start..];
    let section = &rest[..rest.find("\n## ").expect("an end")];
    let mut listed: Vec<&str> = section
        .lines()
        .filter(|line| line.starts_with("| `"))
        .flat_map(|line| line.split('|').nth(1).unwrap_or_default().split('`'))
        .filter(|id| !id.trim().is_empty())
        .collect();
    listed.sort_unstable();
    let shipped: Vec<&str> = ankang::scheme::SHIPPED
        .iter()
        .map(|shipped| shipped.id)
        .collect();
    assert_eq!(listed, shipped);
}
