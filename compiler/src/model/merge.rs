//! Base under child, element by element (B2C: "custom policy overview", inheritance).
//!
//! A child's present value wins, an absent one is inherited, nothing can be removed. Metadata and keys merge by key, claim
//! lists by claim type with the base's items first.

use super::{
    ById, ClaimReference, ClaimType, ContentDefinition, Definition, LocalizedResources, OrchestrationStep, Policy,
    TechnicalProfile, UserJourney, fold,
};
use crate::ast::{self, PolicyFile, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// What a file declares by itself.
pub(super) fn file(file: &PolicyFile) -> Policy<'_> {
    let mut policy = Policy { chain: vec![file], relying_party: file.relying_party.as_ref(), ..Policy::default() };
    for declaration in &file.claim_types {
        policy.claim_types.declare(&declaration.id, claim_type(declaration), lay_claim_type);
    }
    definitions(&mut policy.predicates, &file.predicates, |it| &it.id);
    definitions(&mut policy.input_validations, &file.input_validations, |it| &it.id);
    definitions(&mut policy.predicate_validations, &file.predicate_validations, |it| &it.id);
    definitions(&mut policy.claims_transformations, &file.claims_transformations, |it| &it.id);
    definitions(&mut policy.display_controls, &file.display_controls, |it| &it.id);
    for declaration in &file.content_definitions {
        policy.content_definitions.declare(&declaration.id, content_definition(declaration), lay_content_definition);
    }
    for declaration in file.localization.iter().flat_map(|it| &it.resources) {
        let Some(id) = &declaration.id else { continue };
        let resources = LocalizedResources { id, declarations: vec![declaration] };
        policy.localized_resources.declare(id, resources, lay_localized_resources);
    }
    for provider in &file.claims_providers {
        for element in &provider.technical_profiles {
            let profile = laid(&element.id, &[&single(element, provider.domain.as_ref())]);
            policy.technical_profiles.declare(&element.id, profile, lay_technical_profile);
        }
    }
    for journey in &file.user_journeys {
        policy.user_journeys.declare(&journey.id, user_journey(journey), lay_user_journey);
    }
    for journey in &file.sub_journeys {
        policy.sub_journeys.declare(&journey.id, user_journey(journey), lay_user_journey);
    }
    policy
}

/// The policy of a chain of files, root base first.
pub(super) fn policy<'a>(chain: &[&Policy<'a>]) -> Policy<'a> {
    let mut policy = Policy::default();
    for file in chain {
        policy.chain.extend(&file.chain);
        policy.claim_types.derive(&file.claim_types, lay_claim_type);
        policy.predicates.derive(&file.predicates, lay_definition);
        policy.input_validations.derive(&file.input_validations, lay_definition);
        policy.predicate_validations.derive(&file.predicate_validations, lay_definition);
        policy.claims_transformations.derive(&file.claims_transformations, lay_definition);
        policy.content_definitions.derive(&file.content_definitions, lay_content_definition);
        policy.localized_resources.derive(&file.localized_resources, lay_localized_resources);
        policy.display_controls.derive(&file.display_controls, lay_definition);
        policy.technical_profiles.derive(&file.technical_profiles, lay_technical_profile);
        policy.user_journeys.derive(&file.user_journeys, lay_user_journey);
        policy.sub_journeys.derive(&file.sub_journeys, lay_user_journey);
        policy.relying_party = file.relying_party.or(policy.relying_party);
    }
    for localization in policy.chain.iter().filter_map(|file| file.localization.as_ref()) {
        let languages: Vec<&Text> = localization.supported_languages.iter().collect();
        by_behavior(&mut policy.supported_languages, languages, localization.merge_behavior.as_ref());
    }
    policy
}

fn definitions<'a, T: Clone>(all: &mut ById<Definition<'a, T>>, declarations: &'a [T], id: impl Fn(&'a T) -> &'a Text) {
    for declaration in declarations {
        let id = id(declaration);
        let definition = Definition { id, declarations: vec![declaration], current: declaration };
        all.declare(id, definition, lay_definition);
    }
}

fn lay_definition<'a, T>(merged: &mut Definition<'a, T>, over: &Definition<'a, T>) {
    merged.declarations.extend(&over.declarations);
    merged.current = over.current;
}

fn lay_localized_resources<'a>(merged: &mut LocalizedResources<'a>, over: &LocalizedResources<'a>) {
    merged.declarations.extend(&over.declarations);
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

fn content_definition(declaration: &ast::ContentDefinition) -> ContentDefinition<'_> {
    let mut definition = ContentDefinition {
        id: &declaration.id,
        declarations: Vec::new(),
        load_uri: None,
        recovery_uri: None,
        data_uri: None,
        localized_resources: Vec::new(),
    };
    add_content_definition(&mut definition, declaration);
    definition
}

fn lay_content_definition<'a>(merged: &mut ContentDefinition<'a>, over: &ContentDefinition<'a>) {
    over.declarations.iter().for_each(|declaration| add_content_definition(merged, declaration));
}

fn add_content_definition<'a>(merged: &mut ContentDefinition<'a>, declaration: &'a ast::ContentDefinition) {
    merged.declarations.push(declaration);
    overlay(&mut merged.load_uri, declaration.load_uri.as_ref());
    overlay(&mut merged.recovery_uri, declaration.recovery_uri.as_ref());
    overlay(&mut merged.data_uri, declaration.data_uri.as_ref());
    let references = declaration.localized_resources.iter().collect();
    by_behavior(&mut merged.localized_resources, references, declaration.localized_resources_merge_behavior.as_ref());
}

fn claim_type(declaration: &ast::ClaimType) -> ClaimType<'_> {
    let mut claim_type = ClaimType {
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
    };
    add_claim_type(&mut claim_type, declaration);
    claim_type
}

fn lay_claim_type<'a>(merged: &mut ClaimType<'a>, over: &ClaimType<'a>) {
    over.declarations.iter().for_each(|declaration| add_claim_type(merged, declaration));
}

fn add_claim_type<'a>(merged: &mut ClaimType<'a>, declaration: &'a ast::ClaimType) {
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

fn lay_technical_profile<'a>(merged: &mut TechnicalProfile<'a>, over: &TechnicalProfile<'a>) {
    let is_other = |old: &ast::Protocol, new: &ast::Protocol| {
        let handler = |protocol: &ast::Protocol| protocol.handler.as_ref().map(|handler| handler.value.clone());
        old.name.value != new.name.value || handler(old) != handler(new)
    };
    let displaced = merged.protocol.zip(over.protocol).filter(|(old, new)| is_other(old, new)).map(|(old, _)| old);
    let displaced_protocol = displaced.or(merged.displaced_protocol);
    *merged = TechnicalProfile { displaced_protocol, ..laid(merged.id, &[&*merged, over]) };
}

/// One element as a profile of its own.
pub(super) fn single<'a>(element: &'a ast::TechnicalProfile, domain: Option<&'a Text>) -> TechnicalProfile<'a> {
    TechnicalProfile {
        id: &element.id,
        elements: vec![element.span],
        domain,
        display_name: element.display_name.as_ref(),
        has_display_name: element.has_display_name,
        protocol: element.protocol.as_ref(),
        displaced_protocol: None,
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
        role: OnceLock::new(),
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

/// Lays profiles over one another, the lowest first.
pub(super) fn laid<'a>(id: &'a Text, layers: &[&TechnicalProfile<'a>]) -> TechnicalProfile<'a> {
    TechnicalProfile {
        id,
        elements: all(layers, |it| &it.elements).copied().collect(),
        domain: last(layers, |it| it.domain),
        display_name: last(layers, |it| it.display_name),
        has_display_name: layers.iter().any(|it| it.has_display_name),
        protocol: last(layers, |it| it.protocol),
        // That of an included profile is no concern of what includes it.
        displaced_protocol: layers.last().and_then(|own| own.displaced_protocol),
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
        role: OnceLock::new(),
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

fn user_journey(element: &ast::UserJourney) -> UserJourney<'_> {
    let mut journey = UserJourney {
        id: &element.id,
        elements: vec![element.span],
        kind: element.kind.as_ref(),
        kinds: element.kind.iter().collect(),
        default_issuer: element.default_issuer.as_ref(),
        authorization_technical_profiles: element.authorization_technical_profiles.iter().collect(),
        steps: BTreeMap::new(),
    };
    for step in &element.steps {
        let single = OrchestrationStep {
            elements: vec![step],
            kind: step.kind.as_ref(),
            content_definition: step.content_definition.as_ref(),
            issuer: step.issuer.as_ref(),
            preconditions: step.preconditions.iter().collect(),
            selections: step.selections.iter().collect(),
            exchanges: step.exchanges.iter().collect(),
            sub_journeys: step.sub_journeys.iter().collect(),
        };
        lay_step(journey.steps.entry(step.order.value).or_default(), &single);
    }
    journey
}

fn lay_user_journey<'a>(merged: &mut UserJourney<'a>, over: &UserJourney<'a>) {
    merged.elements.extend(&over.elements);
    overlay(&mut merged.kind, over.kind);
    merged.kinds.extend(&over.kinds);
    overlay(&mut merged.default_issuer, over.default_issuer);
    merged.authorization_technical_profiles.extend(&over.authorization_technical_profiles);
    for (order, step) in &over.steps {
        lay_step(merged.steps.entry(*order).or_default(), step);
    }
}

fn lay_step<'a>(merged: &mut OrchestrationStep<'a>, over: &OrchestrationStep<'a>) {
    merged.elements.extend(&over.elements);
    overlay(&mut merged.kind, over.kind);
    overlay(&mut merged.content_definition, over.content_definition);
    overlay(&mut merged.issuer, over.issuer);
    merged.preconditions.extend(&over.preconditions);
    merged.selections.extend(&over.selections);
    merged.exchanges.extend(&over.exchanges);
    merged.sub_journeys.extend(&over.sub_journeys);
}
