//! The body of an answer as members with names, whatever it is written in.

mod form;
mod json;
mod jsonp;

pub(crate) use json::{JsonKind, compact};

use crate::error::ResponseFault;
use claimsmith_profile::AnswerFormat;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The members of an answer.
pub(crate) struct Answer {
    members: BTreeMap<String, Member>,
}

/// One member as it was written.
enum Member {
    /// From a form: text, and nothing else.
    Text(String),
    /// From JSON: its exact text.
    Json(Box<RawValue>),
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
        let text = text(body)?;
        let members = match format {
            AnswerFormat::Json => json::members(text)?,
            AnswerFormat::JsonP => json::members(jsonp::content(text).ok_or(ResponseFault::Syntax)?)?,
            AnswerFormat::Form => form::members(text)?,
        };
        Ok(Self { members })
    }

    /// Reads a body by what it looks like: `{` JSON, `name(` JSONP, else a form.
    pub(crate) fn sniff(body: &[u8]) -> Result<Self, ResponseFault> {
        Self::parse(body, looks_like(text(body)?))
    }

    /// The value of a top-level member. JSON null and the empty text count as absent.
    pub(crate) fn get(&self, name: &str) -> Result<Option<Found<'_>>, ResponseFault> {
        match self.members.get(name) {
            None => Ok(None),
            Some(Member::Text(text)) if text.is_empty() => Ok(None),
            Some(Member::Text(text)) => Ok(Some(Found::Text(Cow::Borrowed(text)))),
            Some(Member::Json(value)) => json::found(value),
        }
    }

    /// The value at the end of a path. JSON null and the empty text count as absent.
    pub(crate) fn walk(&self, path: &[claimsmith_profile::PathSegment]) -> Result<Option<Found<'_>>, ResponseFault> {
        let Some((claimsmith_profile::PathSegment::Member(first), rest)) = path.split_first() else { return Ok(None) };
        match self.members.get(first.as_ref()) {
            Some(Member::Json(value)) => json::walk(value, rest),
            Some(Member::Text(_)) if rest.is_empty() => self.get(first),
            _ => Ok(None),
        }
    }
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
