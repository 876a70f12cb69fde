//! What a reference names can do what it is named for: session management is named for sessions, and what a page calls or a
//! step runs can be called or run.

use crate::ast::Text;
use crate::diagnostic::codes::WRONG_KIND_OF_PROFILE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::protocol::{Role, role_of};

/// A use of technical profiles.
struct Use {
    /// Whether what has this role is of no use there.
    refuses: fn(Role) -> bool,
    /// What such a technical profile does not do.
    why: &'static str,
    advice: fn(Role) -> &'static str,
}

const SESSION: Use = Use {
    refuses: |role| !is_session(role),
    why: "manages no session",
    advice: |_| "name a technical profile whose handler is a session provider, such as `NoopSSOSessionProvider`",
};

const CALL: Use = Use {
    refuses: |role| is_session(role) || is_issuer(role) || shows_a_page(role) || role.is_federation(),
    why: "cannot be called by a page",
    advice: |_| "name a technical profile that works without the user: a REST service, the directory, claims transformations",
};

const STEP: Use = Use {
    refuses: |role| is_session(role) || is_issuer(role),
    why: "cannot be run by a claims exchange",
    advice: |role| {
        if is_session(role) {
            "name it in `UseTechnicalProfileForSessionManagement` of the technical profile whose session it manages"
        } else {
            "name it in `CpimIssuerTechnicalProfileReferenceId` of the step that sends claims"
        }
    },
};

const fn is_session(role: Role) -> bool {
    use Role::{DefaultSession, ExternalLoginSession, NoopSession, OAuthSession, SamlSession};
    matches!(role, NoopSession | DefaultSession | ExternalLoginSession | OAuthSession | SamlSession)
}

const fn is_issuer(role: Role) -> bool {
    matches!(role, Role::JwtIssuer | Role::Saml2Issuer | Role::UserInfoIssuer)
}

const fn shows_a_page(role: Role) -> bool {
    matches!(role, Role::SelfAsserted | Role::PhoneFactor)
}

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter() {
        if let Some(id) = profile.session_management {
            expect(&SESSION, id, policy, diagnostics);
        }
        for validation in &profile.validation_technical_profiles {
            expect(&CALL, &validation.technical_profile, policy, diagnostics);
        }
    }
    let actions = policy.display_controls.iter().flat_map(|control| &control.current.actions);
    for validation in actions.flat_map(|action| &action.validations) {
        expect(&CALL, &validation.technical_profile, policy, diagnostics);
    }
    let journeys = policy.user_journeys.iter().chain(policy.sub_journeys.iter());
    for exchange in journeys.flat_map(|journey| journey.steps.values()).flat_map(|step| &step.exchanges) {
        expect(&STEP, &exchange.technical_profile, policy, diagnostics);
    }
}

fn expect(wanted: &Use, id: &Text, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let Some(profile) = policy.technical_profiles.get(id) else { return };
    let Some(role) = role_of(profile).filter(|role| (wanted.refuses)(*role)) else { return };
    diagnostics.push(
        Diagnostic::new(WRONG_KIND_OF_PROFILE, format!("`{}` is {}", id.value, role.with_article()))
            .at(id.span, wanted.why)
            .label(profile.id.span, "defined here")
            .help((wanted.advice)(role)),
    );
}
