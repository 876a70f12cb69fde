//! Nothing in a policy takes the name of a parameter that the authorization request has already: no input claim, no
//! additional or renamed parameter, and no query of the endpoint.

use super::with_roles;
use crate::diagnostic::codes::RESERVED_PARAMETER;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimTypes, Fresh, TechnicalProfile};
use crate::protocol::template::Constants;
use crate::protocol::{Role, value};
use crate::source::Span;
use claimsmith_profile::rules::{AUTHORIZATION_PARAMETERS, RESERVED_PARAMETERS};
use std::collections::BTreeSet;

/// What B2C itself writes into the authorization request of an OpenID Connect provider.
const SENT_BY_B2C: &[&str] = &["client_id", "nonce", "redirect_uri", "response_type", "state"];

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for (profile, role) in with_roles(fresh) {
        match role {
            Role::OAuth2Federation => authorization_request(profile, fresh.declared(), diagnostics),
            Role::OpenIdConnectFederation => input_claims(profile, fresh.declared(), diagnostics),
            _ => {}
        }
    }
}

/// Of a profile that is not compiled only this is known: input claims become parameters of the request.
fn input_claims(profile: &TechnicalProfile<'_>, claim_types: &ClaimTypes<'_>, diagnostics: &mut Diagnostics) {
    for reference in &profile.input_claims {
        let place = reference.partner_claim_type.map_or(reference.claim_type.span, |partner| partner.span);
        let name = &profile.partner_claim_type(reference, claim_types).value;
        if SENT_BY_B2C.contains(&name.as_str()) {
            diagnostics.push(finding("an input claim", name, place));
        }
    }
}

fn authorization_request(profile: &TechnicalProfile<'_>, claim_types: &ClaimTypes<'_>, diagnostics: &mut Diagnostics) {
    let client_id = profile.metadata("ClientIdParamName").map(|item| &item.value);
    let is_own = |name: &str| RESERVED_PARAMETERS.contains(&name) || AUTHORIZATION_PARAMETERS.contains(&name);
    if let Some(id) = client_id.filter(|id| id.value != "client_id" && is_own(id)) {
        diagnostics.push(finding("the client id", &id.value, id.span));
    }
    let is_written = |name: &str| RESERVED_PARAMETERS.contains(&name) || client_id.is_some_and(|id| id.value == name);
    let sent = sent_under_standard_names(profile);
    let renamed = renamed(profile, "claimsmith.authorization_parameter_names", AUTHORIZATION_PARAMETERS);
    for (name, place) in renamed.iter().filter(|(name, _)| is_written(name) || sent.contains(&name.as_str())) {
        diagnostics.push(finding("a renamed parameter", name, *place));
    }
    // An id_token must not stand in a query, so nothing but the key itself may say how it arrives.
    let is_mode = |name: &str| name == "response_mode" && profile.receives_id_token();
    let is_taken = |name: &str| is_written(name) || is_mode(name) || renamed.iter().any(|(other, _)| other == name);
    let added = added_parameters(profile, claim_types);
    for (name, place, what) in added.iter().filter(|(name, ..)| is_taken(name)) {
        diagnostics.push(finding(what, name, *place));
    }
    let Some(endpoint) = profile.metadata("authorization_endpoint").map(|item| &item.value) else { return };
    let given: BTreeSet<&str> = added.iter().map(|(name, ..)| name.as_str()).chain(sent).collect();
    for name in value::query_names(endpoint).iter().filter(|name| is_taken(name) || given.contains(name.as_str())) {
        diagnostics.push(finding("a parameter of the endpoint's own query", name, endpoint.span));
    }
}

fn finding(what: &str, name: &str, place: Span) -> Diagnostic {
    Diagnostic::new(RESERVED_PARAMETER, format!("{what} may not be sent as `{name}`"))
        .at(place, "the authorization request already has this parameter")
        .help("give it another name, or remove it")
}

/// The optional parameters that have a key of their own and their standard names. An additional parameter or an input
/// claim may give them another value, but a query would stand beside them.
fn sent_under_standard_names(profile: &TechnicalProfile<'_>) -> Vec<&'static str> {
    let names = profile.metadata("claimsmith.authorization_parameter_names");
    let names = names.and_then(|item| value::renames(&item.value, AUTHORIZATION_PARAMETERS).ok()).unwrap_or_default();
    let is_standard = |key: &&str| names.iter().all(|(name, actual)| name != key || actual == key);
    ["scope", "response_mode"].into_iter().filter(|key| profile.metadata(key).is_some()).filter(is_standard).collect()
}

/// The other names that a key gives to parameters, and their place.
pub(super) fn renamed(profile: &TechnicalProfile<'_>, key: &str, standard: &[&str]) -> Vec<(String, Span)> {
    let Some(item) = profile.metadata(key) else { return Vec::new() };
    let pairs = value::renames(&item.value, standard).unwrap_or_default();
    let pairs = pairs.into_iter().filter(|(name, actual)| name != actual && !actual.is_empty());
    pairs.map(|(_, actual)| (actual, item.value.span)).collect()
}

/// Every parameter that the policy adds to the authorization request: its name, its place, and what it is.
fn added_parameters(profile: &TechnicalProfile<'_>, claim_types: &ClaimTypes<'_>) -> Vec<(String, Span, &'static str)> {
    let claims = profile.input_claims.iter().map(|reference| {
        let place = reference.partner_claim_type.map_or(reference.claim_type.span, |partner| partner.span);
        (profile.partner_claim_type(reference, claim_types).to_string(), place, "an input claim")
    });
    let additional = profile.metadata("AdditionalRequestQueryParameters").map(|item| &item.value);
    let additional = additional.into_iter().flat_map(|text| {
        let pairs = value::parameters(text, Constants::ANY).unwrap_or_default();
        pairs.into_iter().map(|(name, _)| (name, text.span, "an additional parameter"))
    });
    claims.chain(additional).collect()
}
