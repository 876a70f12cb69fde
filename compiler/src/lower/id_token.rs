//! How an id_token is validated, from the metadata of a technical profile.

use super::metadata::Metadata;
use crate::protocol::value;
use claimsmith_profile::{IdToken, KeySource};

/// `None`: the provider gives no id_token that matters.
pub(super) fn id_token(metadata: &Metadata<'_, '_>) -> Option<IdToken> {
    let jwks = metadata.text("JWKS").map(KeySource::Jwks);
    let keys = jwks.or_else(|| metadata.text("METADATA").map(KeySource::Discovery)).unwrap_or(KeySource::Unknown);
    let audience = metadata.text("IdTokenAudience");
    if keys == KeySource::Unknown && audience.is_none() && !metadata.profile.receives_id_token() {
        return None;
    }
    // Without keys nothing is validated, whatever the algorithm: the checker says that the key has no effect.
    let algorithms = metadata.raw("claimsmith.id_token_algorithms").filter(|_| keys != KeySource::Unknown);
    let algorithms = algorithms.and_then(|text| value::algorithms(text).ok());
    Some(IdToken {
        keys,
        audience,
        algorithms: algorithms.map_or(IdToken::EMPTY.algorithms, |algorithms| algorithms.into()),
    })
}
