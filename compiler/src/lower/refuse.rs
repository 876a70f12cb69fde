//! What is not compiled yet is refused, never silently run without.

use crate::diagnostic::codes::NOT_COMPILED;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::lower::fields::field_type;
use crate::lower::select::leave_out;
use crate::lower::transformations;
use crate::lower::validation;
use crate::model::{ClaimReference, Policy, TechnicalProfile};
use crate::protocol::constant::{Parsed, is_unset, parse};
use crate::protocol::resolver::{ClaimResolver, Reading, is_resolver, read};
use crate::source::Span;

pub(super) fn check(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    transformations::check(profile, policy, diagnostics);
    elements(profile, diagnostics);
    for reference in profile.input_claims.iter().chain(&profile.output_claims) {
        claim(reference, profile, policy, diagnostics);
    }
    for claim_type in profile.subject_holders(policy) {
        validation::check(claim_type, policy, diagnostics);
    }
}

/// Elements that change what a sign-in does.
const ELEMENTS: &[&str] = &["ErrorHandlers"];

fn elements(profile: &TechnicalProfile<'_>, diagnostics: &mut Diagnostics) {
    for element in profile.raw.iter().filter(|element| ELEMENTS.contains(&element.name.as_str())) {
        diagnostics.push(refusal(profile, &format!("the element `{}`", element.name), element.span));
    }
    if let Some(from) = profile.include_claims_from {
        diagnostics.push(refusal(profile, "the element `IncludeClaimsFromTechnicalProfile`", from.span));
    }
}

fn claim(
    reference: &ClaimReference<'_>,
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
    diagnostics: &mut Diagnostics,
) {
    let declared = policy.claim_types.get(reference.claim_type).and_then(|claim_type| claim_type.data_type);
    let Some(data_type) = declared else { return };
    let name = data_type.value.name();
    if field_type(data_type.value).is_none() {
        diagnostics.push(
            Diagnostic::new(NOT_COMPILED, format!("claims of type `{name}` are not yet compiled"))
                .at(reference.claim_type.span, format!("a `{name}`"))
                .label(data_type.span, "the data type"),
        );
        return;
    }
    let Some(default) = reference.default_value.filter(|default| !is_unset(default)) else { return };
    let resolving = profile.resolves_claims();
    let what = if let Reading::Resolver(ClaimResolver { namespace: "SAML", .. }, _) = read(default)
        && resolving
    {
        format!("the claim resolver `{}`", default.value)
    } else if resolving && is_resolver(default) {
        return;
    } else if parse(default, data_type.value) == Parsed::Unread {
        format!("a default value of type `{name}`")
    } else {
        return;
    };
    diagnostics.push(
        Diagnostic::new(NOT_COMPILED, format!("{what} is not yet compiled")).at(default.span, "as a default value"),
    );
}

fn refusal(profile: &TechnicalProfile<'_>, what: &str, span: Span) -> Diagnostic {
    Diagnostic::new(NOT_COMPILED, format!("{what} is not yet compiled"))
        .at(span, format!("on the technical profile `{}`", profile.id.value))
        .help(leave_out(profile.id))
}
