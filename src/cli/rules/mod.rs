//! `ankang rules`: the shipped schemes, and schemes of one's own.

mod new;
mod schema;
mod show;

use super::args::RulesCommand;
use super::exit::{Exit, Failure};
use super::load;
use super::screen::Screen;
use super::table::{Align, table};
use crate::number::plain;
use crate::scheme::{SHIPPED, Scheme};

pub(super) fn run(command: RulesCommand, screen: &mut Screen) -> Result<Exit, Failure> {
    match command {
        RulesCommand::List => list(screen),
        RulesCommand::Check(args) => check(&args.files, screen),
        RulesCommand::Show(args) => show::run(&args, screen),
        RulesCommand::New(args) => new::run(&args, screen),
        RulesCommand::Schema(args) => schema::run(&args, screen),
    }
}

fn list(screen: &mut Screen) -> Result<Exit, Failure> {
    let lang = screen.lang;
    let headings = [
        (lang.pick("编号", "id"), Align::Left),
        (lang.pick("版本", "version"), Align::Left),
        (lang.pick("满分", "marks"), Align::Right),
        (lang.pick("参评单位", "subject"), Align::Left),
        (lang.pick("名称", "title"), Align::Left),
    ];
    let rows: Vec<Vec<String>> = SHIPPED
        .iter()
        .filter_map(|shipped| shipped.scheme().ok())
        .map(|scheme| {
            let marks = plain(scheme.marks);
            vec![
                scheme.id,
                scheme.version,
                marks,
                scheme.subject,
                scheme.title,
            ]
        })
        .collect();
    let text = table(&headings, &rows);
    let hint = lang.pick(
        "\n用法:ankang score 编号 检查表文件夹 -o 结果.xlsx\n",
        "\nUse: ankang score ID FOLDER -o RESULT.xlsx\n",
    );
    screen.out(&format!("{text}{hint}"))?;
    Ok(Exit::Done)
}

/// Every file is looked at, whatever is wrong with the others.
fn check(files: &[std::path::PathBuf], screen: &mut Screen) -> Result<Exit, Failure> {
    let lang = screen.lang;
    let mut worst = Exit::Done;
    for file in files {
        let exit = match load::text(file, lang) {
            Err(failure) => {
                screen.err(&failure.told(lang));
                failure.exit()
            }
            Ok(source) => match load::compiled(&source, lang) {
                Ok(scheme) => {
                    for caution in &scheme.cautions {
                        let told = caution.render(&source.name, &source.text, lang, true);
                        screen.out(&format!("{told}\n\n"))?;
                    }
                    screen.out(&fine(&source.name, &scheme, lang))?;
                    Exit::Done
                }
                Err(told) => {
                    screen.out(&told)?;
                    Exit::Usage
                }
            },
        };
        worst = worst.max(exit);
    }
    Ok(worst)
}

fn fine(name: &str, scheme: &Scheme, lang: crate::problem::Lang) -> String {
    let items = scheme
        .criteria
        .iter()
        .filter(|criterion| criterion.method.is_some())
        .count();
    let Scheme { title, version, .. } = scheme;
    let marks = plain(scheme.marks);
    let cautions = match scheme.cautions.len() {
        0 => String::new(),
        count => lang.pick(format!(",{count} 处提醒"), format!(", {count} caution(s)")),
    };
    lang.pick(
        format!("{name}:没有错误{cautions}。{title},版本 {version},满分 {marks},{items} 个小项\n"),
        format!("{name}: no mistakes{cautions}. {title}, version {version}, {marks} marks, {items} items\n"),
    )
}
