//! Nodes and edges, whatever language they are then written in.

use super::{Entry, Variant, name};
use claimsmith_compiler::inspect::{Journey, PolicyNode, ProfileReference, Step};
use std::collections::BTreeMap;

/// A drawing.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
    /// What the groups are called.
    pub(super) groups: Vec<String>,
}

/// A node.
#[derive(Debug)]
pub(super) struct Node {
    /// Its text, line by line.
    pub(super) lines: Vec<String>,
    pub(super) shape: Shape,
    /// Index of the group that it stands in.
    pub(super) group: Option<usize>,
}

/// How a node looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A policy without relying party, or a step.
    Plain,
    /// A policy that applications call.
    RelyingParty,
    /// A technical profile.
    TechnicalProfile,
    /// Something that is named and not defined.
    Missing,
}

/// An edge, by the indices of its nodes.
#[derive(Debug)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Its text, line by line; none when there is nothing to say.
    pub(super) lines: Vec<String>,
    /// Whether it leads off the way from step to step.
    pub(super) is_aside: bool,
}

impl Drawing {
    fn node(&mut self, lines: Vec<String>, shape: Shape, group: Option<usize>) -> usize {
        self.nodes.push(Node { lines, shape, group });
        self.nodes.len() - 1
    }

    fn edge(&mut self, from: usize, to: usize, lines: Vec<String>, is_aside: bool) {
        self.edges.push(Edge { from, to, lines, is_aside });
    }

    fn group(&mut self, name: String) -> usize {
        self.groups.push(name);
        self.groups.len() - 1
    }
}

/// Policies as nodes, from a base to what derives from it; a group an environment in which they differ.
pub(super) fn inheritance(entries: &[Entry<'_, Vec<PolicyNode>>]) -> Drawing {
    let mut drawing = Drawing::default();
    for entry in entries {
        let group = (!entry.environments.is_empty()).then(|| drawing.group(entry.environments.join(", ")));
        let first = drawing.nodes.len();
        for policy in entry.item {
            let shape = if policy.is_relying_party { Shape::RelyingParty } else { Shape::Plain };
            drawing.node(vec![policy.policy_id.clone(), policy.file.clone()], shape, group);
        }
        for (at, policy) in entry.item.iter().enumerate() {
            if let Some(base) = policy.base {
                drawing.edge(first + base, first + at, Vec::new(), false);
            }
        }
    }
    drawing
}

/// Steps as nodes, one below the other, with the technical profiles they run beside them; a group a journey.
pub(super) fn journeys(variants: &[Variant<'_>]) -> Drawing {
    let mut drawing = Drawing::default();
    for variant in variants {
        let mut journey = JourneyDrawing { drawing: &mut drawing, profiles: BTreeMap::new(), starts: BTreeMap::new() };
        journey.steps(variant);
        journey.asides(variant);
    }
    drawing
}

/// What is drawn of one variant.
#[derive(Debug)]
struct JourneyDrawing<'d> {
    drawing: &'d mut Drawing,
    /// The nodes of the technical profiles, by id.
    profiles: BTreeMap<String, usize>,
    /// The first step of each journey, by id.
    starts: BTreeMap<String, usize>,
}

impl JourneyDrawing<'_> {
    /// The steps and the way from one to the next.
    fn steps(&mut self, variant: &Variant<'_>) {
        for (at, journey) in variant.journeys.iter().enumerate() {
            let of = if at == 0 { format!(" of {}", variant.policies.join(", ")) } else { String::new() };
            let group = self.drawing.group(name(journey) + &of);
            let mut before = None;
            for step in &journey.steps {
                let lines = [Some(format!("step {}: {}", step.order, step.kind)), step.content_definition.clone()];
                let mut lines: Vec<String> = lines.into_iter().flatten().collect();
                let conditions: Vec<String> = step.preconditions.iter().map(|it| it.text.clone()).collect();
                let Some(before_it) = before else {
                    // Nothing leads to the first step, so it says itself when it runs.
                    lines.extend(conditions);
                    let node = self.drawing.node(lines, Shape::Plain, Some(group));
                    self.starts.insert(journey.id.clone(), node);
                    before = Some(node);
                    continue;
                };
                let node = self.drawing.node(lines, Shape::Plain, Some(group));
                self.drawing.edge(before_it, node, conditions, false);
                before = Some(node);
            }
        }
    }

    /// What the steps run.
    fn asides(&mut self, variant: &Variant<'_>) {
        for journey in variant.journeys {
            let Some(first) = self.starts.get(&journey.id).copied() else { continue };
            for (at, step) in journey.steps.iter().enumerate() {
                self.step(first + at, step, variant.journeys);
            }
        }
    }

    fn step(&mut self, node: usize, step: &Step, journeys: &[Journey]) {
        for selection in &step.selections {
            let label = if selection.is_validation { "validates with" } else { "offers" };
            let profile = match &selection.technical_profile {
                Some(profile) => self.profile(profile),
                None => self.missing(&selection.exchange),
            };
            self.drawing.edge(node, profile, vec![format!("{label} {}", selection.exchange)], true);
        }
        for exchange in &step.exchanges {
            let profile = self.profile(&exchange.technical_profile);
            self.drawing.edge(node, profile, vec![exchange.id.clone()], true);
        }
        if let Some(issuer) = &step.issuer {
            let profile = self.profile(issuer);
            self.drawing.edge(node, profile, vec!["issuer".to_owned()], true);
        }
        for id in &step.sub_journeys {
            let start =
                journeys.iter().find(|journey| journey.id == *id).and_then(|it| self.starts.get(&it.id).copied());
            let start = start.unwrap_or_else(|| self.missing(id));
            self.drawing.edge(node, start, vec!["invokes".to_owned()], true);
        }
    }

    /// The node of a technical profile.
    fn profile(&mut self, profile: &ProfileReference) -> usize {
        let key = profile.id.to_ascii_lowercase();
        if let Some(known) = self.profiles.get(&key) {
            return *known;
        }
        let node = match &profile.protocol {
            Some(protocol) => {
                self.drawing.node(vec![profile.id.clone(), protocol.clone()], Shape::TechnicalProfile, None)
            }
            None => self.missing(&profile.id),
        };
        self.profiles.insert(key, node);
        node
    }

    fn missing(&mut self, id: &str) -> usize {
        self.drawing.node(vec![id.to_owned(), "not defined".to_owned()], Shape::Missing, None)
    }
}
