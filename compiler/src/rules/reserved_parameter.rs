//! Nothing in a policy takes the name of a parameter that the protocol itself writes: no input claim, no additional
//! parameter, and no query of the authorization endpoint.

use crate::diagnostic::codes::RESERVED_PARAMETER;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::protocol::value;
use crate::source::Span;
use claimsmith_profile::rules::RESERVED_PARAMETERS;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        token_endpoint(profile, diagnostics);
        let renamed = profile.metadata("ClientIdParamName").map(|item| item.value.as_str());
        for (name, place, what) in parameters(profile, policy) {
            if RESERVED_PARAMETERS.contains(&name.as_str()) || renamed == Some(name.as_str()) {
                diagnostics.push(
                    Diagnostic::new(RESERVED_PARAMETER, format!("{what} may not be sent as `{name}`"))
                        .at(place, "the authorization request already has this parameter")
                        .help("give it another name, or remove it"),
                );
            }
        }
    }
}

/// What the token request itself writes (RFC 6749 section 4.1.3); above all no secret may stand in a policy.
const TOKEN_PARAMETERS: &[&str] =
    &["client_id", "client_secret", "code", "code_verifier", "grant_type", "redirect_uri"];

fn token_endpoint(profile: &TechnicalProfile<'_>, diagnostics: &mut Diagnostics) {
    let Some(item) = profile.metadata("AccessTokenEndpoint") else { return };
    let renamed = profile.metadata("ClientSecretParamName").map(|item| item.value.as_str());
    for name in query_names(&item.value).filter(|name| TOKEN_PARAMETERS.contains(name) || renamed == Some(*name)) {
        diagnostics.push(
            Diagnostic::new(RESERVED_PARAMETER, format!("the token endpoint's own query may not hold `{name}`"))
                .at(item.key.span, "the token request already has this parameter")
                .help("remove it from the URL; a secret is stored as a policy key: `CryptographicKeys`"),
        );
    }
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
