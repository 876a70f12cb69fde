//! A relying party says which user journey it runs.

use super::{default_user_journey_reference, is_explained};
use crate::diagnostic::codes::MISSING_DEFAULT_USER_JOURNEY;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let Some(party) = policy.relying_party else { return };
    if default_user_journey_reference(policy).is_some() || is_explained(&[party.span], diagnostics) {
        return;
    }
    diagnostics.push(
        Diagnostic::new(MISSING_DEFAULT_USER_JOURNEY, "the relying party has no default user journey")
            .at(party.name, "no `DefaultUserJourney`")
            .help("name the user journey to run in `DefaultUserJourney`"),
    );
}
