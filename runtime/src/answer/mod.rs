//! The body of an answer as members with names, whatever it is written in.
//!
//! - `form`, `json`, `jsonp`: the formats, each within bounds that a hostile answer runs into before it takes memory
//! - `scan`: the parts of an array or object, without a copy

mod form;
mod json;
mod jsonp;
mod scan;

pub(crate) use json::{JsonKind, compact, decode, value as json_value};
pub(crate) use scan::{Elements, Members};

use crate::error::ResponseFault;
use claimsmith_profile::{AnswerFormat, PathSegment};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Most members of one object, and most parameters of a form: providers have a hundred at most.
const MOST_MEMBERS: usize = 4_096;

/// What more members or values are refused with.
const TOO_MANY: ResponseFault = ResponseFault::TooManyMembers;

/// The members of an answer.
pub(crate) struct Answer {
    members: BTreeMap<String, Member>,
}

/// One member as it was written.
enum Member {
    /// From a form: text, and nothing else.
    Text(String),
    /// From JSON: its exact text.
    Json(Box<str>),
}

/// A value found in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found<'a> {
    Text(Cow<'a, str>),
    /// Exactly as the provider wrote it.
    Number(&'a str),
    Boolean(bool),
    /// JSON text of an array.
    Array(&'a str),
    /// JSON text of an object.
    Object(&'a str),
}

impl Answer {
    /// Reads a body in a declared format, strictly.
    pub(crate) fn parse(body: &[u8], format: AnswerFormat) -> Result<Self, ResponseFault> {
        Self::select(body, format, &[])
    }

    /// Reads the object at the end of a path into a body, which may be an array then. A form has no paths.
    ///
    /// [`ResponseFault::MissingMember`] when the path leads nowhere or to JSON null, [`ResponseFault::NotAnObject`] when
    /// it leads to anything else than an object.
    pub(crate) fn select(body: &[u8], format: AnswerFormat, path: &[PathSegment]) -> Result<Self, ResponseFault> {
        let text = text(body)?;
        let value = match format {
            AnswerFormat::Json => json::value(text)?,
            AnswerFormat::JsonP => json::value(jsonp::content(text).ok_or(ResponseFault::Syntax)?)?,
            AnswerFormat::Form if path.is_empty() => return Ok(Self { members: form::members(text)? }),
            AnswerFormat::Form => return Err(ResponseFault::MissingMember),
        };
        let selected = json::descend(value, path)?.filter(|value| path.is_empty() || !json::is_null(value));
        let members = json::members(selected.ok_or(ResponseFault::MissingMember)?)?;
        Ok(Self { members })
    }

    /// Reads a body by what it looks like: `{` JSON, `name(` JSONP, else a form.
    pub(crate) fn sniff(body: &[u8]) -> Result<Self, ResponseFault> {
        Self::parse(body, looks_like(text(body)?))
    }

    /// An object from the names and JSON texts of its members, within the bounds of a body in JSON.
    pub(crate) fn of_json(members: Vec<(String, String)>) -> Result<Self, ResponseFault> {
        if members.len() > MOST_MEMBERS {
            return Err(TOO_MANY);
        }
        let mut known = BTreeMap::new();
        for (name, value) in members {
            if known.insert(name, Member::Json(json::value(&value)?.into())).is_some() {
                return Err(ResponseFault::DuplicateMember);
            }
        }
        Ok(Self { members: known })
    }

    /// Name and JSON text of each member, sorted by name; none of a form.
    pub(crate) fn into_json(self) -> impl Iterator<Item = (String, Box<str>)> {
        self.members.into_iter().filter_map(|(name, member)| match member {
            Member::Json(json) => Some((name, json)),
            Member::Text(_) => None,
        })
    }

    /// Whether there is such a top-level member, whatever its value.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.members.contains_key(name)
    }

    /// The value of a top-level member. JSON null and the empty text count as absent.
    pub(crate) fn get(&self, name: &str) -> Result<Option<Found<'_>>, ResponseFault> {
        self.walk_from(name, &[])
    }

    /// The value at the end of a path. JSON null and the empty text count as absent.
    pub(crate) fn walk(&self, path: &[PathSegment]) -> Result<Option<Found<'_>>, ResponseFault> {
        match path.split_first() {
            Some((PathSegment::Member(first), rest)) => self.walk_from(first, rest),
            _ => Ok(None),
        }
    }

    /// The value at the end of a path that begins with a top-level member.
    pub(crate) fn walk_from(&self, first: &str, rest: &[PathSegment]) -> Result<Option<Found<'_>>, ResponseFault> {
        match self.members.get(first) {
            Some(Member::Json(value)) => json::walk(value, rest),
            Some(Member::Text(text)) if rest.is_empty() && !text.is_empty() => {
                Ok(Some(Found::Text(Cow::Borrowed(text))))
            }
            _ => Ok(None),
        }
    }

    /// Whether the empty text stands at the end of a path that begins with a top-level member.
    pub(crate) fn has_empty_text(&self, first: &str, rest: &[PathSegment]) -> bool {
        match self.members.get(first) {
            Some(Member::Json(value)) => json::descend(value, rest) == Ok(Some("\"\"")),
            Some(Member::Text(text)) => rest.is_empty() && text.is_empty(),
            None => false,
        }
    }
}

/// The value at the end of a path into a text that is JSON itself, as in Apple's callback parameter `user`.
pub(crate) fn walk_text<'a>(text: &'a str, path: &[PathSegment]) -> Result<Option<Found<'a>>, ResponseFault> {
    json::walk(json::value(text)?, path)
}

fn text(body: &[u8]) -> Result<&str, ResponseFault> {
    let body = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    Ok(std::str::from_utf8(body).map_err(|_| ResponseFault::Encoding)?.trim_ascii())
}

fn looks_like(text: &str) -> AnswerFormat {
    if text.starts_with('{') {
        AnswerFormat::Json
    } else if jsonp::begins(text) {
        AnswerFormat::JsonP
    } else {
        AnswerFormat::Form
    }
}

#[cfg(test)]
mod tests;
