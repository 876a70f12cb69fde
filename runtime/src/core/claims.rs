//! The request for the user's claims.

use super::check::read_answer;
use super::provider_error::Report;
use super::query::append;
use super::token::TokenAnswer;
use crate::answer::{Answer, Found};
use crate::config::Deployment;
use crate::error::{Endpoint, ResponseFault, SignInError};
use crate::transport::{Request, Response};
use claimsmith_profile::{AnswerFormat, BearerTransmission, ClaimSource, Method, PathSegment, Profile};
use std::time::Duration;

/// Largest claims answer, in bytes.
const BODY_LIMIT: usize = 1024 * 1024;

/// The claims request, `None` when the profile has no claims endpoint. Query: the endpoint's own, then members of the
/// token answer, then the format parameter, then the access token unless it stands in the header.
pub(crate) fn claims_request(
    profile: &Profile,
    deployment: &Deployment,
    token: &TokenAnswer,
    timeout: Duration,
) -> Result<Option<Request>, SignInError> {
    let Some(endpoint) = &deployment.claims_endpoint else { return Ok(None) };
    let request = &profile.claims;
    let mut parameters: Vec<(&str, String)> = Vec::new();
    for name in request.token_members.iter() {
        parameters.push((name, token_member(&token.members, name)?));
    }
    parameters.extend(request.format_parameter.as_ref().map(|it| (it.name.as_ref(), it.value.to_string())));
    let mut headers = vec![("accept-encoding", "identity".to_owned())];
    match request.bearer {
        BearerTransmission::Query => {
            parameters.push((&request.access_token_parameter, token.access_token.expose().to_owned()));
        }
        BearerTransmission::AuthorizationHeader => {
            headers.push(("authorization", format!("Bearer {}", token.access_token.expose())));
        }
    }
    if format(profile) == AnswerFormat::Json {
        headers.push(("accept", "application/json".to_owned()));
    }
    headers.extend(request.user_agent.as_ref().map(|agent| ("user-agent", agent.to_string())));
    let url = append(endpoint, &parameters);
    Ok(Some(Request { method: Method::Get, url, headers, body: None, timeout, body_limit: BODY_LIMIT }))
}

fn token_member(members: &Answer, name: &str) -> Result<String, SignInError> {
    let bad = |reason| SignInError::BadResponse { endpoint: Endpoint::Token, reason, path: Some(name.to_owned()) };
    match members.get(name).map_err(bad)? {
        Some(Found::Text(text)) => Ok(text.into_owned()),
        Some(Found::Number(number)) => Ok(number.to_owned()),
        Some(Found::Boolean(value)) => Ok(value.to_string()),
        Some(_) => Err(bad(ResponseFault::WrongKind)),
        None => Err(bad(ResponseFault::MissingMember)),
    }
}

fn format(profile: &Profile) -> AnswerFormat {
    profile.claims.format.unwrap_or(AnswerFormat::Json)
}

const ERROR: &str = "error";

/// Reads a claims answer. An `error` member counts as an error, as in QQ's `/me`, unless an output claim reads it.
pub(crate) fn parse_claims(profile: &Profile, response: &Response, secrets: &[&str]) -> Result<Answer, SignInError> {
    let members = read_answer(profile, Endpoint::Claims, Some(format(profile)), response, secrets)?;
    let is_claim = profile.outputs.iter().any(|output| reads_member(&output.source, ERROR));
    let report = if is_claim { None } else { Report::of(&members, &[ERROR]) };
    report.map_or(Ok(members), |report| Err(report.into_error(Endpoint::Claims, response.status, secrets)))
}

/// Whether a claim comes from a top-level member, or from below it.
fn reads_member(source: &ClaimSource, member: &str) -> bool {
    match source {
        ClaimSource::Member(name) => name == member,
        ClaimSource::Path(path) => matches!(path.first(), Some(PathSegment::Member(name)) if name == member),
        _ => false,
    }
}
