//! The JSON, whole.

use ankang::intake::{self, Source};
use ankang::problem::Lang;
use ankang::rank::Standing;
use ankang::report::{Report, is_own_json};
use ankang::scheme::Scheme;

use crate::support;

#[test]
fn the_whole_object() -> Result<(), Box<dyn std::error::Error>> {
    let folder = support::folder();
    let path = folder.path().join("检查.xlsx");
    support::workbook(
        &path,
        &[
            ("甲矿", "东县", "9", "9.5"),
            ("乙矿", "西县", "9.5", "9 分"),
            ("丙矿", "东县", "7", "/"),
            ("丁矿", "", "11", "9"),
        ],
    );
    let scheme = Scheme::parse(support::SCHEME).map_err(|mistakes| format!("{mistakes:?}"))?;
    let source = Source {
        name: "检查.xlsx".into(),
        bytes: std::fs::read(&path)?,
        roster: false,
    };
    let mut reading = intake::read(&scheme, vec![source], &|| {});
    // The file's bytes carry the time of its making.
    reading.inputs[0].sha256 = "0".repeat(64);
    let standing = Standing::of(&scheme, &reading.round).map_err(|(_, overflow)| overflow)?;
    let report = Report {
        scheme: &scheme,
        round: &reading.round,
        standing: &standing,
        inputs: &reading.inputs,
        problems: &reading.problems,
        repairs: &reading.repairs,
        round_name: None,
        draft: true,
    };
    let json = report.json(Lang::Zh);
    assert!(is_own_json(json.as_bytes()));
    let value: serde_json::Value = serde_json::from_str(&json)?;
    insta::assert_snapshot!(serde_json::to_string_pretty(&value)?);
    Ok(())
}
