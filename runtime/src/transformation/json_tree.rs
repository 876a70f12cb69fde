//! JSON that is put together from paths: `GenerateJson`.

use super::fault::Fault;
use crate::claims::ClaimValue;
use claimsmith_profile::transformation::JsonSegment;
use std::collections::BTreeMap;

/// Longest path: no answer is read that is deeper either.
const DEEPEST: usize = 64;

const CONFLICT: Fault = Fault::Failed("two paths of the JSON exclude each other");
const TOO_DEEP: Fault = Fault::Failed("a path of the JSON has too many parts, or none");
const NOT_WRITABLE: Fault = Fault::Failed("a claim cannot be written as JSON");

/// An object, or an array when the paths begin with numbers, of members that stand at the end of their paths, in the
/// order in which they are first named; the elements of an array by their numbers.
///
/// A text is a JSON text, whatever it holds, a number a number and a boolean a boolean; collections are arrays,
/// identities objects. A member without a value is left out, and so are an object and an array that would hold nothing
/// but such members; further elements of an array move up.
///
/// Microsoft: claims transformations reference, `GenerateJson`; undocumented is what becomes of a claim without a
/// value.
///
/// # Errors
/// [`Fault::Failed`] when two members have the same path, or one stands below the other; of a policy, the compiler says
/// so.
pub(crate) fn generate_json(members: &[(&[JsonSegment], Option<ClaimValue>)]) -> Result<String, Fault> {
    let mut root = None;
    for (path, value) in members {
        let Some(value) = value else { continue };
        if path.is_empty() || path.len() > DEEPEST {
            return Err(TOO_DEEP);
        }
        *place(&mut root, path)? = Some(Node::Value(serde_json::to_string(value).map_err(|_| NOT_WRITABLE)?));
    }
    let mut json = String::new();
    match root {
        Some(root) => root.write(&mut json),
        None => json.push_str("{}"),
    }
    Ok(json)
}

enum Node {
    /// JSON text.
    Value(String),
    Object(Object),
    Array(BTreeMap<u16, Option<Node>>),
}

/// Members in the order in which they came, and where each stands.
#[derive(Default)]
struct Object {
    members: Vec<(String, Option<Node>)>,
    places: BTreeMap<String, usize>,
}

impl Object {
    fn member(&mut self, name: &str) -> &mut Option<Node> {
        let place = *self.places.entry(name.to_owned()).or_insert(self.members.len());
        if place == self.members.len() {
            self.members.push((name.to_owned(), None));
        }
        &mut self.members[place].1
    }
}

/// The empty place at the end of a path; objects and arrays on the way are made.
fn place<'n>(root: &'n mut Option<Node>, path: &[JsonSegment]) -> Result<&'n mut Option<Node>, Fault> {
    let mut place = root;
    for segment in path {
        let node = place.get_or_insert_with(|| match segment {
            JsonSegment::Member(_) => Node::Object(Object::default()),
            JsonSegment::Index(_) => Node::Array(BTreeMap::new()),
        });
        place = match (node, segment) {
            (Node::Object(object), JsonSegment::Member(name)) => object.member(name),
            (Node::Array(elements), JsonSegment::Index(index)) => elements.entry(*index).or_default(),
            _ => return Err(CONFLICT),
        };
    }
    if place.is_some() { Err(CONFLICT) } else { Ok(place) }
}

impl Node {
    /// No deeper than the longest path.
    fn write(&self, json: &mut String) {
        match self {
            Self::Value(text) => json.push_str(text),
            Self::Object(object) => {
                json.push('{');
                for (index, (name, value)) in object.members.iter().enumerate() {
                    separate(index, json);
                    json.push_str(&serde_json::Value::from(name.as_str()).to_string());
                    json.push(':');
                    write_place(value.as_ref(), json);
                }
                json.push('}');
            }
            Self::Array(elements) => {
                json.push('[');
                for (index, value) in elements.values().enumerate() {
                    separate(index, json);
                    write_place(value.as_ref(), json);
                }
                json.push(']');
            }
        }
    }
}

/// Every place that was made was filled, unless a conflict ended the whole.
fn write_place(node: Option<&Node>, json: &mut String) {
    match node {
        Some(node) => node.write(json),
        None => json.push_str("null"),
    }
}

/// Separates the member or element at this index from the one before it.
pub(super) fn separate(index: usize, json: &mut String) {
    if index > 0 {
        json.push(',');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::UserIdentity;
    use proptest::prelude::*;

    fn path(text: &str) -> Vec<JsonSegment> {
        let segment = |part: &str| match part.parse() {
            Ok(index) => JsonSegment::Index(index),
            Err(_) => JsonSegment::Member(part.to_owned().into()),
        };
        text.split('.').filter(|part| !part.is_empty()).map(segment).collect()
    }

    fn generate(members: &[(&str, Option<ClaimValue>)]) -> Result<String, Fault> {
        let paths: Vec<_> = members.iter().map(|(name, value)| (path(name), value.clone())).collect();
        let members: Vec<_> = paths.iter().map(|(path, value)| (path.as_slice(), value.clone())).collect();
        generate_json(&members)
    }

    fn string(text: &str) -> Option<ClaimValue> {
        Some(ClaimValue::String(text.to_owned()))
    }

    #[test]
    fn values_keep_their_type() {
        let identity = UserIdentity { issuer: "qq.com".to_owned(), issuer_user_id: "1".to_owned() };
        let json = generate(&[
            ("z", Some(ClaimValue::Int(-1))),
            ("a", Some(ClaimValue::Long(9_007_199_254_740_993))),
            ("yes", Some(ClaimValue::Boolean(true))),
            ("text", string("[\"x\"]\n")),
            ("empty", string("")),
            ("list", Some(ClaimValue::StringCollection(vec!["a".to_owned(), "b".to_owned()]))),
            ("who", Some(ClaimValue::UserIdentity(identity))),
        ]);
        let expected = concat!(
            r#"{"z":-1,"a":9007199254740993,"yes":true,"text":"[\"x\"]\n","empty":"","list":["a","b"],"#,
            r#""who":{"issuer":"qq.com","issuerUserId":"1"}}"#
        );
        assert_eq!(json.as_deref(), Ok(expected));
    }

    #[test]
    fn paths_share_what_they_have_in_common() {
        for (members, expected) in [
            (
                vec![("b.x", string("1")), ("a", string("2")), ("b.w", string("3"))],
                r#"{"b":{"x":"1","w":"3"},"a":"2"}"#,
            ),
            (vec![("l.1", string("1")), ("l.0.k", string("2"))], r#"{"l":[{"k":"2"},"1"]}"#),
            (vec![("0.a", string("1")), ("1", string("2"))], r#"[{"a":"1"},"2"]"#),
            (vec![("a\"b.ü", string("1"))], r#"{"a\"b":{"ü":"1"}}"#),
            (vec![], "{}"),
        ] {
            assert_eq!(generate(&members).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn what_has_no_value_is_left_out() {
        for (members, expected) in [
            (vec![("a", None)], "{}"),
            (vec![("a.b", None), ("c", string("1"))], r#"{"c":"1"}"#),
            (vec![("l.0.k", None), ("l.1.k", string("1"))], r#"{"l":[{"k":"1"}]}"#),
            (vec![("l.0", None), ("l.1", None), ("a.b.c", string("1"))], r#"{"a":{"b":{"c":"1"}}}"#),
        ] {
            assert_eq!(generate(&members).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn paths_that_exclude_each_other_fail() {
        for paths in [["a", "a"], ["a", "a.b"], ["a.b", "a"], ["a.0", "a.b"], ["a.b", "a.0"], ["0", "a"]] {
            assert_eq!(generate(&paths.map(|path| (path, string("1")))), Err(CONFLICT), "{paths:?}");
        }
        assert_eq!(generate(&[("", string("1"))]), Err(TOO_DEEP));
        assert!(generate(&[("a.".repeat(DEEPEST).as_str(), string("1"))]).is_ok());
        assert_eq!(generate(&[("a.".repeat(DEEPEST + 1).as_str(), string("1"))]), Err(TOO_DEEP));
    }

    proptest! {
        #[test]
        fn it_is_json_without_null_or_fails(
            members in prop::collection::vec(("[ab01.\"]{0,9}", prop::option::of("[xy\"\\\\\n]{0,4}")), 0..9),
        ) {
            let value = |text: &Option<String>| text.clone().map(ClaimValue::String);
            let members: Vec<_> = members.iter().map(|(name, text)| (name.as_str(), value(text))).collect();
            if let Ok(json) = generate(&members) {
                prop_assert!(serde_json::from_str::<&serde_json::value::RawValue>(&json).is_ok(), "{}", json);
                prop_assert!(!json.contains("null"), "{}", json);
            }
        }
    }
}
