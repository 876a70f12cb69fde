//! Directory profiles that read or write extension attributes say which application owns them. Without it upload is
//! reported to say that a required metadata item is missing.

use super::doubt::Doubts;
use crate::ast::Text;
use crate::diagnostic::codes::MISSING_METADATA;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Policy, TechnicalProfile};
use crate::protocol::{Role, role_of};
use std::collections::BTreeMap;

const KEYS: [&str; 2] = ["ClientId", "ApplicationObjectId"];

/// The longest chain of includes that is followed; one that is longer has been reported.
const MOST_INCLUDES: usize = 100;

/// One finding for all profiles that include the same one: there is one place to add what is missing.
pub(super) fn check(policy: &Policy<'_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    let mut lacking = BTreeMap::new();
    for profile in policy.technical_profiles.iter().filter(|profile| role_of(profile) == Some(Role::Directory)) {
        // One without the other is reported as half of a pair.
        if KEYS.iter().any(|key| profile.metadata(key).is_some() || doubts.about(profile, key)) {
            continue;
        }
        if let Some(attribute) = extension_attribute(profile) {
            let root = root(profile, policy);
            lacking.entry(root.id.span).or_insert((root, attribute));
        }
    }
    for (root, attribute) in lacking.into_values() {
        diagnostics.push(finding(root, attribute));
    }
}

/// The profile at the end of the includes: in the starter pack `AAD-Common`.
fn root<'p, 'a>(profile: &'p TechnicalProfile<'a>, policy: &'p Policy<'a>) -> &'p TechnicalProfile<'a> {
    let mut root = profile;
    for _ in 0..MOST_INCLUDES {
        match root.include.and_then(|id| policy.technical_profiles.get(id)) {
            Some(next) => root = next,
            None => break,
        }
    }
    root
}

fn extension_attribute<'a>(profile: &TechnicalProfile<'a>) -> Option<&'a Text> {
    let lists = [&profile.input_claims, &profile.persisted_claims, &profile.output_claims];
    // A constant that the directory does not give is no attribute of it.
    let claims = lists.into_iter().flatten().filter(|it| !it.is_always_default());
    let is_extension = |name: &Text| name.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("extension_"));
    claims.map(|it| it.partner_claim_type.unwrap_or(it.claim_type)).find(|name| is_extension(name))
}

fn finding(root: &TechnicalProfile<'_>, attribute: &Text) -> Diagnostic {
    let message =
        format!("the technical profile `{}` has neither metadata `ClientId` nor `ApplicationObjectId`", root.id.value);
    let mut finding = Diagnostic::new(MISSING_METADATA, message)
        .at(root.id.span, "needs both for extension attributes, which an application owns")
        .label(attribute.span, "an extension attribute")
        .help("add both, with the ids of the application `b2c-extensions-app`");
    // Reports of the upload error are the only source, and samples leave both to the reader.
    finding.severity = Severity::Warning;
    finding
}
