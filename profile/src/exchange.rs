//! The requests of a sign-in: authorization, token, claims, and the claims requests that follow.

use crate::{List, PathSegment, SignatureAlgorithm, Text};
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
    /// Metadata `claimsmith.authorization_parameter_names`: other names for parameters of this request, by their
    /// standard name; an empty value leaves the parameter out.
    pub parameter_names: List<Parameter>,
    /// Metadata `claimsmith.redirect_uri_value`: what both requests send as `redirect_uri` where the provider wants the name
    /// of a registered redirect URI instead of the URI itself (eBay's RuName); `None`: the redirect URI.
    pub redirect_uri_value: Option<Text>,
    /// Metadata `claimsmith.authorization_fragment`: what stands behind `#`, decoded. WeChat wants `wechat_redirect`.
    pub fragment: Option<Text>,
    /// Metadata `claimsmith.callback_parameters`: parameters of the callback that output claims may read. The browser
    /// brings them, so they never identify a user.
    pub callback_parameters: List<Text>,
    /// Metadata `claimsmith.authorization_response_iss`: the callback has to name its issuer (RFC 9207). One that is
    /// there is compared with [`Profile::issuer`](crate::Profile::issuer) in any case.
    pub issuer_required: bool,
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
        parameter_names: Cow::Borrowed(&[]),
        redirect_uri_value: None,
        fragment: None,
        callback_parameters: Cow::Borrowed(&[]),
        issuer_required: false,
    };
}

/// Metadata `response_types`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseType {
    /// `code`: the callback carries an authorization code
    Code,
    /// `id_token`: the callback carries the id_token, and there is no token request
    IdToken,
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
    /// Metadata `token_signing_algorithm`: algorithm of the client assertion of `private_key_jwt`.
    pub signing_algorithm: SignatureAlgorithm,
    /// Metadata `claimsmith.client_secret_issuer` and its companions: the client secret is not stored but signed anew
    /// for each request.
    pub minted_secret: Option<MintedSecret>,
    /// Metadata `claimsmith.token_request_encoding`: how the parameters of a POST are written.
    pub encoding: RequestEncoding,
    /// Metadata `claimsmith.token_parameter_names`: other names for parameters of this request, by their standard name;
    /// an empty value leaves the parameter out.
    pub parameter_names: List<Parameter>,
    /// Metadata `claimsmith.token_headers`: further headers. Only the client id is known when they are written.
    pub headers: List<TemplateParameter>,
    /// Metadata `claimsmith.token_type`: what the provider calls a bearer token, compared without regard to case. An answer
    /// without a type is taken, one with another type is not (RFC 6749 section 7.1).
    pub token_type: Text,
    /// Metadata `AccessTokenResponseFormat`; `None` reads the answer by what its body looks like.
    pub format: Option<AnswerFormat>,
    /// Metadata `claimsmith.refresh_endpoint`: where a refresh token is exchanged; `None` is [`TokenRequest::endpoint`].
    pub refresh_endpoint: Option<Text>,
}

impl TokenRequest {
    /// The base of functional updates: POST of a form, secret in the body, format by the body.
    pub const EMPTY: Self = Self {
        endpoint: Cow::Borrowed(""),
        method: Method::Post,
        authentication: ClientAuthentication::SecretPost,
        client_secret_parameter: Cow::Borrowed("client_secret"),
        signing_algorithm: SignatureAlgorithm::Rs256,
        minted_secret: None,
        encoding: RequestEncoding::Form,
        parameter_names: Cow::Borrowed(&[]),
        headers: Cow::Borrowed(&[]),
        token_type: Cow::Borrowed("Bearer"),
        format: None,
        refresh_endpoint: None,
    };
}

/// How the parameters of a POST are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestEncoding {
    /// `application/x-www-form-urlencoded` in the body, as RFC 6749 wants it
    Form,
    /// A JSON object in the body
    Json,
    /// In the query, with an empty body
    Query,
}

/// A client secret that is a JWT signed with ES256, as Apple wants it. The key `client_secret` holds the private key
/// (P-256, PKCS #8 in PEM); the subject is the client id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MintedSecret {
    /// Metadata `claimsmith.client_secret_issuer`: `iss`, Apple's team id.
    pub issuer: Text,
    /// Metadata `claimsmith.client_secret_key_id`: `kid` of the header.
    pub key_id: Text,
    /// Metadata `claimsmith.client_secret_audience`: `aud`, for Apple `https://appleid.apple.com`.
    pub audience: Text,
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
    /// `private_key_jwt`: an assertion signed with the key `assertion_signing_key` (RFC 7523 section 2.2)
    PrivateKeyJwt,
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
    /// Metadata `claimsmith.claims_method`. With POST the parameters stand in the body, except those of the endpoint's
    /// own query.
    pub method: Method,
    /// Metadata `BearerTokenTransmissionMethod`.
    pub bearer: BearerTransmission,
    /// Metadata `claimsmith.authorization_scheme`: what stands before the token in the Authorization header, `Bearer`
    /// unless the provider wants another; empty: the token stands alone.
    pub authorization_scheme: Text,
    /// Metadata `ClaimsEndpointAccessTokenName`: name of the query parameter with the access token.
    pub access_token_parameter: Text,
    /// Metadata `ClaimsEndpointFormatName` and `ClaimsEndpointFormat`: a fixed query parameter.
    pub format_parameter: Option<Parameter>,
    /// Metadata `ExtraParamsInClaimsEndpointRequest`: members of the token answer that become query parameters.
    pub token_members: List<Text>,
    /// Metadata `claimsmith.claims_proof_parameter`: a parameter with the HMAC-SHA256 of the access token under the client
    /// secret, in lower-case hexadecimal digits (Facebook's `appsecret_proof`).
    pub proof_parameter: Option<Text>,
    /// Metadata `claimsmith.claims_headers`: further headers.
    pub headers: List<TemplateParameter>,
    /// Metadata `ClaimsResponseFormat`; `None` is JSON.
    pub format: Option<AnswerFormat>,
    /// Metadata `UserAgentForClaimsExchange`, with `{tenant}` and `{policy}` replaced.
    pub user_agent: Option<Text>,
}

impl ClaimsRequest {
    /// The base of functional updates: no request.
    pub const EMPTY: Self = Self {
        endpoint: None,
        method: Method::Get,
        bearer: BearerTransmission::Query,
        authorization_scheme: Cow::Borrowed("Bearer"),
        access_token_parameter: Cow::Borrowed("access_token"),
        format_parameter: None,
        token_members: Cow::Borrowed(&[]),
        proof_parameter: None,
        headers: Cow::Borrowed(&[]),
        format: None,
        user_agent: None,
    };
}

/// A further claims request, after the one to `ClaimsEndpoint` and before the claims are read: metadata
/// `claimsmith.follow_up.N.…`. QQ gives the nickname at `get_user_info`, GitHub private addresses at `/user/emails`.
///
/// It sends the access token and the user agent as [`ClaimsRequest`] does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUpRequest {
    /// `endpoint`: absolute URL, may carry a query of its own.
    pub endpoint: Text,
    /// `method`: with POST the parameters stand in the body.
    pub method: Method,
    /// `parameters`: further parameters. One whose placeholder has no value fails the request.
    pub parameters: List<TemplateParameter>,
    /// `headers`: further headers.
    pub headers: List<TemplateParameter>,
    /// `path`: where in the answer the object with the members stands; empty: it is the whole answer.
    pub path: List<PathSegment>,
    /// `prefix`: what output claims write before the name of a member to read it from this answer; may be empty.
    pub prefix: Text,
    /// `format`; `None` is JSON.
    pub format: Option<AnswerFormat>,
    /// `error_member`: as [`Profile::error_member`](crate::Profile::error_member), for this answer (QQ's `ret`).
    pub error_member: Option<Text>,
    /// `optional`: when the request fails its members are absent, and the sign-in goes on.
    pub optional: bool,
}

impl FollowUpRequest {
    /// The base of functional updates: GET, the whole JSON answer, no prefix, needed.
    pub const EMPTY: Self = Self {
        endpoint: Cow::Borrowed(""),
        method: Method::Get,
        parameters: Cow::Borrowed(&[]),
        headers: Cow::Borrowed(&[]),
        path: Cow::Borrowed(&[]),
        prefix: Cow::Borrowed(""),
        format: None,
        error_member: None,
        optional: false,
    };
}

/// A parameter or header whose value is put together when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateParameter {
    /// Name of the parameter or header.
    pub name: Text,
    /// The parts of the value, in their order.
    pub value: List<TemplatePart>,
}

/// A part of a value that is put together when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplatePart {
    /// These characters
    Text(Text),
    /// `{client_id}`
    ClientId,
    /// `{access_token}`
    AccessToken,
    /// `{token:NAME}`: a top-level member of the token answer
    TokenMember(Text),
    /// `{claims:PATH}`: a member of the claims answer, else of an earlier follow-up's with its prefix
    ClaimsMember(List<PathSegment>),
}

/// Metadata `BearerTokenTransmissionMethod`: where the access token stands in the claims request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BearerTransmission {
    /// In the query, B2C's default
    Query,
    /// `AuthorizationHeader`: `Authorization: Bearer …` (RFC 6750 section 2.1)
    AuthorizationHeader,
}
