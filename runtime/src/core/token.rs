//! The exchange of the authorization code, and of a refresh token (RFC 6749 sections 4.1.3, 4.1.4 and 6).

use super::authorize::redirect_uri;
use super::check::{Expected, read_answer};
use super::client_authentication::ClientCredentials;
use super::provider_error::Report;
use super::request::Draft;
use super::template::{Known, is_sendable};
use crate::answer::{Answer, Found};
use crate::config::Deployment;
use crate::error::{Endpoint, ResponseFault, SignInError};
use crate::secret::Secret;
use crate::signed_in::Tokens;
use crate::transport::{Request, Response};
use claimsmith_profile::{AnswerFormat, Profile};
use std::time::Duration;

/// Largest token answer, in bytes.
const BODY_LIMIT: usize = 256 * 1024;

/// What is exchanged for tokens.
pub(crate) enum Grant<'a> {
    /// The authorization code, and the PKCE verifier, which B2C does not send.
    Code { code: &'a str, verifier: Option<&'a Secret> },
    /// A refresh token.
    Refresh(&'a Secret),
}

impl Grant<'_> {
    fn endpoint(&self) -> Endpoint {
        match self {
            Self::Code { .. } => Endpoint::Token,
            Self::Refresh(_) => Endpoint::Refresh,
        }
    }
}

/// The token request: the client's authentication, then what is exchanged, under the names that the profile gives. With
/// the standard authentication that is `client_id`, `client_secret`, `redirect_uri`, `code`, `grant_type`.
pub(crate) fn token_request(
    profile: &Profile,
    deployment: &Deployment,
    endpoint: &str,
    credentials: &ClientCredentials,
    grant: &Grant<'_>,
    timeout: Duration,
) -> Result<Request, SignInError> {
    let token = &profile.token;
    let mut draft = Draft::new(endpoint, token.method).encoding(token.encoding);
    draft.content_type();
    if token.format == Some(AnswerFormat::Json) {
        draft.header("accept", "application/json");
    }
    credentials.write(profile, deployment, &mut draft);
    for (name, value) in grant_parameters(profile, deployment, grant) {
        if let Some(name) = parameter_name(profile, name) {
            draft.parameter(name, value);
        }
    }
    Known::client(&deployment.client_id).write_headers(&token.headers, &mut draft)?;
    Ok(draft.into_request(grant.endpoint(), timeout, BODY_LIMIT))
}

fn grant_parameters<'a>(
    profile: &'a Profile,
    deployment: &'a Deployment,
    grant: &Grant<'a>,
) -> Vec<(&'static str, &'a str)> {
    match grant {
        Grant::Code { code, verifier } => {
            let redirect_uri = redirect_uri(profile, deployment);
            let mut parameters =
                vec![("redirect_uri", redirect_uri), ("code", *code), ("grant_type", "authorization_code")];
            parameters.extend(verifier.map(|verifier| ("code_verifier", verifier.expose())));
            parameters
        }
        Grant::Refresh(token) => vec![("refresh_token", token.expose()), ("grant_type", "refresh_token")],
    }
}

/// What the provider calls a parameter of the token request; `None`: it is left out.
pub(crate) fn parameter_name<'a>(profile: &'a Profile, standard: &'a str) -> Option<&'a str> {
    let renamed = profile.token.parameter_names.iter().find(|parameter| parameter.name == standard);
    Some(renamed.map_or(standard, |parameter| parameter.value.as_ref())).filter(|name| !name.is_empty())
}

/// A successful token answer.
pub(crate) struct TokenAnswer {
    pub(crate) access_token: Secret,
    pub(crate) refresh_token: Option<Secret>,
    /// As it came.
    pub(crate) id_token: Option<Secret>,
    /// Seconds.
    pub(crate) expires_in: Option<u64>,
    /// Every member, for claims and for the parameters of the claims request.
    pub(crate) members: Answer,
}

impl TokenAnswer {
    pub(crate) fn tokens(&self) -> Tokens {
        Tokens {
            access_token: Some(self.access_token.clone()),
            refresh_token: self.refresh_token.clone(),
            id_token: self.id_token.clone(),
            expires_in: self.expires_in,
        }
    }

    /// What must not be quoted.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = Secret> + '_ {
        [Some(&self.access_token), self.refresh_token.as_ref(), self.id_token.as_ref()].into_iter().flatten().cloned()
    }
}

/// Reads a token answer; `secrets` are kept out of the provider's words in an error.
pub(crate) fn parse_token_response(
    profile: &Profile,
    endpoint: Endpoint,
    response: &Response,
    secrets: &[&str],
) -> Result<TokenAnswer, SignInError> {
    let error_member = profile.error_member.as_deref();
    let expected = Expected { endpoint, format: profile.token.format, error_member, path: &[] };
    let members = read_answer(&expected, &[], response, secrets)?;
    let Some(access_token) = sendable_token(endpoint, &members, "access_token")? else {
        // GitHub reports a bad code with status 200.
        let report = Report::of(&members, &["error", "errcode", "error_code"]);
        return Err(report.map_or_else(
            || SignInError::bad_member(endpoint, ResponseFault::MissingMember, "access_token"),
            |report| report.into_error(endpoint, response.status, secrets),
        ));
    };
    check_token_type(profile, endpoint, &members)?;
    let refresh_token = sendable_token(endpoint, &members, "refresh_token")?;
    let id_token = match token(endpoint, &members, "id_token") {
        // Where it means nothing it cannot be wrong.
        Err(_) if profile.id_token.is_none() => None,
        id_token => id_token?,
    };
    let expires_in = match members.get("expires_in") {
        Ok(Some(Found::Number(text))) => text.parse().ok(),
        Ok(Some(Found::Text(text))) => text.parse().ok(),
        _ => None,
    };
    Ok(TokenAnswer { access_token, refresh_token, id_token, expires_in, members })
}

/// A token that is sent on: at most 64 KiB.
fn sendable_token(endpoint: Endpoint, members: &Answer, name: &str) -> Result<Option<Secret>, SignInError> {
    let token = token(endpoint, members, name)?;
    match token.as_ref().is_none_or(|token| is_sendable(token.expose())) {
        true => Ok(token),
        false => Err(SignInError::bad_member(endpoint, ResponseFault::TooLong, name)),
    }
}

/// A token: printable ASCII (RFC 6749 appendix A.12), because it goes into a header or a query.
fn token(endpoint: Endpoint, members: &Answer, name: &str) -> Result<Option<Secret>, SignInError> {
    match members.get(name).map_err(|reason| SignInError::bad_member(endpoint, reason, name))? {
        None => Ok(None),
        Some(Found::Text(text)) if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) => {
            Ok(Some(Secret::from(text.into_owned())))
        }
        Some(_) => Err(SignInError::bad_member(endpoint, ResponseFault::WrongKind, name)),
    }
}

/// An absent type means Bearer: QQ, WeChat, Weibo and Facebook's form answers leave it out.
fn check_token_type(profile: &Profile, endpoint: Endpoint, members: &Answer) -> Result<(), SignInError> {
    match members.get("token_type") {
        Ok(None) => Ok(()),
        Ok(Some(Found::Text(text))) if text.eq_ignore_ascii_case(&profile.token.token_type) => Ok(()),
        _ => Err(SignInError::bad_member(endpoint, ResponseFault::TokenType, "token_type")),
    }
}
