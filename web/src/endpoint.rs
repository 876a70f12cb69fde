//! Where the sign-in routes of one provider are, and how the browser reaches them.

use claimsmith_runtime::profile::ResponseMode;
use claimsmith_runtime::{Client, Policy, Profile, ProviderInfo, callback_path, sign_in_path};
use url::Url;

/// One provider of the policy.
#[derive(Debug, Clone)]
pub(crate) struct SignInEndpoint {
    pub(crate) profile_id: String,
    pub(crate) display_name: String,
    /// Path of the start route as the router sees it: `/signin/{profile id in lower case}`.
    pub(crate) start_route: String,
    /// Path of the callback route as the router sees it.
    pub(crate) callback_route: String,
    /// Path of the start route as the browser sees it, with the path of the public address before it.
    pub(crate) public_start_path: String,
    /// Whether browsers reach the application over https, which the configured redirect URI says.
    pub(crate) secure: bool,
    /// Whether callbacks arrive in the fragment: the policy says `response_mode=fragment`.
    pub(crate) answers_in_fragment: bool,
    /// Whether the policy has claim resolvers, so that it matters what the request says.
    pub(crate) has_resolvers: bool,
    /// Host of the configured redirect URI.
    pub(crate) host_name: Option<String>,
}

impl SignInEndpoint {
    pub(crate) fn new(policy: &impl Policy, provider: &ProviderInfo) -> Self {
        let (start_route, callback_route) = (sign_in_path(&provider.id), callback_path(&provider.id));
        let client = policy.client(&provider.id);
        let redirect_uri = client.map(Client::redirect_uri);
        let response_mode = client.and_then(|client| client.profile().authorization.response_mode);
        let public_callback_path = redirect_uri.map(path_of);
        let base = public_callback_path.and_then(|path| path.strip_suffix(callback_route.as_str()));
        if let (Some(path), None) = (public_callback_path, base) {
            tracing::warn!(
                target: "claimsmith",
                profile = %provider.id,
                redirect_uri_path = path,
                callback_route,
                "the redirect URI does not lead to the callback route: nobody can finish a sign-in here"
            );
        }
        Self {
            profile_id: provider.id.to_string(),
            display_name: provider.display_name.to_string(),
            public_start_path: format!("{}{start_route}", base.unwrap_or_default()),
            start_route,
            callback_route,
            secure: redirect_uri.is_none_or(is_secure),
            answers_in_fragment: response_mode == Some(ResponseMode::Fragment),
            has_resolvers: client.is_some_and(|client| has_resolvers(client.profile())),
            host_name: redirect_uri.and_then(host_of),
        }
    }
}

/// Whether a redirect URI is https, and cookies are therefore `Secure`.
pub(crate) fn is_secure(redirect_uri: &str) -> bool {
    redirect_uri.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"))
}

fn has_resolvers(profile: &Profile) -> bool {
    let inputs = profile.inputs.iter().any(|input| input.resolver.is_some());
    inputs || profile.outputs.iter().any(|output| output.resolver.is_some())
}

/// The host of an absolute URL, without port.
fn host_of(url: &str) -> Option<String> {
    Url::parse(url).ok()?.host_str().map(str::to_owned)
}

/// The path of an absolute URL, without query.
fn path_of(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after_scheme.find('/').and_then(|start| after_scheme.get(start..)).unwrap_or("/");
    path.split('?').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_uri_says_whether_cookies_are_secure_and_where_the_callback_is() {
        for (uri, secure, path) in [
            ("https://www.example.com/signin/qq/callback", true, "/signin/qq/callback"),
            ("HTTPS://www.example.com/app/callback?tenant=a", true, "/app/callback"),
            ("http://127.0.0.1:3000/signin/qq/callback", false, "/signin/qq/callback"),
            ("https://www.example.com", true, "/"),
        ] {
            assert_eq!((is_secure(uri), path_of(uri)), (secure, path), "{uri}");
        }
    }
}
