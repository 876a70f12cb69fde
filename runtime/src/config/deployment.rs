//! A profile and its configuration, checked and put together.

use super::ClientConfig;
use super::endpoint::{EndpointRules, check_redirect_uri};
use crate::error::{ConfigError, MissingSetting};
use crate::flow::text_digest;
use crate::secret::Secret;
use claimsmith_profile::rules::{RESERVED_PARAMETERS, is_placeholder};
use claimsmith_profile::{ClientAuthentication, Profile, SubjectIssuer};
use std::time::Duration;
use url::Url;

const CLIENT_SECRET: &str = "client_secret";
/// Longest profile id, in bytes: it travels in the flow cookie.
const LONGEST_PROFILE_ID: usize = 256;

/// What one deployment of a profile sends, every value checked.
pub(crate) struct Deployment {
    pub(crate) client_id: String,
    /// `None` for a public client, which has PKCE only.
    pub(crate) client_secret: Option<Secret>,
    pub(crate) redirect_uri: String,
    pub(crate) redirect_uri_is_loopback: bool,
    pub(crate) authorization_endpoint: String,
    pub(crate) token_endpoint: String,
    pub(crate) claims_endpoint: Option<String>,
}

impl Deployment {
    pub(crate) fn new(profile: &Profile, config: &ClientConfig) -> Result<Self, ConfigError> {
        check_profile(profile)?;
        check_client_id(profile, &config.client_id)?;
        check_timeout(config.options.timeout)?;
        let redirect_uri_is_loopback = check_redirect_uri(&config.redirect_uri)?;
        let options = &config.options;
        let rules = EndpointRules::new(options.endpoint_base.as_deref(), options.allow_loopback_http)?;
        let endpoint = |key: &str, url: &str| rules.endpoint(&format!("{key} of {}", profile.id), url);
        let claims_endpoint = profile.claims.endpoint.as_deref();
        let deployment = Self {
            client_id: config.client_id.clone(),
            client_secret: client_secret(profile, config)?,
            redirect_uri: config.redirect_uri.clone(),
            redirect_uri_is_loopback,
            authorization_endpoint: endpoint("authorization_endpoint", &profile.authorization.endpoint)?,
            token_endpoint: endpoint("AccessTokenEndpoint", &profile.token.endpoint)?,
            claims_endpoint: claims_endpoint.map(|url| endpoint("ClaimsEndpoint", url)).transpose()?,
        };
        check_authorization_parameters(profile, &deployment.authorization_endpoint)?;
        Ok(deployment)
    }

    /// Tells the clients of one provider apart, 43 characters: a flow that one of them began is none of another's.
    pub(crate) fn client_digest(&self) -> String {
        // Neither holds a line break.
        text_digest(&format!("{}\n{}", self.client_id, self.redirect_uri))
    }
}

fn check_profile(profile: &Profile) -> Result<(), ConfigError> {
    if profile.id.is_empty() || profile.id.len() > LONGEST_PROFILE_ID {
        return Err(invalid_profile(profile, "its id must have 1 to 256 bytes".to_owned()));
    }
    if let Some(agent) = &profile.claims.user_agent
        && !agent.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
    {
        return Err(invalid_profile(profile, "UserAgentForClaimsExchange must be printable ASCII".to_owned()));
    }
    let Some(subject) = &profile.subject else { return Ok(()) };
    let issuer = match subject.issuer {
        SubjectIssuer::Output(index) => Some(index),
        SubjectIssuer::Constant(_) => None,
    };
    if issuer.into_iter().chain([subject.claim]).any(|index| usize::from(index) >= profile.outputs.len()) {
        return Err(invalid_profile(profile, "its subject is not among its output claims".to_owned()));
    }
    Ok(())
}

/// Refuses a parameter that the runtime writes itself: whoever could set `state` or `redirect_uri` would own the flow.
fn check_authorization_parameters(profile: &Profile, endpoint: &str) -> Result<(), ConfigError> {
    let reserved = |name: &str| name == profile.client_id_parameter || RESERVED_PARAMETERS.contains(&name);
    let own = Url::parse(endpoint).map(|url| url.query_pairs().map(|(name, _)| name.into_owned()).collect::<Vec<_>>());
    let own = own.unwrap_or_default();
    let additional = profile.authorization.parameters.iter().map(|parameter| parameter.name.as_ref());
    let inputs = profile.inputs.iter().map(|input| input.parameter.as_ref());
    match own.iter().map(String::as_str).chain(additional).chain(inputs).find(|name| reserved(name)) {
        Some(name) => {
            let reason = format!("{name:?} cannot be given as a parameter of the authorization request");
            Err(invalid_profile(profile, reason))
        }
        None => Ok(()),
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
    Ok(())
}

fn check_timeout(timeout: Duration) -> Result<(), ConfigError> {
    if timeout.is_zero() || timeout > Duration::from_secs(60) {
        let reason = "it must be more than 0 and at most 60 seconds";
        return Err(ConfigError::InvalidSetting { what: "timeout".to_owned(), reason });
    }
    Ok(())
}

fn client_secret(profile: &Profile, config: &ClientConfig) -> Result<Option<Secret>, ConfigError> {
    let given = config.keys.iter().find(|(id, _)| id.eq_ignore_ascii_case(CLIENT_SECRET)).map(|(_, secret)| secret);
    if let Some(secret) = given.filter(|secret| !secret.expose().is_empty()) {
        return Ok(Some(secret.clone()));
    }
    match (profile.key(CLIENT_SECRET), profile.token.authentication) {
        // A profile without the key is a public client: PKCE alone protects the code.
        (None, ClientAuthentication::SecretPost) => Ok(None),
        (None, ClientAuthentication::SecretBasic) => {
            Err(invalid_profile(profile, "client_secret_basic needs the key client_secret".to_owned()))
        }
        (Some(key), _) => Err(ConfigError::Missing(vec![MissingSetting {
            variable: key.variable.to_string(),
            what: super::source::describe_key(profile, key),
        }])),
    }
}

fn invalid_profile(profile: &Profile, reason: String) -> ConfigError {
    ConfigError::InvalidProfile { profile: profile.id.to_string(), reason }
}
