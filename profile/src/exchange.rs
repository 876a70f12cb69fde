//! The three requests of a sign-in: authorization, token, claims.

use crate::{List, Text};
use alloc::borrow::Cow;

/// The request the browser is sent to the provider with (RFC 6749 section 4.1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizationRequest {
    /// Metadata `authorization_endpoint`: absolute URL, may carry a query of its own.
    pub endpoint: Text,
    /// Metadata `response_types`.
    pub response_type: ResponseType,
    /// Metadata `response_mode`; not sent when the key is absent.
    pub response_mode: Option<ResponseMode>,
    /// Metadata `scope`, sent verbatim: the separators are the provider's business.
    pub scope: Option<Text>,
    /// Metadata `AdditionalRequestQueryParameters`, decoded.
    pub parameters: List<Parameter>,
    /// Metadata `claimsmith.pkce`: whether PKCE S256 (RFC 7636) is used.
    pub pkce: bool,
}

impl AuthorizationRequest {
    /// The base of functional updates: authorization code with PKCE.
    pub const EMPTY: Self = Self {
        endpoint: Cow::Borrowed(""),
        response_type: ResponseType::Code,
        response_mode: None,
        scope: None,
        parameters: Cow::Borrowed(&[]),
        pkce: true,
    };
}

/// Metadata `response_types`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseType {
    /// `code`
    Code,
}

/// Metadata `response_mode`: how the callback arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseMode {
    /// `query`: GET with a query
    Query,
    /// `form_post`: POST with a form
    FormPost,
    /// `fragment`: GET with the parameters behind `#`, which a page has to bring to the server
    Fragment,
}

/// A name and a value, both decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Parameter name.
    pub name: Text,
    /// Parameter value.
    pub value: Text,
}

/// The exchange of the authorization code for tokens (RFC 6749 section 4.1.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRequest {
    /// Metadata `AccessTokenEndpoint`: absolute URL.
    pub endpoint: Text,
    /// Metadata `HttpBinding`. With GET every parameter stands in the query, the secret included.
    pub method: Method,
    /// Metadata `token_endpoint_auth_method`.
    pub authentication: ClientAuthentication,
    /// Metadata `ClientSecretParamName`.
    pub client_secret_parameter: Text,
    /// Metadata `AccessTokenResponseFormat`; `None` reads the answer by what its body looks like.
    pub format: Option<AnswerFormat>,
}

impl TokenRequest {
    /// The base of functional updates: POST, secret in the body, format by the body.
    pub const EMPTY: Self = Self {
        endpoint: Cow::Borrowed(""),
        method: Method::Post,
        authentication: ClientAuthentication::SecretPost,
        client_secret_parameter: Cow::Borrowed("client_secret"),
        format: None,
    };
}

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// GET
    Get,
    /// POST
    Post,
}

/// Metadata `token_endpoint_auth_method`: how the client proves who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// `client_secret_post`: id and secret as parameters
    SecretPost,
    /// `client_secret_basic`: HTTP Basic with form quoting (RFC 6749 section 2.3.1)
    SecretBasic,
}

/// How the body of an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerFormat {
    /// `a=b&c=d`
    Form,
    /// A JSON object
    Json,
    /// A JSON object wrapped in `name( … );`
    JsonP,
}

/// The request for the user's claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimsRequest {
    /// Metadata `ClaimsEndpoint`: absolute URL, may carry a query of its own. `None`: the claims are the members of
    /// the token answer.
    pub endpoint: Option<Text>,
    /// Metadata `BearerTokenTransmissionMethod`.
    pub bearer: BearerTransmission,
    /// Metadata `ClaimsEndpointAccessTokenName`: name of the query parameter with the access token.
    pub access_token_parameter: Text,
    /// Metadata `ClaimsEndpointFormatName` and `ClaimsEndpointFormat`: a fixed query parameter.
    pub format_parameter: Option<Parameter>,
    /// Metadata `ExtraParamsInClaimsEndpointRequest`: members of the token answer that become query parameters.
    pub token_members: List<Text>,
    /// Metadata `ClaimsResponseFormat`; `None` is JSON.
    pub format: Option<AnswerFormat>,
    /// Metadata `UserAgentForClaimsExchange`, with `{tenant}` and `{policy}` replaced.
    pub user_agent: Option<Text>,
}

impl ClaimsRequest {
    /// The base of functional updates: no request.
    pub const EMPTY: Self = Self {
        endpoint: None,
        bearer: BearerTransmission::Query,
        access_token_parameter: Cow::Borrowed("access_token"),
        format_parameter: None,
        token_members: Cow::Borrowed(&[]),
        format: None,
        user_agent: None,
    };
}

/// Metadata `BearerTokenTransmissionMethod`: where the access token stands in the claims request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BearerTransmission {
    /// In the query, B2C's default
    Query,
    /// `AuthorizationHeader`: `Authorization: Bearer …` (RFC 6750 section 2.1)
    AuthorizationHeader,
}
