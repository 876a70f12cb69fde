//! The handlers of `Proprietary` technical profiles: assembly-qualified names of .NET classes.

use super::Role;

/// What follows the class in `Protocol/@Handler`.
pub const ASSEMBLY: &str = ", Web.TPEngine, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null";

/// The classes, and what a technical profile with each is.
pub const HANDLERS: &[(&str, Role)] = &[
    ("Web.TPEngine.Providers.SelfAssertedAttributeProvider", Role::SelfAsserted),
    ("Web.TPEngine.Providers.RestfulProvider", Role::Restful),
    ("Web.TPEngine.Providers.AzureActiveDirectoryProvider", Role::Directory),
    ("Web.TPEngine.Providers.ClaimsTransformationProtocolProvider", Role::ClaimsTransformation),
    ("Web.TPEngine.Providers.OneTimePasswordProtocolProvider", Role::OneTimePassword),
    ("Web.TPEngine.Providers.PhoneFactorProtocolProvider", Role::PhoneFactor),
    ("Web.TPEngine.Providers.AzureMfaProtocolProvider", Role::MultifactorAuthentication),
    ("Web.TPEngine.Providers.AadSsprProtocolProvider", Role::PasswordReset),
    ("Web.TPEngine.Providers.CaptchaProvider", Role::Captcha),
    ("Web.TPEngine.Providers.Insights.AzureApplicationInsightsProvider", Role::ApplicationInsights),
    ("Web.TPEngine.Providers.ConditionalAccessProtocolProvider", Role::ConditionalAccess),
    ("Web.TPEngine.Providers.UserJourneyContextProvider", Role::UserJourneyContext),
    ("Web.TPEngine.SSO.NoopSSOSessionProvider", Role::NoopSession),
    ("Web.TPEngine.SSO.DefaultSSOSessionProvider", Role::DefaultSession),
    ("Web.TPEngine.SSO.ExternalLoginSSOSessionProvider", Role::ExternalLoginSession),
    ("Web.TPEngine.SSO.OAuthSSOSessionProvider", Role::OAuthSession),
    ("Web.TPEngine.SSO.SamlSSOSessionProvider", Role::SamlSession),
];

/// The class of a handler: what stands before the first comma.
#[must_use]
pub fn class(handler: &str) -> &str {
    handler.split(',').next().unwrap_or_default().trim()
}

/// What a technical profile with this handler is; `None` when the handler is not known.
#[must_use]
pub fn role(handler: &str) -> Option<Role> {
    let class = class(handler);
    HANDLERS.iter().find(|(known, _)| *known == class).map(|(_, role)| *role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handler_is_known_by_its_class() {
        let handler = format!("Web.TPEngine.Providers.RestfulProvider{ASSEMBLY}");
        assert_eq!(role(&handler), Some(Role::Restful));
        assert_eq!(role("Web.TPEngine.Providers.RestfulProvider"), Some(Role::Restful));
        assert_eq!(role("RestfulProvider"), None);
        assert_eq!(class(""), "");
    }
}
