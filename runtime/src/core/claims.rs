//! The request for the user's claims.

use super::check::{Expected, read_answer};
use super::request::Draft;
use super::template::{Known, member_text};
use super::token::TokenAnswer;
use crate::answer::Answer;
use crate::config::Deployment;
use crate::error::{Endpoint, SignInError};
use crate::secret::Secret;
use crate::transport::{Request, Response};
use aws_lc_rs::hmac;
use claimsmith_profile::{AnswerFormat, BearerTransmission, ClaimSource, PathSegment, Profile};
use std::time::Duration;

/// Largest answer with claims, in bytes.
pub(super) const BODY_LIMIT: usize = 1024 * 1024;

/// The claims request, `None` when the profile has no claims endpoint. Parameters: the endpoint's own query, then
/// members of the token answer, then the format parameter, then the access token unless it stands in the header, then
/// its proof.
pub(crate) fn claims_request(
    profile: &Profile,
    deployment: &Deployment,
    token: &TokenAnswer,
    timeout: Duration,
) -> Result<Option<Request>, SignInError> {
    let Some(endpoint) = &deployment.claims_endpoint else { return Ok(None) };
    let request = &profile.claims;
    let mut draft = Draft::new(endpoint, request.method);
    draft.content_type();
    for name in request.token_members.iter() {
        draft.parameter(name.as_ref(), member_text(Endpoint::Token, name, token.members.get(name))?);
    }
    if let Some(parameter) = &request.format_parameter {
        draft.parameter(parameter.name.as_ref(), parameter.value.as_ref());
    }
    write_bearer(profile, deployment, token, &mut draft);
    write_accept(request.format, &mut draft);
    let known = Known {
        access_token: Some(&token.access_token),
        token: Some(&token.members),
        ..Known::client(&deployment.client_id)
    };
    known.write_headers(&request.headers, &mut draft)?;
    Ok(Some(draft.into_request(Endpoint::Claims, timeout, BODY_LIMIT)))
}

/// What every request for claims carries: the access token, its proof, the user agent.
pub(super) fn write_bearer<'d>(
    profile: &'d Profile,
    deployment: &Deployment,
    token: &TokenAnswer,
    draft: &mut Draft<'d>,
) {
    let request = &profile.claims;
    let access_token = token.access_token.expose();
    match (request.bearer, request.authorization_scheme.as_ref()) {
        (BearerTransmission::Query, _) => draft.parameter(request.access_token_parameter.as_ref(), access_token),
        (BearerTransmission::AuthorizationHeader, "") => draft.header("authorization", access_token),
        (BearerTransmission::AuthorizationHeader, scheme) => {
            draft.header("authorization", format!("{scheme} {access_token}"));
        }
    }
    if let (Some(name), Some(proof)) = (&request.proof_parameter, access_token_proof(profile, deployment, token)) {
        draft.parameter(name.as_ref(), proof.expose());
    }
    if let Some(agent) = &request.user_agent {
        draft.header("user-agent", agent.as_ref());
    }
}

pub(super) fn write_accept(format: Option<AnswerFormat>, draft: &mut Draft<'_>) {
    if format.unwrap_or(AnswerFormat::Json) == AnswerFormat::Json {
        draft.header("accept", "application/json");
    }
}

/// The HMAC-SHA256 of the access token under the client secret, when the profile wants one (Facebook's
/// `appsecret_proof`): a stolen access token alone gets no claims.
pub(crate) fn access_token_proof(profile: &Profile, deployment: &Deployment, token: &TokenAnswer) -> Option<Secret> {
    profile.claims.proof_parameter.as_ref()?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, deployment.client_secret.as_ref()?.expose().as_bytes());
    let proof = hmac::sign(&key, token.access_token.expose().as_bytes());
    let digits: String = proof.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    Some(Secret::from(digits))
}

const ERROR: &str = "error";

/// Reads a claims answer. An `error` member counts as an error, as in QQ's `/me`, unless an output claim reads it.
pub(crate) fn parse_claims(profile: &Profile, response: &Response, secrets: &[&str]) -> Result<Answer, SignInError> {
    let expected = Expected {
        endpoint: Endpoint::Claims,
        format: Some(profile.claims.format.unwrap_or(AnswerFormat::Json)),
        error_member: profile.error_member.as_deref(),
        path: &[],
    };
    read_answer(&expected, error_names(profile, ""), response, secrets)
}

/// The names that mean an error in an answer whose members output claims read with a prefix.
pub(super) fn error_names(profile: &Profile, prefix: &str) -> &'static [&'static str] {
    let is_claim = profile.outputs.iter().any(|output| reads_member(&output.source, prefix, ERROR));
    if is_claim { &[] } else { &[ERROR] }
}

/// Whether a claim comes from a top-level member, or from below it.
fn reads_member(source: &ClaimSource, prefix: &str, member: &str) -> bool {
    let name = match source {
        ClaimSource::Member(name) => name,
        ClaimSource::Path(path) => match path.first() {
            Some(PathSegment::Member(name)) => name,
            _ => return false,
        },
        _ => return false,
    };
    name.strip_prefix(prefix) == Some(member)
}
