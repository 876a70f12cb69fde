//! An OAuth2 profile has the cryptographic keys that its requests and its id_token need.

use super::doubt::Doubts;
use crate::diagnostic::codes::MISSING_CRYPTOGRAPHIC_KEY;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::protocol::value;
use crate::rules::requests_claims;
use claimsmith_profile::SignatureAlgorithm;

pub(super) fn check(policy: &Policy<'_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        // One finding a key: the first reason is enough.
        let reasons = [authentication(profile, doubts), proof(profile), symmetric_id_token(profile)];
        let mut missing: Vec<(&str, &str)> = Vec::new();
        for (id, why) in reasons.into_iter().flatten() {
            if profile.cryptographic_key(id).is_none() && missing.iter().all(|(other, _)| *other != id) {
                missing.push((id, why));
            }
        }
        for (id, why) in missing {
            diagnostics.push(finding(profile, id, why));
        }
    }
}

fn finding(profile: &TechnicalProfile<'_>, id: &str, why: &str) -> Diagnostic {
    let message = format!("the technical profile `{}` has no cryptographic key `{id}`", profile.id.value);
    Diagnostic::new(MISSING_CRYPTOGRAPHIC_KEY, message)
        .at(profile.id.span, why)
        .help(format!("add `<Key Id=\"{id}\" StorageReferenceId=\"B2C_1A_…\" />` to its `CryptographicKeys`"))
}

/// The id of a key and what it is for.
type Needed = (&'static str, &'static str);

fn authentication(profile: &TechnicalProfile<'_>, doubts: &Doubts) -> Option<Needed> {
    let rests_on = ["response_types", "token_endpoint_auth_method"];
    if profile.receives_id_token() || rests_on.iter().any(|key| doubts.about(profile, key)) {
        None
    } else if profile.metadata_is("token_endpoint_auth_method", "private_key_jwt") {
        Some(("assertion_signing_key", "needs it to sign what it authenticates with at the token endpoint"))
    } else if profile.metadata("claimsmith.client_secret_issuer").is_some() {
        Some(("client_secret", "needs it, a P-256 private key in PEM, to sign its client secret"))
    } else {
        Some(("client_secret", "needs it to authenticate at the token endpoint"))
    }
}

fn proof(profile: &TechnicalProfile<'_>) -> Option<Needed> {
    profile.metadata("claimsmith.claims_proof_parameter").filter(|_| requests_claims(profile))?;
    Some(("client_secret", "needs it for the parameter of `claimsmith.claims_proof_parameter`"))
}

fn symmetric_id_token(profile: &TechnicalProfile<'_>) -> Option<Needed> {
    let is_validated = ["JWKS", "METADATA"].iter().any(|key| profile.metadata(key).is_some());
    let item = profile.metadata("claimsmith.id_token_algorithms").filter(|_| is_validated)?;
    let algorithms = value::algorithms(&item.value).ok()?;
    let why = "needs it to validate an id_token that is signed with HS256";
    algorithms.contains(&SignatureAlgorithm::Hs256).then_some(("client_secret", why))
}
