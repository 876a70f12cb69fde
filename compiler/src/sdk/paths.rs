//! Where everything of a crate stands, before anything of it is written: the module of each policy and of each technical
//! profile.
//!
//! No policy that comes or goes makes a path lead to something else. A profile that is the same in several policies stands
//! once, under its plain name; one of which policies have different forms has no module of that name, but one a form, named
//! after the first policy that has it. The policy that a profile was compiled for makes it no other one: a client whose
//! requests name the policy stands in the module of the policy, always, and only its configuration, inputs and claims stand
//! among the profiles.

use crate::emit::docs::code;
use crate::ir::{ClaimField, Client, Function, Place, Places, Sdk};
use crate::naming;
use std::collections::BTreeMap;

/// The modules of a crate.
#[derive(Debug)]
pub(crate) struct Paths<'o> {
    /// The policies, in the order they were given.
    pub(crate) policies: Vec<PolicyPath<'o>>,
    /// The technical profiles, by their module.
    pub(crate) profiles: BTreeMap<String, ProfilePath<'o>>,
}

/// A relying-party policy.
#[derive(Debug)]
pub(crate) struct PolicyPath<'o> {
    pub(crate) sdk: &'o Sdk,
    /// Its module.
    pub(crate) name: String,
    /// The modules of its profiles, in the order of [`items`].
    pub(crate) profiles: Vec<String>,
}

/// A technical profile in one form.
#[derive(Debug)]
pub(crate) struct ProfilePath<'o> {
    /// As the first policy has it.
    item: Item<'o>,
    /// How many policies have it.
    pub(crate) users: usize,
    /// Whether each policy has a client of its own for it.
    pub(crate) has_own_clients: bool,
}

/// What a technical profile became.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Item<'o> {
    Client(&'o Client),
    Function(&'o Function),
}

impl<'o> Item<'o> {
    pub(crate) fn profile(self) -> &'o claimsmith_profile::Profile {
        match self {
            Self::Client(client) => &client.profile,
            Self::Function(function) => &function.profile,
        }
    }

    /// Its module, when there is no other form of it.
    fn module(self) -> String {
        match self {
            Self::Client(client) => naming::module_name(&client.field),
            Self::Function(function) => naming::function_module(&function.name),
        }
    }

    /// What has to be the same in two policies for one module to serve both.
    fn form(self) -> Form {
        match self {
            Self::Client(client) => Form::Client(Box::new(form_of_client(client))),
            Self::Function(function) => Form::Function(Box::new(form_of_function(function))),
        }
    }

    /// Whether its requests name the policy, or what they name instead.
    fn agent(self) -> (bool, Option<&'o str>) {
        let Self::Client(Client { profile, .. }) = self else { return (false, None) };
        let agent = profile.claims.user_agent.as_deref();
        let is_named = |agent: &str| !profile.policy_id.is_empty() && agent.contains(&*profile.policy_id);
        (agent.is_some_and(is_named), agent)
    }
}

/// The technical profiles of a policy: the clients in the order of their buttons, then the functions.
pub(crate) fn items(sdk: &Sdk) -> impl Iterator<Item = Item<'_>> {
    sdk.profiles.iter().map(Item::Client).chain(sdk.functions.iter().map(Item::Function))
}

/// The client without the policy that it was compiled for.
pub(super) fn without_policy(client: &Client) -> Client {
    let mut client = client.clone();
    client.profile.policy_id = "".into();
    client
}

/// A client or function without what generated code does not show.
#[derive(Debug, PartialEq)]
enum Form {
    Client(Box<Client>),
    Function(Box<Function>),
}

fn form_of_client(client: &Client) -> Client {
    let mut client = without_policy(client);
    client.profile.claims.user_agent = None;
    // It stands in the list of the providers of a policy.
    client.domain = String::new();
    client.places = Places::default();
    without_line(&mut client.place);
    client.inputs.iter_mut().chain(&mut client.claims).for_each(without_lines);
    client
}

fn form_of_function(function: &Function) -> Function {
    let mut function = function.clone();
    function.places = Places::default();
    without_line(&mut function.place);
    function.inputs.iter_mut().chain(&mut function.claims).for_each(without_lines);
    function
}

fn without_lines(field: &mut ClaimField) {
    without_line(&mut field.place);
}

/// A crate names files and elements, and no lines.
fn without_line(place: &mut Place) {
    place.line = 0;
}

/// A form of a technical profile.
struct Found<'o> {
    item: Item<'o>,
    form: Form,
    /// The policies that have it, by their number, and which of their items it is.
    users: Vec<(usize, usize)>,
    has_own_clients: bool,
}

impl<'o> Paths<'o> {
    /// The modules for these policies; `is_nested` says that every policy has one, as in the crate of an environment.
    ///
    /// # Errors
    /// When two policies or two technical profiles ask for the same module, or no module can be named after a policy.
    pub(crate) fn of(sdks: &[&'o Sdk], is_nested: bool) -> Result<Self, String> {
        let mut policies = Vec::new();
        for sdk in sdks {
            policies.push(policy(sdk, is_nested, &policies)?);
        }
        let mut paths = Self { policies, profiles: BTreeMap::new() };
        for (plain, forms) in found(sdks, is_nested) {
            let is_only = forms.len() == 1;
            for form in forms {
                let first = form.users.first().and_then(|(policy, _)| paths.policies.get(*policy));
                let module = match first {
                    Some(first) if !is_only => format!("{plain}_in_{}", first.name),
                    _ => plain.clone(),
                };
                paths.add(module, form)?;
            }
        }
        Ok(paths)
    }

    fn add(&mut self, module: String, found: Found<'o>) -> Result<(), String> {
        let Found { item, users, has_own_clients, form: _ } = found;
        if let Some(other) = self.profiles.get(&module) {
            let ids = (code(&other.item.profile().id), code(&item.profile().id));
            return Err(format!("the technical profiles {} and {} both give the module `{module}`", ids.0, ids.1));
        }
        for (policy, at) in &users {
            if let Some(name) = self.policies.get_mut(*policy).and_then(|policy| policy.profiles.get_mut(*at)) {
                name.clone_from(&module);
            }
        }
        self.profiles.insert(module, ProfilePath { item, users: users.len(), has_own_clients });
        Ok(())
    }
}

/// The forms of all technical profiles, by the module that they have when they are the only one.
fn found<'o>(sdks: &[&'o Sdk], is_nested: bool) -> BTreeMap<String, Vec<Found<'o>>> {
    let mut found: BTreeMap<String, Vec<Found<'o>>> = BTreeMap::new();
    for (policy, sdk) in sdks.iter().enumerate() {
        for (at, item) in items(sdk).enumerate() {
            let user = (policy, at);
            let (form, (names_policy, agent)) = (item.form(), item.agent());
            let forms = found.entry(item.module()).or_default();
            match forms.iter_mut().find(|known| known.form == form) {
                Some(known) => {
                    known.users.push(user);
                    known.has_own_clients |= is_nested && (names_policy || known.item.agent().1 != agent);
                }
                None => {
                    forms.push(Found { item, form, users: vec![user], has_own_clients: is_nested && names_policy });
                }
            }
        }
    }
    found
}

fn policy<'o>(sdk: &'o Sdk, is_nested: bool, others: &[PolicyPath<'_>]) -> Result<PolicyPath<'o>, String> {
    let name = if is_nested { policy_module(sdk)? } else { "policy".to_owned() };
    if let Some(other) = others.iter().find(|other| other.name == name) {
        let ids = (code(&other.sdk.policy), code(&sdk.policy));
        return Err(format!("the policies {} and {} both give the module `{name}`", ids.0, ids.1));
    }
    Ok(PolicyPath { sdk, name, profiles: vec![String::new(); items(sdk).count()] })
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
