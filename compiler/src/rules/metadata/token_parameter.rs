//! No two parameters of a request that proves who the client is have one name, and no endpoint's own query holds what
//! such a request writes, above all no secret.

use super::reserved_parameter::renamed;
use crate::ast::{MetadataItem, Text};
use crate::diagnostic::codes::RESERVED_PARAMETER;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::{ValueKind, find, oauth2, value};
use crate::source::Span;
use claimsmith_profile::rules::{REVOCATION_PARAMETERS, TOKEN_PARAMETERS};

/// What token requests and revocations write (RFC 6749 sections 2.3.1, 4.1.3 and 6, RFC 7523 section 2.2).
const WRITTEN: &[&str] = &[
    "client_assertion",
    "client_assertion_type",
    "client_id",
    "client_secret",
    "code",
    "code_verifier",
    "grant_type",
    "redirect_uri",
    "refresh_token",
];

/// The endpoints where the client proves who it is, and what is written there beside [`WRITTEN`] (RFC 7009 section 2.1).
const ENDPOINTS: &[(&str, &str, &[&str])] = &[
    ("AccessTokenEndpoint", "token endpoint", &[]),
    ("claimsmith.refresh_endpoint", "refresh endpoint", &[]),
    ("claimsmith.revocation_endpoint", "revocation endpoint", REVOCATION_PARAMETERS),
];

const STORED_ELSEWHERE: &str = "remove it from the URL; a secret is stored as a policy key: `CryptographicKeys`";

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles().filter(|profile| profile.is_oauth2_federation()) {
        let own = own_parameters(profile);
        let revokes = profile.metadata("claimsmith.revocation_endpoint").is_some();
        own_names(&own, if revokes { REVOCATION_PARAMETERS } else { &[] }, diagnostics);
        let renamed = renamed(profile, "claimsmith.token_parameter_names", TOKEN_PARAMETERS);
        let is_written = |name: &str| WRITTEN.contains(&name) || own.iter().any(|parameter| parameter.name() == name);
        for (name, place) in renamed.iter().filter(|(name, _)| is_written(name)) {
            diagnostics.push(taken("a renamed parameter", name, *place));
        }
        let is_taken = |name: &str| is_written(name) || renamed.iter().any(|(other, _)| other == name);
        for (key, what, more) in ENDPOINTS {
            let Some(item) = profile.metadata(key) else { continue };
            for name in
                value::query_names(&item.value).iter().filter(|name| is_taken(name) || more.contains(&name.as_str()))
            {
                diagnostics.push(
                    Diagnostic::new(RESERVED_PARAMETER, format!("the {what}'s own query may not hold `{name}`"))
                        .at(item.key.span, "the request already has this parameter")
                        .help(STORED_ELSEWHERE),
                );
            }
        }
        for item in &profile.metadata {
            secret_in_query(item, profile, diagnostics);
        }
    }
}

/// A parameter of the client's authentication.
struct OwnParameter<'a> {
    what: &'static str,
    standard: &'static str,
    /// What a metadata key calls it.
    renamed: Option<&'a Text>,
}

impl OwnParameter<'_> {
    fn name(&self) -> &str {
        self.renamed.map_or(self.standard, |text| text.value.as_str())
    }
}

/// What the requests write by the way in which the client proves who it is.
fn own_parameters<'a>(profile: &TechnicalProfile<'a>) -> Vec<OwnParameter<'a>> {
    let own = |what, standard, key| {
        let renamed = profile.metadata(key).map(|item| &item.value);
        OwnParameter { what, standard, renamed }
    };
    let client_id = own("the client id", "client_id", "ClientIdParamName");
    let is_method = |method| profile.metadata_is("token_endpoint_auth_method", method);
    if is_method("client_secret_basic") {
        Vec::new()
    } else if is_method("private_key_jwt") {
        vec![client_id]
    } else {
        vec![client_id, own("the client secret", "client_secret", "ClientSecretParamName")]
    }
}

fn own_names(own: &[OwnParameter<'_>], more: &[&str], diagnostics: &mut Diagnostics) {
    for (at, parameter) in own.iter().enumerate() {
        let Some(name) = parameter.renamed.filter(|name| name.value != parameter.standard) else { continue };
        let is_repeated = own.iter().take(at).any(|earlier| earlier.name() == name.value);
        if is_repeated || WRITTEN.iter().chain(more).any(|written| *written == name.value) {
            diagnostics.push(taken(parameter.what, name, name.span));
        }
    }
}

fn taken(what: &str, name: &str, place: Span) -> Diagnostic {
    Diagnostic::new(RESERVED_PARAMETER, format!("{what} may not be sent as `{name}`"))
        .at(place, "the token request already has this parameter")
        .help("give it another name")
}

/// Whoever reads a claim_types, or a log of requests, reads the query of its endpoints.
fn secret_in_query(item: &MetadataItem, profile: &TechnicalProfile<'_>, diagnostics: &mut Diagnostics) {
    let is_url = find(oauth2::METADATA, &item.key).is_some_and(|row| row.kind == ValueKind::Url);
    if !is_url || ENDPOINTS.iter().any(|(key, ..)| *key == item.key.value) {
        return;
    }
    let own = profile.metadata("ClientSecretParamName").map_or("client_secret", |item| &item.value);
    for name in value::query_names(&item.value).iter().filter(|name| *name == own || *name == "client_secret") {
        diagnostics.push(
            Diagnostic::new(RESERVED_PARAMETER, format!("the query of `{}` may not hold `{name}`", item.key.value))
                .at(item.key.span, "whoever reads the policy reads it")
                .help(STORED_ELSEWHERE),
        );
    }
}
