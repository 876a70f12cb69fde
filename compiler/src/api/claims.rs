//! The fields of claims, inputs and configuration.

use super::attributes;
use super::change::{Change, Kind, Level};
use super::compare::matched;
use super::places::{OfClaims, Part, at, of_claim};
use super::surface::{Claim, Client, Field, Input};
use crate::ir::Place;
use std::collections::BTreeSet;

/// What differs between the claims and inputs of two clients.
pub(super) fn compare(old: &Client, new: &Client) -> Vec<Change> {
    let outputs = (&old.places.outputs, &new.places.outputs);
    let mut changes = claims((&old.claims, &new.claims), outputs, &format!("{}Claims", new.name));
    changes.extend(inputs(old, new));
    changes
}

/// What differs between two claims structs, of which the new one has this name; `places` are those of the output claims.
pub(super) fn claims((old, new): (&[Claim], &[Claim]), places: (&OfClaims, &OfClaims), owner: &str) -> Vec<Change> {
    let (pairs, removed, added) = matched(old, new, |a: &Claim, b: &Claim| a.claim.eq_ignore_ascii_case(&b.claim));
    let mut changes = Vec::new();
    for claim in removed {
        let message = format!("`{owner}::{}` is gone: `{}` is no output claim any more", claim.field.name, claim.claim);
        changes.push(
            Change::new(Kind::ClaimRemoved, Level::Breaking, format!("{owner}::{}", claim.field.name), message)
                .advice("remove what reads it; stored claims that have it can still be read")
                .values(Some(&claim.field.full_type()), None)
                .places(of_claim(&claim.claim, Part::Element, places.0), None),
        );
    }
    for claim in added {
        let place = of_claim(&claim.claim, Part::Element, places.1);
        changes.push(added_claim(claim, owner).places(None, place));
    }
    for (before, after) in pairs {
        let listed = |part| [of_claim(&before.claim, part, places.0), of_claim(&after.claim, part, places.1)];
        let found = claim(before, after, owner).into_iter();
        changes.extend(found.map(|change| placed(change, [Some(&before.field), Some(&after.field)], listed)));
    }
    let order = |claims: &[Claim]| claims.iter().map(|it| it.claim.to_ascii_lowercase()).collect();
    changes.extend(self::order(order(old), order(new), owner));
    changes
}

fn added_claim(claim: &Claim, owner: &str) -> Change {
    let Field { name, is_optional, .. } = &claim.field;
    let stored = if *is_optional { "" } else { "; claims stored without it can no longer be read" };
    let level = if *is_optional { Level::Minor } else { Level::Breaking };
    let message = format!("there is `{owner}::{name}`, `{}`{stored}", claim.field.full_type());
    let advice = if *is_optional {
        "nothing; only code that writes out a whole struct, or takes it apart without `..`, has to name it".to_owned()
    } else {
        format!("sign users in again whose stored claims lack `{}`; where they are not stored, nothing", claim.claim)
    };
    Change::new(Kind::ClaimAdded, level, format!("{owner}::{name}"), message)
        .advice(advice)
        .values(None, Some(&claim.field.full_type()))
}

fn claim(before: &Claim, after: &Claim, owner: &str) -> Vec<Change> {
    let item = format!("{owner}::{}", after.field.name);
    let mut changes = field(&before.field, &after.field, owner);
    changes.extend(claim_type(before, after, &item));
    changes.extend(attributes::compare(&before.attributes, &after.attributes, &item));
    if before.claim != after.claim {
        let message = format!("`{item}` is stored as `{}` instead of `{}`", after.claim, before.claim);
        changes.push(
            Change::new(Kind::SerializedName, Level::Breaking, item.clone(), message)
                .advice("stored claims lose it: sign the users in again, or keep the spelling of the claim type")
                .values(Some(&before.claim), Some(&after.claim)),
        );
    }
    if before.exact_source != after.exact_source {
        let message = format!("`{item}` is read from `{}` instead of `{}`", after.source, before.source);
        changes.push(
            Change::new(Kind::ClaimSource, Level::Patch, item.clone(), message)
                .advice("nothing in code; see that the provider gives the same there")
                .values(Some(&before.source), Some(&after.source)),
        );
    }
    changes.extend(default(before, after, &item));
    if before.is_required != after.is_required && before.field.full_type() == after.field.full_type() {
        let says = if after.is_required { "is required" } else { "is no longer required" };
        changes.push(
            Change::new(Kind::ClaimRequired, Level::Patch, item.clone(), format!("`{item}` {says}"))
                .advice("nothing: it has a default"),
        );
    }
    changes
}

/// What the claim type decides is shown there; everything else where the profile lists the claim.
pub(super) fn placed<'p>(
    change: Change,
    fields: [Option<&'p Field>; 2],
    listed: impl Fn(Part) -> [Option<&'p Place>; 2],
) -> Change {
    let [old, new] = match change.kind {
        Kind::ClaimType | Kind::InputType | Kind::SerializedName | Kind::Documentation => {
            fields.map(|field| field.map(|field| &field.place))
        }
        Kind::ClaimSource | Kind::InputSent => listed(Part::PartnerClaimType),
        Kind::ClaimDefault => listed(Part::DefaultValue),
        Kind::ClaimOptional | Kind::ClaimRequired | Kind::InputOptional | Kind::InputRequired => listed(Part::Required),
        _ => listed(Part::Element),
    };
    at(change, old, new)
}

/// What changed about its type.
fn claim_type(before: &Claim, after: &Claim, item: &str) -> Vec<Change> {
    // The data type decides what is stored; of a type that the caller gave nobody knows what it takes.
    let of_type = if before.data_type == after.data_type {
        "change what reads it, and see that the new type takes the values in stored claims"
    } else {
        "change what reads it; stored claims with a value of the old type can no longer be read"
    };
    let of_certainty = if after.default.is_some() {
        "stored claims without it can no longer be read"
    } else {
        "a sign-in fails when the provider gives none, and stored claims without it can no longer be read"
    };
    let advice = TypeAdvice { of_type, of_certainty };
    types((&before.field, before.data_type), (&after.field, after.data_type), item, &advice)
}

/// What to do about a type that changed: it depends on where values of the old one are kept.
pub(super) struct TypeAdvice<'a> {
    /// About another Rust type.
    pub(super) of_type: &'a str,
    /// About a claim that always has a value from now on.
    pub(super) of_certainty: &'a str,
}

/// The Rust type, the data type, and whether there is an `Option` around it, of a field and the data type of its claim.
pub(super) fn types(
    (before, old_data): (&Field, &str),
    (after, new_data): (&Field, &str),
    item: &str,
    advice: &TypeAdvice<'_>,
) -> Vec<Change> {
    let (old, new) = (before.full_type(), after.full_type());
    let change = |kind, level, message: String| Change::new(kind, level, item, message).values(Some(&old), Some(&new));
    let mut changes = Vec::new();
    if before.rust_type != after.rust_type {
        let message = format!("`{item}` is `{new}` instead of `{old}`");
        changes.push(change(Kind::ClaimType, Level::Breaking, message).advice(advice.of_type));
    } else if old_data != new_data {
        let message = format!("the data type of `{item}` is `{new_data}` instead of `{old_data}`");
        changes.push(
            Change::new(Kind::ClaimType, Level::Patch, item, message)
                .advice("nothing in code; the value may be written differently")
                .values(Some(old_data), Some(new_data)),
        );
    }
    match (before.is_optional, after.is_optional) {
        (false, true) => {
            let message = format!("`{item}` may have no value: it is `{new}` instead of `{old}`");
            changes.push(change(Kind::ClaimOptional, Level::Breaking, message).advice("handle `None`"));
        }
        (true, false) => {
            let message = format!("`{item}` always has a value: it is `{new}` instead of `{old}`");
            let advice = format!("take the value as it is: no `Option` is around it; {}", advice.of_certainty);
            changes.push(change(Kind::ClaimRequired, Level::Breaking, message).advice(advice));
        }
        _ => {}
    }
    changes
}

fn default(before: &Claim, after: &Claim, item: &str) -> Option<Change> {
    let is_same = before.exact_default == after.exact_default && before.is_always_default == after.is_always_default;
    let written = |claim: &Claim| {
        let when = if claim.is_always_default { "always " } else { "" };
        claim.default.as_ref().map(|default| format!("{when}`{default}`"))
    };
    let (old, new) = (written(before), written(after));
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".to_owned());
    (!is_same).then(|| {
        let message = format!("the default of `{item}` is {} instead of {}", shown(&new), shown(&old));
        Change::new(Kind::ClaimDefault, Level::Patch, item, message)
            .advice("change what compares its value with the old default")
            .values(old.as_deref(), new.as_deref())
    })
}

/// Name and documentation of a field.
pub(super) fn field(before: &Field, after: &Field, owner: &str) -> Vec<Change> {
    let item = format!("{owner}::{}", after.name);
    let mut changes = Vec::new();
    if before.name != after.name {
        changes.push(
            Change::new(
                Kind::FieldName,
                Level::Breaking,
                item.clone(),
                format!("`{item}` was called `{}`", before.name),
            )
            .advice(format!("use the new name, or rename it to `{}`; stored claims are not affected", before.name))
            .values(Some(&before.name), Some(&after.name)),
        );
    }
    if before.documentation != after.documentation {
        changes.push(
            Change::new(
                Kind::Documentation,
                Level::Patch,
                item.clone(),
                format!("the documentation of `{item}` is another one"),
            )
            .advice("nothing")
            .values(Some(&before.documentation), Some(&after.documentation)),
        );
    }
    changes
}

fn inputs(old: &Client, new: &Client) -> Vec<Change> {
    let (pairs, removed, added) =
        matched(&old.inputs, &new.inputs, |a: &Input, b: &Input| a.claim.eq_ignore_ascii_case(&b.claim));
    let owner = format!("{}Inputs", new.name);
    let mut changes = Vec::new();
    for input in removed {
        let change = match &input.field {
            Some(field) => removed_input(field, &owner, "the parameter is no longer sent"),
            None => sent(&input.claim, "is no longer sent", Some(&parameter(input)), None),
        };
        changes.push(change.places(of_claim(&input.claim, Part::Element, &old.places.inputs), None));
    }
    for input in added {
        let change = match &input.field {
            Some(field) => added_input(input, field, &owner),
            None => sent(&input.claim, "is sent now", None, Some(&parameter(input))),
        };
        changes.push(change.places(None, of_claim(&input.claim, Part::Element, &new.places.inputs)));
    }
    for (before, after) in pairs {
        let is_default = before.default != after.default;
        let listed = |part| {
            let part = if part == Part::PartnerClaimType && is_default { Part::DefaultValue } else { part };
            [of_claim(&before.claim, part, &old.places.inputs), of_claim(&after.claim, part, &new.places.inputs)]
        };
        let fields = [before.field.as_ref(), after.field.as_ref()];
        changes.extend(input(before, after, &owner).into_iter().map(|change| placed(change, fields, listed)));
    }
    let order = |client: &Client| client.inputs.iter().map(|it| it.claim.to_ascii_lowercase()).collect();
    changes.extend(self::order(order(old), order(new), &owner));
    changes
}

pub(super) fn removed_input(field: &Field, owner: &str, why: &str) -> Change {
    let item = format!("{owner}::{}", field.name);
    let message = format!("`{item}` is gone: {why}");
    Change::new(Kind::InputRemoved, Level::Breaking, item, message)
        .advice("remove what sets it")
        .values(Some(&field.full_type()), None)
}

fn added_input(input: &Input, field: &Field, owner: &str) -> Change {
    let item = format!("{owner}::{}", field.name);
    let (level, message, advice) = if input.is_required {
        let message = format!("there is `{item}`, without which a sign-in does not begin");
        (Level::Breaking, message, "set it in every call of `begin`")
    } else {
        let advice = "nothing; only code that writes out all inputs without `..Default::default()` has to name it";
        (Level::Minor, format!("there is `{item}`, sent as `{}`", input.parameter), advice)
    };
    Change::new(Kind::InputAdded, level, item, message).advice(advice).values(None, Some(&field.full_type()))
}

fn input(before: &Input, after: &Input, owner: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    match (&before.field, &after.field) {
        (Some(old), None) => changes.push(removed_input(old, owner, "the policy always sends its default")),
        (None, Some(new)) => changes.push(added_input(after, new, owner)),
        (Some(old), Some(new)) => {
            changes.extend(field(old, new, owner));
            let (was, is) = (old.full_type(), new.full_type());
            if was != is {
                let item = format!("{owner}::{}", new.name);
                let message = format!("`{item}` is `{is}` instead of `{was}`");
                changes.push(
                    Change::new(Kind::InputType, Level::Breaking, item, message)
                        .advice("change what sets it")
                        .values(Some(&was), Some(&is)),
                );
            }
            changes.extend(demand(before, after, &format!("{owner}::{}", new.name)));
        }
        (None, None) => {}
    }
    let (was, is) = (parameter(before), parameter(after));
    let exact =
        |input: &Input| (input.exact_default.clone(), input.data_type, input.claim.clone(), input.says_required);
    if was != is || exact(before) != exact(after) {
        changes.push(sent(&after.claim, "is sent in another way", Some(&was), Some(&is)));
    }
    changes
}

/// Whether the application has to give a value.
fn demand(before: &Input, after: &Input, item: &str) -> Option<Change> {
    match (before.is_required, after.is_required) {
        (false, true) => Some(
            Change::new(
                Kind::InputRequired,
                Level::Breaking,
                item,
                format!("without `{item}` a sign-in does not begin any more"),
            )
            .advice("set it in every call of `begin`"),
        ),
        (true, false) => Some(
            Change::new(Kind::InputOptional, Level::Minor, item, format!("`{item}` may be left out")).advice("nothing"),
        ),
        _ => None,
    }
}

fn sent(claim: &str, what: &str, old: Option<&str>, new: Option<&str>) -> Change {
    Change::new(Kind::InputSent, Level::Patch, claim, format!("the input claim `{claim}` {what}"))
        .advice("nothing in code; see that the provider understands it")
        .values(old, new)
}

/// How an input reaches the provider.
fn parameter(input: &Input) -> String {
    match (&input.default, &input.field) {
        (Some(default), Some(_)) => format!("{}, {default} unless set", input.parameter),
        (Some(default), None) => format!("{}, always {default}", input.parameter),
        (None, _) => input.parameter.clone(),
    }
}

/// A change when fields that are on both sides changed places.
pub(super) fn order(old: Vec<String>, new: Vec<String>, owner: &str) -> Option<Change> {
    let both: BTreeSet<String> = old.iter().filter(|name| new.contains(name)).cloned().collect();
    let left = |names: Vec<String>| names.into_iter().filter(|name| both.contains(name)).collect::<Vec<_>>();
    (left(old) != left(new)).then(|| {
        Change::new(Kind::FieldOrder, Level::Patch, owner, format!("the fields of `{owner}` stand in another order"))
            .advice("nothing, unless something depends on the order in `Debug`, in stored claims or in a derived `Ord`")
    })
}
