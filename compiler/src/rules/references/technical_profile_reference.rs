//! Every technical profile that an include or a claims exchange names is defined in the chain.

use crate::ast::Text;
use crate::diagnostic::codes::UNKNOWN_TECHNICAL_PROFILE;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::rules::{report_case, technical_profiles};

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for file in &policy.chain {
        let includes = technical_profiles(file).filter_map(|profile| profile.include.as_ref());
        let journeys = file.user_journeys.iter().chain(&file.sub_journeys);
        let steps = journeys.flat_map(|journey| &journey.steps);
        let exchanges = steps.flat_map(|step| &step.exchanges).map(|exchange| &exchange.technical_profile);
        for reference in includes.chain(exchanges) {
            if diagnostics.is_full() {
                return;
            }
            match policy.technical_profiles.get(reference) {
                Some(profile) => report_case("technical profile", reference, profile.id, diagnostics),
                None => {
                    let finding = unknown(reference, policy, diagnostics);
                    diagnostics.push(finding);
                }
            }
        }
    }
}

fn unknown(reference: &Text, policy: &Policy<'_>, diagnostics: &Diagnostics) -> Diagnostic {
    let message = format!("the technical profile `{}` is not defined", reference.value);
    let finding =
        Diagnostic::new(UNKNOWN_TECHNICAL_PROFILE, message).at(reference.span, "not in this policy or its bases");
    match diagnostics.nearest(reference, policy.technical_profiles.iter().map(|profile| profile.id.as_str())) {
        Some(near) => {
            finding.replace(reference.span, near, format!("did you mean `{near}`?"), Applicability::MaybeIncorrect)
        }
        None => finding.help("define it, or derive from the base that does"),
    }
}
