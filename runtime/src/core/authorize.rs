//! The authorization request (RFC 6749 section 4.1.1) and its answer, the callback (section 4.1.2).

use super::query::append;
use super::untrusted::clean;
use crate::callback::Callback;
use crate::config::Deployment;
use crate::error::{Endpoint, SignInError};
use crate::flow::{Flow, same_text};
use claimsmith_profile::{Profile, ResponseMode, ResponseType};

/// Error codes that mean the user's no: RFC 6749, then LinkedIn's, Apple's, and Facebook's older one.
const DENIALS: [&str; 5] =
    ["access_denied", "user_cancelled_login", "user_cancelled_authorize", "user_cancelled", "user_denied"];

/// Where the browser is sent. Parameters in the order of B2C's captured requests, PKCE behind them, then
/// `AdditionalRequestQueryParameters`, then input claims; of two with the same name the later one gives the value.
pub(crate) fn authorization_url(
    profile: &Profile,
    deployment: &Deployment,
    state: &str,
    challenge: Option<&str>,
    inputs: Vec<(&str, String)>,
) -> String {
    let request = &profile.authorization;
    let mut parameters: Vec<(&str, String)> = vec![
        (profile.client_id_parameter.as_ref(), deployment.client_id.clone()),
        ("redirect_uri", deployment.redirect_uri.clone()),
        ("response_type", response_type(request.response_type).to_owned()),
    ];
    parameters.extend(request.scope.as_deref().map(|scope| ("scope", scope.to_owned())));
    parameters.extend(request.response_mode.map(|mode| ("response_mode", response_mode(mode).to_owned())));
    parameters.push(("state", state.to_owned()));
    if let Some(challenge) = challenge {
        parameters.push(("code_challenge", challenge.to_owned()));
        parameters.push(("code_challenge_method", "S256".to_owned()));
    }
    let additional = request.parameters.iter().map(|parameter| (parameter.name.as_ref(), parameter.value.to_string()));
    for (name, value) in additional.chain(inputs) {
        match parameters.iter_mut().find(|(present, _)| *present == name) {
            Some(parameter) => parameter.1 = value,
            None => parameters.push((name, value)),
        }
    }
    append(&deployment.authorization_endpoint, &parameters)
}

fn response_type(response_type: ResponseType) -> &'static str {
    match response_type {
        ResponseType::Code => "code",
    }
}

fn response_mode(response_mode: ResponseMode) -> &'static str {
    match response_mode {
        ResponseMode::Query => "query",
        ResponseMode::FormPost => "form_post",
        ResponseMode::Fragment => "fragment",
    }
}

/// Whether a callback belongs to the flow. Comes before anything else: without the state nothing in the callback is
/// known to come from the provider.
pub(crate) fn check_state(callback: &Callback, flow: &Flow, now: u64) -> Result<(), SignInError> {
    if !callback.state().is_some_and(|state| same_text(state, flow.state.expose())) {
        return Err(SignInError::StateMismatch);
    }
    if now > flow.expires_at { Err(SignInError::FlowExpired) } else { Ok(()) }
}

/// The authorization code of a callback that belongs to the flow; an error or the user's no otherwise.
pub(crate) fn accept_callback<'c>(
    profile: &Profile,
    callback: &'c Callback,
    flow: &Flow,
) -> Result<&'c str, SignInError> {
    let denied = || SignInError::UserDenied { profile: profile.id.to_string() };
    if let Some(error) = callback.error() {
        return Err(if DENIALS.contains(&error) { denied() } else { reported(callback, flow, error) });
    }
    // WeChat sends the state and nothing else when the user says no.
    callback.code().filter(|_| !callback.is_cancelled()).ok_or_else(denied)
}

fn reported(callback: &Callback, flow: &Flow, error: &str) -> SignInError {
    let secrets = [Some(flow.state.expose()), callback.code()];
    let secrets: Vec<&str> = secrets.into_iter().flatten().collect();
    SignInError::Provider {
        endpoint: Endpoint::Authorization,
        code: clean(error, 64, &secrets),
        description: callback.error_description().map(|text| clean(text, 256, &secrets)),
        status: None,
    }
}
