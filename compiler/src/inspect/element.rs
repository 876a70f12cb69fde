//! The elements that have an id, and their values.

use super::value::{Item, Values};
use crate::ast::{
    ClaimReference, ClaimType, ClaimsTransformation, ClientDefinition, ContentDefinition, ControlClaim, DisplayControl,
    InputValidation, LocalizedResources, OrchestrationStep, PolicyFile, Precondition, Predicate, PredicateReferences,
    PredicateValidation, TechnicalProfile, Text, TransformationClaim, UserJourney, ValidationTechnicalProfile,
};
use crate::source::{SourceMap, Span};
use std::borrow::Cow;
use std::fmt::Write;

/// An element that a derived policy can declare again.
#[derive(Debug, Clone, Copy)]
pub(super) enum Element<'a> {
    ClaimType(&'a ClaimType),
    Predicate(&'a Predicate),
    InputValidation(&'a InputValidation),
    PredicateValidation(&'a PredicateValidation),
    ClaimsTransformation(&'a ClaimsTransformation),
    ClientDefinition(&'a ClientDefinition),
    ContentDefinition(&'a ContentDefinition),
    LocalizedResources(&'a LocalizedResources, &'a Text),
    DisplayControl(&'a DisplayControl),
    TechnicalProfile(&'a TechnicalProfile, Option<&'a Text>),
    UserJourney(&'a UserJourney),
    SubJourney(&'a UserJourney),
}

/// The elements of a file in document order.
pub(super) fn elements(file: &PolicyFile) -> impl Iterator<Item = Element<'_>> {
    let localized = file.localization.iter().flat_map(|localization| &localization.resources);
    let profiles = file.claims_providers.iter().flat_map(|provider| {
        let domain = provider.domain.as_ref();
        provider.technical_profiles.iter().map(move |profile| Element::TechnicalProfile(profile, domain))
    });
    let blocks = file.claim_types.iter().map(Element::ClaimType);
    let blocks = blocks.chain(file.predicates.iter().map(Element::Predicate));
    let blocks = blocks.chain(file.input_validations.iter().map(Element::InputValidation));
    let blocks = blocks.chain(file.predicate_validations.iter().map(Element::PredicateValidation));
    let blocks = blocks.chain(file.claims_transformations.iter().map(Element::ClaimsTransformation));
    let blocks = blocks.chain(file.client_definitions.iter().map(Element::ClientDefinition));
    let blocks = blocks.chain(file.content_definitions.iter().map(Element::ContentDefinition));
    let blocks = blocks.chain(localized.filter_map(|it| Some(Element::LocalizedResources(it, it.id.as_ref()?))));
    let blocks = blocks.chain(file.display_controls.iter().map(Element::DisplayControl));
    let journeys = file.user_journeys.iter().map(Element::UserJourney);
    blocks.chain(profiles).chain(journeys).chain(file.sub_journeys.iter().map(Element::SubJourney))
}

impl<'a> Element<'a> {
    /// Name of the element.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::ClaimType(_) => "ClaimType",
            Self::Predicate(_) => "Predicate",
            Self::InputValidation(_) => "InputValidation",
            Self::PredicateValidation(_) => "PredicateValidation",
            Self::ClaimsTransformation(_) => "ClaimsTransformation",
            Self::ClientDefinition(_) => "ClientDefinition",
            Self::ContentDefinition(_) => "ContentDefinition",
            Self::LocalizedResources(..) => "LocalizedResources",
            Self::DisplayControl(_) => "DisplayControl",
            Self::TechnicalProfile(..) => "TechnicalProfile",
            Self::UserJourney(_) => "UserJourney",
            Self::SubJourney(_) => "SubJourney",
        }
    }

    /// `@Id`
    pub(super) fn id(&self) -> &'a Text {
        match self {
            Self::ClaimType(it) => &it.id,
            Self::Predicate(it) => &it.id,
            Self::InputValidation(it) => &it.id,
            Self::PredicateValidation(it) => &it.id,
            Self::ClaimsTransformation(it) => &it.id,
            Self::ClientDefinition(it) => &it.id,
            Self::ContentDefinition(it) => &it.id,
            Self::LocalizedResources(_, id) => id,
            Self::DisplayControl(it) => &it.id,
            Self::TechnicalProfile(it, _) => &it.id,
            Self::UserJourney(it) | Self::SubJourney(it) => &it.id,
        }
    }

    /// Whether the last declaration holds as a whole, as far as is known: whether B2C merges two is documented nowhere.
    pub(super) fn is_whole(&self) -> bool {
        matches!(
            self,
            Self::Predicate(_)
                | Self::InputValidation(_)
                | Self::PredicateValidation(_)
                | Self::ClaimsTransformation(_)
                | Self::ClientDefinition(_)
                | Self::DisplayControl(_)
        )
    }

    /// What it holds.
    pub(super) fn values(&self, sources: &SourceMap) -> Values<'a> {
        let mut values = Values::default();
        match self {
            Self::ClaimType(it) => claim_type(it, &mut values),
            Self::Predicate(it) => predicate(it, &mut values),
            Self::InputValidation(it) => predicate_references("Predicates", "", &it.predicate_references, &mut values),
            Self::PredicateValidation(it) => predicate_validation(it, &mut values),
            Self::ClaimsTransformation(it) => claims_transformation(it, &mut values),
            Self::ClientDefinition(it) => values.item(&Item::new("ClientDefinition", &it.id), "", it.span),
            Self::ContentDefinition(it) => content_definition(it, &mut values),
            Self::LocalizedResources(it, _) => localized_resources(it, &mut values),
            Self::DisplayControl(it) => display_control(it, &mut values),
            Self::TechnicalProfile(it, domain) => technical_profile(it, *domain, sources, &mut values),
            Self::UserJourney(it) | Self::SubJourney(it) => user_journey(it, sources, &mut values),
        }
        values
    }
}

fn claim_type<'a>(it: &'a ClaimType, values: &mut Values<'a>) {
    values.text("DisplayName", it.display_name.as_ref());
    if let Some(data_type) = &it.data_type {
        values.name("DataType", data_type.value.name(), data_type.span);
    }
    for default in &it.default_partner_claim_types {
        let item = Item::new("DefaultPartnerClaimTypes", &default.protocol);
        values.item(&item, default.partner_claim_type.as_str(), default.partner_claim_type.span);
    }
    if let Some(mask) = &it.mask {
        values.attribute_of("Mask", Some("Type"), Some(&mask.kind));
        values.attribute_of("Mask", Some("Regex"), mask.regex.as_ref());
        values.attribute_of("Mask", None, Some(&mask.mask));
    }
    values.text("AdminHelpText", it.admin_help_text.as_ref());
    values.text("UserHelpText", it.user_help_text.as_ref());
    values.text("UserInputType", it.user_input_type.as_ref());
    if let Some(restriction) = &it.restriction {
        let behavior = restriction.merge_behavior.as_ref().map_or("ReplaceAll", |behavior| behavior.as_str());
        if behavior == "ReplaceAll" {
            values.replaced.push("Restriction");
        }
        for enumeration in &restriction.enumerations {
            let item = Item::new("Restriction", &enumeration.value);
            values.attribute(&item, "Text", Some(&enumeration.text));
            values.flag(&item, "SelectByDefault", enumeration.select_by_default.as_ref());
        }
        if let Some(pattern) = &restriction.pattern {
            values.attribute_of("Restriction", Some("Pattern"), Some(&pattern.regular_expression));
            values.attribute_of("Restriction", Some("HelpText"), pattern.help_text.as_ref());
        }
    }
    values.text("InputValidationReference", it.input_validation.as_ref());
    values.text("PredicateValidationReference", it.predicate_validation.as_ref());
}

fn predicate<'a>(it: &'a Predicate, values: &mut Values<'a>) {
    values.text("Method", Some(&it.method));
    values.text("HelpText", it.help_text.as_ref());
    values.text("UserHelpText", it.user_help_text.as_ref());
    for parameter in &it.parameters {
        values.item(&Item::new("Parameters", &parameter.id), parameter.value.as_str(), parameter.value.span);
    }
}

fn predicate_validation<'a>(it: &'a PredicateValidation, values: &mut Values<'a>) {
    for group in &it.groups {
        let item = Item::new("PredicateGroups", &group.id);
        values.attribute(&item, "UserHelpText", group.user_help_text.as_ref());
        predicate_references("PredicateGroups", &group.id, &group.predicate_references, values);
    }
}

fn predicate_references<'a>(
    section: &'static str,
    key: &'a str,
    all: &'a [PredicateReferences],
    values: &mut Values<'a>,
) {
    for references in all {
        let ids: Vec<&str> = references.references.iter().map(|id| id.as_str()).collect();
        let least = references.match_at_least.as_ref().map_or("all", |least| least.as_str());
        values.item(&Item::new(section, key), format!("{least} of {}", ids.join(", ")), references.span);
    }
}

fn claims_transformation<'a>(it: &'a ClaimsTransformation, values: &mut Values<'a>) {
    values.text("TransformationMethod", Some(&it.method));
    let mut claims = |section: &'static str, list: &'a [TransformationClaim]| {
        for claim in list {
            let name = claim.transformation_claim_type.as_ref().unwrap_or(&claim.claim_type);
            values.item(&Item::new(section, name), claim.claim_type.as_str(), claim.claim_type.span);
        }
    };
    claims("InputClaims", &it.input_claims);
    claims("OutputClaims", &it.output_claims);
    for parameter in &it.input_parameters {
        let item = Item::new("InputParameters", &parameter.id);
        values.item(&item, parameter.value.as_str(), parameter.value.span);
        values.attribute(&item, "DataType", Some(&parameter.data_type));
    }
}

fn content_definition<'a>(it: &'a ContentDefinition, values: &mut Values<'a>) {
    values.text("LoadUri", it.load_uri.as_ref());
    values.text("RecoveryUri", it.recovery_uri.as_ref());
    values.text("DataUri", it.data_uri.as_ref());
    for item in &it.metadata {
        values.item(&Item::new("Metadata", &item.key), item.value.as_str(), item.value.span);
    }
    let behavior = it.localized_resources_merge_behavior.as_ref().map_or("ReplaceAll", |behavior| behavior.as_str());
    if behavior == "ReplaceAll" && !it.localized_resources.is_empty() {
        values.replaced.push("LocalizedResourcesReferences");
    }
    for reference in &it.localized_resources {
        let id = reference.localized_resources.as_ref().unwrap_or(&reference.language);
        values.item(&Item::new("LocalizedResourcesReferences", &reference.language), id.as_str(), id.span);
    }
}

fn localized_resources<'a>(it: &'a LocalizedResources, values: &mut Values<'a>) {
    values.text("Culture", it.culture.as_ref());
    for collection in &it.collections {
        let (of, target) = (&collection.element_id.value, &collection.target_collection.value);
        let key = format!("{} {of} {target}", collection.element_type.value);
        let items: Vec<String> =
            collection.items.iter().map(|item| format!("{}={}", item.value.value, item.text.value)).collect();
        let item = Item { section: "LocalizedCollections", key: Cow::Owned(key) };
        values.item(&item, items.join(", "), collection.element_id.span);
    }
    for string in &it.strings {
        let of = string.element_id.as_ref().map_or("", |id| id.as_str());
        let key = format!("{} {of} {}", string.element_type.value, string.string_id.value).replace("  ", " ");
        let item = Item { section: "LocalizedStrings", key: Cow::Owned(key) };
        values.item(&item, string.value.as_str(), string.value.span);
    }
}

fn display_control<'a>(it: &'a DisplayControl, values: &mut Values<'a>) {
    values.text("UserInterfaceControlType", Some(&it.kind));
    control_claims("InputClaims", &it.input_claims, values);
    control_claims("DisplayClaims", &it.display_claims, values);
    control_claims("OutputClaims", &it.output_claims, values);
    for action in &it.actions {
        for validation in &action.validations {
            let item = Item::new("Actions", &action.id);
            let span = validation.technical_profile.span;
            values.added(&item, "ValidationClaimsExchange", validation_text(validation), span);
        }
    }
}

fn control_claims<'a>(section: &'static str, claims: &'a [ControlClaim], values: &mut Values<'a>) {
    for claim in claims {
        let Some(id) = &claim.claim_type else { continue };
        let item = Item::new(section, id);
        values.item(&item, "", id.span);
        values.attribute(&item, "ControlClaimType", claim.control_claim_type.as_ref());
        values.flag(&item, "Required", claim.required.as_ref());
        values.attribute(&item, "DefaultValue", claim.default_value.as_ref());
    }
}

fn technical_profile<'a>(
    it: &'a TechnicalProfile,
    domain: Option<&'a Text>,
    sources: &SourceMap,
    values: &mut Values<'a>,
) {
    values.text("Domain", domain);
    values.text("DisplayName", it.display_name.as_ref());
    values.text("Description", it.description.as_ref());
    if let Some(protocol) = &it.protocol {
        values.attribute_of("Protocol", Some("Name"), Some(&protocol.name));
        values.attribute_of("Protocol", Some("Handler"), protocol.handler.as_ref());
    }
    values.text("InputTokenFormat", it.input_token_format.as_ref());
    values.text("OutputTokenFormat", it.output_token_format.as_ref());
    for item in &it.metadata {
        values.item(&Item::new("Metadata", &item.key), item.value.as_str(), item.value.span);
    }
    for key in &it.cryptographic_keys {
        let id = &key.storage_reference_id;
        values.item(&Item::new("CryptographicKeys", &key.id), id.as_str(), id.span);
    }
    references("InputTokenSources", &it.input_token_sources, values);
    references("InputClaimsTransformations", &it.input_claims_transformations, values);
    claim_references("InputClaims", &it.input_claims, values);
    for claim in &it.display_claims {
        let Some(id) = claim.claim_type.as_ref().or(claim.display_control.as_ref()) else { continue };
        let item = Item::new("DisplayClaims", id);
        values.item(&item, if claim.claim_type.is_some() { "" } else { "display control" }, id.span);
        values.flag(&item, "Required", claim.required.as_ref());
    }
    claim_references("PersistedClaims", &it.persisted_claims, values);
    claim_references("OutputClaims", &it.output_claims, values);
    references("OutputClaimsTransformations", &it.output_claims_transformations, values);
    for validation in &it.validation_technical_profiles {
        let span = validation.technical_profile.span;
        values.before("ValidationTechnicalProfiles", validation_text(validation), span);
    }
    if let Some(subject) = &it.subject_naming_info {
        values.attribute_of("SubjectNamingInfo", Some("ClaimType"), Some(&subject.claim_type));
        values.attribute_of("SubjectNamingInfo", Some("Format"), subject.format.as_ref());
    }
    values.text("IncludeClaimsFromTechnicalProfile", it.include_claims_from.as_ref());
    values.text("IncludeTechnicalProfile", it.include.as_ref());
    values.text("UseTechnicalProfileForSessionManagement", it.session_management.as_ref());
    values.text("EnabledForUserJourneys", it.enabled_for_user_journeys.as_ref());
    it.raw.iter().for_each(|raw| values.raw(raw, sources));
}

fn references<'a>(section: &'static str, ids: &'a [Text], values: &mut Values<'a>) {
    for id in ids {
        values.item(&Item::new(section, id), "", id.span);
    }
}

fn claim_references<'a>(section: &'static str, claims: &'a [ClaimReference], values: &mut Values<'a>) {
    for claim in claims {
        let item = Item::new(section, &claim.claim_type);
        values.item(&item, "", claim.claim_type.span);
        values.attribute(&item, "PartnerClaimType", claim.partner_claim_type.as_ref());
        values.attribute(&item, "DefaultValue", claim.default_value.as_ref());
        values.flag(&item, "AlwaysUseDefaultValue", claim.always_use_default_value.as_ref());
        values.flag(&item, "Required", claim.required.as_ref());
    }
}

fn validation_text(validation: &ValidationTechnicalProfile) -> Cow<'_, str> {
    let mut text = validation.technical_profile.to_string();
    let flags =
        [("ContinueOnSuccess", &validation.continue_on_success), ("ContinueOnError", &validation.continue_on_error)];
    for (name, flag) in flags {
        if let Some(flag) = flag {
            let _ = write!(text, ", {name}={}", flag.value);
        }
    }
    for precondition in &validation.preconditions {
        let _ = write!(text, ", {}", condition(precondition));
    }
    Cow::Owned(text)
}

/// When what a precondition stands on runs: `not if objectId exists`.
pub(super) fn condition(precondition: &Precondition) -> String {
    let when = match precondition.execute_actions_if.as_ref().map(|flag| flag.value) {
        Some(false) => "only if",
        _ => "not if",
    };
    let values: Vec<&str> = precondition.values.iter().map(|value| value.as_str()).collect();
    match (precondition.kind.as_str(), values.as_slice()) {
        ("ClaimsExist", [claim]) => format!("{when} {claim} exists"),
        ("ClaimEquals", [claim, value]) => format!("{when} {claim} = {value}"),
        (kind, values) => format!("{when} {kind} {}", values.join(", ")),
    }
}

fn user_journey<'a>(it: &'a UserJourney, sources: &SourceMap, values: &mut Values<'a>) {
    values.text("Type", it.kind.as_ref());
    values.text("DefaultCpimIssuerTechnicalProfileReferenceId", it.default_issuer.as_ref());
    references("AuthorizationTechnicalProfiles", &it.authorization_technical_profiles, values);
    values.text("ClientDefinition", it.client_definition.as_ref());
    for key in &it.cryptographic_keys {
        let id = &key.storage_reference_id;
        values.item(&Item::new("CryptographicKeys", &key.id), id.as_str(), id.span);
    }
    it.steps.iter().for_each(|step| orchestration_step(step, values));
    it.raw.iter().for_each(|raw| values.raw(raw, sources));
}

fn orchestration_step<'a>(step: &'a OrchestrationStep, values: &mut Values<'a>) {
    let item = Item { section: "OrchestrationStep", key: Cow::Owned(step.order.value.to_string()) };
    values.attribute(&item, "Type", step.kind.as_ref());
    values.attribute(&item, "ContentDefinitionReferenceId", step.content_definition.as_ref());
    values.attribute(&item, "CpimIssuerTechnicalProfileReferenceId", step.issuer.as_ref());
    values.attribute(&item, "DisplayOption", step.display_option.as_ref());
    let mut added = |attribute, text: Cow<'a, str>, span: Span| values.added(&item, attribute, text, span);
    for precondition in &step.preconditions {
        added("Precondition", condition(precondition).into(), precondition.span);
    }
    for selection in &step.selections {
        let id = selection.target.as_ref().or(selection.validation.as_ref());
        added("ClaimsProviderSelection", id.map_or("", |id| id.as_str()).into(), selection.span);
    }
    for exchange in &step.exchanges {
        let text = format!("{} of {}", exchange.id.value, exchange.technical_profile.value);
        added("ClaimsExchange", text.into(), exchange.id.span);
    }
    for sub_journey in &step.sub_journeys {
        added("Candidate", sub_journey.as_str().into(), sub_journey.span);
    }
}
