//! Nobody can fill in a paragraph, so a page may not require one (docs#48202: its user cannot go on). A page without a
//! button to go on is meant to be the last.

use crate::ast::Text;
use crate::diagnostic::codes::USER_INPUT_TYPE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimTypes, Fresh, TechnicalProfile};
use crate::protocol::{Role, role_of, value};
use crate::source::Spanned;

const BUTTON: &str = "setting.showContinueButton";

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in
        fresh.technical_profiles().filter(|profile| role_of(profile) == Some(Role::SelfAsserted) && goes_on(profile))
    {
        let displayed = profile.display_claims.iter().map(|it| (it.claim_type.as_ref(), it.required.as_ref()));
        let output = profile.output_claims.iter().map(|it| (Some(it.claim_type), it.required));
        for (claim, required) in displayed.chain(output) {
            let (Some(claim), Some(required)) = (claim, required.filter(|required| required.value)) else { continue };
            paragraph(claim, required, fresh.declared(), diagnostics);
        }
    }
}

fn paragraph(claim: &Text, required: &Spanned<bool>, claim_types: &ClaimTypes<'_>, diagnostics: &mut Diagnostics) {
    let declared = claim_types.get(claim);
    let input = declared.and_then(|it| it.user_input_type).filter(|input| input.value == "Paragraph");
    let Some(input) = input else { return };
    diagnostics.push(
        Diagnostic::new(USER_INPUT_TYPE, format!("the page requires `{}`, which is a paragraph", claim.value))
            .at(required.span, "nobody can fill it in")
            .label(input.span, "shown as text")
            .help("remove `Required`")
            .help(format!("or write `<Item Key=\"{BUTTON}\">false</Item>`, if nobody is to go on from this page")),
    );
}

fn goes_on(profile: &TechnicalProfile<'_>) -> bool {
    profile.metadata(BUTTON).and_then(|item| value::boolean(&item.value)).unwrap_or(true)
}
