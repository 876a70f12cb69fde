//! The technical profile of a relying party has the id `PolicyProfile` and the protocol of the application.

use super::{is_explained, relying_party_profile};
use crate::ast::TechnicalProfile;
use crate::diagnostic::codes::RELYING_PARTY_PROFILE;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Policy;

const ID: &str = "PolicyProfile";
const PROTOCOLS: &[&str] = &["OpenIdConnect", "SAML2"];

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let Some(profile) = relying_party_profile(policy) else {
        let party = policy.relying_party.filter(|party| !is_explained(&[party.span], diagnostics));
        let finding = Diagnostic::new(RELYING_PARTY_PROFILE, "the relying party has no technical profile")
            .help("add a `TechnicalProfile` with the claims of the token");
        if let Some(party) = party {
            diagnostics.push(finding.at(party.name, "no `TechnicalProfile`"));
        }
        return;
    };
    if profile.id.as_str() != ID {
        let message = format!("the technical profile of the relying party is called `{}`", profile.id.value);
        diagnostics.push(
            Diagnostic::new(RELYING_PARTY_PROFILE, message).at(profile.id.span, "`PolicyProfile` is expected").replace(
                profile.id.span,
                ID,
                "use the id that B2C reads",
                Applicability::MachineApplicable,
            ),
        );
    }
    let further = policy.relying_party.iter().flat_map(|party| &party.further_technical_profiles);
    for other in further {
        let message = format!("the relying party has a further technical profile `{}`", other.id.value);
        diagnostics.push(
            Diagnostic::new(RELYING_PARTY_PROFILE, message)
                .at(other.id.span, "B2C documents one, and nothing says what it makes of this")
                .label(profile.id.span, "the first of them")
                .help("put the claims of the token into one technical profile, or write a policy for each application"),
        );
    }
    protocol(profile, diagnostics);
}

fn protocol(profile: &TechnicalProfile, diagnostics: &mut Diagnostics) {
    let Some(protocol) = profile.protocol.as_ref().map(|protocol| &protocol.name) else {
        if profile.include.is_none() && !is_explained(&[profile.span], diagnostics) {
            diagnostics.push(
                Diagnostic::new(RELYING_PARTY_PROFILE, "the technical profile of the relying party has no protocol")
                    .at(profile.id.span, "no `Protocol`")
                    .help("add `<Protocol Name=\"OpenIdConnect\" />`, or `SAML2` for an application with SAML"),
            );
        }
        return;
    };
    if !PROTOCOLS.contains(&protocol.as_str()) {
        let message = format!("a relying party does not speak `{}`", protocol.value);
        diagnostics.push(
            Diagnostic::new(RELYING_PARTY_PROFILE, message)
                .at(protocol.span, "not a protocol of applications")
                .help("`OpenIdConnect` for OAuth 2.0 and OpenID Connect, `SAML2` for SAML"),
        );
    }
}
