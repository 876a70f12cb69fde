//! The metadata keys of profiles that manage sessions (B2C: "Single sign-on session providers").

use super::MetadataKey;
use super::ValueKind::Boolean;

/// Every key of the session of sign-ins with other providers.
pub const EXTERNAL_LOGIN: &[MetadataKey] =
    &[MetadataKey::unused("AlwaysFetchClaimsFromProvider", Boolean, "Meant to fetch claims anew at every sign-in.")];

/// Every key of a SAML session.
pub const SAML: &[MetadataKey] = &[
    MetadataKey::unused("IncludeSessionIndex", Boolean, "Meant to keep the session index of assertions."),
    MetadataKey::optional(
        "RegisterServiceProviders",
        Boolean,
        "true",
        "Whether applications that got an assertion are remembered; `false` for the session of an identity provider.",
    ),
];
