//! A journey that the relying party runs sends claims, itself or in a sub-journey that it invokes (B2C: "does not
//! contain a send claims step").

use super::step::SEND_CLAIMS;
use super::{flow, is_explained, run_journeys};
use crate::diagnostic::codes::{MISSING_ISSUER, MISSING_SEND_CLAIMS};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, UserJourney};
use crate::source::Span;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for journey in run_journeys(policy) {
        if diagnostics.is_full() {
            return;
        }
        judge(journey, policy, diagnostics);
    }
}

fn judge(journey: &UserJourney<'_>, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    if journey.steps.values().any(|step| step.kind() == SEND_CLAIMS) {
        return;
    }
    let flow = flow::Steps::of(journey, policy);
    let id = &journey.id.value;
    if let Some(sends) = flow.steps.iter().find(|step| step.step.kind() == SEND_CLAIMS) {
        // A sub-journey does not tell the journey who issues its token.
        if journey.default_issuer.is_none() {
            let finding = Diagnostic::new(
                MISSING_ISSUER,
                format!("only sub-journeys of the journey `{id}` send claims, and it names no token issuer"),
            );
            diagnostics.push(
                finding
                    .at(journey.id.span, "no `DefaultCpimIssuerTechnicalProfileReferenceId`")
                    .label(sends.journey.id.span, "this sub-journey sends claims")
                    .help("name the token issuer in `DefaultCpimIssuerTechnicalProfileReferenceId`"),
            );
        }
        return;
    }
    let elements: Vec<Span> = flow.journeys().flat_map(|journey| &journey.elements).copied().collect();
    if flow.is_complete && !is_explained(&elements, diagnostics) {
        diagnostics.push(
            Diagnostic::new(MISSING_SEND_CLAIMS, format!("the journey `{id}` sends no claims"))
                .at(journey.id.span, "no step of the type `SendClaims`")
                .help("end it with a step of the type `SendClaims` that names the token issuer"),
        );
    }
}
