//! Overrides that change nothing: every part that is there equals what is inherited.
//!
//! Parts whose merge is not certain, or that are not read to the last attribute, count as a change.

use super::profile_override::Placed;
use super::same::Same;
use super::{changes_nothing, is_faulty};
use crate::ast::{self, ClaimReference, OrchestrationStep, Restriction};
use crate::diagnostic::codes::EMPTY_OVERRIDE;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::{Fresh, Policy, UserJourney, fold};
use crate::source::{FileId, Span};
use std::collections::{HashMap, HashSet};

/// The profile over those it overrides, nearest first.
pub(super) fn technical_profile(over: Placed<'_>, earlier: &[Placed<'_>], diagnostics: &mut Diagnostics) {
    let Some(nearest) = earlier.first() else { return };
    let domain = over.domain.is_none_or(|domain| {
        earlier.iter().find_map(|it| it.domain).is_some_and(|inherited| domain.is_same(inherited))
    });
    let profiles: Vec<&ast::TechnicalProfile> = earlier.iter().map(|it| it.profile).collect();
    if domain && is_inherited(over.profile, &profiles) && !is_faulty(over.profile.span, diagnostics) {
        let mut finding = changes_nothing("technical profile", &over.profile.id, nearest.profile.id.span);
        finding.help.clear();
        // Of all that can be declared again, this alone may leave its list empty.
        let advice = "remove it, or change what it was meant to change";
        diagnostics.push(finding.replace(over.profile.span, "", advice, Applicability::MachineApplicable));
    }
}

/// Whether a part is absent or says what the nearest declaration that has it says.
fn part<D, T: Same>(over: &D, earlier: &[&D], part: impl Fn(&D) -> &Option<T>) -> bool {
    let Some(own) = part(over) else { return true };
    let inherited = earlier.iter().find_map(|declaration| part(declaration).as_ref());
    inherited.is_some_and(|inherited| own.is_same(inherited))
}

/// Whether every item of a list is inherited: the nearest one with its key says the same.
fn items<'a, D, T: 'a>(
    over: &'a D,
    earlier: &[&'a D],
    list: impl Fn(&'a D) -> &'a [T],
    key: impl Fn(&T) -> String,
    same: impl Fn(&T, &T) -> bool,
) -> bool {
    let own = list(over);
    if own.is_empty() {
        return true;
    }
    let mut inherited: HashMap<String, &T> = HashMap::new();
    for item in earlier.iter().flat_map(|declaration| list(declaration)) {
        inherited.entry(key(item)).or_insert(item);
    }
    own.iter().all(|item| inherited.get(&key(item)).is_some_and(|inherited| same(item, inherited)))
}

fn is_inherited(over: &ast::TechnicalProfile, earlier: &[&ast::TechnicalProfile]) -> bool {
    let is_certain = over.input_claims_transformations.is_empty()
        && over.output_claims_transformations.is_empty()
        && over.validation_technical_profiles.is_empty()
        && over.persisted_claims.is_empty()
        && over.input_token_sources.is_empty()
        && over.subject_naming_info.is_none()
        // What is included may have been overridden too.
        && over.include.is_none()
        && over.raw.is_empty();
    is_certain
        && part(over, earlier, |it| &it.display_name)
        && part(over, earlier, |it| &it.description)
        && part(over, earlier, |it| &it.protocol)
        && part(over, earlier, |it| &it.input_token_format)
        && part(over, earlier, |it| &it.output_token_format)
        && part(over, earlier, |it| &it.include_claims_from)
        && part(over, earlier, |it| &it.session_management)
        && part(over, earlier, |it| &it.enabled_for_user_journeys)
        && lists_are_inherited(over, earlier)
}

fn lists_are_inherited(over: &ast::TechnicalProfile, earlier: &[&ast::TechnicalProfile]) -> bool {
    let id = |id: &Option<ast::Text>| id.as_ref().map(|id| fold(id)).unwrap_or_default();
    let shown = |it: &ast::DisplayClaim| format!("{}\n{}", id(&it.claim_type), id(&it.display_control));
    items(over, earlier, |it| &it.metadata, |it| it.key.to_string(), |a, b| a.value.is_same(&b.value))
        && items(
            over,
            earlier,
            |it| &it.cryptographic_keys,
            |it| fold(&it.id),
            |a, b| a.storage_reference_id.is_same(&b.storage_reference_id),
        )
        && items(over, earlier, |it| &it.display_claims, shown, Same::is_same)
        && claims(over, earlier, |it| &it.input_claims)
        && claims(over, earlier, |it| &it.output_claims)
}

/// Whether every claim of a list is inherited, attribute by attribute.
fn claims(
    over: &ast::TechnicalProfile,
    earlier: &[&ast::TechnicalProfile],
    list: impl Fn(&ast::TechnicalProfile) -> &Vec<ClaimReference>,
) -> bool {
    let own = list(over);
    if own.is_empty() {
        return true;
    }
    let mut inherited: HashMap<String, Vec<&ClaimReference>> = HashMap::new();
    for claim in earlier.iter().flat_map(|profile| list(profile)) {
        inherited.entry(fold(&claim.claim_type)).or_default().push(claim);
    }
    own.iter().all(|claim| {
        inherited.get(&fold(&claim.claim_type)).is_some_and(|earlier| {
            claim.from.is_empty()
                && part(claim, earlier, |it| &it.partner_claim_type)
                && part(claim, earlier, |it| &it.default_value)
                && part(claim, earlier, |it| &it.always_use_default_value)
                && part(claim, earlier, |it| &it.required)
        })
    })
}

/// The claim types that a file declares again.
pub(super) fn claim_types(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for claim_type in fresh.claim_types().filter(|it| it.declarations.len() > 1) {
        each_override(
            &claim_type.declarations,
            |it| it.span,
            |over, earlier| {
                let Some(nearest) = earlier.first() else { return };
                if is_inherited_claim_type(over, earlier) && !is_faulty(over.span, diagnostics) {
                    diagnostics.push(changes_nothing("claim type", &over.id, nearest.id.span));
                }
            },
        );
    }
}

fn is_inherited_claim_type(over: &ast::ClaimType, earlier: &[&ast::ClaimType]) -> bool {
    let adds = |restriction: &Restriction| {
        restriction.merge_behavior.as_ref().is_some_and(|behavior| behavior.value != "ReplaceAll")
    };
    over.raw.is_empty()
        && !over.restriction.as_ref().is_some_and(adds)
        && part(over, earlier, |it| &it.display_name)
        && part(over, earlier, |it| &it.data_type)
        && part(over, earlier, |it| &it.mask)
        && part(over, earlier, |it| &it.admin_help_text)
        && part(over, earlier, |it| &it.user_help_text)
        && part(over, earlier, |it| &it.user_input_type)
        && part(over, earlier, |it| &it.restriction)
        && part(over, earlier, |it| &it.input_validation)
        && part(over, earlier, |it| &it.predicate_validation)
        && items(
            over,
            earlier,
            |it| &it.default_partner_claim_types,
            |it| it.protocol.to_string(),
            |a, b| a.partner_claim_type.is_same(&b.partner_claim_type),
        )
}

/// The content definitions that a file declares again.
pub(super) fn content_definitions(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for definition in policy.content_definitions.iter().filter(|it| it.declarations.len() > 1) {
        each_override(
            &definition.declarations,
            |it| it.span,
            |over, earlier| {
                let Some(nearest) = earlier.first() else { return };
                let is_inherited = over.localized_resources.is_empty()
                    && over.localized_resources_merge_behavior.is_none()
                    && part(over, earlier, |it| &it.load_uri)
                    && part(over, earlier, |it| &it.recovery_uri)
                    && part(over, earlier, |it| &it.data_uri)
                    && items(
                        over,
                        earlier,
                        |it| &it.metadata,
                        |it| it.key.to_string(),
                        |a, b| a.value.is_same(&b.value),
                    );
                if is_inherited && !is_faulty(over.span, diagnostics) {
                    diagnostics.push(changes_nothing("content definition", &over.id, nearest.id.span));
                }
            },
        );
    }
}

/// The steps that a file declares again. Selections and exchanges are added to those of the base, so they are a change.
pub(super) fn steps(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for journey in fresh.journeys() {
        let copies = copies(journey);
        for step in journey.steps.values().filter(|step| step.elements.len() > 1) {
            each_override(
                &step.elements,
                |it| it.span,
                |over, earlier| {
                    let Some(nearest) = earlier.first() else { return };
                    let is_copy = copies.contains(&over.span.file);
                    if !is_copy && is_inherited_step(over, earlier) && !is_faulty(over.span, diagnostics) {
                        diagnostics.push(unchanged_step(journey, over, nearest));
                    }
                },
            );
        }
    }
}

/// The files that repeat an exchange of a base: they copy the journey, and its doubled exchanges are what is wrong.
fn copies(journey: &UserJourney<'_>) -> HashSet<FileId> {
    let mut copies = HashSet::new();
    for step in journey.steps.values().filter(|step| step.elements.len() > 1) {
        let mut known: HashMap<String, FileId> = HashMap::new();
        for element in &step.elements {
            let file = element.span.file;
            for exchange in &element.exchanges {
                if *known.entry(fold(&exchange.id)).or_insert(file) != file {
                    copies.insert(file);
                }
            }
        }
    }
    copies
}

fn is_inherited_step(over: &OrchestrationStep, earlier: &[&OrchestrationStep]) -> bool {
    over.preconditions.is_empty()
        && over.display_option.is_none()
        && over.selections.is_empty()
        && over.exchanges.is_empty()
        && over.sub_journeys.is_empty()
        && over.raw.is_empty()
        && part(over, earlier, |it| &it.kind)
        && part(over, earlier, |it| &it.content_definition)
        && part(over, earlier, |it| &it.issuer)
}

fn unchanged_step(journey: &UserJourney<'_>, over: &OrchestrationStep, earlier: &OrchestrationStep) -> Diagnostic {
    let (order, journey) = (over.order.value, &journey.id.value);
    Diagnostic::new(EMPTY_OVERRIDE, format!("step {order} of `{journey}` is declared again and changes nothing"))
        .at(over.order.span, "everything in it is inherited anyway")
        .label(earlier.order.span, "inherited from here")
        .help("remove it, or change what it was meant to change")
}

/// Each declaration that overrides others, with those, nearest first. A second one in the same file has been reported.
fn each_override<'a, D>(declarations: &[&'a D], span: impl Fn(&D) -> Span, mut check: impl FnMut(&'a D, &[&'a D])) {
    let mut earlier: Vec<&D> = Vec::new();
    let mut last: Option<FileId> = None;
    for declaration in declarations {
        let file = span(declaration).file;
        if last.replace(file) == Some(file) {
            continue;
        }
        check(declaration, &earlier);
        earlier.insert(0, declaration);
    }
}
