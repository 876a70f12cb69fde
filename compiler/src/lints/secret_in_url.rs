//! A client secret in a URL is kept by proxies and in logs (RFC 6749 section 2.3.1).

use super::oauth_federation;
use crate::diagnostic::codes::SECRET_IN_URL;
use crate::diagnostic::{Applicability, Diagnostic, Diagnostics};
use crate::model::{Fresh, TechnicalProfile};
use crate::url::host;

/// Token endpoints of providers that document GET only.
const GET_ONLY: &[&str] = &["graph.qq.com", "api.weixin.qq.com"];

pub(super) fn lint(fresh: Fresh<'_, '_>, diagnostics: &mut Diagnostics) {
    for profile in oauth_federation(fresh).filter(|profile| sends_secret(profile)) {
        let Some(binding) = profile.metadata("HttpBinding").filter(|item| item.value.eq_ignore_ascii_case("GET"))
        else {
            continue;
        };
        let endpoint = profile.metadata("AccessTokenEndpoint").and_then(|item| host(&item.value));
        if endpoint.is_some_and(|host| GET_ONLY.contains(&host.as_str())) {
            continue;
        }
        let message = format!("`{}` sends its client secret in a URL", profile.id.value);
        let finding = Diagnostic::new(SECRET_IN_URL, message)
            .at(binding.value.span, "the token request is a GET, so the secret stands in its query")
            .note("proxies and servers write URLs to their logs");
        let advice = "write `POST` if the token endpoint accepts it; nearly all do";
        diagnostics.push(if profile.metadata("AccessTokenResponseFormat").is_some() {
            finding.replace(binding.value.span, "POST", advice, Applicability::MaybeIncorrect)
        } else {
            finding.help(advice).help("without `AccessTokenResponseFormat` the answer to a POST is read as JSON")
        });
    }
}

/// Whether the token request has a secret among its parameters.
fn sends_secret(profile: &TechnicalProfile<'_>) -> bool {
    let in_header = ["client_secret_basic", "private_key_jwt"];
    profile.cryptographic_key("client_secret").is_some()
        && !profile.receives_id_token()
        && !in_header.iter().any(|method| profile.metadata_is("token_endpoint_auth_method", method))
}
