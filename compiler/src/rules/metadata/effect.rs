//! A metadata key that other metadata of its profile leaves without effect.

use super::doubt::Doubts;
use crate::ast::MetadataItem;
use crate::diagnostic::codes::INEFFECTIVE_METADATA;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimTypes, Fresh, TechnicalProfile};
use crate::protocol::template::Constants;
use crate::protocol::{Support, find, oauth2, value};
use crate::rules::requests_claims;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What another key takes the effect from.
pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles().filter(|profile| profile.is_oauth2_federation()) {
        for item in &profile.metadata {
            if let Some(why) = why_overruled(&item.key, profile) {
                diagnostics.push(finding(item, why, profile));
            }
        }
        replaced_parameters(profile, fresh.declared(), diagnostics);
    }
}

/// What has no effect as long as another key is missing.
pub(super) fn check_missing(fresh: Fresh<'_, '_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles().filter(|profile| profile.is_oauth2_federation()) {
        for item in profile.metadata.iter().filter(|item| why_overruled(&item.key, profile).is_none()) {
            let Some((why, others)) = why_alone(&item.key, profile) else { continue };
            if !others.iter().any(|key| doubts.about(profile, key)) {
                diagnostics.push(finding(item, why, profile));
            }
        }
        kept_in_vain(profile, fresh.declared(), doubts, diagnostics);
    }
}

/// A member of the token answer is kept for the claims request or for an output claim. What keys of Claimsmith's own take
/// of it is not looked into.
fn kept_in_vain(
    profile: &TechnicalProfile<'_>,
    claim_types: &ClaimTypes<'_>,
    doubts: &Doubts,
    diagnostics: &mut Diagnostics,
) {
    const KEPT: &str = "ExtraParamsInAccessTokenEndpointResponse";
    const SENT: &str = "ExtraParamsInClaimsEndpointRequest";
    let Some(item) = profile.metadata(KEPT) else { return };
    if [KEPT, SENT].iter().any(|key| doubts.about(profile, key))
        || profile.metadata.iter().any(|item| item.key.starts_with("claimsmith."))
    {
        return;
    }
    let sent =
        profile.metadata(SENT).map(|item| value::names(&item.value).collect::<BTreeSet<_>>()).unwrap_or_default();
    let read = profile.output_claims.iter().map(|it| profile.partner_claim_type(it, claim_types).value.as_str());
    let read: BTreeSet<&str> = read.collect();
    for name in value::names(&item.value).filter(|name| !sent.contains(name)) {
        if read.contains(name.as_str()) {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(INEFFECTIVE_METADATA, format!("`{name}` of metadata `{KEPT}` has no effect here"))
                .at(item.value.span, format!("neither `{SENT}` nor an output claim takes it"))
                .label(profile.id.span, "in this technical profile"),
        );
    }
}

fn finding(item: &MetadataItem, why: &str, profile: &TechnicalProfile<'_>) -> Diagnostic {
    Diagnostic::new(INEFFECTIVE_METADATA, format!("metadata `{}` has no effect here", item.key.value))
        .at(item.key.span, why)
        .label(profile.id.span, "in this technical profile")
}

fn why_overruled(key: &str, profile: &TechnicalProfile<'_>) -> Option<&'static str> {
    let method = |method| profile.metadata_is("token_endpoint_auth_method", method);
    let is_compiled = || find(oauth2::METADATA, key).is_some_and(|row| row.support == Support::Compiled);
    match key {
        // The key first: few have an effect, and the metadata may be long.
        _ if oauth2::follows_a_code(key) && is_compiled() && profile.receives_id_token() => {
            Some("with `response_types` = `id_token` there is neither a code nor an access token to ask with")
        }
        "ClientSecretParamName" if method("client_secret_basic") => {
            Some("with `client_secret_basic` the secret stands in a header")
        }
        "ClientSecretParamName" if method("private_key_jwt") => Some("with `private_key_jwt` no secret is sent"),
        "ClaimsEndpointAccessTokenName"
            if profile.metadata_is("BearerTokenTransmissionMethod", "AuthorizationHeader") =>
        {
            Some("the access token stands in the header, because of `BearerTokenTransmissionMethod`")
        }
        _ => None,
    }
}

/// Why a key has no effect yet, and the keys that could give it one.
fn why_alone(key: &str, profile: &TechnicalProfile<'_>) -> Option<(&'static str, &'static [&'static str])> {
    let has = |key| profile.metadata(key).is_some();
    match key {
        "token_signing_algorithm" if !profile.metadata_is("token_endpoint_auth_method", "private_key_jwt") => Some((
            "only the assertion of `token_endpoint_auth_method` = `private_key_jwt` is signed",
            &["token_endpoint_auth_method"],
        )),
        "claimsmith.claims_method" | "claimsmith.claims_headers" if !has("ClaimsEndpoint") => {
            Some(("there is no claims request without `ClaimsEndpoint`", &["ClaimsEndpoint"]))
        }
        "claimsmith.claims_proof_parameter" if !requests_claims(profile) => Some((
            "there is neither a claims request nor a follow-up request to send it with",
            &["ClaimsEndpoint", "claimsmith.follow_up.1.endpoint"],
        )),
        "claimsmith.id_token_algorithms" if !has("JWKS") && !has("METADATA") => {
            Some(("no id_token is validated without `JWKS` or `METADATA`", &["JWKS", "METADATA"]))
        }
        _ => None,
    }
}

/// An input claim is sent in the place of an additional parameter with its name; one that always has a value leaves
/// nothing of it.
fn replaced_parameters(profile: &TechnicalProfile<'_>, claim_types: &ClaimTypes<'_>, diagnostics: &mut Diagnostics) {
    const KEY: &str = "AdditionalRequestQueryParameters";
    let Some(item) = profile.metadata(KEY) else { return };
    let with_default = profile.input_claims.iter().filter(|it| it.default_value.is_some_and(|value| !value.is_empty()));
    let inputs: BTreeMap<&str, Span> = with_default
        .map(|it| (profile.partner_claim_type(it, claim_types).value.as_str(), it.claim_type.span))
        .collect();
    for (name, _) in value::parameters(&item.value, Constants::ANY).unwrap_or_default() {
        let Some(place) = inputs.get(name.as_str()) else { continue };
        diagnostics.push(
            Diagnostic::new(INEFFECTIVE_METADATA, format!("`{name}` of metadata `{KEY}` has no effect here"))
                .at(item.value.span, format!("an input claim is sent as `{name}`"))
                .label(*place, "this one, which has a default value"),
        );
    }
}
