//! `BuildingBlocks`.

use super::{Definitions, again, boolean, child_text, items, localization, metadata, raw, technical_profile};
use crate::ast::{
    ClaimType, ClaimsTransformation, ClientDefinition, ContentDefinition, ControlClaim, DefaultPartnerClaimType,
    DisplayControl, DisplayControlAction, Enumeration, InputParameter, InputValidation, Mask, Pattern, PolicyFile,
    Predicate, PredicateGroup, PredicateParameter, PredicateReferences, PredicateValidation, Restriction,
    TransformationClaim,
};
use crate::predicate::keeps_blanks;
use crate::source::Spanned;
use crate::xml::Element;
use claimsmith_profile::DataType;

/// Reads the building blocks into the policy; what no stage reads is left among the rest.
pub(super) fn read(blocks: &Element<'_, '_>, definitions: &mut Definitions, policy: &mut PolicyFile) {
    policy.claim_types = definitions.read(blocks, "ClaimsSchema", "ClaimType", claim_type);
    policy.predicates = definitions.read(blocks, "Predicates", "Predicate", predicate);
    policy.input_validations = definitions.read(blocks, "InputValidations", "InputValidation", input_validation);
    policy.predicate_validations =
        definitions.read(blocks, "PredicateValidations", "PredicateValidation", predicate_validation);
    policy.claims_transformations =
        definitions.read(blocks, "ClaimsTransformations", "ClaimsTransformation", claims_transformation);
    policy.client_definitions = definitions.read(blocks, "ClientDefinitions", "ClientDefinition", client_definition);
    policy.content_definitions =
        definitions.read(blocks, "ContentDefinitions", "ContentDefinition", content_definition);
    policy.display_controls = definitions.read(blocks, "DisplayControls", "DisplayControl", display_control);
    policy.raw.extend(raw(blocks, TYPED));
    policy.raw.extend(again(blocks, "Localization"));
}

const TYPED: &[&str] = &[
    "ClaimsSchema",
    "Predicates",
    "InputValidations",
    "PredicateValidations",
    "ClaimsTransformations",
    "ClientDefinitions",
    "ContentDefinitions",
    "Localization",
    "DisplayControls",
];

const CLAIM_TYPE_TYPED: &[&str] = &[
    "DisplayName",
    "DataType",
    "DefaultPartnerClaimTypes",
    "Mask",
    "AdminHelpText",
    "UserHelpText",
    "UserInputType",
    "Restriction",
    "InputValidationReference",
    "PredicateValidationReference",
];

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
        mask: element.child("Mask").and_then(|mask| {
            Some(Mask {
                span: mask.span(),
                kind: mask.attribute("Type")?,
                regex: mask.attribute("Regex"),
                mask: mask.exact_text(),
            })
        }),
        admin_help_text: child_text(element, "AdminHelpText"),
        user_help_text: child_text(element, "UserHelpText"),
        user_input_type: child_text(element, "UserInputType"),
        restriction: element.child("Restriction").map(|element| restriction(&element)),
        input_validation: element.child("InputValidationReference").and_then(|it| it.attribute("Id")),
        predicate_validation: element.child("PredicateValidationReference").and_then(|it| it.attribute("Id")),
        raw: raw(element, CLAIM_TYPE_TYPED),
    })
}

fn restriction(element: &Element<'_, '_>) -> Restriction {
    Restriction {
        span: element.span(),
        merge_behavior: element.attribute("MergeBehavior"),
        enumerations: element
            .children_named("Enumeration")
            .filter_map(|it| {
                Some(Enumeration {
                    text: it.attribute("Text")?,
                    value: it.attribute("Value")?,
                    select_by_default: boolean(&it, "SelectByDefault"),
                })
            })
            .collect(),
        pattern: element.child("Pattern").and_then(|it| {
            Some(Pattern {
                regular_expression: it.attribute("RegularExpression")?,
                help_text: it.attribute("HelpText"),
            })
        }),
    }
}

fn predicate(element: &Element<'_, '_>) -> Option<Predicate> {
    Some(Predicate {
        id: element.attribute("Id")?,
        span: element.span(),
        method: element.attribute("Method")?,
        help_text: element.attribute("HelpText"),
        user_help_text: child_text(element, "UserHelpText"),
        parameters: items(element, "Parameters", "Parameter")
            .filter_map(|it| {
                let id = it.attribute("Id")?;
                let value = if keeps_blanks(&id) { it.exact_text() } else { it.text() };
                Some(PredicateParameter { id, value })
            })
            .collect(),
    })
}

fn predicate_references(element: &Element<'_, '_>) -> Vec<PredicateReferences> {
    let lists = element.children_named("PredicateReferences");
    lists
        .map(|list| PredicateReferences {
            span: list.span(),
            help_text: list.attribute("HelpText"),
            match_at_least: list.attribute("MatchAtLeast"),
            reject: boolean(&list, "Reject"),
            references: list.children_named("PredicateReference").filter_map(|it| it.attribute("Id")).collect(),
        })
        .collect()
}

fn input_validation(element: &Element<'_, '_>) -> Option<InputValidation> {
    Some(InputValidation {
        id: element.attribute("Id")?,
        span: element.span(),
        predicate_references: predicate_references(element),
    })
}

fn predicate_validation(element: &Element<'_, '_>) -> Option<PredicateValidation> {
    let group = |group: Element<'_, '_>| {
        Some(PredicateGroup {
            id: group.attribute("Id")?,
            user_help_text: child_text(&group, "UserHelpText"),
            predicate_references: predicate_references(&group),
        })
    };
    Some(PredicateValidation {
        id: element.attribute("Id")?,
        span: element.span(),
        groups: items(element, "PredicateGroups", "PredicateGroup").filter_map(group).collect(),
    })
}

fn claims_transformation(element: &Element<'_, '_>) -> Option<ClaimsTransformation> {
    let claims = |list: &'static str, item: &'static str| {
        let claim = |it: Element<'_, '_>| {
            Some(TransformationClaim {
                claim_type: it.attribute("ClaimTypeReferenceId")?,
                transformation_claim_type: it.attribute("TransformationClaimType"),
            })
        };
        items(element, list, item).filter_map(claim).collect()
    };
    Some(ClaimsTransformation {
        id: element.attribute("Id")?,
        span: element.span(),
        method: element.attribute("TransformationMethod")?,
        input_claims: claims("InputClaims", "InputClaim"),
        input_parameters: items(element, "InputParameters", "InputParameter")
            .filter_map(|it| {
                Some(InputParameter {
                    id: it.attribute("Id")?,
                    data_type: it.attribute("DataType")?,
                    value: it.attribute("Value")?,
                })
            })
            .collect(),
        output_claims: claims("OutputClaims", "OutputClaim"),
    })
}

fn client_definition(element: &Element<'_, '_>) -> Option<ClientDefinition> {
    Some(ClientDefinition { id: element.attribute("Id")?, span: element.span() })
}

fn content_definition(element: &Element<'_, '_>) -> Option<ContentDefinition> {
    let references = element.child("LocalizedResourcesReferences");
    Some(ContentDefinition {
        id: element.attribute("Id")?,
        span: element.span(),
        load_uri: child_text(element, "LoadUri"),
        recovery_uri: child_text(element, "RecoveryUri"),
        data_uri: child_text(element, "DataUri"),
        metadata: metadata(element),
        localized_resources_merge_behavior: references.and_then(|it| it.attribute("MergeBehavior")),
        localized_resources: items(element, "LocalizedResourcesReferences", "LocalizedResourcesReference")
            .filter_map(|it| localization::reference(&it))
            .collect(),
    })
}

fn display_control(element: &Element<'_, '_>) -> Option<DisplayControl> {
    let claims = |list: &'static str, item: &'static str| {
        let claim = |it: Element<'_, '_>| ControlClaim {
            claim_type: it.attribute("ClaimTypeReferenceId"),
            control_claim_type: it.attribute("ControlClaimType"),
            required: boolean(&it, "Required"),
            default_value: it.attribute("DefaultValue"),
        };
        items(element, list, item).map(claim).collect()
    };
    Some(DisplayControl {
        id: element.attribute("Id")?,
        span: element.span(),
        kind: element.attribute("UserInterfaceControlType")?,
        input_claims: claims("InputClaims", "InputClaim"),
        display_claims: claims("DisplayClaims", "DisplayClaim"),
        output_claims: claims("OutputClaims", "OutputClaim"),
        actions: items(element, "Actions", "Action").filter_map(|it| action(&it)).collect(),
    })
}

fn action(element: &Element<'_, '_>) -> Option<DisplayControlAction> {
    let exchanges = items(element, "ValidationClaimsExchange", "ValidationClaimsExchangeTechnicalProfile");
    Some(DisplayControlAction {
        id: element.attribute("Id")?,
        validations: exchanges
            .filter_map(|it| {
                let reference = it.attribute("TechnicalProfileReferenceId")?;
                Some(technical_profile::validation(&it, reference))
            })
            .collect(),
    })
}
