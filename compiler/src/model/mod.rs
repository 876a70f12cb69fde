//! Stage 4: what a leaf policy says once its whole chain is laid over one another.
//!
//! Every value is a reference into the syntax tree of the file it comes from, so its origin is never lost.
//!
//! - `building_blocks`, `technical_profile`, `user_journey`: what a policy holds, merged
//! - `merge`: base under child, element by element
//! - `include`: `IncludeTechnicalProfile`, after the merge
//! - `offered`: which technical profiles code is generated for
//! - `yielded`: what its claims transformations give beyond its output claims
//! - `function`: what claims transformations have to be given
//! - `by_id`: items by id
//! - `scope`: what a file may refer to: its own ids and those of its bases
//! - `fresh`: what has not been merged the same way for an earlier leaf

mod building_blocks;
mod by_id;
mod fresh;
pub(crate) mod function;
mod include;
mod merge;
pub(crate) mod offered;
mod scope;
mod technical_profile;
mod user_journey;
pub(crate) mod yielded;

pub use building_blocks::{ClaimType, ContentDefinition, Definition, LocalizedResources};
pub use by_id::ById;
pub use scope::{IdSpace, Layer, Scope};
pub use technical_profile::{ClaimReference, TechnicalProfile};
pub use user_journey::{OrchestrationStep, UserJourney};

use crate::ast::{self, PolicyFile, RelyingParty, Text};
use crate::diagnostic::Diagnostics;
use crate::load::Loaded;
use crate::parallel;
use crate::source::FileId;
pub(crate) use by_id::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
pub(crate) use technical_profile::{IDENTITY, SUBJECT};

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
#[derive(Debug, Default)]
pub struct Policy<'a> {
    /// The files, root base first, the leaf last.
    pub chain: Vec<&'a PolicyFile>,
    /// Name of the environment that the policy is compiled for, if there is one.
    pub environment: Option<&'a str>,
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
    /// The partner claim type of a reference to this claim type that gives none: the claim type's default for the
    /// protocol, else its id as it is declared, else as it is named.
    pub(crate) fn default_partner_claim_type(&self, claim_type: &'a Text, protocol: Option<&str>) -> &'a Text {
        let declared = self.claim_types.get(claim_type);
        let by_protocol =
            declared.zip(protocol).and_then(|(it, protocol)| it.default_partner_claim_types.get(protocol));
        by_protocol.copied().unwrap_or_else(|| declared.map_or(claim_type, |it| it.id))
    }

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

/// Lays the files of each chain over one another. What one file alone declares is made once, however many chains it is in.
pub fn policy_set<'a>(loaded: &'a Loaded, diagnostics: &mut Diagnostics) -> PolicySet<'a> {
    let ids: BTreeSet<FileId> = loaded.chains.iter().flatten().copied().collect();
    let files: Vec<&PolicyFile> = ids.iter().filter_map(|file| loaded.files.get(file)).collect();
    let files: Files<'a> =
        parallel::map(&files, |file| (file.file, Alone { policy: merge::file(file), ids: scope::declared(file) }))
            .into_iter()
            .collect();
    let mut seen = fresh::Seen::default();
    let mut layers = scope::Layers::default();
    let mut policies = Vec::new();
    for (mut policy, findings) in parallel::map(&loaded.chains, |chain| laid_over(chain, &files, loaded)) {
        diagnostics.append(findings);
        layers.add(&policy.chain, &files);
        policy.fresh = seen.fresh(&policy);
        policies.push(policy);
    }
    PolicySet { policies, layers: layers.into_vec() }
}

/// The files of all chains.
type Files<'a> = BTreeMap<FileId, Alone<'a>>;

/// A file without its bases.
struct Alone<'a> {
    policy: Policy<'a>,
    ids: Arc<scope::Declared<'a>>,
}

fn laid_over<'a>(chain: &[FileId], files: &Files<'a>, loaded: &'a Loaded) -> (Policy<'a>, Diagnostics) {
    let mut findings = Diagnostics::default();
    let chain: Vec<&Policy<'a>> = chain.iter().filter_map(|file| files.get(file)).map(|file| &file.policy).collect();
    let mut policy = merge::policy(&chain);
    policy.environment = loaded.environment.as_deref();
    include::apply(&mut policy.technical_profiles, &mut findings);
    (policy, findings)
}
