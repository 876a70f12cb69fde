//! Where a provider goes, and which steps of which journeys offer it.

use super::conventions::Conventions;
use super::overlay;
use super::provider::Provider;
use super::trial;
use crate::arguments::{Add, PolicyOptions};
use crate::output::{Failure, printable};
use crate::paths::{absolute, folder, on_disk};
use crate::project::{Environment, Project, no_environments};
use claimsmith_compiler::diagnostic::Diagnostics;
use claimsmith_compiler::inspect::{Answer, Inventory, Journey, JourneyGraph, Question};
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Outcome, SourceMap, xml};
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
        let mut looks = Vec::new();
        for environment in meant(arguments, project)? {
            let look = Look::new(environment)?;
            look.require_absent(provider)?;
            looks.push(look);
        }
        let shared = one_shared(&looks)?;
        let first = looks.first().ok_or_else(|| Failure::new("there is no policy"))?;
        let destination = destination(arguments, project, first, shared.as_ref())?;
        let file = match &destination {
            Destination::Shared { path } | Destination::Overlay { path } => path.clone(),
            Destination::NewOverlay { .. } => shared.as_ref().map(|shared| shared.path.clone()).unwrap_or_default(),
        };
        let mut steps: Vec<SelectionSteps> = looks.iter().flat_map(|look| look.steps.iter().cloned()).collect();
        steps.sort();
        steps.dedup_by(|a, b| {
            a.journey.eq_ignore_ascii_case(&b.journey) && (a.selection, a.exchange) == (b.selection, b.exchange)
        });
        Ok(Self {
            claim_types: first.claim_types(&file),
            conventions: first.conventions(),
            shared: shared.unwrap_or_default(),
            destination,
            steps,
            environments: looks.into_iter().map(Look::finish).collect(),
        })
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
fn one_shared(looks: &[Look]) -> Result<Option<SharedPolicy>, Failure> {
    let mut found: Option<SharedPolicy> = None;
    for look in looks {
        let shared = look.shared();
        match (&found, &shared) {
            (Some(known), Some(new)) if known.path == new.path => {}
            (None, _) => found = shared,
            (Some(known), new) => {
                let other = new.as_ref().map_or("none", |new| new.path.as_str());
                return Err(Failure::new(format!("the environments share no policy: `{}` and `{other}`", known.path))
                    .help("add the provider to each with --environment"));
            }
        }
    }
    Ok(found)
}

fn destination(
    arguments: &Add,
    project: &Project,
    look: &Look,
    shared: Option<&SharedPolicy>,
) -> Result<Destination, Failure> {
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
        (shared, _) => shared.map(|shared| shared.path.clone()).unwrap_or_default(),
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

/// An environment and what the compiler says about it.
struct Look {
    environment: Environment,
    /// The overlay that the project names and that is not there.
    missing_overlay: Option<String>,
    outcome: Outcome,
    steps: Vec<SelectionSteps>,
    /// Ids of the policies that offer providers.
    policies: BTreeSet<String>,
    /// Ids of the technical profiles that they offer.
    offered: BTreeSet<String>,
    /// Ids of the claims exchanges.
    exchanges: BTreeSet<String>,
}

impl Look {
    fn new(mut environment: Environment) -> Result<Self, Failure> {
        let missing_overlay = environment.overlay.take_if(|overlay| !on_disk(overlay).exists());
        let outcome = trial::compile(&environment, Some(Question::Journey(None)), DiskLoader::new("."));
        let mut look = Self {
            environment,
            missing_overlay,
            steps: Vec::new(),
            policies: BTreeSet::new(),
            offered: BTreeSet::new(),
            exchanges: BTreeSet::new(),
            outcome,
        };
        let answer = look.outcome.answer.take();
        if let Some(Answer::Journey(found)) = &answer {
            found.items.iter().for_each(|graph| look.add(graph));
        }
        if look.steps.is_empty() {
            let failure = Failure::new("no policy lets the user choose a provider");
            return Err(if look.outcome.has_errors() {
                failure.help("`claimsmith check` says what is wrong with the policies")
            } else {
                failure.help(
                    "a provider takes part in a step of type `ClaimsProviderSelection` or \
                              `CombinedSignInAndSignUp` and the step of type `ClaimsExchange` behind it",
                )
            });
        }
        Ok(look)
    }

    fn add(&mut self, graph: &JourneyGraph) {
        for journey in &graph.journeys {
            let Some((steps, offered)) = selection_steps(journey) else { continue };
            self.steps.push(steps);
            self.offered.extend(offered);
            self.policies.insert(graph.policy_id.to_lowercase());
        }
        let steps = graph.journeys.iter().flat_map(|journey| &journey.steps);
        self.exchanges.extend(steps.flat_map(|step| &step.exchanges).map(|exchange| exchange.id.to_lowercase()));
    }

    /// The policies that offer providers.
    fn inventories(&self) -> impl Iterator<Item = &Inventory> {
        self.outcome.inventory.iter().filter(|it| self.policies.contains(&it.policy_id.to_lowercase()))
    }

    /// Their files, root base first.
    fn chains(&self) -> impl Iterator<Item = &Vec<String>> {
        self.inventories().map(|it| &it.files)
    }

    fn is_overlay(&self, file: &str) -> bool {
        self.environment.overlay.as_ref().is_some_and(|it| absolute(on_disk(it)) == absolute(on_disk(file)))
    }

    /// The last policy that all of them derive from, or the one there is; never the overlay.
    fn shared(&self) -> Option<SharedPolicy> {
        let chains: Vec<Vec<&String>> =
            self.chains().map(|files| files.iter().filter(|file| !self.is_overlay(file)).collect()).collect();
        let (first, others) = chains.split_first()?;
        let is_common = |at: usize| others.iter().all(|other| other.get(at) == first.get(at));
        let mut common = (0..first.len()).take_while(|at| is_common(*at)).count();
        if chains.iter().any(|chain| chain.len() == common) && common > 1 {
            common -= 1;
        }
        let path = *first.get(common.checked_sub(1)?)?;
        let source = self.outcome.sources.get(self.outcome.sources.find(path)?);
        let original = std::fs::read_to_string(on_disk(path)).ok()?;
        Some(SharedPolicy { path: path.clone(), original, substituted: source.text().to_owned() })
    }

    fn require_absent(&self, provider: &Provider) -> Result<(), Failure> {
        let of = if self.environment.is_named {
            format!(" in the environment `{}`", printable(&self.environment.name))
        } else {
            String::new()
        };
        for path in self.chains().flatten() {
            let Some(line) = self.text(path).and_then(|text| line_of_profile(text, &provider.id)) else { continue };
            let message = format!("the technical profile `{}` is already there{of}: {path}:{line}", provider.id);
            return Err(Failure::new(message).help("change it there; nothing was written"));
        }
        let is_same = |url: &str| provider.endpoint.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(url.trim()));
        let mut known = self.inventories().flat_map(|it| &it.providers);
        if let Some(known) = known.find(|known| known.endpoints.iter().any(|(_, url)| is_same(url))) {
            let (id, place) = (printable(&known.id), printable(&known.place));
            let message = format!("{} is already there{of}, as the technical profile `{id}`: {place}", provider.name);
            return Err(Failure::new(message).help("change it there; nothing was written"));
        }
        if self.exchanges.contains(&provider.exchange_id().to_lowercase()) {
            let message = format!("there is already a claims exchange `{}`{of}", provider.exchange_id());
            return Err(Failure::new(message).help("give that one another id; nothing was written"));
        }
        Ok(())
    }

    fn text(&self, path: &str) -> Option<&str> {
        Some(self.outcome.sources.get(self.outcome.sources.find(path)?).text())
    }

    /// Ids of the claim types that are declared in a policy or in its bases.
    fn claim_types(&self, file: &str) -> BTreeSet<String> {
        let end = |files: &&Vec<String>| files.iter().any(|it| it == file);
        let files = self.chains().find(end).map(Vec::as_slice).unwrap_or_default();
        let at = files.iter().position(|it| it == file).map_or(0, |at| at + 1);
        let texts = files.iter().take(at).filter_map(|path| self.text(path));
        texts.flat_map(|text| ids_of(text, "ClaimType")).map(|(id, _)| id.to_lowercase()).collect()
    }

    fn conventions(&self) -> Conventions {
        let files = self.chains().next().map(Vec::as_slice).unwrap_or_default();
        let texts: Vec<&str> = files.iter().filter_map(|path| self.text(path)).collect();
        Conventions::find(&self.offered, &texts)
    }

    fn finish(self) -> Looked {
        Looked { findings: trial::Count::of(&self.outcome), environment: self.environment }
    }
}

/// The first step of a journey in which the user chooses a provider and the step behind it, with the technical profiles that
/// it offers.
fn selection_steps(journey: &Journey) -> Option<(SelectionSteps, BTreeSet<String>)> {
    let is_selection = |kind: &str| matches!(kind, "ClaimsProviderSelection" | "CombinedSignInAndSignUp");
    let two = journey.steps.windows(2);
    let mut found = two.filter_map(|two| match two {
        [selection, exchange] if is_selection(&selection.kind) && exchange.kind == "ClaimsExchange" => {
            Some((selection, exchange))
        }
        _ => None,
    });
    let (selection, exchange) = found.next()?;
    let profiles = exchange.exchanges.iter().map(|exchange| &exchange.technical_profile);
    let is_provider =
        |protocol: Option<&str>| matches!(protocol, Some("OAuth2" | "OpenIdConnect" | "OAuth1" | "SAML2"));
    let offered = profiles.filter(|it| is_provider(it.protocol.as_deref())).map(|it| it.id.clone()).collect();
    let steps = SelectionSteps {
        journey: journey.id.clone(),
        sub_journey_type: journey.sub_journey_type.clone(),
        selection: selection.order,
        selection_type: selection.kind.clone(),
        exchange: exchange.order,
    };
    Some((steps, offered))
}

fn line_of_profile(text: &str, id: &str) -> Option<u32> {
    ids_of(text, "TechnicalProfile").into_iter().find(|(known, _)| known.eq_ignore_ascii_case(id)).map(|(_, line)| line)
}

/// The ids of all elements of this name and their lines.
fn ids_of(text: &str, name: &str) -> Vec<(String, u32)> {
    let mut sources = SourceMap::default();
    let file = sources.add("", text);
    let Some(document) = xml::parse(&sources, file, &mut Diagnostics::default()) else { return Vec::new() };
    let elements = document.descendants().filter(|node| node.tag_name().name() == name);
    let id = |node: roxmltree::Node<'_, '_>| {
        Some((node.attribute("Id")?.trim().to_owned(), document.text_pos_at(node.range().start).row))
    };
    elements.filter_map(id).collect()
}
