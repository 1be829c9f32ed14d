//! Whether a file is one of ours, so that it may be replaced.

use std::io::{Cursor, Read};

use serde::Deserialize;
use serde::de::IgnoredAny;

/// Name of the custom document property that every result workbook carries.
pub const MARK: &str = "ankang";

/// Name of the custom document property that every printed rulebook carries.
pub(super) const RULES_MARK: &str = "ankang-rules";

/// The part of a workbook that custom properties are kept in.
const PROPERTIES: &str = "docProps/custom.xml";

/// More custom properties than any of our workbooks has.
const LIMIT: u64 = 1 << 16;

/// Whether the bytes are a result workbook that this program made: a workbook with a custom
/// document property of the name [`MARK`].
#[must_use]
pub fn is_own_result(bytes: &[u8]) -> bool {
    has_property(bytes, MARK)
}

/// Whether the bytes are a rulebook that this program made. A result is none.
#[must_use]
pub fn is_own_rulebook(bytes: &[u8]) -> bool {
    has_property(bytes, RULES_MARK)
}

/// Whether the bytes are a workbook with a custom document property of a name.
fn has_property(bytes: &[u8], name: &str) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    let Ok(part) = archive.by_name(PROPERTIES) else {
        return false;
    };
    let mut xml = String::new();
    part.take(LIMIT).read_to_string(&mut xml).is_ok() && xml.contains(&format!("name=\"{name}\""))
}

/// The keys of our JSON, and no others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only the shape is looked at")]
struct Shape {
    scheme: SchemeShape,
    inputs: Vec<IgnoredAny>,
    subjects: Vec<IgnoredAny>,
    rollups: IgnoredAny,
    ties: IgnoredAny,
    problems: Vec<IgnoredAny>,
    repairs: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "only the shape is looked at")]
struct SchemeShape {
    id: String,
    version: String,
    sha256: String,
}

/// Whether the bytes are JSON that this program made: an object with exactly its keys.
#[must_use]
pub fn is_own_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Shape>(bytes).is_ok()
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{DocProperties, Workbook};

    use super::*;

    #[test]
    fn knows_its_own_workbook_by_the_property() {
        let mut plain = Workbook::new();
        plain.add_worksheet();
        assert!(!is_own_result(&plain.save_to_buffer().unwrap_or_default()));
        let mut own = Workbook::new();
        own.add_worksheet();
        own.set_properties(&DocProperties::new().set_custom_property(MARK, "1"));
        assert!(is_own_result(&own.save_to_buffer().unwrap_or_default()));
        assert!(!is_own_result(b""));
        assert!(!is_own_result(b"PK\x03\x04"));
    }

    #[test]
    fn knows_its_own_json_by_the_keys() {
        let own = r#"{"scheme":{"id":"a","version":"1","sha256":"0"},"inputs":[],"subjects":[],
            "rollups":[],"ties":[],"problems":[],"repairs":[]}"#;
        assert!(is_own_json(own.as_bytes()));
        assert!(!is_own_json(br#"{"scheme":{"id":"a"}}"#));
        assert!(!is_own_json(b"not JSON"));
    }
}
