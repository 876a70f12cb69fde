//! No two parameters of a claims request have one name: nobody knows which of them the provider reads.

use crate::ast::MetadataItem;
use crate::diagnostic::codes::RESERVED_PARAMETER;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, TechnicalProfile};
use crate::protocol::template::{Constants, Known};
use crate::protocol::{template, value};
use crate::source::Span;
use std::collections::BTreeMap;

/// A name and where it stands; what the request writes in any case has no place.
type Parameter = (String, Option<Span>);

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles().filter(|profile| profile.is_oauth2_federation()) {
        let mut requests: Vec<(&str, Vec<Parameter>)> = Vec::new();
        if let Some(endpoint) = profile.metadata("ClaimsEndpoint") {
            requests.push(("claims request", claims_request(profile).chain(query(endpoint)).collect()));
        }
        for number in 1..=9 {
            let item = |name: &str| profile.metadata(&format!("claimsmith.follow_up.{number}.{name}"));
            let Some(endpoint) = item("endpoint") else { continue };
            let own = item("parameters").into_iter().flat_map(follow_up);
            requests.push(("follow-up request", own.chain(query(endpoint)).collect()));
        }
        // Every request carries the bearer's parameters; what is wrong among them is said once.
        let mut carried = BTreeMap::new();
        if let Some((request, _)) = requests.first() {
            report(bearer(profile), &mut carried, request, diagnostics);
        }
        for (request, parameters) in requests {
            report(parameters.into_iter(), &mut carried.clone(), request, diagnostics);
        }
    }
}

fn report(
    parameters: impl Iterator<Item = Parameter>,
    seen: &mut BTreeMap<String, Option<Span>>,
    request: &str,
    diagnostics: &mut Diagnostics,
) {
    for (name, place) in parameters {
        let (Some(earlier), Some(span)) = (seen.get(&name), place) else {
            seen.insert(name, place);
            continue;
        };
        let message = format!("two parameters of the {request} are named `{name}`");
        let finding = Diagnostic::new(RESERVED_PARAMETER, message).at(span, "the request already has this parameter");
        let finding = match earlier.filter(|earlier| *earlier != span) {
            Some(earlier) => finding.label(earlier, "because of this one"),
            None => finding,
        };
        diagnostics.push(finding.help("give it another name, or remove it"));
    }
}

fn named(profile: &TechnicalProfile<'_>, key: &str) -> Option<Parameter> {
    profile.metadata(key).map(|item| (item.value.to_string(), Some(item.value.span)))
}

/// What every claims request sends to say whose claims it wants.
fn bearer(profile: &TechnicalProfile<'_>) -> impl Iterator<Item = Parameter> {
    let is_header = profile.metadata_is("BearerTokenTransmissionMethod", "AuthorizationHeader");
    let token = named(profile, "ClaimsEndpointAccessTokenName").unwrap_or_else(|| ("access_token".to_owned(), None));
    let token = (!is_header).then_some(token);
    token.into_iter().chain(named(profile, "claimsmith.claims_proof_parameter"))
}

fn claims_request(profile: &TechnicalProfile<'_>) -> impl Iterator<Item = Parameter> {
    let members = profile.metadata("ExtraParamsInClaimsEndpointRequest").into_iter();
    let members = members.flat_map(|item| value::names(&item.value).map(|name| (name, Some(item.value.span))));
    members.chain(named(profile, "ClaimsEndpointFormatName"))
}

fn follow_up(item: &MetadataItem) -> impl Iterator<Item = Parameter> {
    let list = template::parameters(&item.value, Known::Claims, Constants::ANY).unwrap_or_default();
    list.into_iter().map(|parameter| (parameter.name.into_owned(), Some(item.value.span)))
}

/// The endpoint's own query. What it holds twice is one name: some providers take lists that way.
fn query(item: &MetadataItem) -> impl Iterator<Item = Parameter> {
    value::query_names(&item.value).into_iter().map(|name| (name, Some(item.key.span)))
}
