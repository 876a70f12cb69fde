//! The names of the parameters that the requests send. No two of a request are alike: some servers refuse that, and of the
//! others nobody knows which one they read. The compiler says the same at build time.

use super::Deployment;
use super::profile_rules::invalid_profile;
use crate::core::{authorization_parameter_name, parameter_name};
use crate::error::ConfigError;
use claimsmith_profile::rules::{
    AUTHORIZATION_PARAMETERS, CALLBACK_PARAMETERS, RESERVED_PARAMETERS, REVOCATION_PARAMETERS, TOKEN_PARAMETERS,
};
use claimsmith_profile::{BearerTransmission, ClientAuthentication, Parameter, Profile, ResponseType};
use std::collections::BTreeSet;
use url::Url;

/// What the requests send, endpoints included.
pub(super) fn check_requests(profile: &Profile, deployment: &Deployment) -> Result<(), ConfigError> {
    check_authorization_parameters(profile, &deployment.authorization_endpoint)?;
    check_callback_parameters(profile)?;
    check_token_parameters(profile, deployment)?;
    check_revocation_parameters(profile, deployment)?;
    check_claims_parameters(profile, deployment)
}

fn check_claims_parameters(profile: &Profile, deployment: &Deployment) -> Result<(), ConfigError> {
    let claims = &profile.claims;
    let format = claims.format_parameter.iter().map(|parameter| parameter.name.as_ref());
    let names = claims.token_members.iter().map(AsRef::as_ref).chain(format).chain(bearer_parameters(profile));
    let endpoint = deployment.claims_endpoint.as_deref();
    check_sent(profile, "claims request's parameters", &names.collect::<Vec<_>>(), endpoint)?;
    for (request, endpoint) in profile.follow_ups.iter().zip(&deployment.follow_up_endpoints) {
        let names = request.parameters.iter().map(|parameter| parameter.name.as_ref());
        let names: Vec<&str> = names.chain(bearer_parameters(profile)).collect();
        check_sent(profile, "follow-up request's parameters", &names, Some(endpoint))?;
    }
    Ok(())
}

/// Refuses a parameter that the runtime writes itself: whoever could set `state` or `redirect_uri` would own the flow.
fn check_authorization_parameters(profile: &Profile, endpoint: &str) -> Result<(), ConfigError> {
    let request = &profile.authorization;
    let client_id = profile.client_id_parameter.as_ref();
    check_renamed(
        profile,
        "claimsmith.authorization_parameter_names",
        &request.parameter_names,
        AUTHORIZATION_PARAMETERS,
    )?;
    let is_standard = |name: &str| RESERVED_PARAMETERS.contains(&name) || AUTHORIZATION_PARAMETERS.contains(&name);
    if client_id != "client_id" && is_standard(client_id) {
        return Err(invalid_profile(profile, format!("its client id cannot be sent as {client_id:?}")));
    }
    let refuse = |name: &str| {
        let reason = format!("{name:?} cannot be given as a parameter of the authorization request");
        Err(invalid_profile(profile, reason))
    };
    let is_reserved = |name: &str| name == client_id || RESERVED_PARAMETERS.contains(&name);
    // A parameter of the protocol that takes the name of another one would replace it just the same.
    let renamed = request.parameter_names.iter().filter(|it| it.value != it.name).map(|it| it.value.as_ref());
    let renamed: Vec<&str> = renamed.filter(|name| !name.is_empty()).collect();
    if let Some(name) = renamed.iter().find(|name| is_reserved(name)) {
        return refuse(name);
    }
    let sent = optional_parameters(profile);
    check_unique(profile, "authorization request's parameters", sent.iter().map(|name| (*name).to_owned()))?;
    // A token must not stand in a query, so nothing but the profile's own field may say how it arrives.
    let fixes_mode = request.response_type == ResponseType::IdToken;
    let is_refused =
        |name: &str| is_reserved(name) || renamed.contains(&name) || (fixes_mode && name == "response_mode");
    let additional = request.parameters.iter().map(|parameter| parameter.name.as_ref());
    let added: Vec<&str> = additional.chain(profile.inputs.iter().map(|input| input.parameter.as_ref())).collect();
    if let Some(name) = added.iter().find(|name| is_refused(name)) {
        return refuse(name);
    }
    let is_twice = |name: &str| sent.contains(&name) || added.contains(&name);
    match query_names(endpoint).iter().find(|name| is_refused(name) || is_twice(name)) {
        Some(name) => refuse(name),
        None => Ok(()),
    }
}

/// The actual names of those parameters that can be renamed, as far as they are sent.
fn optional_parameters(profile: &Profile) -> Vec<&str> {
    let request = &profile.authorization;
    let is_sent = |name: &str| match name {
        "scope" => request.scope.is_some(),
        "response_mode" => request.response_mode.is_some(),
        _ => true,
    };
    let names = AUTHORIZATION_PARAMETERS.iter().filter(|name| is_sent(name));
    names.filter_map(|name| authorization_parameter_name(profile, name)).collect()
}

fn check_callback_parameters(profile: &Profile) -> Result<(), ConfigError> {
    let mut callback = profile.authorization.callback_parameters.iter();
    match callback.find(|name| CALLBACK_PARAMETERS.contains(&name.as_ref())) {
        Some(name) => Err(invalid_profile(profile, format!("the callback parameter {name} cannot be a claim"))),
        None => Ok(()),
    }
}

fn check_token_parameters(profile: &Profile, deployment: &Deployment) -> Result<(), ConfigError> {
    let renamed = &profile.token.parameter_names;
    check_renamed(profile, "claimsmith.token_parameter_names", renamed, TOKEN_PARAMETERS)?;
    let token_endpoint = deployment.token_endpoint.as_deref();
    let refresh_endpoint = deployment.refresh_endpoint.as_deref().or(token_endpoint);
    for (endpoint, grant) in [
        (token_endpoint, ["redirect_uri", "code", "grant_type", "code_verifier"].as_slice()),
        (refresh_endpoint, &["refresh_token", "grant_type"]),
    ] {
        let names = grant.iter().filter_map(|name| parameter_name(profile, name));
        let names: Vec<&str> = authentication_parameters(profile).into_iter().chain(names).collect();
        check_sent(profile, "token request's parameters", &names, endpoint)?;
    }
    Ok(())
}

fn check_revocation_parameters(profile: &Profile, deployment: &Deployment) -> Result<(), ConfigError> {
    let Some(endpoint) = deployment.revocation_endpoint.as_deref() else { return Ok(()) };
    let names = authentication_parameters(profile).into_iter().chain(REVOCATION_PARAMETERS.iter().copied());
    check_sent(profile, "revocation request's parameters", &names.collect::<Vec<_>>(), Some(endpoint))
}

fn authentication_parameters(profile: &Profile) -> Vec<&str> {
    let client_id = profile.client_id_parameter.as_ref();
    match profile.token.authentication {
        ClientAuthentication::SecretPost => vec![client_id, &profile.token.client_secret_parameter],
        ClientAuthentication::SecretBasic => Vec::new(),
        ClientAuthentication::PrivateKeyJwt => vec!["client_assertion", client_id, "client_assertion_type"],
    }
}

fn bearer_parameters(profile: &Profile) -> impl Iterator<Item = &str> {
    let request = &profile.claims;
    let token = (request.bearer == BearerTransmission::Query).then_some(request.access_token_parameter.as_ref());
    token.into_iter().chain(request.proof_parameter.as_deref())
}

/// Refuses to rename what is not there to be renamed: it would be sent under its own name, and nobody would notice.
fn check_renamed(profile: &Profile, key: &str, renamed: &[Parameter], known: &[&str]) -> Result<(), ConfigError> {
    match renamed.iter().find(|parameter| !known.contains(&parameter.name.as_ref())) {
        Some(unknown) => Err(invalid_profile(profile, format!("{key} knows no parameter {:?}", unknown.name))),
        None => Ok(()),
    }
}

/// Refuses two parameters with one name, and those that an endpoint's own query has already.
fn check_sent(profile: &Profile, what: &str, names: &[&str], endpoint: Option<&str>) -> Result<(), ConfigError> {
    check_unique(profile, what, names.iter().map(|name| (*name).to_owned()))?;
    let own = endpoint.map(query_names).unwrap_or_default();
    match own.iter().find(|name| names.contains(&name.as_str())) {
        Some(name) => Err(invalid_profile(
            profile,
            format!("one of its {what}, {name:?}, stands in the endpoint's own query too"),
        )),
        None => Ok(()),
    }
}

fn query_names(endpoint: &str) -> Vec<String> {
    let url = Url::parse(endpoint);
    url.map(|url| url.query_pairs().map(|(name, _)| name.into_owned()).collect()).unwrap_or_default()
}

/// Refuses two names that are alike.
pub(super) fn check_unique(
    profile: &Profile,
    what: &str,
    names: impl Iterator<Item = String>,
) -> Result<(), ConfigError> {
    let mut seen = BTreeSet::new();
    for name in names {
        if seen.contains(&name) {
            return Err(invalid_profile(profile, format!("two of its {what} are named {name:?}")));
        }
        seen.insert(name);
    }
    Ok(())
}
