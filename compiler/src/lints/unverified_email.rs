//! An address that nobody has verified may be that of somebody else.

use crate::ast::Text;
use crate::diagnostic::codes::UNVERIFIED_EMAIL;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimType, Fresh, TechnicalProfile, fold};
use crate::protocol::value::boolean;
use crate::protocol::{Role, role_of};

/// What the id or the partner claim type of a claim with an address holds, in lower case.
const ADDRESS: &str = "mail";

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles().filter(|profile| role_of(profile) == Some(Role::SelfAsserted)) {
        let Some(item) = profile.metadata("EnforceEmailVerification") else { continue };
        // Profiles that include another share its item, and each leaf its profiles: one place, one finding, so no id.
        if boolean(&item.value) == Some(false) && takes_email(profile, fresh) && !has_display_control(profile) {
            diagnostics.push(
                Diagnostic::new(UNVERIFIED_EMAIL, "the e-mail address that a user writes is not verified")
                    .at(item.value.span, "users may write the address of somebody else")
                    .help("verify it in another step, or remove the item"),
            );
        }
    }
}

/// Whether the page has a display control: what verifies an address in another way than the page itself is one.
fn has_display_control(profile: &TechnicalProfile<'_>) -> bool {
    profile.display_claims.iter().any(|it| it.display_control.is_some())
}

/// Input types that show a value and take none.
const SHOWN_ONLY: &[&str] = &["Readonly", "Paragraph"];

/// Whether the page has a field that takes an e-mail address. One with display claims shows those, any other its output
/// claims.
fn takes_email(profile: &TechnicalProfile<'_>, fresh: Fresh<'_, '_>) -> bool {
    let displayed: Vec<&Text> = profile.display_claims.iter().filter_map(|it| it.claim_type.as_ref()).collect();
    let is_shown = |claim: &Text| displayed.is_empty() || displayed.iter().any(|it| it.eq_ignore_ascii_case(claim));
    let is_entered = |claim: &&Text| {
        let input =
            |declared: &ClaimType<'_>| declared.user_input_type.is_some_and(|it| !SHOWN_ONLY.contains(&it.as_str()));
        fresh.declared().get(claim).is_none_or(input)
    };
    let outputs = profile.output_claims.iter().filter(|it| !it.is_always_default() && is_shown(it.claim_type));
    let outputs = outputs.filter(|it| is_entered(&it.claim_type));
    let names = outputs.flat_map(|it| [Some(it.claim_type), it.partner_claim_type]).flatten();
    names.chain(displayed.iter().copied().filter(is_entered)).any(|name| fold(name).contains(ADDRESS))
}
