//! A technical profile has a protocol once its chain and its includes are merged.

use super::doubt::Doubts;
use crate::diagnostic::codes::MISSING_PROTOCOL;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;

pub(super) fn check(policy: &Policy<'_>, _doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.protocol.is_none()) {
        // An include that leads nowhere is reported on its own, and the protocol may stand there.
        if profile.include.is_some_and(|include| policy.technical_profiles.get(include).is_none()) {
            continue;
        }
        let others = policy.technical_profiles.iter().filter(|other| other.protocol.is_some());
        let near = diagnostics.nearest(profile.id, others.map(|other| other.id.as_str()));
        diagnostics.push(
            Diagnostic::new(MISSING_PROTOCOL, format!("the technical profile `{}` has no protocol", profile.id.value))
                .at(profile.id.span, "no `Protocol` here, in a base, or in an included profile")
                .help(match near {
                    Some(near) => format!("to change the profile of a base, use its id: `{near}`"),
                    None => {
                        "add its `Protocol`, include a profile that has one, or use the id of the profile it is meant to change"
                            .to_owned()
                    }
                }),
        );
    }
}
