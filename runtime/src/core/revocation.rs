//! Revocation of tokens (RFC 7009).

use super::check::check_status;
use super::client_authentication::ClientCredentials;
use super::provider_error::Report;
use super::request::Draft;
use crate::answer::Answer;
use crate::config::Deployment;
use crate::error::{Endpoint, SignInError};
use crate::secret::Secret;
use crate::signed_in::TokenKind;
use crate::transport::{Request, Response};
use claimsmith_profile::{Method, Profile};
use std::time::Duration;

/// Largest answer, in bytes; it says nothing but errors.
const BODY_LIMIT: usize = 64 * 1024;

/// The revocation request, always POST of a form: the client's authentication, `token`, `token_type_hint`.
pub(crate) fn revocation_request(
    profile: &Profile,
    deployment: &Deployment,
    endpoint: &str,
    credentials: &ClientCredentials,
    token: &Secret,
    kind: TokenKind,
    timeout: Duration,
) -> Request {
    let mut draft = Draft::new(endpoint, Method::Post);
    draft.content_type();
    credentials.write(profile, deployment, &mut draft);
    draft.parameter("token", token.expose());
    draft.parameter("token_type_hint", kind.name());
    draft.into_request(Endpoint::Revocation, timeout, BODY_LIMIT)
}

/// Whether the provider took it. The body of a success says nothing, except where the provider reports errors with
/// status 200.
pub(crate) fn parse_revocation(profile: &Profile, response: &Response, secrets: &[&str]) -> Result<(), SignInError> {
    let error_member = profile.error_member.as_deref();
    check_status(Endpoint::Revocation, error_member, response, secrets)?;
    let answer = error_member.and_then(|member| Some((member, Answer::sniff(&response.body).ok()?)));
    match answer.and_then(|(member, answer)| Report::of(&answer, &[member])) {
        Some(report) => Err(report.into_error(Endpoint::Revocation, response.status, secrets)),
        None => Ok(()),
    }
}
