//! Every claim a technical profile names is declared in the `ClaimsSchema` of the chain.

use crate::ast::Text;
use crate::diagnostic::codes::UNDECLARED_CLAIM_TYPE;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::rules::{claim_references, report_case, technical_profiles};

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for file in &policy.chain {
        for profile in technical_profiles(file) {
            if diagnostics.is_full() {
                return;
            }
            for reference in claim_references(profile) {
                match policy.claim_types.get(&reference.claim_type) {
                    Some(declared) => report_case("claim type", &reference.claim_type, declared.id, diagnostics),
                    None => {
                        let finding = undeclared(&reference.claim_type, &profile.id, policy, diagnostics);
                        diagnostics.push(finding);
                    }
                }
            }
        }
    }
}

fn undeclared(reference: &Text, profile: &Text, policy: &Policy<'_>, diagnostics: &Diagnostics) -> Diagnostic {
    let finding =
        Diagnostic::new(UNDECLARED_CLAIM_TYPE, format!("the claim type `{}` is not declared", reference.value))
            .at(reference.span, "not in the `ClaimsSchema` of this policy or its bases")
            .label(profile.span, "in this technical profile");
    match diagnostics.nearest(reference, policy.claim_types.iter().map(|claim_type| claim_type.id.as_str())) {
        Some(near) => {
            finding.replace(reference.span, near, format!("did you mean `{near}`?"), Applicability::MaybeIncorrect)
        }
        None => finding.help(format!("declare it: `<ClaimType Id=\"{}\">` in `ClaimsSchema`", reference.value)),
    }
}
