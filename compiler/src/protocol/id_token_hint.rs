//! The metadata keys of a profile that reads the `id_token_hint` of the application's request (B2C: "Define an ID token
//! hint technical profile").

use super::MetadataKey;
use super::ValueKind::{Text, WebUrl};
use super::when::When;

/// Every key that means something on an `id_token_hint` profile.
pub const METADATA: &[MetadataKey] = &[
    MetadataKey::optional(
        "METADATA",
        WebUrl,
        "none: the key `client_secret` checks the token",
        "The discovery document of whoever signs the token.",
    ),
    MetadataKey::required_when(When::Missing("METADATA"), "issuer", Text, "What the `iss` of the token must be."),
    MetadataKey::required_when(
        When::Missing("METADATA"),
        "IdTokenAudience",
        Text,
        "What the `aud` of the token must be.",
    ),
];
