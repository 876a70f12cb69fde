//! Stage 4: what a leaf policy says once its whole chain is laid over one another.
//!
//! Every value is a reference into the syntax tree of the file it comes from, so its origin is never lost.
//!
//! - `building_blocks`, `technical_profile`, `user_journey`: what a policy holds, merged
//! - `merge`: base under child, element by element
//! - `include`: `IncludeTechnicalProfile`, after the merge
//! - `part`: which technical profiles are only parts of others
//! - `offered`: which technical profiles code is generated for
//! - `relying_party`: the technical profile of the relying party, and who issues its tokens
//! - `yielded`: what its claims transformations give beyond its output claims
//! - `function`: what claims transformations have to be given
//! - `by_id`: items by id
//! - `scope`: what a file may refer to: its own ids and those of its bases
//! - `fresh`: what has not been merged the same way for an earlier leaf, and what rules about that may read

mod building_blocks;
mod by_id;
mod fresh;
pub(crate) mod function;
mod include;
mod merge;
pub(crate) mod offered;
mod part;
pub(crate) mod relying_party;
mod scope;
mod technical_profile;
mod user_journey;
pub(crate) mod yielded;

pub use building_blocks::{ClaimType, ClaimTypes, ContentDefinition, Definition, LocalizedResources};
pub use by_id::ById;
pub use fresh::Fresh;
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
    /// Whether every policy that was named is part of it: else a leaf without a relying party may be the base of another.
    pub is_complete: bool,
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
    pub claim_types: ClaimTypes<'a>,
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
    /// The technical profiles, includes applied. That of the relying party is not among them: `relying_party`.
    pub technical_profiles: ById<TechnicalProfile<'a>>,
    /// The user journeys.
    pub user_journeys: ById<UserJourney<'a>>,
    /// The sub-journeys.
    pub sub_journeys: ById<UserJourney<'a>>,
    /// The relying party of the leaf, else of its nearest base.
    pub relying_party: Option<&'a RelyingParty>,
    new: fresh::New,
}

impl<'a> Policy<'a> {
    /// What no earlier leaf has merged from the same elements: what is wrong with the rest has been found there.
    #[must_use]
    pub fn fresh(&self) -> Fresh<'_, 'a> {
        Fresh::of(self, false)
    }

    /// Every item of the policy as if the leaf were the first.
    #[must_use]
    pub fn as_if_fresh(&self) -> Fresh<'_, 'a> {
        Fresh::of(self, true)
    }

    /// Whether a technical profile is only a part of others: some include it, and nothing runs it.
    pub(crate) fn is_part(&self, profile: &TechnicalProfile<'a>) -> bool {
        self.new.included.is_part(profile)
    }

    /// The nearest technical profile that this one includes, however far down, and that runs itself: what both lack is said
    /// there.
    pub(crate) fn included_and_run(&self, profile: &TechnicalProfile<'a>) -> Option<&TechnicalProfile<'a>> {
        self.new.included.nearest_run(profile, self)
    }

    /// Whether the includes of a technical profile lead into a cycle, or further than they are followed: nothing that is
    /// included was laid under it then, which has been reported.
    pub(crate) fn includes_without_end(&self, profile: &TechnicalProfile<'a>) -> bool {
        include::is_endless(profile, &self.technical_profiles)
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
        policy.new = seen.fresh(&policy);
        policies.push(policy);
    }
    PolicySet { policies, layers: layers.into_vec(), is_complete: loaded.is_complete }
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
