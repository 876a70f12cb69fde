//! Which technical profiles take their output claims out of JSON.

use crate::model::TechnicalProfile;
use crate::model::offered::is_federation;

/// The metadata key that makes paths of partner claim types.
pub(super) const SWITCH: &str = "ResolveJsonPathsInJsonTokens";

/// Whether partner claim types name members of a JSON object: that of a claims endpoint, of an id_token or of a REST API.
pub(super) fn reads_json(profile: &TechnicalProfile<'_>) -> bool {
    let by_protocol = matches!(profile.protocol_name(), Some("OAuth1" | "OAuth2" | "OpenIdConnect"));
    let handler = profile.protocol.and_then(|protocol| protocol.handler.as_ref());
    (by_protocol && is_federation(profile)) || handler.is_some_and(|handler| handler.contains(".RestfulProvider"))
}
