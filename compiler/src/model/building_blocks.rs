//! Claim types, content definitions, and what else `BuildingBlocks` declares, over the chain.

use super::ById;
use crate::ast::{self, Text};
use crate::source::Spanned;
use claimsmith_profile::DataType;
use std::collections::BTreeMap;

/// The claim types of a policy.
pub type ClaimTypes<'a> = ById<ClaimType<'a>>;

impl<'a> ClaimTypes<'a> {
    /// The partner claim type of a reference to this claim type that gives none: the claim type's default for the
    /// protocol, else its id as it is declared, else as it is named.
    pub(crate) fn default_partner_claim_type(&self, claim_type: &'a Text, protocol: Option<&str>) -> &'a Text {
        let declared = self.get(claim_type);
        let by_protocol =
            declared.zip(protocol).and_then(|(it, protocol)| it.default_partner_claim_types.get(protocol));
        by_protocol.copied().unwrap_or_else(|| declared.map_or(claim_type, |it| it.id))
    }
}

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
