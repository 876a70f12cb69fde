//! The answer of a provider does not come in the fragment of a URL, which a browser keeps to itself.

use super::with_roles;
use crate::diagnostic::codes::UNDOCUMENTED_COMBINATION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;
use crate::protocol::Role;

const KEY: &str = "response_mode";

/// A client that Claimsmith generates for an OAuth2 profile has a page that sends the fragment on; of B2C nobody says so.
pub(super) fn check(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for (profile, _) in with_roles(fresh).filter(|(_, role)| *role == Role::OpenIdConnectFederation) {
        let Some(item) = profile.metadata(KEY).filter(|it| it.value.eq_ignore_ascii_case("fragment")) else { continue };
        diagnostics.push(
            Diagnostic::new(
                UNDOCUMENTED_COMBINATION,
                format!("nothing says how B2C reads the answer of `{}` in a fragment", profile.id.value),
            )
            .at(item.value.span, "no browser sends the fragment of a URL to a server")
            .label(profile.id.span, "in this technical profile")
            .help("write `form_post`, or `query` if the provider does not post"),
        );
    }
}
