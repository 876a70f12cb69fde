//! What localized strings and collections are about. Upload does not look at it; a wrong one is ignored.

use super::{Reference, inside};
use crate::ast::{LocalizedResources, PolicyFile, Text};
use crate::diagnostic::codes::LOCALIZED_NOTHING;
use crate::model::IdSpace::{ClaimType, DisplayControl, Predicate, PredicateValidation};
use crate::rules::references::kind::{ReferenceKind, References, kind};

pub(super) const KINDS: &[ReferenceKind] = &[
    kind("LocalizedString", ClaimType, |file| strings(file, "ClaimType")).reported_as(LOCALIZED_NOTHING),
    kind("LocalizedString", DisplayControl, |file| strings(file, "DisplayControl")).reported_as(LOCALIZED_NOTHING),
    kind("LocalizedString", Predicate, |file| strings(file, "Predicate")).reported_as(LOCALIZED_NOTHING),
    kind("LocalizedString", PredicateValidation, |file| strings(file, "PredicateValidation"))
        .reported_as(LOCALIZED_NOTHING),
    kind("LocalizedCollection", ClaimType, collections).reported_as(LOCALIZED_NOTHING),
];

fn strings<'a>(file: &'a PolicyFile, element_type: &'static str) -> References<'a> {
    in_resources(file, move |resources| {
        let of_type = resources.strings.iter().filter(move |string| string.element_type.value == element_type);
        of_type.filter_map(|string| string.element_id.as_ref())
    })
}

fn collections(file: &PolicyFile) -> References<'_> {
    in_resources(file, |resources| {
        let of_claims = resources.collections.iter().filter(|collection| collection.element_type.value == "ClaimType");
        of_claims.map(|collection| &collection.element_id)
    })
}

fn in_resources<'a, I>(file: &'a PolicyFile, ids: impl Fn(&'a LocalizedResources) -> I + 'a) -> References<'a>
where
    I: Iterator<Item = &'a Text> + 'a,
{
    let all = file.localization.iter().flat_map(|localization| &localization.resources);
    Box::new(all.flat_map(move |resources| -> References<'a> {
        match &resources.id {
            Some(id) => Box::new(inside("in these localized resources", id, ids(resources))),
            None => Box::new(ids(resources).map(|id| Reference { id, inside: None })),
        }
    }))
}
