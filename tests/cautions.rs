//! Every file in `tests/cautions` is a rule file without mistakes. Its first lines say which cautions
//! it gives rise to, and where: `#! W101 7:9`, as in `tests/wrong`.

use std::fs;
use std::path::Path;

use ankang::problem::Lang;
use ankang::scheme::{SHIPPED, Scheme};

#[test]
fn what_an_author_should_know_is_said_at_its_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cautions");
    let mut files = 0;
    for entry in fs::read_dir(folder).expect("the folder of cautions") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a rule file");
        let scheme = Scheme::parse(&text).unwrap_or_else(|mistakes| {
            let told = mistakes
                .iter()
                .map(|mistake| mistake.render("", &text, Lang::Zh, false));
            panic!("{}: {}", path.display(), told.collect::<String>())
        });
        let wanted: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("#! "))
            .collect();
        let found: Vec<String> = scheme
            .cautions
            .iter()
            .map(|caution| {
                let before = &text[..caution.span.start];
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or_default();
                let column = column.chars().count() + 1;
                format!("{} {line}:{column}", caution.kind.code())
            })
            .collect();
        assert_eq!(found, wanted, "{}", path.display());
        for caution in &scheme.cautions {
            for lang in [Lang::Zh, Lang::En] {
                let shown = caution.render("rules.toml", &text, lang, false);
                assert!(shown.contains(lang.pick("提醒[W", "caution[W")), "{shown}");
            }
        }
        files += 1;
    }
    assert!(files >= 4, "cautions are missing");
}

/// What the shipped schemes are known to do.
#[test]
fn the_shipped_schemes_surprise_nobody() {
    let cautions: Vec<String> = SHIPPED
        .iter()
        .flat_map(|shipped| shipped.scheme().expect("it reads").cautions)
        .map(|caution| caution.kind.message(Lang::Zh))
        .collect();
    let award = "“竞赛组织机构健全”等 39 项得分提高,可能不再符合“鼓励单位”";
    assert_eq!(cautions, [award]);
}
