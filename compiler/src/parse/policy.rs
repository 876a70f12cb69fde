//! The root element and what stands directly in it.

use super::{
    Definitions, again, building_blocks, child_text, items, localization, raw, relying_party, technical_profile,
    user_journey,
};
use crate::ast::{BasePolicy, ClaimsProvider, PolicyFile};
use crate::source::FileId;
use crate::xml::Element;

const TYPED: &[&str] =
    &["BasePolicy", "BuildingBlocks", "ClaimsProviders", "UserJourneys", "SubJourneys", "RelyingParty"];

/// Reads a policy file from its root element.
#[must_use]
pub fn policy_file(file: FileId, root: &Element<'_, '_>) -> PolicyFile {
    let mut definitions = Definitions::default();
    let mut policy = PolicyFile {
        file,
        root: root.name_span(),
        tenant_id: root.attribute("TenantId"),
        policy_id: root.attribute("PolicyId"),
        tenant_object_id: root.attribute("TenantObjectId"),
        public_policy_uri: root.attribute("PublicPolicyUri"),
        deployment_mode: root.attribute("DeploymentMode"),
        user_journey_recorder_endpoint: root.attribute("UserJourneyRecorderEndpoint"),
        base: root.child("BasePolicy").map(|base| BasePolicy {
            tenant_id: child_text(&base, "TenantId"),
            policy_id: child_text(&base, "PolicyId"),
        }),
        claim_types: Vec::new(),
        predicates: Vec::new(),
        input_validations: Vec::new(),
        predicate_validations: Vec::new(),
        claims_transformations: Vec::new(),
        client_definitions: Vec::new(),
        content_definitions: Vec::new(),
        localization: None,
        display_controls: Vec::new(),
        claims_providers: items(root, "ClaimsProviders", "ClaimsProvider")
            .map(|it| claims_provider(&it, &mut definitions))
            .collect(),
        user_journeys: definitions.read(root, "UserJourneys", "UserJourney", user_journey::user_journey),
        sub_journeys: definitions.read(root, "SubJourneys", "SubJourney", user_journey::user_journey),
        relying_party: root.child("RelyingParty").map(|element| relying_party::relying_party(&element)),
        suppressions: Vec::new(),
        exposed: Vec::new(),
        raw: raw(root, TYPED),
    };
    if let Some(blocks) = root.child("BuildingBlocks") {
        building_blocks::read(&blocks, &mut definitions, &mut policy);
        policy.localization = blocks.child("Localization").map(|element| localization::localization(&element));
    }
    policy.raw.extend(again(root, "BuildingBlocks"));
    policy.raw.extend(definitions.unread);
    policy
}

fn claims_provider(element: &Element<'_, '_>, definitions: &mut Definitions) -> ClaimsProvider {
    ClaimsProvider {
        display_name: child_text(element, "DisplayName"),
        domain: child_text(element, "Domain"),
        technical_profiles: definitions.read(
            element,
            "TechnicalProfiles",
            "TechnicalProfile",
            technical_profile::technical_profile,
        ),
    }
}
