//! Whether the journeys that a provider takes part in find the accounts of its users.
//!
//! A journey that keeps accounts looks up that of a federated user by what the provider calls the user:
//! `alternativeSecurityId`, or `userIdentities`. One for local accounts only has no such step. The provider's users would be
//! asked for at the provider, and then the journey would go on without an account; no reference is broken, so no check says it.

use super::conventions::Conventions;
use super::provider::Provider;
use super::trial::After;
use crate::output::printable;
use claimsmith_compiler::inspect::Answer;
use claimsmith_compiler::inspect::summary::{DirectoryAccess, Journey, Step, Summary};
use std::collections::BTreeSet;
use std::fmt::Write;

/// What federated accounts are found by, in lower case.
const IDENTITIES: &[&str] = &["alternativesecurityid", "alternativesecurityids", "useridentities"];

/// A journey without a look-up, and the step that hands the user over to the provider.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Gap {
    journey: String,
    exchange: u32,
    /// A technical profile of the policies that would find the account, which the journey does not call.
    known: Option<String>,
}

/// What to tell the user about journeys that find no account of the provider's users; empty when there is none.
///
/// A journey without any account, whose other providers have none either, is meant to be so.
pub(super) fn warnings(provider: &Provider, conventions: &Conventions, after: &After) -> String {
    let summaries = after.environments.iter().filter_map(|(_, outcome)| match &outcome.answer {
        Some(Answer::Summary(summaries)) => Some(summaries),
        _ => None,
    });
    let gaps: BTreeSet<Gap> = summaries.flatten().filter_map(|summary| gap(provider, summary)).collect();
    let transforms = !conventions.transformations.is_empty();
    gaps.iter().map(|gap| gap.text(provider, transforms)).collect()
}

impl Gap {
    fn text(&self, provider: &Provider, transforms: bool) -> String {
        let (journey, name) = (printable(&self.journey), printable(&provider.name));
        let exchange = self.exchange;
        let mut text = format!(
            "warning: `{journey}` finds no account of users who sign in with {name}: no step of it reads by \
             `alternativeSecurityId`\n"
        );
        let _ = match &self.known {
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
}

fn gap(provider: &Provider, summary: &Summary) -> Option<Gap> {
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
        return None;
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
    Some(Gap { journey: journey.id.clone(), exchange: step.order, known })
}

fn finds_federated(access: &DirectoryAccess) -> bool {
    let is_identity = |name: &str| IDENTITIES.contains(&name.to_lowercase().as_str());
    access.found_by.iter().any(|claim| is_identity(&claim.partner_claim_type) || is_identity(&claim.claim_type))
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
