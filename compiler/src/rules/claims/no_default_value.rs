//! A claim that always uses its default value has one: without it the attribute means nothing.

use crate::ast::Text;
use crate::diagnostic::codes::NO_DEFAULT_VALUE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::source::{Span, Spanned};

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles() {
        let claims = profile.input_claims.iter().chain(&profile.persisted_claims).chain(&profile.output_claims);
        for claim in claims.filter(|claim| claim.default_value.is_none()) {
            report(claim.claim_type, claim.always_use_default_value, &profile.elements, diagnostics);
        }
    }
    let Some(profile) = fresh.relying_party_profile() else { return };
    for claim in profile.input_claims.iter().chain(&profile.output_claims).filter(|it| it.default_value.is_none()) {
        report(&claim.claim_type, claim.always_use_default_value.as_ref(), &[profile.span], diagnostics);
    }
}

/// Of a claim without a default value in a technical profile of these elements.
fn report(claim: &Text, always: Option<&Spanned<bool>>, elements: &[Span], diagnostics: &mut Diagnostics) {
    let Some(always) = always.filter(|always| always.value) else { return };
    // The default value may stand in an attribute that could not be read, which has been reported.
    let hides = |error: &Diagnostic| {
        let place = error.primary.as_ref().filter(|_| error.code.id.starts_with("CS02"));
        place.is_some_and(|it| elements.iter().any(|element| element.contains(&it.span)))
    };
    if diagnostics.errors().any(hides) {
        return;
    }
    diagnostics.push(
        Diagnostic::new(NO_DEFAULT_VALUE, format!("the claim `{}` has no default value to use always", claim.value))
            .at(always.span, "has no effect without `DefaultValue`")
            .help("add a `DefaultValue`, or remove `AlwaysUseDefaultValue`"),
    );
}
