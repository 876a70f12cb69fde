//! What a policy asks of the values of claims, and how it shows them: the methods of the claims struct and their answers.

use super::change::{Change, Kind, Level};
use super::compare::matched;
use crate::ir::ClaimField;
use crate::naming;
use claimsmith_profile::Profile;
use claimsmith_profile::transformation::{ClaimValidation, Mask};
use std::collections::BTreeSet;

/// What is asked of one claim, and how it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRules {
    /// Id of the claim type.
    pub claim: String,
    /// Name of the field.
    field: String,
    /// `Restriction` and predicates, without the place of the claim.
    validation: Option<ClaimValidation>,
    /// `Mask`
    mask: Option<Mask>,
}

/// The rules of a client or function, in the order of its claims.
pub(super) fn rules(profile: &Profile, claims: &[ClaimField]) -> Vec<ClaimRules> {
    let rules = claims.iter().map(|field| {
        let is_here = |place: u16| usize::from(place) == field.index;
        let validation = profile.validations.iter().find(|it| is_here(it.claim));
        let mask = profile.masks.iter().find(|(place, _)| is_here(*place));
        ClaimRules {
            claim: field.claim.clone(),
            field: field.name.clone(),
            validation: validation.map(|it| ClaimValidation { claim: 0, ..it.clone() }),
            mask: mask.map(|(_, mask)| mask.clone()),
        }
    });
    rules.collect()
}

/// The methods of the claims struct.
pub(super) fn methods(profile: &Profile, claims: &[ClaimField]) -> BTreeSet<String> {
    let field = |place: u16| claims.iter().find(|field| usize::from(place) == field.index);
    let masked = profile.masks.iter().filter_map(|(place, _)| field(*place));
    let validates = profile.validations.iter().any(|it| field(it.claim).is_some());
    let validate = validates.then_some(["validate", "validate_at"]).into_iter().flatten().map(str::to_owned);
    validate.chain(masked.map(|field| naming::masked_method(&field.name))).collect()
}

/// What differs between the rules of two clients, of the claims that both have.
pub(super) fn compare(old: &[ClaimRules], new: &[ClaimRules], claims_struct: &str) -> Vec<Change> {
    let (pairs, _, _) = matched(old, new, |a, b| a.claim.eq_ignore_ascii_case(&b.claim));
    let differing = pairs.into_iter().filter_map(|(old, new)| {
        let what = match (old.validation == new.validation, old.mask == new.mask) {
            (true, true) => return None,
            (false, _) => "asks something else of",
            (true, false) => "has another mask for",
        };
        let message = format!("the policy {what} the claim `{}`", new.claim);
        let advice = "nothing in code; values that users entered before may be judged or shown otherwise";
        let item = format!("{claims_struct}::{}", new.field);
        Some(Change::new(Kind::Validation, Level::Patch, item, message).advice(advice))
    });
    differing.collect()
}
