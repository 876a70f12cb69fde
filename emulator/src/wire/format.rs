//! How answers and errors are written, as data.

use super::Refusal;
use crate::json::Json;
use crate::request::RecordedRequest;
use claimsmith_profile::{AnswerFormat, Text};

/// A way to write an answer, and when it is chosen.
#[derive(Debug, Clone)]
pub(crate) struct Format {
    pub(crate) when: Selection,
    pub(crate) format: AnswerFormat,
    pub(crate) content_type: Text,
}

impl Format {
    /// Always this one.
    pub(crate) fn always(format: AnswerFormat, content_type: impl Into<Text>) -> Self {
        Self { when: Selection::Always, format, content_type: content_type.into() }
    }

    /// Always JSON.
    pub(crate) fn json(content_type: impl Into<Text>) -> Self {
        Self::always(AnswerFormat::Json, content_type)
    }
}

/// What makes a provider choose a format.
#[derive(Debug, Clone)]
pub(crate) enum Selection {
    Always,
    /// A parameter with this value
    Parameter(Text, Text),
    /// The media type is in the `Accept` header
    Accept(Text),
}

impl Selection {
    fn applies(&self, request: &RecordedRequest) -> bool {
        match self {
            Self::Always => true,
            Self::Parameter(name, value) => request.parameter(name) == Some(value),
            Self::Accept(media_type) => request.header("accept").is_some_and(|accept| {
                accept.split([',', ';']).any(|offered| offered.trim().eq_ignore_ascii_case(media_type))
            }),
        }
    }
}

/// The format that the request selects; plain JSON if a provider names none.
pub(crate) fn select(formats: &[Format], request: &RecordedRequest) -> (AnswerFormat, Text) {
    formats
        .iter()
        .find(|format| format.when.applies(request))
        .map_or((AnswerFormat::Json, Text::Borrowed("application/json")), |format| {
            (format.format, format.content_type.clone())
        })
}

/// How an endpoint reports errors.
#[derive(Debug, Clone)]
pub(crate) struct ErrorStyle {
    pub(crate) refuse: fn(Refusal) -> Refused,
    pub(crate) members: Vec<ErrorMember>,
    /// Where in the answer the members stand.
    pub(crate) place: ErrorPlace,
    pub(crate) formats: Vec<Format>,
    /// The status of every refusal, in place of what `refuse` says: 200 for providers that do not use the status.
    pub(crate) status: Option<u16>,
    /// The scheme of a `WWW-Authenticate` header that goes with status 401.
    pub(crate) challenge: Option<Text>,
}

impl ErrorStyle {
    /// `{"error": …, "error_description": …}` (RFC 6749 section 5.2).
    pub(crate) fn oauth(refuse: fn(Refusal) -> Refused) -> Self {
        Self {
            refuse,
            members: vec![ErrorMember::Code("error".into()), ErrorMember::Description("error_description".into())],
            place: ErrorPlace::Top,
            formats: vec![Format::json("application/json")],
            status: None,
            challenge: None,
        }
    }

    /// The same with a third member, which holds what is the page elsewhere.
    pub(crate) fn oauth_and(refuse: fn(Refusal) -> Refused, page: &'static str) -> Self {
        let mut style = Self::oauth(refuse);
        style.members.push(ErrorMember::Page(page.into()));
        style
    }

    /// The same with `WWW-Authenticate: Bearer` (RFC 6750 section 3).
    pub(crate) fn bearer(refuse: fn(Refusal) -> Refused) -> Self {
        Self { challenge: Some("Bearer".into()), ..Self::oauth(refuse) }
    }

    /// These members in a plain JSON object.
    pub(crate) fn json(refuse: fn(Refusal) -> Refused, members: Vec<ErrorMember>) -> Self {
        Self { members, ..Self::oauth(refuse) }
    }

    /// The same, always JSON of this media type.
    pub(crate) fn typed(self, content_type: impl Into<Text>) -> Self {
        Self { formats: vec![Format::json(content_type)], ..self }
    }
}

/// Where in an error answer the members stand.
#[derive(Debug, Clone)]
pub(crate) enum ErrorPlace {
    Top,
    /// In an object of this name
    Object(Text),
    /// In the one object of an array of this name
    Array(Text),
}

/// A member of an error answer and what it holds.
#[derive(Debug, Clone)]
pub(crate) enum ErrorMember {
    Code(Text),
    /// The code as a number, where it is one
    NumericCode(Text),
    Description(Text),
    /// A page about the error; left out where there is none
    Page(Text),
    /// The HTTP status as a text
    Status(Text),
    /// The HTTP status as a number
    NumericStatus(Text),
    Fixed(Text, Json),
}

/// A refusal in the provider's words.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Refused {
    Named {
        status: u16,
        code: &'static str,
        description: &'static str,
        page: Option<&'static str>,
    },
    /// Not in the style of the endpoint at all
    Text {
        status: u16,
        content_type: &'static str,
        text: &'static str,
    },
}

impl Refused {
    /// Without a page about it.
    pub(crate) const fn named(status: u16, code: &'static str, description: &'static str) -> Self {
        Self::Named { status, code, description, page: None }
    }
}
