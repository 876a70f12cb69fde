//! `TechnicalProfile`.

use super::{boolean, child_text, items, metadata, raw, user_journey};
use crate::ast::{
    ClaimReference, CryptographicKey, DisplayClaim, Protocol, SubjectNamingInfo, TechnicalProfile, Text,
    ValidationTechnicalProfile,
};
use crate::xml::Element;

const TYPED: &[&str] = &[
    "DisplayName",
    "Description",
    "Protocol",
    "InputTokenFormat",
    "OutputTokenFormat",
    "Metadata",
    "CryptographicKeys",
    "InputTokenSources",
    "InputClaimsTransformations",
    "InputClaims",
    "DisplayClaims",
    "PersistedClaims",
    "OutputClaims",
    "OutputClaimsTransformations",
    "ValidationTechnicalProfiles",
    "SubjectNamingInfo",
    "IncludeClaimsFromTechnicalProfile",
    "IncludeTechnicalProfile",
    "UseTechnicalProfileForSessionManagement",
    "EnabledForUserJourneys",
];

pub(super) fn technical_profile(element: &Element<'_, '_>) -> Option<TechnicalProfile> {
    Some(TechnicalProfile {
        id: element.attribute("Id")?,
        span: element.span(),
        display_name: child_text(element, "DisplayName"),
        has_display_name: element.child("DisplayName").is_some(),
        description: child_text(element, "Description"),
        protocol: element
            .child("Protocol")
            .and_then(|it| Some(Protocol { name: it.attribute("Name")?, handler: it.attribute("Handler") })),
        input_token_format: child_text(element, "InputTokenFormat"),
        output_token_format: child_text(element, "OutputTokenFormat"),
        metadata: metadata(element),
        cryptographic_keys: cryptographic_keys(element),
        input_token_sources: items(element, "InputTokenSources", "TechnicalProfile")
            .filter_map(|source| source.attribute("Id"))
            .collect(),
        input_claims_transformations: references(element, "InputClaimsTransformations", "InputClaimsTransformation"),
        input_claims: claims(element, "InputClaims", "InputClaim"),
        display_claims: items(element, "DisplayClaims", "DisplayClaim").map(|it| display_claim(&it)).collect(),
        persisted_claims: claims(element, "PersistedClaims", "PersistedClaim"),
        output_claims: claims(element, "OutputClaims", "OutputClaim"),
        output_claims_transformations: references(element, "OutputClaimsTransformations", "OutputClaimsTransformation"),
        validation_technical_profiles: items(element, "ValidationTechnicalProfiles", "ValidationTechnicalProfile")
            .filter_map(|it| Some(validation(&it, it.attribute("ReferenceId")?)))
            .collect(),
        subject_naming_info: element.child("SubjectNamingInfo").and_then(|it| subject_naming_info(&it)),
        include_claims_from: child_text(element, "IncludeClaimsFromTechnicalProfile"),
        include: element.child("IncludeTechnicalProfile").and_then(|include| include.attribute("ReferenceId")),
        session_management: element
            .child("UseTechnicalProfileForSessionManagement")
            .and_then(|session| session.attribute("ReferenceId")),
        enabled_for_user_journeys: child_text(element, "EnabledForUserJourneys"),
        raw: raw(element, TYPED),
    })
}

pub(super) fn cryptographic_keys(element: &Element<'_, '_>) -> Vec<CryptographicKey> {
    items(element, "CryptographicKeys", "Key").filter_map(|key| cryptographic_key(&key)).collect()
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
                span: item.span(),
                claim_type: item.attribute("ClaimTypeReferenceId")?,
                partner_claim_type: item.attribute("PartnerClaimType"),
                default_value: item.attribute("DefaultValue"),
                always_use_default_value: boolean(&item, "AlwaysUseDefaultValue"),
                required: boolean(&item, "Required"),
                from: item
                    .children_named("From")
                    .filter_map(|it| it.attribute("TechnicalProfileReferenceId"))
                    .collect(),
            })
        })
        .collect()
}

fn display_claim(element: &Element<'_, '_>) -> DisplayClaim {
    DisplayClaim {
        claim_type: element.attribute("ClaimTypeReferenceId"),
        display_control: element.attribute("DisplayControlReferenceId"),
        required: boolean(element, "Required"),
    }
}

/// An element that names a technical profile to validate with.
pub(super) fn validation(element: &Element<'_, '_>, technical_profile: Text) -> ValidationTechnicalProfile {
    ValidationTechnicalProfile {
        technical_profile,
        continue_on_success: boolean(element, "ContinueOnSuccess"),
        continue_on_error: boolean(element, "ContinueOnError"),
        preconditions: user_journey::preconditions(element),
    }
}

fn subject_naming_info(element: &Element<'_, '_>) -> Option<SubjectNamingInfo> {
    Some(SubjectNamingInfo {
        claim_type: element.attribute("ClaimType")?,
        format: element.attribute("Format"),
        exclude_as_claim: boolean(element, "ExcludeAsClaim"),
    })
}
