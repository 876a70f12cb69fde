//! A display control has the actions and the display claims that its type needs, and a page that can show it (B2C:
//! "Display controls").

use super::is_explained;
use crate::ast::DisplayControl;
use crate::diagnostic::codes::DISPLAY_CONTROL;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, Policy, TechnicalProfile};
use crate::protocol::{Role, role_of};

/// What a type of display control needs.
struct Needs {
    control_type: &'static str,
    actions: &'static [&'static str],
    control_claim_types: &'static [&'static str],
}

const NEEDS: &[Needs] = &[
    Needs {
        control_type: "VerificationControl",
        actions: &["SendCode", "VerifyCode"],
        control_claim_types: &["VerificationCode"],
    },
    Needs { control_type: "QrCodeControl", actions: &[], control_claim_types: &["QrCodeContent"] },
];

/// The name of the self-asserted page in a page contract.
const SELF_ASSERTED: &str = "urn:com:microsoft:aad:b2c:elements:contract:selfasserted:";

/// The first version of that page with display controls.
const FIRST_VERSION: (u32, u32) = (2, 1);

pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for control in fresh.display_controls() {
        if diagnostics.is_full() {
            return;
        }
        let needs = NEEDS.iter().find(|needs| needs.control_type == control.kind.as_str());
        if let Some(needs) = needs.filter(|_| !is_explained(&[control.span], diagnostics)) {
            lacking(control, needs, diagnostics);
        }
    }
}

/// The page that has a display control is of a version that shows it.
pub(super) fn pages(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    let with_control =
        |profile: &&TechnicalProfile<'_>| profile.display_claims.iter().any(|claim| claim.display_control.is_some());
    let profiles = policy.technical_profiles.iter().filter(with_control);
    for profile in profiles.filter(|profile| role_of(profile) == Some(Role::SelfAsserted)) {
        if let Some(finding) = page_version(profile, policy) {
            diagnostics.push(finding);
        }
    }
}

fn lacking(control: &DisplayControl, needs: &Needs, diagnostics: &mut Diagnostics) {
    let id = &control.id.value;
    for wanted in needs.actions.iter().filter(|wanted| control.actions.iter().all(|it| it.id.as_str() != **wanted)) {
        let finding = Diagnostic::new(DISPLAY_CONTROL, format!("the display control `{id}` has no action `{wanted}`"));
        let others = control.actions.iter().filter(|it| !needs.actions.contains(&it.id.as_str()));
        let meant = others.clone().find(|it| diagnostics.nearest(&it.id, [*wanted]).is_some());
        diagnostics.push(match meant {
            Some(action) => finding.at(action.id.span, "is not run").did_you_mean(action.id.span, &action.id, wanted),
            None => finding
                .at(control.kind.span, format!("needs the action `{wanted}`"))
                .help(format!("add `<Action Id=\"{wanted}\">` with the technical profile that it runs")),
        });
    }
    let claims = || control.display_claims.iter().filter_map(|claim| claim.control_claim_type.as_ref());
    for wanted in needs.control_claim_types.iter().filter(|wanted| claims().all(|it| it.as_str() != **wanted)) {
        let message = format!("the display control `{id}` has no display claim for `{wanted}`");
        let finding = Diagnostic::new(DISPLAY_CONTROL, message);
        let meant = claims().find(|it| diagnostics.nearest(it, [*wanted]).is_some());
        diagnostics.push(match meant {
            Some(claim) => finding.at(claim.span, "is not known").did_you_mean(claim.span, claim, wanted),
            None => finding
                .at(control.kind.span, format!("needs a display claim for `{wanted}`"))
                .help(format!("add a `DisplayClaim` with `ControlClaimType=\"{wanted}\"`")),
        });
    }
}

/// A page of an older version leaves its display controls out.
fn page_version(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<Diagnostic> {
    let control = profile.display_claims.iter().find_map(|claim| claim.display_control.as_ref())?;
    let definition = policy.content_definitions.get(&profile.metadata("ContentDefinitionReferenceId")?.value)?;
    let data_uri = definition.data_uri?;
    let version = data_uri.strip_prefix(SELF_ASSERTED)?;
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().ok());
    if (numbers.next().flatten()?, numbers.next().flatten()?) >= FIRST_VERSION {
        return None;
    }
    let id = &profile.id.value;
    let message = format!("the page of `{id}` is version {version} and cannot show display controls");
    let finding = Diagnostic::new(DISPLAY_CONTROL, message)
        .at(data_uri.span, "display controls need version 2.1.0 or later")
        .label(control.span, "the display control");
    Some(finding.help("name a later version of the page contract"))
}
