//! Structs whose JSON is that of their fields, with the schema of it.
//!
//! A [`record!`](crate::json::record) declares a struct once; its field names are the names of the members, its
//! documentation is that of the schema. So neither can fall behind.

use super::{array, object, quote};
use std::collections::BTreeMap;

/// The definitions of a schema by the names of their types.
pub type Definitions = BTreeMap<&'static str, String>;

/// What can be written as JSON, and says beforehand of what form.
pub trait Encode {
    /// The value as JSON on one line.
    fn encode(&self) -> String;

    /// The form as a JSON schema (draft 7) on one line. What it refers to is added to the definitions.
    fn schema(definitions: &mut Definitions) -> String;
}

impl Encode for String {
    fn encode(&self) -> String {
        quote(self)
    }

    fn schema(_: &mut Definitions) -> String {
        r#"{"type":"string"}"#.to_owned()
    }
}

impl Encode for bool {
    fn encode(&self) -> String {
        self.to_string()
    }

    fn schema(_: &mut Definitions) -> String {
        r#"{"type":"boolean"}"#.to_owned()
    }
}

impl Encode for u32 {
    fn encode(&self) -> String {
        self.to_string()
    }

    fn schema(_: &mut Definitions) -> String {
        r#"{"type":"integer","minimum":0}"#.to_owned()
    }
}

impl Encode for u64 {
    fn encode(&self) -> String {
        self.to_string()
    }

    fn schema(_: &mut Definitions) -> String {
        r#"{"type":"integer","minimum":0}"#.to_owned()
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self) -> String {
        self.as_ref().map_or_else(|| "null".to_owned(), Encode::encode)
    }

    fn schema(definitions: &mut Definitions) -> String {
        format!(r#"{{"anyOf":[{},{{"type":"null"}}]}}"#, T::schema(definitions))
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self) -> String {
        array(&self.iter().map(Encode::encode).collect::<Vec<_>>())
    }

    fn schema(definitions: &mut Definitions) -> String {
        format!(r#"{{"type":"array","items":{}}}"#, T::schema(definitions))
    }
}

/// The schema of one of these words.
pub(crate) fn words(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| quote(word)).collect();
    object(&[("type", quote("string")), ("enum", array(&words))])
}

/// A schema with a description of what it is the form of.
pub(crate) fn described(schema: &str, documentation: &[&str]) -> String {
    let text = documentation.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let rest = schema.strip_prefix('{').unwrap_or_default();
    format!(r#"{{"description":{},{rest}"#, quote(&text))
}

/// The schema of an object with exactly these members.
pub(crate) fn object_schema(documentation: &[&str], members: &[(&str, String)]) -> String {
    let names: Vec<String> = members.iter().map(|(name, _)| quote(name)).collect();
    let schema = object(&[
        ("type", quote("object")),
        ("properties", object(members)),
        ("required", array(&names)),
        ("additionalProperties", "false".to_owned()),
    ]);
    described(&schema, documentation)
}

/// A whole schema document for values of this type, on many lines.
#[must_use]
pub fn document<T: Encode>(title: &str) -> String {
    let mut definitions = Definitions::new();
    let root = T::schema(&mut definitions);
    let members: Vec<(&str, String)> = definitions.into_iter().collect();
    let schema = object(&[
        ("$schema", quote("http://json-schema.org/draft-07/schema#")),
        ("title", quote(title)),
        ("allOf", array(&[root])),
        ("definitions", object(&members)),
    ]);
    indented(&schema)
}

/// JSON of one line on many: two blanks a level, nothing else changed.
fn indented(json: &str) -> String {
    let (mut text, mut level, mut in_string, mut escaped) = (String::new(), 0_usize, false, false);
    let mut characters = json.chars().peekable();
    let line = |text: &mut String, level: usize| {
        text.push('\n');
        text.push_str(&"  ".repeat(level));
    };
    while let Some(character) = characters.next() {
        let is_text = in_string;
        if in_string {
            in_string = escaped || character != '"';
            escaped = !escaped && character == '\\';
        } else if character == '"' {
            in_string = true;
        }
        match character {
            _ if is_text => text.push(character),
            '{' | '[' if characters.peek().is_some_and(|next| matches!(next, '}' | ']')) => {
                text.push(character);
                text.extend(characters.next());
            }
            '{' | '[' => {
                text.push(character);
                level += 1;
                line(&mut text, level);
            }
            '}' | ']' => {
                level = level.saturating_sub(1);
                line(&mut text, level);
                text.push(character);
            }
            ',' => {
                text.push(',');
                line(&mut text, level);
            }
            ':' => text.push_str(": "),
            other => text.push(other),
        }
    }
    text.push('\n');
    text
}

/// Declares structs whose JSON is an object of their fields.
macro_rules! record {
    ($(
        $(#[doc = $doc:literal])*
        pub struct $name:ident {
            $($(#[doc = $field_doc:literal])* pub $field:ident: $type:ty,)*
        }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name {
            $($(#[doc = $field_doc])* pub $field: $type,)*
        }

        impl $crate::json::record::Encode for $name {
            fn encode(&self) -> String {
                $crate::json::object(&[
                    $((stringify!($field), $crate::json::record::Encode::encode(&self.$field)),)*
                ])
            }

            fn schema(definitions: &mut $crate::json::record::Definitions) -> String {
                // Entered first, so that a record may hold itself.
                if !definitions.contains_key(stringify!($name)) {
                    definitions.insert(stringify!($name), String::new());
                    let members = [$((
                        stringify!($field),
                        $crate::json::record::described(
                            &<$type as $crate::json::record::Encode>::schema(definitions),
                            &[$($field_doc),*],
                        ),
                    ),)*];
                    let schema = $crate::json::record::object_schema(&[$($doc),*], &members);
                    definitions.insert(stringify!($name), schema);
                }
                format!("{{\"$ref\":\"#/definitions/{}\"}}", stringify!($name))
            }
        }
    )*};
}

pub(crate) use record;

#[cfg(test)]
#[allow(unreachable_pub, reason = "the macro declares public structs")]
mod tests {
    use super::*;

    record! {
        /// A point.
        pub struct Point {
            /// Its name,
            /// if any.
            pub name: Option<String>,
            /// Whether it is marked.
            pub marked: bool,
            /// What hangs on it.
            pub parts: Vec<Point>,
        }
    }

    fn point(name: Option<&str>, parts: Vec<Point>) -> Point {
        Point { name: name.map(str::to_owned), marked: false, parts }
    }

    #[test]
    fn a_record_is_an_object_of_its_fields() {
        let both = point(Some("a \"b\""), vec![point(None, Vec::new())]);
        assert_eq!(
            both.encode(),
            r#"{"name":"a \"b\"","marked":false,"parts":[{"name":null,"marked":false,"parts":[]}]}"#
        );
    }

    #[test]
    fn a_schema_describes_every_field_and_may_name_itself() {
        let mut definitions = Definitions::new();
        assert_eq!(Point::schema(&mut definitions), r##"{"$ref":"#/definitions/Point"}"##);
        let before = definitions.clone();
        Point::schema(&mut definitions);
        assert_eq!(definitions, before);
        let schema = &definitions["Point"];
        assert!(schema.contains(r#""description":"Its name, if any.","anyOf":[{"type":"string"},{"type":"null"}]"#));
        assert!(schema.contains(r#""required":["name","marked","parts"],"additionalProperties":false"#), "{schema}");
    }

    #[test]
    fn a_document_is_the_same_json_on_many_lines() {
        let document = document::<Point>("a, \"b\": {[");
        let joined: String = document.lines().map(str::trim_start).collect();
        assert!(joined.contains(r#""title": "a, \"b\": {[","#), "{joined}");
        assert!(document.contains("  \"definitions\": {\n    \"Point\": {\n"), "{document}");
    }

    #[test]
    fn empty_lists_stay_on_their_line() {
        assert_eq!(indented(r#"{"a":[],"b":{}}"#), "{\n  \"a\": [],\n  \"b\": {}\n}\n");
    }
}
