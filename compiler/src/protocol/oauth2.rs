//! The metadata keys of an `OAuth2` federation profile (B2C: "Define an OAuth2 technical profile", and the how-to pages
//! of QQ, WeChat and GitHub for keys the reference leaves out).

use super::Support::{Compiled, CompiledFor, NoEffect, NotCompiled};
use super::ValueKind::{Boolean, HeaderText, Name, NameList, OneOf, ParameterList, Text, Url};
use super::{MetadataKey, Support, ValueKind};

const fn row(
    key: &'static str,
    kind: ValueKind,
    default: &'static str,
    support: Support,
    effect: &'static str,
) -> MetadataKey {
    MetadataKey { key, kind, required: false, default, effect, support }
}

const fn required(key: &'static str, kind: ValueKind, effect: &'static str) -> MetadataKey {
    MetadataKey { key, kind, required: true, default: "none", effect, support: Compiled }
}

/// Every key that means something on an `OAuth2` federation profile.
pub const METADATA: &[MetadataKey] = &[
    required("authorization_endpoint", Url, "The browser is sent here to sign in; a query of its own is kept."),
    required("AccessTokenEndpoint", Url, "The authorization code is exchanged here, from server to server."),
    row(
        "ClaimsEndpoint",
        Url,
        "the claims are the members of the token answer",
        Compiled,
        "The user's claims are read here with the access token; a query of its own is kept.",
    ),
    required("client_id", Text, "The application's id at the provider. A placeholder is replaced by the deployment."),
    row("end_session_endpoint", Url, "none", NotCompiled, "The user is signed out at the provider here."),
    row("ProviderName", Text, "the profile's id", Compiled, "A label in logs and errors; never on the wire."),
    row("IdTokenAudience", Text, "the client id", NotCompiled, "The audience an id_token must name."),
    row(
        "response_types",
        OneOf(&["code", "id_token"]),
        "code",
        CompiledFor(&["code"]),
        "What the authorization endpoint answers with.",
    ),
    row(
        "response_mode",
        OneOf(&["query", "form_post", "fragment"]),
        "the parameter is not sent",
        Compiled,
        "How the answer of the authorization endpoint arrives: in the query, as a form, or in the fragment.",
    ),
    row("scope", Text, "the parameter is not sent", Compiled, "What is asked for, sent word for word."),
    row(
        "AdditionalRequestQueryParameters",
        ParameterList,
        "none",
        Compiled,
        "Further parameters of the authorization request. B2C is reported not to send them.",
    ),
    row(
        "UsePolicyInRedirectUri",
        Boolean,
        "not settled: reports differ",
        NoEffect,
        "Whether B2C's redirect URI names the policy. The application here has a redirect URI of its own.",
    ),
    row(
        "ClientIdParamName",
        Name,
        "client_id",
        Compiled,
        "Renames `client_id` in both requests; WeChat wants `appid`.",
    ),
    row("ClientSecretParamName", Name, "client_secret", Compiled, "Renames `client_secret`; WeChat wants `secret`."),
    row(
        "HttpBinding",
        OneOf(&["GET", "POST"]),
        "POST",
        Compiled,
        "Method of the token request. With GET the client secret stands in the URL.",
    ),
    row(
        "AccessTokenResponseFormat",
        OneOf(&["Default", "Json", "JsonP"]),
        "by the body: `{` is JSON, `name(` is JSONP, else a form",
        Compiled,
        "How the token answer is read. `Default` is the same as no key.",
    ),
    row(
        "token_endpoint_auth_method",
        OneOf(&["client_secret_post", "client_secret_basic", "private_key_jwt"]),
        "client_secret_post",
        CompiledFor(&["client_secret_post", "client_secret_basic"]),
        "How the client proves who it is: parameters, HTTP Basic, or a signed assertion.",
    ),
    row(
        "token_signing_algorithm",
        OneOf(&["RS256", "RS512"]),
        "RS256",
        NotCompiled,
        "Algorithm of the client assertion of `private_key_jwt`.",
    ),
    row(
        "ResponseErrorCodeParamName",
        Name,
        "none",
        Compiled,
        "A member that makes an answer with status 200 an error, unless it is 0, empty, null or false.",
    ),
    row(
        "ExtraParamsInAccessTokenEndpointResponse",
        NameList,
        "none",
        NoEffect,
        "Members of the token answer to keep. All are kept here.",
    ),
    row(
        "ExtraParamsInClaimsEndpointRequest",
        NameList,
        "none",
        Compiled,
        "Members of the token answer that become query parameters of the claims request.",
    ),
    row(
        "BearerTokenTransmissionMethod",
        OneOf(&["AuthorizationHeader"]),
        "in the query",
        Compiled,
        "Sends the access token in the Authorization header instead of the query.",
    ),
    row(
        "ClaimsEndpointAccessTokenName",
        Name,
        "access_token",
        Compiled,
        "Name of the query parameter with the access token. The header wins over it.",
    ),
    row("ClaimsEndpointFormatName", Name, "none", Compiled, "Name of a fixed parameter of the claims request."),
    row("ClaimsEndpointFormat", Text, "none", Compiled, "Value of the parameter that ClaimsEndpointFormatName names."),
    row("ClaimsResponseFormat", OneOf(&["json", "JsonP"]), "json", Compiled, "How the claims answer is read."),
    row(
        "UserAgentForClaimsExchange",
        HeaderText,
        "claimsmith and its version",
        Compiled,
        "User-Agent of the claims request; `{tenant}` and `{policy}` are replaced. GitHub refuses a request without one.",
    ),
    row(
        "ResolveJsonPathsInJsonTokens",
        Boolean,
        "false",
        Compiled,
        "Reads partner claim types as paths such as `data[0].email`; without it a dot is part of the name.",
    ),
    row(
        "external_user_identity_claim_id",
        Name,
        "none",
        Compiled,
        "The member that identifies the user, when no claim says it otherwise.",
    ),
    row(
        "IncludeClaimResolvingInClaimsHandling",
        Boolean,
        "false",
        CompiledFor(&["false", "0"]),
        "Lets claim resolvers in default values work.",
    ),
    row("SingleLogoutEnabled", Boolean, "true", NoEffect, "Whether B2C signs the user out at the provider too."),
    row("ClaimTypeOnWhichToEnable", Text, "none", NoEffect, "Decides in a B2C journey whether the button is offered."),
    row("ClaimValueOnWhichToEnable", Text, "none", NoEffect, "Decides in a B2C journey whether the button is offered."),
    row("claimsmith.pkce", Boolean, "true", Compiled, "Switches PKCE off for a provider that refuses it."),
    row(
        "claimsmith.subject",
        Name,
        "none",
        Compiled,
        "The claim type whose value identifies the user, when nothing else in the policy says it.",
    ),
];
