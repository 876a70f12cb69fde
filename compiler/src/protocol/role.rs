//! What a technical profile is, by its content.
//!
//! `Protocol/@Name` does not say it: `OAuth2` is a federation or the issuer of an error, `OpenIdConnect` a federation, a
//! password grant, a token issuer or the relying party, `None` nearly anything.

use super::policy_key::{self, PolicyKey};
use super::relation::Relation;
use super::{
    MetadataKey, common, directory, find, handler, id_token_hint, nearest, oauth1, oauth2, openid_connect,
    password_grant, restful, saml2, self_asserted, service, session, token_issuer, verification,
};
use crate::model::TechnicalProfile;
use std::borrow::Cow;

/// What a technical profile is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Sign-in with another provider by OAuth 1.0.
    OAuth1,
    /// Sign-in with another provider by OAuth 2.0: what Claimsmith compiles.
    OAuth2Federation,
    /// Ends a journey with an OAuth error for the application.
    OAuth2ErrorIssuer,
    /// Sign-in with another provider by OpenID Connect.
    OpenIdConnectFederation,
    /// Checks a password at a token endpoint (resource owner password credentials).
    PasswordGrant,
    /// Reads the `id_token_hint` of the application's request.
    IdTokenHint,
    /// Issues the tokens of the application.
    JwtIssuer,
    /// Answers the UserInfo endpoint.
    UserInfoIssuer,
    /// Reads the access token with which the UserInfo endpoint is called.
    ClientAssertion,
    /// Sign-in with another provider by SAML 2.0.
    Saml2IdentityProvider,
    /// Issues the assertions of the application.
    Saml2Issuer,
    /// The contract with an application by OpenID Connect, in `RelyingParty`.
    RelyingParty,
    /// The contract with an application by SAML 2.0, in `RelyingParty`.
    Saml2RelyingParty,
    /// The trust framework engine itself.
    TrustFrameworkEngine,
    /// Protocol `None` and nothing else: a place for claims transformations.
    WithoutProtocol,
    /// A page with a form.
    SelfAsserted,
    /// A call of a REST API.
    Restful,
    /// Reads or writes users of the directory.
    Directory,
    /// Runs claims transformations.
    ClaimsTransformation,
    /// Makes and checks a one-time password.
    OneTimePassword,
    /// The page that checks a phone number.
    PhoneFactor,
    /// Multifactor authentication by text message or authenticator app.
    MultifactorAuthentication,
    /// Sends and checks the code of a password reset.
    PasswordReset,
    /// Makes and checks a CAPTCHA.
    Captcha,
    /// Sends events to Application Insights.
    ApplicationInsights,
    /// Asks Conditional Access.
    ConditionalAccess,
    /// Reads facts about the running journey.
    UserJourneyContext,
    /// Session management that keeps nothing.
    NoopSession,
    /// Session management that keeps claims.
    DefaultSession,
    /// Session management of sign-ins with other providers.
    ExternalLoginSession,
    /// Session management of applications with tokens.
    OAuthSession,
    /// Session management of SAML.
    SamlSession,
}

use Role::{
    ApplicationInsights, Captcha, ClaimsTransformation, ClientAssertion, ConditionalAccess, DefaultSession, Directory,
    ExternalLoginSession, IdTokenHint, JwtIssuer, MultifactorAuthentication, NoopSession, OAuth1, OAuth2ErrorIssuer,
    OAuth2Federation, OAuthSession, OneTimePassword, OpenIdConnectFederation, PasswordGrant, PasswordReset,
    PhoneFactor, RelyingParty, Restful, Saml2IdentityProvider, Saml2Issuer, Saml2RelyingParty, SamlSession,
    SelfAsserted, TrustFrameworkEngine, UserInfoIssuer, UserJourneyContext, WithoutProtocol,
};

impl Role {
    /// Every role, in the order of the documentation.
    pub const ALL: [Self; 32] = [
        OAuth2Federation,
        OpenIdConnectFederation,
        OAuth1,
        Saml2IdentityProvider,
        PasswordGrant,
        IdTokenHint,
        JwtIssuer,
        UserInfoIssuer,
        ClientAssertion,
        OAuth2ErrorIssuer,
        Saml2Issuer,
        RelyingParty,
        Saml2RelyingParty,
        SelfAsserted,
        Restful,
        Directory,
        ClaimsTransformation,
        OneTimePassword,
        PhoneFactor,
        MultifactorAuthentication,
        PasswordReset,
        Captcha,
        ApplicationInsights,
        ConditionalAccess,
        UserJourneyContext,
        NoopSession,
        DefaultSession,
        ExternalLoginSession,
        OAuthSession,
        SamlSession,
        TrustFrameworkEngine,
        WithoutProtocol,
    ];

    /// What a technical profile with this role is called, with its article: "an OAuth2 technical profile".
    #[must_use]
    pub const fn with_article(self) -> &'static str {
        match self {
            OAuth1 => "an OAuth1 technical profile",
            OAuth2Federation => "an OAuth2 technical profile",
            OAuth2ErrorIssuer => "an OAuth2 error issuer",
            OpenIdConnectFederation => "an OpenID Connect technical profile",
            PasswordGrant => "a password grant technical profile",
            IdTokenHint => "an id_token_hint technical profile",
            JwtIssuer => "a JWT issuer",
            UserInfoIssuer => "a UserInfo issuer",
            ClientAssertion => "a client assertion technical profile",
            Saml2IdentityProvider => "a SAML2 technical profile",
            Saml2Issuer => "a SAML2 issuer",
            RelyingParty => "a relying party technical profile",
            Saml2RelyingParty => "a SAML2 relying party technical profile",
            TrustFrameworkEngine => "a trust framework engine technical profile",
            WithoutProtocol => "a technical profile without protocol",
            SelfAsserted => "a self-asserted technical profile",
            Restful => "a REST technical profile",
            Directory => "a directory technical profile",
            ClaimsTransformation => "a claims transformation technical profile",
            OneTimePassword => "a one-time password technical profile",
            PhoneFactor => "a phone factor technical profile",
            MultifactorAuthentication => "a multifactor authentication technical profile",
            PasswordReset => "a password reset technical profile",
            Captcha => "a CAPTCHA technical profile",
            ApplicationInsights => "an Application Insights technical profile",
            ConditionalAccess => "a Conditional Access technical profile",
            UserJourneyContext => "a user journey context technical profile",
            NoopSession => "a session technical profile that keeps nothing",
            DefaultSession => "a session technical profile",
            ExternalLoginSession => "an external login session technical profile",
            OAuthSession => "an OAuth session technical profile",
            SamlSession => "a SAML session technical profile",
        }
    }

    /// What a technical profile with this role is called: "OAuth2 technical profile".
    #[must_use]
    pub fn name(self) -> &'static str {
        self.with_article().split_once(' ').map_or("", |(_, name)| name)
    }

    /// Whether it hands the user to another provider.
    #[must_use]
    pub const fn is_federation(self) -> bool {
        matches!(self, OAuth1 | OAuth2Federation | OpenIdConnectFederation | Saml2IdentityProvider)
    }

    /// Its metadata keys: those of its own first, then those that it shares with others.
    #[must_use]
    pub const fn tables(self) -> &'static [&'static [MetadataKey]] {
        match self {
            OAuth2Federation => &[oauth2::METADATA],
            OpenIdConnectFederation => &[openid_connect::METADATA, common::OFFERED, common::RESOLVERS],
            OAuth1 => &[oauth1::METADATA, common::OFFERED, common::RESOLVERS],
            Saml2IdentityProvider => &[saml2::IDENTITY_PROVIDER, common::OFFERED, common::RESOLVERS],
            PasswordGrant => &[password_grant::METADATA, common::OFFERED, common::RESOLVERS, common::MESSAGES],
            IdTokenHint => &[id_token_hint::METADATA],
            JwtIssuer => &[token_issuer::JWT],
            UserInfoIssuer => &[token_issuer::USER_INFO],
            ClientAssertion => &[token_issuer::CLIENT_ASSERTION],
            OAuth2ErrorIssuer => &[],
            Saml2Issuer => &[saml2::ISSUER],
            RelyingParty => &[common::RESOLVERS],
            Saml2RelyingParty => &[saml2::RELYING_PARTY, common::RESOLVERS],
            TrustFrameworkEngine => &[service::TRUST_FRAMEWORK_ENGINE],
            WithoutProtocol => &[common::OFFERED, common::RESOLVERS],
            SelfAsserted => &[self_asserted::METADATA, common::OFFERED, common::RESOLVERS, common::MESSAGES],
            Restful => &[restful::METADATA, common::OFFERED, common::RESOLVERS, common::MESSAGES],
            Directory => &[directory::METADATA, common::OFFERED, common::RESOLVERS, common::MESSAGES],
            ClaimsTransformation => {
                &[service::CLAIMS_TRANSFORMATION, common::OFFERED, common::RESOLVERS, common::MESSAGES]
            }
            OneTimePassword => &[verification::ONE_TIME_PASSWORD, common::OFFERED, common::RESOLVERS, common::MESSAGES],
            PhoneFactor => &[verification::PHONE_FACTOR, common::OFFERED, common::RESOLVERS, common::MESSAGES],
            MultifactorAuthentication => {
                &[verification::MULTIFACTOR_AUTHENTICATION, common::OFFERED, common::RESOLVERS, common::MESSAGES]
            }
            PasswordReset => &[verification::PASSWORD_RESET, common::OFFERED, common::RESOLVERS, common::MESSAGES],
            Captcha => &[verification::CAPTCHA, common::OFFERED, common::RESOLVERS, common::MESSAGES],
            ApplicationInsights => &[service::APPLICATION_INSIGHTS, common::OFFERED, common::RESOLVERS],
            ConditionalAccess => &[service::CONDITIONAL_ACCESS, common::OFFERED, common::RESOLVERS],
            UserJourneyContext => &[common::OFFERED, common::RESOLVERS],
            NoopSession | DefaultSession | OAuthSession => &[],
            ExternalLoginSession => &[session::EXTERNAL_LOGIN],
            SamlSession => &[session::SAML],
        }
    }

    /// Its metadata keys.
    pub fn metadata(self) -> impl Iterator<Item = &'static MetadataKey> + Clone {
        self.tables().iter().copied().flatten()
    }

    /// The row of a key, spelled exactly so.
    #[must_use]
    pub fn key(self, key: &str) -> Option<&'static MetadataKey> {
        self.tables().iter().find_map(|table| find(table, key))
    }

    /// The key that is nearest to a wrong one.
    #[must_use]
    pub fn nearest_key(self, wrong: &str) -> Option<Cow<'static, str>> {
        let near: Vec<Cow<'static, str>> = self.tables().iter().filter_map(|table| nearest(table, wrong)).collect();
        let best = crate::diagnostic::suggest::nearest(wrong, near.iter().map(AsRef::as_ref));
        let best = best.map(str::to_owned);
        // A numbered key of the table need not be near the number that was meant.
        near.into_iter().find(|key| best.as_deref().is_none_or(|best| best == key))
    }

    /// Whether messages to the user may stand in its metadata ([`common::MESSAGES`]).
    #[must_use]
    pub fn has_messages(self) -> bool {
        let is_messages =
            |table: &&[MetadataKey]| table.first().map(|row| row.key) == common::MESSAGES.first().map(|row| row.key);
        self.tables().iter().any(is_messages)
    }

    /// Which of its keys need, or exclude, which others.
    #[must_use]
    pub const fn relations(self) -> &'static [Relation] {
        match self {
            OpenIdConnectFederation => openid_connect::RELATIONS,
            Saml2IdentityProvider => saml2::IDENTITY_PROVIDER_RELATIONS,
            JwtIssuer => token_issuer::JWT_RELATIONS,
            Restful => restful::RELATIONS,
            Directory => directory::RELATIONS,
            PhoneFactor => verification::PHONE_FACTOR_RELATIONS,
            _ => &[],
        }
    }

    /// Its cryptographic keys.
    #[must_use]
    pub const fn policy_keys(self) -> &'static [PolicyKey] {
        policy_key::of(self)
    }

    /// The roles that have this key, spelled exactly so, in the order of the documentation.
    pub fn with_key(key: &str) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |role| role.key(key).is_some())
    }
}

/// What a merged technical profile is. `None` when nothing can be said: no protocol, a handler that is not known, or a
/// protocol of which nothing is known.
#[must_use]
pub fn role_of(profile: &TechnicalProfile<'_>) -> Option<Role> {
    let protocol = profile.protocol?;
    match protocol.name.as_str() {
        "Proprietary" => handler::role(protocol.handler.as_ref()?),
        "OAuth1" => Some(OAuth1),
        "OAuth2" => Some(oauth2(profile)),
        "OpenIdConnect" => Some(issuer(profile).unwrap_or_else(|| open_id_connect(profile))),
        "SAML2" => Some(issuer(profile).unwrap_or(Saml2IdentityProvider)),
        name if name.eq_ignore_ascii_case("None") => Some(issuer(profile).unwrap_or_else(|| none(profile))),
        _ => None,
    }
}

fn has_any(profile: &TechnicalProfile<'_>, keys: &[&str]) -> bool {
    keys.iter().any(|key| profile.metadata(key).is_some())
}

fn oauth2(profile: &TechnicalProfile<'_>) -> Role {
    let format = profile.output_token_format.map(|format| format.as_str());
    let is_issuer = format.is_some() || profile.cryptographic_key("issuer_secret").is_some();
    // A federation may say which format its tokens have; B2C does not mind.
    let is_client = has_any(profile, &["authorization_endpoint"]) && format != Some("OAuth2Error");
    if is_client || !is_issuer { OAuth2Federation } else { OAuth2ErrorIssuer }
}

/// The issuer that `OutputTokenFormat` makes of a profile that is not a client of another provider.
fn issuer(profile: &TechnicalProfile<'_>) -> Option<Role> {
    let is_client = has_any(profile, &["METADATA", "authorization_endpoint", "PartnerEntity"]);
    match profile.output_token_format?.as_str() {
        "OAuth2Error" => Some(OAuth2ErrorIssuer),
        _ if is_client => None,
        "JWT" => Some(JwtIssuer),
        "SAML2" | "SAML11" => Some(Saml2Issuer),
        "JSON" => Some(UserInfoIssuer),
        _ => None,
    }
}

fn open_id_connect(profile: &TechnicalProfile<'_>) -> Role {
    let sends = |name: &str| {
        let names = profile.input_claims.iter().map(|it| it.partner_claim_type.unwrap_or(it.claim_type));
        names.into_iter().any(|it| it.eq_ignore_ascii_case(name))
    };
    let is_grant = has_any(profile, &["grant_type"]) || sends("grant_type") || (sends("username") && sends("password"));
    if is_grant { PasswordGrant } else { OpenIdConnectFederation }
}

fn none(profile: &TechnicalProfile<'_>) -> Role {
    let reads_token = profile.input_token_format.is_some() || has_any(profile, &["client_assertion_type"]);
    if reads_token && profile.cryptographic_key("issuer_secret").is_some() {
        ClientAssertion
    } else if reads_token
        || has_any(profile, &["METADATA", "issuer", "IdTokenAudience"])
        || profile.cryptographic_key("client_secret").is_some()
    {
        IdTokenHint
    } else if has_any(profile, &["url"]) {
        TrustFrameworkEngine
    } else {
        WithoutProtocol
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_role_is_listed_once_with_a_name_of_its_own() {
        let names: BTreeSet<&str> = Role::ALL.iter().map(|role| role.name()).collect();
        assert_eq!(names.len(), Role::ALL.len());
        assert!(Role::ALL.iter().all(|role| role.name().chars().count() > 5));
    }

    #[test]
    fn a_key_stands_in_one_row_of_a_role() {
        for role in Role::ALL {
            let keys: BTreeSet<&str> = role.metadata().map(|row| row.key).collect();
            assert_eq!(keys.len(), role.metadata().count(), "{role:?}");
            assert!(role.metadata().all(|row| row.effect.ends_with('.') && !row.default.is_empty()), "{role:?}");
        }
    }

    #[test]
    fn what_a_table_names_is_in_it() {
        for role in Role::ALL {
            let of_rows = role.metadata().flat_map(|row| match row.need {
                super::super::Need::When(when) => when.keys(),
                _ => Vec::new(),
            });
            let of_keys = role.policy_keys().iter().flat_map(|key| key.needed.into_iter().flat_map(|when| when.keys()));
            let of_relations = role.relations().iter().flat_map(|it| it.when.keys().into_iter().chain([it.key]));
            for key in of_rows.chain(of_keys).chain(of_relations) {
                assert!(role.key(key).is_some(), "{role:?} has no `{key}`");
            }
        }
    }

    #[test]
    fn a_key_is_found_in_every_role_that_has_it() {
        assert_eq!(Role::with_key("InstrumentationKey").collect::<Vec<_>>(), [ApplicationInsights]);
        assert_eq!(Role::with_key("language.button_continue").collect::<Vec<_>>(), [SelfAsserted]);
        assert_eq!(SelfAsserted.nearest_key("setting.showSignupLink ").as_deref(), Some("setting.showSignupLink"));
        assert_eq!(Restful.nearest_key("serviceurl").as_deref(), Some("ServiceUrl"));
        assert_eq!(NoopSession.nearest_key("xyzzy"), None);
    }
}
