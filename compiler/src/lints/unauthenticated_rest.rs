//! A REST service that asks nobody who they are answers everybody.

use crate::diagnostic::codes::UNAUTHENTICATED_REST;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Policy;
use crate::protocol::value::boolean;
use crate::protocol::{Role, role_of};

pub(super) fn lint(policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for profile in policy.fresh_profiles().filter(|profile| role_of(profile) == Some(Role::Restful)) {
        let id = &profile.id.value;
        let insecure = profile.metadata("AllowInsecureAuthInProduction");
        let insecure = insecure.filter(|item| boolean(&item.value) == Some(true));
        let none = profile.metadata("AuthenticationType").filter(|item| item.value.eq_ignore_ascii_case("None"));
        // Together they are one decision.
        let Some((item, why)) = insecure
            .map(|item| (item, "allows calls without authentication in production"))
            .or_else(|| none.map(|item| (item, "the service cannot know that B2C calls")))
        else {
            continue;
        };
        diagnostics.push(
            Diagnostic::new(UNAUTHENTICATED_REST, format!("`{id}` calls its REST service without authentication"))
                .at(item.value.span, why)
                .help("write `Basic`, `ClientCertificate`, `Bearer` or `ApiKeyHeader`, with the keys that it needs"),
        );
    }
}
