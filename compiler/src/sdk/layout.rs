//! What stands in the modules of a crate: a profile that is the same in several policies stands once.
//!
//! A profile names the policy that it was compiled for; one that several policies share names none.

use super::paths::{Item, Paths, PolicyPath, ProfilePath, items, without_policy};
use super::{CrateInput, STYLE};
use crate::emit::docs::escape;
use crate::emit::{self, Module};
use crate::ir::{Client, Sdk};
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
    /// Whether its clients stand in the modules of their policies.
    pub(super) has_own_clients: bool,
}

/// A relying-party policy.
#[derive(Debug)]
pub(super) struct Policy<'o> {
    pub(super) sdk: &'o Sdk,
    /// Its module.
    pub(super) name: String,
    /// The modules of its profiles, in the order of the buttons; then those of its functions.
    pub(super) profiles: Vec<String>,
    /// The clients that stand in its module.
    pub(super) clients: TokenStream,
    /// What holds the clients together, and the token contract.
    pub(super) items: Option<Module>,
}

impl<'o> Layout<'o> {
    /// The modules for these policies.
    ///
    /// # Errors
    /// When two policies or two technical profiles ask for the same module, or no module can be named after a policy.
    pub(super) fn of(input: &CrateInput<'o>) -> Result<Self, String> {
        let is_nested = input.options().environment.is_some();
        let sdks: Vec<&Sdk> = input.parts().iter().map(|part| part.sdk).collect();
        let Paths { policies, profiles } = Paths::of(&sdks, is_nested)?;
        let mut layout = Self { profiles: BTreeMap::new(), policies: Vec::new(), is_nested };
        policies.into_iter().for_each(|policy| layout.add(policy, &profiles));
        Ok(layout)
    }

    fn add(&mut self, policy: PolicyPath<'o>, paths: &BTreeMap<String, ProfilePath<'o>>) {
        let PolicyPath { sdk, name, profiles } = policy;
        let mut emitted = emit::modules(sdk, STYLE).into_iter();
        let mut clients = TokenStream::new();
        for ((item, module), emitted) in items(sdk).zip(&profiles).zip(emitted.by_ref()) {
            let Some(path) = paths.get(module) else { continue };
            if let (Item::Client(client), true) = (item, path.has_own_clients) {
                clients.extend(emit::client_alone(client, sdk, STYLE));
            }
            if !self.profiles.contains_key(module) {
                self.profiles.insert(module.clone(), profile(path, item, emitted, (sdk, &name)));
            }
        }
        self.policies.push(Policy { sdk, name, profiles, clients, items: emitted.next() });
    }

    /// The policy that documentation shows: the one with the most providers, and of those the first that is for signing in.
    pub(super) fn main(&self) -> Option<&Policy<'o>> {
        let complete = self.policies.iter().filter(|policy| policy.sdk.has_policy_type());
        // The last of equal ones is taken, and the first is wanted.
        complete.rev().max_by_key(|policy| (policy.sdk.profiles.len(), policy.name.contains("sign_in")))
    }
}

/// The module of a technical profile, as the first policy with it has it, which has a module of this name.
fn profile<'o>(path: &ProfilePath<'_>, item: Item<'o>, emitted: Module, (sdk, policy): (&Sdk, &str)) -> Profile<'o> {
    let Module { docs, tokens, .. } = emitted;
    let whole = Profile { item, docs, tokens, has_own_clients: path.has_own_clients };
    match item {
        Item::Client(client) if path.has_own_clients => {
            let tokens = emit::client_types(&without_policy(client), policy, sdk, STYLE);
            Profile { docs: docs_of_types(client), tokens, ..whole }
        }
        Item::Client(client) if path.users > 1 => {
            Profile { tokens: emit::client(&without_policy(client), sdk, STYLE), ..whole }
        }
        _ => whole,
    }
}

/// Documentation of the module of a profile whose clients stand elsewhere.
fn docs_of_types(client: &Client) -> String {
    format!(
        "{}: configuration, inputs and claims. The client stands in the module of each policy: its requests name the \
         policy in the `User-Agent`.",
        escape(&client.profile.display_name)
    )
}
