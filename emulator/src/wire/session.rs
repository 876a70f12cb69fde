//! id_tokens, revocation and sign-out, as data.

use super::{Compute, Grant};
use crate::json::Members;
use claimsmith_profile::{SignatureAlgorithm, Text};
use std::time::Duration;

/// How id_tokens are issued (OpenID Connect Core section 2).
pub(crate) struct IdTokens {
    pub(crate) algorithm: SignatureAlgorithm,
    pub(crate) lifetime: Duration,
    /// The scope that asks for one; `None`: every answer has one.
    pub(crate) scope: Option<Text>,
    /// What `aud` says; `None`: the client id.
    pub(crate) audience: Option<Text>,
    /// Whether the `nonce` of the authorization request comes back.
    pub(crate) nonce: bool,
    /// Members beside `iss`, `sub`, `aud`, `exp`, `iat` and `nonce`.
    pub(crate) claims: Compute<Members>,
    /// Path of the key set; `None`: nobody can fetch it.
    pub(crate) jwks: Option<Text>,
    /// Path of the discovery document; `None`: there is none.
    pub(crate) discovery: Option<Text>,
}

impl IdTokens {
    /// Signed with RS256, valid for an hour, asked for by the scope `openid`.
    pub(crate) fn rs256(jwks: impl Into<Text>, claims: impl Fn(&Grant<'_>) -> Members + Send + Sync + 'static) -> Self {
        Self {
            algorithm: SignatureAlgorithm::Rs256,
            lifetime: Duration::from_secs(3600),
            scope: Some("openid".into()),
            audience: None,
            nonce: true,
            claims: Compute::new(claims),
            jwks: Some(jwks.into()),
            discovery: None,
        }
    }
}

/// Where tokens are revoked (RFC 7009). POST only; the parameter is `token`, in the form or in the query.
pub(crate) struct RevocationEndpoint {
    pub(crate) path: Text,
    /// Whether the application has to authenticate, in the way of the token endpoint.
    pub(crate) authentication: bool,
}

/// Where the browser is sent to sign out (OpenID Connect RP-Initiated Logout). GET only.
pub(crate) struct EndSessionEndpoint {
    pub(crate) path: Text,
    /// The parameter with the address that the browser goes to afterwards; it has to be registered.
    pub(crate) redirect_parameter: Text,
}

impl EndSessionEndpoint {
    /// With `post_logout_redirect_uri`.
    pub(crate) fn at(path: impl Into<Text>) -> Self {
        Self { path: path.into(), redirect_parameter: "post_logout_redirect_uri".into() }
    }
}
