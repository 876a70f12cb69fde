//! What a page returns is entered there, or comes from somewhere else (B2C: "does not specify a UserInputType or a
//! DefaultValue, and is not retrieved from a ValidationTechnicalProfile either").

use super::flow::ClaimsBag;
use super::{is_self_asserted, is_unreadable};
use crate::diagnostic::codes::UNFILLED_OUTPUT;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimReference, Policy, TechnicalProfile};
use std::collections::BTreeSet;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.fresh_profiles().filter(|profile| is_self_asserted(profile)) {
        if diagnostics.is_full() {
            return;
        }
        let findings = unfilled(profile, policy);
        if !findings.is_empty() && !is_unreadable(policy, diagnostics) {
            findings.into_iter().for_each(|finding| diagnostics.push(finding));
        }
    }
}

fn unfilled<'a>(profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> Vec<Diagnostic> {
    // Once a page has display claims, they say what is entered.
    let is_entered = |output: &ClaimReference<'_>| {
        policy.claim_types.get(output.claim_type).is_none_or(|claim_type| claim_type.user_input_type.is_some())
    };
    let mut open = profile.output_claims.iter().filter(|it| it.default_value.is_none() && !is_entered(it)).peekable();
    if open.peek().is_none() {
        return Vec::new();
    }
    let mut bag = ClaimsBag::empty(policy);
    bag.add_page(profile);
    let inputs: BTreeSet<String> = profile.input_claims.iter().map(|it| it.claim_type.to_ascii_lowercase()).collect();
    let is_filled = |output: &&ClaimReference<'_>| {
        bag.has(output.claim_type) || inputs.contains(&output.claim_type.to_ascii_lowercase())
    };
    if !bag.is_complete() {
        return Vec::new();
    }
    open.filter(|output| !is_filled(output)).map(|output| finding(output, profile, policy)).collect()
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
