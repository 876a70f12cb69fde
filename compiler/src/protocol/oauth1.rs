//! The metadata keys of an `OAuth1` profile (B2C: "Define an OAuth1 technical profile"; RFC 5849).

use super::MetadataKey;
use super::ValueKind::{Boolean, OneOf, Text, WebUrl};

/// Every key that means something on an `OAuth1` profile.
pub const METADATA: &[MetadataKey] = &[
    MetadataKey::required("client_id", Text, "The application's id (consumer key) at the provider."),
    MetadataKey::required("request_token_endpoint", WebUrl, "Temporary credentials are asked for here."),
    MetadataKey::required("authorization_endpoint", WebUrl, "The browser is sent here to sign in."),
    MetadataKey::required("access_token_endpoint", WebUrl, "Token credentials are asked for here."),
    MetadataKey::optional("ClaimsEndpoint", WebUrl, "none", "The user's claims are read here."),
    MetadataKey::optional("ClaimsResponseFormat", OneOf(&["json", "JsonP"]), "json", "How the claims answer is read."),
    MetadataKey::optional("ProviderName", Text, "none", "A label; never on the wire."),
    MetadataKey::optional(
        "ResolveJsonPathsInJsonTokens",
        Boolean,
        "false",
        "Reads partner claim types as paths into the claims answer.",
    ),
];
