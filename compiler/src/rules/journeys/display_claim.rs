//! A claim that a page or a display control shows has an input field: its claim type says which one (B2C: "UserInputType").

use super::is_explained;
use crate::ast::Text;
use crate::diagnostic::codes::DISPLAY_CLAIM;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimType, Policy};
use crate::protocol::{Role, role_of};
use crate::source::Span;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| role_of(profile) == Some(Role::SelfAsserted)) {
        let claims = profile.display_claims.iter().filter_map(|claim| claim.claim_type.as_ref());
        fields(claims, &format!("the page of `{}`", profile.id.value), policy, diagnostics);
    }
    // Another control draws its claims itself, as that for a QR code does.
    let controls = policy.display_controls.iter().map(|control| control.current);
    for control in controls.filter(|control| control.kind.value == "VerificationControl") {
        let claims = control.display_claims.iter().filter_map(|claim| claim.claim_type.as_ref());
        fields(claims, &format!("the display control `{}`", control.id.value), policy, diagnostics);
    }
}

fn fields<'c>(claims: impl Iterator<Item = &'c Text>, owner: &str, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for claim in claims {
        let Some(declared) = policy.claim_types.get(claim).filter(|it| it.user_input_type.is_none()) else { continue };
        let declarations: Vec<Span> = declared.declarations.iter().map(|declaration| declaration.span).collect();
        if !is_explained(&declarations, diagnostics) {
            diagnostics.push(finding(claim, declared, owner));
        }
    }
}

fn finding(claim: &Text, declared: &ClaimType<'_>, owner: &str) -> Diagnostic {
    Diagnostic::new(DISPLAY_CLAIM, format!("{owner} shows the claim `{}`, which has no input field", claim.value))
        .at(claim.span, "no `UserInputType` says how it is shown")
        .label(declared.id.span, "declared here")
        .help("give the claim type a `UserInputType`: `TextBox` for a text, `Readonly` for what is only shown")
}
