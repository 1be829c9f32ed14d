//! Which files are read, and their bytes.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::exit::{Failure, words};
use crate::intake::Source;
use crate::problem::{Fault, Lang};
use crate::report::{is_own_result, is_own_rulebook};

/// Endings that make a file in a folder a workbook. A file that is named is read whatever its
/// ending.
const ENDINGS: [&str; 5] = ["xlsx", "xlsm", "xls", "xlsb", "ods"];

/// Folders within folders that are followed.
const DEEPEST: usize = 32;

/// Larger files are no workbooks anybody filled in.
const LARGEST: u64 = 1 << 31;

/// A file that will be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub path: PathBuf,
    pub roster: bool,
    /// The folder it was found in, if it was not named itself.
    pub found: Option<PathBuf>,
}

impl Chosen {
    /// What the file is called in messages and results: its name inside the folder that was given.
    /// Where that folder lies on somebody's machine is nobody's business, and the same files give
    /// the same result wherever they lie.
    fn name(&self) -> String {
        let inside = self
            .found
            .as_ref()
            .and_then(|folder| self.path.strip_prefix(folder).ok());
        let name = inside.or_else(|| self.path.file_name().map(Path::new));
        shown(name.unwrap_or(&self.path))
    }
}

/// The bytes of the files, and the results of ours among them that were passed over.
pub(super) struct Contents {
    pub sources: Vec<Source>,
    pub results: Vec<String>,
}

/// The roster and the inputs, folders expanded, each file once, `result` left out of folders.
pub(super) fn chosen(
    inputs: &[PathBuf],
    roster: Option<&Path>,
    result: Option<&Path>,
    lang: Lang,
) -> Result<Vec<Chosen>, Failure> {
    let mut chosen = Vec::new();
    let mut faults = Vec::new();
    let mut seen = HashSet::new();
    let result = result.and_then(|path| path.canonicalize().ok());
    let mut add = |path: PathBuf, roster: bool, found: Option<PathBuf>| {
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        if seen.insert(real) {
            chosen.push(Chosen {
                path,
                roster,
                found,
            });
        }
    };
    if let Some(roster) = roster {
        add(roster.to_owned(), true, None);
    }
    for input in inputs {
        if !input.is_dir() {
            add(input.clone(), false, None);
            continue;
        }
        let mut found = Vec::new();
        faults.extend(walk(input, 0, &mut found, lang));
        // The same tree gives the same order on every system.
        found.sort();
        found.retain(|path| result.is_none() || path.canonicalize().ok() != result);
        if found.is_empty() && faults.is_empty() {
            return Err(empty(input, lang));
        }
        for path in found {
            add(path, false, Some(input.clone()));
        }
    }
    if faults.is_empty() {
        Ok(chosen)
    } else {
        Err(Failure::Faults(faults))
    }
}

/// The workbooks of a folder and the folders in it.
fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>, lang: Lang) -> Vec<Fault> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return vec![unreadable(folder, &error, lang)],
    };
    let mut faults = Vec::new();
    for entry in entries {
        match entry {
            Err(error) => faults.push(unreadable(folder, &error, lang)),
            Ok(entry) => {
                let path = entry.path();
                let name = entry.file_name();
                let name = name.to_string_lossy();
                if name.starts_with('.') || name.starts_with("~$") {
                    continue;
                }
                if path.is_dir() {
                    if depth < DEEPEST {
                        faults.extend(walk(&path, depth + 1, found, lang));
                    }
                } else if is_workbook(&path) {
                    found.push(path);
                }
            }
        }
    }
    faults
}

fn is_workbook(path: &Path) -> bool {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// The bytes of the files; every file that cannot be read is named. Results and printed schemes of
/// this program that lie among the check sheets are passed over.
pub(super) fn read(chosen: &[Chosen], lang: Lang) -> Result<Contents, Failure> {
    let mut sources = Vec::with_capacity(chosen.len());
    let mut results = Vec::new();
    let mut faults = Vec::new();
    let names: Vec<String> = chosen.iter().map(Chosen::name).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for name in &names {
        *times.entry(name).or_default() += 1;
    }
    for (file, short) in chosen.iter().zip(&names) {
        let path = &file.path;
        // Two files of one name are told apart by their folders.
        let alone = times.get(short.as_str()) == Some(&1);
        let name = if alone { short.clone() } else { shown(path) };
        match bytes(path) {
            Ok(bytes) if !is_own_result(&bytes) && !is_own_rulebook(&bytes) => {
                sources.push(Source {
                    name,
                    bytes,
                    roster: file.roster,
                });
            }
            Ok(_) if file.found.is_some() => results.push(name),
            Ok(_) => return Err(result(&name, lang)),
            Err(error) => faults.push(unreadable(path, &error, lang)),
        }
    }
    if faults.is_empty() {
        Ok(Contents { sources, results })
    } else {
        Err(Failure::Faults(faults))
    }
}

/// The name of a file as messages show it: as it was given, without a leading `./`.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    path.display().to_string()
}

fn result(name: &str, lang: Lang) -> Failure {
    Failure::usage(
        lang,
        &lang.pick(
            format!("{name} 是本程序生成的结果或评分表,不是检查表"),
            format!(
                "{name} is a result or a printed scheme made by this program, not a check sheet"
            ),
        ),
        lang.pick(
            "请给出填好的检查工作簿",
            "give the workbooks that inspectors filled in",
        ),
    )
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(length.min(LARGEST)).unwrap_or(0));
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error, lang: Lang) -> Fault {
    Fault::CannotRead {
        file: shown(path),
        detail: words(error, lang),
    }
}

fn empty(folder: &Path, lang: Lang) -> Failure {
    let folder = folder.display();
    Failure::data(
        lang,
        &lang.pick(
            format!("文件夹 {folder} 中没有工作簿"),
            format!("there is no workbook in the folder {folder}"),
        ),
        lang.pick(
            "请检查文件夹;能读的是 .xlsx .xlsm(.xls .ods 请另存为 .xlsx),隐藏文件和 ~$ 开头的临时文件不读",
            "check the folder; .xlsx and .xlsm are read (save .xls and .ods as .xlsx), hidden files and ~$ files are not",
        ),
    )
}
