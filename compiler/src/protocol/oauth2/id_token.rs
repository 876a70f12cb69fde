//! How an id_token is validated. B2C ignores these keys on an `OAuth2` profile, `IdTokenAudience` included.

use super::row;
use crate::protocol::MetadataKey;
use crate::protocol::ValueKind::{Algorithms, Text, Url};

pub(super) const KEYS: &[MetadataKey] = &[
    row(
        "IdTokenAudience",
        Text,
        "the client id",
        "The audience that the id_token must name; when no id_token is validated, that of the token or claims answer.",
    ),
    row(
        "METADATA",
        Url,
        "none: nothing is discovered",
        "The provider's discovery document: it names the keys that sign an id_token, and the issuer. JWKS and issuer \
         win over it.",
    ),
    row(
        "JWKS",
        Url,
        "what METADATA names",
        "The keys that sign an id_token. With it or METADATA the id_token is validated, and its claims are used.",
    ),
    row(
        "issuer",
        Text,
        "what METADATA names",
        "What the provider calls itself, in the id_token and in the callback (RFC 9207).",
    ),
    row(
        "claimsmith.id_token_algorithms",
        Algorithms,
        "RS256, ES256, PS256, EdDSA",
        "What may sign an id_token. With HS256 the client secret is the key.",
    ),
];
