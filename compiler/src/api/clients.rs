//! Two clients for the same technical profile.

use super::attributes;
use super::behaviour::{Exchange, Fact};
use super::change::{Change, Kind, Level};
use super::claims;
use super::compare::matched;
use super::derives::CommonDerives;
use super::modules;
use super::places::{Part, at, of_both, of_claim, of_fact, of_metadata};
use super::surface::{Client, ConfigKey, Policy, Subject};
use super::validation;
use crate::ir::{Place, Places};
use crate::url::authority;
use std::collections::BTreeSet;

/// What it means that a technical profile vanished.
pub(super) fn removed(client: &Client, new: &Policy) -> Vec<Change> {
    let name = &client.name;
    let reason = match new.omitted.get(&client.id.to_ascii_lowercase()) {
        Some(reason) => format!("it {reason}"),
        None => "the policy does not define it".to_owned(),
    };
    let message = format!(
        "the technical profile `{}` vanished with `{name}`, `{name}Config`, `{name}Inputs` and `{name}Claims`: {reason}",
        client.id
    );
    let change = Change::new(Kind::ProfileRemoved, Level::Breaking, name.clone(), message)
        .advice("remove what uses these types; users who signed in with this provider need another way in")
        .values(Some(&client.id), None)
        .places(Some(&client.place), None);
    vec![of(client, change)]
}

/// What it means that there is another technical profile: a client, and what it needs at start-up.
pub(super) fn added(client: &Client, policy: &Policy) -> Vec<Change> {
    let name = &client.name;
    let message = format!("there is another technical profile, `{}`, as `{name}`", client.id);
    let advice = format!(
        "register the redirect URI ending in `{}` at the provider; code that writes out a whole `PolicyConfig` has to give \
         `{}`",
        client.redirect_path, client.field
    );
    let client_is_new = Change::new(Kind::ProfileAdded, Level::Minor, name.clone(), message)
        .advice(advice)
        .values(None, Some(&client.id))
        .places(None, Some(&client.place));
    let mut changes = vec![client_is_new];
    // Without `Policy` nobody constructs the client unasked.
    if policy.has_policy_type {
        changes.extend(client.client_id.is_none().then(|| needed(client, &client.client_id_variable, "client id")));
        changes.extend(client.keys.iter().map(|key| needed_key(client, key)));
    }
    changes.into_iter().map(|change| of(client, change)).collect()
}

fn needed(client: &Client, variable: &str, what: &str) -> Change {
    let message = format!("`{variable}` has to be provided: {what} of `{}`", client.id);
    Change::new(Kind::SettingAdded, Level::Breaking, variable, message)
        .advice("provide it in every deployment before the new version starts: without it `from_env` fails")
        .values(None, Some(variable))
        .places(None, Some(of_metadata("client_id", &client.places).unwrap_or(&client.place)))
}

fn needed_key(client: &Client, key: &ConfigKey) -> Change {
    let place = of_key(&client.places, key).unwrap_or(&client.place);
    needed(client, &key.variable, &key.id).places(None, Some(place))
}

fn of_key<'p>(places: &'p Places, key: &ConfigKey) -> Option<&'p Place> {
    places.keys.get(&key.id.to_lowercase())
}

/// What differs between two clients, the new one of this policy, beside what is common to all of their policies.
pub(super) fn compare(old: &Client, new: &Client, policy: &Policy, derives: &CommonDerives<'_>) -> Vec<Change> {
    let claims_struct = format!("{}Claims", new.name);
    let mut changes = names(old, new);
    changes.extend(modules::of_clients(old, new, policy));
    changes.extend(button(old, new));
    changes.extend(methods(old, new));
    changes.extend(client_id(old, new));
    changes.extend(keys(old, new));
    changes.extend(subject(old, new));
    changes.extend(derives.changes_of(&old.attributes, &new.attributes, &claims_struct));
    changes.extend(attributes::compare(&old.attributes, &new.attributes, &claims_struct));
    changes.extend(claims::compare(old, new));
    changes.extend(validation::compare(&old.claim_rules, &new.claim_rules, &format!("{}Claims", new.name)));
    changes.extend(exchanges(old, new));
    changes.into_iter().map(|change| placed(of(new, change), old, new)).collect()
}

fn of(client: &Client, change: Change) -> Change {
    Change { profile: Some(client.id.clone()), ..change }
}

/// A change without a place of its own is at the technical profile.
fn placed(change: Change, old: &Client, new: &Client) -> Change {
    if change.place().is_some() { change } else { change.places(Some(&old.place), Some(&new.place)) }
}

fn names(old: &Client, new: &Client) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.id != new.id {
        let path = if old.redirect_path == new.redirect_path {
            String::new()
        } else {
            format!("; register the redirect URI ending in `{}` at the provider", new.redirect_path)
        };
        let message = format!("the technical profile `{}` has the id `{}`", old.id, new.id);
        changes.push(
            Change::new(Kind::ProfileId, Level::Breaking, new.name.clone(), message)
                .advice(format!("change what compares or stores the id of the profile{path}"))
                .values(Some(&old.id), Some(&new.id)),
        );
    }
    if (&old.name, &old.field) != (&new.name, &new.field) {
        let message = format!(
            "`{}` with its configuration, inputs and claims is called `{}`, on the policy `{}` instead of `{}`",
            old.name, new.name, new.field, old.field
        );
        changes.push(
            Change::new(Kind::ClientName, Level::Breaking, new.name.clone(), message)
                .advice(format!("use the new name, or keep the old one: rename `{}` to `{}`", new.id, old.name))
                .values(Some(&old.name), Some(&new.name)),
        );
    }
    changes
}

fn button(old: &Client, new: &Client) -> Vec<Change> {
    type OfPlaces = fn(&Places) -> Option<&Place>;
    let rows: [(&str, &String, &String, &str, OfPlaces); 3] = [
        ("display_name", &old.display_name, &new.display_name, "nothing in code; the button has another label", |it| {
            it.display_name.as_ref()
        }),
        ("domain", &old.domain, &new.domain, "change what sends the old text as `domain_hint`", |it| {
            it.domain.as_ref()
        }),
        (
            "enablement",
            &old.enablement,
            &new.enablement,
            "nothing in code; the button is offered to other users",
            |it| it.enabled_for_user_journeys.as_ref(),
        ),
    ];
    let differing = rows.into_iter().filter(|(_, old, new, ..)| old != new);
    differing
        .map(|(name, before, after, advice, place)| {
            let message = format!("`{name}` of `{}` is {} instead of {}", new.id, shown(after), shown(before));
            let change = Change::new(Kind::Button, Level::Patch, format!("PROVIDERS::{name}"), message)
                .advice(advice)
                .values(Some(before), Some(after));
            of_both(change, (old, new), place)
        })
        .collect()
}

fn methods(old: &Client, new: &Client) -> Vec<Change> {
    let all = |client: &Client| -> BTreeSet<(String, String)> {
        let own = client.methods.iter().map(|method| (new.name.clone(), (*method).to_owned()));
        let of_claims = client.claims_methods.iter().map(|method| (format!("{}Claims", new.name), method.clone()));
        own.chain(of_claims).collect()
    };
    let (old, new) = (all(old), all(new));
    let path = |(owner, method): &(String, String)| format!("{owner}::{method}");
    let removed = old.difference(&new).map(|method| {
        Change::new(Kind::MethodRemoved, Level::Breaking, path(method), format!("`{}` is gone", path(method)))
            .advice("remove the calls: the policy no longer says how")
            .values(Some(&method.1), None)
    });
    let added = new.difference(&old).map(|method| {
        Change::new(Kind::MethodAdded, Level::Minor, path(method), format!("there is `{}`", path(method)))
            .advice("nothing; it is there to be used")
            .values(None, Some(&method.1))
    });
    removed.chain(added).collect()
}

/// The variable of the client id, and whether it may be left out.
fn client_id(old: &Client, new: &Client) -> Vec<Change> {
    let variable = &new.client_id_variable;
    let change = |kind, level, message: String| Change::new(kind, level, variable.clone(), message);
    let values = |change: Change| change.values(old.client_id.as_deref(), new.client_id.as_deref());
    let renamed = (old.client_id_variable != *variable).then(|| {
        let message = format!("the client id is read from `{variable}` instead of `{}`", old.client_id_variable);
        change(Kind::SettingName, Level::Breaking, message)
            .advice("provide it under the new name in every deployment before the new version starts")
            .values(Some(&old.client_id_variable), Some(variable))
    });
    let default = match (&old.client_id, &new.client_id) {
        (Some(_), None) => Some(values(
            change(
                Kind::SettingRequired,
                Level::Breaking,
                format!("`{variable}` has to be provided: the policy has no client id any more"),
            )
            .advice("provide it in every deployment before the new version starts: without it `from_env` fails"),
        )),
        (None, Some(_)) => Some(values(
            change(
                Kind::SettingOptional,
                Level::Minor,
                format!("`{variable}` may be left out: the policy has a client id"),
            )
            .advice("nothing; where the variable is set, it still counts"),
        )),
        (Some(before), Some(after)) if before != after => Some(values(
            change(
                Kind::SettingDefault,
                Level::Patch,
                format!("without `{variable}` the client id is `{after}` instead of `{before}`"),
            )
            .advice(
                "provide the key that belongs to the new client id, and see that its redirect URI is registered; where a \
                 provider names users differently for each client id, they are other users",
            ),
        )),
        _ => None,
    };
    let changes = renamed.into_iter().chain(default);
    changes.map(|change| of_both(change, (old, new), |places| of_metadata("client_id", places))).collect()
}

fn keys(old: &Client, new: &Client) -> Vec<Change> {
    let is_same = |a: &ConfigKey, b: &ConfigKey| a.id.eq_ignore_ascii_case(&b.id);
    let (pairs, removed, added) = matched(&old.keys, &new.keys, is_same);
    let path = |key: &ConfigKey| format!("{}Config::{}", new.name, key.field);
    let mut changes = Vec::new();
    for key in removed {
        let message = format!("`{}` is gone, and `{}` is needed no more", path(key), key.variable);
        changes.push(
            Change::new(Kind::SettingRemoved, Level::Breaking, path(key), message)
                .advice("remove the field where a configuration is written out; the key can be deleted")
                .values(Some(&key.variable), None)
                .places(of_key(&old.places, key), None),
        );
    }
    for key in added {
        let change = needed_key(new, key);
        let advice = format!("{}; code that writes out a configuration has to give `{}`", change.advice, key.field);
        changes.push(Change { advice, item: path(key), ..change });
    }
    for (before, after) in pairs {
        let places = (of_key(&old.places, before), of_key(&new.places, after));
        changes.extend(key(before, after, &path(after)).into_iter().map(|change| at(change, places.0, places.1)));
    }
    let order = |client: &Client| client.keys.iter().map(|key| key.id.to_ascii_lowercase()).collect();
    changes.extend(claims::order(order(old), order(new), &format!("{}Config", new.name)));
    changes
}

fn key(before: &ConfigKey, after: &ConfigKey, path: &str) -> Vec<Change> {
    let mut changes = Vec::new();
    if before.field != after.field {
        let message = format!("`{path}` was called `{}`", before.field);
        changes.push(
            Change::new(Kind::FieldName, Level::Breaking, path, message)
                .advice("use the new name")
                .values(Some(&before.field), Some(&after.field)),
        );
    }
    if before.variable != after.variable {
        let message = format!("`{path}` is read from `{}` instead of `{}`", after.variable, before.variable);
        changes.push(
            Change::new(Kind::SettingName, Level::Breaking, path, message)
                .advice("provide it under the new name in every deployment before the new version starts")
                .values(Some(&before.variable), Some(&after.variable)),
        );
    } else if (&before.storage_reference_id, &before.id) != (&after.storage_reference_id, &after.id) {
        let written = |key: &ConfigKey| format!("{} as {}", key.storage_reference_id, key.id);
        let message = format!("`{path}` is `{}` instead of `{}`", written(after), written(before));
        changes.push(
            Change::new(Kind::Documentation, Level::Patch, path, message)
                .advice("nothing; the variable is the same")
                .values(Some(&written(before)), Some(&written(after))),
        );
    }
    changes
}

fn subject<'c>(old: &'c Client, new: &'c Client) -> Option<Change> {
    let written = |subject: &Subject| format!("{} from {} at {}", subject.claim, subject.source, subject.issuer);
    let (before, after) = (old.subject.as_ref().map(written), new.subject.as_ref().map(written));
    let item = format!("{}::subject", new.name);
    let change = |kind, level, message: &str| Change::new(kind, level, item.clone(), message.to_owned());
    let change = match (&old.subject, &new.subject) {
        (Some(_), None) => change(Kind::SubjectRemoved, Level::Breaking, "`subject()` names nobody any more")
            .advice("accounts can no longer be found by it: map the provider's user id to an output claim again"),
        (None, Some(_)) => change(Kind::SubjectAdded, Level::Minor, "`subject()` names the user")
            .advice("find accounts by it instead of by a claim of your choice"),
        (Some(before), Some(after)) if before != after => {
            change(Kind::Subject, Level::Breaking, "`subject()` names users differently").advice(
                "accounts that were stored under the old issuer and id are not found: move them over before the new version \
                 starts, or keep issuer and claim",
            )
        }
        _ => return None,
    };
    let change = change.values(before.as_deref(), after.as_deref());
    let place = |client: &'c Client| {
        let claim = &client.subject.as_ref()?.claim;
        of_claim(claim, Part::PartnerClaimType, &client.places.outputs)
    };
    Some(at(change, place(old), place(new)))
}

fn exchanges(old: &Client, new: &Client) -> Vec<Change> {
    let (pairs, removed, added) = matched(&old.exchanges, &new.exchanges, |a, b| a.name == b.name);
    let is_told = |exchange: &&Exchange| exchange.transformation.is_none();
    let mut changes = Vec::new();
    for exchange in removed.into_iter().filter(is_told) {
        let what = if exchange.name == "id_token" { "an id_token is no longer validated" } else { "is no longer made" };
        changes.push(there(exchange, what, (Some(exchange), None)));
    }
    for exchange in added.into_iter().filter(is_told) {
        let what = if exchange.name == "id_token" { "an id_token is validated" } else { "is made" };
        changes.push(there(exchange, what, (None, Some(exchange))));
    }
    for (before, after) in pairs {
        let facts = before.facts.iter().zip(&after.facts).filter(|(before, after)| before != after);
        changes.extend(facts.map(|(was, is)| {
            let place = |places| of_fact(is.key, after.transformation.as_deref(), places);
            of_both(fact(&after.name, was, is), (old, new), place)
        }));
    }
    changes
}

/// A request that only one side makes.
fn there(exchange: &Exchange, what: &str, (old, new): (Option<&Exchange>, Option<&Exchange>)) -> Change {
    let first = |exchange: &Exchange| exchange.facts.first().map(|fact| fact.shown.clone());
    let is_request = exchange.name != "id_token";
    let message = if is_request { format!("the {} {what}", exchange.name) } else { what.to_owned() };
    let advice = if is_request {
        "nothing in code; let its host through firewalls, and try a sign-in before you release"
    } else {
        "nothing in code; the claims of the id_token count only when it is validated: try a sign-in before you release"
    };
    Change::new(Kind::Wire, Level::Patch, exchange.name.clone(), message)
        .advice(advice)
        .values(old.and_then(first).as_deref(), new.and_then(first).as_deref())
}

fn fact(exchange: &str, old: &Fact, new: &Fact) -> Change {
    let key = new.key;
    let message = if old.shown == new.shown {
        format!("`{key}` of the {exchange} is another one")
    } else {
        format!("`{key}` of the {exchange} is {} instead of {}", shown(&new.shown), shown(&old.shown))
    };
    let is_callback = key == "response_mode" || (key == "response_types" && exchange == "authorization request");
    let (kind, level) = if is_callback { (Kind::Callback, Level::Breaking) } else { (Kind::Wire, Level::Patch) };
    let value = |fact: &Fact| (!fact.shown.is_empty()).then(|| fact.shown.clone());
    Change::new(kind, level, key, message).advice(advice(old, new)).values(value(old).as_deref(), value(new).as_deref())
}

fn shown(text: &str) -> String {
    if text.is_empty() { "absent".to_owned() } else { format!("`{text}`") }
}

fn advice(old: &Fact, new: &Fact) -> &'static str {
    let has_moved = |old: &Fact, new: &Fact| authority(&new.shown).is_some_and(|it| authority(&old.shown) != Some(it));
    match new.key {
        "response_mode" => {
            "the callback arrives in another way: GET with `query`, POST from another site with `form_post` (the flow cookie \
             needs `SameSite=None`), by a page with `fragment`; routes of your own have to take it"
        }
        "response_types" => "the callback carries something else: routes of your own have to pass all of it on",
        "scope" => "nothing in code; users may be asked for consent again, and the provider may have to allow it first",
        "claimsmith.redirect_uri_value" => "see that the provider knows the redirect URI under the new name",
        "issuer" | "JWKS" | "IdTokenAudience" | "claimsmith.id_token_algorithms" => {
            "nothing in code; what the provider issues has to match: try a sign-in before you release"
        }
        "TransformationMethod"
        | "InputClaims"
        | "InputParameters"
        | "OutputClaims"
        | "InputClaimsTransformations"
        | "OutputClaimsTransformations" => "nothing in code; see that the claims it gives are what you expect",
        _ if has_moved(old, new) => {
            "nothing in code; let the new host through firewalls, and see that it knows the client id and its redirect URI"
        }
        _ => "nothing in code; try a sign-in before you release",
    }
}
