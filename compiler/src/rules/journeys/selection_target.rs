//! A selection leads to a claims exchange of the next step, or is validated by one of its own step.

use super::flow::Steps;
use super::step::{
    CLAIMS_EXCHANGE, COMBINED_SIGN_IN_AND_SIGN_UP, is_selection, is_written_twice, neighbours, type_place,
};
use super::{journeys, run_journeys};
use crate::ast::{ClaimsExchange, Text};
use crate::diagnostic::codes::SELECTION_TARGET;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Fresh, OrchestrationStep, Policy, UserJourney, fold};
use crate::rules::report_case;
use crate::source::Span;
use std::cell::LazyCell;
use std::collections::{BTreeSet, HashMap};

/// More names than these help nobody.
const MOST_LISTED: usize = 8;

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for journey in fresh.journeys() {
        if diagnostics.is_full() {
            return;
        }
        let exchanges = Exchanges::of(journey);
        for (order, step) in &journey.steps {
            for selection in &step.selections {
                if let Some(finding) = attributes(selection) {
                    diagnostics.push(finding);
                }
                if let Some(id) = &selection.validation {
                    exchanges.expect(id, *order, &VALIDATED, diagnostics);
                }
            }
        }
        // What follows a selection and is no claims exchange is a finding of its own.
        let leading = neighbours(journey).filter(|(step, next)| is_selection(step) && next.kind() == CLAIMS_EXCHANGE);
        for (step, next) in leading.filter(|(_, next)| !is_written_twice(next)) {
            let Some(order) = next.elements.first().map(|element| element.order.value) else { continue };
            for id in step.selections.iter().filter_map(|selection| selection.target.as_ref()) {
                exchanges.expect(id, order, &SELECTED, diagnostics);
            }
        }
    }
}

/// The metadata key with the claims exchange behind "Forgot your password?" on a sign-in page.
const FORGOT_PASSWORD: &str = "setting.forgotPasswordLinkOverride";

/// The link of the page of a combined sign-in step leads to a claims exchange of the next step, as a selection does. Many
/// policies show the page in a journey of their own, so nothing is said of one that the relying party does not run.
pub(super) fn password_reset(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let run = LazyCell::new(|| run(policy));
    for journey in journeys(policy) {
        let exchanges = LazyCell::new(|| Exchanges::of(journey));
        for (step, next) in neighbours(journey).filter(|(step, next)| has_page_before_exchange(step, next)) {
            let Some(order) = next.elements.first().map(|element| element.order.value) else { continue };
            for id in links(step, policy).filter(|_| run.contains(&journey.id.span)) {
                exchanges.expect(id, order, &Link { page: type_place(step), ..LINKED }, diagnostics);
            }
        }
    }
}

fn has_page_before_exchange(step: &OrchestrationStep<'_>, next: &OrchestrationStep<'_>) -> bool {
    step.kind() == COMBINED_SIGN_IN_AND_SIGN_UP && next.kind() == CLAIMS_EXCHANGE && !is_written_twice(next)
}

/// What the links of the pages of a step lead to.
fn links<'p, 'a>(step: &'p OrchestrationStep<'a>, policy: &'p Policy<'a>) -> impl Iterator<Item = &'a Text> {
    let profiles = step.exchanges.iter().filter_map(|it| policy.technical_profiles.get(&it.technical_profile));
    let ids = profiles.filter_map(|profile| profile.metadata(FORGOT_PASSWORD)).map(|item| &item.value);
    ids.filter(|id| !id.is_empty() && !id.contains('{'))
}

/// The ids of the journeys that the relying party runs, and of the sub-journeys that these invoke.
fn run(policy: &Policy<'_>) -> BTreeSet<Span> {
    let mut run = BTreeSet::new();
    for journey in run_journeys(policy) {
        run.extend(Steps::of(journey, policy).journeys().map(|journey| journey.id.span));
    }
    run
}

/// How a claims exchange is named.
struct Link {
    /// What it does to whatever names it.
    relation: &'static str,
    severity: Severity,
    /// The step whose page has the link.
    page: Option<Span>,
}

const VALIDATED: Link = Link { relation: "is validated by", severity: Severity::Error, page: None };
const SELECTED: Link = Link { relation: "leads to", severity: Severity::Error, page: None };
const LINKED: Link = Link { relation: "leads to", severity: Severity::Warning, page: None };

/// A selection says exactly one of where it leads and what validates it.
fn attributes(selection: &crate::ast::ClaimsProviderSelection) -> Option<Diagnostic> {
    let (target, validation) = (&selection.target, &selection.validation);
    match (target, validation) {
        (None, None) => Some(
            Diagnostic::new(SELECTION_TARGET, "the selection leads nowhere")
                .at(selection.span, "neither `TargetClaimsExchangeId` nor `ValidationClaimsExchangeId`")
                .help(
                    "name an exchange of the next step in `TargetClaimsExchangeId`, or one of this step in \
                     `ValidationClaimsExchangeId`",
                ),
        ),
        (Some(target), Some(validation)) => {
            let mut finding = Diagnostic::new(SELECTION_TARGET, "the selection has two claims exchanges")
                .at(validation.span, "runs in this step")
                .label(target.span, "runs in the next step")
                .help("make two selections of it, or keep the one that is meant");
            finding.severity = Severity::Warning;
            Some(finding)
        }
        _ => None,
    }
}

/// The claims exchanges of a journey.
struct Exchanges<'j, 'a> {
    journey: &'j UserJourney<'a>,
    by_id: HashMap<String, Vec<(u32, &'a ClaimsExchange)>>,
}

impl<'j, 'a> Exchanges<'j, 'a> {
    fn of(journey: &'j UserJourney<'a>) -> Self {
        let mut by_id: HashMap<String, Vec<(u32, &'a ClaimsExchange)>> = HashMap::new();
        for (order, step) in &journey.steps {
            for exchange in &step.exchanges {
                by_id.entry(fold(&exchange.id)).or_default().push((*order, exchange));
            }
        }
        Self { journey, by_id }
    }

    /// Reports an id that is not one of the exchanges of this step.
    fn expect(&self, id: &Text, order: u32, link: &Link, diagnostics: &mut Diagnostics) {
        let known = self.by_id.get(&fold(id)).map_or(&[][..], Vec::as_slice);
        match known.iter().find(|(at, _)| *at == order) {
            Some((_, exchange)) => report_case("claims exchange", id, &exchange.id, diagnostics),
            None => {
                let mut finding = self.missing(id, order, link, known.first(), diagnostics);
                finding.severity = link.severity;
                diagnostics.push(finding);
            }
        }
    }

    fn missing(
        &self,
        id: &Text,
        order: u32,
        link: &Link,
        elsewhere: Option<&(u32, &'a ClaimsExchange)>,
        diagnostics: &Diagnostics,
    ) -> Diagnostic {
        let journey = &self.journey.id.value;
        let message = format!("step {order} of the journey `{journey}` has no claims exchange `{}`", id.value);
        let mut finding = Diagnostic::new(SELECTION_TARGET, message)
            .at(id.span, format!("{} a claims exchange of step {order}", link.relation));
        if let Some(page) = link.page {
            finding = finding.label(page, "the step before, which shows the page");
        }
        if let Some((at, exchange)) = elsewhere {
            return finding
                .label(exchange.id.span, format!("this one is in step {at}"))
                .help(format!("move the claims exchange to step {order}, or name one that is there"));
        }
        let exchanges = self.journey.steps.get(&order).map_or(&[][..], |step: &OrchestrationStep<'_>| &step.exchanges);
        match diagnostics.nearest(id, exchanges.iter().map(|exchange| exchange.id.as_str())) {
            Some(near) => finding.did_you_mean(id.span, id, near),
            None if (1..=MOST_LISTED).contains(&exchanges.len()) => {
                // A derived policy may repeat those of its base.
                let mut known = BTreeSet::new();
                let names = exchanges.iter().filter(|exchange| known.insert(fold(&exchange.id)));
                let names: Vec<String> = names.map(|exchange| format!("`{}`", exchange.id.value)).collect();
                finding.help(format!("step {order} has {}", names.join(", ")))
            }
            None => finding.help(format!("add the claims exchange to step {order}, or remove the selection")),
        }
    }
}
