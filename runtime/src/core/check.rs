//! What every answer has to pass before its members are looked at.

use super::provider_error::Report;
use super::template::written;
use crate::answer::Answer;
use crate::error::{Endpoint, ResponseFault, SignInError};
use crate::transport::{Response, TransportFault};
use claimsmith_profile::{AnswerFormat, PathSegment};

/// Refuses what no transport should have let through: redirects, answers that are too large, compressed bodies.
pub(crate) fn check_response(endpoint: Endpoint, response: &Response, body_limit: usize) -> Result<(), SignInError> {
    if (300..400).contains(&response.status) {
        return Err(SignInError::Transport { endpoint, kind: TransportFault::Redirect });
    }
    if response.body.len() > body_limit {
        return Err(SignInError::Transport { endpoint, kind: TransportFault::TooLarge });
    }
    if response.is_compressed() {
        return Err(SignInError::BadResponse { endpoint, reason: ResponseFault::ContentEncoding, path: None });
    }
    Ok(())
}

/// What an answer is expected to be.
pub(super) struct Expected<'a> {
    pub(super) endpoint: Endpoint,
    /// `None` goes by what the body looks like.
    pub(super) format: Option<AnswerFormat>,
    /// The member whose presence means an error in spite of status 200.
    pub(super) error_member: Option<&'a str>,
    /// Where the members stand in the body.
    pub(super) path: &'a [PathSegment],
}

/// The members of a successful answer.
///
/// An error that the provider reports becomes [`SignInError::Provider`], with an error status or with 200, and also
/// when it comes in another format than a success: QQ answers a token request with a form, but reports errors as JSONP.
/// `error_names` are further members that mean an error at the top of an answer with status 200.
pub(super) fn read_answer(
    expected: &Expected<'_>,
    error_names: &[&str],
    response: &Response,
    secrets: &[&str],
) -> Result<Answer, SignInError> {
    check_status(expected.endpoint, expected.error_member, response, secrets)?;
    let endpoint = expected.endpoint;
    let refuse = |report: Report| report.into_error(endpoint, response.status, secrets);
    let whole = match parse(&response.body, expected.format) {
        // Where the members stand deeper, the top may be an array; then there is no place for an error.
        Err(ResponseFault::NotAnObject) if !expected.path.is_empty() => None,
        Err(fault) => {
            let names: Vec<&str> = expected.error_member.into_iter().chain(["error"]).collect();
            let report = Answer::sniff(&response.body).ok().and_then(|answer| Report::of(&answer, &names));
            let bad = SignInError::BadResponse { endpoint, reason: fault, path: None };
            return Err(report.map_or(bad, refuse));
        }
        Ok(answer) => Some(answer),
    };
    let names: Vec<&str> = expected.error_member.into_iter().chain(error_names.iter().copied()).collect();
    if let Some(report) = whole.as_ref().and_then(|answer| Report::of(answer, &names)) {
        return Err(refuse(report));
    }
    match whole {
        Some(answer) if expected.path.is_empty() => Ok(answer),
        _ => {
            let format = expected.format.unwrap_or(AnswerFormat::Json);
            let path = || Some(written(expected.path));
            Answer::select(&response.body, format, expected.path).map_err(|reason| SignInError::BadResponse {
                endpoint,
                reason,
                path: path(),
            })
        }
    }
}

fn parse(body: &[u8], format: Option<AnswerFormat>) -> Result<Answer, ResponseFault> {
    format.map_or_else(|| Answer::sniff(body), |format| Answer::parse(body, format))
}

/// Refuses a status other than 2xx, with the provider's own error if it can be read.
pub(super) fn check_status(
    endpoint: Endpoint,
    error_member: Option<&str>,
    response: &Response,
    secrets: &[&str],
) -> Result<(), SignInError> {
    let status = response.status;
    if (200..300).contains(&status) {
        return Ok(());
    }
    let names: Vec<&str> = error_member.into_iter().chain(["error", "errcode", "error_code", "code"]).collect();
    let report = |answer: Answer| Report::of(&answer, &names).or_else(|| Report::of_status(&answer, status));
    let report = Answer::sniff(&response.body).ok().and_then(report);
    let bad = SignInError::BadResponse { endpoint, reason: ResponseFault::Status(status), path: None };
    Err(report.map_or(bad, |report| report.into_error(endpoint, status, secrets)))
}
