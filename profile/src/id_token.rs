//! How an id_token is validated (OpenID Connect Core section 3.1.3.7).

use crate::{List, Text};
use alloc::borrow::Cow;

/// What an id_token of the provider has to satisfy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdToken {
    /// Where the keys come from that sign it.
    pub keys: KeySource,
    /// Metadata `IdTokenAudience`; `None` is the client id.
    pub audience: Option<Text>,
    /// Metadata `claimsmith.id_token_algorithms`: what may sign it. Never what the token itself says.
    pub algorithms: List<SignatureAlgorithm>,
}

impl IdToken {
    /// The base of functional updates: no keys, the client id as audience, the asymmetric algorithms that providers use.
    pub const EMPTY: Self = Self {
        keys: KeySource::Unknown,
        audience: None,
        algorithms: Cow::Borrowed(&[
            SignatureAlgorithm::Rs256,
            SignatureAlgorithm::Es256,
            SignatureAlgorithm::Ps256,
            SignatureAlgorithm::EdDsa,
        ]),
    };
}

/// Where the provider's public keys come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// The policy does not say: unless HS256 is among the algorithms, whose key is the client secret, an id_token is not
    /// validated and none of its claims is used; only its audience is compared when the policy names one.
    Unknown,
    /// Metadata `JWKS`: absolute URL of the key set.
    Jwks(Text),
    /// Metadata `METADATA`: absolute URL of the discovery document, which names the key set and the issuer.
    Discovery(Text),
}

/// Algorithm of a signature (RFC 7518 section 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// `RS256`
    Rs256,
    /// `RS384`
    Rs384,
    /// `RS512`
    Rs512,
    /// `PS256`
    Ps256,
    /// `ES256`
    Es256,
    /// `ES384`
    Es384,
    /// `EdDSA` (RFC 8037)
    EdDsa,
    /// `HS256`, with the client secret as its key
    Hs256,
}

impl SignatureAlgorithm {
    /// Every algorithm.
    pub const ALL: [Self; 8] =
        [Self::Rs256, Self::Rs384, Self::Rs512, Self::Ps256, Self::Es256, Self::Es384, Self::EdDsa, Self::Hs256];

    /// The value of `alg`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::EdDsa => "EdDSA",
            Self::Hs256 => "HS256",
        }
    }

    /// The algorithm with this name; `alg` is case-sensitive.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }
}
