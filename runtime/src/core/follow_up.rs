//! Further claims requests, after the one to the claims endpoint.

use super::check::{Expected, read_answer};
use super::claims::{BODY_LIMIT, error_names, write_accept, write_bearer};
use super::request::Draft;
use super::template::Known;
use super::token::TokenAnswer;
use crate::answer::Answer;
use crate::config::Deployment;
use crate::error::{Endpoint, SignInError};
use crate::transport::{Request, Response};
use claimsmith_profile::{AnswerFormat, FollowUpRequest, Profile};
use std::time::Duration;

/// What came before a follow-up request.
pub(crate) struct Earlier<'a> {
    pub(crate) token: &'a TokenAnswer,
    pub(crate) claims: Option<&'a Answer>,
    /// The answers of the follow-ups so far; `None` for one that failed and is optional.
    pub(crate) follow_ups: &'a [Option<Answer>],
}

/// A follow-up request. Parameters: the endpoint's own query, then those of the policy, then the access token unless it
/// stands in the header, then its proof.
///
/// # Errors
/// [`SignInError::BadResponse`] of the endpoint whose answer lacks what a placeholder stands for.
pub(crate) fn follow_up_request(
    profile: &Profile,
    deployment: &Deployment,
    request: &FollowUpRequest,
    endpoint: &str,
    earlier: &Earlier<'_>,
    timeout: Duration,
) -> Result<Request, SignInError> {
    let known = Known {
        client_id: &deployment.client_id,
        access_token: Some(&earlier.token.access_token),
        token: Some(&earlier.token.members),
        claims: earlier.claims,
        follow_ups: &profile.follow_ups,
        follow_up_answers: earlier.follow_ups,
    };
    let mut draft = Draft::new(endpoint, request.method);
    draft.content_type();
    known.write_parameters(&request.parameters, &mut draft)?;
    write_bearer(profile, deployment, earlier.token, &mut draft);
    write_accept(request.format, &mut draft);
    known.write_headers(&request.headers, &mut draft)?;
    Ok(draft.into_request(Endpoint::FollowUp, timeout, BODY_LIMIT))
}

/// Reads the answer of a follow-up request: the object that its path leads to, by way of arrays too.
pub(crate) fn parse_follow_up(
    profile: &Profile,
    request: &FollowUpRequest,
    response: &Response,
    secrets: &[&str],
) -> Result<Answer, SignInError> {
    let expected = Expected {
        endpoint: Endpoint::FollowUp,
        format: Some(request.format.unwrap_or(AnswerFormat::Json)),
        error_member: request.error_member.as_deref(),
        path: &request.path,
    };
    // Below the top no output claim reads a top-level `error`.
    let names = if request.path.is_empty() { error_names(profile, &request.prefix) } else { &["error"] };
    read_answer(&expected, names, response, secrets)
}
