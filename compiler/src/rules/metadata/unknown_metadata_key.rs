//! A metadata key that B2C does not know is ignored in silence: most are slips of the keyboard, or belong elsewhere.

use super::doubt::MOST_UNKNOWN;
use super::missing_metadata::is_needed;
use super::{Metadata, metadata};
use crate::ast::MetadataItem;
use crate::diagnostic::codes::UNKNOWN_METADATA_KEY;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::protocol::{Role, common, oauth2};
use crate::secrets::is_named_secret;
use crate::settings::has_placeholder;
use std::borrow::Cow;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    // What a relying party's profile may say to B2C is written down nowhere but for SAML2.
    for metadata in metadata(fresh).filter(|metadata| metadata.role != Role::RelyingParty) {
        let is_unknown = |key: &str| metadata.role.key(key).is_none() && !has_placeholder(key);
        let items = metadata.items.iter().filter(|item| is_unknown(&item.key));
        for (at, item) in items.enumerate() {
            if at >= MOST_UNKNOWN {
                diagnostics.push(unknown(item, &metadata).help("remove it, or check its spelling"));
                continue;
            }
            let near = near(metadata.role, &item.key);
            // Reported as the missing key that it was meant to be.
            let is_reported = near.as_deref().is_some_and(|near| is_missing(near, &metadata));
            // B2C has more messages than its reference lists.
            let is_message = near.is_none() && item.key.starts_with(common::MESSAGE) && metadata.role.has_messages();
            if !is_reported && !is_message {
                diagnostics.push(finding(item, near.as_deref(), &metadata));
            }
        }
    }
}

fn unknown(item: &MetadataItem, metadata: &Metadata<'_>) -> Diagnostic {
    Diagnostic::new(UNKNOWN_METADATA_KEY, format!("unknown metadata key `{}`", item.key.value))
        .at(item.key.span, format!("has no effect on {}", metadata.role.with_article()))
        .label(metadata.owner.span, "in this technical profile")
}

fn finding(item: &MetadataItem, near: Option<&str>, metadata: &Metadata<'_>) -> Diagnostic {
    let finding = unknown(item, metadata);
    match near {
        Some(near) => finding.did_you_mean(item.key.span, &item.key, near),
        None if item.key.starts_with("claimsmith.follow_up.") && metadata.role == Role::OAuth2Federation => {
            finding.help(follow_up_keys())
        }
        None if is_named_secret(&item.key) => finding
            .confidential()
            .help("a secret does not belong in a policy: remove it, and change it at the provider")
            .help("name where it is stored: `<Key Id=\"client_secret\" StorageReferenceId=\"B2C_1A_…\" />`"),
        None => match Role::with_key(&item.key).next() {
            Some(role) => finding.help(format!("it is a key of {}: remove it here", role.with_article())),
            None => finding.help("remove it, or check its spelling"),
        },
    }
}

/// The key that this one was probably meant to be. One that another kind of technical profile has is no slip, unless it
/// differs from one of this kind in case or blanks only.
pub(super) fn near(role: Role, key: &str) -> Option<Cow<'static, str>> {
    if let Some(alias) = alias(role, key) {
        return Some(Cow::Borrowed(alias));
    }
    let near = role.nearest_key(key)?;
    let is_same = near.eq_ignore_ascii_case(key.trim());
    // A profile that is compiled has always compared its keys with its own first.
    let is_own = is_same || role == Role::OAuth2Federation || !is_elsewhere(key);
    is_own.then_some(near)
}

fn is_elsewhere(key: &str) -> bool {
    Role::with_key(key).next().is_some()
}

fn follow_up_keys() -> String {
    let keys = oauth2::METADATA.iter().filter_map(|row| row.key.strip_prefix("claimsmith.follow_up.N."));
    let keys: Vec<String> = keys.map(|key| format!("`{key}`")).collect();
    format!("write `claimsmith.follow_up.N.…`: N is a number from 1 to 9, and behind it stands {}", keys.join(", "))
}

fn is_missing(key: &str, metadata: &Metadata<'_>) -> bool {
    let value = |key: &str| metadata.items.iter().find(|item| item.key.value == key).map(|it| it.value.as_str());
    value(key).is_none() && metadata.role.key(key).is_some_and(|row| is_needed(row, &value))
}

/// Spellings of other protocols and of discovery documents, too far from ours for the edit distance.
fn alias(role: Role, key: &str) -> Option<&'static str> {
    let known: &[(&str, &'static str)] = match role {
        Role::OAuth2Federation | Role::OpenIdConnectFederation => &[
            ("tokenendpoint", "AccessTokenEndpoint"),
            ("accesstokenendpoint", "AccessTokenEndpoint"),
            ("authorizationendpoint", "authorization_endpoint"),
            ("authorizeendpoint", "authorization_endpoint"),
            ("userinfoendpoint", "ClaimsEndpoint"),
            ("claimsendpoint", "ClaimsEndpoint"),
            ("clientid", "client_id"),
            ("jwksuri", "JWKS"),
            ("jwksurl", "JWKS"),
            ("discoveryurl", "METADATA"),
            ("discoveryendpoint", "METADATA"),
            ("metadataurl", "METADATA"),
        ],
        Role::OAuth1 => &[
            ("requesttokenendpoint", "request_token_endpoint"),
            ("accesstokenendpoint", "access_token_endpoint"),
            ("tokenendpoint", "access_token_endpoint"),
            ("authorizationendpoint", "authorization_endpoint"),
            ("clientid", "client_id"),
            ("consumerkey", "client_id"),
        ],
        Role::PasswordGrant => &[("clientid", "client_id"), ("authorizationendpoint", "authorization_endpoint")],
        Role::Directory => &[("clientid", "ClientId"), ("applicationobjectid", "ApplicationObjectId")],
        Role::Restful => &[("url", "ServiceUrl"), ("serviceuri", "ServiceUrl"), ("serviceendpoint", "ServiceUrl")],
        _ => return None,
    };
    let plain: String = key.trim().to_ascii_lowercase().chars().filter(|c| *c != '_' && *c != '-').collect();
    known.iter().find(|(spelling, _)| *spelling == plain).map(|(_, key)| *key)
}
