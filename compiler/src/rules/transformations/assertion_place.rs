//! An assertion is run by a validation technical profile: elsewhere there is no page to show its message on, and the
//! journey ends with an error.

use super::{is_on, run};
use crate::ast::ClaimsTransformation;
use crate::diagnostic::codes::ASSERTION_PLACE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile, fold};
use crate::transformation::method::Method;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    if policy.relying_party.is_none() {
        return;
    }
    let asserts = |profile: &&TechnicalProfile<'_>| run::by(profile, policy).any(|(_, it, method)| fails(it, method));
    let profiles: Vec<_> = policy.technical_profiles.iter().filter(asserts).collect();
    if profiles.is_empty() {
        return;
    }
    let (validations, exchanged) = (run::validations(policy), run::exchanged(policy));
    for profile in profiles {
        let id = fold(profile.id);
        if !validations.contains(&id) && exchanged.contains(&id) {
            misplaced(profile, policy, diagnostics);
        }
    }
}

fn misplaced(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for (reference, transformation, _) in run::by(profile, policy).filter(|(_, it, method)| fails(it, method)) {
        let validates = if run::is_self_asserted(profile) { "a page itself" } else { "which validates no page" };
        let (assertion, id) = (&transformation.id.value, &profile.id.value);
        diagnostics.push(
            Diagnostic::new(ASSERTION_PLACE, format!("the assertion `{assertion}` is run by `{id}`, {validates}"))
                .at(reference.span, "its message cannot be shown")
                .label(profile.id.span, "called by a step of a journey")
                .help("run it from a validation technical profile of the page"),
        );
    }
}

/// Whether it is an assertion that raises an error.
fn fails(transformation: &ClaimsTransformation, method: &Method) -> bool {
    let is_quiet = super::given(transformation, "throwError").is_some() && !is_on(transformation, "throwError");
    method.is_assertion && !is_quiet
}
