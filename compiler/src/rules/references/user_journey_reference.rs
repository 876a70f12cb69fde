//! The default user journey of the relying party is defined in the chain.

use crate::diagnostic::codes::UNKNOWN_USER_JOURNEY;
use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::rules::report_case;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for file in &policy.chain {
        let party = file.relying_party.as_ref();
        let Some(reference) = party.and_then(|party| party.default_user_journey.as_ref()) else { continue };
        match policy.user_journeys.get(reference) {
            Some(journey) => report_case("user journey", reference, journey.id, diagnostics),
            None => diagnostics.push(
                Diagnostic::new(UNKNOWN_USER_JOURNEY, format!("the user journey `{}` is not defined", reference.value))
                    .at(reference.span, "not in this policy or its bases")
                    .maybe_help(did_you_mean(
                        reference,
                        policy.user_journeys.iter().map(|journey| journey.id.as_str()),
                    )),
            ),
        }
    }
}
