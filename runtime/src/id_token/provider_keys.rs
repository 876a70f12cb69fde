//! Where the issuer and the keys of a provider come from, and what was fetched of them.

use super::cache::Cache;
use super::discovery::{Discovery, DiscoveryEndpoint};
use super::key_set::KeySet;
use crate::config::{ClientOptions, EndpointRules, invalid_profile};
use crate::error::ConfigError;
use crate::secret::Secret;
use claimsmith_profile::{IdToken, KeySource, Profile, ResponseMode, ResponseType, SignatureAlgorithm};

/// Whether the id_tokens of a profile are validated, so that their claims count: with keys of the provider, or with the
/// client secret when HS256 is asked for.
pub(crate) fn is_validated(profile: &Profile) -> bool {
    let is_validated = |id_token: &IdToken| id_token.keys != KeySource::Unknown || allows_secret(id_token);
    profile.id_token.as_ref().is_some_and(is_validated)
}

fn allows_secret(id_token: &IdToken) -> bool {
    id_token.algorithms.contains(&SignatureAlgorithm::Hs256)
}

/// Where the issuer and the keys of a provider come from. One for all clones of a client.
pub(crate) struct ProviderKeys {
    /// The client secret, when HS256 is allowed.
    pub(crate) secret: Option<Secret>,
    /// Metadata `METADATA`.
    pub(crate) discovery: Option<DiscoveryEndpoint>,
    /// Metadata `JWKS`.
    key_endpoint: Option<String>,
    /// The keys of whichever address is the current one.
    pub(crate) keys: Cache<KeySet>,
}

impl ProviderKeys {
    /// `None` when the profile's id_tokens are not validated.
    ///
    /// # Errors
    /// [`ConfigError`]: the feature `id-token` is off, a URL that cannot be used, or a profile that lacks what a check
    /// needs.
    pub(crate) fn new(
        profile: &Profile,
        options: &ClientOptions,
        client_secret: Option<&Secret>,
    ) -> Result<Option<Self>, ConfigError> {
        check_profile(profile)?;
        let Some(id_token) = profile.id_token.as_ref().filter(|_| is_validated(profile)) else { return Ok(None) };
        if !cfg!(feature = "id-token") {
            return Err(invalid_profile(
                profile,
                "its id_tokens are to be validated: switch the feature `id-token` on",
            ));
        }
        let secret = client_secret.filter(|_| allows_secret(id_token)).cloned();
        if secret.is_none() && allows_secret(id_token) {
            return Err(invalid_profile(profile, "HS256 is signed with the key client_secret, which it does not have"));
        }
        let rules = EndpointRules::new(options.endpoint_base.as_deref(), options.allow_loopback_http)?;
        let what = |key: &str| format!("{key} of {}", profile.id);
        let (discovery, key_endpoint) = match &id_token.keys {
            KeySource::Unknown => (None, None),
            KeySource::Jwks(url) => (None, Some(rules.endpoint(&what("JWKS"), url)?)),
            KeySource::Discovery(url) => {
                (DiscoveryEndpoint::new(&what("METADATA"), url, profile.issuer.as_deref(), rules)?, None)
            }
        };
        if discovery.is_none() && profile.issuer.is_none() {
            let reason = "it needs the metadata `issuer` to compare id_tokens with: METADATA gives it only at an address \
                          that ends in /.well-known/openid-configuration";
            return Err(invalid_profile(profile, reason));
        }
        Ok(Some(Self { secret, discovery, key_endpoint, keys: Cache::default() }))
    }

    /// Where the keys are; `None` when the client secret is the only one.
    pub(crate) fn key_endpoint<'a>(&'a self, discovery: Option<&'a Discovery>) -> Option<&'a str> {
        self.key_endpoint.as_deref().or(discovery.map(|document| document.key_endpoint.as_str()))
    }
}

fn check_profile(profile: &Profile) -> Result<(), ConfigError> {
    let keys = profile.id_token.as_ref().map(|id_token| &id_token.keys);
    let authorization = &profile.authorization;
    if authorization.issuer_required && profile.issuer.is_none() && !matches!(keys, Some(KeySource::Discovery(_))) {
        return Err(invalid_profile(
            profile,
            "callbacks are to name their issuer, but neither `issuer` nor METADATA does",
        ));
    }
    if authorization.response_type == ResponseType::Code {
        return Ok(());
    }
    if matches!(keys, None | Some(KeySource::Unknown)) {
        return Err(invalid_profile(profile, "response_types=id_token needs JWKS or METADATA"));
    }
    // OAuth 2.0 Multiple Response Type Encoding Practices, section 3: a token must not stand in a query.
    if authorization.response_mode == Some(ResponseMode::Query) {
        return Err(invalid_profile(profile, "response_types=id_token goes with response_mode form_post or fragment"));
    }
    Ok(())
}
