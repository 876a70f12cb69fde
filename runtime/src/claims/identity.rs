//! Who signed in: the key of the account, and the e-mail address that is none.

use super::place::{place, yielded};
use super::source::Origin;
use super::{ClaimValue, Slot};
use crate::email::{Email, Verified};
use crate::error::SignInError;
use crate::subject::SubjectKey;
use claimsmith_profile::{DataType, Profile, Subject, SubjectIssuer};

/// The key of the account. An id that is missing, is the same for every user, may be written in several ways, or is
/// neither a text nor an integer identifies nobody: the sign-in fails.
pub(crate) fn subject(profile: &Profile, slots: &[Slot]) -> Result<Option<SubjectKey>, SignInError> {
    let Some(subject) = &profile.subject else { return Ok(None) };
    let id = identifier(profile, slots, subject.claim, false)?;
    let issuer = issuer(profile, slots, subject)?;
    Ok(Some(SubjectKey { issuer, id }))
}

fn issuer(profile: &Profile, slots: &[Slot], subject: &Subject) -> Result<String, SignInError> {
    match &subject.issuer {
        SubjectIssuer::Constant(text) if text.is_empty() => Ok(profile.id.to_string()),
        SubjectIssuer::Constant(text) => Ok(text.to_string()),
        SubjectIssuer::Output(index) => identifier(profile, slots, *index, true),
    }
}

fn identifier(profile: &Profile, slots: &[Slot], index: u16, may_be_default: bool) -> Result<String, SignInError> {
    let index = usize::from(index);
    let claim = || place(profile, index).map_or_else(String::new, |place| place.claim.to_owned());
    let missing = || SignInError::MissingClaim { claim: claim() };
    let unfit = |found| SignInError::ClaimType { claim: claim(), expected: DataType::String, found };
    let is_default = |slot: &&Slot| slot.origin == Some(Origin::Default);
    let slot = slots.get(index).filter(|slot| may_be_default || !is_default(slot)).ok_or_else(missing)?;
    if let Some(found) = slot.unfit {
        return Err(unfit(found));
    }
    match slot.value.as_ref().ok_or_else(missing)? {
        ClaimValue::String(text) => Ok(text.clone()),
        ClaimValue::Int(value) => Ok(value.to_string()),
        ClaimValue::Long(value) => Ok(value.to_string()),
        other => Err(unfit(other.kind())),
    }
}

/// Ids of the claim that holds the address, and of those that say whether it is verified.
const ADDRESS: &str = "email";
const VERIFICATIONS: [&str; 2] = ["email_verified", "emailVerified"];

/// The address of the claim `email` that the sign-in yields, verified as its claim `email_verified` or `emailVerified` says.
///
/// Only the provider's word counts, not the policy's defaults and not what a claim resolver gives; and only when it stands
/// in the same answer as the address, because it may be about another address otherwise. What the browser brought may be
/// an address, but nothing verifies it; nor one that a claims transformation did not only copy or change in case.
pub(crate) fn email(profile: &Profile, slots: &[Slot]) -> Option<Email> {
    let claim = |id: &str| {
        let places = yielded(profile).filter(|place| place.claim.eq_ignore_ascii_case(id));
        let mut claims = places.filter_map(|place| slots.get(place.index));
        claims.find_map(|slot| Some((slot.origin?, slot.value.as_ref()?, slot.is_made)))
    };
    let (origin, ClaimValue::String(address), is_made) = claim(ADDRESS)? else { return None };
    if matches!(origin, Origin::Default | Origin::Resolver) {
        return None;
    }
    let is_about_it = |by: Origin, is_own: bool| by == origin && by.is_provider() && is_own && !is_made;
    let said = VERIFICATIONS.into_iter().filter_map(claim).find(|(by, _, is_made)| is_about_it(*by, !is_made));
    let verified = match said {
        Some((_, ClaimValue::Boolean(true), _)) => Verified::Yes,
        Some((_, ClaimValue::Boolean(false), _)) => Verified::No,
        Some((_, ClaimValue::String(text), _)) if text.eq_ignore_ascii_case("true") => Verified::Yes,
        Some((_, ClaimValue::String(text), _)) if text.eq_ignore_ascii_case("false") => Verified::No,
        _ => Verified::Unknown,
    };
    Email::new(address.clone(), verified)
}
