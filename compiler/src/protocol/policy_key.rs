//! The cryptographic keys of technical profiles: which `Key/@Id` each role has, and when it needs it.

use super::Role;
use super::when::When;

/// A cryptographic key of a role.
#[derive(Debug, Clone, Copy)]
pub struct PolicyKey {
    /// `Key/@Id`
    pub id: &'static str,
    /// When a profile needs it; `None` when it does without.
    pub needed: Option<When>,
    /// What it is for, in words that complete "needs it …".
    pub purpose: &'static str,
    /// Whether B2C takes policies without it all the same: public ones that do not have it are in use.
    pub runs_without: bool,
}

const fn needed(id: &'static str, when: When, purpose: &'static str) -> PolicyKey {
    PolicyKey { id, needed: Some(when), purpose, runs_without: false }
}

const fn optional(id: &'static str, purpose: &'static str) -> PolicyKey {
    PolicyKey { id, needed: None, purpose, runs_without: true }
}

const CODE: When = When::Holds("response_types", "code");

const NO_ID_TOKEN: When = When::IsNot("response_types", "id_token");

/// Further reasons for the key `client_secret` are in the rule about missing keys.
const OAUTH2: &[PolicyKey] = &[
    needed(
        "client_secret",
        When::All(&[NO_ID_TOKEN, When::IsNot("token_endpoint_auth_method", "private_key_jwt")]),
        "to authenticate at the token endpoint",
    ),
    needed(
        "assertion_signing_key",
        When::All(&[When::Is("token_endpoint_auth_method", "private_key_jwt"), NO_ID_TOKEN]),
        "to sign the assertion of `private_key_jwt`",
    ),
];

const OPEN_ID_CONNECT: &[PolicyKey] = &[
    needed(
        "client_secret",
        When::All(&[CODE, When::IsNot("token_endpoint_auth_method", "private_key_jwt")]),
        "to exchange the code at the token endpoint",
    ),
    needed(
        "assertion_signing_key",
        When::All(&[CODE, When::Is("token_endpoint_auth_method", "private_key_jwt")]),
        "to sign the assertion of `private_key_jwt`",
    ),
];

const OAUTH1: &[PolicyKey] = &[needed("client_secret", When::Always, "to sign its requests")];

const PASSWORD_GRANT: &[PolicyKey] = &[optional("client_secret", "to authenticate at the token endpoint")];

const ID_TOKEN_HINT: &[PolicyKey] =
    &[needed("client_secret", When::Missing("METADATA"), "to check the signature of the token")];

const JWT_ISSUER: &[PolicyKey] = &[
    needed("issuer_secret", When::Always, "to sign tokens"),
    needed("issuer_refresh_token_key", When::Always, "to encrypt refresh tokens"),
];

const SIGNING: &[PolicyKey] = &[optional("issuer_secret", "to sign what it issues")];

const ERROR_ISSUER: &[PolicyKey] = &[needed("issuer_secret", When::Always, "to send the error")];

const SAML2_IDENTITY_PROVIDER: &[PolicyKey] = &[
    needed("SamlMessageSigning", When::IsNot("WantsSignedRequests", "false"), "to sign its requests"),
    needed("SamlAssertionDecryption", When::Is("WantsEncryptedAssertions", "true"), "to decrypt assertions"),
    optional("MetadataSigning", "to sign its metadata"),
    optional("SamlAssertionSigning", "to sign assertions"),
];

const SAML2_ISSUER: &[PolicyKey] = &[
    PolicyKey { runs_without: true, ..needed("MetadataSigning", When::Always, "to sign its metadata") },
    needed("SamlMessageSigning", When::Always, "to sign responses"),
    optional("SamlAssertionSigning", "to sign assertions"),
];

const RESTFUL: &[PolicyKey] = &[
    needed("BasicAuthenticationUsername", When::Is("AuthenticationType", "Basic"), "to authenticate with HTTP Basic"),
    needed("BasicAuthenticationPassword", When::Is("AuthenticationType", "Basic"), "to authenticate with HTTP Basic"),
    needed("ClientCertificate", When::Is("AuthenticationType", "ClientCertificate"), "to authenticate with TLS"),
    needed(
        "BearerAuthenticationToken",
        When::All(&[When::Is("AuthenticationType", "Bearer"), When::Missing("UseClaimAsBearerToken")]),
        "to authenticate with a bearer token",
    ),
];

const UNUSED: &[PolicyKey] = &[optional("issuer_secret", "for nothing that is known")];

/// The cryptographic keys of a role.
#[must_use]
pub(super) const fn of(role: Role) -> &'static [PolicyKey] {
    match role {
        Role::OAuth2Federation => OAUTH2,
        Role::OpenIdConnectFederation => OPEN_ID_CONNECT,
        Role::OAuth1 => OAUTH1,
        Role::PasswordGrant => PASSWORD_GRANT,
        Role::IdTokenHint => ID_TOKEN_HINT,
        Role::JwtIssuer => JWT_ISSUER,
        Role::UserInfoIssuer | Role::ClientAssertion => SIGNING,
        Role::OAuth2ErrorIssuer => ERROR_ISSUER,
        Role::Saml2IdentityProvider => SAML2_IDENTITY_PROVIDER,
        Role::Saml2Issuer => SAML2_ISSUER,
        Role::Restful => RESTFUL,
        Role::SelfAsserted | Role::Directory | Role::PhoneFactor => UNUSED,
        _ => &[],
    }
}
