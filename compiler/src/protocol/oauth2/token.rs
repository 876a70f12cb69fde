//! The token request and its answer, and how the client proves who it is.

use super::{row, without_effect};
use crate::protocol::MetadataKey;
use crate::protocol::ValueKind::{HeaderList, Name, NameList, OneOf, Renames, Text, Url};
use crate::protocol::template::Known;
use crate::protocol::{MEMBER, PARAMETER};
use claimsmith_profile::rules::TOKEN_PARAMETERS;

pub(super) const KEYS: &[MetadataKey] = &[
    row(
        "HttpBinding",
        OneOf(&["GET", "POST"]),
        "POST",
        "Method of the token request. With GET the client secret stands in the URL.",
    ),
    row(
        "AccessTokenResponseFormat",
        OneOf(&["Default", "Json", "JsonP"]),
        "by the body: `{` is JSON, `name(` is JSONP, else a form",
        "How the token answer is read. `Default` is the same as no key.",
    ),
    row(
        "token_endpoint_auth_method",
        OneOf(&["client_secret_post", "client_secret_basic", "private_key_jwt"]),
        "client_secret_post",
        "How the client proves who it is: parameters, HTTP Basic, or an assertion signed with the key \
         `assertion_signing_key`.",
    ),
    row(
        "token_signing_algorithm",
        OneOf(&["RS256", "RS512"]),
        "RS256",
        "Algorithm of the client assertion of `private_key_jwt`.",
    ),
    row("ClientSecretParamName", Name(PARAMETER), "client_secret", "Renames `client_secret`; WeChat wants `secret`."),
    row(
        "ResponseErrorCodeParamName",
        Name(MEMBER),
        "none",
        "A member that makes an answer with status 200 an error, unless it is 0, empty, null or false.",
    ),
    without_effect(
        "ExtraParamsInAccessTokenEndpointResponse",
        NameList,
        "none",
        "Members of the token answer to keep. All are kept here.",
    ),
    row(
        "claimsmith.token_type",
        Text,
        "Bearer",
        "What the provider calls a bearer token in `token_type`; eBay writes `User Access Token`. Any other type is refused.",
    ),
    row(
        "claimsmith.token_request_encoding",
        OneOf(&["form", "json", "query"]),
        "form",
        "How a token request with POST carries its parameters: as a form or a JSON object in the body, or in the query.",
    ),
    row(
        "claimsmith.token_parameter_names",
        Renames(TOKEN_PARAMETERS),
        "their standard names",
        "Renames parameters of the token request; one with no other name is left out.",
    ),
    row("claimsmith.token_headers", HeaderList(Known::Client), "none", "Further headers of the token request."),
    row(
        "claimsmith.client_secret_issuer",
        Text,
        "the client secret is the key as it is stored",
        "The client secret is a JWT, signed anew for each request with the P-256 private key (PEM) that is stored as \
         `client_secret`; this is its `iss`, Apple's team id.",
    ),
    row("claimsmith.client_secret_key_id", Text, "none", "The `kid` of the client secret that is signed."),
    row(
        "claimsmith.client_secret_audience",
        Text,
        "none",
        "The `aud` of the client secret that is signed; for Apple `https://appleid.apple.com`.",
    ),
    row("claimsmith.refresh_endpoint", Url, "AccessTokenEndpoint", "A refresh token is exchanged here."),
];
