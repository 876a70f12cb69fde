//! What goes over the wire, fact by fact.
//!
//! Structs are taken apart without `..`: a field that a profile gets later does not compile here until it is compared.

use super::steps;
use super::written::{self, flag};
use claimsmith_profile::transformation::{Transformation, Transformations};
use claimsmith_profile::{
    AuthorizationRequest, ClaimsRequest, FollowUpRequest, IdToken, MintedSecret, Parameter, Profile, Protocol, Text,
    TokenRequest,
};
use std::fmt;

/// A part of a sign-in: a request, or the validation of an id_token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// What it is called: `token request`.
    pub name: String,
    /// What is known of it.
    pub facts: Vec<Fact>,
    /// The id of the claims transformation that it is. That one came or went is a fact of the list of them.
    pub transformation: Option<String>,
}

/// One thing a policy decides about a sign-in.
#[derive(Clone, PartialEq, Eq)]
pub struct Fact {
    /// The metadata key that decides it.
    pub key: &'static str,
    /// Its value as a policy writes it; empty for none. A secret is not there.
    pub shown: String,
    /// What makes two values the same. It may hold a secret.
    value: String,
}

impl Fact {
    pub(super) fn new(key: &'static str, value: impl fmt::Debug, shown: impl Into<String>) -> Self {
        Self { key, value: format!("{value:?}"), shown: shown.into() }
    }

    fn text(key: &'static str, value: &Text) -> Self {
        Self::new(key, value, written::value(key, value))
    }

    fn optional(key: &'static str, value: &Option<Text>) -> Self {
        Self::new(key, value, value.as_ref().map_or_else(String::new, |text| written::value(key, text)))
    }
}

// The value may be a secret.
impl fmt::Debug for Fact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Fact").field("key", &self.key).field("shown", &self.shown).finish_non_exhaustive()
    }
}

/// Everything of a profile that is no item of the API: what is left out here, `surface` holds.
pub(super) fn exchanges(profile: &Profile) -> Vec<Exchange> {
    let Profile {
        id: _,
        display_name: _,
        policy_id: _,
        environment: _,
        tenant_id: _,
        protocol,
        provider_name,
        client_id: _,
        client_id_variable: _,
        client_id_parameter,
        keys: _,
        authorization: authorization_request,
        token: token_request,
        claims: claims_request,
        follow_ups,
        id_token: validation,
        issuer,
        end_session_endpoint,
        revocation_endpoint,
        enablement: _,
        error_member,
        inputs: _,
        outputs: _,
        transformations,
        validations: _,
        masks: _,
        subject: _,
    } = profile;
    let protocol = match protocol {
        Protocol::OAuth2 => Fact::new("Protocol", protocol, "OAuth2"),
    };
    let provider = vec![
        protocol,
        Fact::optional("ProviderName", provider_name),
        Fact::text("ClientIdParamName", client_id_parameter),
        Fact::optional("issuer", issuer),
        Fact::optional("end_session_endpoint", end_session_endpoint),
        Fact::optional("claimsmith.revocation_endpoint", revocation_endpoint),
        Fact::optional("ResponseErrorCodeParamName", error_member),
    ];
    let exchange = |name: &str, facts| Exchange { name: name.to_owned(), facts, transformation: None };
    let mut exchanges = vec![
        exchange("provider", provider),
        exchange("authorization request", authorization(authorization_request)),
        exchange("token request", token(token_request)),
        exchange("claims request", claims(claims_request)),
    ];
    let follow_ups = follow_ups.iter().enumerate();
    exchanges.extend(follow_ups.map(|(at, it)| exchange(&format!("follow-up request {}", at + 1), follow_up(it))));
    if *transformations != Transformations::EMPTY {
        exchanges.push(exchange("claims transformations", list_of(transformations)));
        exchanges.extend(steps::exchanges(profile));
    }
    exchanges.extend(validation.as_ref().map(|it| exchange("id_token", id_token(it))));
    exchanges
}

/// What runs before and after the exchange; `steps` says what each of it does.
fn list_of(transformations: &Transformations) -> Vec<Fact> {
    let Transformations { claims: _, before, after, languages } = transformations;
    let ids = |list: &[Transformation]| list.iter().map(|it| it.id.as_ref()).collect::<Vec<_>>().join(" ");
    vec![
        Fact::new("InputClaimsTransformations", ids(before), ids(before)),
        Fact::new("OutputClaimsTransformations", ids(after), ids(after)),
        Fact::new("SupportedLanguages", languages, written::texts(languages)),
    ]
}

fn authorization(request: &AuthorizationRequest) -> Vec<Fact> {
    let AuthorizationRequest {
        endpoint,
        response_type,
        response_mode,
        scope,
        parameters,
        pkce,
        parameter_names,
        redirect_uri_value,
        fragment,
        callback_parameters,
        issuer_required,
    } = request;
    vec![
        Fact::text("authorization_endpoint", endpoint),
        Fact::new("response_types", response_type, written::response_type(*response_type)),
        Fact::new("response_mode", response_mode, response_mode.map_or("", written::response_mode)),
        Fact::optional("scope", scope),
        Fact::new("AdditionalRequestQueryParameters", parameters, written::parameters(parameters)),
        Fact::new("claimsmith.pkce", pkce, flag(*pkce)),
        Fact::new("claimsmith.authorization_parameter_names", parameter_names, written::parameters(parameter_names)),
        Fact::optional("claimsmith.redirect_uri_value", redirect_uri_value),
        Fact::optional("claimsmith.authorization_fragment", fragment),
        Fact::new("claimsmith.callback_parameters", callback_parameters, written::texts(callback_parameters)),
        Fact::new("claimsmith.authorization_response_iss", issuer_required, flag(*issuer_required)),
    ]
}

fn token(request: &TokenRequest) -> Vec<Fact> {
    let TokenRequest {
        endpoint,
        method,
        authentication,
        client_secret_parameter,
        signing_algorithm,
        minted_secret,
        encoding,
        parameter_names,
        headers,
        token_type,
        format,
        refresh_endpoint,
    } = request;
    let mut facts = vec![
        Fact::text("AccessTokenEndpoint", endpoint),
        Fact::new("HttpBinding", method, written::method(*method)),
        Fact::new("token_endpoint_auth_method", authentication, written::authentication(*authentication)),
        // Its value is a name, however much the key sounds like a secret.
        Fact::new("ClientSecretParamName", client_secret_parameter, client_secret_parameter.as_ref()),
        Fact::new("token_signing_algorithm", signing_algorithm, signing_algorithm.name()),
        Fact::new("claimsmith.token_request_encoding", encoding, written::encoding(*encoding)),
        Fact::new("claimsmith.token_parameter_names", parameter_names, written::parameters(parameter_names)),
        Fact::new("claimsmith.token_headers", headers, written::templates(headers)),
        Fact::text("claimsmith.token_type", token_type),
        Fact::new("AccessTokenResponseFormat", format, format.map_or("", written::format)),
        Fact::optional("claimsmith.refresh_endpoint", refresh_endpoint),
    ];
    let minted = minted_secret.as_ref().map(|MintedSecret { issuer, key_id, audience }| (issuer, key_id, audience));
    let part = |key, text: Option<&Text>| Fact::new(key, text, text.map_or("", AsRef::as_ref));
    facts.push(part("claimsmith.client_secret_issuer", minted.map(|it| it.0)));
    facts.push(part("claimsmith.client_secret_key_id", minted.map(|it| it.1)));
    facts.push(part("claimsmith.client_secret_audience", minted.map(|it| it.2)));
    facts
}

fn claims(request: &ClaimsRequest) -> Vec<Fact> {
    let ClaimsRequest {
        endpoint,
        method,
        bearer,
        authorization_scheme,
        access_token_parameter,
        format_parameter,
        token_members,
        proof_parameter,
        headers,
        format,
        user_agent,
    } = request;
    let parameter: &[Parameter] = format_parameter.as_ref().map_or(&[], std::slice::from_ref);
    vec![
        Fact::optional("ClaimsEndpoint", endpoint),
        Fact::new("claimsmith.claims_method", method, written::method(*method)),
        Fact::new("BearerTokenTransmissionMethod", bearer, written::bearer(*bearer)),
        Fact::text("claimsmith.authorization_scheme", authorization_scheme),
        Fact::text("ClaimsEndpointAccessTokenName", access_token_parameter),
        Fact::new("ClaimsEndpointFormat", format_parameter, written::parameters(parameter)),
        Fact::new("ExtraParamsInClaimsEndpointRequest", token_members, written::texts(token_members)),
        Fact::optional("claimsmith.claims_proof_parameter", proof_parameter),
        Fact::new("claimsmith.claims_headers", headers, written::templates(headers)),
        Fact::new("ClaimsResponseFormat", format, format.map_or("", written::format)),
        Fact::optional("UserAgentForClaimsExchange", user_agent),
    ]
}

fn follow_up(request: &FollowUpRequest) -> Vec<Fact> {
    let FollowUpRequest { endpoint, method, parameters, headers, path, prefix, format, error_member, optional } =
        request;
    vec![
        Fact::text("endpoint", endpoint),
        Fact::new("method", method, written::method(*method)),
        Fact::new("parameters", parameters, written::templates(parameters)),
        Fact::new("headers", headers, written::templates(headers)),
        Fact::new("path", path, written::path(path)),
        Fact::text("prefix", prefix),
        Fact::new("format", format, format.map_or("", written::format)),
        Fact::optional("error_member", error_member),
        Fact::new("optional", optional, flag(*optional)),
    ]
}

fn id_token(validation: &IdToken) -> Vec<Fact> {
    let IdToken { keys, audience, algorithms } = validation;
    vec![
        Fact::new("JWKS", keys, written::keys(keys)),
        Fact::optional("IdTokenAudience", audience),
        Fact::new("claimsmith.id_token_algorithms", algorithms, written::algorithms(algorithms)),
    ]
}
