//! `TechnicalProfile`.

use super::{boolean, child_text, items, raw};
use crate::ast::{ClaimReference, CryptographicKey, MetadataItem, Protocol, TechnicalProfile, Text};
use crate::xml::Element;

const TYPED: &[&str] = &[
    "DisplayName",
    "Description",
    "Protocol",
    "OutputTokenFormat",
    "Metadata",
    "CryptographicKeys",
    "InputClaimsTransformations",
    "InputClaims",
    "PersistedClaims",
    "OutputClaims",
    "OutputClaimsTransformations",
    "IncludeTechnicalProfile",
    "EnabledForUserJourneys",
];

pub(super) fn technical_profile(element: &Element<'_, '_>) -> Option<TechnicalProfile> {
    Some(TechnicalProfile {
        id: element.attribute("Id")?,
        span: element.span(),
        display_name: child_text(element, "DisplayName"),
        description: child_text(element, "Description"),
        protocol: element
            .child("Protocol")
            .and_then(|it| Some(Protocol { name: it.attribute("Name")?, handler: it.attribute("Handler") })),
        output_token_format: child_text(element, "OutputTokenFormat"),
        metadata: items(element, "Metadata", "Item")
            .filter_map(|item| Some(MetadataItem { key: item.attribute("Key")?, value: item.text() }))
            .collect(),
        cryptographic_keys: items(element, "CryptographicKeys", "Key")
            .filter_map(|key| cryptographic_key(&key))
            .collect(),
        input_claims_transformations: references(element, "InputClaimsTransformations", "InputClaimsTransformation"),
        input_claims: claims(element, "InputClaims", "InputClaim"),
        persisted_claims: claims(element, "PersistedClaims", "PersistedClaim"),
        output_claims: claims(element, "OutputClaims", "OutputClaim"),
        output_claims_transformations: references(element, "OutputClaimsTransformations", "OutputClaimsTransformation"),
        include: element.child("IncludeTechnicalProfile").and_then(|include| include.attribute("ReferenceId")),
        enabled_for_user_journeys: child_text(element, "EnabledForUserJourneys"),
        raw: raw(element, TYPED),
    })
}

fn cryptographic_key(element: &Element<'_, '_>) -> Option<CryptographicKey> {
    Some(CryptographicKey {
        id: element.attribute("Id")?,
        storage_reference_id: element.attribute("StorageReferenceId")?,
    })
}

fn references(element: &Element<'_, '_>, list: &'static str, item: &'static str) -> Vec<Text> {
    items(element, list, item).filter_map(|item| item.attribute("ReferenceId")).collect()
}

fn claims(element: &Element<'_, '_>, list: &'static str, item: &'static str) -> Vec<ClaimReference> {
    items(element, list, item)
        .filter_map(|item| {
            Some(ClaimReference {
                claim_type: item.attribute("ClaimTypeReferenceId")?,
                partner_claim_type: item.attribute("PartnerClaimType"),
                default_value: item.attribute("DefaultValue"),
                always_use_default_value: boolean(&item, "AlwaysUseDefaultValue"),
                required: boolean(&item, "Required"),
            })
        })
        .collect()
}
