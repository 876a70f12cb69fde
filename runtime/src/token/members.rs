//! The members of a payload from a serde deserializer, each as the JSON text that stands in the token.

use crate::answer::Answer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use std::fmt;

/// How `serde_json`'s `RawValue` asks for the text of a value. `RawValue` itself is refused by what `#[serde(flatten)]` keeps
/// of a value, where this gets the value instead, as from any deserializer that does not know the name.
const EXACT_TEXT: &str = "$serde_json::private::RawValue";

pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Answer, D::Error> {
    let members = deserializer.deserialize_map(Members)?;
    Answer::of_json(members).map_err(|reason| D::Error::custom(super::TokenError::Payload { reason }))
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, String)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the payload of a token, a map of claim name to value")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut members = Vec::new();
        while let Some((name, Json(value))) = map.next_entry::<String, Json>()? {
            members.push((name, value));
        }
        Ok(members)
    }
}

/// The text of a JSON value.
struct Json(String);

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(EXACT_TEXT, JsonText)
    }
}

struct JsonText;

impl<'de> Visitor<'de> for JsonText {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    /// What `serde_json` answers with: one entry of that name, with the text.
    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let entry: Option<(String, String)> = map.next_entry()?;
        let text = entry.filter(|(name, _)| name == EXACT_TEXT).map(|(_, text)| Json(text));
        text.ok_or_else(|| M::Error::custom("no text of a JSON value"))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        serde_json::Value::deserialize(deserializer).map(|value| Json(value.to_string()))
    }
}
