//! The claim types of a policy, and where they are used.

use super::context::Context;
use crate::ast::{DisplayControl, Text};
use crate::json::record::record;
use crate::model::{ClaimType, fold};
use std::collections::BTreeMap;

record! {
    /// A claim type.
    pub struct Claim {
        /// `@Id`
        pub id: String,
        /// `DisplayName`
        pub display_name: Option<String>,
        /// `DataType`
        pub data_type: Option<String>,
        /// `UserInputType`: how a page asks for it.
        pub user_input_type: Option<String>,
        /// Whether it is an attribute that the tenant added to its directory: `extension_…`.
        pub extension_attribute: bool,
        /// Where it is used, in document order.
        pub uses: Vec<ClaimUse>,
    }

    /// A use of a claim type.
    pub struct ClaimUse {
        /// Name of the element that uses it.
        pub element: String,
        /// Id of that element.
        pub id: String,
        /// As what: `InputClaims`, `OutputClaims`, `Preconditions` …
        pub section: String,
    }
}

pub(super) fn claims(context: &Context<'_, '_>) -> Vec<Claim> {
    let mut uses = Uses::default();
    technical_profiles(context, &mut uses);
    elements(context, &mut uses);
    context.policy.claim_types.iter().map(|claim_type| claim(claim_type, &mut uses)).collect()
}

fn claim(claim_type: &ClaimType<'_>, uses: &mut Uses) -> Claim {
    let text = |text: Option<&Text>| text.map(|text| text.value.clone());
    Claim {
        id: claim_type.id.value.clone(),
        display_name: text(claim_type.display_name),
        data_type: claim_type.data_type.map(|data_type| data_type.value.name().to_owned()),
        user_input_type: text(claim_type.user_input_type),
        extension_attribute: is_extension_attribute(claim_type.id),
        uses: uses.0.remove(&fold(claim_type.id)).unwrap_or_default(),
    }
}

/// Whether the directory keeps a claim of this name in an attribute that the tenant added.
pub(super) fn is_extension_attribute(id: &str) -> bool {
    id.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("extension_"))
}

/// The uses by the folded id of the claim type.
#[derive(Default)]
struct Uses(BTreeMap<String, Vec<ClaimUse>>);

impl Uses {
    fn add<'t>(&mut self, element: &str, id: &str, section: &str, claims: impl Iterator<Item = &'t Text>) {
        for claim in claims {
            let list = self.0.entry(fold(claim)).or_default();
            let new = ClaimUse { element: element.to_owned(), id: id.to_owned(), section: section.to_owned() };
            // What uses one twice, uses it one after the other.
            if list.last() != Some(&new) {
                list.push(new);
            }
        }
    }
}

fn technical_profiles(context: &Context<'_, '_>, uses: &mut Uses) {
    for known in &context.profiles {
        let profile = known.profile;
        let mut add = |section: &str, claims: &[crate::model::ClaimReference<'_>]| {
            uses.add("TechnicalProfile", profile.id, section, claims.iter().map(|it| it.claim_type));
        };
        add("InputClaims", &profile.input_claims);
        add("PersistedClaims", &profile.persisted_claims);
        add("OutputClaims", &profile.output_claims);
        let shown = profile.display_claims.iter().filter_map(|it| it.claim_type.as_ref());
        uses.add("TechnicalProfile", profile.id, "DisplayClaims", shown);
    }
    let party = context.policy.relying_party;
    for profile in party.into_iter().flat_map(|it| it.technical_profile.iter().chain(&it.further_technical_profiles)) {
        let claims = profile.output_claims.iter().map(|it| &it.claim_type);
        uses.add("RelyingParty", &profile.id, "OutputClaims", claims);
    }
}

fn elements(context: &Context<'_, '_>, uses: &mut Uses) {
    let policy = context.policy;
    for transformation in policy.claims_transformations.iter().map(|it| it.current) {
        let (id, kind) = (&transformation.id, "ClaimsTransformation");
        uses.add(kind, id, "InputClaims", transformation.input_claims.iter().map(|it| &it.claim_type));
        uses.add(kind, id, "OutputClaims", transformation.output_claims.iter().map(|it| &it.claim_type));
    }
    for control in policy.display_controls.iter().map(|it| it.current) {
        display_control(control, uses);
    }
    for (kind, journeys) in [("UserJourney", &policy.user_journeys), ("SubJourney", &policy.sub_journeys)] {
        for journey in journeys.iter() {
            let conditions = journey.steps.values().flat_map(|step| &step.preconditions);
            let claims = conditions.filter_map(|condition| condition.values.first());
            uses.add(kind, journey.id, "Preconditions", claims);
        }
    }
}

fn display_control(control: &DisplayControl, uses: &mut Uses) {
    let lists = [
        ("InputClaims", &control.input_claims),
        ("DisplayClaims", &control.display_claims),
        ("OutputClaims", &control.output_claims),
    ];
    for (section, claims) in lists {
        uses.add("DisplayControl", &control.id, section, claims.iter().filter_map(|it| it.claim_type.as_ref()));
    }
}
