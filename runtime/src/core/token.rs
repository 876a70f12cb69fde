//! The exchange of the authorization code (RFC 6749 sections 4.1.3 and 4.1.4).

use super::check::read_answer;
use super::provider_error::Report;
use super::query::{append, encode, encode_text};
use crate::answer::{Answer, Found};
use crate::config::Deployment;
use crate::error::{Endpoint, ResponseFault, SignInError};
use crate::secret::Secret;
use crate::transport::{Request, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use claimsmith_profile::{AnswerFormat, ClientAuthentication, Method, Profile};
use std::time::Duration;

/// Largest token answer, in bytes.
const BODY_LIMIT: usize = 256 * 1024;

/// The token request: `client_id`, `client_secret`, `redirect_uri`, `code`, `grant_type`, and the PKCE verifier, which
/// B2C does not send. With `client_secret_basic` id and secret stand in the header only.
pub(crate) fn token_request(
    profile: &Profile,
    deployment: &Deployment,
    code: &str,
    verifier: Option<&Secret>,
    timeout: Duration,
) -> Request {
    let mut parameters: Vec<(&str, &str)> = Vec::new();
    let mut headers = Vec::new();
    match (profile.token.authentication, &deployment.client_secret) {
        (ClientAuthentication::SecretBasic, Some(secret)) => {
            let credentials = STANDARD.encode(form_encoded_pair(&deployment.client_id, secret));
            headers.push(("authorization", format!("Basic {credentials}")));
        }
        (_, secret) => {
            parameters.push((&profile.client_id_parameter, &deployment.client_id));
            parameters.extend(secret.iter().map(|it| (profile.token.client_secret_parameter.as_ref(), it.expose())));
        }
    }
    let redirect_uri = deployment.redirect_uri.as_str();
    parameters.extend([("redirect_uri", redirect_uri), ("code", code), ("grant_type", "authorization_code")]);
    parameters.extend(verifier.map(|verifier| ("code_verifier", verifier.expose())));
    headers.push(("accept-encoding", "identity".to_owned()));
    if profile.token.format == Some(AnswerFormat::Json) {
        headers.push(("accept", "application/json".to_owned()));
    }
    let (url, body) = match profile.token.method {
        Method::Get => (append(&deployment.token_endpoint, &parameters), None),
        Method::Post => {
            headers.push(("content-type", "application/x-www-form-urlencoded".to_owned()));
            (deployment.token_endpoint.clone(), Some(encode(&parameters).into_bytes()))
        }
    };
    Request { method: profile.token.method, url, headers, body, timeout, body_limit: BODY_LIMIT }
}

/// What HTTP Basic encodes: id and secret, form-encoded first (RFC 6749 section 2.3.1); without it a `:`, `%` or `+` in
/// either is read wrongly.
fn form_encoded_pair(client_id: &str, secret: &Secret) -> String {
    format!("{}:{}", encode_text(client_id), encode_text(secret.expose()))
}

/// What proves who the client is: its secret, and the pairs whose base64 is the Basic credential, form-encoded and, as
/// providers decode it, plain.
pub(crate) fn credentials(deployment: &Deployment) -> Vec<Secret> {
    let Some(secret) = &deployment.client_secret else { return Vec::new() };
    let plain_pair = format!("{}:{}", deployment.client_id, secret.expose());
    let form_encoded_pair = form_encoded_pair(&deployment.client_id, secret);
    vec![secret.clone(), Secret::from(plain_pair), Secret::from(form_encoded_pair)]
}

/// A successful token answer.
pub(crate) struct TokenAnswer {
    pub(crate) access_token: Secret,
    pub(crate) refresh_token: Option<Secret>,
    /// Seconds.
    pub(crate) expires_in: Option<u64>,
    /// Every member, for claims and for the parameters of the claims request.
    pub(crate) members: Answer,
}

/// Reads a token answer; `secrets` are kept out of the provider's words in an error.
pub(crate) fn parse_token_response(
    profile: &Profile,
    response: &Response,
    secrets: &[&str],
) -> Result<TokenAnswer, SignInError> {
    let members = read_answer(profile, Endpoint::Token, profile.token.format, response, secrets)?;
    let Some(access_token) = token(&members, "access_token")? else {
        // GitHub reports a bad code with status 200.
        let report = Report::of(&members, &["error", "errcode", "error_code"]);
        return Err(report.map_or_else(
            || bad(ResponseFault::MissingMember, "access_token"),
            |report| report.into_error(Endpoint::Token, response.status, secrets),
        ));
    };
    check_token_type(&members)?;
    let refresh_token = token(&members, "refresh_token")?;
    let expires_in = match members.get("expires_in") {
        Ok(Some(Found::Number(text))) => text.parse().ok(),
        Ok(Some(Found::Text(text))) => text.parse().ok(),
        _ => None,
    };
    Ok(TokenAnswer { access_token, refresh_token, expires_in, members })
}

/// A token: printable ASCII (RFC 6749 appendix A.12), because it goes into a header or a query.
fn token(members: &Answer, name: &str) -> Result<Option<Secret>, SignInError> {
    match members.get(name).map_err(|reason| bad(reason, name))? {
        None => Ok(None),
        Some(Found::Text(text)) if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) => {
            Ok(Some(Secret::from(text.into_owned())))
        }
        Some(_) => Err(bad(ResponseFault::WrongKind, name)),
    }
}

/// An absent type means Bearer: QQ, WeChat, Weibo and Facebook's form answers leave it out.
fn check_token_type(members: &Answer) -> Result<(), SignInError> {
    match members.get("token_type") {
        Ok(None) => Ok(()),
        Ok(Some(Found::Text(text))) if text.eq_ignore_ascii_case("bearer") => Ok(()),
        _ => Err(bad(ResponseFault::TokenType, "token_type")),
    }
}

fn bad(reason: ResponseFault, path: &str) -> SignInError {
    SignInError::BadResponse { endpoint: Endpoint::Token, reason, path: Some(path.to_owned()) }
}
