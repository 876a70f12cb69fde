//! Answers before they are bytes, so that an ordered fault can still change a single member.

use crate::callback::{Callback, PendingCallback};
use crate::json::{Json, Members, object_text};
use crate::parameters::encode_pairs;
use crate::request::RecordedRequest;
use crate::wire::{ErrorMember, ErrorPlace, ErrorStyle, Refusal, Refused, select};
use claimsmith_profile::AnswerFormat;
use std::borrow::Cow;

/// An answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(Cow<'static, str>, String)>,
    pub(crate) content: Content,
    /// Why the request was refused, if it was.
    pub(crate) refusal: Option<Refusal>,
    /// The ticket of the consent page that this answer is.
    pub(crate) ticket: Option<String>,
    /// The callback that this answer makes the browser send.
    pub(crate) callback: Option<Callback>,
}

/// The content of an answer.
pub(crate) enum Content {
    Text(String),
    Members(Members, AnswerFormat),
    Json(Json),
    Callback(PendingCallback),
}

impl Reply {
    pub(crate) fn new(status: u16, content_type: impl Into<Cow<'static, str>>, content: Content) -> Self {
        let headers = vec![(Cow::Borrowed("content-type"), content_type.into().into_owned())];
        Self { status, headers, content, refusal: None, ticket: None, callback: None }
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

    /// The members of the answer or of the callback, if it has any.
    pub(crate) fn members_mut(&mut self) -> Option<&mut Members> {
        match &mut self.content {
            Content::Members(members, _) => Some(members),
            Content::Callback(callback) => Some(&mut callback.parameters),
            Content::Text(_) | Content::Json(_) => None,
        }
    }

    /// Replaces, adds or removes a member.
    pub(crate) fn set_member(&mut self, name: &str, value: Option<Json>) {
        let Some(members) = self.members_mut() else { return };
        let place = members.iter().position(|(known, _)| known == name);
        match (place, value) {
            (Some(place), Some(value)) => members[place].1 = value,
            (Some(place), None) => drop(members.remove(place)),
            (None, Some(value)) => members.push((name.to_owned().into(), value)),
            (None, None) => {}
        }
    }

    /// The bytes of the content.
    pub(crate) fn body(&self) -> Vec<u8> {
        match &self.content {
            Content::Text(text) => text.clone(),
            Content::Json(value) => value.text(),
            Content::Members(members, AnswerFormat::Form) => form(members),
            Content::Members(members, AnswerFormat::Json) => object_text(members),
            // Blanks and line feed as QQ writes them: clients have been known to count characters.
            Content::Members(members, AnswerFormat::JsonP) => format!("callback( {} );\n", object_text(members)),
            Content::Callback(_) => String::new(),
        }
        .into_bytes()
    }
}

fn form(members: &Members) -> String {
    let texts: Vec<_> = members.iter().map(|(name, value)| (name.as_ref(), value.plain())).collect();
    encode_pairs(texts.iter().map(|(name, value)| (*name, value.as_ref())))
}

impl ErrorStyle {
    /// A refusal as this endpoint reports it.
    pub(crate) fn reply(&self, refusal: Refusal, request: &RecordedRequest) -> Reply {
        let reply = match (self.refuse)(refusal) {
            Refused::Text { status, content_type, text } => {
                Reply::new(status, content_type, Content::Text(text.to_owned()))
            }
            Refused::Named { code, description, page, .. } => {
                self.error(self.status(refusal), code, description, page, request)
            }
        };
        reply.refused_for(refusal)
    }

    /// The HTTP status of this refusal.
    pub(crate) fn status(&self, refusal: Refusal) -> u16 {
        match (self.refuse)(refusal) {
            Refused::Named { status, .. } => self.status.unwrap_or(status),
            Refused::Text { status, .. } => status,
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
        for member in &self.members {
            let (name, value) = match member {
                ErrorMember::Code(name) => (name, Some(Json::from(code))),
                ErrorMember::NumericCode(name) => {
                    let number = code.parse::<i64>().map(|number| Json::Number(number.to_string()));
                    (name, Some(number.unwrap_or_else(|_| code.into())))
                }
                ErrorMember::Description(name) => (name, Some(Json::from(description))),
                ErrorMember::Page(name) => (name, page.map(Json::from)),
                ErrorMember::Status(name) => (name, Some(Json::from(status.to_string()))),
                ErrorMember::NumericStatus(name) => (name, Some(Json::from(u64::from(status)))),
                ErrorMember::Fixed(name, value) => (name, Some(value.clone())),
            };
            members.extend(value.map(|value| (name.clone(), value)));
        }
        let members = match &self.place {
            ErrorPlace::Top => members,
            ErrorPlace::Object(name) => vec![(name.clone(), Json::Object(members))],
            ErrorPlace::Array(name) => vec![(name.clone(), Json::Array(vec![Json::Object(members)]))],
        };
        let (format, content_type) = select(&self.formats, request);
        let mut reply = Reply::new(status, content_type, Content::Members(members, format));
        if let Some(scheme) = self.challenge.as_deref().filter(|_| status == 401) {
            let quotable = code.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\'));
            let error = if quotable { format!(" error=\"{code}\"") } else { String::new() };
            reply.set_header("www-authenticate", format!("{scheme}{error}"));
        }
        reply
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_in_every_format() {
        let members: Members = vec![("b".into(), "x&y \"".into()), ("a".into(), 7_u64.into())];
        let body = |format| {
            let reply = Reply::new(200, "text/html", Content::Members(members.clone(), format));
            String::from_utf8(reply.body()).unwrap()
        };
        assert_eq!(body(AnswerFormat::Form), "b=x%26y%20%22&a=7");
        assert_eq!(body(AnswerFormat::Json), r#"{"b":"x&y \"","a":7}"#);
        assert_eq!(body(AnswerFormat::JsonP), "callback( {\"b\":\"x&y \\\"\",\"a\":7} );\n");
    }
}
