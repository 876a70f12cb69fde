//! Two crates, and two policies of the same id in them.

use super::change::{Change, Kind, Level};
use super::clients;
use super::surface::{Api, Client, Policy};
use std::collections::BTreeSet;

/// Everything that changed from one crate to another, the heaviest first within each technical profile. A change that
/// several policies share is there once and names them all.
///
/// Policies belong together by their id, compared without regard to case; when there is one on each side, they do whatever
/// their ids are.
#[must_use]
pub fn compare(old: &Api, new: &Api) -> Vec<Change> {
    let mut changes = Vec::new();
    let (pairs, removed, added) = match (old.policies.as_slice(), new.policies.as_slice()) {
        ([old], [new]) => (vec![(old, new)], Vec::new(), Vec::new()),
        (old, new) => matched(old, new, |a, b| a.id.eq_ignore_ascii_case(&b.id)),
    };
    let is_one_of_many = old.policies.len().max(new.policies.len()) > 1;
    for policy in removed {
        let message = format!("the policy `{}` generates code no more", policy.id);
        let change = Change::new(Kind::PolicyRemoved, Level::Breaking, policy.id.clone(), message)
            .advice("move what uses its module to another policy, or keep the policy")
            .values(Some(&policy.id), None);
        changes.push(Change { policies: vec![policy.id.clone()], ..change });
    }
    for policy in added {
        let message = format!("the policy `{}` generates code", policy.id);
        let change = Change::new(Kind::PolicyAdded, Level::Minor, policy.id.clone(), message)
            .advice("nothing; its module is there to be used")
            .values(None, Some(&policy.id));
        changes.push(Change { policies: vec![policy.id.clone()], ..change });
    }
    for (old, new) in pairs {
        let found = policies(old, new, is_one_of_many);
        changes.extend(found.into_iter().map(|change| Change { policies: vec![new.id.clone()], ..change }));
    }
    joined(changes)
}

/// Those of both sides that belong together, those that the new side lacks, and those that the old side lacks.
pub(super) type Matched<'a, T> = (Vec<(&'a T, &'a T)>, Vec<&'a T>, Vec<&'a T>);

/// Finds for each item of the old side the first free one of the new side that belongs to it.
pub(super) fn matched<'a, T>(
    old: impl IntoIterator<Item = &'a T>,
    new: impl IntoIterator<Item = &'a T>,
    is_same: impl Fn(&T, &T) -> bool,
) -> Matched<'a, T> {
    let mut added: Vec<&T> = new.into_iter().collect();
    let (mut pairs, mut removed) = (Vec::new(), Vec::new());
    for item in old {
        match added.iter().position(|other| is_same(item, other)) {
            Some(at) => pairs.push((item, added.remove(at))),
            None => removed.push(item),
        }
    }
    (pairs, removed, added)
}

fn policies(old: &Policy, new: &Policy, is_one_of_many: bool) -> Vec<Change> {
    let mut changes = identity(old, new, is_one_of_many);
    changes.extend(policy_type(old, new));
    changes.extend(features(old, new));
    changes.extend(derives(old, new));
    let (mut pairs, removed, added) =
        matched(&old.clients, &new.clients, |a: &Client, b: &Client| a.id.eq_ignore_ascii_case(&b.id));
    // A profile whose id changed while its Rust name did not is still the same type.
    let (renamed, removed, added) = matched(removed, added, |a: &Client, b: &Client| a.name == b.name);
    pairs.extend(renamed);
    changes.extend(order(old, new));
    for client in removed {
        changes.extend(clients::removed(client, new));
    }
    for client in added {
        changes.extend(clients::added(client, new));
    }
    for (old, new) in pairs {
        changes.extend(clients::compare(old, new));
    }
    changes
}

fn identity(old: &Policy, new: &Policy, is_one_of_many: bool) -> Vec<Change> {
    let module = if is_one_of_many { "; where it names a module, that has another name" } else { "" };
    let advice = format!("nothing in code; claims that hold it say the new one{module}");
    let pairs = [("PolicyId", &old.id, &new.id), ("TenantId", &old.tenant, &new.tenant)];
    let differing = pairs.into_iter().filter(|(_, old, new)| old != new);
    differing
        .map(|(name, old, new)| {
            Change::new(Kind::PolicyIdentity, Level::Patch, name, format!("`{name}` is `{new}` instead of `{old}`"))
                .advice(advice.clone())
                .values(Some(old), Some(new))
        })
        .collect()
}

fn policy_type(old: &Policy, new: &Policy) -> Option<Change> {
    const TYPES: &str = "`Policy`, `PolicyConfig`, `SignedIn` and `PROVIDERS`";
    match (old.has_policy_type, new.has_policy_type) {
        (true, false) => Some(
            Change::new(Kind::PolicyTypeRemoved, Level::Breaking, "Policy", format!("{TYPES} are gone"))
                .advice("let the policy generate code for at least one technical profile, without errors"),
        ),
        (false, true) => Some(
            Change::new(Kind::PolicyTypeAdded, Level::Minor, "Policy", format!("{TYPES} are there"))
                .advice("nothing; they are there to be used"),
        ),
        _ => None,
    }
}

fn features(old: &Policy, new: &Policy) -> Vec<Change> {
    let added = new.features.difference(&old.features).map(|feature| {
        Change::new(
            Kind::FeatureAdded,
            Level::Minor,
            feature.clone(),
            format!("the feature `{feature}` of `claimsmith` is needed"),
        )
        .advice("nothing in a generated crate; with `include_policy!` add the feature to `claimsmith` in Cargo.toml")
        .values(None, Some(feature))
    });
    let removed = old.features.difference(&new.features).map(|feature| {
        Change::new(
            Kind::FeatureRemoved,
            Level::Patch,
            feature.clone(),
            format!("the feature `{feature}` of `claimsmith` is needed no more"),
        )
        .advice("nothing; with `include_policy!` the feature can be taken out of Cargo.toml")
        .values(Some(feature), None)
    });
    added.chain(removed).collect()
}

fn derives(old: &Policy, new: &Policy) -> Vec<Change> {
    let added = new.derives.difference(&old.derives).map(|derive| {
        Change::new(Kind::DeriveAdded, Level::Minor, derive.clone(), format!("claims structs derive `{derive}` too"))
            .advice("nothing, unless an implementation of your own stands beside it")
            .values(None, Some(derive))
    });
    let removed = old.derives.difference(&new.derives).map(|derive| {
        let message = format!("claims structs derive `{derive}` no more");
        Change::new(Kind::DeriveRemoved, Level::Breaking, derive.clone(), message)
            .advice("do without the trait, or put it back among the derives")
            .values(Some(derive), None)
    });
    added.chain(removed).collect()
}

/// Whether the buttons that are on both sides changed places.
fn order(old: &Policy, new: &Policy) -> Option<Change> {
    let ids = |policy: &Policy, other: &Policy| -> Vec<String> {
        let there: BTreeSet<String> = other.clients.iter().map(|it| it.id.to_ascii_lowercase()).collect();
        let both = policy.clients.iter().filter(|it| there.contains(&it.id.to_ascii_lowercase()));
        both.map(|it| it.id.to_ascii_lowercase()).collect()
    };
    let (before, after) = (ids(old, new), ids(new, old));
    (before != after).then(|| {
        let names = |policy: &Policy| policy.clients.iter().map(|it| it.id.as_str()).collect::<Vec<_>>().join(", ");
        Change::new(Kind::ProviderOrder, Level::Patch, "PROVIDERS", "the providers stand in another order")
            .advice("nothing in code; the page with the buttons shows the new order")
            .values(Some(&names(old)), Some(&names(new)))
    })
}

/// Each change once, with all policies it was found in; by technical profile, the heaviest first.
fn joined(changes: Vec<Change>) -> Vec<Change> {
    let mut joined: Vec<(Change, Vec<String>)> = Vec::new();
    for mut change in changes {
        let policies = std::mem::take(&mut change.policies);
        match joined.iter_mut().find(|(known, _)| *known == change) {
            Some((_, known)) => known.extend(policies),
            None => joined.push((change, policies)),
        }
    }
    let mut changes: Vec<Change> = joined.into_iter().map(|(change, policies)| Change { policies, ..change }).collect();
    changes.sort_by(|a, b| {
        let key = |it: &Change| it.profile.as_ref().map(|id| id.to_ascii_lowercase());
        key(a).cmp(&key(b)).then(b.level.cmp(&a.level))
    });
    changes
}
