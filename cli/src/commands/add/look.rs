//! An environment before anything changes: which of its policies let the user choose, and what the compiler says about them.

use super::conventions::{Conventions, Declarations};
use super::place::{Looked, SelectionSteps, SharedPolicy};
use super::provider::Provider;
use super::trial;
use crate::output::{Failure, printable};
use crate::paths::{absolute, on_disk};
use crate::project::Environment;
use claimsmith_compiler::diagnostic::Diagnostics;
use claimsmith_compiler::inspect::{Answer, Inventory, Journey, JourneyGraph, Question};
use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Outcome, SourceMap, xml};
use std::collections::{BTreeMap, BTreeSet};

/// An environment and what the compiler says about it.
pub(super) struct Look {
    pub(super) environment: Environment,
    /// The overlay that the project names and that is not there.
    pub(super) missing_overlay: Option<String>,
    outcome: Outcome,
    pub(super) steps: Vec<SelectionSteps>,
    /// Ids of the policies that offer providers.
    policies: BTreeSet<String>,
    /// Ids of the technical profiles that they offer.
    offered: BTreeSet<String>,
    /// Ids of the claims exchanges.
    exchanges: BTreeSet<String>,
}

/// What is kept of one environment among many.
pub(super) struct Brief {
    pub(super) looked: Looked,
    pub(super) steps: Vec<SelectionSteps>,
    /// Path of the policy that all policies to sign in with derive from.
    pub(super) shared: Option<String>,
    /// What the providers have in common; `None` without any.
    pub(super) conventions: Option<Conventions>,
}

impl Look {
    /// Looks at an environment.
    ///
    /// # Errors
    /// When no policy lets the user choose a provider, or the provider is there already.
    pub(super) fn new(mut environment: Environment, provider: &Provider) -> Result<Self, Failure> {
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
            return Err(look.without_steps());
        }
        look.require_absent(provider)?;
        Ok(look)
    }

    fn without_steps(&self) -> Failure {
        let failure = Failure::new("no policy lets the user choose a provider");
        if self.outcome.has_errors() {
            return failure.help("`claimsmith check` says what is wrong with the policies");
        }
        if self.outcome.inventory.iter().all(|it| it.user_journey.is_none()) {
            return failure.help(
                "these policies have no user journey, as those of `claimsmith init`: `claimsmith init --provider NAME` puts \
                 one more policy beside them",
            );
        }
        failure.help(
            "a provider takes part in a step of type `ClaimsProviderSelection` or `CombinedSignInAndSignUp` and the step \
             of type `ClaimsExchange` behind it",
        )
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
    pub(super) fn chains(&self) -> impl Iterator<Item = &Vec<String>> {
        self.inventories().map(|it| &it.files)
    }

    fn is_overlay(&self, file: &str) -> bool {
        self.environment.overlay.as_ref().is_some_and(|it| absolute(on_disk(it)) == absolute(on_disk(file)))
    }

    /// Path of the last policy that all of them derive from, or of the one there is; never the overlay.
    pub(super) fn shared(&self) -> Option<String> {
        let chains: Vec<Vec<&String>> =
            self.chains().map(|files| files.iter().filter(|file| !self.is_overlay(file)).collect()).collect();
        let (first, others) = chains.split_first()?;
        let is_common = |at: usize| others.iter().all(|other| other.get(at) == first.get(at));
        let mut common = (0..first.len()).take_while(|at| is_common(*at)).count();
        if chains.iter().any(|chain| chain.len() == common) && common > 1 {
            common -= 1;
        }
        first.get(common.checked_sub(1)?).map(|path| (*path).clone())
    }

    /// The policy at this path with its texts, which are empty where they are not UTF-8.
    pub(super) fn shared_policy(&self, path: String) -> SharedPolicy {
        let original = std::fs::read_to_string(on_disk(&path)).unwrap_or_default();
        let substituted = self.text(&path).unwrap_or_default().to_owned();
        SharedPolicy { path, original, substituted }
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
    pub(super) fn claim_types(&self, file: &str) -> BTreeSet<String> {
        let end = |files: &&Vec<String>| files.iter().any(|it| it == file);
        let files = self.chains().find(end).map(Vec::as_slice).unwrap_or_default();
        let at = files.iter().position(|it| it == file).map_or(0, |at| at + 1);
        let texts = files.iter().take(at).filter_map(|path| self.text(path));
        texts.flat_map(|text| ids_of(text, "ClaimType")).map(|(id, _)| id.to_lowercase()).collect()
    }

    /// What all providers that the policies offer have in common, each in every chain that has it; `None` without any. Settings
    /// stand as they are: what is written serves other environments too.
    pub(super) fn conventions(&self) -> Option<Conventions> {
        let mut declared: BTreeMap<&str, Declarations> = BTreeMap::new();
        for path in self.chains().flatten() {
            if let Some(file) = self.outcome.sources.find(path) {
                let read = || Declarations::read(self.outcome.sources.get(file).original());
                declared.entry(path).or_insert_with(read);
            }
        }
        let chains = self.chains().map(|files| files.iter().filter_map(|path| declared.get(path.as_str())).collect());
        Conventions::find(&self.offered, &chains.collect::<Vec<Vec<&Declarations>>>())
    }

    /// What is kept of it.
    pub(super) fn brief(self) -> Brief {
        let (steps, shared, conventions) = (self.steps.clone(), self.shared(), self.conventions());
        Brief { steps, shared, conventions, looked: self.finish() }
    }

    /// The environment and how it is.
    pub(super) fn finish(self) -> Looked {
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
