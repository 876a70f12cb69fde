//! A claim that a page or a display control shows has an input field: its claim type says which one (B2C: "UserInputType").

use super::is_explained;
use crate::ast::Text;
use crate::diagnostic::codes::DISPLAY_CLAIM;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimType, Fresh};
use crate::protocol::{Role, role_of};
use crate::source::Span;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles().filter(|profile| role_of(profile) == Some(Role::SelfAsserted)) {
        let claims = profile.display_claims.iter().filter_map(|claim| claim.claim_type.as_ref());
        fields(claims, &format!("the page of `{}`", profile.id.value), fresh, diagnostics);
    }
    // Another control draws its claims itself, as that for a QR code does.
    for control in fresh.display_controls().filter(|control| control.kind.value == "VerificationControl") {
        let claims = control.display_claims.iter().filter_map(|claim| claim.claim_type.as_ref());
        fields(claims, &format!("the display control `{}`", control.id.value), fresh, diagnostics);
    }
}

fn fields<'c>(
    claims: impl Iterator<Item = &'c Text>,
    owner: &str,
    fresh: Fresh<'_, '_>,
    diagnostics: &mut Diagnostics,
) {
    for claim in claims {
        let Some(declared) = fresh.declared().get(claim).filter(|it| it.user_input_type.is_none()) else { continue };
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
