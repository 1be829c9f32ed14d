//! From TOML with spans to plain Rust values, collecting every mistake on the way.
//!
//! `serde` stops at the first error; a person who writes a rule file wants to see all of them.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::{Mistake, MistakeKind, Wanted};
use super::schema::{Definitions, Schema};
use crate::number::{self, Decimal};
use crate::problem::nearest;

pub(super) type Span = Range<usize>;

/// A value and the bytes of the rule file it was written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Bytes of the rule file.
    pub span: Span,
}

/// Mistakes found so far.
#[derive(Debug, Default)]
pub(super) struct Mistakes(pub Vec<Mistake>);

impl Mistakes {
    /// Whether something is wrong with the very value at a span, so that it needs no second word.
    pub fn flagged(&self, span: &Span) -> bool {
        self.0.iter().any(|mistake| mistake.span == *span)
    }

    pub fn add(&mut self, span: Span, kind: MistakeKind) {
        self.0.push(Mistake { span, kind });
    }
}

pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// A value that can be read from TOML. `None` after a mistake was added.
pub(super) trait Read: Sized {
    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self>;

    /// What such a value looks like, for editors.
    fn schema(definitions: &mut Definitions) -> Schema;

    /// What stands in for a value after a mistake, so that the rest can still be checked.
    fn stand_in() -> Option<Self> {
        None
    }
}

/// A key of a table: required, optional or repeated, by its type.
pub(super) trait Key: Sized {
    /// Whether it must be there.
    const REQUIRED: bool = false;

    /// What stands behind it, for editors.
    fn schema(definitions: &mut Definitions) -> Schema;

    fn take(
        found: Option<&Value<'_>>,
        key: &'static str,
        table: &Span,
        mistakes: &mut Mistakes,
    ) -> Option<Self>;
}

impl<T: Read> Key for At<T> {
    const REQUIRED: bool = true;

    fn schema(definitions: &mut Definitions) -> Schema {
        T::schema(definitions)
    }

    fn take(
        found: Option<&Value<'_>>,
        key: &'static str,
        table: &Span,
        mistakes: &mut Mistakes,
    ) -> Option<Self> {
        let Some(value) = found else {
            mistakes.add(table.clone(), MistakeKind::MissingKey { key });
            return T::stand_in().map(|value| At {
                value,
                span: table.clone(),
            });
        };
        At::read(value, mistakes)
    }
}

impl<T: Read> Key for Option<T> {
    fn schema(definitions: &mut Definitions) -> Schema {
        T::schema(definitions)
    }

    fn take(
        found: Option<&Value<'_>>,
        _: &'static str,
        _: &Span,
        mistakes: &mut Mistakes,
    ) -> Option<Self> {
        match found {
            None => Some(None),
            Some(value) => Some(T::read(value, mistakes)),
        }
    }
}

/// One value or a list of them.
impl<T: Read> Key for Vec<T> {
    fn schema(definitions: &mut Definitions) -> Schema {
        Schema::one_or_many(T::schema(definitions))
    }

    fn take(
        found: Option<&Value<'_>>,
        _: &'static str,
        _: &Span,
        mistakes: &mut Mistakes,
    ) -> Option<Self> {
        match found.map(Spanned::get_ref) {
            None => Some(Vec::new()),
            Some(DeValue::Array(list)) => Some(
                list.iter()
                    .filter_map(|value| T::read(value, mistakes))
                    .collect(),
            ),
            Some(_) => Some(
                found
                    .and_then(|value| T::read(value, mistakes))
                    .into_iter()
                    .collect(),
            ),
        }
    }
}

impl<T: Read> Read for At<T> {
    fn schema(definitions: &mut Definitions) -> Schema {
        T::schema(definitions)
    }

    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self> {
        let read = T::read(value, mistakes).or_else(T::stand_in)?;
        Some(At {
            value: read,
            span: value.span(),
        })
    }
}

fn wrong(value: &Value<'_>, wanted: Wanted, mistakes: &mut Mistakes) {
    mistakes.add(value.span(), MistakeKind::WrongKind { wanted });
}

impl Read for String {
    fn schema(_: &mut Definitions) -> Schema {
        Schema::object([
            ("type", Schema::text("string")),
            ("pattern", Schema::text(r"\S")),
        ])
    }

    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => {
                wrong(value, Wanted::Text, mistakes);
                None
            }
        }
    }

    fn stand_in() -> Option<Self> {
        Some("?".to_owned())
    }
}

impl Read for bool {
    fn schema(_: &mut Definitions) -> Schema {
        Schema::of_type("boolean")
    }

    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self> {
        match value.get_ref() {
            DeValue::Boolean(truth) => Some(*truth),
            _ => {
                wrong(value, Wanted::Bool, mistakes);
                None
            }
        }
    }
}

/// A number as it is written: `0.15` never passes through a binary float. `"95%"` is 0.95.
impl Read for Decimal {
    fn schema(_: &mut Definitions) -> Schema {
        let text = Schema::object([
            ("type", Schema::text("string")),
            (
                "pattern",
                Schema::text(r"^\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)[%％]?\s*$"),
            ),
        ]);
        Schema::any_of([Schema::of_type("number"), text])
    }

    fn read(value: &Value<'_>, mistakes: &mut Mistakes) -> Option<Self> {
        let written = match value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().replace('_', ""),
            DeValue::Float(float) => float.as_str().replace('_', ""),
            DeValue::String(text) => text.trim().replace('％', "%"),
            _ => String::new(),
        };
        let (digits, percent) = match written.strip_suffix('%') {
            Some(digits) => (digits, true),
            None => (written.as_str(), false),
        };
        let read = number::parse(digits).map(|number| {
            if percent {
                number.checked_div(Decimal::ONE_HUNDRED).unwrap_or(number)
            } else {
                number
            }
        });
        if read.is_none() {
            wrong(value, Wanted::Number, mistakes);
        }
        read.map(|number| number.normalize())
    }

    fn stand_in() -> Option<Self> {
        Some(Decimal::ZERO)
    }
}

/// A table whose keys are taken one by one; what is left over is unknown.
pub(super) struct Table<'a, 'i> {
    table: &'a DeTable<'i>,
    pub span: Span,
}

impl<'a, 'i> Table<'a, 'i> {
    pub fn of(table: &'a DeTable<'i>, span: Span) -> Self {
        Table { table, span }
    }

    pub fn from_value(value: &'a Value<'i>, mistakes: &mut Mistakes) -> Option<Self> {
        match value.get_ref() {
            DeValue::Table(table) => Some(Table {
                table,
                span: value.span(),
            }),
            _ => {
                wrong(value, Wanted::Table, mistakes);
                None
            }
        }
    }

    pub fn take<K: Key>(&self, key: &'static str, mistakes: &mut Mistakes) -> Option<K> {
        K::take(self.table.get(key), key, &self.span, mistakes)
    }

    /// Every key that is not among the known ones is a mistake.
    pub fn refuse_others(&self, known: &[&'static str], mistakes: &mut Mistakes) {
        let names: Vec<String> = known.iter().map(|&key| key.to_owned()).collect();
        for key in self.table.keys() {
            let name = key.get_ref();
            if !known.contains(&name.as_ref()) {
                let nearest = nearest(&name.replace('_', "-"), &names);
                let kind = MistakeKind::UnknownKey {
                    key: name.to_string(),
                    nearest,
                    known: names.clone(),
                };
                mistakes.add(key.span(), kind);
            }
        }
    }
}

/// Declares a table of the rule file: its keys in one place, for reading, for refusing others, and
/// for the schema, which says of each key what the comment in front of it says: in Chinese, then in
/// English.
macro_rules! table {
    (
        $(#[$meta:meta])*
        struct $name:ident { $( $(#[doc = $doc:literal])* $key:literal => $field:ident : $type:ty, )* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub(in $crate::scheme) struct $name {
            #[allow(dead_code, reason = "not every table is pointed at as a whole")]
            pub span: $crate::scheme::read::Span,
            $( $(#[doc = $doc])* pub $field: $type, )*
        }

        impl $name {
            pub(in $crate::scheme) fn from_table(
                table: &$crate::scheme::read::Table<'_, '_>,
                mistakes: &mut $crate::scheme::read::Mistakes,
            ) -> Option<Self> {
                table.refuse_others(&[$($key),*], mistakes);
                $( let $field: Option<$type> = table.take($key, mistakes); )*
                Some($name { span: table.span.clone(), $( $field: $field?, )* })
            }
        }

        impl $crate::scheme::read::Read for $name {
            fn read(
                value: &$crate::scheme::read::Value<'_>,
                mistakes: &mut $crate::scheme::read::Mistakes,
            ) -> Option<Self> {
                let table = $crate::scheme::read::Table::from_value(value, mistakes)?;
                Self::from_table(&table, mistakes)
            }

            fn schema(
                definitions: &mut $crate::scheme::schema::Definitions,
            ) -> $crate::scheme::schema::Schema {
                use $crate::scheme::schema::{Property, Schema};
                Schema::defined(stringify!($name), definitions, |definitions| {
                    Schema::table(vec![$( Property {
                        key: $key,
                        about: &[$($doc),*],
                        required: <$type as $crate::scheme::read::Key>::REQUIRED,
                        schema: <$type as $crate::scheme::read::Key>::schema(definitions),
                    }, )*])
                })
            }
        }
    };
}
pub(super) use table;

/// Declares a closed list of words a key can have.
macro_rules! words {
    (
        $(#[$meta:meta])*
        enum $name:ident { $( $(#[doc = $doc:literal])* $word:literal => $variant:ident, )* }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $( $(#[doc = $doc])* $variant, )* }

        impl $crate::scheme::read::Read for $name {
            fn read(
                value: &$crate::scheme::read::Value<'_>,
                mistakes: &mut $crate::scheme::read::Mistakes,
            ) -> Option<Self> {
                let text = <String as $crate::scheme::read::Read>::read(value, mistakes)?;
                match text.as_str() {
                    $( $word => Some($name::$variant), )*
                    _ => {
                        let choices = vec![$($word.to_owned()),*];
                        let nearest = $crate::problem::nearest(&text, &choices);
                        let kind = $crate::scheme::mistake::MistakeKind::UnknownWord { word: text, nearest, choices };
                        mistakes.add(value.span(), kind);
                        None
                    }
                }
            }

            fn schema(
                definitions: &mut $crate::scheme::schema::Definitions,
            ) -> $crate::scheme::schema::Schema {
                use $crate::scheme::schema::Schema;
                Schema::defined(stringify!($name), definitions, |_| {
                    Schema::words(&[$( ($word, &[$($doc),*]) ),*])
                })
            }

            fn stand_in() -> Option<Self> {
                [$($name::$variant),*].first().copied()
            }
        }
    };
}
pub(super) use words;
