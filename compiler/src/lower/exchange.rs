//! The authorization, token and claims requests, from the metadata of a technical profile.

use super::metadata::Metadata;
use crate::protocol::template::Known;
use claimsmith_profile::rules::{AUTHORIZATION_PARAMETERS, TOKEN_PARAMETERS};
use claimsmith_profile::{
    AuthorizationRequest, BearerTransmission, ClaimsRequest, ClientAuthentication, Method, MintedSecret, Parameter,
    RequestEncoding, ResponseMode, ResponseType, SignatureAlgorithm, Text, TokenRequest,
};

pub(super) fn authorization(metadata: &Metadata<'_, '_>) -> AuthorizationRequest {
    let is_id_token = metadata.profile.receives_id_token();
    AuthorizationRequest {
        endpoint: metadata.text("authorization_endpoint").unwrap_or_default(),
        response_type: if is_id_token { ResponseType::IdToken } else { ResponseType::Code },
        response_mode: match metadata.raw("response_mode").map(str::to_ascii_lowercase).as_deref() {
            Some("query") => Some(ResponseMode::Query),
            Some("form_post") => Some(ResponseMode::FormPost),
            Some("fragment") => Some(ResponseMode::Fragment),
            _ => None,
        },
        scope: metadata.text("scope"),
        parameters: metadata.parameters("AdditionalRequestQueryParameters"),
        pkce: metadata.boolean("claimsmith.pkce").unwrap_or(true),
        parameter_names: metadata.renames("claimsmith.authorization_parameter_names", AUTHORIZATION_PARAMETERS),
        redirect_uri_value: metadata.text("claimsmith.redirect_uri_value"),
        fragment: metadata.text("claimsmith.authorization_fragment"),
        callback_parameters: metadata.names("claimsmith.callback_parameters"),
        issuer_required: metadata.boolean("claimsmith.authorization_response_iss").unwrap_or(false),
    }
}

pub(super) fn token(metadata: &Metadata<'_, '_>) -> TokenRequest {
    let empty = TokenRequest::EMPTY;
    TokenRequest {
        endpoint: metadata.text("AccessTokenEndpoint").unwrap_or_default(),
        method: metadata.method("HttpBinding", Method::Post),
        authentication: match metadata.raw("token_endpoint_auth_method").map(str::to_ascii_lowercase).as_deref() {
            Some("client_secret_basic") => ClientAuthentication::SecretBasic,
            Some("private_key_jwt") => ClientAuthentication::PrivateKeyJwt,
            _ => ClientAuthentication::SecretPost,
        },
        client_secret_parameter: metadata.text("ClientSecretParamName").unwrap_or(empty.client_secret_parameter),
        signing_algorithm: if metadata.is("token_signing_algorithm", "RS512") {
            SignatureAlgorithm::Rs512
        } else {
            SignatureAlgorithm::Rs256
        },
        minted_secret: minted_secret(metadata),
        encoding: match metadata.raw("claimsmith.token_request_encoding").map(str::to_ascii_lowercase).as_deref() {
            Some("json") => RequestEncoding::Json,
            Some("query") => RequestEncoding::Query,
            _ => RequestEncoding::Form,
        },
        parameter_names: metadata.renames("claimsmith.token_parameter_names", TOKEN_PARAMETERS),
        headers: metadata.headers("claimsmith.token_headers", Known::Client),
        format: metadata.format("AccessTokenResponseFormat"),
        token_type: metadata.text("claimsmith.token_type").unwrap_or(TokenRequest::EMPTY.token_type),
        refresh_endpoint: metadata.text("claimsmith.refresh_endpoint"),
    }
}

fn minted_secret(metadata: &Metadata<'_, '_>) -> Option<MintedSecret> {
    Some(MintedSecret {
        issuer: metadata.text("claimsmith.client_secret_issuer")?,
        key_id: metadata.text("claimsmith.client_secret_key_id")?,
        audience: metadata.text("claimsmith.client_secret_audience")?,
    })
}

pub(super) fn claims(metadata: &Metadata<'_, '_>) -> ClaimsRequest {
    let empty = ClaimsRequest::EMPTY;
    let pair = metadata.text("ClaimsEndpointFormatName").zip(metadata.text("ClaimsEndpointFormat"));
    // Without a token request there is no access token to ask with.
    let has_access_token = !metadata.profile.receives_id_token();
    ClaimsRequest {
        endpoint: metadata.text("ClaimsEndpoint").filter(|_| has_access_token),
        method: metadata.method("claimsmith.claims_method", Method::Get),
        bearer: if metadata.is("BearerTokenTransmissionMethod", "AuthorizationHeader") {
            BearerTransmission::AuthorizationHeader
        } else {
            BearerTransmission::Query
        },
        authorization_scheme: match metadata.text("claimsmith.authorization_scheme") {
            Some(none) if none.eq_ignore_ascii_case("none") => Text::default(),
            scheme => scheme.unwrap_or(empty.authorization_scheme),
        },
        access_token_parameter: metadata.text("ClaimsEndpointAccessTokenName").unwrap_or(empty.access_token_parameter),
        format_parameter: pair.map(|(name, value)| Parameter { name, value }),
        token_members: metadata.names("ExtraParamsInClaimsEndpointRequest"),
        proof_parameter: metadata.text("claimsmith.claims_proof_parameter"),
        headers: metadata.headers("claimsmith.claims_headers", Known::Token),
        format: metadata.format("ClaimsResponseFormat"),
        user_agent: metadata.text("UserAgentForClaimsExchange"),
    }
}
