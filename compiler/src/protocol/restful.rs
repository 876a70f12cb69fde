//! The metadata keys of a profile that calls a REST API (B2C: "Define a RESTful technical profile").

use super::ValueKind::{Boolean, OneOf, Reference, WebUrl};
use super::relation::{Fault, Relation};
use super::when::When;
use super::{MetadataKey, Referenced};

/// Every key that means something on a REST profile.
pub const METADATA: &[MetadataKey] = &[
    MetadataKey::required("ServiceUrl", WebUrl, "The REST API; claims may stand in it as `{claim}`."),
    MetadataKey::required(
        "AuthenticationType",
        OneOf(&["None", "Basic", "Bearer", "ClientCertificate", "ApiKeyHeader"]),
        "How B2C proves who it is to the REST API.",
    ),
    MetadataKey::optional(
        "AllowInsecureAuthInProduction",
        Boolean,
        "false",
        "With `true` `AuthenticationType` may be `None` in a policy whose `DeploymentMode` is `Production`.",
    ),
    MetadataKey::optional(
        "SendClaimsIn",
        OneOf(&["Body", "Form", "Header", "Url", "QueryString"]),
        "Body",
        "Where input claims are sent; `Body` and `Form` are posted, the others are in a GET request.",
    ),
    MetadataKey::unused(
        "ClaimsFormat",
        OneOf(&["Body", "Form", "Header", "Url", "QueryString"]),
        "Once the format of output claims.",
    ),
    MetadataKey::optional(
        "ClaimUsedForRequestPayload",
        Reference(Referenced::ClaimType),
        "none",
        "The claim whose text is the whole body of the request.",
    ),
    MetadataKey::optional(
        "UseClaimAsBearerToken",
        Reference(Referenced::ClaimType),
        "none: the key `BearerAuthenticationToken` is used",
        "The claim that holds the bearer token.",
    ),
    MetadataKey::optional("DebugMode", Boolean, "false", "With `true` error messages of the REST API say more."),
    MetadataKey::optional(
        "ResolveJsonPathsInJsonTokens",
        Boolean,
        "false",
        "Reads partner claim types as paths into the answer.",
    ),
    MetadataKey::optional(
        "ClaimResolverUrlFormatting",
        Boolean,
        "not settled",
        "How claims in the URL are written; not in B2C's reference.",
    ),
];

/// Which of them need or exclude which.
pub(super) const RELATIONS: &[Relation] = &[
    Relation {
        key: "UseClaimAsBearerToken",
        when: When::IsNot("AuthenticationType", "Bearer"),
        fault: Fault::NoEffect,
        why: "a bearer token is sent only with `AuthenticationType` = `Bearer`",
        advice: "write `Bearer` for `AuthenticationType`, or remove this one",
    },
    Relation {
        key: "ClaimUsedForRequestPayload",
        when: When::All(&[When::Given("SendClaimsIn"), When::IsNot("SendClaimsIn", "Body")]),
        fault: Fault::Excludes("SendClaimsIn"),
        why: "the claim is the body of the request",
        advice: "write `Body` for `SendClaimsIn`",
    },
];
