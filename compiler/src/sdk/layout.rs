//! Which modules a crate has: a profile that is the same in several policies stands once.
//!
//! A profile names the policy that it was compiled for, and that alone makes it no other profile: one that several policies
//! share names none. Of one whose requests name the policy in a header there is a client for each policy, and one
//! configuration, one kind of inputs and one of claims.

use super::{CrateInput, Part, STYLE};
use crate::emit::docs::{code, escape};
use crate::emit::{self, Module};
use crate::ir::{Client, Function, Sdk};
use crate::naming;
use proc_macro2::TokenStream;
use std::collections::BTreeMap;

/// The modules of a crate.
#[derive(Debug)]
pub(super) struct Layout<'o> {
    /// The technical profiles, by their module.
    pub(super) profiles: BTreeMap<String, Profile<'o>>,
    /// The policies, in the order they were given.
    pub(super) policies: Vec<Policy<'o>>,
    /// Whether every policy has a module of its own; the items of the only one stand at the root otherwise.
    pub(super) is_nested: bool,
}

/// A technical profile.
#[derive(Debug)]
pub(super) struct Profile<'o> {
    pub(super) item: Item<'o>,
    pub(super) docs: String,
    pub(super) tokens: TokenStream,
    /// What the tokens are when several policies share the profile, and the same as text, by which it is found.
    shared: TokenStream,
    text: String,
}

/// What a technical profile became.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item<'o> {
    Client(&'o Client),
    Function(&'o Function),
}

impl<'o> Item<'o> {
    pub(super) fn profile(self) -> &'o claimsmith_profile::Profile {
        match self {
            Self::Client(client) => &client.profile,
            Self::Function(function) => &function.profile,
        }
    }

    /// What it is called in Rust.
    pub(super) fn name(self) -> &'o str {
        match self {
            Self::Client(client) => &client.name,
            Self::Function(function) => &function.name,
        }
    }

    /// Whether the two differ in nothing but the policy that their requests name.
    fn differs_in_agent(self, other: Self) -> bool {
        match (self, other) {
            (Self::Client(one), Self::Client(other)) => without_agent(one) == without_agent(other),
            _ => false,
        }
    }
}

/// A relying-party policy.
#[derive(Debug)]
pub(super) struct Policy<'o> {
    pub(super) sdk: &'o Sdk,
    /// Its module.
    pub(super) name: String,
    /// The modules of its profiles, in the order of the buttons; then those of its functions.
    pub(super) profiles: Vec<String>,
    /// What holds the clients together, and the token contract.
    pub(super) items: Option<Module>,
}

impl<'o> Layout<'o> {
    /// The modules for these policies.
    ///
    /// # Errors
    /// When two policies ask for the same module, or no module can be named after one.
    pub(super) fn of(input: &CrateInput<'o>) -> Result<Self, String> {
        let is_nested = input.options().environment.is_some();
        let mut layout = Self { profiles: BTreeMap::new(), policies: Vec::new(), is_nested };
        for part in input.parts() {
            layout.add(part)?;
        }
        Ok(layout)
    }

    fn add(&mut self, part: &Part<'o>) -> Result<(), String> {
        let sdk = part.sdk;
        let name = if self.is_nested { policy_module(sdk)? } else { "policy".to_owned() };
        if let Some(other) = self.policies.iter().find(|other| other.name == name) {
            let ids = (code(&other.sdk.policy), code(&sdk.policy));
            return Err(format!("the policies {} and {} both give the module `{name}`", ids.0, ids.1));
        }
        let mut modules = emit::modules(sdk, STYLE).into_iter();
        let mut profiles = Vec::new();
        // The clients come first, in the order of the profiles, then the functions.
        let items = sdk.profiles.iter().map(Item::Client).chain(sdk.functions.iter().map(Item::Function));
        for ((item, module), shared) in items.zip(modules.by_ref()).zip(emit::modules(&shared(sdk), STYLE)) {
            profiles.push(self.profile((sdk, item), module, shared.tokens, &name)?);
        }
        self.policies.push(Policy { sdk, name, profiles, items: modules.next() });
        Ok(())
    }

    /// The module of a profile: the one that holds the same already, else a new one. What differs from a profile of the
    /// same name is named after the policy too.
    fn profile(
        &mut self,
        (sdk, item): (&'o Sdk, Item<'o>),
        module: Module,
        shared: TokenStream,
        policy: &str,
    ) -> Result<String, String> {
        let text = shared.to_string();
        let variant = format!("{}_in_{policy}", module.name);
        let is_same = |name: &str, known: &Profile<'_>| {
            known.item.name() == item.name() && known.text == text && name.starts_with(&module.name)
        };
        if let Some((name, known)) = self.profiles.iter_mut().find(|(name, known)| is_same(name, known)) {
            known.tokens = known.shared.clone();
            return Ok(name.clone());
        }
        let Some(first) = self.profiles.get(&module.name).map(|first| first.item) else {
            let profile = Profile { item, docs: module.docs, tokens: module.tokens, shared, text };
            self.profiles.insert(module.name.clone(), profile);
            return Ok(module.name);
        };
        if let Some(other) = self.profiles.get(&variant) {
            let ids = (code(&other.item.profile().id), code(&item.profile().id));
            return Err(format!("the technical profiles {} and {} both give the module `{variant}`", ids.0, ids.1));
        }
        let profile = if let Item::Client(client) = item
            && first.differs_in_agent(item)
        {
            let tokens = |client: &Client| emit::client_beside(client, &module.name, sdk, STYLE);
            let docs = docs_beside(client, sdk, &module.name);
            Profile { item, docs, tokens: tokens(client), shared: tokens(&without_policy(client)), text }
        } else {
            Profile { item, docs: module.docs, tokens: module.tokens, shared, text }
        };
        self.profiles.insert(variant.clone(), profile);
        Ok(variant)
    }

    /// The policy that documentation shows: the one with the most providers, and of those the first that is for signing in.
    pub(super) fn main(&self) -> Option<&Policy<'o>> {
        let complete = self.policies.iter().filter(|policy| policy.sdk.has_policy_type());
        // The last of equal ones is taken, and the first is wanted.
        complete.rev().max_by_key(|policy| (policy.sdk.profiles.len(), policy.name.contains("sign_in")))
    }
}

/// Documentation of the module of a client that has everything but its requests in common with that of another module.
fn docs_beside(client: &Client, sdk: &Sdk, module: &str) -> String {
    format!(
        "{}: the client with the `User-Agent` of {}. Configuration, inputs and claims are those of `{module}`.",
        escape(&client.profile.display_name),
        code(&sdk.policy)
    )
}

/// The client without the policy that it was compiled for.
fn without_policy(client: &Client) -> Client {
    let mut client = client.clone();
    client.profile.policy_id = "".into();
    client
}

/// The same without the header in which requests may name the policy.
fn without_agent(client: &Client) -> Client {
    let mut client = without_policy(client);
    client.profile.claims.user_agent = None;
    client
}

/// The profiles without the policy that they were compiled for.
fn shared(sdk: &Sdk) -> Sdk {
    Sdk { profiles: sdk.profiles.iter().map(without_policy).collect(), ..sdk.clone() }
}

/// The policy id in snake case, without the prefix that every B2C policy has.
///
/// # Errors
/// When nothing of the id can stand in a name.
fn policy_module(sdk: &Sdk) -> Result<String, String> {
    const TAKEN: &[&str] = &["lib", "main", "profiles"];
    let id = naming::policy_stem(&sdk.policy);
    let name = naming::field_name(id).ok_or_else(|| format!("{} gives no name for a module", code(&sdk.policy)))?;
    let is_free = !TAKEN.contains(&name.as_str()) && naming::identifier(&name) == name;
    Ok(if is_free { name } else { format!("{name}_policy") })
}
