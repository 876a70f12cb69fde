//! The technical profile of the relying party, and who issues the tokens that it describes.

use super::offered::steps;
use super::{Policy, TechnicalProfile, merge};

/// The step of a journey that issues the token.
const SEND_CLAIMS: &str = "SendClaims";

/// The technical profile of the relying party of the leaf, else of its nearest base, over what it includes: its output
/// claims are those of the application's tokens. `None` when the leaf has no relying party.
pub(crate) fn technical_profile<'a>(policy: &Policy<'a>) -> Option<TechnicalProfile<'a>> {
    policy.leaf()?.relying_party.as_ref()?;
    let parties = policy.chain.iter().rev().filter_map(|file| file.relying_party.as_ref());
    let element = parties.into_iter().find_map(|party| party.technical_profile.as_ref())?;
    let own = merge::single(element, None);
    let included = own.include.and_then(|id| policy.technical_profiles.get(id));
    Some(match included.filter(|included| !policy.includes_without_end(included)) {
        Some(included) => TechnicalProfile { include: own.include, ..merge::laid(own.id, &[included, &own]) },
        None => own,
    })
}

/// The technical profiles that issue a token at the end of the default user journey, as far as they are there.
pub(crate) fn token_issuers<'p, 'a>(policy: &'p Policy<'a>) -> Vec<&'p TechnicalProfile<'a>> {
    let mut parties = policy.chain.iter().rev().filter_map(|file| file.relying_party.as_ref());
    let journey = parties.find_map(|party| party.default_user_journey.as_ref());
    let Some(journey) = journey.and_then(|id| policy.user_journeys.get(id)) else { return Vec::new() };
    let sending = steps(policy, journey).into_iter().filter(|step| step.kind() == SEND_CLAIMS);
    let ids = sending.filter_map(|step| step.issuer.or(journey.default_issuer));
    ids.filter_map(|id| policy.technical_profiles.get(id)).collect()
}
