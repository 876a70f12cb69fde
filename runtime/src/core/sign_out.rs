//! Sign-out at the provider (OpenID Connect RP-Initiated Logout 1.0).

use super::query::append;
use crate::config::Deployment;
use crate::secret::Secret;
use crate::signed_in::SignOut;

/// Where the browser is sent to sign out; `None` when the policy names no endpoint.
pub(crate) fn sign_out_url(deployment: &Deployment, options: &SignOut) -> Option<String> {
    let endpoint = deployment.end_session_endpoint.as_deref()?;
    let mut parameters: Vec<(&str, &str)> = Vec::new();
    parameters.extend(options.id_token_hint.as_ref().map(|hint| ("id_token_hint", Secret::expose(hint))));
    if let Some(uri) = &options.post_logout_redirect_uri {
        // Without a hint the provider has no other way to tell whose address it is.
        parameters.extend([("client_id", deployment.client_id.as_str()), ("post_logout_redirect_uri", uri)]);
    }
    parameters.extend(options.state.as_deref().map(|state| ("state", state)));
    Some(append(endpoint, &parameters))
}
