//! The authorization request (RFC 6749 section 4.1.1) and its answer, the callback (section 4.1.2).

use super::query::append;
use super::untrusted::clean;
use crate::callback::Callback;
use crate::config::Deployment;
use crate::error::{Endpoint, IdTokenFault, SignInError};
use crate::flow::{Flow, same_text};
use crate::secret::Secret;
use claimsmith_profile::{Profile, ResponseMode, ResponseType};

/// Error codes that mean the user's no: RFC 6749, then LinkedIn's, Apple's, and Facebook's older one.
const DENIALS: [&str; 5] =
    ["access_denied", "user_cancelled_login", "user_cancelled_authorize", "user_cancelled", "user_denied"];

/// Where the browser is sent. Parameters in the order of B2C's captured requests, nonce and PKCE behind them, then
/// `AdditionalRequestQueryParameters`, then input claims; of two with the same name the later one gives the value.
pub(crate) fn authorization_url(
    profile: &Profile,
    deployment: &Deployment,
    state: &str,
    nonce: Option<&str>,
    challenge: Option<&str>,
    inputs: Vec<(&str, String)>,
) -> String {
    let request = &profile.authorization;
    let mut parameters: Vec<(&str, String)> =
        vec![(profile.client_id_parameter.as_ref(), deployment.client_id.clone())];
    let mut standard = |name, value: String| {
        parameters.extend(authorization_parameter_name(profile, name).map(|name| (name, value)));
    };
    standard("redirect_uri", redirect_uri(profile, deployment).to_owned());
    standard("response_type", response_type(request.response_type).to_owned());
    if let Some(scope) = request.scope.as_deref() {
        standard("scope", scope.to_owned());
    }
    if let Some(mode) = request.response_mode {
        standard("response_mode", response_mode(mode).to_owned());
    }
    parameters.push(("state", state.to_owned()));
    parameters.extend(nonce.map(|nonce| ("nonce", nonce.to_owned())));
    // Without a code there is nothing that a verifier could protect.
    if let Some(challenge) = challenge.filter(|_| request.response_type == ResponseType::Code) {
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
    let mut url = append(&deployment.authorization_endpoint, &parameters);
    if let Some(fragment) = &request.fragment {
        url.push('#');
        url.push_str(&encode_fragment(fragment));
    }
    url
}

/// What the provider calls a parameter of the authorization request; `None`: it is left out.
pub(crate) fn authorization_parameter_name<'a>(profile: &'a Profile, standard: &'a str) -> Option<&'a str> {
    let renamed = profile.authorization.parameter_names.iter().find(|parameter| parameter.name == standard);
    Some(renamed.map_or(standard, |parameter| parameter.value.as_ref())).filter(|name| !name.is_empty())
}

/// What both requests send as `redirect_uri`.
pub(crate) fn redirect_uri<'d>(profile: &'d Profile, deployment: &'d Deployment) -> &'d str {
    profile.authorization.redirect_uri_value.as_deref().unwrap_or(&deployment.redirect_uri)
}

fn response_type(response_type: ResponseType) -> &'static str {
    match response_type {
        ResponseType::Code => "code",
        ResponseType::IdToken => "id_token",
    }
}

fn response_mode(response_mode: ResponseMode) -> &'static str {
    match response_mode {
        ResponseMode::Query => "query",
        ResponseMode::FormPost => "form_post",
        ResponseMode::Fragment => "fragment",
    }
}

/// Everything that RFC 3986 section 3.5 does not allow in a fragment, percent-encoded.
fn encode_fragment(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Whether a callback belongs to the flow. Comes before anything else: without the state nothing in the callback is
/// known to come from the provider.
pub(crate) fn check_state(callback: &Callback, flow: &Flow, now: u64) -> Result<(), SignInError> {
    if !callback.state().is_some_and(|state| same_text(state, flow.state.expose())) {
        return Err(SignInError::StateMismatch);
    }
    if now > flow.expires_at { Err(SignInError::FlowExpired) } else { Ok(()) }
}

/// Whether a callback comes from the provider that the flow was begun with (RFC 9207 section 2.4), an error too. Comes
/// right after the state, before anything is sent anywhere.
///
/// `issuer`: what the provider calls itself, as far as anybody knows; `required`: its callbacks say so.
pub(crate) fn check_issuer(callback: &Callback, issuer: Option<&str>, required: bool) -> Result<(), SignInError> {
    match (callback.issuer(), issuer) {
        (Some(found), Some(known)) if found != known => Err(SignInError::IssuerMismatch),
        (None, _) if required => Err(SignInError::IssuerMismatch),
        _ => Ok(()),
    }
}

/// What a callback that belongs to the flow grants: the authorization code, or the id_token where the profile asks for
/// one. Otherwise an error or the user's no.
pub(crate) fn accept_callback<'c>(
    profile: &Profile,
    callback: &'c Callback,
    flow: &Flow,
    client_secret: Option<&Secret>,
) -> Result<&'c str, SignInError> {
    let denied = || SignInError::UserDenied { provider: profile.label().to_owned() };
    if let Some(error) = callback.error() {
        return Err(if DENIALS.contains(&error) { denied() } else { reported(callback, flow, client_secret, error) });
    }
    if callback.is_cancelled() {
        return Err(denied());
    }
    match profile.authorization.response_type {
        // WeChat sends the state and nothing else when the user says no.
        ResponseType::Code => callback.code().ok_or_else(denied),
        ResponseType::IdToken => callback.id_token().ok_or(SignInError::IdToken { check: IdTokenFault::Missing }),
    }
}

fn reported(callback: &Callback, flow: &Flow, client_secret: Option<&Secret>, error: &str) -> SignInError {
    let own = [Some(&flow.state), flow.nonce.as_ref(), flow.verifier.as_ref(), client_secret];
    let own = own.into_iter().flatten().map(Secret::expose);
    let secrets: Vec<&str> = own.chain(callback.code()).chain(callback.id_token()).collect();
    SignInError::Provider {
        endpoint: Endpoint::Authorization,
        code: clean(error, 64, &secrets),
        description: callback.error_description().map(|text| clean(text, 256, &secrets)),
        status: None,
    }
}
