//! Values that are put together when they are sent.

use super::request::Draft;
use crate::answer::{Answer, Found};
use crate::error::{Endpoint, ResponseFault, SignInError};
use crate::secret::Secret;
use claimsmith_profile::{FollowUpRequest, PathSegment, TemplateParameter, TemplatePart};
use std::borrow::Cow;

/// What placeholders stand for. A placeholder whose answer is not there yet has no value.
pub(super) struct Known<'a> {
    pub(super) client_id: &'a str,
    pub(super) access_token: Option<&'a Secret>,
    pub(super) token: Option<&'a Answer>,
    pub(super) claims: Option<&'a Answer>,
    /// The follow-up requests that were made, and their answers.
    pub(super) follow_ups: &'a [FollowUpRequest],
    pub(super) follow_up_answers: &'a [Option<Answer>],
}

impl<'a> Known<'a> {
    /// What is known before there is any answer.
    pub(super) fn client(client_id: &'a str) -> Self {
        Self { client_id, access_token: None, token: None, claims: None, follow_ups: &[], follow_up_answers: &[] }
    }

    /// Adds headers of the policy.
    pub(super) fn write_headers(
        &self,
        headers: &[TemplateParameter],
        draft: &mut Draft<'_>,
    ) -> Result<(), SignInError> {
        for header in headers {
            draft.header(header.name.to_ascii_lowercase(), self.resolve(&header.value, is_printable)?);
        }
        Ok(())
    }

    /// Adds parameters of the policy. Their values are encoded with all the others when the request is written.
    pub(super) fn write_parameters<'d>(
        &self,
        parameters: &'d [TemplateParameter],
        draft: &mut Draft<'d>,
    ) -> Result<(), SignInError> {
        for parameter in parameters {
            draft.parameter(parameter.name.as_ref(), self.resolve(&parameter.value, |_| true)?);
        }
        Ok(())
    }

    fn resolve(&self, parts: &[TemplatePart], is_fit: impl Fn(&str) -> bool) -> Result<String, SignInError> {
        let mut text = String::new();
        for part in parts {
            match part {
                TemplatePart::Text(characters) => text.push_str(characters),
                TemplatePart::ClientId => text.push_str(self.client_id),
                TemplatePart::AccessToken => {
                    let token = self.access_token.ok_or_else(|| missing(Endpoint::Token, "access_token"))?;
                    text.push_str(token.expose());
                }
                TemplatePart::TokenMember(name) => {
                    let found = self.token.map_or(Ok(None), |answer| answer.get(name));
                    text.push_str(&fit_text(Endpoint::Token, name, found, &is_fit)?);
                }
                TemplatePart::ClaimsMember(path) => {
                    let (endpoint, found) = self.claims_member(path);
                    text.push_str(&fit_text(endpoint, &written(path), found, &is_fit)?);
                }
            }
        }
        Ok(text)
    }

    /// The claims answer first, then each follow-up's with its prefix.
    fn claims_member(&self, path: &[PathSegment]) -> (Endpoint, Result<Option<Found<'_>>, ResponseFault>) {
        let Some((PathSegment::Member(first), rest)) = path.split_first() else { return (Endpoint::Claims, Ok(None)) };
        let answers = self.follow_ups.iter().zip(self.follow_up_answers);
        let answers = answers.map(|(request, answer)| (Endpoint::FollowUp, request.prefix.as_ref(), answer.as_ref()));
        for (endpoint, prefix, answer) in std::iter::once((Endpoint::Claims, "", self.claims)).chain(answers) {
            let (Some(answer), Some(name)) = (answer, first.strip_prefix(prefix)) else { continue };
            let found = answer.walk_from(name, rest);
            if !matches!(found, Ok(None)) {
                return (endpoint, found);
            }
        }
        (Endpoint::Claims, Ok(None))
    }
}

/// Whether a text can stand in a header: printable ASCII and blanks, so no line break that would begin another header.
pub(crate) fn is_printable(text: &str) -> bool {
    text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

/// Longest value of an answer that is sent on, in bytes: no server takes longer ones, and it is copied several times while
/// a request is written.
const LONGEST_VALUE: usize = 64 * 1024;

/// A value of an answer as a parameter: a text, the digits of a number, a boolean.
pub(super) fn member_text(
    endpoint: Endpoint,
    name: &str,
    found: Result<Option<Found<'_>>, ResponseFault>,
) -> Result<String, SignInError> {
    let text = match found.map_err(|reason| SignInError::bad_member(endpoint, reason, name))? {
        Some(Found::Text(text)) => text,
        Some(Found::Number(number)) => Cow::Borrowed(number),
        Some(Found::Boolean(value)) => Cow::Borrowed(if value { "true" } else { "false" }),
        Some(Found::Array(_) | Found::Object(_)) => {
            return Err(SignInError::bad_member(endpoint, ResponseFault::WrongKind, name));
        }
        None => return Err(missing(endpoint, name)),
    };
    if is_sendable(&text) {
        Ok(text.into_owned())
    } else {
        Err(SignInError::bad_member(endpoint, ResponseFault::TooLong, name))
    }
}

/// Whether a value of an answer is short enough to be sent on.
pub(super) fn is_sendable(text: &str) -> bool {
    text.len() <= LONGEST_VALUE
}

fn fit_text(
    endpoint: Endpoint,
    name: &str,
    found: Result<Option<Found<'_>>, ResponseFault>,
    is_fit: impl Fn(&str) -> bool,
) -> Result<String, SignInError> {
    let text = member_text(endpoint, name, found)?;
    if is_fit(&text) { Ok(text) } else { Err(SignInError::bad_member(endpoint, ResponseFault::WrongKind, name)) }
}

fn missing(endpoint: Endpoint, name: &str) -> SignInError {
    SignInError::bad_member(endpoint, ResponseFault::MissingMember, name)
}

/// A path as the policy writes it.
pub(super) fn written(path: &[PathSegment]) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            PathSegment::Member(name) if text.is_empty() => text.push_str(name),
            PathSegment::Member(name) => text.extend([".", name]),
            PathSegment::Index(index) => text.push_str(&format!("[{index}]")),
            PathSegment::Find { member, value } => text.extend(["[", member, "=", value, "]"]),
        }
    }
    text
}
