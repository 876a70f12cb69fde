//! A metadata key that other metadata of its profile leaves without effect.

use super::{is_follow_up_endpoint, requests_claims};
use crate::diagnostic::codes::INEFFECTIVE_METADATA;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        for item in &profile.metadata {
            let Some(why) = why_without_effect(&item.key, profile) else { continue };
            diagnostics.push(
                Diagnostic::new(INEFFECTIVE_METADATA, format!("metadata `{}` has no effect here", item.key.value))
                    .at(item.key.span, why)
                    .label(profile.id.span, "in this technical profile"),
            );
        }
    }
}

fn why_without_effect(key: &str, profile: &TechnicalProfile<'_>) -> Option<&'static str> {
    let has = |key| profile.metadata(key).is_some();
    let method = |method| profile.metadata_is("token_endpoint_auth_method", method);
    let is_claims_request = key == "ClaimsEndpoint" || is_follow_up_endpoint(key);
    match key {
        _ if is_claims_request && profile.receives_id_token() => {
            Some("with `response_types` = `id_token` there is no access token to ask with")
        }
        "token_signing_algorithm" if !method("private_key_jwt") => {
            Some("only the assertion of `token_endpoint_auth_method` = `private_key_jwt` is signed")
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
        "claimsmith.claims_method" | "claimsmith.claims_headers" if !has("ClaimsEndpoint") => {
            Some("there is no claims request without `ClaimsEndpoint`")
        }
        "claimsmith.claims_proof_parameter" if !requests_claims(profile) => {
            Some("there is neither a claims request nor a follow-up request to send it with")
        }
        "claimsmith.id_token_algorithms" if !has("JWKS") && !has("METADATA") => {
            Some("no id_token is validated without `JWKS` or `METADATA`")
        }
        _ => None,
    }
}
