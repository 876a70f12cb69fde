//! Whether B2C's redirect URI names the policy is said, because what holds without saying it is not settled.

use super::doubt::Doubts;
use super::with_roles;
use crate::diagnostic::codes::REDIRECT_URI_FORM;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::protocol::Role;

const KEY: &str = "UsePolicyInRedirectUri";

pub(super) fn check(fresh: Fresh<'_, '_>, doubts: &Doubts, diagnostics: &mut Diagnostics) {
    for (profile, role) in with_roles(fresh) {
        // A profile that sends the browser nowhere is reported for that.
        let has = |key: &str| profile.metadata(key).is_some();
        let sends_browser = match role {
            Role::OAuth2Federation => has("authorization_endpoint"),
            Role::OpenIdConnectFederation => has("authorization_endpoint") || has("METADATA"),
            _ => false,
        };
        if !sends_browser || has(KEY) || doubts.about(profile, KEY) {
            continue;
        }
        let id = &profile.id.value;
        let finding =
            Diagnostic::new(REDIRECT_URI_FORM, format!("`{id}` does not say which redirect URI B2C uses for it"))
                .at(profile.id.span, "no metadata `UsePolicyInRedirectUri`");
        let finding = finding.note(if role == Role::OAuth2Federation {
            "reports differ on what holds without it: `claimsmith inspect redirect-uris` lists both forms"
        } else {
            "reports differ on what holds without it"
        });
        diagnostics.push(
            finding.help(
                "add `<Item Key=\"UsePolicyInRedirectUri\">false</Item>` and register the form without the policy",
            ),
        );
    }
}
