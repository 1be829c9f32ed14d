//! The structure of the command line. What its parts are called and what they are for stands in
//! [`super::text`].

use std::path::PathBuf;

use clap::{ArgAction, CommandFactory, Parser, Subcommand, ValueEnum};

use super::text;
use crate::problem::Lang;

#[derive(Debug, Parser)]
#[command(
    name = "ankang",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[arg(long, global = true, value_enum)]
    lang: Option<Language>,
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Language {
    Zh,
    En,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Score(Score),
    Check(Check),
    Rules(Rules),
    Help(Help),
}

#[derive(Debug, clap::Args)]
pub(super) struct Score {
    pub scheme: PathBuf,
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    #[arg(long)]
    pub roster: Option<PathBuf>,
    #[arg(long)]
    pub round: Option<String>,
    #[arg(long)]
    pub json: Option<PathBuf>,
    #[arg(long)]
    pub draft: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    pub scheme: PathBuf,
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    #[arg(long)]
    pub roster: Option<PathBuf>,
    #[arg(long)]
    pub round: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Rules {
    #[command(subcommand)]
    pub command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    List,
    Check(RulesCheck),
    Show(RulesShow),
    New(RulesNew),
    Schema(RulesSchema),
}

#[derive(Debug, clap::Args)]
pub(super) struct RulesCheck {
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct RulesShow {
    pub scheme: PathBuf,
    #[arg(short, long)]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct RulesNew {
    pub file: Option<PathBuf>,
    #[arg(long)]
    pub title: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct RulesSchema {
    #[arg(short, long)]
    pub output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Help {
    pub command: Vec<String>,
}

/// The command line with all its texts in a language.
pub(super) fn command(lang: Lang) -> clap::Command {
    let mut command = localised(Args::command(), "", lang);
    command.build();
    command
}

fn localised(mut command: clap::Command, path: &str, lang: Lang) -> clap::Command {
    command = command
        .about(text::about(path, lang))
        .after_help(text::examples(path, lang));
    let arguments: Vec<String> = command
        .get_arguments()
        .map(|arg| arg.get_id().to_string())
        .collect();
    for id in arguments {
        command = command.mut_arg(&id, |arg| {
            let arg = arg.help(text::help(path, &id, lang));
            match text::value(path, &id, lang) {
                Some(value) if arg.get_action().takes_values() => arg.value_name(value),
                _ => arg,
            }
        });
    }
    let subcommands: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for name in subcommands {
        let path = format!("{path} {name}").trim_start().to_owned();
        command = command.mut_subcommand(&name, |sub| localised(sub, &path, lang));
    }
    command
}
