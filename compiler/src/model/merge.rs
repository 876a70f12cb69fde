//! Base under child, element by element (B2C: "custom policy overview", inheritance).
//!
//! A child's present value wins, an absent one is inherited, nothing can be removed. Metadata and keys merge by key, claim
//! lists by claim type with the base's items first.

use super::fresh::Fresh;
use super::{
    ById, ClaimReference, ClaimType, ContentDefinition, Definition, LocalizedResources, OrchestrationStep, Policy,
    TechnicalProfile, UserJourney, fold,
};
use crate::ast::{self, PolicyFile, Text};
use std::collections::{BTreeMap, BTreeSet};

/// The policy of a chain, root base first.
pub(super) fn policy(chain: Vec<&PolicyFile>) -> Policy<'_> {
    let mut policy = Policy {
        chain: Vec::new(),
        environment: None,
        claim_types: ById::default(),
        predicates: ById::default(),
        input_validations: ById::default(),
        predicate_validations: ById::default(),
        claims_transformations: ById::default(),
        content_definitions: ById::default(),
        localized_resources: ById::default(),
        supported_languages: Vec::new(),
        display_controls: ById::default(),
        technical_profiles: ById::default(),
        user_journeys: ById::default(),
        sub_journeys: ById::default(),
        relying_party: chain.iter().rev().find_map(|file| file.relying_party.as_ref()),
        fresh: Fresh::default(),
    };
    let mut profiles = ById::default();
    for file in &chain {
        building_blocks(&mut policy, file);
        for provider in &file.claims_providers {
            for profile in &provider.technical_profiles {
                technical_profile(&mut profiles, profile, provider.domain.as_ref());
            }
        }
        for journey in &file.user_journeys {
            user_journey(&mut policy.user_journeys, journey);
        }
        for journey in &file.sub_journeys {
            user_journey(&mut policy.sub_journeys, journey);
        }
    }
    policy.technical_profiles = profiles.map(|(id, elements)| laid(id, &elements.iter().collect::<Vec<_>>()));
    policy.chain = chain;
    policy
}

fn building_blocks<'a>(policy: &mut Policy<'a>, file: &'a PolicyFile) {
    for declaration in &file.claim_types {
        claim_type(&mut policy.claim_types, declaration);
    }
    definitions(&mut policy.predicates, &file.predicates, |it| &it.id);
    definitions(&mut policy.input_validations, &file.input_validations, |it| &it.id);
    definitions(&mut policy.predicate_validations, &file.predicate_validations, |it| &it.id);
    definitions(&mut policy.claims_transformations, &file.claims_transformations, |it| &it.id);
    definitions(&mut policy.display_controls, &file.display_controls, |it| &it.id);
    for declaration in &file.content_definitions {
        content_definition(&mut policy.content_definitions, declaration);
    }
    let Some(localization) = &file.localization else { return };
    let languages: Vec<&Text> = localization.supported_languages.iter().collect();
    by_behavior(&mut policy.supported_languages, languages, localization.merge_behavior.as_ref());
    for declaration in &localization.resources {
        let Some(id) = &declaration.id else { continue };
        let merged = policy.localized_resources.entry(id, || LocalizedResources { id, declarations: Vec::new() });
        merged.into_iter().for_each(|merged| merged.declarations.push(declaration));
    }
}

fn definitions<'a, T>(all: &mut ById<Definition<'a, T>>, declarations: &'a [T], id: impl Fn(&'a T) -> &'a Text) {
    for declaration in declarations {
        let id = id(declaration);
        let merged = all.entry(id, || Definition { id, declarations: Vec::new(), current: declaration });
        let Some(merged) = merged else { continue };
        merged.declarations.push(declaration);
        merged.current = declaration;
    }
}

/// Adds a list to that of the bases as its `MergeBehavior` says; without one it takes their place.
fn by_behavior<T>(base: &mut Vec<T>, mut over: Vec<T>, behavior: Option<&Text>) {
    match behavior.map(|behavior| behavior.as_str()) {
        Some("Append") => base.append(&mut over),
        Some("Prepend") => {
            over.append(base);
            *base = over;
        }
        _ if over.is_empty() => {}
        _ => *base = over,
    }
}

fn content_definition<'a>(all: &mut ById<ContentDefinition<'a>>, declaration: &'a ast::ContentDefinition) {
    let merged = all.entry(&declaration.id, || ContentDefinition {
        id: &declaration.id,
        declarations: Vec::new(),
        load_uri: None,
        recovery_uri: None,
        data_uri: None,
        localized_resources: Vec::new(),
    });
    let Some(merged) = merged else { return };
    merged.declarations.push(declaration);
    overlay(&mut merged.load_uri, declaration.load_uri.as_ref());
    overlay(&mut merged.recovery_uri, declaration.recovery_uri.as_ref());
    overlay(&mut merged.data_uri, declaration.data_uri.as_ref());
    let references = declaration.localized_resources.iter().collect();
    by_behavior(&mut merged.localized_resources, references, declaration.localized_resources_merge_behavior.as_ref());
}

fn claim_type<'a>(all: &mut ById<ClaimType<'a>>, declaration: &'a ast::ClaimType) {
    let merged = all.entry(&declaration.id, || ClaimType {
        id: &declaration.id,
        declarations: Vec::new(),
        display_name: None,
        data_type: None,
        user_help_text: None,
        admin_help_text: None,
        default_partner_claim_types: BTreeMap::new(),
        mask: None,
        user_input_type: None,
        enumerations: Vec::new(),
        pattern: None,
        input_validation: None,
        predicate_validation: None,
    });
    let Some(merged) = merged else { return };
    merged.declarations.push(declaration);
    overlay(&mut merged.display_name, declaration.display_name.as_ref());
    overlay(&mut merged.data_type, declaration.data_type.as_ref());
    overlay(&mut merged.user_help_text, declaration.user_help_text.as_ref());
    overlay(&mut merged.admin_help_text, declaration.admin_help_text.as_ref());
    overlay(&mut merged.mask, declaration.mask.as_ref());
    overlay(&mut merged.user_input_type, declaration.user_input_type.as_ref());
    overlay(&mut merged.input_validation, declaration.input_validation.as_ref());
    overlay(&mut merged.predicate_validation, declaration.predicate_validation.as_ref());
    if let Some(restriction) = &declaration.restriction {
        restrict(merged, restriction);
    }
    for partner in &declaration.default_partner_claim_types {
        merged.default_partner_claim_types.insert(&partner.protocol.value, &partner.partner_claim_type);
    }
}

/// A restriction takes the place of the base's unless it says otherwise.
fn restrict<'a>(merged: &mut ClaimType<'a>, restriction: &'a ast::Restriction) {
    let adds = restriction.merge_behavior.as_ref().is_some_and(|behavior| behavior.as_str() != "ReplaceAll");
    if !adds {
        merged.enumerations.clear();
        merged.pattern = None;
    }
    let enumerations = restriction.enumerations.iter().collect();
    by_behavior(&mut merged.enumerations, enumerations, restriction.merge_behavior.as_ref());
    overlay(&mut merged.pattern, restriction.pattern.as_ref());
}

/// The elements of a technical profile, root base first, under the id as first declared.
type Elements<'a> = (&'a Text, Vec<TechnicalProfile<'a>>);

fn technical_profile<'a>(all: &mut ById<Elements<'a>>, element: &'a ast::TechnicalProfile, domain: Option<&'a Text>) {
    let known = all.entry(&element.id, || (&element.id, Vec::new()));
    known.into_iter().for_each(|(_, elements)| elements.push(single(element, domain)));
}

/// One element as a profile of its own.
fn single<'a>(element: &'a ast::TechnicalProfile, domain: Option<&'a Text>) -> TechnicalProfile<'a> {
    TechnicalProfile {
        id: &element.id,
        elements: vec![element.span],
        domain,
        display_name: element.display_name.as_ref(),
        protocol: element.protocol.as_ref(),
        input_token_format: element.input_token_format.as_ref(),
        output_token_format: element.output_token_format.as_ref(),
        metadata: element.metadata.iter().collect(),
        cryptographic_keys: element.cryptographic_keys.iter().collect(),
        input_claims_transformations: element.input_claims_transformations.iter().collect(),
        input_claims: element.input_claims.iter().map(claim_reference).collect(),
        display_claims: element.display_claims.iter().collect(),
        persisted_claims: element.persisted_claims.iter().map(claim_reference).collect(),
        output_claims: element.output_claims.iter().map(claim_reference).collect(),
        output_claims_transformations: element.output_claims_transformations.iter().collect(),
        validation_technical_profiles: element.validation_technical_profiles.iter().collect(),
        subject_naming_info: element.subject_naming_info.as_ref(),
        include_claims_from: element.include_claims_from.as_ref(),
        include: element.include.as_ref(),
        session_management: element.session_management.as_ref(),
        enabled_for_user_journeys: element.enabled_for_user_journeys.as_ref(),
        raw: element.raw.iter().collect(),
    }
}

fn claim_reference(reference: &ast::ClaimReference) -> ClaimReference<'_> {
    ClaimReference {
        claim_type: &reference.claim_type,
        partner_claim_type: reference.partner_claim_type.as_ref(),
        default_value: reference.default_value.as_ref(),
        always_use_default_value: reference.always_use_default_value.as_ref(),
        required: reference.required.as_ref(),
    }
}

/// Lays profiles over one another, the lowest first. All at once, because one id may be declared many times.
pub(super) fn laid<'a>(id: &'a Text, layers: &[&TechnicalProfile<'a>]) -> TechnicalProfile<'a> {
    TechnicalProfile {
        id,
        elements: all(layers, |it| &it.elements).copied().collect(),
        domain: last(layers, |it| it.domain),
        display_name: last(layers, |it| it.display_name),
        protocol: last(layers, |it| it.protocol),
        input_token_format: last(layers, |it| it.input_token_format),
        output_token_format: last(layers, |it| it.output_token_format),
        metadata: by_key(all(layers, |it| &it.metadata), |item| item.key.as_str()),
        cryptographic_keys: by_key(all(layers, |it| &it.cryptographic_keys), |key| fold(&key.id)),
        input_claims_transformations: union(all(layers, |it| &it.input_claims_transformations)),
        input_claims: claims(all(layers, |it| &it.input_claims)),
        display_claims: by_key(all(layers, |it| &it.display_claims), displayed),
        persisted_claims: claims(all(layers, |it| &it.persisted_claims)),
        output_claims: claims(all(layers, |it| &it.output_claims)),
        output_claims_transformations: union(all(layers, |it| &it.output_claims_transformations)),
        // B2C runs the list of the derived policy first and then that of the base, repetitions included.
        validation_technical_profiles: layers
            .iter()
            .rev()
            .flat_map(|it| &it.validation_technical_profiles)
            .copied()
            .collect(),
        subject_naming_info: last(layers, |it| it.subject_naming_info),
        include_claims_from: last(layers, |it| it.include_claims_from),
        include: last(layers, |it| it.include),
        session_management: last(layers, |it| it.session_management),
        enabled_for_user_journeys: last(layers, |it| it.enabled_for_user_journeys),
        raw: all(layers, |it| &it.raw).copied().collect(),
    }
}

/// The items of every layer, the lowest first.
fn all<'l, 'a, T>(
    layers: &'l [&TechnicalProfile<'a>],
    items: fn(&'l TechnicalProfile<'a>) -> &'l Vec<T>,
) -> impl Iterator<Item = &'l T> {
    layers.iter().flat_map(move |layer| items(layer))
}

/// The value of the highest layer that has one.
fn last<'a, T>(layers: &[&TechnicalProfile<'a>], value: fn(&TechnicalProfile<'a>) -> Option<T>) -> Option<T> {
    layers.iter().rev().find_map(|layer| value(layer))
}

/// What a display claim shows: a claim type or a display control.
fn displayed(claim: &ast::DisplayClaim) -> (Option<String>, Option<String>) {
    let folded = |id: &Option<Text>| id.as_ref().map(|id| fold(id));
    (folded(&claim.claim_type), folded(&claim.display_control))
}

fn overlay<T: Copy>(base: &mut Option<T>, over: Option<T>) {
    if over.is_some() {
        *base = over;
    }
}

/// One item a key: the last with the key, where the first with it stood. Lists may be long, so keys are looked up.
fn by_key<'l, T: Copy + 'l, K: Ord>(items: impl Iterator<Item = &'l T>, key: impl Fn(T) -> K) -> Vec<T> {
    let mut index: BTreeMap<K, usize> = BTreeMap::new();
    let mut merged: Vec<T> = Vec::new();
    for item in items {
        let at = *index.entry(key(*item)).or_insert(merged.len());
        match merged.get_mut(at) {
            Some(known) => *known = *item,
            None => merged.push(*item),
        }
    }
    merged
}

/// The first reference to each id.
fn union<'l, 'a: 'l>(references: impl Iterator<Item = &'l &'a Text>) -> Vec<&'a Text> {
    let mut known = BTreeSet::new();
    references.copied().filter(|id| known.insert(fold(id))).collect()
}

/// One reference a claim type, attribute by attribute.
fn claims<'l, 'a: 'l>(references: impl Iterator<Item = &'l ClaimReference<'a>>) -> Vec<ClaimReference<'a>> {
    let mut index: BTreeMap<String, usize> = BTreeMap::new();
    let mut merged: Vec<ClaimReference<'a>> = Vec::new();
    for reference in references {
        let at = *index.entry(fold(reference.claim_type)).or_insert(merged.len());
        let Some(known) = merged.get_mut(at) else {
            merged.push(reference.clone());
            continue;
        };
        known.claim_type = reference.claim_type;
        overlay(&mut known.partner_claim_type, reference.partner_claim_type);
        overlay(&mut known.default_value, reference.default_value);
        overlay(&mut known.always_use_default_value, reference.always_use_default_value);
        overlay(&mut known.required, reference.required);
    }
    merged
}

fn user_journey<'a>(all: &mut ById<UserJourney<'a>>, element: &'a ast::UserJourney) {
    let merged = all.entry(&element.id, || UserJourney {
        id: &element.id,
        elements: Vec::new(),
        kind: None,
        default_issuer: None,
        authorization_technical_profiles: Vec::new(),
        steps: BTreeMap::new(),
    });
    let Some(merged) = merged else { return };
    merged.elements.push(element.span);
    overlay(&mut merged.kind, element.kind.as_ref());
    overlay(&mut merged.default_issuer, element.default_issuer.as_ref());
    merged.authorization_technical_profiles.extend(&element.authorization_technical_profiles);
    for step in &element.steps {
        let known: &mut OrchestrationStep<'a> = merged.steps.entry(step.order.value).or_default();
        known.elements.push(step);
        overlay(&mut known.kind, step.kind.as_ref());
        overlay(&mut known.content_definition, step.content_definition.as_ref());
        overlay(&mut known.issuer, step.issuer.as_ref());
        known.preconditions.extend(&step.preconditions);
        known.selections.extend(&step.selections);
        known.exchanges.extend(&step.exchanges);
        known.sub_journeys.extend(&step.sub_journeys);
    }
}
