//! `ankang rules new`: a commented scheme to begin with.

use crate::cli::args::RulesNew;
use crate::cli::atomic::stage;
use crate::cli::exit::{Exit, Failure};
use crate::cli::screen::Screen;
use crate::cli::target;

/// The starting file.
const START: &str = include_str!("start.toml");
/// Its title, which `--title` replaces.
const TITLE: &str = "我的评分方案(示例)";

pub(super) fn run(args: &RulesNew, screen: &mut Screen) -> Result<Exit, Failure> {
    let lang = screen.lang;
    let text = match args.title.as_deref().map(str::trim) {
        Some("") => {
            return Err(Failure::usage(
                lang,
                lang.pick("方案名称是空的", "the title is empty"),
                lang.pick("请在 --title 后面写上名称", "write a title after --title"),
            ));
        }
        Some(title) => START.replacen(&quoted(TITLE), &quoted(title), 1),
        None => START.to_owned(),
    };
    let Some(path) = &args.file else {
        screen.out(&text)?;
        return Ok(Exit::Done);
    };
    let target = target::allowed(path, |_| false, lang)?;
    stage(target, lang, |out| out.write_all(text.as_bytes()))?.commit(lang)?;
    let file = path.display();
    screen.out(&lang.pick(
        format!("已写出 {file}。改好之后检查:ankang rules check {file}\n"),
        format!("{file} written. After changing it: ankang rules check {file}\n"),
    ))?;
    Ok(Exit::Done)
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
