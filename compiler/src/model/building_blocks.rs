//! Claim types, content definitions, and what else `BuildingBlocks` declares, over the chain.

use crate::ast::{self, Text};
use crate::source::Spanned;
use claimsmith_profile::DataType;
use std::collections::BTreeMap;

/// A claim type over the chain.
#[derive(Debug, Clone)]
pub struct ClaimType<'a> {
    /// The id as first declared.
    pub id: &'a Text,
    /// The declarations, root base first.
    pub declarations: Vec<&'a ast::ClaimType>,
    /// `DisplayName`
    pub display_name: Option<&'a Text>,
    /// `DataType`
    pub data_type: Option<&'a Spanned<DataType>>,
    /// `UserHelpText`
    pub user_help_text: Option<&'a Text>,
    /// `AdminHelpText`
    pub admin_help_text: Option<&'a Text>,
    /// `DefaultPartnerClaimTypes`, by protocol.
    pub default_partner_claim_types: BTreeMap<&'a str, &'a Text>,
    /// `Mask`
    pub mask: Option<&'a ast::Mask>,
    /// `UserInputType`
    pub user_input_type: Option<&'a Text>,
    /// `Restriction/Enumeration`, by the merge behaviors of the declarations.
    pub enumerations: Vec<&'a ast::Enumeration>,
    /// `Restriction/Pattern`
    pub pattern: Option<&'a ast::Pattern>,
    /// `InputValidationReference`
    pub input_validation: Option<&'a Text>,
    /// `PredicateValidationReference`
    pub predicate_validation: Option<&'a Text>,
}

/// An element that a derived policy defines anew as a whole: whether B2C merges two of one id is documented nowhere and
/// seen nowhere, so the last one holds.
#[derive(Debug, Clone)]
pub struct Definition<'a, T> {
    /// The id as first declared.
    pub id: &'a Text,
    /// The declarations, root base first; never empty.
    pub declarations: Vec<&'a T>,
    /// The declaration that holds: the last.
    pub current: &'a T,
}

/// A content definition over the chain.
#[derive(Debug, Clone)]
pub struct ContentDefinition<'a> {
    /// The id as first declared.
    pub id: &'a Text,
    /// The declarations, root base first.
    pub declarations: Vec<&'a ast::ContentDefinition>,
    /// `LoadUri`
    pub load_uri: Option<&'a Text>,
    /// `RecoveryUri`
    pub recovery_uri: Option<&'a Text>,
    /// `DataUri`
    pub data_uri: Option<&'a Text>,
    /// `LocalizedResourcesReferences`, by the merge behaviors of the declarations.
    pub localized_resources: Vec<&'a ast::LocalizedResourcesReference>,
}

/// Localized resources over the chain.
#[derive(Debug, Clone)]
pub struct LocalizedResources<'a> {
    /// The id as first declared.
    pub id: &'a Text,
    /// The declarations, root base first.
    pub declarations: Vec<&'a ast::LocalizedResources>,
}
