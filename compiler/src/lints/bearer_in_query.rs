//! An access token in a URL is kept by proxies and in logs (RFC 6750 section 2.3).

use super::oauth_federation;
use crate::diagnostic::codes::BEARER_IN_QUERY;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::url::host;

/// Hosts of claims endpoints that take the access token in the header. Of others nobody knows it from the policy.
const TAKES_HEADER: &[&str] = &[
    "api.amazon.com",
    "api.line.me",
    "api.linkedin.com",
    "apiz.ebay.com",
    "graph.facebook.com",
    "graph.microsoft.com",
    "kapi.kakao.com",
    "openid.mobileid.ch",
    "openidconnect.googleapis.com",
    "www.googleapis.com",
];

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in oauth_federation(fresh) {
        let Some(endpoint) = profile.metadata("ClaimsEndpoint") else { continue };
        let in_header = profile.metadata_is("BearerTokenTransmissionMethod", "AuthorizationHeader");
        let Some(host) = host(&endpoint.value).filter(|_| !in_header && !profile.receives_id_token()) else { continue };
        if !TAKES_HEADER.contains(&host.as_str()) {
            continue;
        }
        diagnostics.push(
            Diagnostic::new(BEARER_IN_QUERY, format!("`{}` sends the access token in a URL", profile.id.value))
                .at(endpoint.value.span, format!("`{host}` takes it in a header as well"))
                .note("proxies and servers write URLs to their logs")
                .help("add `<Item Key=\"BearerTokenTransmissionMethod\">AuthorizationHeader</Item>`"),
        );
    }
}
