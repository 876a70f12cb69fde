//! The claims request and its answer.

use super::row;
use crate::protocol::MetadataKey;
use crate::protocol::PARAMETER;
use crate::protocol::ValueKind::{Boolean, HeaderList, HeaderText, HttpToken, Name, NameList, OneOf, Text};
use crate::protocol::template::Known;

pub(super) const KEYS: &[MetadataKey] = &[
    row(
        "BearerTokenTransmissionMethod",
        OneOf(&["AuthorizationHeader"]),
        "in the query",
        "Sends the access token in the Authorization header instead of the query.",
    ),
    row(
        "ClaimsEndpointAccessTokenName",
        Name(PARAMETER),
        "access_token",
        "Name of the query parameter with the access token. The header wins over it.",
    ),
    row("ClaimsEndpointFormatName", Name(PARAMETER), "none", "Name of a fixed parameter of the claims request."),
    row("ClaimsEndpointFormat", Text, "none", "Value of the parameter that ClaimsEndpointFormatName names."),
    row("ClaimsResponseFormat", OneOf(&["json", "JsonP"]), "json", "How the claims answer is read."),
    row(
        "ExtraParamsInClaimsEndpointRequest",
        NameList,
        "none",
        "Members of the token answer that become query parameters of the claims request.",
    ),
    row(
        "UserAgentForClaimsExchange",
        HeaderText,
        "claimsmith and its version",
        "User-Agent of the claims requests; `{tenant}` and `{policy}` are replaced. GitHub refuses a request without one.",
    ),
    row(
        "ResolveJsonPathsInJsonTokens",
        Boolean,
        "false",
        "Reads partner claim types as paths such as `data[0].email`; without it a dot is part of the name.",
    ),
    row("claimsmith.claims_method", OneOf(&["GET", "POST"]), "GET", "Method of the claims request."),
    row(
        "claimsmith.authorization_scheme",
        HttpToken,
        "Bearer",
        "What stands before the access token in the Authorization header; with `none` it stands alone.",
    ),
    row("claimsmith.claims_headers", HeaderList(Known::Token), "none", "Further headers of the claims request."),
    row(
        "claimsmith.claims_proof_parameter",
        Name(PARAMETER),
        "none",
        "A parameter of the claims and follow-up requests with the HMAC-SHA256 of the access token under the client secret, in \
         hexadecimal digits; Facebook's `appsecret_proof`.",
    ),
];
