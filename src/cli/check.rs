//! `ankang check`: all problems and repairs, nothing scored.

use super::args::Check;
use super::exit::{Exit, Failure};
use super::screen::Screen;
use super::{context, files, load};
use crate::problem::list;

pub(super) fn run(args: Check, screen: &mut Screen) -> Result<Exit, Failure> {
    let lang = screen.lang;
    let scheme = load::scheme(&args.scheme, lang)?;
    let chosen = files::chosen(&args.inputs, args.roster.as_deref(), None, lang)?;
    let reading = context::read(&scheme, &chosen, args.round.as_deref(), screen)?;
    let (problems, repairs) = (reading.problems.len(), reading.repairs.len());
    if problems > 0 {
        let heading = lang.pick("问题(须改正)", "Problems (to be mended)");
        let list = list::problems(&reading.problems, lang, true);
        screen.out(&format!("\x1b[1m{heading}\x1b[0m\n{list}\n"))?;
    }
    if repairs > 0 {
        let heading = lang.pick(
            "读取时的修正(请过目)",
            "Repairs made while reading (please look through)",
        );
        let list = list::repairs(&reading.repairs, lang, true);
        screen.out(&format!("\x1b[1m{heading}\x1b[0m\n{list}\n"))?;
    }
    let (files, subjects) = (reading.inputs.len(), reading.round.subjects.len());
    let subject = &scheme.subject;
    screen.out(&lang.pick(
        format!(
            "读取 {files} 个文件,{subjects} 个{subject}:问题 {problems} 个,修正 {repairs} 处\n"
        ),
        format!(
            "{files} file(s), {subjects} subject(s): {problems} problem(s), {repairs} repair(s)\n"
        ),
    ))?;
    Ok(if problems == 0 {
        Exit::Done
    } else {
        Exit::Problems
    })
}
