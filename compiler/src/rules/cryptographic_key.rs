//! An OAuth2 profile has the cryptographic key its way of authentication needs.

use crate::diagnostic::codes::MISSING_CRYPTOGRAPHIC_KEY;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        let Some(needed) = needed(profile).filter(|id| profile.cryptographic_key(id).is_none()) else { continue };
        diagnostics.push(
            Diagnostic::new(
                MISSING_CRYPTOGRAPHIC_KEY,
                format!("the technical profile `{}` has no cryptographic key `{needed}`", profile.id.value),
            )
            .at(profile.id.span, "needs it to authenticate at the token endpoint")
            .help(format!("add `<Key Id=\"{needed}\" StorageReferenceId=\"B2C_1A_…\" />` to its `CryptographicKeys`")),
        );
    }
}

fn needed(profile: &TechnicalProfile<'_>) -> Option<&'static str> {
    let value = |key| profile.metadata(key).map_or("", |item| item.value.as_str());
    if value("token_endpoint_auth_method").eq_ignore_ascii_case("private_key_jwt") {
        Some("assertion_signing_key")
    } else if value("response_types").eq_ignore_ascii_case("id_token") {
        None
    } else {
        Some("client_secret")
    }
}
