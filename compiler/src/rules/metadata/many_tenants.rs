//! The discovery document of Microsoft Entra ID for the users of many tenants names a pattern for an issuer
//! (`https://login.microsoftonline.com/{tenantid}/v2.0`), which the issuer of no token equals. B2C has to find the document of
//! the token's own tenant.

use super::doubt::Doubts;
use super::with_roles;
use crate::ast::MetadataItem;
use crate::diagnostic::codes::METADATA_PAIR;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::Role;
use crate::protocol::value::boolean;
use crate::url::host;

/// The hosts of Microsoft Entra ID, those of national clouds included.
const HOSTS: &[&str] = &[
    "login.microsoftonline.com",
    "login.microsoft.com",
    "login.windows.net",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "login.chinacloudapi.cn",
];
/// What stands in place of a tenant. `consumers` is one tenant, with an issuer of its own.
const MANY_TENANTS: &[&str] = &["common", "organizations"];

const DISCOVERY: &str = "DiscoverMetadataByTokenIssuer";
const PREFIXES: &str = "ValidTokenIssuerPrefixes";

pub(super) fn check(fresh: Fresh<'_, '_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for (profile, _) in with_roles(fresh).filter(|(_, role)| *role == Role::OpenIdConnectFederation) {
        let Some(item) = profile.metadata("METADATA") else { continue };
        let is_doubtful = || [DISCOVERY, PREFIXES, "issuer", "METADATA"].iter().any(|key| doubts.about(profile, key));
        if is_for_many_tenants(&item.value) && !says_which(profile) && !is_doubtful() {
            diagnostics.push(finding(item, profile));
        }
    }
}

fn is_for_many_tenants(url: &str) -> bool {
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    let tenant = path.split(['/', '?']).next().unwrap_or_default();
    MANY_TENANTS.iter().any(|it| it.eq_ignore_ascii_case(tenant))
        && host(url).is_some_and(|host| HOSTS.contains(&host.as_str()))
}

/// Whether the profile says which issuers are meant, by discovery or by the one name that the tokens have. Prefixes without
/// discovery are wrong by themselves.
fn says_which(profile: &TechnicalProfile<'_>) -> bool {
    let discovery = profile.metadata(DISCOVERY).map(|item| boolean(&item.value));
    discovery == Some(Some(true)) || ["issuer", PREFIXES].iter().any(|key| profile.metadata(key).is_some())
}

fn finding(item: &MetadataItem, profile: &TechnicalProfile<'_>) -> Diagnostic {
    let message = format!("metadata `METADATA` needs `{DISCOVERY}` = `true`");
    let mut finding = Diagnostic::new(METADATA_PAIR, message)
        .at(item.value.span, "the document of many tenants: its issuer is a pattern, which no token has")
        .label(profile.id.span, "in this technical profile")
        .help(format!(
            "add `<Item Key=\"{DISCOVERY}\">true</Item>` and `<Item Key=\"{PREFIXES}\">…</Item>` with the issuers of the \
             tenants that may sign in, or name one tenant"
        ));
    // Upload does not look at the document.
    finding.severity = Severity::Warning;
    finding
}
