//! A required input claim of a technical profile that a page runs, to validate what was entered or as an action of a display
//! control, is provided by a step before, by the page, or by what the page has run before.

use super::flow::{ClaimsBag, Step};
use super::unprovided_input;
use crate::ast::{DisplayControl, Text};
use crate::diagnostic::codes::UNPROVIDED_INPUT;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{ClaimReference, Policy, TechnicalProfile};
use crate::protocol::{Role, role_of};
use crate::source::Span;
use std::collections::BTreeSet;

/// The most claims that are looked at for the pages of one journey: real policies have some thousand.
const MOST_CLAIMS: usize = 200_000;

/// The pages of a journey so far.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The claims that have been reported: a technical profile that several pages run lacks a claim once.
    known: BTreeSet<Span>,
    looked_at: usize,
}

/// A technical profile that a page runs.
struct Run<'p, 'a> {
    /// What names it.
    place: &'a Text,
    profile: &'p TechnicalProfile<'a>,
    /// The display control whose action it is.
    control: Option<&'a DisplayControl>,
}

impl Pages {
    /// What the technical profiles lack that this page of a step runs. `bag` holds what there is before the step.
    pub(super) fn findings<'a>(
        &mut self,
        step: &Step<'_, 'a>,
        page: &TechnicalProfile<'a>,
        bag: &ClaimsBag<'_, 'a>,
        policy: &Policy<'a>,
    ) -> Vec<Diagnostic> {
        if role_of(page) != Some(Role::SelfAsserted) || self.looked_at > MOST_CLAIMS {
            return Vec::new();
        }
        let runs = runs(page, policy);
        self.looked_at += runs.iter().map(|run| run.profile.input_claims.len()).sum::<usize>();
        if !runs.iter().any(|run| unprovided_input::claims(run.profile, bag, policy).next().is_some()) {
            return Vec::new();
        }
        let mut form = ClaimsBag::empty(policy);
        form.add_form(page);
        let mut findings = Vec::new();
        for run in &runs {
            let unprovided = unprovided_input::claims(run.profile, bag, policy);
            for input in unprovided.filter(|input| !form.has(input.claim_type)) {
                if self.known.insert(input.claim_type.span) {
                    findings.push(finding(step, page, run, input));
                }
            }
            form.add(run.profile);
        }
        self.looked_at += form.additions();
        findings
    }
}

/// What a page runs, in order: the actions of its display controls while it is shown, then its validations.
fn runs<'p, 'a>(page: &TechnicalProfile<'a>, policy: &'p Policy<'a>) -> Vec<Run<'p, 'a>> {
    let controls = page.display_claims.iter().filter_map(|claim| claim.display_control.as_ref());
    let controls = controls.filter_map(|id| policy.display_controls.get(id)).map(|control| control.current);
    let of_controls = controls.flat_map(|control| {
        let validations = control.actions.iter().flat_map(|action| &action.validations);
        validations.map(move |validation| (&validation.technical_profile, Some(control)))
    });
    let validations = page.validation_technical_profiles.iter().map(|it| (&it.technical_profile, None));
    let all = of_controls.chain(validations);
    all.filter_map(|(place, control)| Some(Run { place, profile: policy.technical_profiles.get(place)?, control }))
        .collect()
}

fn finding(
    step: &Step<'_, '_>,
    page: &TechnicalProfile<'_>,
    run: &Run<'_, '_>,
    input: &ClaimReference<'_>,
) -> Diagnostic {
    let (claim, id) = (&input.claim_type.value, &run.profile.id.value);
    let message = format!("nothing before provides the claim `{claim}` that the technical profile `{id}` requires");
    let (order, journey, page) = (step.order, &step.journey.id.value, &page.id.value);
    let place = match run.control {
        Some(control) => format!("`{}` runs it on the page `{page}` in step {order} of `{journey}`", control.id.value),
        None => format!("the page `{page}` runs it in step {order} of `{journey}`"),
    };
    let mut finding = Diagnostic::new(UNPROVIDED_INPUT, message)
        .at(input.claim_type.span, "a required input claim with no default value")
        .label(run.place.span, place)
        .help(
            "let the page ask for the claim or be given it, let a step before return it, or give it a `DefaultValue`",
        );
    // Upload does not look into pages, and public samples with such a page are in use.
    finding.severity = Severity::Warning;
    finding
}
