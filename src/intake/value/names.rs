use super::fold::{is_blank, is_cjk, is_invisible, narrow};

/// A name as it is written, fit to be shown: no control characters or line breaks, no blanks
/// around it or between Chinese characters, single blanks elsewhere.
///
/// ```
/// use ankang::intake::value::name;
/// assert_eq!(name(" 东 山\n煤矿 "), "东山煤矿");
/// assert_eq!(name("一矿 No. 2"), "一矿 No. 2");
/// ```
#[must_use]
pub fn name(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if is_blank(c) {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank)
            && clean
                .chars()
                .next_back()
                .is_some_and(|before| !(is_cjk(before) && is_cjk(c)))
        {
            clean.push(' ');
        }
        clean.push(c);
    }
    clean
}

/// What two spellings of one name or heading have in common: narrow, no blanks, ASCII in lower
/// case, one kind of brackets, dashes, quotes and commas.
///
/// ```
/// use ankang::intake::value::key;
/// assert_eq!(key("东山煤矿(二号井)"), key("东山煤矿 （二号井）"));
/// assert_eq!(key("ＡＢ－1"), "ab-1");
/// ```
#[must_use]
pub fn key(text: &str) -> String {
    text.chars()
        .filter(|c| !is_blank(*c))
        .map(|c| sign(narrow(c)).to_ascii_lowercase())
        .collect()
}

fn sign(c: char) -> char {
    match c {
        '〔' | '【' | '〖' | '﹙' | '[' | '〈' | '《' => '(',
        '〕' | '】' | '〗' | '﹚' | ']' | '〉' | '》' => ')',
        '、' | '﹑' => ',',
        '。' => '.',
        '\u{2010}'..='\u{2015}' | '─' => '-',
        '“' | '”' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' => '\'',
        '•' | '・' | '‧' | '∙' | '⋅' => '·',
        '〜' | '∼' => '~',
        '⁄' | '∕' => '/',
        other => other,
    }
}
