//! What every answer has to pass before its members are looked at.

use super::provider_error::Report;
use crate::answer::Answer;
use crate::error::{Endpoint, ResponseFault, SignInError};
use crate::transport::{Response, TransportFault};
use claimsmith_profile::{AnswerFormat, Profile};

/// Refuses what no transport should have let through: redirects, answers that are too large, compressed bodies.
pub(crate) fn check_response(endpoint: Endpoint, response: &Response, body_limit: usize) -> Result<(), SignInError> {
    if (300..400).contains(&response.status) {
        return Err(SignInError::Transport { endpoint, kind: TransportFault::Redirect });
    }
    if response.body.len() > body_limit {
        return Err(SignInError::Transport { endpoint, kind: TransportFault::TooLarge });
    }
    let plain = |coding: &str| coding.trim().is_empty() || coding.trim().eq_ignore_ascii_case("identity");
    if !response.header("content-encoding").is_none_or(plain) {
        return Err(SignInError::BadResponse { endpoint, reason: ResponseFault::ContentEncoding, path: None });
    }
    Ok(())
}

/// The members of a successful answer. `format` `None` goes by what the body looks like.
///
/// An error that the provider reports becomes [`SignInError::Provider`], with an error status or with 200, and also
/// when it comes in another format than a success: QQ answers a token request with a form, but reports errors as JSONP.
pub(super) fn read_answer(
    profile: &Profile,
    endpoint: Endpoint,
    format: Option<AnswerFormat>,
    response: &Response,
    secrets: &[&str],
) -> Result<Answer, SignInError> {
    let status = response.status;
    let bad = |reason| SignInError::BadResponse { endpoint, reason, path: None };
    if !(200..300).contains(&status) {
        let report = Answer::sniff(&response.body).ok().and_then(|answer| error_status(profile, &answer, status));
        return Err(report.map_or(bad(ResponseFault::Status(status)), |it| it.into_error(endpoint, status, secrets)));
    }
    let parsed = match format {
        Some(format) => Answer::parse(&response.body, format),
        None => Answer::sniff(&response.body),
    };
    let answer = match parsed {
        Ok(answer) => answer,
        Err(fault) => {
            let error_member = profile.error_member.as_deref();
            let members: Vec<&str> = error_member.into_iter().chain(["error"]).collect();
            let report = Answer::sniff(&response.body).ok().and_then(|answer| Report::of(&answer, &members));
            return Err(report.map_or(bad(fault), |it| it.into_error(endpoint, status, secrets)));
        }
    };
    let report = profile.error_member.as_deref().and_then(|member| Report::of(&answer, &[member]));
    report.map_or(Ok(answer), |it| Err(it.into_error(endpoint, status, secrets)))
}

fn error_status(profile: &Profile, answer: &Answer, status: u16) -> Option<Report> {
    let names = profile.error_member.as_deref().into_iter().chain(["error", "errcode", "error_code", "code"]);
    Report::of(answer, &names.collect::<Vec<_>>()).or_else(|| Report::of_status(answer, status))
}
