//! The header of a token (RFC 7515 section 4). It never chooses: the profile says which algorithms are allowed, and
//! keys come from the provider's key set only, so `jwk`, `jku` and `x5c` mean nothing.

use crate::answer::{Answer, Found};
use crate::error::IdTokenFault;
use claimsmith_profile::SignatureAlgorithm;

/// What a header says, as far as it matters.
pub(super) struct Header {
    pub(super) algorithm: SignatureAlgorithm,
    pub(super) key_id: Option<String>,
}

impl Header {
    /// Accepts the header of a plain signed JWT.
    ///
    /// Parameters that change what the token is are refused by their mere presence, whatever their value: `crit`
    /// (CVE-2025-59420), `b64` (RFC 7797), `zip` and `enc` (RFC 7516; CVE-2024-28180), `cty` (a nested token).
    pub(super) fn read(members: &Answer, allowed: &[SignatureAlgorithm]) -> Result<Self, IdTokenFault> {
        if ["enc", "zip", "cty"].iter().any(|name| members.contains(name)) {
            return Err(IdTokenFault::Encrypted);
        }
        if ["crit", "b64"].iter().any(|name| members.contains(name)) {
            return Err(IdTokenFault::Header);
        }
        match text(members, "typ")? {
            None => {}
            Some(kind) if kind.eq_ignore_ascii_case("JWT") => {}
            Some(_) => return Err(IdTokenFault::Header),
        }
        let algorithm = text(members, "alg")?.and_then(|name| SignatureAlgorithm::from_name(&name));
        let algorithm = algorithm.filter(|algorithm| allowed.contains(algorithm)).ok_or(IdTokenFault::Algorithm)?;
        Ok(Self { algorithm, key_id: text(members, "kid")? })
    }
}

fn text(members: &Answer, name: &str) -> Result<Option<String>, IdTokenFault> {
    match members.get(name) {
        Ok(None) => Ok(None),
        Ok(Some(Found::Text(text))) => Ok(Some(text.into_owned())),
        _ => Err(IdTokenFault::Malformed),
    }
}
