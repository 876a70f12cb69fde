//! A directory profile that reads or writes extension attributes says which application owns them. Without it upload says
//! that a required metadata item is missing.

use super::doubt::Doubts;
use super::fresh;
use crate::ast::Text;
use crate::diagnostic::codes::MISSING_METADATA;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Policy, TechnicalProfile};
use crate::protocol::Role;

const KEYS: [&str; 2] = ["ClientId", "ApplicationObjectId"];

pub(super) fn check(policy: &Policy<'_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for (profile, _) in fresh(policy).filter(|(_, role)| *role == Role::Directory) {
        // One without the other is reported as half of a pair.
        if KEYS.iter().any(|key| profile.metadata(key).is_some() || doubts.about(profile, key)) {
            continue;
        }
        if let Some(attribute) = extension_attribute(profile, policy) {
            diagnostics.push(finding(profile, attribute));
        }
    }
}

fn extension_attribute<'a>(profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> Option<&'a Text> {
    let lists = [&profile.input_claims, &profile.persisted_claims, &profile.output_claims];
    // A constant that the directory does not give is no attribute of it.
    let claims = lists.into_iter().flatten().filter(|it| !it.is_always_default());
    let names = claims.map(|it| (it, profile.partner_claim_type(it, policy)));
    let extension = |name: &Text| name.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("extension_"));
    names.into_iter().find(|(_, name)| extension(name)).map(|(it, _)| it.partner_claim_type.unwrap_or(it.claim_type))
}

fn finding(profile: &TechnicalProfile<'_>, attribute: &Text) -> Diagnostic {
    let message = format!(
        "the technical profile `{}` has neither metadata `ClientId` nor `ApplicationObjectId`",
        profile.id.value
    );
    Diagnostic::new(MISSING_METADATA, message)
        .at(profile.id.span, "reads or writes an extension attribute, which an application owns")
        .label(attribute.span, "the extension attribute")
        .help("add both, with the ids of the application `b2c-extensions-app`")
        .help("in the starter pack `AAD-Common` is the place, which the other directory profiles include")
}
