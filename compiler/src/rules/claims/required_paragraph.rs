//! Nobody can fill in a paragraph, so a page may not require one (docs#48202: its user cannot go on).

use crate::ast::Text;
use crate::diagnostic::codes::USER_INPUT_TYPE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::source::Spanned;

pub(super) fn check(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.fresh_profiles().filter(|profile| is_page(profile)) {
        let displayed = profile.display_claims.iter().map(|it| (it.claim_type.as_ref(), it.required.as_ref()));
        let output = profile.output_claims.iter().map(|it| (Some(it.claim_type), it.required));
        for (claim, required) in displayed.chain(output) {
            let (Some(claim), Some(required)) = (claim, required.filter(|required| required.value)) else { continue };
            paragraph(claim, required, policy, diagnostics);
        }
    }
}

fn paragraph(claim: &Text, required: &Spanned<bool>, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let declared = policy.claim_types.get(claim);
    let input = declared.and_then(|it| it.user_input_type).filter(|input| input.value == "Paragraph");
    let Some(input) = input else { return };
    diagnostics.push(
        Diagnostic::new(USER_INPUT_TYPE, format!("the page requires `{}`, which is a paragraph", claim.value))
            .at(required.span, "nobody can fill it in")
            .label(input.span, "shown as text")
            .help("remove `Required`"),
    );
}

/// Whether the profile shows a page of its own.
fn is_page(profile: &TechnicalProfile<'_>) -> bool {
    let handler = profile.protocol.and_then(|protocol| protocol.handler.as_ref());
    handler.is_some_and(|handler| handler.contains(".SelfAssertedAttributeProvider"))
}
