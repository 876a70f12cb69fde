//! `LocalizedString` of the element type `InputValidation`: its `ElementId` is the id of an input validation, or of the
//! predicate validation that has taken its place.

use super::claims_exchange::is_related;
use crate::ast::{PolicyFile, Text};
use crate::diagnostic::codes::LOCALIZED_NOTHING;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{IdSpace, PolicySet, fold};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    let layers = &set.layers;
    if layers.iter().all(|layer| localized(layer.file).next().is_none()) {
        return;
    }
    let mut declared: BTreeMap<&str, (&str, Vec<usize>)> = BTreeMap::new();
    for (at, layer) in layers.iter().enumerate() {
        let validations = layer.declared().filter(|(space, ..)| is_validation(*space));
        for (_, folded, id) in validations {
            declared.entry(folded).or_insert((id.as_str(), Vec::new())).1.push(at);
        }
    }
    for (at, layer) in layers.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for id in localized(layer.file).filter(|id| !id.contains('{')) {
            let is_near = |places: &[usize]| places.iter().any(|place| is_related(layers, at, *place));
            let folded = fold(id);
            if declared.get(folded.as_str()).is_some_and(|(_, places)| is_near(places)) || !seen.insert(folded) {
                continue;
            }
            let related = declared.values().filter(|(_, places)| is_near(places)).map(|(id, _)| *id);
            let finding = unknown(id, related, diagnostics);
            diagnostics.push(finding);
        }
    }
}

fn is_validation(space: IdSpace) -> bool {
    matches!(space, IdSpace::InputValidation | IdSpace::PredicateValidation)
}

fn localized(file: &PolicyFile) -> impl Iterator<Item = &Text> {
    let resources = file.localization.iter().flat_map(|localization| &localization.resources);
    let strings = resources.flat_map(|resources| &resources.strings);
    strings.filter(|it| it.element_type.value == "InputValidation").filter_map(|it| it.element_id.as_ref())
}

fn unknown<'a>(id: &Text, known: impl Iterator<Item = &'a str>, diagnostics: &Diagnostics) -> Diagnostic {
    let message = format!("there is no input validation or predicate validation `{}` to localize", id.value);
    let finding = Diagnostic::new(LOCALIZED_NOTHING, message).at(id.span, "ignored: not in this policy or its bases");
    match diagnostics.nearest(id, known) {
        Some(near) => finding.did_you_mean(id.span, id, near),
        None => finding.help("remove what is localized, or name what it is meant for"),
    }
}
