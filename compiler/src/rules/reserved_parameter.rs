//! Nothing in a policy takes the name of a parameter that the protocol itself writes: no input claim, no additional or
//! renamed parameter, and no query of an endpoint.

use crate::diagnostic::codes::RESERVED_PARAMETER;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::protocol::oauth2::{AUTHORIZATION_PARAMETERS, TOKEN_PARAMETERS};
use crate::protocol::value;
use crate::source::Span;
use claimsmith_profile::rules::RESERVED_PARAMETERS;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        authorization_request(profile, policy, diagnostics);
        token_request(profile, diagnostics);
    }
}

fn authorization_request(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let client_id = profile.metadata("ClientIdParamName").map(|item| &item.value);
    let renamed = renamed(profile, "claimsmith.authorization_parameter_names", AUTHORIZATION_PARAMETERS);
    let is_written = |name: &str| RESERVED_PARAMETERS.contains(&name) || client_id.is_some_and(|id| id.value == name);
    if let Some(id) = client_id.filter(|id| id.value != "client_id" && RESERVED_PARAMETERS.contains(&id.as_str())) {
        diagnostics.push(authorization_finding("the client id", &id.value, id.span));
    }
    for (name, place) in renamed.iter().filter(|(name, _)| is_written(name)) {
        diagnostics.push(authorization_finding("a renamed parameter", name, *place));
    }
    for (name, place, what) in parameters(profile, policy) {
        if is_written(&name) || renamed.iter().any(|(other, _)| *other == name) {
            diagnostics.push(authorization_finding(what, &name, place));
        }
    }
}

fn authorization_finding(what: &str, name: &str, place: Span) -> Diagnostic {
    Diagnostic::new(RESERVED_PARAMETER, format!("{what} may not be sent as `{name}`"))
        .at(place, "the authorization request already has this parameter")
        .help("give it another name, or remove it")
}

/// What the token request itself writes (RFC 6749 section 4.1.3); above all no secret may stand in a policy.
const WRITTEN: &[&str] = &["client_id", "client_secret", "code", "code_verifier", "grant_type", "redirect_uri"];

fn token_request(profile: &TechnicalProfile<'_>, diagnostics: &mut Diagnostics) {
    let own = ["ClientIdParamName", "ClientSecretParamName"].map(|key| profile.metadata(key).map(|item| &item.value));
    let renamed = renamed(profile, "claimsmith.token_parameter_names", TOKEN_PARAMETERS);
    let is_written = |name: &str| WRITTEN.contains(&name) || own.iter().flatten().any(|own| own.value == name);
    for (name, place) in renamed.iter().filter(|(name, _)| is_written(name)) {
        let message = format!("a renamed parameter may not be sent as `{name}`");
        diagnostics.push(
            Diagnostic::new(RESERVED_PARAMETER, message)
                .at(*place, "the token request already has this parameter")
                .help("give it another name"),
        );
    }
    let Some(item) = profile.metadata("AccessTokenEndpoint") else { return };
    let is_taken = |name: &&str| is_written(name) || renamed.iter().any(|(other, _)| other == name);
    for name in query_names(&item.value).filter(is_taken) {
        diagnostics.push(
            Diagnostic::new(RESERVED_PARAMETER, format!("the token endpoint's own query may not hold `{name}`"))
                .at(item.key.span, "the token request already has this parameter")
                .help("remove it from the URL; a secret is stored as a policy key: `CryptographicKeys`"),
        );
    }
}

/// The other names that a key gives to parameters, and their place.
fn renamed(profile: &TechnicalProfile<'_>, key: &str, standard: &[&str]) -> Vec<(String, Span)> {
    let Some(item) = profile.metadata(key) else { return Vec::new() };
    let pairs = value::renames(&item.value, standard).unwrap_or_default();
    let pairs = pairs.into_iter().filter(|(name, actual)| name != actual && !actual.is_empty());
    pairs.map(|(_, actual)| (actual, item.value.span)).collect()
}

fn query_names(url: &str) -> impl Iterator<Item = &str> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    query.split('&').filter_map(|pair| pair.split('=').next())
}

/// Every parameter that the policy adds to the authorization request: its name, its place, and what it is.
fn parameters(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Vec<(String, Span, &'static str)> {
    let claims = profile.input_claims.iter().map(|reference| {
        let place = reference.partner_claim_type.map_or(reference.claim_type.span, |partner| partner.span);
        (profile.partner_claim_type(reference, policy).value.clone(), place, "an input claim")
    });
    let item = |key: &str| profile.metadata(key).map(|item| &item.value);
    let additional = item("AdditionalRequestQueryParameters").into_iter().flat_map(|text| {
        let pairs = value::parameters(text).unwrap_or_default();
        pairs.into_iter().map(|(name, _)| (name, text.span, "an additional parameter"))
    });
    let query = item("authorization_endpoint").into_iter().flat_map(|text| {
        query_names(text).map(|name| (name.to_owned(), text.span, "a parameter of the endpoint's own query"))
    });
    claims.chain(additional).chain(query).collect()
}
