//! No technical profile has claims or profiles that mean nothing on it: validation technical profiles belong to a page,
//! display claims to what shows something, persisted claims to what keeps something.

use super::with_roles;
use crate::diagnostic::codes::MISPLACED_ELEMENT;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::Role;
use crate::source::Span;

/// An element, where one of its children stands, whether it belongs there, whether upload refuses it elsewhere, and what
/// it belongs to.
struct Element {
    name: &'static str,
    place: Option<Span>,
    belongs: bool,
    severity: Severity,
    home: &'static str,
}

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for (profile, role) in with_roles(fresh) {
        for element in elements(profile, role).into_iter().filter(|element| !element.belongs) {
            let Some(place) = element.place else { continue };
            let message = format!("`{}` means nothing on {}", element.name, role.with_article());
            let mut finding = Diagnostic::new(MISPLACED_ELEMENT, message)
                .at(place, format!("belongs to {}", element.home))
                .label(profile.id.span, "in this technical profile")
                .help("remove the element, or put it where it belongs");
            finding.severity = element.severity;
            diagnostics.push(finding);
        }
    }
}

fn elements(profile: &TechnicalProfile<'_>, role: Role) -> [Element; 3] {
    let display = profile.display_claims.first();
    let display = display.and_then(|claim| claim.claim_type.as_ref().or(claim.display_control.as_ref()));
    [
        Element {
            name: "ValidationTechnicalProfiles",
            place: profile.validation_technical_profiles.first().map(|it| it.technical_profile.span),
            belongs: role == Role::SelfAsserted,
            severity: Severity::Error,
            home: "a self-asserted technical profile",
        },
        Element {
            name: "DisplayClaims",
            place: display.map(|text| text.span),
            belongs: matches!(role, Role::SelfAsserted | Role::PhoneFactor | Role::Captcha),
            severity: Severity::Warning,
            home: "a technical profile that shows a page",
        },
        Element {
            name: "PersistedClaims",
            place: profile.persisted_claims.first().map(|it| it.claim_type.span),
            belongs: keeps(role),
            severity: Severity::Warning,
            home: "a directory or session technical profile",
        },
    ]
}

fn keeps(role: Role) -> bool {
    use Role::{DefaultSession, Directory, ExternalLoginSession, NoopSession, OAuthSession, SamlSession};
    matches!(role, Directory | DefaultSession | ExternalLoginSession | NoopSession | OAuthSession | SamlSession)
}
