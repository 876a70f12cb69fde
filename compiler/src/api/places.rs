//! Where a change is: at what decides it, in whatever file of the chain that stands.

use super::change::Change;
use super::surface::Client;
use crate::ir::{ClaimPlaces, Place, Places};
use std::collections::BTreeMap;

/// Where the claims of a profile stand, by claim type in lower case.
pub(super) type OfClaims = BTreeMap<String, ClaimPlaces>;

/// What of an input or output claim decides something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Element,
    PartnerClaimType,
    DefaultValue,
    Required,
}

/// Where this part of a claim stands, or else the claim; `None` when the profile does not list it.
pub(super) fn of_claim<'p>(claim: &str, part: Part, places: &'p OfClaims) -> Option<&'p Place> {
    let places = places.get(&claim.to_lowercase())?;
    let attribute = match part {
        Part::Element => None,
        Part::PartnerClaimType => places.partner_claim_type.as_ref(),
        Part::DefaultValue => places.default_value.as_ref(),
        Part::Required => places.required.as_ref(),
    };
    Some(attribute.unwrap_or(&places.element))
}

/// Where a metadata item stands.
pub(super) fn of_metadata<'p>(key: &str, places: &'p Places) -> Option<&'p Place> {
    // The one is taken where the other is not.
    let alike = if key == "JWKS" { places.metadata.get("METADATA") } else { None };
    places.metadata.get(key).or(alike)
}

/// Where a fact of an exchange is decided: by a metadata item, or by a claims transformation.
pub(super) fn of_fact<'p>(key: &str, transformation: Option<&str>, places: &'p Places) -> Option<&'p Place> {
    match transformation {
        Some(id) => places.transformations.get(&id.to_lowercase()),
        None => of_metadata(key, places),
    }
}

/// The change at these two places; at neither when there is none.
pub(super) fn at(change: Change, old: Option<&Place>, new: Option<&Place>) -> Change {
    if old.is_none() && new.is_none() { change } else { change.places(old, new) }
}

/// The change at this part of two clients.
pub(super) fn of_both<'c>(
    change: Change,
    (old, new): (&'c Client, &'c Client),
    part: impl Fn(&'c Places) -> Option<&'c Place>,
) -> Change {
    at(change, part(&old.places), part(&new.places))
}
