//! Which provider a user came from is said by the policy: `identityProvider` becomes the issuer in `alternativeSecurityId`,
//! and a provider that chooses it signs in as the users of another.

use crate::diagnostic::codes::ISSUER_FROM_PROVIDER;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::offered::is_federation;
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::resolver::is_resolver;

const CLAIM: &str = "identityProvider";

/// B2C compares the `iss` of an id_token with the issuer that it expects.
const CHECKED: &str = "iss";

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles().filter(|profile| is_federation(profile)) {
        if let Some(finding) = chosen(profile) {
            diagnostics.push(finding);
        }
    }
}

/// The policy has a value of its own, so it does not mean the provider to say who it is.
fn chosen(profile: &TechnicalProfile<'_>) -> Option<Diagnostic> {
    let claim = profile.output_claims.iter().find(|claim| claim.claim_type.eq_ignore_ascii_case(CLAIM))?;
    let (partner, default) = (claim.partner_claim_type?, claim.default_value?);
    if claim.is_always_default() || partner.value == CHECKED || is_resolver(partner) {
        return None;
    }
    let message = format!("`{}` may say itself whose users it signs in", profile.id.value);
    Some(
        Diagnostic::new(ISSUER_FROM_PROVIDER, message)
            .at(partner.span, "what the provider sends under this name is the issuer of the user")
            .label(default.span, "used only when the provider sends nothing")
            .help("add `AlwaysUseDefaultValue=\"true\"`, or remove `PartnerClaimType`"),
    )
}
