//! Whether the journeys that a provider takes part in find the accounts of its users.
//!
//! A journey that keeps accounts looks up that of a federated user by what the provider calls the user:
//! `alternativeSecurityId`, or `userIdentities`. One for local accounts only has no such step, and where there is one, each
//! provider has to make what it looks for. Otherwise the provider's users would be asked for at the provider, and then the
//! journey would go on without an account; no reference is broken, so no check says it.

use super::conventions::Conventions;
use super::provider::Provider;
use super::trial::After;
use crate::output::printable;
use claimsmith_compiler::inspect::summary::{DirectoryAccess, Journey, Step, Summary};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What federated accounts are found by, in lower case.
const IDENTITIES: &[&str] = &["alternativesecurityid", "alternativesecurityids", "useridentities"];

/// A journey that finds no account of the provider's users.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// No step looks for one.
    NoLookUp {
        journey: String,
        /// The step that hands the user over to the provider.
        exchange: u32,
        /// A technical profile of the policies that would find the account, which the journey does not call.
        known: Option<String>,
    },
    /// A step looks for one by a claim that nothing makes for this provider.
    NoIdentity {
        journey: String,
        /// The claim type.
        claim: String,
        /// A claims transformation of the policies that makes it.
        known: Option<String>,
    },
}

/// What to tell the user about journeys that find no account of the provider's users; empty when there is none.
///
/// A journey without any account, whose other providers have none either, is meant to be so.
pub(super) fn warnings(provider: &Provider, conventions: &Conventions, after: &After) -> String {
    let gaps: BTreeSet<&Gap> = after.environments.iter().flat_map(|(_, tried)| &tried.gaps).collect();
    let transforms = !conventions.transformations.is_empty();
    gaps.iter().map(|gap| gap.text(provider, transforms)).collect()
}

impl Gap {
    fn text(&self, provider: &Provider, transforms: bool) -> String {
        match self {
            Self::NoLookUp { journey, exchange, known } => {
                no_look_up(journey, *exchange, known.as_deref(), provider, transforms)
            }
            Self::NoIdentity { journey, claim, known } => no_identity(journey, claim, known.as_deref(), provider),
        }
    }
}

fn no_look_up(journey: &str, exchange: u32, known: Option<&str>, provider: &Provider, transforms: bool) -> String {
    let (journey, name) = (printable(journey), printable(&provider.name));
    let mut text = format!(
        "warning: `{journey}` finds no account of users who sign in with {name}: no step of it reads by \
         `alternativeSecurityId`\n"
    );
    let _ = match known {
        Some(known) => writeln!(
            text,
            "help: call `{}` in a step of type `ClaimsExchange` behind step {exchange}",
            printable(known)
        ),
        None => writeln!(
            text,
            "help: add a technical profile such as `AAD-UserReadUsingAlternativeSecurityId-NoError` of the starter \
             pack SocialAndLocalAccounts, and call it in a step of type `ClaimsExchange` behind step {exchange}"
        ),
    };
    text.push_str(
        "help: behind that, for a user without an `objectId`, a step that creates the account: `SelfAsserted-Social` \
         with `AAD-UserWriteUsingAlternativeSecurityId` in the starter packs\n",
    );
    if !transforms {
        let _ = writeln!(
            text,
            "help: give `{}` the `OutputClaimsTransformation` that makes `alternativeSecurityId`: \
             `CreateAlternativeSecurityId` in the starter packs",
            provider.id
        );
    }
    text
}

fn no_identity(journey: &str, claim: &str, known: Option<&str>, provider: &Provider) -> String {
    let (journey, name, claim, id) = (printable(journey), printable(&provider.name), printable(claim), &provider.id);
    let known = match known {
        Some(known) => format!("`{}`", printable(known)),
        None => "such as `CreateAlternativeSecurityId` of the starter packs".to_owned(),
    };
    format!(
        "warning: `{journey}` finds no account of users who sign in with {name}: it reads by `{claim}`, which `{id}` does \
         not put out\n\
         help: give `{id}` the `OutputClaimsTransformation` that makes `{claim}`: {known}\n"
    )
}

/// What keeps the default journey from finding the accounts of the provider's users.
pub(super) fn gap(provider: &Provider, summary: &Summary) -> Option<Gap> {
    let journeys = reached_journeys(summary);
    let is_provider = |id: &str| id.eq_ignore_ascii_case(&provider.id);
    let exchanges = |step: &Step| step.exchanges.iter().any(|exchange| is_provider(&exchange.technical_profile));
    let (journey, step) = journeys.iter().find_map(|journey| {
        let step = journey.steps.iter().find(|step| exchanges(step))?;
        Some((*journey, step))
    })?;
    let called = called_profiles(&journeys, summary);
    let is_called = |access: &&DirectoryAccess| called.contains(&access.technical_profile.to_lowercase());
    let mut accesses = summary.directory.iter().filter(is_called);
    if accesses.clone().any(finds_federated) {
        let claims: BTreeSet<&str> = accesses.flat_map(identities).collect();
        return no_identity_gap(provider, summary, journey, &called, &claims);
    }
    let is_other = |id: &str| {
        let is_it = |other: &str| other.eq_ignore_ascii_case(id);
        !is_provider(id) && summary.providers.iter().any(|known| is_it(&known.technical_profile))
    };
    let has_others = step.exchanges.iter().any(|exchange| is_other(&exchange.technical_profile));
    if has_others && accesses.next().is_none() {
        return None;
    }
    let reads = |access: &&DirectoryAccess| {
        let is_read = access.operation.as_deref().is_some_and(|operation| operation.eq_ignore_ascii_case("Read"));
        is_read && finds_federated(access)
    };
    let known = summary.directory.iter().find(reads).map(|access| access.technical_profile.clone());
    Some(Gap::NoLookUp { journey: journey.id.clone(), exchange: step.order, known })
}

/// A journey that looks for accounts by these claims, none of which the provider puts out or another step makes.
fn no_identity_gap(
    provider: &Provider,
    summary: &Summary,
    journey: &Journey,
    called: &BTreeSet<String>,
    claims: &BTreeSet<&str>,
) -> Option<Gap> {
    let is_wanted = |claim: &str| claims.iter().any(|wanted| wanted.eq_ignore_ascii_case(claim));
    let is_provider = |id: &str| id.eq_ignore_ascii_case(&provider.id);
    let mut of_provider = summary.providers.iter().filter(|it| is_provider(&it.technical_profile));
    if of_provider.any(|it| it.output_claims.iter().any(|claim| is_wanted(&claim.claim_type))) {
        return None;
    }
    let is_other_provider = |id: &str| {
        !is_provider(id) && summary.providers.iter().any(|known| known.technical_profile.eq_ignore_ascii_case(id))
    };
    let makers = summary
        .claims_transformations
        .iter()
        .filter(|it| it.output_claims.iter().any(|claim| is_wanted(&claim.claim_type)));
    let runs = |id: &String| called.contains(&id.to_lowercase()) && !is_other_provider(id);
    if makers.clone().any(|maker| maker.used_by.iter().any(runs)) {
        return None;
    }
    let mut received = summary.rest_calls.iter().filter(|call| runs(&call.technical_profile));
    if received.any(|call| call.claims_received.iter().any(|claim| is_wanted(&claim.claim_type))) {
        return None;
    }
    let known = makers.max_by_key(|maker| maker.used_by.len()).map(|maker| maker.id.clone());
    let claim = claims.first()?;
    Some(Gap::NoIdentity { journey: journey.id.clone(), claim: (*claim).to_owned(), known })
}

/// The claim types by which federated accounts are found.
fn identities(access: &DirectoryAccess) -> impl Iterator<Item = &str> {
    access
        .found_by
        .iter()
        .filter(|claim| is_identity(&claim.partner_claim_type) || is_identity(&claim.claim_type))
        .map(|claim| claim.claim_type.as_str())
}

fn is_identity(name: &str) -> bool {
    IDENTITIES.contains(&name.to_lowercase().as_str())
}

fn finds_federated(access: &DirectoryAccess) -> bool {
    identities(access).next().is_some()
}

/// The default journey and the sub-journeys that are invoked from it.
fn reached_journeys(summary: &Summary) -> Vec<&Journey> {
    let mut reached: Vec<&Journey> = summary.journeys.iter().filter(|journey| journey.is_default).collect();
    let mut at = 0;
    while let Some(journey) = reached.get(at).copied() {
        at += 1;
        for id in journey.steps.iter().flat_map(|step| &step.sub_journeys) {
            let is_it = |it: &&Journey| it.sub_journey_type.is_some() && it.id.eq_ignore_ascii_case(id);
            let is_new = |it: &&Journey| !reached.iter().any(|known| std::ptr::eq(*known, *it));
            if let Some(next) = summary.journeys.iter().find(is_it).filter(is_new) {
                reached.push(next);
            }
        }
    }
    reached
}

/// Ids in lower case of the technical profiles that the steps call, and of those that validate what pages ask for.
fn called_profiles(journeys: &[&Journey], summary: &Summary) -> BTreeSet<String> {
    let steps = journeys.iter().flat_map(|journey| &journey.steps);
    let exchanges = steps.flat_map(|step| &step.exchanges);
    let called: BTreeSet<String> = exchanges.map(|exchange| exchange.technical_profile.to_lowercase()).collect();
    let pages = summary.technical_profiles.iter().filter(|profile| called.contains(&profile.id.to_lowercase()));
    let validations: Vec<String> =
        pages.flat_map(|page| &page.validation_technical_profiles).map(|id| id.to_lowercase()).collect();
    called.into_iter().chain(validations).collect()
}
