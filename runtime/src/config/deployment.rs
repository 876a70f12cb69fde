//! A profile and its configuration, checked and put together.

use super::ClientConfig;
use super::client_keys::{client_secret, policy_keys, signing_key};
use super::endpoint::{EndpointRules, check_redirect_uri};
use super::parameter_rules::check_requests;
use super::profile_rules::check_profile;
use crate::core::{SigningKey, is_printable};
use crate::error::ConfigError;
use crate::flow::text_digest;
use crate::secret::Secret;
use claimsmith_profile::rules::is_placeholder;
use claimsmith_profile::{Profile, ResponseType, TemplatePart, Text};
use std::time::Duration;

/// What one deployment of a profile sends, every value checked.
pub(crate) struct Deployment {
    pub(crate) client_id: String,
    /// `None` for a public client, which has PKCE only, and where the secret is signed anew for each request.
    pub(crate) client_secret: Option<Secret>,
    /// The key of client assertions or of client secrets.
    pub(crate) signing_key: Option<SigningKey>,
    /// The policy keys that transformations name (`randomizerSecret`), by their names there.
    pub(crate) policy_keys: Vec<(Text, Secret)>,
    pub(crate) redirect_uri: String,
    pub(crate) redirect_uri_is_loopback: bool,
    pub(crate) authorization_endpoint: String,
    /// `None` only with `response_types=id_token`.
    pub(crate) token_endpoint: Option<String>,
    /// `None`: the token endpoint.
    pub(crate) refresh_endpoint: Option<String>,
    pub(crate) revocation_endpoint: Option<String>,
    pub(crate) end_session_endpoint: Option<String>,
    pub(crate) claims_endpoint: Option<String>,
    /// One for each follow-up request of the profile.
    pub(crate) follow_up_endpoints: Vec<String>,
}

impl Deployment {
    pub(crate) fn new(profile: &Profile, config: &ClientConfig) -> Result<Self, ConfigError> {
        check_profile(profile)?;
        check_client_id(profile, &config.client_id)?;
        check_redirect_uri_value(profile)?;
        check_timeout(config.options.timeout)?;
        let redirect_uri_is_loopback = check_redirect_uri(&config.redirect_uri)?;
        let options = &config.options;
        let rules = EndpointRules::new(options.endpoint_base.as_deref(), options.allow_loopback_http)?;
        let endpoint = |key: &str, url: &str| rules.endpoint(&format!("{key} of {}", profile.id), url);
        let optional = |key: &str, url: Option<&str>| url.map(|url| endpoint(key, url)).transpose();
        let has_token_request = profile.authorization.response_type == ResponseType::Code;
        let token_endpoint = Some(profile.token.endpoint.as_ref()).filter(|url| has_token_request || !url.is_empty());
        let follow_ups = profile.follow_ups.iter();
        let deployment = Self {
            client_id: config.client_id.clone(),
            client_secret: client_secret(profile, config)?,
            signing_key: signing_key(profile, config)?,
            policy_keys: policy_keys(profile, config)?,
            redirect_uri: config.redirect_uri.clone(),
            redirect_uri_is_loopback,
            authorization_endpoint: endpoint("authorization_endpoint", &profile.authorization.endpoint)?,
            token_endpoint: optional("AccessTokenEndpoint", token_endpoint)?,
            refresh_endpoint: optional("claimsmith.refresh_endpoint", profile.token.refresh_endpoint.as_deref())?,
            revocation_endpoint: optional("claimsmith.revocation_endpoint", profile.revocation_endpoint.as_deref())?,
            end_session_endpoint: optional("end_session_endpoint", profile.end_session_endpoint.as_deref())?,
            claims_endpoint: optional("ClaimsEndpoint", profile.claims.endpoint.as_deref())?,
            follow_up_endpoints: follow_ups
                .map(|request| endpoint("claimsmith.follow_up endpoint", &request.endpoint))
                .collect::<Result<_, _>>()?,
        };
        check_requests(profile, &deployment)?;
        Ok(deployment)
    }

    /// Tells the clients of one provider apart, 43 characters: a flow that one of them began is none of another's.
    pub(crate) fn client_digest(&self) -> String {
        // Neither holds a line break.
        text_digest(&format!("{}\n{}", self.client_id, self.redirect_uri))
    }
}

fn check_client_id(profile: &Profile, client_id: &str) -> Result<(), ConfigError> {
    let what = || format!("client id of {}", profile.id);
    if is_placeholder(client_id) {
        return Err(ConfigError::Placeholder { what: what() });
    }
    if client_id.chars().any(char::is_control) {
        return Err(ConfigError::InvalidSetting { what: what(), reason: "it has a control character" });
    }
    let follow_ups = profile.follow_ups.iter().flat_map(|request| request.headers.iter());
    let mut headers = profile.token.headers.iter().chain(profile.claims.headers.iter()).chain(follow_ups);
    if !is_printable(client_id) && headers.any(|header| header.value.contains(&TemplatePart::ClientId)) {
        let reason = "it stands in a header, and has letters outside ASCII";
        return Err(ConfigError::InvalidSetting { what: what(), reason });
    }
    Ok(())
}

fn check_redirect_uri_value(profile: &Profile) -> Result<(), ConfigError> {
    let what = || format!("claimsmith.redirect_uri_value of {}", profile.id);
    match &profile.authorization.redirect_uri_value {
        Some(value) if is_placeholder(value) => Err(ConfigError::Placeholder { what: what() }),
        Some(value) if !is_printable(value) => {
            Err(ConfigError::InvalidSetting { what: what(), reason: "it is not printable ASCII" })
        }
        _ => Ok(()),
    }
}

fn check_timeout(timeout: Duration) -> Result<(), ConfigError> {
    if timeout.is_zero() || timeout > Duration::from_secs(60) {
        let reason = "it must be more than 0 and at most 60 seconds";
        return Err(ConfigError::InvalidSetting { what: "timeout".to_owned(), reason });
    }
    Ok(())
}
