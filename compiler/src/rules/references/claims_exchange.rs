//! `LocalizedString` of the element type `ClaimsProvider`: its `StringId` is the id of a claims exchange, whose button it
//! names.

use super::derived::derives;
use crate::ast::{PolicyFile, Text};
use crate::diagnostic::codes::LOCALIZED_NOTHING;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Layer, PolicySet, fold};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    let layers = &set.layers;
    if layers.iter().all(|layer| named(layer.file).next().is_none()) {
        return;
    }
    let exchanges = exchanges(layers);
    for (at, layer) in layers.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for id in named(layer.file).filter(|id| !id.contains('{')) {
            let places = exchanges.get(&fold(id)).map_or(&[][..], |exchange| &exchange.layers);
            if !places.iter().any(|place| is_related(layers, at, *place)) && seen.insert(fold(id)) {
                let related = exchanges.values().filter(|it| it.layers.iter().any(|to| is_related(layers, at, *to)));
                let finding = unknown(id, related.map(|exchange| exchange.id.as_str()), diagnostics);
                diagnostics.push(finding);
            }
        }
    }
}

/// The claims exchanges of one id.
struct Exchange<'a> {
    id: &'a Text,
    layers: Vec<usize>,
}

fn exchanges<'a>(layers: &[Layer<'a>]) -> BTreeMap<String, Exchange<'a>> {
    let mut exchanges: BTreeMap<String, Exchange<'a>> = BTreeMap::new();
    for (at, layer) in layers.iter().enumerate() {
        for id in ids(layer.file) {
            let known = exchanges.entry(fold(id)).or_insert(Exchange { id, layers: Vec::new() });
            if known.layers.last() != Some(&at) {
                known.layers.push(at);
            }
        }
    }
    exchanges
}

/// Whether two files can be in one chain.
pub(super) fn is_related(layers: &[Layer<'_>], a: usize, b: usize) -> bool {
    a == b || derives(layers, a, b) || derives(layers, b, a)
}

fn named(file: &PolicyFile) -> impl Iterator<Item = &Text> {
    let resources = file.localization.iter().flat_map(|localization| &localization.resources);
    let strings = resources.flat_map(|resources| &resources.strings);
    strings.filter(|string| string.element_type.value == "ClaimsProvider").map(|string| &string.string_id)
}

fn ids(file: &PolicyFile) -> impl Iterator<Item = &Text> {
    file.journeys().flat_map(|journey| &journey.steps).flat_map(|step| &step.exchanges).map(|exchange| &exchange.id)
}

fn unknown<'a>(id: &Text, known: impl Iterator<Item = &'a str> + Clone, diagnostics: &Diagnostics) -> Diagnostic {
    let finding = Diagnostic::new(LOCALIZED_NOTHING, format!("there is no claims exchange `{}` to localize", id.value))
        .at(id.span, "ignored: no step of a user journey has it");
    match diagnostics.nearest(id, known) {
        Some(near) => finding.did_you_mean(id.span, id, near),
        None => finding.help("name the `Id` of the claims exchange behind the button"),
    }
}
