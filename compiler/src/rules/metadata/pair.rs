//! Metadata keys that mean something only together are given together.

use super::doubt::Doubts;
use crate::ast::MetadataItem;
use crate::diagnostic::codes::METADATA_PAIR;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::{find, oauth2, value};
use claimsmith_profile::rules::TOKEN_PARAMETERS;

/// A key, the keys it cannot do without, and why.
const TOGETHER: &[(&str, &[&str], &str)] = &[
    ("ClaimsEndpointFormatName", &["ClaimsEndpointFormat"], "one half of a parameter"),
    ("ClaimsEndpointFormat", &["ClaimsEndpointFormatName"], "one half of a parameter"),
    ("JWKS", &["issuer"], "the keys of a provider are of no use without knowing what it calls itself"),
];

/// What a client secret that is signed anew consists of.
const MINTED_SECRET: &[&str] =
    &["claimsmith.client_secret_issuer", "claimsmith.client_secret_key_id", "claimsmith.client_secret_audience"];

pub(super) fn check(fresh: Fresh<'_, '_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles().filter(|profile| profile.is_oauth2_federation()) {
        let given = Given { profile, doubts };
        let found = given.together().chain(given.minted_secret()).chain(given.follow_ups());
        let found = found.chain(given.authorization_scheme()).chain(given.issuer()).chain(given.response_mode());
        for finding in found.chain(given.discovery()).chain(given.code_verifier()) {
            diagnostics.push(finding.label(profile.id.span, "in this technical profile"));
        }
    }
}

/// What a profile has.
struct Given<'g, 'a> {
    profile: &'g TechnicalProfile<'a>,
    doubts: &'g Doubts,
}

impl Given<'_, '_> {
    fn together(&self) -> impl Iterator<Item = Diagnostic> {
        TOGETHER.iter().filter_map(|(present, absent, why)| {
            let item = self.profile.metadata(present)?;
            let missing = self.missing(absent)?;
            Some(needs(item, &missing, why).help(add_or_remove(&missing)))
        })
    }

    /// Shown at the first of the three that is there.
    fn minted_secret(&self) -> Option<Diagnostic> {
        let item = MINTED_SECRET.iter().find_map(|key| self.profile.metadata(key))?;
        let missing = self.missing(MINTED_SECRET)?;
        Some(needs(item, &missing, "one third of a client secret that is signed").help(add_or_remove(&missing)))
    }

    /// Shown at the first key of each number that has no endpoint.
    fn follow_ups(&self) -> impl Iterator<Item = Diagnostic> {
        (1..=9).filter_map(|number| {
            let prefix = format!("claimsmith.follow_up.{number}.");
            let is_known = |key: &str| key.starts_with(&prefix) && find(oauth2::METADATA, key).is_some();
            let item = self.profile.metadata.iter().find(|item| is_known(&item.key))?;
            let endpoint = prefix + "endpoint";
            let missing = self.missing(&[&endpoint])?;
            Some(needs(item, &missing, "says how to send a request, but not where").help(add_or_remove(&missing)))
        })
    }

    fn authorization_scheme(&self) -> Option<Diagnostic> {
        let item = self.profile.metadata("claimsmith.authorization_scheme")?;
        if self.profile.metadata_is("BearerTokenTransmissionMethod", "AuthorizationHeader") {
            return None;
        }
        if self.doubts.about(self.profile, "BearerTokenTransmissionMethod") {
            return None;
        }
        let needed = "BearerTokenTransmissionMethod` = `AuthorizationHeader";
        let finding = needs(item, &[needed], "the access token stands in the query, where no scheme is written");
        Some(
            finding.help(
                "add `<Item Key=\"BearerTokenTransmissionMethod\">AuthorizationHeader</Item>`, or remove this one",
            ),
        )
    }

    fn issuer(&self) -> Option<Diagnostic> {
        let item = self.profile.metadata("claimsmith.authorization_response_iss")?;
        let is_known = ["issuer", "METADATA"].iter().any(|key| self.has(key));
        if is_known || value::boolean(&item.value) != Some(true) {
            return None;
        }
        let finding = needs(item, &["issuer"], "what the callback names is compared with that");
        Some(finding.help("add `<Item Key=\"issuer\">…</Item>`, or `METADATA`, whose document names the issuer"))
    }

    /// The address of a discovery document says what the provider calls itself, when it ends as the standard wants it (OpenID
    /// Connect Discovery section 4).
    fn discovery(&self) -> Option<Diagnostic> {
        let item = self.profile.metadata("METADATA")?;
        let address = item.value.split('?').next().unwrap_or_default();
        if address.ends_with("/.well-known/openid-configuration") || self.doubts.about(self.profile, "METADATA") {
            return None;
        }
        let missing = self.missing(&["issuer"])?;
        let why =
            "its address does not end in `/.well-known/openid-configuration`, so nothing says whose document it is";
        Some(needs(item, &missing, why).help(add_or_remove(&missing)))
    }

    /// Providers answer with an id_token in the fragment when nothing else is asked for.
    fn response_mode(&self) -> Option<Diagnostic> {
        let item = self.profile.metadata("response_types").filter(|_| self.profile.receives_id_token())?;
        let missing = self.missing(&["response_mode"])?;
        let finding = needs(item, &missing, "the default for an id_token is the fragment, which no server sees");
        Some(
            finding
                .help("add `<Item Key=\"response_mode\">form_post</Item>`")
                .help("with `fragment` a page of the application has to send the answer to its server"),
        )
    }

    /// With PKCE the provider refuses a code that comes without its verifier (RFC 7636 section 4.6).
    fn code_verifier(&self) -> Option<Diagnostic> {
        const PKCE: &str = "claimsmith.pkce";
        let item = self.profile.metadata("claimsmith.token_parameter_names")?;
        let names = value::renames(&item.value, TOKEN_PARAMETERS).ok()?;
        let is_left_out = names.iter().any(|(name, actual)| name == "code_verifier" && actual.is_empty());
        let is_on = self.profile.metadata(PKCE).is_none_or(|item| value::boolean(&item.value) == Some(true));
        if !is_left_out || !is_on || self.profile.receives_id_token() || self.doubts.about(self.profile, PKCE) {
            return None;
        }
        let finding = needs(item, &["claimsmith.pkce` = `false"], "leaves out `code_verifier`, which PKCE rests on");
        Some(
            finding.help(
                "give it a name, or add `<Item Key=\"claimsmith.pkce\">false</Item>` if the provider refuses PKCE",
            ),
        )
    }

    /// The keys that are not there, and not meant by another that is.
    fn missing<'k>(&self, keys: &[&'k str]) -> Option<Vec<&'k str>> {
        let missing: Vec<&str> = keys.iter().copied().filter(|key| !self.has(key)).collect();
        (!missing.is_empty()).then_some(missing)
    }

    fn has(&self, key: &str) -> bool {
        self.profile.metadata(key).is_some() || self.doubts.about(self.profile, key)
    }
}

fn needs(item: &MetadataItem, missing: &[&str], why: &str) -> Diagnostic {
    let missing = missing.join("` and `");
    Diagnostic::new(METADATA_PAIR, format!("metadata `{}` needs `{missing}`", item.key.value)).at(item.key.span, why)
}

fn add_or_remove(keys: &[&str]) -> String {
    let items: Vec<String> = keys.iter().map(|key| format!("`<Item Key=\"{key}\">…</Item>`")).collect();
    format!("add {}, or remove this one", items.join(" and "))
}
