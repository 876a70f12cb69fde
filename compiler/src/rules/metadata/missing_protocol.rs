//! A technical profile has a protocol and a name once its chain and its includes are merged (B2C: "The required
//! \"DisplayName\" element is missing from TechnicalProfile").

use super::doubt::Doubts;
use crate::diagnostic::codes::MISSING_PROTOCOL;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};

pub(super) fn check(policy: &Policy<'_>, _doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter() {
        // An include that leads nowhere is reported on its own, and what is missing may stand there.
        if profile.include.is_some_and(|include| policy.technical_profiles.get(include).is_none()) {
            continue;
        }
        if profile.protocol.is_none() {
            diagnostics.push(no_protocol(profile, policy, diagnostics));
        } else if !profile.has_display_name && !is_said_of_included(profile, policy) {
            diagnostics.push(no_name(profile));
        }
    }
}

/// Whether the profile that it includes runs itself and has no name either. Of one that is compiled it is said in any case.
fn is_said_of_included(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> bool {
    let is_compiled = profile.is_oauth2_federation() || profile.is_claims_transformation();
    !is_compiled && policy.included_and_run(profile).is_some_and(|included| !included.has_display_name)
}

fn no_protocol(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, diagnostics: &Diagnostics) -> Diagnostic {
    let others = policy.technical_profiles.iter().filter(|other| other.protocol.is_some());
    let near = diagnostics.nearest(profile.id, others.map(|other| other.id.as_str()));
    Diagnostic::new(MISSING_PROTOCOL, format!("the technical profile `{}` has no protocol", profile.id.value))
        .at(profile.id.span, "no `Protocol` here, in a base, or in an included profile")
        .help(match near {
            Some(near) => format!("to change the profile of a base, use its id: `{near}`"),
            None => {
                "add its `Protocol`, include a profile that has one, or use the id of the profile it is meant to change"
                    .to_owned()
            }
        })
}

fn no_name(profile: &TechnicalProfile<'_>) -> Diagnostic {
    Diagnostic::new(MISSING_PROTOCOL, format!("the technical profile `{}` has no `DisplayName`", profile.id.value))
        .at(profile.id.span, "no `DisplayName` here, in a base, or in an included profile")
        .help("add its `DisplayName`, as the first element")
}
