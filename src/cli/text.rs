//! The catalogue: what commands and arguments are called and what they are for, in both languages.

use crate::problem::Lang;
use crate::scheme::EXAMPLE;

/// A text in both languages.
type Both = (&'static str, &'static str);

fn pick((zh, en): Both, lang: Lang) -> &'static str {
    lang.pick(zh, en)
}

/// Command, what it does, examples.
const COMMANDS: &[(&str, Both, Both)] = &[
    (
        "",
        (
            "安全检查评分排名:按评分方案读检查工作簿,打分、排名,写出可复核的结果工作簿",
            "Scores safety inspections: reads inspectors' workbooks under a scheme, ranks them, and writes a result workbook that can be rechecked",
        ),
        (
            "ankang rules list\nankang check {id} 检查表\nankang score {id} 检查表 -o 结果.xlsx",
            "ankang rules list\nankang check {id} sheets\nankang score {id} sheets -o result.xlsx",
        ),
    ),
    (
        "score",
        (
            "读取检查工作簿,核对、评分、排名,写出结果工作簿",
            "Reads workbooks, checks, scores and ranks them, and writes the result workbook",
        ),
        (
            "ankang score {id} 检查表 -o 三季度结果.xlsx --round 三季度\nankang score 我的方案.toml 东区.xlsx 西区.xlsx --roster 名册.xlsx --json -",
            "ankang score {id} sheets -o result.xlsx --round Q3\nankang score my-scheme.toml east.xlsx west.xlsx --roster roster.xlsx --json -",
        ),
    ),
    (
        "check",
        (
            "只核对不评分:列出工作簿中的全部问题和读取时的修正",
            "Lists every problem and repair in the workbooks; nothing is scored",
        ),
        (
            "ankang check {id} 检查表 --roster 名册.xlsx",
            "ankang check {id} sheets --roster roster.xlsx",
        ),
    ),
    (
        "rules",
        (
            "查看、检查、新建评分方案",
            "Lists, shows, checks and begins schemes",
        ),
        (
            "ankang rules list\nankang rules show {id}\nankang rules new 我的方案.toml\nankang rules check 我的方案.toml",
            "ankang rules list\nankang rules show {id}\nankang rules new my-scheme.toml\nankang rules check my-scheme.toml",
        ),
    ),
    (
        "rules list",
        ("列出内置的评分方案", "Lists the schemes inside the program"),
        ("ankang rules list", "ankang rules list"),
    ),
    (
        "rules check",
        (
            "检查方案文件,一次指出全部错误",
            "Checks scheme files and shows every mistake at once",
        ),
        (
            "ankang rules check 我的方案.toml",
            "ankang rules check my-scheme.toml",
        ),
    ),
    (
        "rules show",
        (
            "把方案显示成评分表,附否决、等级、名次、奖项等规定;加 -o 写成可打印张贴的工作簿",
            "Shows a scheme as a table with its vetoes, grades, ranking and awards; -o writes a workbook to print and post",
        ),
        (
            "ankang rules show {id}\nankang rules show 我的方案.toml -o 评分表.xlsx",
            "ankang rules show {id}\nankang rules show my-scheme.toml -o rules.xlsx --lang en",
        ),
    ),
    (
        "rules new",
        (
            "新建带注释的示例方案,马上可用,照着改成自己的;不写文件名则显示出来",
            "Begins a scheme of your own: complete, commented, valid; without a file it is printed",
        ),
        (
            "ankang rules new 我的方案.toml --title 2026年度安全检查评分方案\nankang rules check 我的方案.toml",
            "ankang rules new my-scheme.toml --title \"Safety inspection 2026\"\nankang rules check my-scheme.toml",
        ),
    ),
    (
        "rules schema",
        (
            "输出方案文件的 JSON Schema,供编辑器补全和检查方案",
            "Prints the JSON Schema of scheme files, with which editors complete and check them",
        ),
        (
            "ankang rules schema -o ankang.schema.json",
            "ankang rules schema -o ankang.schema.json",
        ),
    ),
    (
        "help",
        ("显示某个命令的帮助", "Shows the help of a command"),
        ("ankang help score", "ankang help score"),
    ),
];

/// Command, argument, name of its value, what it is for. A command of `*` stands for all.
const ARGUMENTS: &[(&str, &str, Both, Both)] = &[
    (
        "*",
        "scheme",
        ("方案", "SCHEME"),
        (
            "评分方案:方案文件的路径,或内置方案的编号(用 ankang rules list 查看)",
            "The scheme: path of a scheme file, or id of a shipped one (see ankang rules list)",
        ),
    ),
    (
        "*",
        "inputs",
        ("检查表", "INPUT"),
        (
            "检查工作簿,或装有工作簿的文件夹(含下级文件夹;.xlsx .xlsm)",
            "Workbooks, or folders of them (searched to the bottom; .xlsx .xlsm)",
        ),
    ),
    (
        "score",
        "output",
        ("结果.xlsx", "RESULT.xlsx"),
        (
            "结果工作簿写到哪里;给出文件夹则用默认文件名。不写时为当前文件夹中的“<方案编号>-结果.xlsx”(指定轮次时为“<方案编号>-<轮次>-结果.xlsx”,草稿以“草稿”代替“结果”)。不会覆盖不是本程序生成的文件",
            "Where the result goes; in a folder it gets its default name. Without this: \"<scheme id>-结果.xlsx\" in the current folder (\"<scheme id>-<round>-结果.xlsx\" for a named round, 草稿 instead of 结果 for a draft). A file this program did not make is never overwritten",
        ),
    ),
    (
        "*",
        "roster",
        ("名册", "FILE"),
        (
            "参评单位名册:全部单位及其县区、行业等信息",
            "The roster: all subjects and their attributes",
        ),
    ),
    (
        "score",
        "round",
        ("轮次", "NAME"),
        (
            "轮次名称,如 三季度,写进结果工作簿;检查表中没有写明轮次的记录算这一轮",
            "Name of the round, shown in the result; records that do not say theirs are of this round",
        ),
    ),
    (
        "check",
        "round",
        ("轮次", "NAME"),
        (
            "轮次名称;检查表中没有写明轮次的记录算这一轮",
            "Name of the round; records that do not say theirs are of this round",
        ),
    ),
    (
        "score",
        "json",
        ("文件", "FILE"),
        (
            "另把结果写成 JSON 文件;写 - 则送往标准输出,摘要改送标准错误(数据有问题时也送出,其中只有问题清单)",
            "Also writes the result as JSON; - sends it to standard output and the summary to standard error (also when the data has problems: then it holds only those)",
        ),
    ),
    (
        "score",
        "draft",
        ("", ""),
        (
            "数据有问题也写出结果,标明草稿;有问题的单位列出但不排名",
            "Writes a result even if the data has problems, marked as a draft; subjects with problems are listed unranked",
        ),
    ),
    (
        "rules check",
        "files",
        ("方案文件", "FILE"),
        (
            "方案文件,或内置方案的编号",
            "Scheme files, or ids of shipped schemes",
        ),
    ),
    (
        "rules show",
        "output",
        ("评分表.xlsx", "RULES.xlsx"),
        (
            "写成工作簿;给出文件夹则用文件名“<方案编号>-评分表.xlsx”。不会覆盖不是本命令生成的文件",
            "Writes a workbook, in a folder under a name of its own. A file this command did not make is never overwritten",
        ),
    ),
    (
        "rules new",
        "file",
        ("方案.toml", "SCHEME.toml"),
        (
            "写到哪里;已有的文件绝不覆盖",
            "Where it goes; an existing file is never overwritten",
        ),
    ),
    (
        "rules new",
        "title",
        ("名称", "TITLE"),
        ("方案的名称", "Title of the scheme"),
    ),
    (
        "rules schema",
        "output",
        ("文件", "FILE"),
        (
            "写到哪里;不写则显示出来。用法:VS Code 装 Even Better TOML 插件,把这个文件存在方案旁边,方案第一行写 #:schema ./ankang.schema.json。不会覆盖不是本命令生成的文件",
            "Where it goes; printed without this. To use it: install Even Better TOML in VS Code, save this file beside a scheme, and begin the scheme with #:schema ./ankang.schema.json. A file this command did not make is never overwritten",
        ),
    ),
    (
        "help",
        "command",
        ("命令", "COMMAND"),
        (
            "命令名,如 score 或 rules check",
            "The command, such as score or rules check",
        ),
    ),
    (
        "*",
        "lang",
        ("语言", "LANG"),
        (
            "界面语言:zh 中文,en 英文(也可用环境变量 ANKANG_LANG 设定)",
            "Language of messages: zh or en (or set ANKANG_LANG)",
        ),
    ),
    ("*", "help", ("", ""), ("显示帮助", "Shows this help")),
    ("*", "version", ("", ""), ("显示版本", "Shows the version")),
];

fn argument(path: &str, id: &str) -> Option<&'static (&'static str, &'static str, Both, Both)> {
    ARGUMENTS
        .iter()
        .find(|(command, name, ..)| *name == id && (*command == path || *command == "*"))
}

/// What a command does.
pub(super) fn about(path: &str, lang: Lang) -> &'static str {
    COMMANDS
        .iter()
        .find(|(name, ..)| *name == path)
        .map_or("", |(_, about, _)| pick(*about, lang))
}

/// Examples of a command, one a line.
pub(super) fn examples(path: &str, lang: Lang) -> String {
    COMMANDS
        .iter()
        .find(|(name, ..)| *name == path)
        .map_or("", |(.., examples)| pick(*examples, lang))
        .replace("{id}", EXAMPLE)
}

/// What an argument is for.
pub(super) fn help(path: &str, id: &str, lang: Lang) -> &'static str {
    argument(path, id).map_or("", |(.., help)| pick(*help, lang))
}

/// What an argument's value is called.
pub(super) fn value(path: &str, id: &str, lang: Lang) -> Option<&'static str> {
    argument(path, id)
        .map(|(_, _, value, _)| pick(*value, lang))
        .filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args;

    fn every(command: &clap::Command, check: &mut impl FnMut(&clap::Command)) {
        check(command);
        command.get_subcommands().for_each(|sub| every(sub, check));
    }

    #[test]
    fn everything_has_a_text() {
        for lang in [Lang::Zh, Lang::En] {
            every(&args::command(lang), &mut |command| {
                let name = command.get_name().to_owned();
                assert!(
                    command
                        .get_about()
                        .is_some_and(|about| !about.to_string().is_empty()),
                    "{name}"
                );
                assert!(
                    command
                        .get_after_help()
                        .is_some_and(|text| !text.to_string().is_empty()),
                    "{name}"
                );
                for argument in command.get_arguments() {
                    let id = argument.get_id();
                    let help = argument
                        .get_help()
                        .map(ToString::to_string)
                        .unwrap_or_default();
                    assert!(!help.is_empty(), "{name} {id}");
                    if argument.get_action().takes_values() {
                        assert!(argument.get_value_names().is_some(), "{name} {id}");
                    }
                }
            });
        }
    }
}
