//! The language, known before the arguments are parsed: mistakes in them are told in it.

use std::ffi::{OsStr, OsString};

use crate::problem::Lang;

/// `--lang` wherever it stands, else `ANKANG_LANG`, else Chinese.
pub(super) fn of(arguments: &[OsString], environment: Option<&OsStr>) -> Lang {
    given(arguments)
        .or_else(|| environment.and_then(word))
        .unwrap_or_default()
}

fn given(arguments: &[OsString]) -> Option<Lang> {
    let mut arguments = arguments.iter().map(|argument| argument.to_string_lossy());
    let mut found = None;
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            break;
        }
        if argument == "--lang" {
            found = arguments
                .next()
                .and_then(|value| word(value.as_ref().as_ref()));
        } else if let Some(value) = argument.strip_prefix("--lang=") {
            found = word(value.as_ref());
        }
    }
    found
}

/// `en`, also as `en_US.UTF-8`; `zh` likewise.
fn word(value: &OsStr) -> Option<Lang> {
    let value = value.to_str()?.to_ascii_lowercase();
    match value.split(['_', '-', '.']).next()? {
        "en" => Some(Lang::En),
        "zh" => Some(Lang::Zh),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(arguments: &[&str], environment: Option<&str>) -> Lang {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        of(&arguments, environment.map(OsStr::new))
    }

    #[test]
    fn chinese_unless_told() {
        assert_eq!(lang(&["ankang"], None), Lang::Zh);
        assert_eq!(lang(&["ankang"], Some("fr")), Lang::Zh);
        assert_eq!(lang(&["ankang"], Some("en_US.UTF-8")), Lang::En);
        assert_eq!(lang(&["ankang", "--lang=en"], None), Lang::En);
        assert_eq!(
            lang(&["ankang", "score", "--lang", "zh"], Some("en")),
            Lang::Zh
        );
        assert_eq!(lang(&["ankang", "--", "--lang", "en"], None), Lang::Zh);
    }
}
