//! Which technical profiles take their output claims out of JSON.

use crate::model::TechnicalProfile;
use crate::protocol::{Role, role_of};

/// The metadata key that makes paths of partner claim types.
pub(super) const SWITCH: &str = "ResolveJsonPathsInJsonTokens";

/// Whether partner claim types name members of a JSON object: that of a claims endpoint, of an id_token or of a REST API.
pub(super) fn reads_json(profile: &TechnicalProfile<'_>) -> bool {
    matches!(
        role_of(profile),
        Some(Role::OAuth1 | Role::OAuth2Federation | Role::OpenIdConnectFederation | Role::Restful)
    )
}
