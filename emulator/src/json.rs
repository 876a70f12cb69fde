//! JSON on its way out: members keep their order, numbers their digits.

use serde_json::Value;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Members of an answer in the order in which the provider writes them. A name may occur twice: that is a fault one
/// can order.
pub(crate) type Members = Vec<(Cow<'static, str>, Json)>;

/// A JSON value. `serde_json::Value` sorts members and cannot hold a number of thirty digits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    Null,
    Flag(bool),
    /// The digits as they are written
    Number(String),
    Text(String),
    Array(Vec<Json>),
    Object(Members),
}

impl Json {
    /// The JSON text.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    /// Recursive: what the emulator builds is as deep as the path of a claim.
    fn write(&self, text: &mut String) {
        match self {
            Self::Null => text.push_str("null"),
            Self::Flag(flag) => text.push_str(if *flag { "true" } else { "false" }),
            Self::Number(digits) => text.push_str(digits),
            Self::Text(value) => {
                let _ = write!(text, "{}", Value::from(value.as_str()));
            }
            Self::Array(elements) => {
                text.push('[');
                for (index, element) in elements.iter().enumerate() {
                    text.push_str(if index == 0 { "" } else { "," });
                    element.write(text);
                }
                text.push(']');
            }
            Self::Object(members) => write_object(members, text),
        }
    }

    /// What stands in a form or in a query: a text without its quotes, anything else as JSON.
    pub(crate) fn plain(&self) -> Cow<'_, str> {
        match self {
            Self::Text(value) => Cow::Borrowed(value),
            other => Cow::Owned(other.text()),
        }
    }

    /// The member of an object.
    pub(crate) fn member(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }
}

fn write_object(members: &Members, text: &mut String) {
    text.push('{');
    for (index, (name, value)) in members.iter().enumerate() {
        let _ = write!(text, "{}{}:", if index == 0 { "" } else { "," }, Value::from(name.as_ref()));
        value.write(text);
    }
    text.push('}');
}

/// Members as the text of an object.
pub(crate) fn object_text(members: &Members) -> String {
    let mut text = String::new();
    write_object(members, &mut text);
    text
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Flag(flag),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::String(text) => Self::Text(text),
            Value::Array(elements) => Self::Array(elements.into_iter().map(Self::from).collect()),
            Value::Object(members) => {
                Self::Object(members.into_iter().map(|(name, value)| (name.into(), Self::from(value))).collect())
            }
        }
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Json {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<u64> for Json {
    fn from(number: u64) -> Self {
        Self::Number(number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn order_and_digits_stay() {
        let members: Members = vec![
            ("b".into(), Json::Number("123456789012345678901234567890".to_owned())),
            ("a".into(), json!({"x": [null, true, "\u{1}\""]}).into()),
        ];
        let text = r#"{"b":123456789012345678901234567890,"a":{"x":[null,true,"\u0001\""]}}"#;
        assert_eq!(object_text(&members), text);
        assert_eq!(Json::Object(members).member("b").unwrap().plain(), "123456789012345678901234567890");
    }
}
