//! What names a claims transformation, a predicate or a validation, a content definition, localized resources or a
//! display control.

use super::{in_metadata, in_profiles, in_steps, inside};
use crate::ast::{ClaimType, PolicyFile, PredicateReferences, Text};
use crate::model::IdSpace::{
    ClaimsTransformation, ContentDefinition, DisplayControl, InputValidation, LocalizedResources, Predicate,
    PredicateValidation,
};
use crate::rules::references::kind::{ReferenceKind, References, kind};

pub(super) const KINDS: &[ReferenceKind] = &[
    kind("InputClaimsTransformation", ClaimsTransformation, |file| {
        in_profiles(file, |profile| &profile.input_claims_transformations)
    }),
    kind("OutputClaimsTransformation", ClaimsTransformation, |file| {
        in_profiles(file, |profile| &profile.output_claims_transformations)
    }),
    kind("OrchestrationStep", ContentDefinition, |file| in_steps(file, |step| &step.content_definition)),
    kind("ContentDefinitionReferenceId", ContentDefinition, |file| in_metadata(file, "ContentDefinitionReferenceId")),
    kind("LocalizedResourcesReference", LocalizedResources, in_content_definitions),
    kind("DisplayClaim", DisplayControl, |file| {
        in_profiles(file, |profile| profile.display_claims.iter().filter_map(|claim| claim.display_control.as_ref()))
    }),
    kind("PredicateReference", Predicate, in_predicate_validations),
    kind("PredicateReference", Predicate, in_input_validations),
    kind("PredicateValidationReference", PredicateValidation, |file| {
        in_claim_types(file, |claim_type| &claim_type.predicate_validation)
    }),
    kind("InputValidationReference", InputValidation, |file| {
        in_claim_types(file, |claim_type| &claim_type.input_validation)
    }),
];

fn in_content_definitions(file: &PolicyFile) -> References<'_> {
    Box::new(file.content_definitions.iter().flat_map(|definition| {
        let ids = definition.localized_resources.iter().filter_map(|it| it.localized_resources.as_ref());
        inside("in this content definition", &definition.id, ids)
    }))
}

fn in_predicate_validations(file: &PolicyFile) -> References<'_> {
    Box::new(file.predicate_validations.iter().flat_map(|validation| {
        let lists = validation.groups.iter().flat_map(|group| &group.predicate_references);
        inside("in this predicate validation", &validation.id, predicates(lists))
    }))
}

fn in_input_validations(file: &PolicyFile) -> References<'_> {
    Box::new(file.input_validations.iter().flat_map(|validation| {
        inside("in this input validation", &validation.id, predicates(validation.predicate_references.iter()))
    }))
}

fn predicates<'a>(lists: impl Iterator<Item = &'a PredicateReferences>) -> impl Iterator<Item = &'a Text> {
    lists.flat_map(|list| &list.references)
}

fn in_claim_types<'a>(file: &'a PolicyFile, id: fn(&ClaimType) -> &Option<Text>) -> References<'a> {
    let all = file.claim_types.iter();
    Box::new(all.flat_map(move |claim_type| inside("in this claim type", &claim_type.id, id(claim_type))))
}
