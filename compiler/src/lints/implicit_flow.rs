//! Tokens that come through the browser can be read and replaced there (RFC 9700 section 2.1.2).

use super::oauth_federation;
use crate::diagnostic::codes::IMPLICIT_FLOW;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in oauth_federation(fresh) {
        let Some(types) = profile.metadata("response_types") else { continue };
        let has = |word: &str| types.value.split_whitespace().any(|it| it.eq_ignore_ascii_case(word));
        let what = match (has("token"), has("code"), has("id_token")) {
            (true, _, _) => "an access token",
            (false, false, true) => "the id_token",
            _ => continue,
        };
        diagnostics.push(
            Diagnostic::new(IMPLICIT_FLOW, format!("{what} of `{}` comes through the browser", profile.id.value))
                .at(types.value.span, "the implicit flow")
                .help("write `code`, with a `client_secret` among the `CryptographicKeys`, if the provider allows it"),
        );
    }
}
