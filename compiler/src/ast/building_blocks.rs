//! `BuildingBlocks`.

use super::{LocalizedResourcesReference, MetadataItem, Raw, Text, ValidationTechnicalProfile};
use crate::source::{Span, Spanned};
use claimsmith_profile::DataType;

/// `ClaimType`
#[derive(Debug, Clone)]
pub struct ClaimType {
    /// `@Id`
    pub id: Text,
    /// The whole element.
    pub span: Span,
    /// `DisplayName`
    pub display_name: Option<Text>,
    /// `DataType`
    pub data_type: Option<Spanned<DataType>>,
    /// `DefaultPartnerClaimTypes/Protocol`
    pub default_partner_claim_types: Vec<DefaultPartnerClaimType>,
    /// `Mask`
    pub mask: Option<Mask>,
    /// `AdminHelpText`
    pub admin_help_text: Option<Text>,
    /// `UserHelpText`
    pub user_help_text: Option<Text>,
    /// `UserInputType`
    pub user_input_type: Option<Text>,
    /// `Restriction`
    pub restriction: Option<Restriction>,
    /// `InputValidationReference/@Id`
    pub input_validation: Option<Text>,
    /// `PredicateValidationReference/@Id`
    pub predicate_validation: Option<Text>,
    /// The rest.
    pub raw: Vec<Raw>,
}

/// `DefaultPartnerClaimTypes/Protocol`
#[derive(Debug, Clone)]
pub struct DefaultPartnerClaimType {
    /// `@Name`
    pub protocol: Text,
    /// `@PartnerClaimType`
    pub partner_claim_type: Text,
}

/// `Mask`
#[derive(Debug, Clone)]
pub struct Mask {
    /// The whole element.
    pub span: Span,
    /// `@Type`
    pub kind: Text,
    /// `@Regex`
    pub regex: Option<Text>,
    /// The text: what replaces.
    pub mask: Text,
}

/// `Restriction`
#[derive(Debug, Clone)]
pub struct Restriction {
    /// The whole element.
    pub span: Span,
    /// `@MergeBehavior`
    pub merge_behavior: Option<Text>,
    /// `Enumeration`
    pub enumerations: Vec<Enumeration>,
    /// `Pattern`
    pub pattern: Option<Pattern>,
}

/// `Restriction/Enumeration`
#[derive(Debug, Clone)]
pub struct Enumeration {
    /// `@Text`
    pub text: Text,
    /// `@Value`
    pub value: Text,
    /// `@SelectByDefault`
    pub select_by_default: Option<Spanned<bool>>,
}

/// `Restriction/Pattern`
#[derive(Debug, Clone)]
pub struct Pattern {
    /// `@RegularExpression`
    pub regular_expression: Text,
    /// `@HelpText`
    pub help_text: Option<Text>,
}

/// `Predicate`
#[derive(Debug, Clone)]
pub struct Predicate {
    /// `@Id`
    pub id: Text,
    /// The whole element.
    pub span: Span,
    /// `@Method`
    pub method: Text,
    /// `@HelpText`
    pub help_text: Option<Text>,
    /// `UserHelpText`
    pub user_help_text: Option<Text>,
    /// `Parameters/Parameter`
    pub parameters: Vec<PredicateParameter>,
}

/// `Predicate/Parameters/Parameter`
#[derive(Debug, Clone)]
pub struct PredicateParameter {
    /// `@Id`
    pub id: Text,
    /// The text.
    pub value: Text,
}

/// `PredicateReferences`
#[derive(Debug, Clone)]
pub struct PredicateReferences {
    /// The whole element.
    pub span: Span,
    /// `@HelpText`
    pub help_text: Option<Text>,
    /// `@MatchAtLeast`
    pub match_at_least: Option<Text>,
    /// `@Reject`
    pub reject: Option<Spanned<bool>>,
    /// `PredicateReference/@Id`
    pub references: Vec<Text>,
}

/// `InputValidation`
#[derive(Debug, Clone)]
pub struct InputValidation {
    /// `@Id`
    pub id: Text,
    /// The whole element.
    pub span: Span,
    /// `PredicateReferences`
    pub predicate_references: Vec<PredicateReferences>,
}

/// `PredicateValidation`
#[derive(Debug, Clone)]
pub struct PredicateValidation {
    /// `@Id`
    pub id: Text,
    /// The whole element.
    pub span: Span,
    /// `PredicateGroups/PredicateGroup`
    pub groups: Vec<PredicateGroup>,
}

/// `PredicateGroup`
#[derive(Debug, Clone)]
pub struct PredicateGroup {
    /// `@Id`
    pub id: Text,
    /// `UserHelpText`
    pub user_help_text: Option<Text>,
    /// `PredicateReferences`
    pub predicate_references: Vec<PredicateReferences>,
}

/// `ClaimsTransformation`
#[derive(Debug, Clone)]
pub struct ClaimsTransformation {
    /// `@Id`
    pub id: Text,
    /// The whole element.
    pub span: Span,
    /// `@TransformationMethod`
    pub method: Text,
    /// `InputClaims/InputClaim`
    pub input_claims: Vec<TransformationClaim>,
    /// `InputParameters/InputParameter`
    pub input_parameters: Vec<InputParameter>,
    /// `OutputClaims/OutputClaim`
    pub output_claims: Vec<TransformationClaim>,
}

/// `InputClaim` or `OutputClaim` of a claims transformation.
#[derive(Debug, Clone)]
pub struct TransformationClaim {
    /// `@ClaimTypeReferenceId`
    pub claim_type: Text,
    /// `@TransformationClaimType`; without one it is the id of the claim type.
    pub transformation_claim_type: Option<Text>,
}

/// `InputParameter`
#[derive(Debug, Clone)]
pub struct InputParameter {
    /// `@Id`
    pub id: Text,
    /// `@DataType`
    pub data_type: Text,
    /// `@Value`
    pub value: Text,
}

/// `ClientDefinition`
#[derive(Debug, Clone)]
pub struct ClientDefinition {
    /// `@Id`
    pub id: Text,
    /// The whole element.
    pub span: Span,
}

/// `ContentDefinition`
#[derive(Debug, Clone)]
pub struct ContentDefinition {
    /// `@Id`
    pub id: Text,
    /// The whole element.
    pub span: Span,
    /// `LoadUri`
    pub load_uri: Option<Text>,
    /// `RecoveryUri`
    pub recovery_uri: Option<Text>,
    /// `DataUri`
    pub data_uri: Option<Text>,
    /// `Metadata/Item`
    pub metadata: Vec<MetadataItem>,
    /// `LocalizedResourcesReferences/@MergeBehavior`
    pub localized_resources_merge_behavior: Option<Text>,
    /// `LocalizedResourcesReferences/LocalizedResourcesReference`
    pub localized_resources: Vec<LocalizedResourcesReference>,
}

/// `DisplayControl`
#[derive(Debug, Clone)]
pub struct DisplayControl {
    /// `@Id`
    pub id: Text,
    /// The whole element.
    pub span: Span,
    /// `@UserInterfaceControlType`
    pub kind: Text,
    /// `InputClaims/InputClaim`
    pub input_claims: Vec<ControlClaim>,
    /// `DisplayClaims/DisplayClaim`
    pub display_claims: Vec<ControlClaim>,
    /// `OutputClaims/OutputClaim`
    pub output_claims: Vec<ControlClaim>,
    /// `Actions/Action`
    pub actions: Vec<DisplayControlAction>,
}

/// `InputClaim`, `DisplayClaim` or `OutputClaim` of a display control.
#[derive(Debug, Clone)]
pub struct ControlClaim {
    /// `@ClaimTypeReferenceId`
    pub claim_type: Option<Text>,
    /// `@ControlClaimType`, of a display claim.
    pub control_claim_type: Option<Text>,
    /// `@Required`
    pub required: Option<Spanned<bool>>,
    /// `@DefaultValue`
    pub default_value: Option<Text>,
}

/// `DisplayControl/Actions/Action`
#[derive(Debug, Clone)]
pub struct DisplayControlAction {
    /// `@Id`
    pub id: Text,
    /// `ValidationClaimsExchange/ValidationClaimsExchangeTechnicalProfile`
    pub validations: Vec<ValidationTechnicalProfile>,
}
