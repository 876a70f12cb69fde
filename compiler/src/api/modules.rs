//! How an application names what is generated: the crate, the module of a policy, and where a technical profile stands in it.

use super::change::{Change, Kind, Level};
use super::functions::Function;
use super::surface::{Api, Client, Policy};

/// What differs between two crates as a whole. Of two environments with different names nobody expects the same.
pub(super) fn of_crates(old: &Api, new: &Api) -> Vec<Change> {
    let name = |api: &Api| api.environment.as_ref().map(|name| name.to_lowercase());
    if name(old) != name(new) {
        return Vec::new();
    }
    crate_name(old, new).into_iter().chain(application_url(old, new)).collect()
}

fn crate_name(old: &Api, new: &Api) -> Option<Change> {
    let (was, is) = (old.name.as_ref()?, new.name.as_ref()?);
    (was != is).then(|| {
        Change::new(
            Kind::CrateName,
            Level::Breaking,
            is.clone(),
            format!("the crate is called `{is}` instead of `{was}`"),
        )
        .advice(format!(
            "change the dependency in Cargo.toml and the paths that begin with `{}`, or keep the `name`",
            was.replace('-', "_")
        ))
        .values(Some(was), Some(is))
    })
}

fn application_url(old: &Api, new: &Api) -> Option<Change> {
    let (was, is) = (&old.application_url, &new.application_url);
    let shown = |url: &Option<String>| url.as_ref().map_or_else(|| "nothing".to_owned(), |url| format!("`{url}`"));
    (was != is).then(|| {
        let message = format!("`application_url` is {} instead of {}", shown(is), shown(was));
        Change::new(Kind::ApplicationUrl, Level::Patch, "application_url", message)
            .advice(
                "nothing in code; register the redirect URIs below the new address at every provider before it is used",
            )
            .values(was.as_deref(), is.as_deref())
    })
}

/// The module of a policy in the crate of an environment.
pub(super) fn of_policies(old: &Policy, new: &Policy) -> Option<Change> {
    let (was, is) = (old.module.as_ref()?, new.module.as_ref()?);
    (was != is).then(|| {
        Change::new(Kind::PolicyModule, Level::Breaking, is.clone(), format!("the module `{was}` is called `{is}`"))
            .advice("use the new name, or keep the `PolicyId` that it comes from")
            .values(Some(was), Some(is))
    })
}

/// Where a client and its types stand. Under another name everything has another path, which is said there.
pub(super) fn of_clients(old: &Client, new: &Client, policy: &Policy) -> Option<Change> {
    if (&old.name, &old.field) != (&new.name, &new.field) {
        return None;
    }
    let (types_were, types_are) = (profiles(old.module.as_ref()?), profiles(new.module.as_ref()?));
    let client = |client: &Client, types: &str| match client.stands_in_policy {
        true => "the module of each policy".to_owned(),
        false => types.to_owned(),
    };
    let (was, is) = (client(old, &types_were), client(new, &types_are));
    let name = &new.name;
    let (what, was, is) = match (was != is, types_were != types_are) {
        (false, false) => return None,
        (true, false) => (format!("`{name}` stands"), was, is),
        (false, true) => (format!("configuration, inputs and claims of `{name}` stand"), types_were, types_are),
        (true, true) => (format!("`{name}` with its configuration, inputs and claims stands"), was, is),
    };
    Some(moved(name, &what, (&was, &is), policy))
}

/// Where a function and its types stand.
pub(super) fn of_functions(old: &Function, new: &Function, policy: &Policy) -> Option<Change> {
    let (was, is) = (profiles(old.module.as_ref()?), profiles(new.module.as_ref()?));
    let name = &new.name;
    (old.name == new.name && was != is)
        .then(|| moved(name, &format!("`{name}` with its inputs and claims stands"), (&was, &is), policy))
}

fn profiles(module: &str) -> String {
    format!("profiles::{module}")
}

fn moved(name: &str, what: &str, (was, is): (&str, &str), policy: &Policy) -> Change {
    let module = policy.module.as_deref().unwrap_or_default();
    let message = format!("{what} in {} instead of {}", shown(is), shown(was));
    Change::new(Kind::ModulePath, Level::Breaking, name, message)
        .advice(format!(
            "name it by the module of its policy, `{module}::{name}`: that does not change with other policies"
        ))
        .values(Some(was), Some(is))
}

fn shown(module: &str) -> String {
    if module.contains(' ') { module.to_owned() } else { format!("`{module}`") }
}
