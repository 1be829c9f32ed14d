//! How a run ends.

use std::io;
use std::process::ExitCode;

use crate::problem::{Fault, Lang, Place, Problem, list};

/// Exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Exit {
    /// Done.
    Done = 0,
    /// The data has problems.
    Problems = 1,
    /// The command line or the scheme is wrong.
    Usage = 2,
    /// Cannot read or cannot write.
    Environment = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Why a run cannot go on.
#[derive(Debug)]
pub(super) enum Failure {
    /// Faults of the environment or the data, all of them.
    Faults(Vec<Fault>),
    /// The command line or the scheme is wrong; all has been said in the text.
    Usage(String),
    /// The data cannot be computed with; all has been said in the text.
    Data(String),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Failure::Faults(vec![fault])
    }
}

impl Failure {
    /// A command line that cannot be meant: what is wrong, and what to do.
    pub fn usage(lang: Lang, message: &str, help: &str) -> Failure {
        Failure::Usage(told(lang, message, help))
    }

    /// Data that cannot be computed with.
    pub fn data(lang: Lang, message: &str, help: &str) -> Failure {
        Failure::Data(told(lang, message, help))
    }

    /// The exit code.
    pub fn exit(&self) -> Exit {
        match self {
            Failure::Faults(faults) => {
                let environment = faults.iter().any(|fault| fault.code().starts_with("E3"));
                if environment {
                    Exit::Environment
                } else {
                    Exit::Problems
                }
            }
            Failure::Data(_) => Exit::Problems,
            Failure::Usage(_) => Exit::Usage,
        }
    }

    /// What to print about it.
    pub fn told(&self, lang: Lang) -> String {
        match self {
            Failure::Faults(faults) => {
                let problems: Vec<Problem> = faults
                    .iter()
                    .map(|fault| Problem {
                        fault: fault.clone(),
                        place: Place::default(),
                        subject: None,
                        criterion: None,
                    })
                    .collect();
                let title = lang.pick("错误:", "error:");
                format!(
                    "\x1b[1;31m{title}\x1b[0m\n{}",
                    list::problems(&problems, lang, true)
                )
            }
            Failure::Usage(text) | Failure::Data(text) => text.clone(),
        }
    }
}

fn told(lang: Lang, message: &str, help: &str) -> String {
    let (error, advice) = lang.pick(("错误:", "改法:"), ("error: ", "help: "));
    let help = if help.is_empty() {
        String::new()
    } else {
        format!("{advice}{help}\n")
    };
    format!("\x1b[1;31m{error}\x1b[0m{message}\n{help}")
}

/// An error of the operating system in words.
pub(super) fn words(error: &io::Error, lang: Lang) -> String {
    use io::ErrorKind as Kind;
    let (zh, en) = match error.kind() {
        Kind::NotFound => ("文件或文件夹不存在", "no such file or folder"),
        Kind::PermissionDenied => (
            "没有权限,或文件正被其他程序打开",
            "permission denied, or another program has it open",
        ),
        Kind::ReadOnlyFilesystem => ("磁盘是只读的", "the disk is read-only"),
        Kind::StorageFull | Kind::QuotaExceeded => ("磁盘已满", "the disk is full"),
        Kind::IsADirectory => ("这是文件夹,不是文件", "it is a folder, not a file"),
        Kind::NotADirectory => (
            "路径中有一段不是文件夹",
            "a part of the path is not a folder",
        ),
        Kind::InvalidFilename => ("文件名不合要求", "the name is not allowed"),
        Kind::ResourceBusy | Kind::ExecutableFileBusy => {
            ("文件正被其他程序使用", "another program is using it")
        }
        // Sharing violations of Windows: the workbook is open in WPS or Excel.
        _ if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) => {
            ("文件正被 WPS 或 Excel 打开", "it is open in WPS or Excel")
        }
        _ => {
            return match (lang, error.raw_os_error()) {
                (Lang::Zh, Some(code)) => format!("系统错误 {code}"),
                _ => error.to_string(),
            };
        }
    };
    lang.pick(zh, en).to_owned()
}
