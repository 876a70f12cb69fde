//! The metadata keys of an `OpenIdConnect` profile that checks a password at a token endpoint, such as the starter pack's
//! `login-NonInteractive` (B2C: "Set up a resource owner password credentials flow").
//!
//! Input claims are sent under their partner names, and win over metadata of the same name.

use super::MetadataKey;
use super::ValueKind::{Boolean, OneOf, Text, WebUrl, Words};

/// Every key that means something on a password grant profile.
pub const METADATA: &[MetadataKey] = &[
    MetadataKey::required("METADATA", WebUrl, "The discovery document of the directory; `{tenant}` is replaced."),
    MetadataKey::required(
        "authorization_endpoint",
        WebUrl,
        "The token endpoint of the directory: user name and password are posted here.",
    ),
    MetadataKey::optional(
        "client_id",
        Text,
        "the input claim of this name",
        "The id of the proxy application (ProxyIdentityExperienceFramework).",
    ),
    MetadataKey::optional(
        "IdTokenAudience",
        Text,
        "the input claim `resource_id`",
        "The id of the application that the token is for (IdentityExperienceFramework).",
    ),
    MetadataKey::optional("ProviderName", Text, "none", "A label; in the starter pack the issuer of tokens."),
    MetadataKey::optional(
        "response_types",
        Words(&["code", "id_token", "token"]),
        "not settled",
        "What is asked for; `id_token`.",
    ),
    MetadataKey::optional(
        "response_mode",
        OneOf(&["form_post", "query", "fragment"]),
        "form_post",
        "Policies write `query`; a password grant has no callback.",
    ),
    MetadataKey::optional("scope", Text, "not settled", "What is asked for, separated by blanks."),
    MetadataKey::optional("grant_type", Text, "the input claim of this name", "The grant; `password`."),
    MetadataKey::optional("HttpBinding", OneOf(&["GET", "POST"]), "POST", "Method of the token request."),
    MetadataKey::optional("issuer", Text, "what METADATA names", "What the `iss` of the id_token must be."),
    MetadataKey::optional("JWKS", WebUrl, "what METADATA names", "The keys that sign the id_token."),
    MetadataKey::optional("AccessTokenEndpoint", WebUrl, "what METADATA names", "The token endpoint."),
    MetadataKey::optional(
        "UsePolicyInRedirectUri",
        Boolean,
        "not settled",
        "Policies write `false`; a password grant has no callback.",
    ),
    MetadataKey::optional(
        "ValidTokenIssuerPrefixes",
        Text,
        "none",
        "What the `iss` of the id_token may begin with, separated by commas.",
    ),
    MetadataKey::optional(
        "DiscoverMetadataByTokenIssuer",
        Boolean,
        "false",
        "With `true` the discovery document is found by the `iss` of the id_token.",
    ),
    MetadataKey::optional(
        "MarkAsFailureOnStatusCode5xx",
        Boolean,
        "false",
        "With `true` an answer with a status from 500 counts as a failure.",
    ),
    MetadataKey::optional(
        "GetClaimsFromIdTokenIfNotFoundInAccessToken",
        Boolean,
        "not settled",
        "Reads claims from the id_token too; B2C's reference does not have it.",
    ),
    MetadataKey::optional(
        "LocalAccountProfile",
        Boolean,
        "not settled",
        "Marks a profile of local accounts; B2C's reference does not have it.",
    ),
];
