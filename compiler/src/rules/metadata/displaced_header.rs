//! No header of a policy takes the place of one that the request writes itself, above all none that says who is asking.

use crate::ast::MetadataItem;
use crate::diagnostic::codes::RESERVED_PARAMETER;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::template::{self, Constants, Known};

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles().filter(|profile| profile.is_oauth2_federation()) {
        for item in &profile.metadata {
            let Some((known, written)) = headers_of(&item.key, profile) else { continue };
            for header in template::headers(&item.value, known, Constants::ANY).unwrap_or_default() {
                let displaced = written.iter().find(|(name, _)| header.name.eq_ignore_ascii_case(name));
                if let Some((name, why)) = displaced {
                    diagnostics.push(finding(item, name, why));
                }
            }
        }
    }
}

/// A header that a request writes, and why.
type Written = (&'static str, &'static str);

/// What the placeholders of a list of headers may be, and which headers its request writes.
fn headers_of(key: &str, profile: &TechnicalProfile<'_>) -> Option<(Known, Vec<Written>)> {
    if key == "claimsmith.token_headers" {
        return Some((Known::Client, token_request(profile)));
    }
    let is_follow_up = key.starts_with("claimsmith.follow_up.") && key.ends_with(".headers");
    if key != "claimsmith.claims_headers" && !is_follow_up {
        return None;
    }
    let is_header = profile.metadata_is("BearerTokenTransmissionMethod", "AuthorizationHeader");
    let bearer = is_header
        .then_some(("authorization", "the access token stands there, because of `BearerTokenTransmissionMethod`"));
    let agent = profile.metadata("UserAgentForClaimsExchange");
    let agent = agent.map(|_| ("user-agent", "`UserAgentForClaimsExchange` says what stands there"));
    let known = if is_follow_up { Known::Claims } else { Known::Token };
    Some((known, bearer.into_iter().chain(agent).collect()))
}

fn token_request(profile: &TechnicalProfile<'_>) -> Vec<Written> {
    let authorization = if profile.metadata_is("token_endpoint_auth_method", "client_secret_basic") {
        "client id and secret stand there, because of `token_endpoint_auth_method`"
    } else {
        "whoever reads the policy reads what proves who the client is: a secret is stored as a policy key"
    };
    vec![
        ("authorization", authorization),
        ("content-type", "`claimsmith.token_request_encoding` says what stands there"),
    ]
}

fn finding(item: &MetadataItem, header: &str, why: &str) -> Diagnostic {
    Diagnostic::new(RESERVED_PARAMETER, format!("`{}` may not set the header `{header}`", item.key.value))
        .at(item.value.span, why)
        .help("remove it")
}
