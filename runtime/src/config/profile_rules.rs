//! What a profile must satisfy whoever made it. The compiler says most of it at build time, with file and line.

use super::parameter_rules::check_unique;
use crate::claims::places;
use crate::core::is_printable;
use crate::error::ConfigError;
use claimsmith_profile::rules::FRAMING_HEADERS;
use claimsmith_profile::{
    ClientAuthentication, Profile, SignatureAlgorithm, SubjectIssuer, TemplateParameter, TemplatePart,
};

/// Longest profile id, in bytes: it travels in the flow cookie.
const LONGEST_PROFILE_ID: usize = 256;

pub(crate) fn invalid_profile(profile: &Profile, reason: impl Into<String>) -> ConfigError {
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
    if issuer.into_iter().chain([subject.claim]).any(|index| usize::from(index) >= places(profile)) {
        return Err(invalid_profile(profile, "its subject is not among its claims"));
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
