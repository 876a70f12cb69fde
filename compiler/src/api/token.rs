//! The token contract: what an application finds in the tokens of a policy, and what differs between two of it.
//!
//! Claims belong together by their name in the token, which is what applications and issuers share: the claim type behind it
//! is the policy's own business, except for the subject, by which applications know their users.

use super::attributes;
use super::change::{Change, Kind, Level};
use super::claims;
use super::compare::matched;
use super::derives::CommonDerives;
use super::surface::{self, Field, Policy};
use crate::attribute::Attribute;
use crate::ir::{self, Place};
use std::collections::BTreeMap;

/// The claims of the tokens that an application gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenContract {
    /// Id of the technical profile of the relying party.
    pub id: String,
    /// Name of the struct.
    pub name: String,
    /// Where the technical profile is declared.
    pub place: Place,
    /// The claims, in the order of their fields.
    pub claims: Vec<TokenClaim>,
    /// The claim type whose value is the subject; `None` when no claim is.
    pub subject: Option<String>,
    /// What the metadata of the token issuer says of the claims that it adds itself, by key.
    pub issuer: BTreeMap<&'static str, String>,
    /// Attributes that the caller gave the struct.
    pub attributes: Vec<Attribute>,
}

/// A claim of the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenClaim {
    /// Its name in the token.
    pub name: String,
    /// Id of the claim type that it holds.
    pub claim: String,
    /// The data type.
    pub data_type: &'static str,
    /// `DefaultValue`, and whether it takes the place of any other value.
    pub default: Option<(String, bool)>,
    /// Whether `Debug` leaves its value out.
    pub is_hidden: bool,
    /// The field.
    pub field: Field,
    /// Attributes that the caller gave the field.
    pub attributes: Vec<Attribute>,
}

pub(super) fn contract(contract: &ir::TokenContract) -> TokenContract {
    let outputs = contract.profile.outputs.iter().zip(&contract.claims).zip(&contract.defaults);
    let claims: Vec<TokenClaim> = outputs
        .enumerate()
        .map(|(index, ((output, field), default))| TokenClaim {
            name: output.claim.to_string(),
            claim: field.claim.clone(),
            data_type: output.data_type.name(),
            default: default.as_ref().map(|default| (default.value.clone(), default.is_always)),
            is_hidden: contract.hidden.contains(&index),
            field: surface::field(field),
            attributes: field.attributes.clone(),
        })
        .collect();
    let is_subject = |claim: &&TokenClaim| {
        let names = [&claim.name, &claim.claim];
        contract.subject.as_ref().is_some_and(|subject| names.iter().any(|name| name.eq_ignore_ascii_case(subject)))
    };
    TokenContract {
        id: contract.profile.id.to_string(),
        name: contract.name.clone(),
        place: contract.place.clone(),
        subject: claims.iter().find(is_subject).map(|claim| claim.claim.clone()),
        claims,
        issuer: contract.issuer.iter().cloned().collect(),
        attributes: contract.attributes.clone(),
    }
}

/// What differs between the contracts of two policies.
pub(super) fn changes(old: &Policy, new: &Policy, derives: &CommonDerives<'_>) -> Vec<Change> {
    match (&old.token, &new.token) {
        (Some(old), Some(contract)) => compare(old, contract, derives),
        (Some(contract), None) => vec![of(contract, removed(contract, new))],
        (None, Some(contract)) => vec![of(contract, added(contract))],
        (None, None) => Vec::new(),
    }
}

fn of(contract: &TokenContract, change: Change) -> Change {
    Change { profile: Some(contract.id.clone()), ..change }
}

fn removed(contract: &TokenContract, new: &Policy) -> Change {
    let TokenContract { id, name, .. } = contract;
    let reason = match new.omitted.get(&id.to_ascii_lowercase()) {
        Some(reason) => format!("the technical profile `{id}` {reason}"),
        None => "the policy has no relying party any more".to_owned(),
    };
    Change::new(Kind::TokenRemoved, Level::Breaking, name.clone(), format!("`{name}` is gone: {reason}"))
        .advice("remove what reads tokens of the policy, or let it issue them again")
        .values(Some(id), None)
        .places(Some(&contract.place), None)
}

fn added(contract: &TokenContract) -> Change {
    let TokenContract { id, name, .. } = contract;
    let message = format!("there is `{name}`, the claims of the tokens that the policy issues");
    Change::new(Kind::TokenAdded, Level::Minor, name.clone(), message)
        .advice("nothing; it is there to be used")
        .values(None, Some(id))
        .places(None, Some(&contract.place))
}

fn compare(old: &TokenContract, new: &TokenContract, derives: &CommonDerives<'_>) -> Vec<Change> {
    let mut changes = named(old, new);
    changes.extend(derives.changes_of(&old.attributes, &new.attributes, &new.name));
    changes.extend(attributes::compare(&old.attributes, &new.attributes, &new.name));
    changes.extend(all_claims(old, new));
    changes.extend(subject(old, new));
    changes.extend(issuer(old, new));
    let placed = |change: Change| {
        if change.place().is_some() { change } else { change.places(Some(&old.place), Some(&new.place)) }
    };
    changes.into_iter().map(|change| placed(of(new, change))).collect()
}

fn named(old: &TokenContract, new: &TokenContract) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.name != new.name {
        let message = format!("`{}` is called `{}`", old.name, new.name);
        let stem = old.name.strip_suffix("Claims").unwrap_or(&old.name);
        changes.push(
            Change::new(Kind::TokenName, Level::Breaking, new.name.clone(), message)
                .advice(format!("use the new name, or keep the old one: rename `{}` to `{stem}`", new.id))
                .values(Some(&old.name), Some(&new.name)),
        );
    }
    if old.id != new.id {
        let message = format!("the documentation of `{}` names its technical profile otherwise", new.name);
        changes.push(
            Change::new(Kind::Documentation, Level::Patch, new.name.clone(), message)
                .advice("nothing")
                .values(Some(&old.id), Some(&new.id)),
        );
    }
    changes
}

fn all_claims(old: &TokenContract, new: &TokenContract) -> Vec<Change> {
    let owner = &new.name;
    let (pairs, gone, more) = matched(&old.claims, &new.claims, |a: &TokenClaim, b: &TokenClaim| a.name == b.name);
    let mut changes: Vec<Change> = gone.into_iter().map(|claim| removed_claim(claim, owner)).collect();
    changes.extend(more.into_iter().map(|claim| added_claim(claim, owner)));
    for (before, after) in pairs {
        changes.extend(claim(before, after, owner));
    }
    let order = |contract: &TokenContract| contract.claims.iter().map(|it| it.name.clone()).collect();
    changes.extend(claims::order(order(old), order(new), owner));
    changes
}

fn removed_claim(claim: &TokenClaim, owner: &str) -> Change {
    let item = format!("{owner}::{}", claim.field.name);
    let message = format!("`{item}` is gone: tokens have no claim `{}` any more", claim.name);
    Change::new(Kind::ClaimRemoved, Level::Breaking, item, message)
        .advice("remove what reads it before the policy is uploaded, or keep the output claim")
        .values(Some(&claim.field.full_type()), None)
}

fn added_claim(claim: &TokenClaim, owner: &str) -> Change {
    let item = format!("{owner}::{}", claim.field.name);
    let message = format!("there is `{item}`, `{}`: tokens have the claim `{}`", claim.field.full_type(), claim.name);
    let (level, advice) = if claim.field.is_optional {
        (
            Level::Minor,
            "nothing; only code that writes out a whole struct, or takes it apart without `..`, has to name it",
        )
    } else {
        (Level::Breaking, UPLOAD_FIRST)
    };
    Change::new(Kind::ClaimAdded, level, item, message).advice(advice).values(None, Some(&claim.field.full_type()))
}

const UPLOAD_FIRST: &str = "upload the policy first, and wait until the tokens that were issued before have expired: without \
                            the claim they can no longer be read";

fn claim(before: &TokenClaim, after: &TokenClaim, owner: &str) -> Vec<Change> {
    let item = format!("{owner}::{}", after.field.name);
    let mut changes = claims::field(&before.field, &after.field, owner);
    changes.extend(claim_type(before, after, &item));
    changes.extend(attributes::compare(&before.attributes, &after.attributes, &item));
    let patch = |kind, message: String| Change::new(kind, Level::Patch, item.clone(), message);
    if before.claim != after.claim {
        let message = format!("`{item}` holds the claim `{}` instead of `{}`", after.claim, before.claim);
        changes.push(
            patch(Kind::ClaimSource, message)
                .advice("nothing in code; see that it means the same to the application")
                .values(Some(&before.claim), Some(&after.claim)),
        );
    }
    if before.default != after.default {
        let written = |claim: &TokenClaim| {
            let always = |is_always: bool| if is_always { "always " } else { "" };
            claim.default.as_ref().map(|(value, is_always)| format!("{}`{value}`", always(*is_always)))
        };
        let (old, new) = (written(before), written(after));
        let shown = |default: &Option<String>| default.clone().unwrap_or_else(|| "nothing".to_owned());
        let message = format!("the default of `{item}` is {} instead of {}", shown(&new), shown(&old));
        changes.push(
            patch(Kind::ClaimDefault, message)
                .advice("change what compares its value with the old default")
                .values(old.as_deref(), new.as_deref()),
        );
    }
    if before.is_hidden != after.is_hidden {
        let says = if after.is_hidden { "does not show" } else { "shows" };
        changes.push(
            patch(Kind::Validation, format!("`Debug` {says} the value of `{item}`"))
                .advice("nothing; whether it may hold a token of a provider depends on the technical profiles"),
        );
    }
    // What the claim type does not decide stands at the contract.
    let fields = [Some(&before.field), Some(&after.field)];
    changes.into_iter().map(|change| claims::placed(change, fields, |_| [None, None])).collect()
}

/// What changed about its type.
fn claim_type(before: &TokenClaim, after: &TokenClaim, item: &str) -> Vec<Change> {
    let of_type = "change what reads it, and see that the new type takes what tokens hold that were issued before";
    let advice = claims::TypeAdvice { of_type, of_certainty: UPLOAD_FIRST };
    claims::types((&before.field, before.data_type), (&after.field, after.data_type), item, &advice)
}

/// Applications find their users by the subject.
fn subject(old: &TokenContract, new: &TokenContract) -> Option<Change> {
    let shown =
        |subject: &Option<String>| subject.as_ref().map_or_else(|| "no claim".to_owned(), |id| format!("`{id}`"));
    (old.subject != new.subject).then(|| {
        let message = format!("the subject of tokens is {} instead of {}", shown(&new.subject), shown(&old.subject));
        Change::new(Kind::Subject, Level::Breaking, new.name.clone(), message)
            .advice("accounts are not found any more where the application finds them by `sub`: move them, or keep the claim")
            .values(old.subject.as_deref(), new.subject.as_deref())
    })
}

/// The forms of `iss` and `acr` are the issuer's, and applications compare both.
fn issuer(old: &TokenContract, new: &TokenContract) -> Vec<Change> {
    let keys: Vec<&'static str> = old.issuer.keys().chain(new.issuer.keys()).copied().collect();
    let mut changes: Vec<Change> = Vec::new();
    for key in keys {
        let (was, is) = (old.issuer.get(key), new.issuer.get(key));
        if was == is || changes.iter().any(|change| change.item == key) {
            continue;
        }
        let shown = |value: Option<&String>| value.map_or_else(|| "nothing".to_owned(), |text| format!("`{text}`"));
        let message = format!("`{key}` of the token issuer is {} instead of {}", shown(is), shown(was));
        changes.push(
            Change::new(Kind::TokenIssuer, Level::Breaking, key, message)
                .advice("change which `iss` and `acr` the application accepts before the policy is uploaded")
                .values(was.map(String::as_str), is.map(String::as_str)),
        );
    }
    changes
}
