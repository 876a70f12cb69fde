//! Where a provider goes, and which steps of which journeys offer it.

use super::conventions::Conventions;
use super::look::{Brief, Look};
use super::overlay;
use super::provider::Provider;
use super::trial;
use crate::arguments::{Add, PolicyOptions};
use crate::output::{Failure, printable};
use crate::paths::{absolute, folder, on_disk};
use crate::project::{Environment, Project, no_environments};
use claimsmith_compiler::parallel;
use std::collections::BTreeSet;

/// What is needed to know before anything is written.
#[derive(Debug)]
pub(super) struct Place {
    /// The environments that get the provider, as they are.
    pub(super) environments: Vec<Looked>,
    /// The file it goes into.
    pub(super) destination: Destination,
    /// The policy that all policies to sign in with derive from.
    pub(super) shared: SharedPolicy,
    /// The steps that offer providers, of all journeys.
    pub(super) steps: Vec<SelectionSteps>,
    /// Ids in lower case of the claim types that are declared where it goes.
    pub(super) claim_types: BTreeSet<String>,
    /// What the providers there have in common.
    pub(super) conventions: Conventions,
}

/// An environment and how it is before anything changes.
#[derive(Debug)]
pub(super) struct Looked {
    /// The environment; without an overlay that is not there yet.
    pub(super) environment: Environment,
    /// How many errors and warnings it has.
    pub(super) findings: trial::Count,
}

/// The file that a provider goes into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination {
    /// The policy that all environments share.
    Shared { path: String },
    /// The overlay that an environment has.
    Overlay { path: String },
    /// An overlay that is still to be made.
    NewOverlay { path: String, environment: String },
}

/// A policy that others derive from.
#[derive(Debug, Clone, Default)]
pub(super) struct SharedPolicy {
    /// Its path.
    pub(super) path: String,
    /// Its text.
    pub(super) original: String,
    /// Its text with settings in it.
    pub(super) substituted: String,
}

/// A step in which the user chooses, and the one that does what was chosen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SelectionSteps {
    /// Id of the journey.
    pub(super) journey: String,
    /// `@Type` of a sub-journey.
    pub(super) sub_journey_type: Option<String>,
    /// `@Order` of the step with the selections.
    pub(super) selection: u32,
    /// Its `@Type`.
    pub(super) selection_type: String,
    /// `@Order` of the step with the exchanges.
    pub(super) exchange: u32,
}

impl Place {
    /// Looks at the environments that are meant.
    ///
    /// # Errors
    /// When it is not clear which they are, no policy offers providers, or the provider is there already.
    pub(super) fn find(arguments: &Add, project: &Project, provider: &Provider) -> Result<Self, Failure> {
        let environments = meant(arguments, project)?;
        let Some((first, others)) = environments.split_first() else { return Err(Failure::new("there is no policy")) };
        let first = Look::new(first.clone(), provider)?;
        // Of a thousand environments only what is asked of them is kept.
        let brief = |environment: &Environment| Look::new(environment.clone(), provider).map(Look::brief);
        let others = parallel::map(others, brief).into_iter().collect::<Result<Vec<_>, Failure>>()?;
        let shared = one_shared(first.shared(), &others)?;
        let destination = destination(arguments, project, &first, shared.as_deref())?;
        let file = match &destination {
            Destination::Shared { path } | Destination::Overlay { path } => path.clone(),
            Destination::NewOverlay { .. } => shared.clone().unwrap_or_default(),
        };
        let claim_types = first.claim_types(&file);
        let shared = shared.map(|path| first.shared_policy(path)).unwrap_or_default();
        let mut steps = first.steps.clone();
        let mut conventions = first.conventions();
        let mut environments = vec![first.finish()];
        for brief in others {
            steps.extend(brief.steps);
            conventions = Conventions::of_both(conventions, brief.conventions);
            environments.push(brief.looked);
        }
        steps.sort();
        steps.dedup_by(|a, b| {
            a.journey.eq_ignore_ascii_case(&b.journey) && (a.selection, a.exchange) == (b.selection, b.exchange)
        });
        let conventions = conventions.unwrap_or_default();
        Ok(Self { claim_types, conventions, shared, destination, steps, environments })
    }
}

/// The environments that the arguments mean.
fn meant(arguments: &Add, project: &Project) -> Result<Vec<Environment>, Failure> {
    let mut environments = project.environments(&arguments.options)?;
    environments.retain(|environment| !environment.policies.is_empty());
    let is_faulty = |it: &&Environment| it.read_settings.as_ref().is_some_and(|settings| settings.has_errors());
    let mut unread = environments.iter().filter(|environment| !environment.is_named || is_faulty(environment));
    if let Some(settings) = unread.find_map(|environment| environment.settings.as_ref()) {
        return Err(Failure::new(format!("{}; nothing was written", no_environments(settings))));
    }
    if !arguments.all && environments.len() > 1 {
        let failure = Failure::new("there are several environments; say which one gets the provider");
        let names = environments.iter().map(|environment| printable(&environment.name));
        let failure = names.fold(failure, |failure, name| failure.help(format!("--environment \"{name}\"")));
        return Err(failure.help("--all for all of them"));
    }
    Ok(environments)
}

/// The policy that all policies to sign in with derive from, in all environments.
fn one_shared(first: Option<String>, others: &[Brief]) -> Result<Option<String>, Failure> {
    let mut found = first;
    for shared in others.iter().map(|other| &other.shared) {
        match (&found, shared) {
            (Some(known), Some(new)) if known == new => {}
            (None, _) => found.clone_from(shared),
            (Some(known), new) => {
                let other = new.as_deref().unwrap_or("none");
                return Err(Failure::new(format!("the environments share no policy: `{known}` and `{other}`"))
                    .help("add the provider to each with --environment"));
            }
        }
    }
    Ok(found)
}

fn destination(arguments: &Add, project: &Project, look: &Look, shared: Option<&str>) -> Result<Destination, Failure> {
    let environment = &look.environment;
    let leaves: BTreeSet<&String> = look.chains().filter_map(|files| files.last()).collect();
    let path = match (shared, &environment.overlay) {
        (None, _) if environment.overlay.is_none() || arguments.all => {
            return Err(Failure::new("the policies to sign in with derive from no common policy")
                .help("give them one, as the policies of a set have"));
        }
        (_, Some(overlay)) if !arguments.all => {
            let is_it = |file: &String| absolute(on_disk(file)) == absolute(on_disk(overlay));
            if !look.chains().all(|files| files.iter().any(is_it)) {
                return Err(Failure::new(format!(
                    "the overlay `{overlay}` is no base of every policy to sign in with"
                ))
                .help("an overlay takes part where other policies have the same base as it"));
            }
            return Ok(Destination::Overlay { path: overlay.clone() });
        }
        (shared, _) => shared.unwrap_or_default().to_owned(),
    };
    if arguments.all || !environment.is_named {
        return Ok(Destination::Shared { path });
    }
    if leaves.contains(&path) {
        return Err(Failure::new(format!("`{path}` has no base above which an overlay could stand"))
            .help("give the policy a base, as the policies of a set have"));
    }
    let overlay = match &look.missing_overlay {
        Some(overlay) => overlay.clone(),
        None => overlay::path(&environment.name, &path, &own_folders(arguments, project, environment)?),
    };
    Ok(Destination::NewOverlay { path: overlay, environment: environment.name.clone() })
}

/// The folders with policies of this environment and of no other.
fn own_folders(arguments: &Add, project: &Project, environment: &Environment) -> Result<Vec<String>, Failure> {
    let Add { options: PolicyOptions { bases, settings, .. }, .. } = arguments;
    let every = PolicyOptions { bases: bases.clone(), settings: settings.clone(), environment: None };
    let all = project.environments(&every)?;
    let others: BTreeSet<&str> = all
        .iter()
        .filter(|other| other.name != environment.name)
        .flat_map(|other| &other.policies)
        .map(|policy| folder(policy))
        .collect();
    if all.len() < 2 {
        return Ok(Vec::new());
    }
    let own: BTreeSet<&str> =
        environment.policies.iter().map(|policy| folder(policy)).filter(|own| !others.contains(own)).collect();
    Ok(own.into_iter().map(str::to_owned).collect())
}
