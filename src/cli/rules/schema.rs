//! `ankang rules schema`: the JSON Schema of scheme files, for editors.

use crate::cli::args::RulesSchema;
use crate::cli::atomic::stage;
use crate::cli::exit::{Exit, Failure};
use crate::cli::screen::Screen;
use crate::cli::target;
use crate::scheme::{is_own_schema, schema};

pub(super) fn run(args: &RulesSchema, screen: &mut Screen) -> Result<Exit, Failure> {
    let lang = screen.lang;
    let text = schema();
    let Some(path) = &args.output else {
        screen.raw(|out| out.write_all(text.as_bytes()))?;
        return Ok(Exit::Done);
    };
    let target = target::allowed(path, is_own_schema, lang)?;
    stage(target, lang, |out| out.write_all(text.as_bytes()))?.commit(lang)?;
    let shown = path.display();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    screen.out(&lang.pick(
        format!("已写出 {shown}。放在方案文件旁边,方案第一行写:#:schema ./{name}\n"),
        format!("{shown} written. Beside a scheme, begin the scheme with: #:schema ./{name}\n"),
    ))?;
    Ok(Exit::Done)
}
