//! Where something may be written.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::exit::{Failure, words};
use crate::problem::{Fault, Lang};

/// A path that may be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub path: PathBuf,
    /// Whether a file of ours is there already.
    pub replaces: bool,
}

/// The path of the result workbook: as given, in the folder given, or by default.
pub(super) fn workbook(
    given: Option<&Path>,
    default: &str,
    lang: Lang,
) -> Result<PathBuf, Failure> {
    let Some(given) = given else {
        return Ok(PathBuf::from(default));
    };
    if given.is_dir() {
        return Ok(given.join(default));
    }
    let ending = given
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    if ending.as_deref() == Some("xlsx") {
        return Ok(given.to_owned());
    }
    let name = given.display();
    Err(Failure::usage(
        lang,
        &lang.pick(
            format!("结果工作簿的文件名须以 .xlsx 结尾:{name}"),
            format!("the name of a result workbook ends in .xlsx, this does not: {name}"),
        ),
        &lang.pick(
            format!("请改为 {}", given.with_extension("xlsx").display()),
            format!("write {}", given.with_extension("xlsx").display()),
        ),
    ))
}

/// Looks whether a path may be written: nothing is there, or a file that `own` knows.
pub(super) fn allowed(path: &Path, own: fn(&[u8]) -> bool, lang: Lang) -> Result<Target, Failure> {
    let file = path.display().to_string();
    let cannot = |error: &io::Error| Fault::CannotWrite {
        file: file.clone(),
        detail: words(error, lang),
    };
    let folder = folder(path);
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::metadata(folder) {
            Ok(found) if found.is_dir() => Ok(Target {
                path: path.to_owned(),
                replaces: false,
            }),
            Ok(_) => Err(cannot(&io::ErrorKind::NotADirectory.into()).into()),
            Err(error) => Err(cannot(&error).into()),
        },
        Err(error) => Err(cannot(&error).into()),
        Ok(found) if found.is_dir() => Err(cannot(&io::ErrorKind::IsADirectory.into()).into()),
        // Only a plain file can be ours: a device or a pipe is not even looked into.
        Ok(found) if found.is_file() && own(&fs::read(path).map_err(|error| cannot(&error))?) => {
            // A link keeps pointing where it did: its target is replaced.
            let path = path.canonicalize().map_err(|error| cannot(&error))?;
            Ok(Target {
                path,
                replaces: true,
            })
        }
        Ok(_) => Err(Fault::WouldOverwrite { file }.into()),
    }
}

/// The folder a path lies in.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}
