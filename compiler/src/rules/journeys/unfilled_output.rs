//! What a page returns is entered there, or comes from somewhere else (B2C: "does not specify a UserInputType or a
//! DefaultValue, and is not retrieved from a ValidationTechnicalProfile either").

use super::flow::ClaimsBag;
use super::is_flow_unsure;
use crate::diagnostic::codes::UNFILLED_OUTPUT;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimReference, Policy, TechnicalProfile};
use crate::protocol::{Role, role_of};

/// The most claims that are looked at for the pages of one policy: real policies have some thousand.
const MOST_CLAIMS: usize = 200_000;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let mut looked_at = 0;
    for profile in policy.technical_profiles.iter().filter(|profile| role_of(profile) == Some(Role::SelfAsserted)) {
        // Once a page has display claims, they say what is entered, and an output claim shows nothing.
        let open = if profile.display_claims.is_empty() { unentered(profile, policy) } else { Vec::new() };
        if open.is_empty() {
            continue;
        }
        let mut bag = ClaimsBag::empty(policy);
        bag.add_page(profile);
        looked_at += bag.additions();
        if diagnostics.is_full() || looked_at > MOST_CLAIMS {
            return;
        }
        let unfilled: Vec<_> = open.into_iter().filter(|output| !bag.has(output.claim_type)).collect();
        if bag.is_complete() && !unfilled.is_empty() && !is_flow_unsure(policy, diagnostics) {
            unfilled.into_iter().for_each(|output| diagnostics.push(finding(output, profile, policy)));
        }
    }
}

/// The output claims that have no default value and that a user cannot enter.
fn unentered<'p, 'a>(profile: &'p TechnicalProfile<'a>, policy: &Policy<'a>) -> Vec<&'p ClaimReference<'a>> {
    let is_entered = |output: &ClaimReference<'_>| {
        policy.claim_types.get(output.claim_type).is_none_or(|claim_type| claim_type.user_input_type.is_some())
    };
    profile.output_claims.iter().filter(|it| it.default_value.is_none() && !is_entered(it)).collect()
}

fn finding(output: &ClaimReference<'_>, profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Diagnostic {
    let (claim, id) = (&output.claim_type.value, &profile.id.value);
    let message = format!("nothing fills the claim `{claim}` that the page of `{id}` returns");
    let finding = Diagnostic::new(UNFILLED_OUTPUT, message)
        .at(output.claim_type.span, "no default value, and no validation technical profile returns it");
    let declared = policy.claim_types.get(output.claim_type);
    let finding = match declared {
        Some(declared) => finding.label(declared.id.span, "no `UserInputType`, so the user cannot enter it"),
        None => finding,
    };
    finding.help(
        "give the claim type a `UserInputType`, give the output claim a `DefaultValue`, or let a validation technical \
         profile return it",
    )
}
