//! No two metadata values of a federation profile exclude each other.

use super::with_roles;
use crate::ast::MetadataItem;
use crate::diagnostic::codes::METADATA_CONFLICT;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::{Role, value};
use claimsmith_profile::SignatureAlgorithm;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for (profile, _) in with_roles(fresh).filter(|(_, role)| *role == Role::OpenIdConnectFederation) {
        // Profiles of working samples have it, so a warning is enough.
        if let Some(mut finding) = id_token_in_query(profile) {
            finding.severity = Severity::Warning;
            diagnostics.push(finding.help("write `form_post`"));
        }
    }
    for profile in fresh.technical_profiles().filter(|profile| profile.is_oauth2_federation()) {
        let in_query = id_token_in_query(profile).map(|finding| {
            finding.help("write `form_post`, or `fragment` with a page that sends the answer to the server")
        });
        let found = in_query.into_iter().chain(request_encoding(profile));
        for finding in found.chain(minted_secret(profile)) {
            diagnostics.push(finding);
        }
    }
}

/// Queries are kept by browsers, proxies and logs (OAuth 2.0 Multiple Response Type Encoding Practices, section 3).
fn id_token_in_query(profile: &TechnicalProfile<'_>) -> Option<Diagnostic> {
    let mode = profile.metadata("response_mode").filter(|_| profile.metadata_is("response_mode", "query"))?;
    let types = profile.metadata("response_types")?;
    let has_id_token = types.value.split_whitespace().any(|word| word.eq_ignore_ascii_case("id_token"));
    has_id_token.then(|| conflict(mode, types, "an id_token does not belong in a URL: browsers and logs keep it"))
}

/// GET has no body, and its query is what `query` means anyway.
fn request_encoding(profile: &TechnicalProfile<'_>) -> Option<Diagnostic> {
    let encoding = profile.metadata("claimsmith.token_request_encoding")?;
    let binding = profile.metadata("HttpBinding").filter(|_| profile.metadata_is("HttpBinding", "GET"))?;
    Some(
        conflict(encoding, binding, "with GET all parameters stand in the query")
            .help("write `POST` for `HttpBinding`, or remove this one"),
    )
}

/// The key `client_secret` is a private key then, and no secret that the provider knows.
fn minted_secret(profile: &TechnicalProfile<'_>) -> Vec<Diagnostic> {
    let Some(minted) = profile.metadata("claimsmith.client_secret_issuer") else { return Vec::new() };
    let method = profile.metadata("token_endpoint_auth_method");
    let assertion = method.filter(|_| profile.metadata_is("token_endpoint_auth_method", "private_key_jwt"));
    let proof = profile.metadata("claimsmith.claims_proof_parameter");
    let algorithms = profile.metadata("claimsmith.id_token_algorithms");
    let is_symmetric =
        |item: &&MetadataItem| value::algorithms(&item.value).is_ok_and(|it| it.contains(&SignatureAlgorithm::Hs256));
    [
        assertion.map(|item| conflict(minted, item, "with `private_key_jwt` no client secret is sent")),
        proof.map(|item| conflict(minted, item, "the proof is made with a client secret that the provider knows")),
        algorithms
            .filter(is_symmetric)
            .map(|item| conflict(minted, item, "HS256 is checked with a client secret that the provider knows")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn conflict(item: &MetadataItem, other: &MetadataItem, why: &str) -> Diagnostic {
    let (key, other_key) = (&item.key.value, &other.key.value);
    Diagnostic::new(METADATA_CONFLICT, format!("metadata `{key}` and `{other_key}` exclude each other"))
        .at(item.value.span, why)
        .label(other.value.span, "because of this one")
}
