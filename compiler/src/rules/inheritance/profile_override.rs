//! A technical profile over those it overrides.

use super::{repeated_validation, unchanged};
use crate::ast::{TechnicalProfile, Text};
use crate::diagnostic::Diagnostics;
use crate::model::{IdSpace, Layer, PolicySet, Scope};
use crate::source::{FileId, Span};
use std::collections::HashMap;

/// A technical profile in its claims provider.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    pub(super) profile: &'a TechnicalProfile,
    /// `ClaimsProvider/Domain`
    pub(super) domain: Option<&'a Text>,
}

/// Runs the rules about overridden technical profiles. Each override is seen once, on the bases of its own file.
pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    let scopes: Vec<Scope<'_, '_>> = set.scopes().collect();
    let mut places = Places::default();
    for layer in &set.layers {
        let Some(below) = layer.base.and_then(|base| scopes.get(base)) else { continue };
        for over in profiles(layer) {
            let id = &over.profile.id;
            if below.find(IdSpace::TechnicalProfile, id).is_none() {
                continue;
            }
            if diagnostics.is_full() {
                return;
            }
            let earlier: Vec<Placed<'_>> = below.layers().filter_map(|base| places.find(base, id)).collect();
            unchanged::technical_profile(over, &earlier, diagnostics);
            repeated_validation::check(over.profile, &earlier, diagnostics);
        }
    }
}

fn profiles<'a>(layer: &Layer<'a>) -> impl Iterator<Item = Placed<'a>> + use<'a> {
    layer.file.claims_providers.iter().flat_map(|provider| {
        let domain = provider.domain.as_ref();
        provider.technical_profiles.iter().map(move |profile| Placed { profile, domain })
    })
}

/// The technical profiles of the files that are overridden, by the place of their ids.
#[derive(Default)]
struct Places<'a>(HashMap<FileId, HashMap<Span, Placed<'a>>>);

impl<'a> Places<'a> {
    fn find(&mut self, layer: &Layer<'a>, id: &str) -> Option<Placed<'a>> {
        let place = layer.find(IdSpace::TechnicalProfile, id)?.span;
        let file = self.0.entry(place.file);
        let file = file.or_insert_with(|| profiles(layer).map(|placed| (placed.profile.id.span, placed)).collect());
        file.get(&place).copied()
    }
}
