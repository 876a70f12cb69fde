//! The metadata keys of an `OpenIdConnect` federation profile (B2C: "Define an OpenID Connect technical profile", and the
//! how-to pages of Apple and of multi-tenant Microsoft Entra ID).

use super::MetadataKey;
use super::ValueKind::{Boolean, OneOf, Text, WebUrl, Words};
use super::relation::{Fault, Relation};
use super::when::When;

/// Every key that means something on an `OpenIdConnect` federation profile, and those that policies write in vain.
pub const METADATA: &[MetadataKey] = &[
    MetadataKey::required_when(
        When::Missing("authorization_endpoint"),
        "METADATA",
        WebUrl,
        "The provider's discovery document: its endpoints, keys and issuer. `{tenant}` is replaced.",
    ),
    MetadataKey::required("client_id", Text, "The application's id at the provider."),
    MetadataKey::optional(
        "authorization_endpoint",
        WebUrl,
        "what METADATA names",
        "The browser is sent here to sign in.",
    ),
    MetadataKey::optional(
        "AccessTokenEndpoint",
        WebUrl,
        "what METADATA names",
        "The authorization code is exchanged here.",
    ),
    MetadataKey::optional("JWKS", WebUrl, "what METADATA names", "The keys that sign the id_token."),
    MetadataKey::optional("issuer", Text, "what METADATA names", "What the `iss` of the id_token must be."),
    MetadataKey::optional("end_session_endpoint", WebUrl, "what METADATA names", "The user is signed out here."),
    MetadataKey::optional("IdTokenAudience", Text, "the client id", "What the `aud` of the id_token must be."),
    MetadataKey::optional("ProviderName", Text, "none", "A label; never on the wire."),
    MetadataKey::optional(
        "response_types",
        Words(&["code", "id_token", "token"]),
        "not settled",
        "What the authorization endpoint answers with.",
    ),
    MetadataKey::optional(
        "response_mode",
        OneOf(&["form_post", "query", "fragment"]),
        "form_post",
        "How the answer of the authorization endpoint arrives; sent in any case.",
    ),
    MetadataKey::optional("scope", Text, "not settled", "What is asked for, separated by blanks; `openid` among it."),
    MetadataKey::optional("HttpBinding", OneOf(&["GET", "POST"]), "POST", "Method of the token request."),
    MetadataKey::optional(
        "UsePolicyInRedirectUri",
        Boolean,
        "not settled: reports differ",
        "Whether the redirect URI names the policy.",
    ),
    MetadataKey::optional(
        "ValidTokenIssuerPrefixes",
        Text,
        "none",
        "What the `iss` of the id_token may begin with, separated by commas; for a provider with many tenants.",
    ),
    MetadataKey::optional(
        "DiscoverMetadataByTokenIssuer",
        Boolean,
        "false",
        "With `true` the discovery document is found by the `iss` of the id_token.",
    ),
    MetadataKey::optional(
        "token_endpoint_auth_method",
        OneOf(&["client_secret_post", "client_secret_basic", "private_key_jwt"]),
        "client_secret_post",
        "How the client proves who it is at the token endpoint.",
    ),
    MetadataKey::optional(
        "token_signing_algorithm",
        OneOf(&["RS256", "RS512"]),
        "RS256",
        "Algorithm of the assertion of `private_key_jwt`.",
    ),
    MetadataKey::optional(
        "MarkAsFailureOnStatusCode5xx",
        Boolean,
        "false",
        "With `true` an answer of the provider with a status from 500 counts as a failure.",
    ),
    MetadataKey::optional("SingleLogoutEnabled", Boolean, "true", "With `false` the user stays signed in there."),
    MetadataKey::optional(
        "ReadBodyClaimsOnIdpRedirect",
        Text,
        "none",
        "Paths of claims in the JSON that the provider posts to the callback; Apple's `user`.",
    ),
    MetadataKey::optional(
        "ResolveJsonPathsInJsonTokens",
        Boolean,
        "false",
        "Reads partner claim types as paths into the id_token.",
    ),
    MetadataKey::optional(
        "external_user_identity_claim_id",
        Text,
        "none",
        "The member of the id_token that identifies the user.",
    ),
    MetadataKey::unused("BearerTokenTransmissionMethod", Text, "No claims request is sent that it could be about."),
    MetadataKey::unused("ClaimsEndpoint", Text, "The UserInfo endpoint is not called."),
    MetadataKey::unused("resource", Text, "Metadata is not sent to the provider; an input claim is."),
    MetadataKey::unused(
        "AdditionalRequestQueryParameters",
        Text,
        "B2C is reported not to send them; an input claim is sent.",
    ),
    MetadataKey::unused("UserMessageIfClaimsPrincipalDoesNotExist", Text, "Only a password grant shows it."),
    MetadataKey::unused("UserMessageIfInvalidPassword", Text, "Only a password grant shows it."),
    MetadataKey::unused("UserMessageIfOldPasswordUsed", Text, "Only a password grant shows it."),
];

/// Which of them need or exclude which.
pub(super) const RELATIONS: &[Relation] = &[
    Relation {
        key: "ValidTokenIssuerPrefixes",
        when: When::IsNot("DiscoverMetadataByTokenIssuer", "true"),
        fault: Fault::Needs("DiscoverMetadataByTokenIssuer` = `true"),
        why: "the keys of the other issuers are found by their tokens",
        advice: "add `<Item Key=\"DiscoverMetadataByTokenIssuer\">true</Item>`, or remove this one",
    },
    Relation {
        key: "ReadBodyClaimsOnIdpRedirect",
        when: When::Is("response_mode", "query"),
        fault: Fault::Excludes("response_mode"),
        why: "only an answer that is posted has a body",
        advice: "write `form_post` for `response_mode`",
    },
    Relation {
        key: "token_signing_algorithm",
        when: When::IsNot("token_endpoint_auth_method", "private_key_jwt"),
        fault: Fault::NoEffect,
        why: "only the assertion of `token_endpoint_auth_method` = `private_key_jwt` is signed",
        advice: "remove it",
    },
    Relation {
        key: "ClaimsEndpoint",
        when: When::Always,
        fault: Fault::NoEffect,
        why: "B2C does not call the UserInfo endpoint of an OpenID Connect provider",
        advice: "describe the provider as an `OAuth2` technical profile if the claims are only there",
    },
    Relation {
        key: "BearerTokenTransmissionMethod",
        when: When::Always,
        fault: Fault::NoEffect,
        why: "there is no claims request that would carry a bearer token",
        advice: "remove it",
    },
    Relation {
        key: "resource",
        when: When::Always,
        fault: Fault::NoEffect,
        why: "metadata is not sent to the provider",
        advice: "send it with an input claim: `<InputClaim ClaimTypeReferenceId=\"resource\" DefaultValue=\"…\" />`",
    },
    Relation {
        key: "AdditionalRequestQueryParameters",
        when: When::Always,
        fault: Fault::NoEffect,
        why: "B2C is reported not to send it",
        advice: "send the parameters with input claims that have a `DefaultValue`",
    },
];
