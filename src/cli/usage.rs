//! Mistakes on the command line, told from what clap found.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

use super::exit::Failure;
use super::help;
use crate::problem::{Lang, nearest};

/// What is wrong, what was probably meant, and how the command is used.
pub(super) fn failure(
    error: &Error,
    root: &Command,
    arguments: &[OsString],
    lang: Lang,
) -> Failure {
    let (command, path) = help::named(root, arguments);
    let (message, mut advice) = told(error, command, lang);
    if let Some(meant) = meant(error, command) {
        advice = lang.pick(format!("是否想写 {meant}?"), format!("perhaps {meant}?"));
    }
    let usage = help::usage(command, &path, lang);
    let more = lang.pick(
        format!("{usage}详细说明:{path} --help"),
        format!("{usage}More: {path} --help"),
    );
    let (title, label) = lang.pick(("错误:", "改法:"), ("error: ", "help: "));
    let advice = if advice.is_empty() {
        advice
    } else {
        format!("{label}{advice}\n")
    };
    Failure::Usage(format!(
        "\x1b[1;31m{title}\x1b[0m{message}\n{advice}\n{more}\n"
    ))
}

/// What is wrong, and what to do about it.
fn told(error: &Error, command: &Command, lang: Lang) -> (String, String) {
    let argument = text(error, ContextKind::InvalidArg).replace("...", "…");
    let value = text(error, ContextKind::InvalidValue);
    let other = text(error, ContextKind::PriorArg);
    let valid = text(error, ContextKind::ValidValue);
    let say = |zh: String, en: String| lang.pick(zh, en);
    let choose = || match valid.is_empty() {
        true => String::new(),
        false => say(format!("可选:{valid}"), format!("choose one of: {valid}")),
    };
    match error.kind() {
        ErrorKind::UnknownArgument => (
            say(
                format!("没有 {argument} 这个选项"),
                format!("there is no option {argument}"),
            ),
            String::new(),
        ),
        ErrorKind::InvalidSubcommand => {
            let name = text(error, ContextKind::InvalidSubcommand);
            (
                say(
                    format!("没有 {name} 这个命令"),
                    format!("there is no command {name}"),
                ),
                String::new(),
            )
        }
        ErrorKind::MissingRequiredArgument => (
            say(format!("缺少 {argument}"), format!("{argument} is missing")),
            say("请按下面的用法补上".into(), "add it as shown below".into()),
        ),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
            let names = names.join(lang.pick("、", ", "));
            (
                say("缺少命令".into(), "a command is missing".into()),
                say(
                    format!("请写上要用的命令:{names}"),
                    format!("write one of: {names}"),
                ),
            )
        }
        ErrorKind::InvalidValue if value.is_empty() => (
            say(
                format!("{argument} 后面缺少内容"),
                format!("{argument} needs a value"),
            ),
            choose(),
        ),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => (
            say(
                format!("{argument} 不能是“{value}”"),
                format!("{argument} cannot be \"{value}\""),
            ),
            choose(),
        ),
        ErrorKind::ArgumentConflict if other.is_empty() || other == argument => (
            say(
                format!("{argument} 重复了"),
                format!("{argument} is given twice"),
            ),
            say("请只写一次".into(), "give it once".into()),
        ),
        ErrorKind::ArgumentConflict => (
            say(
                format!("{argument} 不能与 {other} 同时使用"),
                format!("{argument} cannot be used with {other}"),
            ),
            String::new(),
        ),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => (
            say(
                format!("{argument} 后面的内容个数不对"),
                format!("{argument} has a wrong number of values"),
            ),
            String::new(),
        ),
        ErrorKind::NoEquals => (
            say(
                format!("{argument} 后面要写等号"),
                format!("{argument} needs an equals sign"),
            ),
            String::new(),
        ),
        ErrorKind::InvalidUtf8 => (
            say(
                "参数中有无法识别的字符".into(),
                "an argument holds characters that cannot be understood".into(),
            ),
            String::new(),
        ),
        _ => (
            say("命令行有误".into(), "the command line is wrong".into()),
            String::new(),
        ),
    }
}

/// What was probably meant: clap's suggestion, else the nearest command.
fn meant(error: &Error, command: &Command) -> Option<String> {
    let suggested = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(|kind| match error.get(kind) {
        // Of several suggestions the last is the nearest.
        Some(ContextValue::Strings(list)) => list.last().cloned().unwrap_or_default(),
        _ => text(error, kind),
    })
    .find(|suggested| !suggested.is_empty());
    suggested.or_else(|| {
        let names: Vec<String> = command
            .get_subcommands()
            .map(|sub| sub.get_name().to_owned())
            .collect();
        nearest(&text(error, ContextKind::InvalidSubcommand), &names)
    })
}

/// A piece of what clap knows about the error, as text.
fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(list)) => list.join(" "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
