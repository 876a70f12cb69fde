//! Whether B2C's redirect URI names the policy is said, because what holds without saying it is not settled.

use super::doubt::Doubts;
use crate::diagnostic::codes::REDIRECT_URI_FORM;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;

pub(super) fn check(policy: &Policy<'_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for profile in policy.technical_profiles.iter().filter(|profile| profile.is_oauth2_federation()) {
        // A profile that sends the browser nowhere is reported for that.
        let key = "UsePolicyInRedirectUri";
        let is_silent = profile.metadata(key).is_none() && !doubts.about(profile, key);
        if is_silent && profile.metadata("authorization_endpoint").is_some() {
            let id = &profile.id.value;
            diagnostics.push(
                Diagnostic::new(REDIRECT_URI_FORM, format!("`{id}` does not say which redirect URI B2C uses for it"))
                    .at(profile.id.span, "no metadata `UsePolicyInRedirectUri`")
                    .note("reports differ on what holds without it: `claimsmith inspect redirect-uris` lists both forms")
                    .help("add `<Item Key=\"UsePolicyInRedirectUri\">false</Item>` and register the form without the policy"),
            );
        }
    }
}
