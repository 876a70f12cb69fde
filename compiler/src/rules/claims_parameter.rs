//! No two parameters of a claims request have one name: nobody knows which of them the provider reads.

use crate::ast::MetadataItem;
use crate::diagnostic::codes::RESERVED_PARAMETER;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::protocol::template::{Constants, Known};
use crate::protocol::{template, value};
use crate::source::Span;

/// A name and where it stands; what the request writes in any case has no place.
type Parameter = (String, Option<Span>);

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        if profile.metadata("ClaimsEndpoint").is_some() {
            report(bearer(profile).chain(claims_request(profile)), "claims request", diagnostics);
        }
        for number in 1..=9 {
            let Some(item) = profile.metadata(&format!("claimsmith.follow_up.{number}.parameters")) else { continue };
            report(bearer(profile).chain(follow_up(item)), "follow-up request", diagnostics);
        }
    }
}

fn report(parameters: impl Iterator<Item = Parameter>, request: &str, diagnostics: &mut Diagnostics) {
    let mut seen: Vec<Parameter> = Vec::new();
    for (name, place) in parameters {
        let earlier = seen.iter().find(|(other, _)| *other == name).map(|(_, place)| *place);
        let (Some(earlier), Some(span)) = (earlier, place) else {
            seen.push((name, place));
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
    profile.metadata(key).map(|item| (item.value.value.clone(), Some(item.value.span)))
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
