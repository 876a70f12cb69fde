//! Two crates, and two policies of the same id in them.

use super::change::{Change, Kind, Level};
use super::clients;
use super::derives::CommonDerives;
use super::functions;
use super::modules;
use super::surface::{Api, Client, Policy};
use super::token;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that changed from one set of crates to another, by technical profile, the heaviest first. A change that
/// several environments or policies share is there once and names them all.
///
/// Crates belong together by their environment and policies by their id, compared without regard to case; where there is
/// one on each side, the two do whatever their names are.
#[must_use]
pub fn compare(old: &[Api], new: &[Api]) -> Vec<Change> {
    let name = |api: &Api| api.environment.clone().unwrap_or_default();
    let (pairs, removed, added) = match (old, new) {
        ([old], [new]) => (vec![(old, new)], Vec::new(), Vec::new()),
        (old, new) => matched(old, new, |a, b| name(a).to_lowercase() == name(b).to_lowercase()),
    };
    let mut changes: Vec<Change> = removed.into_iter().map(|api| environment_removed(&name(api))).collect();
    changes.extend(added.into_iter().map(|api| environment_added(&name(api))));
    for (old, new) in pairs {
        let environments: BTreeSet<String> = new.environment.iter().cloned().collect();
        let found = crates(old, new).into_iter();
        changes.extend(found.map(|change| Change { environments: environments.clone(), ..change }));
    }
    joined(changes)
}

fn environment_removed(name: &str) -> Change {
    let message = format!("the environment `{name}` is gone, and its crate with it");
    let change = Change::new(Kind::EnvironmentRemoved, Level::Breaking, name, message)
        .advice("remove what depends on its crate, or keep the environment")
        .values(Some(name), None);
    Change { environments: BTreeSet::from([name.to_owned()]), ..change }
}

fn environment_added(name: &str) -> Change {
    let message = format!("there is another environment, `{name}`");
    let change = Change::new(Kind::EnvironmentAdded, Level::Minor, name, message)
        .advice("nothing; its crate is there to be used")
        .values(None, Some(name));
    Change { environments: BTreeSet::from([name.to_owned()]), ..change }
}

fn crates(old: &Api, new: &Api) -> Vec<Change> {
    let (pairs, removed, added) = match (old.policies.as_slice(), new.policies.as_slice()) {
        ([old], [new]) => (vec![(old, new)], Vec::new(), Vec::new()),
        (old, new) => matched(old, new, |a, b| a.id.eq_ignore_ascii_case(&b.id)),
    };
    let of = |policy: &Policy, change: Change| Change { policies: BTreeSet::from([policy.id.clone()]), ..change };
    let mut changes = modules::of_crates(old, new);
    changes.extend(removed.into_iter().map(|policy| of(policy, policy_removed(policy))));
    changes.extend(added.into_iter().map(|policy| of(policy, policy_added(policy))));
    for (old, new) in pairs {
        changes.extend(policies(old, new).into_iter().map(|change| of(new, change)));
    }
    changes
}

fn policy_removed(policy: &Policy) -> Change {
    let message = format!("the policy `{}` generates code no more", policy.id);
    Change::new(Kind::PolicyRemoved, Level::Breaking, policy.id.clone(), message)
        .advice("move what uses its module to another policy, or keep the policy")
        .values(Some(&policy.id), None)
}

fn policy_added(policy: &Policy) -> Change {
    let message = format!("the policy `{}` generates code", policy.id);
    Change::new(Kind::PolicyAdded, Level::Minor, policy.id.clone(), message)
        .advice("nothing; its module is there to be used")
        .values(None, Some(&policy.id))
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

fn policies(old: &Policy, new: &Policy) -> Vec<Change> {
    let mut changes = identity(old, new);
    changes.extend(modules::of_policies(old, new));
    changes.extend(policy_type(old, new));
    changes.extend(features(old, new));
    let (mut pairs, removed, added) =
        matched(&old.clients, &new.clients, |a: &Client, b: &Client| a.id.eq_ignore_ascii_case(&b.id));
    // A profile whose id changed while its Rust name did not is still the same type.
    let (renamed, removed, added) = matched(removed, added, |a: &Client, b: &Client| a.name == b.name);
    pairs.extend(renamed);
    let functions = functions::Matched::of(old, new);
    let attributes = pairs.iter().map(|(old, new)| (old.attributes.as_slice(), new.attributes.as_slice()));
    let tokens = old.token.as_ref().zip(new.token.as_ref());
    let tokens = tokens.map(|(old, new)| (old.attributes.as_slice(), new.attributes.as_slice()));
    let attributes: Vec<_> = attributes.chain(functions.attributes()).chain(tokens).collect();
    let derives = CommonDerives::of(old, new, &attributes);
    changes.extend(derives.changes());
    changes.extend(order(old, new));
    for client in removed {
        changes.extend(clients::removed(client, new));
    }
    for client in added {
        changes.extend(clients::added(client, new));
    }
    for (before, after) in pairs {
        changes.extend(clients::compare(before, after, new, &derives));
    }
    changes.extend(functions.changes(new, &derives));
    changes.extend(token::changes(old, new, &derives));
    changes
}

fn identity(old: &Policy, new: &Policy) -> Vec<Change> {
    const SAID: &str = "nothing in code; claims that hold it say the new one";
    // The crate of an environment has a name of its own.
    let named =
        if new.module.is_none() { "; a crate that `generate` names after the policy has another name" } else { "" };
    let pairs = [("PolicyId", &old.id, &new.id, named), ("TenantId", &old.tenant, &new.tenant, "")];
    let differing = pairs.into_iter().filter(|(_, old, new, _)| old != new);
    differing
        .map(|(name, old, new, further)| {
            Change::new(Kind::PolicyIdentity, Level::Patch, name, format!("`{name}` is `{new}` instead of `{old}`"))
                .advice(format!("{SAID}{further}"))
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

/// Each change once, with every environment and policy it was found in; by technical profile, the heaviest first.
fn joined(changes: Vec<Change>) -> Vec<Change> {
    type Key = (Kind, Option<String>, String, String);
    let mut joined: Vec<Change> = Vec::new();
    // Of a thousand environments many have the same changes, and many one of their own.
    let mut known: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for mut change in changes {
        let (environments, policies) = (std::mem::take(&mut change.environments), std::mem::take(&mut change.policies));
        let key = (change.kind, change.profile.clone(), change.item.clone(), change.message.clone());
        let alike = known.entry(key).or_default();
        let is_same = |at: &&usize| joined.get(**at).is_some_and(|it| is_same(it, &change));
        match alike.iter().find(is_same).and_then(|at| joined.get_mut(*at)) {
            Some(found) => {
                found.environments.extend(environments);
                found.policies.extend(policies);
            }
            None => {
                alike.push(joined.len());
                joined.push(Change { environments, policies, ..change });
            }
        }
    }
    joined.sort_by(|a, b| {
        let key = |it: &Change| it.profile.as_ref().map(|id| id.to_ascii_lowercase());
        key(a).cmp(&key(b)).then(b.level.cmp(&a.level))
    });
    joined
}

/// Whether two changes are the same but for where they were found.
fn is_same(known: &Change, other: &Change) -> bool {
    let Change {
        kind,
        level,
        environments: _,
        policies: _,
        profile,
        item,
        message,
        advice,
        old,
        new,
        old_place,
        new_place,
    } = known;
    (kind, level, profile, item, message, advice)
        == (&other.kind, &other.level, &other.profile, &other.item, &other.message, &other.advice)
        && (old, new, old_place, new_place) == (&other.old, &other.new, &other.old_place, &other.new_place)
}
