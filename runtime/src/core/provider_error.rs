//! Errors that a provider reports in the body of an answer, under whatever name.

use super::untrusted::{LONGEST_TEXT, clean};
use crate::answer::{Answer, Found};
use crate::error::{Endpoint, SignInError};
use claimsmith_profile::PathSegment;
use std::borrow::Cow;

/// Members that hold the provider's words: RFC 6749, WeChat, QQ, GitHub and Facebook.
const DESCRIPTIONS: [&str; 5] = ["error_description", "errmsg", "msg", "message", "error_message"];

/// An error as found in an answer, not yet cleaned.
pub(super) struct Report {
    code: String,
    description: Option<String>,
    /// Tokens that stand in the same answer: its words may quote them.
    tokens: Vec<String>,
}

impl Report {
    /// The first of these members that says there is an error. `0`, `"0"`, `""`, `null` and `false` say there is none.
    pub(super) fn of(answer: &Answer, members: &[&str]) -> Option<Self> {
        let (member, code) = members.iter().find_map(|member| Some((*member, code(answer, member)?)))?;
        Some(Self { code, description: description(answer, member), tokens: tokens(answer) })
    }

    /// Of an answer with an error status that has no error code but the provider's words: the status is the code.
    pub(super) fn of_status(answer: &Answer, status: u16) -> Option<Self> {
        let description = description(answer, "error")?;
        Some(Self { code: status.to_string(), description: Some(description), tokens: tokens(answer) })
    }

    pub(super) fn into_error(self, endpoint: Endpoint, status: u16, secrets: &[&str]) -> SignInError {
        let secrets: Vec<&str> = secrets.iter().copied().chain(self.tokens.iter().map(String::as_str)).collect();
        SignInError::Provider {
            endpoint,
            code: clean(&self.code, 64, &secrets),
            description: self.description.map(|text| clean(&text, 256, &secrets)).filter(|text| !text.is_empty()),
            status: Some(status),
        }
    }
}

fn code(answer: &Answer, member: &str) -> Option<String> {
    match answer.get(member) {
        Ok(None) => None,
        Ok(Some(Found::Boolean(value))) => value.then(|| value.to_string()),
        Ok(Some(Found::Text(text))) if text == "0" => None,
        Ok(Some(Found::Number("0"))) => None,
        Ok(Some(found @ (Found::Text(_) | Found::Number(_)))) => Some(text(found).unwrap_or_else(|| member.to_owned())),
        // Facebook: {"error": {"message": …, "type": …, "code": 190}}
        Ok(Some(Found::Object(_))) => {
            let nested = nested(answer, member, "code").or_else(|| nested(answer, member, "type"));
            Some(nested.unwrap_or_else(|| member.to_owned()))
        }
        _ => Some(member.to_owned()),
    }
}

fn description(answer: &Answer, member: &str) -> Option<String> {
    let top_level = || DESCRIPTIONS.iter().find_map(|name| text(answer.get(name).ok()??));
    nested(answer, member, "message").or_else(top_level)
}

fn tokens(answer: &Answer) -> Vec<String> {
    ["access_token", "refresh_token", "id_token"].iter().filter_map(|name| text(answer.get(name).ok()??)).collect()
}

fn nested(answer: &Answer, outer: &str, inner: &'static str) -> Option<String> {
    let path = [PathSegment::Member(Cow::Owned(outer.to_owned())), PathSegment::Member(Cow::Borrowed(inner))];
    text(answer.walk(&path).ok()??)
}

/// A text or the digits of a number, unless it is too long to be shown or quoted.
fn text(found: Found<'_>) -> Option<String> {
    match found {
        Found::Text(text) if text.len() <= LONGEST_TEXT => Some(text.into_owned()),
        Found::Number(number) if number.len() <= LONGEST_TEXT => Some(number.to_owned()),
        _ => None,
    }
}
