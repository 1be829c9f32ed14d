//! Every file in `tests/wrong` is a rule file with mistakes. Its first lines say which must be
//! found, and where: `#! E110 7:9` is code E110 at line 7, column 9 (in characters).

use std::fs;
use std::path::Path;

use ankang::problem::Lang;
use ankang::scheme::Scheme;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong");
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("the folder of wrong schemes")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    assert!(files.len() > 20, "wrong schemes are missing");
    let trials = files
        .into_iter()
        .map(|path| {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            Trial::test(name, move || run(&path))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn run(path: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    let wanted: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("#! "))
        .collect();
    let Err(mistakes) = Scheme::parse(&text) else {
        return Err("no mistake was found".into());
    };
    let found: Vec<String> = mistakes
        .iter()
        .map(|mistake| {
            let before = &text[..mistake.span.start];
            let line = before.matches('\n').count() + 1;
            let column = before
                .rsplit('\n')
                .next()
                .unwrap_or_default()
                .chars()
                .count()
                + 1;
            format!("{} {line}:{column}", mistake.kind.code())
        })
        .collect();
    let shown: Vec<String> = mistakes
        .iter()
        .map(|mistake| mistake.render("wrong.toml", &text, Lang::Zh, false))
        .collect();
    if found != wanted {
        return Err(format!(
            "expected {wanted:?}, found {found:?}\n{}",
            shown.join("\n\n")
        )
        .into());
    }
    for mistake in &mistakes {
        for lang in [Lang::Zh, Lang::En] {
            let said = [mistake.kind.message(lang), mistake.kind.help(lang)];
            if said.iter().any(|text| text.trim().is_empty()) {
                return Err(format!("{} says nothing", mistake.kind.code()).into());
            }
        }
    }
    Ok(())
}
