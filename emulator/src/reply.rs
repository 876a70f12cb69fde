//! Answers before they are bytes, so that an ordered fault can still change a single member.

use crate::parameters::encode_pairs;
use crate::request::RecordedRequest;
use crate::wire::{ErrorMember, ErrorStyle, Refusal, Refused, select};
use claimsmith_profile::AnswerFormat;
use serde_json::Value;
use std::borrow::Cow;

/// Members of an answer in the order in which the provider writes them.
pub(crate) type Members = Vec<(Cow<'static, str>, Value)>;

/// An answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(Cow<'static, str>, String)>,
    pub(crate) content: Content,
    /// Why the request was refused, if it was.
    pub(crate) refusal: Option<Refusal>,
    /// The ticket of the consent page that this answer is.
    pub(crate) ticket: Option<String>,
}

/// The content of an answer.
pub(crate) enum Content {
    Text(String),
    Members(Members, AnswerFormat),
    Json(Value),
}

impl Reply {
    pub(crate) fn new(status: u16, content_type: &'static str, content: Content) -> Self {
        let headers = vec![(Cow::Borrowed("content-type"), content_type.to_owned())];
        Self { status, headers, content, refusal: None, ticket: None }
    }

    /// What the emulator itself has to say to a developer.
    pub(crate) fn text(status: u16, text: String) -> Self {
        Self::new(status, "text/plain; charset=utf-8", Content::Text(text))
    }

    pub(crate) fn redirect(status: u16, location: String) -> Self {
        let mut reply = Self::text(status, String::new());
        reply.set_header("location", location);
        // The address of a callback carries the code: it must not be stored or leak in a Referer.
        reply.set_header("cache-control", "no-store".to_owned());
        reply.set_header("referrer-policy", "no-referrer".to_owned());
        reply
    }

    /// Sets a header in place of those with the same name.
    pub(crate) fn set_header(&mut self, name: impl Into<Cow<'static, str>>, value: String) {
        let name = name.into();
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
        self.headers.push((name, value));
    }

    pub(crate) fn refused_for(mut self, refusal: Refusal) -> Self {
        self.refusal = Some(refusal);
        self
    }

    /// The bytes of the content.
    pub(crate) fn body(&self) -> Vec<u8> {
        match &self.content {
            Content::Text(text) => text.clone(),
            Content::Json(value) => value.to_string(),
            Content::Members(members, AnswerFormat::Form) => form(members),
            Content::Members(members, AnswerFormat::Json) => object(members),
            // Blanks and line feed as QQ writes them: clients have been known to count characters.
            Content::Members(members, AnswerFormat::JsonP) => format!("callback( {} );\n", object(members)),
        }
        .into_bytes()
    }
}

fn form(members: &Members) -> String {
    let texts: Vec<_> = members
        .iter()
        .map(|(name, value)| (name.as_ref(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect();
    encode_pairs(texts.iter().map(|(name, value)| (*name, value.as_str())))
}

/// Not `serde_json::Map`, which would sort the members.
fn object(members: &Members) -> String {
    let members: Vec<_> =
        members.iter().map(|(name, value)| format!("{}:{value}", Value::from(name.as_ref()))).collect();
    format!("{{{}}}", members.join(","))
}

impl ErrorStyle {
    /// A refusal as this endpoint reports it.
    pub(crate) fn reply(&self, refusal: Refusal, request: &RecordedRequest) -> Reply {
        let reply = match (self.refuse)(refusal) {
            Refused::Text { status, content_type, text } => {
                Reply::new(status, content_type, Content::Text(text.to_owned()))
            }
            Refused::Named { status, code, description, page } => self.error(status, code, description, page, request),
        };
        reply.refused_for(refusal)
    }

    /// The HTTP status of this refusal.
    pub(crate) fn status(&self, refusal: Refusal) -> u16 {
        match (self.refuse)(refusal) {
            Refused::Named { status, .. } | Refused::Text { status, .. } => status,
        }
    }

    /// Any error in this endpoint's style.
    pub(crate) fn error(
        &self,
        status: u16,
        code: &str,
        description: &str,
        page: Option<&str>,
        request: &RecordedRequest,
    ) -> Reply {
        let mut members = Members::new();
        for member in self.members {
            let (name, value) = match member {
                ErrorMember::Code(name) => (name, Some(Value::from(code))),
                ErrorMember::NumericCode(name) => {
                    (name, Some(code.parse::<i64>().map_or_else(|_| Value::from(code), Value::from)))
                }
                ErrorMember::Description(name) => (name, Some(Value::from(description))),
                ErrorMember::Page(name) => (name, page.map(Value::from)),
                ErrorMember::Status(name) => (name, Some(Value::from(status.to_string()))),
            };
            members.extend(value.map(|value| (Cow::Borrowed(*name), value)));
        }
        let (format, content_type) = select(self.formats, request);
        Reply::new(status, content_type, Content::Members(members, format))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_in_every_format() {
        let members: Members = vec![("b".into(), "x&y \"".into()), ("a".into(), 7.into())];
        let body = |format| {
            let reply = Reply::new(200, "text/html", Content::Members(members.clone(), format));
            String::from_utf8(reply.body()).unwrap()
        };
        assert_eq!(body(AnswerFormat::Form), "b=x%26y%20%22&a=7");
        assert_eq!(body(AnswerFormat::Json), r#"{"b":"x&y \"","a":7}"#);
        assert_eq!(body(AnswerFormat::JsonP), "callback( {\"b\":\"x&y \\\"\",\"a\":7} );\n");
    }
}
