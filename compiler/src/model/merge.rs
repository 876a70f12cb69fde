//! Base under child, element by element (B2C: "custom policy overview", inheritance).
//!
//! A child's present value wins, an absent one is inherited, nothing can be removed. Metadata and keys merge by key, claim
//! lists by claim type with the base's items first.

use super::{ById, ClaimReference, ClaimType, OrchestrationStep, Policy, TechnicalProfile, UserJourney, fold};
use crate::ast::{self, PolicyFile, Text};
use std::collections::{BTreeMap, BTreeSet};

/// The policy of a chain, root base first.
pub(super) fn policy(chain: Vec<&PolicyFile>) -> Policy<'_> {
    let mut claim_types = ById::default();
    let mut technical_profiles = ById::default();
    let mut user_journeys = ById::default();
    let mut sub_journeys = ById::default();
    for file in &chain {
        for declaration in &file.claim_types {
            claim_type(&mut claim_types, declaration);
        }
        for provider in &file.claims_providers {
            for profile in &provider.technical_profiles {
                technical_profile(&mut technical_profiles, profile, provider.domain.as_ref());
            }
        }
        for journey in &file.user_journeys {
            user_journey(&mut user_journeys, journey);
        }
        for journey in &file.sub_journeys {
            user_journey(&mut sub_journeys, journey);
        }
    }
    let relying_party = chain.iter().rev().find_map(|file| file.relying_party.as_ref());
    Policy { chain, claim_types, technical_profiles, user_journeys, sub_journeys, relying_party }
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
    });
    let Some(merged) = merged else { return };
    merged.declarations.push(declaration);
    overlay(&mut merged.display_name, declaration.display_name.as_ref());
    overlay(&mut merged.data_type, declaration.data_type.as_ref());
    overlay(&mut merged.user_help_text, declaration.user_help_text.as_ref());
    overlay(&mut merged.admin_help_text, declaration.admin_help_text.as_ref());
    for partner in &declaration.default_partner_claim_types {
        merged.default_partner_claim_types.insert(&partner.protocol.value, &partner.partner_claim_type);
    }
}

fn technical_profile<'a>(
    all: &mut ById<TechnicalProfile<'a>>,
    element: &'a ast::TechnicalProfile,
    domain: Option<&'a Text>,
) {
    let one = single(element, domain);
    if let Some(merged) = all.entry(&element.id, || empty(&element.id)) {
        lay_over(merged, &one);
    }
}

fn empty(id: &Text) -> TechnicalProfile<'_> {
    TechnicalProfile {
        id,
        elements: Vec::new(),
        domain: None,
        display_name: None,
        protocol: None,
        output_token_format: None,
        metadata: Vec::new(),
        cryptographic_keys: Vec::new(),
        input_claims_transformations: Vec::new(),
        input_claims: Vec::new(),
        persisted_claims: Vec::new(),
        output_claims: Vec::new(),
        output_claims_transformations: Vec::new(),
        include: None,
        enabled_for_user_journeys: None,
        raw: Vec::new(),
    }
}

/// One element as a profile of its own.
fn single<'a>(element: &'a ast::TechnicalProfile, domain: Option<&'a Text>) -> TechnicalProfile<'a> {
    TechnicalProfile {
        id: &element.id,
        elements: vec![element.span],
        domain,
        display_name: element.display_name.as_ref(),
        protocol: element.protocol.as_ref(),
        output_token_format: element.output_token_format.as_ref(),
        metadata: element.metadata.iter().collect(),
        cryptographic_keys: element.cryptographic_keys.iter().collect(),
        input_claims_transformations: element.input_claims_transformations.iter().collect(),
        input_claims: element.input_claims.iter().map(claim_reference).collect(),
        persisted_claims: element.persisted_claims.iter().map(claim_reference).collect(),
        output_claims: element.output_claims.iter().map(claim_reference).collect(),
        output_claims_transformations: element.output_claims_transformations.iter().collect(),
        include: element.include.as_ref(),
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

/// Lays one profile over another, in place. The id of the lower one stays.
pub(super) fn lay_over<'a>(base: &mut TechnicalProfile<'a>, over: &TechnicalProfile<'a>) {
    base.elements.extend(&over.elements);
    overlay(&mut base.domain, over.domain);
    overlay(&mut base.display_name, over.display_name);
    overlay(&mut base.protocol, over.protocol);
    overlay(&mut base.output_token_format, over.output_token_format);
    overlay(&mut base.include, over.include);
    overlay(&mut base.enabled_for_user_journeys, over.enabled_for_user_journeys);
    base.raw.extend(&over.raw);
    by_key(&mut base.metadata, &over.metadata, |item| item.key.as_str());
    by_key(&mut base.cryptographic_keys, &over.cryptographic_keys, |key| fold(&key.id));
    claims(&mut base.input_claims, &over.input_claims);
    claims(&mut base.persisted_claims, &over.persisted_claims);
    claims(&mut base.output_claims, &over.output_claims);
    union(&mut base.input_claims_transformations, &over.input_claims_transformations);
    union(&mut base.output_claims_transformations, &over.output_claims_transformations);
}

fn overlay<T: Copy>(base: &mut Option<T>, over: Option<T>) {
    if over.is_some() {
        *base = over;
    }
}

/// Replaces items with the same key in place and appends the others. Lists may be long, so keys are looked up.
fn by_key<T: Copy, K: Ord>(base: &mut Vec<T>, over: &[T], key: impl Fn(T) -> K) {
    if over.is_empty() {
        return;
    }
    let mut index: BTreeMap<K, usize> = base.iter().enumerate().map(|(at, item)| (key(*item), at)).collect();
    for item in over {
        let at = *index.entry(key(*item)).or_insert(base.len());
        match base.get_mut(at) {
            Some(known) => *known = *item,
            None => base.push(*item),
        }
    }
}

/// Appends the references that are not there yet.
fn union<'a>(base: &mut Vec<&'a Text>, over: &[&'a Text]) {
    if over.is_empty() {
        return;
    }
    let mut known: BTreeSet<String> = base.iter().map(|item| fold(item)).collect();
    base.extend(over.iter().filter(|item| known.insert(fold(item))));
}

fn claims<'a>(base: &mut Vec<ClaimReference<'a>>, over: &[ClaimReference<'a>]) {
    if over.is_empty() {
        return;
    }
    let mut index: BTreeMap<String, usize> =
        base.iter().enumerate().map(|(at, reference)| (fold(reference.claim_type), at)).collect();
    for reference in over {
        let at = *index.entry(fold(reference.claim_type)).or_insert(base.len());
        let Some(known) = base.get_mut(at) else {
            base.push(reference.clone());
            continue;
        };
        known.claim_type = reference.claim_type;
        overlay(&mut known.partner_claim_type, reference.partner_claim_type);
        overlay(&mut known.default_value, reference.default_value);
        overlay(&mut known.always_use_default_value, reference.always_use_default_value);
        overlay(&mut known.required, reference.required);
    }
}

fn user_journey<'a>(all: &mut ById<UserJourney<'a>>, element: &'a ast::UserJourney) {
    let merged =
        all.entry(&element.id, || UserJourney { id: &element.id, elements: Vec::new(), steps: BTreeMap::new() });
    let Some(merged) = merged else { return };
    merged.elements.push(element.span);
    for step in &element.steps {
        let known: &mut OrchestrationStep<'a> = merged.steps.entry(step.order.value).or_default();
        overlay(&mut known.kind, step.kind.as_ref());
        known.selections.extend(&step.selections);
        known.exchanges.extend(&step.exchanges);
        known.sub_journeys.extend(&step.sub_journeys);
    }
}
