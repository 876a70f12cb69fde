//! Whether Claimsmith runs something, types it, checks it, or does not support it, and why: the only place that says so.
//!
//! What a role, a method or a kind of step allows stands in the tables here. Whether an OAuth2 profile really is compiled
//! is asked of the stage that compiles it.

use crate::json::quote;
use crate::json::record::{Definitions, Encode, words};
use crate::lower::PolicyJudge;
use crate::model::TechnicalProfile;
use crate::protocol::{Role, role_of};
use crate::transformation::method;

/// What Claimsmith makes of a part of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Support {
    /// Generated code does what it says.
    Runs,
    /// Generated code has types for it; what it says is left to the application.
    TypesOnly,
    /// `claimsmith check` finds what is wrong with it; no code comes of it.
    ChecksOnly,
    /// Nothing is known of it.
    NotSupported,
}

impl Support {
    /// Every degree, the best first.
    pub const ALL: [Self; 4] = [Self::Runs, Self::TypesOnly, Self::ChecksOnly, Self::NotSupported];

    /// The word in output for machines.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::TypesOnly => "types_only",
            Self::ChecksOnly => "checks_only",
            Self::NotSupported => "not_supported",
        }
    }
}

impl Encode for Support {
    fn encode(&self) -> String {
        quote(self.name())
    }

    fn schema(definitions: &mut Definitions) -> String {
        definitions.entry("Support").or_insert_with(|| words(&Self::ALL.map(Self::name)));
        r##"{"$ref":"#/definitions/Support"}"##.to_owned()
    }
}

/// How much is supported, and why.
#[derive(Debug, Clone)]
pub(super) struct Verdict {
    pub(super) support: Support,
    /// Completes "because".
    pub(super) reason: String,
}

impl Verdict {
    fn new(support: Support, reason: impl Into<String>) -> Self {
        Self { support, reason: reason.into() }
    }
}

/// A technical profile.
pub(super) fn of_profile(profile: &TechnicalProfile<'_>, judge: &PolicyJudge<'_, '_>) -> Verdict {
    if profile.is_oauth2_federation() {
        return match judge.obstacle(profile) {
            None => Verdict::new(Support::Runs, "it is compiled to a typed client that signs users in"),
            Some(obstacle) => Verdict::new(Support::ChecksOnly, obstacle),
        };
    }
    if profile.is_claims_transformation() {
        return match judge.obstacle(profile) {
            None => Verdict::new(Support::Runs, "it is compiled to a typed function from claims to claims"),
            Some(obstacle) => Verdict::new(Support::ChecksOnly, obstacle),
        };
    }
    match role_of(profile) {
        Some(role) => Verdict::new(Support::ChecksOnly, of_role(role)),
        None if profile.protocol.is_none() => {
            Verdict::new(Support::ChecksOnly, "it has no protocol: others include it, or it lacks one")
        }
        None => Verdict::new(Support::NotSupported, "nothing is known of its protocol or handler"),
    }
}

/// Why a profile with this role is checked and not run. For [`Role::OAuth2Federation`], of one that is also an issuer.
fn of_role(role: Role) -> &'static str {
    match role {
        Role::OAuth2Federation => "it signs users in and issues tokens at once, which is not compiled",
        Role::OpenIdConnectFederation | Role::OAuth1 | Role::Saml2IdentityProvider => {
            "it signs users in by a protocol that is not compiled: only OAuth2 is"
        }
        Role::PasswordGrant => "it sends the user's password itself: nobody is handed over to a provider",
        Role::IdTokenHint => "it reads a token of the application's request, which only B2C receives",
        Role::JwtIssuer | Role::UserInfoIssuer | Role::ClientAssertion | Role::Saml2Issuer => {
            "it issues or reads tokens of B2C; Claimsmith signs users in and issues no tokens"
        }
        Role::OAuth2ErrorIssuer => "it ends a journey of B2C with an error; generated code returns an error instead",
        Role::RelyingParty | Role::Saml2RelyingParty => {
            "it is the contract with an application, whose tokens B2C issues"
        }
        Role::SelfAsserted | Role::PhoneFactor | Role::Captcha => {
            "it is a page of B2C; the application has its own pages"
        }
        Role::Restful => "its call is not compiled",
        Role::Directory => "it reads or writes the directory of B2C; the application has its own users",
        Role::ClaimsTransformation | Role::WithoutProtocol => "it has no protocol or handler that is compiled",
        Role::OneTimePassword | Role::MultifactorAuthentication | Role::PasswordReset => {
            "it checks a user by a service of B2C"
        }
        Role::ApplicationInsights => "it reports to Application Insights; generated code has `tracing` instead",
        Role::ConditionalAccess => "it asks Conditional Access of the B2C tenant",
        Role::UserJourneyContext => "it reads facts about a running journey of B2C",
        Role::NoopSession
        | Role::DefaultSession
        | Role::ExternalLoginSession
        | Role::OAuthSession
        | Role::SamlSession => "it keeps the session at B2C; the application keeps its own",
        Role::TrustFrameworkEngine => "it is B2C's engine itself",
    }
}

/// A claims transformation with this method.
pub(super) fn of_method(name: &str) -> Verdict {
    match method::find(name) {
        Some(_) => Verdict::new(Support::Runs, "it runs with the technical profiles that are compiled"),
        None => Verdict::new(Support::NotSupported, "the method is not known"),
    }
}

/// A step of this kind whose exchanges are with these technical profiles, and whose choices lead to those.
pub(super) fn of_step(kind: &str, exchanges: &[(&str, Verdict)], choices: &[(&str, Verdict)]) -> Verdict {
    match kind {
        "ClaimsProviderSelection" | "CombinedSignInAndSignUp" => selection(kind, choices),
        "ClaimsExchange" => exchange(exchanges),
        "InvokeSubJourney" => Verdict::new(
            Support::ChecksOnly,
            "profiles of the sub-journey are compiled; when they run is left to the application",
        ),
        "SendClaims" => Verdict::new(Support::ChecksOnly, "it issues the tokens of B2C; Claimsmith issues no tokens"),
        "GetClaims" => Verdict::new(Support::ChecksOnly, "it reads the tokens of a request that only B2C receives"),
        "ConsentScreen" | "ReviewScreen" | "UserDialog" | "Noop" => {
            Verdict::new(Support::ChecksOnly, "it is a page of B2C; the application has its own pages")
        }
        _ => Verdict::new(Support::NotSupported, "nothing is known of this type of step"),
    }
}

fn selection(kind: &str, choices: &[(&str, Verdict)]) -> Verdict {
    if choices.iter().all(|(_, verdict)| verdict.support != Support::Runs) {
        return Verdict::new(Support::ChecksOnly, "it is a page of B2C, and none of its choices is compiled");
    }
    let local =
        if kind == "CombinedSignInAndSignUp" { "; signing in with a local account is not compiled" } else { "" };
    let reason = format!("its compiled choices are in the list of providers; the page is the application's{local}");
    Verdict::new(Support::TypesOnly, reason)
}

/// As far as the least supported of its exchanges.
fn exchange(exchanges: &[(&str, Verdict)]) -> Verdict {
    let worst = exchanges.iter().rev().max_by_key(|(_, verdict)| verdict.support);
    match worst {
        None => Verdict::new(Support::ChecksOnly, "it exchanges nothing"),
        Some((_, verdict)) if verdict.support == Support::Runs => Verdict::new(
            Support::Runs,
            "all its technical profiles are compiled; whether it is skipped is left to the application",
        ),
        Some((id, verdict)) => Verdict::new(verdict.support, format!("`{id}`: {}", verdict.reason)),
    }
}

/// A technical profile that is named and not defined.
pub(super) fn undefined() -> Verdict {
    Verdict::new(Support::NotSupported, "it is not defined")
}

/// The contract with an application.
pub(super) fn of_application(protocol: Option<&str>) -> Verdict {
    match protocol {
        Some("OpenIdConnect" | "SAML2") => {
            Verdict::new(Support::ChecksOnly, "its claims are checked against the user journey; B2C issues its tokens")
        }
        _ => Verdict::new(Support::NotSupported, "nothing is known of its protocol"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::step_types;

    #[test]
    fn every_type_of_step_and_every_method_is_in_the_table() {
        for kind in step_types() {
            assert_ne!(of_step(kind, &[], &[]).support, Support::NotSupported, "{kind}");
        }
        assert_eq!(of_step("Unheard", &[], &[]).support, Support::NotSupported);
        for method in method::all() {
            assert_eq!(of_method(method.name).support, Support::Runs, "{}", method.name);
        }
        assert_eq!(of_method("Unheard").support, Support::NotSupported);
    }

    #[test]
    fn a_step_is_as_supported_as_its_least_supported_exchange() {
        let runs = || ("A", Verdict::new(Support::Runs, ""));
        let checks = || ("B", Verdict::new(Support::ChecksOnly, "no"));
        assert_eq!(exchange(&[runs(), runs()]).support, Support::Runs);
        let both = exchange(&[runs(), checks()]);
        assert_eq!((both.support, both.reason.as_str()), (Support::ChecksOnly, "`B`: no"));
        assert_eq!(selection("ClaimsProviderSelection", &[runs(), checks()]).support, Support::TypesOnly);
        assert_eq!(selection("ClaimsProviderSelection", &[checks()]).support, Support::ChecksOnly);
    }
}
