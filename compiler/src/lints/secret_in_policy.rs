//! Everybody who may read the policies reads a secret in them, and the repository keeps it for ever.

use crate::diagnostic::codes::{SECRET_IN_POLICY, UNKNOWN_METADATA_KEY};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::secrets::{is_secret_default, secret};
use crate::source::Span;

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles() {
        for claim in &profile.input_claims {
            let name = claim.partner_claim_type.unwrap_or(claim.claim_type);
            let Some(value) = claim.default_value.filter(|value| is_secret_default(name, value)) else { continue };
            diagnostics.push(finding(&format!("the default value of the input claim `{}`", name.value), value.span));
        }
        for item in &profile.metadata {
            let Some(what) = secret(item) else { continue };
            // That a key is not known matters less than that its value is a secret.
            diagnostics.remove(UNKNOWN_METADATA_KEY, item.key.span);
            diagnostics.push(finding(&format!("{what} of metadata `{}`", item.key.value), item.value.span));
        }
    }
}

fn finding(what: &str, place: Span) -> Diagnostic {
    Diagnostic::new(SECRET_IN_POLICY, format!("{what} is a secret"))
        .at(place, "readable for everybody who reads the policy")
        .confidential()
        .help("remove it here and change it where it is used: who has read the policy knows it")
        .help("keep it as a policy key and name it among the `CryptographicKeys`")
}
