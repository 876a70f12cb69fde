//! What a profile must satisfy whoever made it. The compiler says most of it at build time, with file and line.

use super::Deployment;
use crate::core::{is_printable, parameter_name};
use crate::error::ConfigError;
use claimsmith_profile::rules::RESERVED_PARAMETERS;
use claimsmith_profile::{
    BearerTransmission, ClientAuthentication, Profile, SignatureAlgorithm, SubjectIssuer, TemplateParameter,
    TemplatePart,
};
use std::collections::BTreeSet;
use url::Url;

/// Longest profile id, in bytes: it travels in the flow cookie.
const LONGEST_PROFILE_ID: usize = 256;

/// Headers that frame the message or belong to the connection, and what the size limit of answers rests on: HTTP
/// libraries write them, and a second opinion about them is request smuggling.
const FRAMING_HEADERS: &[&str] = &[
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Callback parameters that are the protocol's: a claim that reads one would be set by whoever brings the callback.
const PROTOCOL_CALLBACK_PARAMETERS: &[&str] = &["code", "error", "id_token", "iss", "state"];

/// Parameters of the token request that may have another name.
const TOKEN_PARAMETERS: &[&str] = &["code", "code_verifier", "grant_type", "redirect_uri", "refresh_token"];

pub(super) fn invalid_profile(profile: &Profile, reason: impl Into<String>) -> ConfigError {
    ConfigError::InvalidProfile { profile: profile.id.to_string(), reason: reason.into() }
}

/// What the profile says by itself.
pub(super) fn check_profile(profile: &Profile) -> Result<(), ConfigError> {
    let invalid = |reason: &str| Err(invalid_profile(profile, reason));
    if profile.id.is_empty() || profile.id.len() > LONGEST_PROFILE_ID {
        return invalid("its id must have 1 to 256 bytes");
    }
    if profile.claims.user_agent.as_deref().is_some_and(|agent| !is_printable(agent)) {
        return invalid("UserAgentForClaimsExchange must be printable ASCII");
    }
    if !profile.claims.authorization_scheme.bytes().all(is_token_character) {
        return invalid("claimsmith.authorization_scheme must be one word of letters, digits and -._~ and the like");
    }
    check_subject(profile)?;
    check_headers(profile)?;
    check_client_authentication(profile)
}

fn check_subject(profile: &Profile) -> Result<(), ConfigError> {
    let Some(subject) = &profile.subject else { return Ok(()) };
    let issuer = match subject.issuer {
        SubjectIssuer::Output(index) => Some(index),
        SubjectIssuer::Constant(_) => None,
    };
    if issuer.into_iter().chain([subject.claim]).any(|index| usize::from(index) >= profile.outputs.len()) {
        return Err(invalid_profile(profile, "its subject is not among its output claims"));
    }
    Ok(())
}

fn check_headers(profile: &Profile) -> Result<(), ConfigError> {
    let (token, claims) = (&profile.token.headers, &profile.claims.headers);
    if token.iter().flat_map(|header| header.value.iter()).any(|part| !is_known_before_tokens(part)) {
        let reason = "claimsmith.token_headers may hold {client_id} and no other placeholder: there is no answer yet";
        return Err(invalid_profile(profile, reason));
    }
    if claims.iter().flat_map(|header| header.value.iter()).any(|part| matches!(part, TemplatePart::ClaimsMember(_))) {
        let reason = "claimsmith.claims_headers cannot hold {claims:…}: there is no claims answer yet";
        return Err(invalid_profile(profile, reason));
    }
    let follow_ups = profile.follow_ups.iter().map(|request| request.headers.as_ref());
    for headers in [token.as_ref(), claims.as_ref()].into_iter().chain(follow_ups) {
        headers.iter().try_for_each(|header| check_header(profile, header))?;
        let names = headers.iter().map(|header| header.name.to_ascii_lowercase());
        check_unique(profile, "headers", names)?;
    }
    Ok(())
}

fn is_known_before_tokens(part: &TemplatePart) -> bool {
    matches!(part, TemplatePart::Text(_) | TemplatePart::ClientId)
}

fn check_header(profile: &Profile, header: &TemplateParameter) -> Result<(), ConfigError> {
    let name = header.name.as_ref();
    if name.is_empty() || !name.bytes().all(is_token_character) {
        return Err(invalid_profile(profile, format!("{name:?} is not the name of a header")));
    }
    if FRAMING_HEADERS.iter().any(|framing| framing.eq_ignore_ascii_case(name)) {
        return Err(invalid_profile(profile, format!("the header {name} belongs to the connection")));
    }
    let is_fit = |part: &TemplatePart| !matches!(part, TemplatePart::Text(text) if !is_printable(text));
    if !header.value.iter().all(is_fit) {
        return Err(invalid_profile(profile, format!("the value of the header {name} must be printable ASCII")));
    }
    Ok(())
}

/// RFC 9110 section 5.6.2.
fn is_token_character(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn check_client_authentication(profile: &Profile) -> Result<(), ConfigError> {
    let invalid = |reason: &str| Err(invalid_profile(profile, reason));
    let token = &profile.token;
    let is_rsa = matches!(token.signing_algorithm, SignatureAlgorithm::Rs256 | SignatureAlgorithm::Rs512);
    if token.authentication == ClientAuthentication::PrivateKeyJwt && !is_rsa {
        return invalid("token_signing_algorithm must be RS256 or RS512");
    }
    if token.minted_secret.is_none() {
        return Ok(());
    }
    if token.authentication == ClientAuthentication::PrivateKeyJwt {
        return invalid("private_key_jwt sends no client secret, so none can be signed");
    }
    let hs256 = profile.id_token.as_ref().is_some_and(|it| it.algorithms.contains(&SignatureAlgorithm::Hs256));
    if profile.claims.proof_parameter.is_some() || hs256 {
        return invalid("its client secret is signed anew for each request, so it can be the key of nothing else");
    }
    Ok(())
}

/// What the requests send, endpoints included.
pub(super) fn check_requests(profile: &Profile, deployment: &Deployment) -> Result<(), ConfigError> {
    check_authorization_parameters(profile, &deployment.authorization_endpoint)?;
    check_token_parameters(profile)?;
    for request in profile.follow_ups.iter() {
        let names = request.parameters.iter().map(|parameter| parameter.name.to_string());
        check_unique(profile, "follow-up request's parameters", names.chain(bearer_parameters(profile)))?;
    }
    let claims = &profile.claims;
    let names = claims.token_members.iter().map(ToString::to_string);
    let names = names.chain(claims.format_parameter.iter().map(|parameter| parameter.name.to_string()));
    check_unique(profile, "claims request's parameters", names.chain(bearer_parameters(profile)))
}

/// Refuses a parameter that the runtime writes itself: whoever could set `state` or `redirect_uri` would own the flow.
fn check_authorization_parameters(profile: &Profile, endpoint: &str) -> Result<(), ConfigError> {
    let request = &profile.authorization;
    let is_reserved = |name: &str| name == profile.client_id_parameter || RESERVED_PARAMETERS.contains(&name);
    let is_actual = |name: &str| request.parameter_names.iter().any(|parameter| parameter.value == name);
    let own = Url::parse(endpoint).map(|url| url.query_pairs().map(|(name, _)| name.into_owned()).collect::<Vec<_>>());
    let own = own.unwrap_or_default();
    let additional = request.parameters.iter().map(|parameter| parameter.name.as_ref());
    let inputs = profile.inputs.iter().map(|input| input.parameter.as_ref());
    let mut given = own.iter().map(String::as_str).chain(additional).chain(inputs);
    // A parameter of the protocol that takes the name of another one would replace it just the same.
    let renamed = request.parameter_names.iter().filter(|it| it.value != it.name).map(|it| it.value.as_ref());
    let name = given
        .find(|name| is_reserved(name) || is_actual(name))
        .or_else(|| renamed.into_iter().find(|it| is_reserved(it)));
    if let Some(name) = name {
        let reason = format!("{name:?} cannot be given as a parameter of the authorization request");
        return Err(invalid_profile(profile, reason));
    }
    let mut callback = request.callback_parameters.iter();
    if let Some(name) = callback.find(|name| PROTOCOL_CALLBACK_PARAMETERS.contains(&name.as_ref())) {
        return Err(invalid_profile(profile, format!("the callback parameter {name} cannot be a claim")));
    }
    Ok(())
}

/// Two parameters with one name are refused by some servers, and of the others nobody knows which one they read.
fn check_token_parameters(profile: &Profile) -> Result<(), ConfigError> {
    let token = &profile.token;
    let mut renamed = token.parameter_names.iter();
    if let Some(unknown) = renamed.find(|parameter| !TOKEN_PARAMETERS.contains(&parameter.name.as_ref())) {
        let reason = format!("claimsmith.token_parameter_names knows no parameter {:?}", unknown.name);
        return Err(invalid_profile(profile, reason));
    }
    let authentication: &[&str] = match token.authentication {
        ClientAuthentication::SecretPost => &[&profile.client_id_parameter, &token.client_secret_parameter],
        ClientAuthentication::SecretBasic => &[],
        ClientAuthentication::PrivateKeyJwt => {
            &["client_assertion", &profile.client_id_parameter, "client_assertion_type"]
        }
    };
    for grant in [["redirect_uri", "code", "grant_type", "code_verifier"].as_slice(), &["refresh_token", "grant_type"]]
    {
        let names = grant.iter().filter_map(|name| parameter_name(profile, name));
        let names = authentication.iter().copied().chain(names).map(str::to_owned);
        check_unique(profile, "token request's parameters", names)?;
    }
    Ok(())
}

fn bearer_parameters(profile: &Profile) -> impl Iterator<Item = String> {
    let request = &profile.claims;
    let token = (request.bearer == BearerTransmission::Query).then(|| request.access_token_parameter.to_string());
    token.into_iter().chain(request.proof_parameter.as_ref().map(ToString::to_string))
}

fn check_unique(profile: &Profile, what: &str, names: impl Iterator<Item = String>) -> Result<(), ConfigError> {
    let mut seen = BTreeSet::new();
    for name in names {
        if seen.contains(&name) {
            return Err(invalid_profile(profile, format!("two of its {what} are named {name:?}")));
        }
        seen.insert(name);
    }
    Ok(())
}
