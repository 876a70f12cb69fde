//! Combinations of metadata of which nobody has written what B2C does.

use super::oauth_federation;
use crate::diagnostic::codes::UNDOCUMENTED_COMBINATION;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Fresh, TechnicalProfile};

/// Ways to authenticate at the token endpoint that the pages show with POST only.
const WITH_POST: &[&str] = &["client_secret_basic", "private_key_jwt"];

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in fresh.technical_profiles().filter(|profile| profile.is_oauth2_federation()) {
        if let Some(finding) = in_fragment(profile) {
            diagnostics.push(finding);
        }
    }
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

/// Of OpenID Connect it is said where code is generated too (`rules/metadata/answer_in_fragment.rs`).
fn in_fragment(profile: &TechnicalProfile<'_>) -> Option<Diagnostic> {
    let mode = profile.metadata("response_mode").filter(|_| profile.metadata_is("response_mode", "fragment"))?;
    Some(
        Diagnostic::new(
            UNDOCUMENTED_COMBINATION,
            format!("nothing says how B2C reads the answer of `{}` in a fragment", profile.id.value),
        )
        .at(mode.value.span, "no browser sends the fragment of a URL to a server")
        .note("a client that Claimsmith generates has a page that sends it on")
        .help("write `form_post`, or `query` if the provider does not post"),
    )
}
