//! `IncludeClaimsFromTechnicalProfile` reads the claims of a technical profile in the same policy file, says the schema;
//! nobody has been seen to reach a base with it.

use crate::diagnostic::codes::UNKNOWN_TECHNICAL_PROFILE;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{IdSpace, PolicySet};
use crate::rules::technical_profiles;

pub(super) fn check(set: &PolicySet<'_>, diagnostics: &mut Diagnostics) {
    for scope in set.scopes() {
        let Some(layer) = scope.layers().next() else { continue };
        for id in technical_profiles(layer.file).filter_map(|profile| profile.include_claims_from.as_ref()) {
            let Some(declared) = scope.find(IdSpace::TechnicalProfile, id) else { continue };
            if layer.find(IdSpace::TechnicalProfile, id).is_some() {
                continue;
            }
            let message = format!("the technical profile `{}` is not defined in this file", id.value);
            let mut finding = Diagnostic::new(UNKNOWN_TECHNICAL_PROFILE, message)
                .at(id.span, "the claims of a profile of the same file are included")
                .label(declared.span, "defined in a base")
                .help("include the whole profile with `IncludeTechnicalProfile`, or list the claims");
            finding.severity = Severity::Warning;
            diagnostics.push(finding);
        }
    }
}
