//! The root element and what stands directly in it.

use super::{child_text, items, raw, technical_profile, user_journey};
use crate::ast::{BasePolicy, ClaimType, ClaimsProvider, DefaultPartnerClaimType, PolicyFile};
use crate::source::{FileId, Spanned};
use crate::xml::Element;
use claimsmith_profile::DataType;

const TYPED: &[&str] =
    &["BasePolicy", "BuildingBlocks", "ClaimsProviders", "UserJourneys", "SubJourneys", "RelyingParty"];

/// Reads a policy file from its root element.
#[must_use]
pub fn policy_file(file: FileId, root: &Element<'_, '_>) -> PolicyFile {
    let blocks = root.child("BuildingBlocks");
    let claim_types = blocks.iter().flat_map(|blocks| items(blocks, "ClaimsSchema", "ClaimType"));
    let mut unread = raw(root, TYPED);
    unread.extend(blocks.iter().flat_map(|blocks| raw(blocks, &["ClaimsSchema"])));
    PolicyFile {
        file,
        root: root.name_span(),
        tenant_id: root.attribute("TenantId"),
        policy_id: root.attribute("PolicyId"),
        base: root.child("BasePolicy").map(|base| BasePolicy {
            tenant_id: child_text(&base, "TenantId"),
            policy_id: child_text(&base, "PolicyId"),
        }),
        claim_types: claim_types.filter_map(|element| claim_type(&element)).collect(),
        claims_providers: items(root, "ClaimsProviders", "ClaimsProvider").map(|it| claims_provider(&it)).collect(),
        user_journeys: items(root, "UserJourneys", "UserJourney")
            .filter_map(|element| user_journey::user_journey(&element))
            .collect(),
        sub_journeys: items(root, "SubJourneys", "SubJourney")
            .filter_map(|element| user_journey::user_journey(&element))
            .collect(),
        relying_party: root.child("RelyingParty").map(|element| user_journey::relying_party(&element)),
        raw: unread,
    }
}

fn claim_type(element: &Element<'_, '_>) -> Option<ClaimType> {
    Some(ClaimType {
        id: element.attribute("Id")?,
        span: element.span(),
        display_name: child_text(element, "DisplayName"),
        data_type: child_text(element, "DataType")
            .and_then(|text| Some(Spanned::new(DataType::from_name(&text)?, text.span))),
        default_partner_claim_types: items(element, "DefaultPartnerClaimTypes", "Protocol")
            .filter_map(|protocol| {
                Some(DefaultPartnerClaimType {
                    protocol: protocol.attribute("Name")?,
                    partner_claim_type: protocol.attribute("PartnerClaimType")?,
                })
            })
            .collect(),
        admin_help_text: child_text(element, "AdminHelpText"),
        user_help_text: child_text(element, "UserHelpText"),
        raw: raw(element, &["DisplayName", "DataType", "DefaultPartnerClaimTypes", "AdminHelpText", "UserHelpText"]),
    })
}

fn claims_provider(element: &Element<'_, '_>) -> ClaimsProvider {
    ClaimsProvider {
        display_name: child_text(element, "DisplayName"),
        domain: child_text(element, "Domain"),
        technical_profiles: items(element, "TechnicalProfiles", "TechnicalProfile")
            .filter_map(|profile| technical_profile::technical_profile(&profile))
            .collect(),
    }
}
