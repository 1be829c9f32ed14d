//! The command line: one file per subcommand. Paths, files, threads and terminals live here and
//! nowhere else.

mod args;
mod atomic;
mod check;
mod context;
mod exit;
mod files;
mod grid;
mod guide;
mod help;
mod language;
mod load;
mod names;
mod overview;
mod progress;
mod rules;
mod score;
mod screen;
mod summary;
pub mod table;
mod target;
mod text;
mod usage;
mod wrap;

use std::ffi::OsString;
use std::process::ExitCode;

use args::{Args, Command};
use clap::FromArgMatches;
use exit::{Exit, Failure};
use screen::Screen;

/// Runs the program on the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let environment = std::env::var_os("ANKANG_LANG");
    let lang = language::of(&arguments, environment.as_deref());
    let mut screen = Screen::new(lang);
    let ended = parse(&arguments, &mut screen).and_then(|args| match args {
        Some(args) => dispatch(args, &mut screen),
        None => Ok(Exit::Done),
    });
    match ended.and_then(|exit| screen.finish().map(|()| exit)) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            screen.err(&failure.told(lang));
            failure.exit().into()
        }
    }
}

/// The arguments; `None` when help or the version was asked for and has been printed.
fn parse(arguments: &[OsString], screen: &mut Screen) -> Result<Option<Args>, Failure> {
    let lang = screen.lang;
    let mut command = args::command(lang);
    let parsed = command
        .try_get_matches_from_mut(arguments)
        .and_then(|mut matches| Args::from_arg_matches_mut(&mut matches));
    match parsed {
        Ok(args) => Ok(Some(args)),
        Err(error) => match error.kind() {
            clap::error::ErrorKind::DisplayHelp => {
                screen.out(&help::of(&command, arguments, lang))?;
                Ok(None)
            }
            clap::error::ErrorKind::DisplayVersion => {
                screen.out(&format!("ankang {}\n", env!("CARGO_PKG_VERSION")))?;
                Ok(None)
            }
            _ => Err(usage::failure(&error, &command, arguments, lang)),
        },
    }
}

fn dispatch(args: Args, screen: &mut Screen) -> Result<Exit, Failure> {
    match args.command {
        None => guide::run(screen),
        Some(Command::Score(args)) => score::run(args, screen),
        Some(Command::Check(args)) => check::run(args, screen),
        Some(Command::Rules(args)) => rules::run(args.command, screen),
        Some(Command::Help(args)) => {
            let lang = screen.lang;
            let asked: Vec<OsString> = args.command.into_iter().map(OsString::from).collect();
            screen.out(&help::of(&args::command(lang), &asked, lang))?;
            Ok(Exit::Done)
        }
    }
}
