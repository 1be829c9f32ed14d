//! The JSON Schema of the rule file, told by the same types that read it, for editors.

use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::raw::RawFile;
use super::read::Read;

/// The dialect the schema is written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The title by which a schema of this program is known.
const TITLE: &str = "ankang 评分方案 (scheme)";

/// A JSON value whose keys keep their order, so that the schema lists keys as the rule file does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Schema {
    /// `true` or `false`.
    Bool(bool),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Schema>),
    /// An object.
    Object(Vec<(String, Schema)>),
}

/// The tables and word lists met so far, by name. One that is still being described is `None`: it
/// contains itself.
pub(super) type Definitions = BTreeMap<String, Option<Schema>>;

/// A key of a table.
pub(super) struct Property {
    pub key: &'static str,
    /// The lines of the comment in front of it.
    pub about: &'static [&'static str],
    pub required: bool,
    pub schema: Schema,
}

impl Schema {
    pub fn text(text: impl Into<String>) -> Schema {
        Schema::Text(text.into())
    }

    pub fn object<const N: usize>(entries: [(&str, Schema); N]) -> Schema {
        Schema::Object(entries.map(|(key, value)| (key.to_owned(), value)).into())
    }

    /// A value of a JSON type: `string`, `boolean`.
    pub fn of_type(name: &str) -> Schema {
        Schema::object([("type", Schema::text(name))])
    }

    /// Any of several forms; forms of forms are listed side by side.
    pub fn any_of(forms: impl IntoIterator<Item = Schema>) -> Schema {
        let mut flat = Vec::new();
        for form in forms {
            match form {
                Schema::Object(entries) if is_any_of(&entries) => {
                    let inner = entries.into_iter().map(|(_, forms)| forms);
                    flat.extend(inner.flat_map(Schema::into_list));
                }
                form => flat.push(form),
            }
        }
        Schema::object([("anyOf", Schema::List(flat))])
    }

    /// One value, or a list of them.
    pub fn one_or_many(one: Schema) -> Schema {
        let many = Schema::object([("type", Schema::text("array")), ("items", one.clone())]);
        Schema::any_of([one, many])
    }

    /// A table of any keys whose values are alike.
    pub fn table_of(values: Schema) -> Schema {
        Schema::object([
            ("type", Schema::text("object")),
            ("additionalProperties", values),
        ])
    }

    /// A table with these keys and no others.
    pub fn table(properties: Vec<Property>) -> Schema {
        let required: Vec<Schema> = properties
            .iter()
            .filter(|property| property.required)
            .map(|property| Schema::text(property.key))
            .collect();
        let properties = properties.into_iter().map(|property| {
            let about = joined(property.about);
            (property.key.to_owned(), property.schema.described(about))
        });
        let mut entries = vec![
            ("type".to_owned(), Schema::text("object")),
            (
                "properties".to_owned(),
                Schema::Object(properties.collect()),
            ),
            ("additionalProperties".to_owned(), Schema::Bool(false)),
        ];
        if !required.is_empty() {
            entries.push(("required".to_owned(), Schema::List(required)));
        }
        Schema::Object(entries)
    }

    /// One of several words, each with what it means.
    pub fn words(words: &[(&'static str, &'static [&'static str])]) -> Schema {
        let forms = words.iter().map(|(word, about)| {
            Schema::object([("const", Schema::text(*word))]).described(joined(about))
        });
        Schema::object([("oneOf", Schema::List(forms.collect()))])
    }

    /// With a description in front of everything else.
    fn described(self, about: String) -> Schema {
        match self {
            Schema::Object(mut entries) if !about.is_empty() => {
                entries.insert(0, ("description".to_owned(), Schema::Text(about)));
                Schema::Object(entries)
            }
            other => other,
        }
    }

    /// Puts a definition among the others, once, and points to it.
    pub fn defined(
        name: &str,
        definitions: &mut Definitions,
        describe: impl FnOnce(&mut Definitions) -> Schema,
    ) -> Schema {
        let name = name.strip_prefix("Raw").unwrap_or(name);
        if !definitions.contains_key(name) {
            definitions.insert(name.to_owned(), None);
            let schema = describe(definitions);
            definitions.insert(name.to_owned(), Some(schema));
        }
        Schema::object([("$ref", Schema::Text(format!("#/$defs/{name}")))])
    }

    fn into_list(self) -> Vec<Schema> {
        match self {
            Schema::List(list) => list,
            other => vec![other],
        }
    }
}

fn is_any_of(entries: &[(String, Schema)]) -> bool {
    matches!(entries, [(key, _)] if key == "anyOf")
}

/// The lines of a comment as one line.
fn joined(lines: &[&str]) -> String {
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    lines.join(" ")
}

impl Serialize for Schema {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Schema::Bool(truth) => serializer.serialize_bool(*truth),
            Schema::Text(text) => serializer.serialize_str(text),
            Schema::List(list) => serializer.collect_seq(list),
            Schema::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

/// Whether the bytes are a schema of rule files that this program made.
#[must_use]
pub fn is_own_schema(bytes: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Head {
        title: String,
    }
    serde_json::from_slice(bytes).is_ok_and(|head: Head| head.title == TITLE)
}

/// The JSON Schema (2020-12) of rule files, as text that ends with a line break. It says which keys
/// there are, which words and kinds of values they take, and what each is for. What only the whole
/// of a scheme can show, such as marks that add up, is left to
/// [`Scheme::parse`](super::Scheme::parse).
#[must_use]
pub fn schema() -> String {
    let mut definitions = Definitions::new();
    RawFile::schema(&mut definitions);
    // The whole file stands at the top; nothing else points to it.
    let root = definitions.remove("File").flatten();
    let mut entries = vec![
        ("$schema".to_owned(), Schema::text(DIALECT)),
        ("title".to_owned(), Schema::text(TITLE)),
    ];
    if let Some(Schema::Object(root)) = root {
        entries.extend(root);
    }
    let definitions = definitions
        .into_iter()
        .filter_map(|(name, schema)| Some((name, schema?)))
        .collect();
    entries.push(("$defs".to_owned(), Schema::Object(definitions)));
    // Strings, lists and objects always serialise.
    let mut text = serde_json::to_string_pretty(&Schema::Object(entries)).unwrap_or_default();
    text.push('\n');
    text
}
