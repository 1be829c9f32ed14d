//! Help, laid out from the command's structure: clap's own headings are English, and it cannot
//! break lines of Chinese.

use std::ffi::OsString;

use clap::{Arg, ArgAction, Command};
use unicode_width::UnicodeWidthStr;

use super::wrap::wrap;
use crate::problem::Lang;

/// Width of help in columns.
const WIDTH: usize = 90;

/// The command that arguments are about: as far down as they name subcommands.
pub(super) fn named<'a>(root: &'a Command, arguments: &[OsString]) -> (&'a Command, String) {
    let mut command = root;
    let mut path = root.get_name().to_owned();
    for argument in arguments {
        let found = argument
            .to_str()
            .and_then(|name| command.find_subcommand(name));
        if let Some(subcommand) = found {
            path = format!("{path} {}", subcommand.get_name());
            command = subcommand;
        }
    }
    (command, path)
}

/// The help of the command that arguments are about.
pub(super) fn of(root: &Command, arguments: &[OsString], lang: Lang) -> String {
    let (command, path) = named(root, arguments);
    let mut text = command
        .get_about()
        .map(ToString::to_string)
        .unwrap_or_default();
    text = wrap(&text, WIDTH).join("\n");
    text.push_str("\n\n");
    text.push_str(&usage(command, &path, lang));
    let subcommands = command
        .get_subcommands()
        .filter(|sub| !sub.is_hide_set())
        .map(|sub| {
            let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
            (sub.get_name().to_owned(), about)
        })
        .collect();
    section(&mut text, lang.pick("命令:", "Commands:"), subcommands);
    let described = |arg: &Arg| {
        (
            label(arg),
            arg.get_help().map(ToString::to_string).unwrap_or_default(),
        )
    };
    section(
        &mut text,
        lang.pick("参数:", "Arguments:"),
        command.get_positionals().map(described).collect(),
    );
    let mut options: Vec<&Arg> = command.get_opts().collect();
    options.extend(
        command
            .get_arguments()
            .filter(|arg| !takes_value(arg) && !arg.is_positional()),
    );
    // The options of every command come last.
    options.sort_by_key(|arg| {
        ["lang", "help", "version"]
            .iter()
            .position(|id| arg.get_id() == id)
    });
    section(
        &mut text,
        lang.pick("选项:", "Options:"),
        options.into_iter().map(described).collect(),
    );
    if let Some(examples) = command.get_after_help() {
        text.push_str(&heading(lang.pick("示例:", "Examples:")));
        for example in examples.to_string().lines() {
            text.push_str(&format!("  {example}\n"));
        }
    }
    text
}

/// `用法:ankang score <方案> <检查表>… [选项]`
pub(super) fn usage(command: &Command, path: &str, lang: Lang) -> String {
    let mut usage = format!("{}{path}", lang.pick("用法:", "Usage: "));
    for argument in command.get_positionals() {
        usage = format!("{usage} {}", label(argument));
    }
    if command.has_subcommands() {
        let optional = !command.is_subcommand_required_set();
        let name = lang.pick("命令", "COMMAND");
        usage.push_str(&if optional {
            format!(" [{name}]")
        } else {
            format!(" <{name}>")
        });
    }
    usage.push_str(lang.pick(" [选项]", " [OPTIONS]"));
    usage.push('\n');
    usage
}

fn takes_value(argument: &Arg) -> bool {
    argument.get_action().takes_values()
}

/// `-o, --output <结果.xlsx>` or `<检查表>…`
fn label(argument: &Arg) -> String {
    let value = argument
        .get_value_names()
        .and_then(|names| names.first())
        .map_or_else(|| argument.get_id().to_string(), ToString::to_string);
    if argument.is_positional() {
        let many = matches!(argument.get_action(), ArgAction::Append);
        let value = if argument.is_required_set() {
            format!("<{value}>")
        } else {
            format!("[{value}]")
        };
        return if many { format!("{value}…") } else { value };
    }
    let short = argument
        .get_short()
        .map_or("    ".to_owned(), |short| format!("-{short}, "));
    let long = argument.get_long().unwrap_or_default();
    let value = if takes_value(argument) {
        format!(" <{value}>")
    } else {
        String::new()
    };
    format!("{short}--{long}{value}")
}

fn heading(title: &str) -> String {
    format!("\n\x1b[1m{title}\x1b[0m\n")
}

fn section(text: &mut String, title: &str, rows: Vec<(String, String)>) {
    if rows.is_empty() {
        return;
    }
    text.push_str(&heading(title));
    let column = rows
        .iter()
        .map(|(label, _)| label.width())
        .max()
        .unwrap_or(0)
        + 4;
    for (label, help) in rows {
        let mut start = format!("  {label}{}", " ".repeat(column - 2 - label.width()));
        for line in wrap(&help, WIDTH - column) {
            text.push_str(&format!("{start}{line}\n"));
            start = " ".repeat(column);
        }
    }
}
