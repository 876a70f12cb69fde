//! The claims requests that follow the one to `ClaimsEndpoint`.

use super::metadata::Metadata;
use crate::protocol::path;
use crate::protocol::template::Known;
use claimsmith_profile::{FollowUpRequest, List, Method};

/// The requests in the order of their numbers, which may have gaps.
pub(super) fn follow_ups(metadata: &Metadata<'_, '_>) -> List<FollowUpRequest> {
    // Without a token request there is no access token to ask with.
    if metadata.profile.receives_id_token() {
        return List::default();
    }
    (1..=9).filter_map(|number| follow_up(metadata, number)).collect()
}

fn follow_up(metadata: &Metadata<'_, '_>, number: u8) -> Option<FollowUpRequest> {
    let key = |name: &str| format!("claimsmith.follow_up.{number}.{name}");
    Some(FollowUpRequest {
        endpoint: metadata.text(&key("endpoint"))?,
        method: metadata.method(&key("method"), Method::Get),
        parameters: metadata.templates(&key("parameters"), Known::Claims),
        headers: metadata.headers(&key("headers"), Known::Claims),
        path: metadata.raw(&key("path")).and_then(|text| path::parse(text).ok()).unwrap_or_default().into(),
        prefix: metadata.text(&key("prefix")).unwrap_or_default(),
        format: metadata.format(&key("format")),
        error_member: metadata.text(&key("error_member")),
        optional: metadata.boolean(&key("optional")).unwrap_or(false),
    })
}
