//! Every shipped scheme reads without a mistake.

use ankang::problem::Lang;
use ankang::scheme::SHIPPED;

#[test]
fn every_shipped_scheme_reads() {
    for shipped in SHIPPED {
        match shipped.scheme() {
            Ok(scheme) => assert_eq!(scheme.id, shipped.id),
            Err(mistakes) => {
                let told: Vec<String> = mistakes
                    .iter()
                    .map(|mistake| mistake.render(shipped.file, shipped.text, Lang::Zh, false))
                    .collect();
                panic!("{}", told.join("\n"));
            }
        }
    }
}
