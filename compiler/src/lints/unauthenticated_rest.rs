//! A REST service that asks nobody who they are answers everybody.

use crate::diagnostic::codes::UNAUTHENTICATED_REST;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::protocol::value::boolean;
use crate::protocol::{Role, role_of};

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles().filter(|profile| role_of(profile) == Some(Role::Restful)) {
        let id = &profile.id.value;
        // With another way to authenticate there is nothing to allow, and without one that is what is missing.
        let none = profile.metadata("AuthenticationType").filter(|item| item.value.eq_ignore_ascii_case("None"));
        let Some(none) = none else { continue };
        // Together they are one decision: what is wrong with one of them is the only finding.
        let insecure = profile.metadata("AllowInsecureAuthInProduction").map(|item| (item, boolean(&item.value)));
        let (item, why) = match insecure {
            Some((_, None)) => continue,
            Some((item, Some(true))) => (item, "allows calls without authentication in production"),
            Some((_, Some(false))) | None => (none, "the service cannot know that B2C calls"),
        };
        diagnostics.push(
            Diagnostic::new(UNAUTHENTICATED_REST, format!("`{id}` calls its REST service without authentication"))
                .at(item.value.span, why)
                .help("write `Basic`, `ClientCertificate`, `Bearer` or `ApiKeyHeader`, with the keys that it needs"),
        );
    }
}
