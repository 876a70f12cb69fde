//! What people take stock of who leave Azure AD B2C: everything a leaf policy says, without its secrets, and how much of it
//! Claimsmith runs.
//!
//! - `support`: whether Claimsmith runs something, by role, method and kind: the one table
//! - `context`: what all of these read
//!
//! the parts of it
//! - `application`: the relying party and its token contract
//! - `provider`: providers, subjects, and what is registered with them
//! - `claim`: claim types, and where they are used
//! - `policy_key`, `endpoint`: what a policy depends on outside of itself
//! - `journey`: user journeys and their steps
//! - `technical_profile`: technical profiles and claims transformations, REST calls, the directory, second factors
//! - `page`: pages and languages
//! - `feature`: what Entra External ID has no counterpart for

mod application;
mod claim;
mod context;
mod endpoint;
mod feature;
mod journey;
mod page;
mod policy_key;
mod provider;
mod support;
mod technical_profile;

pub use application::{Application, JourneyEndpoint, TokenClaim, TokenIssuer};
pub use claim::{Claim, ClaimUse};
pub use endpoint::Endpoint;
pub use feature::Feature;
pub use journey::{Exchange, Journey, Selection, Step};
pub use page::{Localization, Page};
pub use policy_key::{KeyUse, PolicyKey};
pub use provider::{Provider, ProviderEndpoint, RedirectUri, Registration, SubjectMapping};
pub use support::Support;
pub use technical_profile::{
    DirectoryAccess, MappedClaim, RestCall, SecondFactor, TechnicalProfile, Transformation, TransformationClaim,
};

use crate::diagnostic::Diagnostics;
use crate::json::record::{document, record};
use crate::lower::Judge;
use crate::model::{Policy, PolicySet};
use crate::source::SourceMap;
use context::Context;

/// Version of the form of a [`Summary`]: it rises when a member vanishes or changes its meaning.
pub const SCHEMA_VERSION: u32 = 1;

record! {
    /// What one leaf policy holds with everything that it inherits.
    pub struct Summary {
        /// Version of this form; it rises when a member vanishes or changes its meaning. New members may come at any time.
        pub schema_version: u32,
        /// The environments this holds in; none when it is the same in all, or when there are none.
        pub environments: Vec<String>,
        /// `PolicyId`, empty without one.
        pub policy_id: String,
        /// `TenantId`, empty without one.
        pub tenant_id: String,
        /// The files, root base first, the leaf last.
        pub files: Vec<String>,
        /// `DefaultUserJourney` of the relying party.
        pub user_journey: Option<String>,
        /// The applications that use the policy: its relying parties.
        pub applications: Vec<Application>,
        /// The providers whose users can sign in, those the default user journey offers first.
        pub providers: Vec<Provider>,
        /// What is registered with those providers: the client ids and redirect URIs to keep.
        pub registrations: Vec<Registration>,
        /// The user journeys, then the sub-journeys.
        pub journeys: Vec<Journey>,
        /// The technical profiles, in the order of their declaration.
        pub technical_profiles: Vec<TechnicalProfile>,
        /// The claims transformations, in the order of their declaration.
        pub claims_transformations: Vec<Transformation>,
        /// The claim types, in the order of their declaration.
        pub claims: Vec<Claim>,
        /// The policy keys by storage reference; never their values, which no policy holds.
        pub keys: Vec<PolicyKey>,
        /// The calls of REST APIs.
        pub rest_calls: Vec<RestCall>,
        /// What is read from the directory and written to it.
        pub directory: Vec<DirectoryAccess>,
        /// What checks the user beyond the first factor.
        pub second_factors: Vec<SecondFactor>,
        /// The pages.
        pub pages: Vec<Page>,
        /// The languages of the pages.
        pub localization: Localization,
        /// Every URL that the policy depends on, sorted.
        pub endpoints: Vec<Endpoint>,
        /// What Microsoft Entra External ID has no counterpart for, and whether the policy uses it.
        pub features: Vec<Feature>,
    }
}

/// The JSON schema (draft 7) of a [`Summary`], on many lines.
#[must_use]
pub fn schema() -> String {
    document::<Summary>("What `claimsmith inspect summary --format json` prints on each line")
}

/// How far Claimsmith goes with a method of claims transformations, however it is spelled.
#[must_use]
pub fn support_of_method(method: &str) -> Support {
    support::of_method(method).support
}

/// The summary of every leaf.
pub(super) fn summaries(set: &PolicySet<'_>, sources: &SourceMap, diagnostics: &Diagnostics) -> Vec<Summary> {
    let judge = Judge::new(set, sources, diagnostics);
    set.policies.iter().map(|policy| summary(&Context::new(policy, sources, &judge.of(policy)))).collect()
}

fn summary(context: &Context<'_, '_>) -> Summary {
    let policy: &Policy<'_> = context.policy;
    let applications = application::applications(context);
    let pages = page::pages(policy);
    let providers = provider::providers(context);
    Summary {
        schema_version: SCHEMA_VERSION,
        environments: Vec::new(),
        policy_id: policy.policy_id().to_owned(),
        tenant_id: policy.tenant_id().to_owned(),
        files: policy.chain.iter().map(|file| context.sources.get(file.file).path().to_owned()).collect(),
        user_journey: context.default_journey().map(str::to_owned),
        features: feature::features(context, &applications, &pages),
        registrations: provider::registrations(context),
        journeys: journey::journeys(context),
        technical_profiles: technical_profile::technical_profiles(context),
        claims_transformations: technical_profile::transformations(context),
        claims: claim::claims(context),
        keys: policy_key::keys(context),
        rest_calls: technical_profile::rest_calls(context),
        directory: technical_profile::directory(context),
        second_factors: technical_profile::second_factors(context),
        localization: page::localization(policy),
        endpoints: endpoint::endpoints(context),
        applications,
        providers,
        pages,
    }
}
