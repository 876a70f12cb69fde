//! Combinations of metadata of which nobody has written what B2C does.

use super::oauth_federation;
use crate::diagnostic::codes::UNDOCUMENTED_COMBINATION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Fresh;

/// Ways to authenticate at the token endpoint that the pages show with POST only.
const WITH_POST: &[&str] = &["client_secret_basic", "private_key_jwt"];

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in oauth_federation(fresh).filter(|profile| profile.metadata_is("HttpBinding", "GET")) {
        let Some(method) = profile.metadata("token_endpoint_auth_method") else { continue };
        let Some(binding) = profile.metadata("HttpBinding") else { continue };
        if WITH_POST.iter().any(|known| method.value.eq_ignore_ascii_case(known)) {
            diagnostics.push(
                Diagnostic::new(
                    UNDOCUMENTED_COMBINATION,
                    format!("nothing says what B2C does with GET and `{}`", method.value.value),
                )
                .at(binding.value.span, "the token request is a GET")
                .label(method.value.span, "with this way to authenticate")
                .help("write `POST`"),
            );
        }
    }
}
