//! A claims transformation technical profile has output claims, or upload refuses it.

use super::names::unreadable;
use super::run;
use crate::diagnostic::codes::NO_OUTPUT_CLAIMS;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, fold};

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    if policy.relying_party.is_none() {
        return;
    }
    let (unreadable, included) = (unreadable(diagnostics), run::included(policy));
    for profile in policy.fresh_profiles().filter(|profile| run::is_claims_transformation(profile)) {
        let is_unreadable = || unreadable.iter().any(|place| profile.elements.iter().any(|it| it.contains(place)));
        // What others include may leave the claims to them.
        if !profile.output_claims.is_empty() || included.contains(&fold(profile.id)) || is_unreadable() {
            continue;
        }
        let message =
            format!("the claims transformation technical profile `{}` has no output claims", profile.id.value);
        diagnostics.push(
            Diagnostic::new(NO_OUTPUT_CLAIMS, message)
                .at(profile.id.span, "`OutputClaims` is missing or empty")
                .help("list the claims that its output claims transformations write"),
        );
    }
}
