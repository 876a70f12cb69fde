//! Metadata keys that mean something only together are given together.

use crate::ast::MetadataItem;
use crate::diagnostic::codes::METADATA_PAIR;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::protocol::{find, oauth2, value};

/// A key, the keys it cannot do without, and why.
const TOGETHER: &[(&str, &[&str], &str)] = &[
    ("ClaimsEndpointFormatName", &["ClaimsEndpointFormat"], "one half of a parameter"),
    ("ClaimsEndpointFormat", &["ClaimsEndpointFormatName"], "one half of a parameter"),
    ("JWKS", &["issuer"], "the keys of a provider are of no use without knowing what it calls itself"),
];

/// What a client secret that is signed anew consists of.
const MINTED_SECRET: &[&str] =
    &["claimsmith.client_secret_issuer", "claimsmith.client_secret_key_id", "claimsmith.client_secret_audience"];

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        let found = together(profile).chain(minted_secret(profile)).chain(follow_ups(profile));
        let found = found.chain(authorization_scheme(profile)).chain(issuer(profile)).chain(response_mode(profile));
        let found = found.chain(discovery(profile));
        for finding in found {
            diagnostics.push(finding.label(profile.id.span, "in this technical profile"));
        }
    }
}

fn together(profile: &TechnicalProfile<'_>) -> impl Iterator<Item = Diagnostic> {
    TOGETHER.iter().filter_map(|(present, absent, why)| {
        let item = profile.metadata(present)?;
        Some(needs(item, &missing(profile, absent)?, why).help(add_or_remove(absent)))
    })
}

/// Shown at the first of the three that is there.
fn minted_secret(profile: &TechnicalProfile<'_>) -> Option<Diagnostic> {
    let item = MINTED_SECRET.iter().find_map(|key| profile.metadata(key))?;
    let missing = missing(profile, MINTED_SECRET)?;
    Some(needs(item, &missing, "one third of a client secret that is signed").help(add_or_remove(&missing)))
}

/// Shown at the first key of each number that has no endpoint.
fn follow_ups(profile: &TechnicalProfile<'_>) -> impl Iterator<Item = Diagnostic> {
    (1..=9).filter_map(|number| {
        let prefix = format!("claimsmith.follow_up.{number}.");
        let is_known = |key: &str| key.starts_with(&prefix) && find(oauth2::METADATA, key).is_some();
        let item = profile.metadata.iter().find(|item| is_known(&item.key))?;
        let endpoint = prefix + "endpoint";
        let missing = missing(profile, &[&endpoint])?;
        Some(needs(item, &missing, "says how to send a request, but not where").help(add_or_remove(&missing)))
    })
}

fn authorization_scheme(profile: &TechnicalProfile<'_>) -> Option<Diagnostic> {
    let item = profile.metadata("claimsmith.authorization_scheme")?;
    if profile.metadata_is("BearerTokenTransmissionMethod", "AuthorizationHeader") {
        return None;
    }
    let needed = "BearerTokenTransmissionMethod` = `AuthorizationHeader";
    let finding = needs(item, &[needed], "the access token stands in the query, where no scheme is written");
    Some(
        finding
            .help("add `<Item Key=\"BearerTokenTransmissionMethod\">AuthorizationHeader</Item>`, or remove this one"),
    )
}

fn issuer(profile: &TechnicalProfile<'_>) -> Option<Diagnostic> {
    let item = profile.metadata("claimsmith.authorization_response_iss")?;
    let is_known = ["issuer", "METADATA"].iter().any(|key| profile.metadata(key).is_some());
    if is_known || value::boolean(&item.value) != Some(true) {
        return None;
    }
    let finding = needs(item, &["issuer"], "what the callback names is compared with that");
    Some(finding.help("add `<Item Key=\"issuer\">…</Item>`, or `METADATA`, whose document names the issuer"))
}

/// The address of a discovery document says what the provider calls itself, when it ends as the standard wants it (OpenID
/// Connect Discovery section 4).
fn discovery(profile: &TechnicalProfile<'_>) -> Option<Diagnostic> {
    let item = profile.metadata("METADATA")?;
    let address = item.value.split('?').next().unwrap_or_default();
    if address.ends_with("/.well-known/openid-configuration") {
        return None;
    }
    let missing = missing(profile, &["issuer"])?;
    let why = "its address does not end in `/.well-known/openid-configuration`, so nothing says whose document it is";
    Some(needs(item, &missing, why).help(add_or_remove(&missing)))
}

/// Providers answer with an id_token in the fragment when nothing else is asked for.
fn response_mode(profile: &TechnicalProfile<'_>) -> Option<Diagnostic> {
    let item = profile.metadata("response_types").filter(|_| profile.receives_id_token())?;
    let missing = missing(profile, &["response_mode"])?;
    let finding = needs(item, &missing, "the default for an id_token is the fragment, which no server sees");
    Some(
        finding
            .help("add `<Item Key=\"response_mode\">form_post</Item>`")
            .help("with `fragment` a page of the application has to send the answer to its server"),
    )
}

fn missing<'k>(profile: &TechnicalProfile<'_>, keys: &[&'k str]) -> Option<Vec<&'k str>> {
    let missing: Vec<&str> = keys.iter().copied().filter(|key| profile.metadata(key).is_none()).collect();
    (!missing.is_empty()).then_some(missing)
}

fn needs(item: &MetadataItem, missing: &[&str], why: &str) -> Diagnostic {
    let missing = missing.join("` and `");
    Diagnostic::new(METADATA_PAIR, format!("metadata `{}` needs `{missing}`", item.key.value)).at(item.key.span, why)
}

fn add_or_remove(keys: &[&str]) -> String {
    let items: Vec<String> = keys.iter().map(|key| format!("`<Item Key=\"{key}\">…</Item>`")).collect();
    format!("add {}, or remove this one", items.join(" and "))
}
