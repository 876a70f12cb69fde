//! B2C runs the validation technical profiles of the derived policy and then those of the base, without leaving out what
//! ran already.

use super::profile_override::Placed;
use crate::ast::{TechnicalProfile, Text};
use crate::diagnostic::codes::REPEATED_VALIDATION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::fold;
use std::collections::HashMap;

/// The profile over those it overrides, nearest first.
pub(super) fn check(profile: &TechnicalProfile, earlier: &[Placed<'_>], diagnostics: &mut Diagnostics) {
    if profile.validation_technical_profiles.is_empty() {
        return;
    }
    let mut below: HashMap<String, &Text> = HashMap::new();
    for validation in earlier.iter().flat_map(|it| &it.profile.validation_technical_profiles) {
        below.entry(fold(&validation.technical_profile)).or_insert(&validation.technical_profile);
    }
    for validation in &profile.validation_technical_profiles {
        let id = &validation.technical_profile;
        let Some(first) = below.get(&fold(id)) else { continue };
        diagnostics.push(
            Diagnostic::new(
                REPEATED_VALIDATION,
                format!("the validation technical profile `{}` of `{}` runs twice", id.value, profile.id.value),
            )
            .at(id.span, "runs first")
            .label(first.span, "runs again after all of the derived policy")
            .help("leave it out here; to run it in another order, give the overriding profile an id of its own"),
        );
    }
}
