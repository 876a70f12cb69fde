//! Where the parts of a technical profile stand that decide what is generated.

use super::place;
use crate::ir::{ClaimPlaces, Place, Places};
use crate::model::{ClaimReference, Policy, TechnicalProfile};
use crate::source::{SourceMap, Span};
use std::collections::BTreeMap;

pub(super) fn places(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, sources: &SourceMap) -> Places {
    let id = &profile.id.value;
    let of = |span: Span, what: &str| place(span, format!("{what} of TechnicalProfile {id}"), sources);
    let metadata = profile.metadata.iter();
    let keys = profile.cryptographic_keys.iter();
    let runs = profile.input_claims_transformations.iter().chain(&profile.output_claims_transformations);
    let declared = runs.filter_map(|run| Some((run.to_lowercase(), policy.claims_transformations.get(run)?.current)));
    Places {
        display_name: profile.display_name.map(|name| of(name.span, "DisplayName")),
        domain: profile.domain.map(|domain| of(domain.span, "Domain")),
        enabled_for_user_journeys: profile
            .enabled_for_user_journeys
            .map(|enabled| of(enabled.span, "EnabledForUserJourneys")),
        metadata: metadata
            .map(|item| (item.key.to_string(), of(item.key.span, &format!("Item {}", item.key.value))))
            .collect(),
        keys: keys.map(|key| (key.id.to_lowercase(), of(key.id.span, &format!("Key {}", key.id.value)))).collect(),
        inputs: claims(&profile.input_claims, "InputClaim", &of),
        outputs: claims(&profile.output_claims, "OutputClaim", &of),
        transformations: declared
            .map(|(id, it)| (id, place(it.id.span, format!("ClaimsTransformation {}", it.id.value), sources)))
            .collect(),
    }
}

fn claims(
    references: &[ClaimReference<'_>],
    element: &str,
    of: &dyn Fn(Span, &str) -> Place,
) -> BTreeMap<String, ClaimPlaces> {
    let places = |reference: &ClaimReference<'_>| {
        let what = format!("{element} {}", reference.claim_type.value);
        ClaimPlaces {
            element: of(reference.claim_type.span, &what),
            partner_claim_type: reference.partner_claim_type.map(|name| of(name.span, &what)),
            default_value: reference.default_value.map(|value| of(value.span, &what)),
            required: reference.required.map(|flag| of(flag.span, &what)),
        }
    };
    references.iter().map(|reference| (reference.claim_type.to_lowercase(), places(reference))).collect()
}
