//! What came of a sign-in, against what its vector expects.

use crate::policy::{empty_outputs, witness};
use crate::vector::Vector;
use crate::wiring::Wiring;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use regex::Regex;
use serde_json::{Map, Value};

/// How a sign-in ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// With these claims, by the ids of their types.
    Claims(Map<String, Value>),
    /// The transformation refused it, with this key of a message.
    Refused(String),
    /// The transformation failed.
    Failed,
    /// Otherwise: nothing that a vector expects.
    Otherwise(String),
}

/// Where the two differ.
pub(crate) fn disagreements(vector: &Vector, wiring: &Wiring, ended: &Ended) -> Vec<String> {
    let claims = match (vector.expected_error(), ended) {
        (None, Ended::Claims(claims)) => claims,
        (Some("exception"), Ended::Failed) => return Vec::new(),
        (Some(key), Ended::Refused(found)) if key == found => return Vec::new(),
        (_, Ended::Otherwise(error)) => return vec![format!("{}: {error}", vector.id)],
        (error, _) => return vec![format!("{}: expected the error {error:?}: {ended:?}", vector.id)],
    };
    let value = |id: &str| claims.get(id).unwrap_or(&Value::Null);
    let mut found = Vec::new();
    for output in &wiring.outputs {
        let name = output.name.as_ref().unwrap_or(&output.id);
        // A vector that expects nothing expects nothing to be written.
        let nothing = vector.expected.is_empty().then_some(&Value::Null);
        if let Some(expected) = vector.expected.get(name).or(nothing)
            && !matches(expected, value(&output.id))
        {
            found.push(format!("{}: {name}: expected {expected}: {}", vector.id, value(&output.id)));
        }
    }
    let missing = empty_outputs(vector, wiring).filter(|claim| *value(&witness(&claim.id)) != true);
    found.extend(missing.map(|claim| format!("{}: {} has no value, not even the empty text", vector.id, claim.id)));
    let outputs: Vec<&String> = wiring.outputs.iter().map(|it| it.name.as_ref().unwrap_or(&it.id)).collect();
    let unknown = vector.expected.keys().filter(|name| !outputs.contains(name));
    found.extend(unknown.map(|name| format!("{}: nothing has written {name}", vector.id)));
    found
}

/// Whether a claim is what is expected; a claim without a value is null.
fn matches(expected: &Value, claim: &Value) -> bool {
    let (text, is_empty) = (claim.as_str(), claim.is_null() || claim == "");
    let Value::Object(matcher) = expected else {
        return match (expected.as_str(), text) {
            // The empty text counts as no value once a sign-in has ended; see `witness`.
            (Some(""), _) => is_empty,
            (Some(expected), Some(text)) => moment(expected) == moment(text),
            _ => expected == claim,
        };
    };
    match matcher.iter().next().map(|(name, value)| (name.as_str(), value)) {
        Some(("$regex", pattern)) => {
            let pattern = Regex::new(pattern.as_str().unwrap_or_default()).expect("a pattern");
            text.is_some_and(|text| pattern.is_match(text))
        }
        Some(("$base64", inner)) => {
            let bytes = text.and_then(|text| STANDARD.decode(text).ok());
            let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
            text.is_some_and(|text| matches(inner, &Value::from(text)))
        }
        Some(("$json", json)) => text.and_then(|text| serde_json::from_str::<Value>(text).ok()).as_ref() == Some(json),
        Some(("$set", items)) => members(items) == members(claim),
        Some(("$emptyOrAbsent", _)) => is_empty,
        Some(("$not", other)) => !claim.is_null() && !matches(other, claim),
        _ => expected == claim,
    }
}

/// The members of a list in an order of their own.
fn members(list: &Value) -> Vec<&str> {
    let mut members: Vec<&str> = list.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    members.sort_unstable();
    members
}

/// A moment as vectors write it: they leave out a fraction of a second that is zero. Any other text is itself.
fn moment(text: &str) -> &str {
    let whole = text.strip_suffix(".0000000Z").filter(|whole| whole.len() == "2022-01-14T11:40:35".len());
    whole.or_else(|| text.strip_suffix('Z').filter(|it| it.len() == 19 && it.as_bytes()[10] == b'T')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_matches_and_what_does_not() {
        for (expected, right, wrong) in [
            (json!(true), json!(true), json!("true")),
            (json!(null), json!(null), json!("")),
            (json!("a"), json!("a"), json!("A")),
            (
                json!("2022-01-14T11:40:35Z"),
                json!("2022-01-14T11:40:35.0000000Z"),
                json!("2022-01-14T11:40:35.5000000Z"),
            ),
            (json!({ "$regex": "^[01]$" }), json!("1"), json!(1)),
            (json!({ "$base64": { "$regex": "^a" } }), json!("YWI="), json!("ab")),
            (json!({ "$json": { "a": [1] } }), json!("{\"a\": [1]}"), json!("{\"a\": [\"1\"]}")),
            (json!({ "$set": ["a", "b"] }), json!(["b", "a"]), json!(["a"])),
            (json!({ "$emptyOrAbsent": true }), json!(null), json!("a")),
            (json!({ "$not": "a" }), json!("b"), json!("a")),
            (json!({ "$not": "a" }), json!("b"), json!(null)),
            (json!({ "issuer": "a" }), json!({ "issuer": "a" }), json!({ "issuer": "b" })),
        ] {
            assert!(matches(&expected, &right), "{expected} {right}");
            assert!(!matches(&expected, &wrong), "{expected} {wrong}");
        }
    }
}
