//! Stage 4: what a leaf policy says once its whole chain is laid over one another.
//!
//! Every value is a reference into the syntax tree of the file it comes from, so its origin is never lost.
//!
//! - `merge`: base under child, element by element
//! - `include`: `IncludeTechnicalProfile`, after the merge
//! - `offered`: which technical profiles a user can choose
//! - `by_id`: items by id
//! - `scope`: what a file may refer to: its own ids and those of its bases
//! - `fresh`: what has not been merged the same way for an earlier leaf

mod by_id;
mod fresh;
mod include;
mod merge;
pub(crate) mod offered;
mod scope;

pub use by_id::ById;
pub use scope::{IdSpace, Layer, Scope};

use crate::ast::{self, PolicyFile, RelyingParty, Text};
use crate::diagnostic::Diagnostics;
use crate::load::Loaded;
use crate::source::{Span, Spanned};
pub(crate) use by_id::fold;
use claimsmith_profile::DataType;
use std::collections::BTreeMap;

/// The metadata key that names the claim type whose value identifies the user.
pub(crate) const SUBJECT: &str = "claimsmith.subject";

/// The metadata key that names the member of an answer that identifies the user.
pub(crate) const IDENTITY: &str = "external_user_identity_claim_id";

/// All leaves of a run.
#[derive(Debug)]
pub struct PolicySet<'a> {
    /// One merged policy a leaf, in the order the leaves were named.
    pub policies: Vec<Policy<'a>>,
    /// Every file of the complete chains with what stands below it, bases before what derives from them.
    pub layers: Vec<Layer<'a>>,
}

impl<'a> PolicySet<'a> {
    /// What each file may refer to, bases first.
    pub fn scopes(&self) -> impl Iterator<Item = Scope<'_, 'a>> {
        (0..self.layers.len()).map(|at| Scope::new(&self.layers, at))
    }
}

/// A leaf policy with everything it inherits.
#[derive(Debug)]
pub struct Policy<'a> {
    /// The files, root base first, the leaf last.
    pub chain: Vec<&'a PolicyFile>,
    /// The claim types.
    pub claim_types: ById<ClaimType<'a>>,
    /// The predicates.
    pub predicates: ById<Definition<'a, ast::Predicate>>,
    /// The input validations.
    pub input_validations: ById<Definition<'a, ast::InputValidation>>,
    /// The predicate validations.
    pub predicate_validations: ById<Definition<'a, ast::PredicateValidation>>,
    /// The claims transformations.
    pub claims_transformations: ById<Definition<'a, ast::ClaimsTransformation>>,
    /// The content definitions.
    pub content_definitions: ById<ContentDefinition<'a>>,
    /// The localized resources that have an id.
    pub localized_resources: ById<LocalizedResources<'a>>,
    /// `SupportedLanguages`, merged.
    pub supported_languages: Vec<&'a Text>,
    /// The display controls.
    pub display_controls: ById<Definition<'a, ast::DisplayControl>>,
    /// The technical profiles, includes applied. The profile of the relying party is not among them.
    pub technical_profiles: ById<TechnicalProfile<'a>>,
    /// The user journeys.
    pub user_journeys: ById<UserJourney<'a>>,
    /// The sub-journeys.
    pub sub_journeys: ById<UserJourney<'a>>,
    /// The relying party of the leaf, else of its nearest base.
    pub relying_party: Option<&'a RelyingParty>,
    fresh: fresh::Fresh,
}

impl<'a> Policy<'a> {
    /// The technical profiles that no earlier leaf has merged from the same elements: what is wrong with the others has
    /// been found there. What depends on more than the profile and its claim types has to look at all of them.
    pub fn fresh_profiles(&self) -> impl Iterator<Item = &TechnicalProfile<'a>> + Clone {
        self.fresh.technical_profiles(&self.technical_profiles)
    }

    /// The claim types that no earlier leaf has merged from the same elements.
    pub fn fresh_claim_types(&self) -> impl Iterator<Item = &ClaimType<'a>> + Clone {
        self.fresh.claim_types(&self.claim_types)
    }

    /// The claims transformations that no earlier leaf has merged from the same elements, over the same claim types.
    pub fn fresh_claims_transformations(
        &self,
    ) -> impl Iterator<Item = &Definition<'a, ast::ClaimsTransformation>> + Clone {
        self.fresh.claims_transformations(&self.claims_transformations)
    }

    /// The user journeys that no earlier leaf has merged from the same elements.
    pub fn fresh_user_journeys(&self) -> impl Iterator<Item = &UserJourney<'a>> + Clone {
        self.fresh.user_journeys(&self.user_journeys)
    }

    /// The sub-journeys that no earlier leaf has merged from the same elements.
    pub fn fresh_sub_journeys(&self) -> impl Iterator<Item = &UserJourney<'a>> + Clone {
        self.fresh.sub_journeys(&self.sub_journeys)
    }

    /// The file the run was asked about.
    #[must_use]
    pub fn leaf(&self) -> Option<&'a PolicyFile> {
        self.chain.last().copied()
    }

    /// `PolicyId` of the leaf: what `{policy}` stands for. Empty without one.
    #[must_use]
    pub fn policy_id(&self) -> &'a str {
        self.leaf().and_then(|leaf| leaf.policy_id.as_ref()).map_or("", |id| id.value.as_str())
    }

    /// `TenantId` of the leaf: what `{tenant}` stands for. Empty without one.
    #[must_use]
    pub fn tenant_id(&self) -> &'a str {
        self.leaf().and_then(|leaf| leaf.tenant_id.as_ref()).map_or("", |id| id.value.as_str())
    }
}

/// A claim type over the chain.
#[derive(Debug)]
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
#[derive(Debug)]
pub struct Definition<'a, T> {
    /// The id as first declared.
    pub id: &'a Text,
    /// The declarations, root base first; never empty.
    pub declarations: Vec<&'a T>,
    /// The declaration that holds: the last.
    pub current: &'a T,
}

/// A content definition over the chain.
#[derive(Debug)]
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
    /// `Metadata`, one item a key.
    pub metadata: Vec<&'a ast::MetadataItem>,
    /// `LocalizedResourcesReferences`, by the merge behaviors of the declarations.
    pub localized_resources: Vec<&'a ast::LocalizedResourcesReference>,
}

/// Localized resources over the chain.
#[derive(Debug)]
pub struct LocalizedResources<'a> {
    /// The id as first declared.
    pub id: &'a Text,
    /// The declarations, root base first.
    pub declarations: Vec<&'a ast::LocalizedResources>,
}

/// A technical profile over the chain, includes applied.
#[derive(Debug, Clone)]
pub struct TechnicalProfile<'a> {
    /// The id as first declared.
    pub id: &'a Text,
    /// The elements it is made of: those of included profiles, then its own, root base first.
    pub elements: Vec<Span>,
    /// `ClaimsProvider/Domain` around the last element that has one.
    pub domain: Option<&'a Text>,
    /// `DisplayName`
    pub display_name: Option<&'a Text>,
    /// `Protocol`
    pub protocol: Option<&'a ast::Protocol>,
    /// `InputTokenFormat`
    pub input_token_format: Option<&'a Text>,
    /// `OutputTokenFormat`
    pub output_token_format: Option<&'a Text>,
    /// `Metadata`, one item a key, in the order of first use.
    pub metadata: Vec<&'a ast::MetadataItem>,
    /// `CryptographicKeys`, one item a key id.
    pub cryptographic_keys: Vec<&'a ast::CryptographicKey>,
    /// `InputClaimsTransformations`
    pub input_claims_transformations: Vec<&'a Text>,
    /// `InputClaims`, one item a claim type.
    pub input_claims: Vec<ClaimReference<'a>>,
    /// `DisplayClaims`, one item a claim type or display control.
    pub display_claims: Vec<&'a ast::DisplayClaim>,
    /// `PersistedClaims`, one item a claim type.
    pub persisted_claims: Vec<ClaimReference<'a>>,
    /// `OutputClaims`, one item a claim type.
    pub output_claims: Vec<ClaimReference<'a>>,
    /// `OutputClaimsTransformations`
    pub output_claims_transformations: Vec<&'a Text>,
    /// `ValidationTechnicalProfiles` as B2C runs them: those of the derived policy first, repetitions kept.
    pub validation_technical_profiles: Vec<&'a ast::ValidationTechnicalProfile>,
    /// `SubjectNamingInfo`
    pub subject_naming_info: Option<&'a ast::SubjectNamingInfo>,
    /// `IncludeClaimsFromTechnicalProfile`
    pub include_claims_from: Option<&'a Text>,
    /// `IncludeTechnicalProfile`
    pub include: Option<&'a Text>,
    /// `UseTechnicalProfileForSessionManagement`
    pub session_management: Option<&'a Text>,
    /// `EnabledForUserJourneys`
    pub enabled_for_user_journeys: Option<&'a Text>,
    /// Elements that no stage reads yet.
    pub raw: Vec<&'a ast::Raw>,
}

impl<'a> TechnicalProfile<'a> {
    /// The partner claim type in force: the reference's own, else the claim type's default for the protocol, else the
    /// id of the claim type as it is declared.
    #[must_use]
    pub fn partner_claim_type(&self, reference: &ClaimReference<'a>, policy: &Policy<'a>) -> &'a Text {
        let declared = policy.claim_types.get(reference.claim_type);
        let by_protocol = || {
            let protocol = self.protocol_name()?;
            declared?.default_partner_claim_types.get(protocol).copied()
        };
        reference
            .partner_claim_type
            .or_else(by_protocol)
            .unwrap_or_else(|| declared.map_or(reference.claim_type, |claim_type| claim_type.id))
    }

    /// The metadata item with this key, spelled exactly so.
    #[must_use]
    pub fn metadata(&self, key: &str) -> Option<&'a ast::MetadataItem> {
        self.metadata.iter().find(|item| item.key.value == key).copied()
    }

    /// The cryptographic key with this id.
    #[must_use]
    pub fn cryptographic_key(&self, id: &str) -> Option<&'a ast::CryptographicKey> {
        self.cryptographic_keys.iter().find(|key| key.id.eq_ignore_ascii_case(id)).copied()
    }

    /// `Protocol/@Name`, or nothing.
    #[must_use]
    pub fn protocol_name(&self) -> Option<&'a str> {
        self.protocol.map(|protocol| protocol.name.as_str())
    }

    /// Whether its partner claim types are paths (`ResolveJsonPathsInJsonTokens`).
    #[must_use]
    pub fn resolves_paths(&self) -> bool {
        self.is_on("ResolveJsonPathsInJsonTokens")
    }

    /// Whether claim resolvers in its default values work (`IncludeClaimResolvingInClaimsHandling`).
    #[must_use]
    pub fn resolves_claims(&self) -> bool {
        self.is_on("IncludeClaimResolvingInClaimsHandling")
    }

    /// Whether a metadata item that is off by default says otherwise.
    fn is_on(&self, key: &str) -> bool {
        self.metadata(key).and_then(|item| crate::protocol::value::boolean(&item.value)).unwrap_or(false)
    }

    /// Whether the metadata item with this key has this value, in any case.
    #[must_use]
    pub fn metadata_is(&self, key: &str, value: &str) -> bool {
        self.metadata(key).is_some_and(|item| item.value.eq_ignore_ascii_case(value))
    }

    /// Whether the authorization endpoint answers with the id_token itself, so that there is no token request
    /// (`response_types` = `id_token`).
    #[must_use]
    pub fn receives_id_token(&self) -> bool {
        self.metadata_is("response_types", "id_token")
    }

    /// Index of the output claim that `claimsmith.subject` names.
    pub(crate) fn subject_claim(&self) -> Option<usize> {
        let id = &self.metadata(SUBJECT)?.value;
        self.output_claims.iter().position(|it| it.claim_type.eq_ignore_ascii_case(id))
    }

    /// Index of the output claim that reads what `external_user_identity_claim_id` names.
    pub(crate) fn identity_claim(&self, policy: &Policy<'a>) -> Option<usize> {
        let member = &self.metadata(IDENTITY)?.value.value;
        self.output_claims.iter().position(|it| self.partner_claim_type(it, policy).value == *member)
    }

    /// Whether no journey ever offers the profile.
    #[must_use]
    pub fn is_switched_off(&self) -> bool {
        self.enabled_for_user_journeys.is_some_and(|text| matches!(text.as_str(), "false" | "Never"))
    }

    /// Whether Claimsmith is the client of another provider here: `OAuth2`, and not the issuer of an error.
    #[must_use]
    pub fn is_oauth2_federation(&self) -> bool {
        self.protocol_name() == Some("OAuth2")
            && self.output_token_format.is_none()
            && self.cryptographic_key("issuer_secret").is_none()
    }
}

/// A reference to a claim type, its attributes merged.
#[derive(Debug, Clone)]
pub struct ClaimReference<'a> {
    /// `@ClaimTypeReferenceId` as last spelled.
    pub claim_type: &'a Text,
    /// `@PartnerClaimType`
    pub partner_claim_type: Option<&'a Text>,
    /// `@DefaultValue`
    pub default_value: Option<&'a Text>,
    /// `@AlwaysUseDefaultValue`
    pub always_use_default_value: Option<&'a Spanned<bool>>,
    /// `@Required`
    pub required: Option<&'a Spanned<bool>>,
}

impl ClaimReference<'_> {
    /// `@AlwaysUseDefaultValue`, false when absent. It means nothing without a default value.
    #[must_use]
    pub fn is_always_default(&self) -> bool {
        self.default_value.is_some() && self.always_use_default_value.is_some_and(|flag| flag.value)
    }

    /// `@Required`, false when absent.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.required.is_some_and(|flag| flag.value)
    }
}

/// A user journey or sub-journey over the chain.
#[derive(Debug)]
pub struct UserJourney<'a> {
    /// The id as first declared.
    pub id: &'a Text,
    /// The elements it is made of, root base first.
    pub elements: Vec<Span>,
    /// `SubJourney/@Type`
    pub kind: Option<&'a Text>,
    /// `@DefaultCpimIssuerTechnicalProfileReferenceId`
    pub default_issuer: Option<&'a Text>,
    /// `AuthorizationTechnicalProfile/@ReferenceId`
    pub authorization_technical_profiles: Vec<&'a Text>,
    /// Its steps by order.
    pub steps: BTreeMap<u32, OrchestrationStep<'a>>,
}

/// An orchestration step over the chain: selections and exchanges are added, never replaced.
#[derive(Debug, Default)]
pub struct OrchestrationStep<'a> {
    /// The elements it is made of, root base first; never empty.
    pub elements: Vec<&'a ast::OrchestrationStep>,
    /// `@Type` as last written.
    pub kind: Option<&'a Text>,
    /// `@ContentDefinitionReferenceId` as last written.
    pub content_definition: Option<&'a Text>,
    /// `@CpimIssuerTechnicalProfileReferenceId` as last written.
    pub issuer: Option<&'a Text>,
    /// `Precondition`: whether B2C adds or replaces those of a derived policy is not known; they are added.
    pub preconditions: Vec<&'a ast::Precondition>,
    /// `ClaimsProviderSelection`
    pub selections: Vec<&'a ast::ClaimsProviderSelection>,
    /// `ClaimsExchange`
    pub exchanges: Vec<&'a ast::ClaimsExchange>,
    /// `JourneyList/Candidate/@SubJourneyReferenceId`
    pub sub_journeys: Vec<&'a Text>,
}

impl OrchestrationStep<'_> {
    /// `@Type`, empty without one.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.kind.map_or("", |kind| kind.as_str())
    }
}

/// Lays the files of each chain over one another.
pub fn policy_set<'a>(loaded: &'a Loaded, diagnostics: &mut Diagnostics) -> PolicySet<'a> {
    let mut seen = fresh::Seen::default();
    let mut layers = scope::Layers::default();
    let mut policies = Vec::new();
    for chain in &loaded.chains {
        let files: Vec<&PolicyFile> = chain.iter().filter_map(|file| loaded.files.get(file)).collect();
        layers.add(&files);
        let mut policy = merge::policy(files);
        include::apply(&mut policy.technical_profiles, diagnostics);
        policy.fresh = seen.fresh(&policy);
        policies.push(policy);
    }
    PolicySet { policies, layers: layers.into_vec() }
}
