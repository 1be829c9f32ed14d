//! A scheme by path or by id.

use std::fs;
use std::io;
use std::path::Path;

use super::exit::{Failure, words};
use crate::problem::{Fault, Lang, nearest};
use crate::scheme::{SHIPPED, Scheme, Shipped};

/// The text of a scheme and the name it is shown under.
#[derive(Debug)]
pub(super) struct SchemeText {
    pub name: String,
    pub text: String,
}

/// Finds a scheme: a file of that path, else a shipped scheme of that id.
pub(super) fn text(given: &Path, lang: Lang) -> Result<SchemeText, Failure> {
    let name = given.display().to_string();
    let shipped = given.to_str().and_then(Shipped::find);
    match (fs::read(given), shipped) {
        (Ok(bytes), _) => decoded(bytes, name, lang),
        (Err(_), Some(shipped)) => Ok(SchemeText {
            name: shipped.file.to_owned(),
            text: shipped.text.to_owned(),
        }),
        (Err(error), None) if error.kind() == io::ErrorKind::NotFound => Err(unknown(&name, lang)),
        (Err(error), None) => Err(Fault::CannotRead {
            file: name,
            detail: words(&error, lang),
        }
        .into()),
    }
}

/// Reads and compiles a scheme; its mistakes are rendered.
pub(super) fn scheme(given: &Path, lang: Lang) -> Result<Scheme, Failure> {
    let source = text(given, lang)?;
    compiled(&source, lang).map_err(Failure::Usage)
}

/// The scheme of a text, or all its mistakes as a compiler shows them.
pub(super) fn compiled(source: &SchemeText, lang: Lang) -> Result<Scheme, String> {
    Scheme::parse(&source.text).map_err(|mistakes| {
        let mut told = String::new();
        for mistake in &mistakes {
            told.push_str(&mistake.render(&source.name, &source.text, lang, true));
            told.push_str("\n\n");
        }
        let (name, count) = (&source.name, mistakes.len());
        told.push_str(&lang.pick(
            format!("{name}:方案有 {count} 处错误\n"),
            format!("{name}: {count} mistake(s) in the scheme\n"),
        ));
        told
    })
}

/// Text of a rule file. A byte order mark, as Notepad writes one, is not part of it.
fn decoded(bytes: Vec<u8>, name: String, lang: Lang) -> Result<SchemeText, Failure> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(Failure::usage(
            lang,
            &lang.pick(
                format!("{name} 是工作簿,不是评分方案"),
                format!("{name} is a workbook, not a scheme"),
            ),
            lang.pick(
                "评分方案写在前面,检查工作簿写在后面:ankang score 方案 检查表…",
                "the scheme comes first, workbooks follow: ankang score SCHEME INPUT…",
            ),
        ));
    }
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::usage(
            lang,
            &lang.pick(
                format!("{name} 不是 UTF-8 编码的文本"),
                format!("{name} is not text in UTF-8"),
            ),
            lang.pick(
                "请用记事本打开,“另存为”时编码选 UTF-8",
                "save it again as UTF-8 in your text editor",
            ),
        )
    })?;
    let text = text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text);
    Ok(SchemeText { name, text })
}

fn unknown(name: &str, lang: Lang) -> Failure {
    let ids: Vec<String> = SHIPPED
        .iter()
        .map(|shipped| shipped.id.to_owned())
        .collect();
    let list = ids.join(lang.pick("、", ", "));
    let message = lang.pick(
        format!("没有评分方案 {name}:既不是文件,也不是内置方案"),
        format!("no scheme {name}: neither a file nor a shipped scheme"),
    );
    let help = match nearest(name, &ids) {
        Some(meant) => lang.pick(format!("是否想写 {meant}?"), format!("perhaps {meant}?")),
        None => lang.pick(
            format!("请检查路径;内置方案有:{list}"),
            format!("check the path; shipped schemes: {list}"),
        ),
    };
    Failure::usage(lang, &message, &help)
}
