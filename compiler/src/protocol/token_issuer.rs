//! The metadata keys of profiles that issue tokens, and of those about the UserInfo endpoint (B2C: "Define a technical
//! profile for a JWT token issuer", "UserInfo endpoint").

use super::ValueKind::{Boolean, Integer, OneOf, Reference, Text};
use super::relation::{Fault, Relation};
use super::when::When;
use super::{MetadataKey, Referenced};

/// Every key of a profile that issues the application's tokens.
pub const JWT: &[MetadataKey] = &[
    MetadataKey::required(
        "issuer_refresh_token_user_identity_claim_type",
        Reference(Referenced::ClaimType),
        "The claim that identifies the user in authorization codes and refresh tokens; `objectId`.",
    ),
    MetadataKey::optional("client_id", Text, "none", "Policies write `{service:te}`; not in B2C's reference."),
    MetadataKey::optional(
        "SendTokenResponseBodyWithJsonNumbers",
        Boolean,
        "not settled",
        "With `true` numbers in the token answer are numbers; always write that.",
    ),
    MetadataKey::optional(
        "token_lifetime_secs",
        Integer(300, 86_400),
        "3600",
        "How many seconds an access token is valid.",
    ),
    MetadataKey::optional(
        "id_token_lifetime_secs",
        Integer(300, 86_400),
        "3600",
        "How many seconds an id_token is valid.",
    ),
    MetadataKey::optional(
        "refresh_token_lifetime_secs",
        Integer(86_400, 7_776_000),
        "1209600",
        "How many seconds a refresh token is valid.",
    ),
    MetadataKey::optional(
        "rolling_refresh_token_lifetime_secs",
        Integer(86_400, 31_536_000),
        "7776000",
        "After how many seconds the user signs in anew, whatever was refreshed.",
    ),
    MetadataKey::optional(
        "allow_infinite_rolling_refresh_token",
        Boolean,
        "false",
        "With `true` refreshing never ends.",
    ),
    MetadataKey::optional(
        "IssuanceClaimPattern",
        OneOf(&["AuthorityAndTenantGuid", "AuthorityWithTfp"]),
        "AuthorityAndTenantGuid",
        "What the `iss` of tokens names: the tenant, or the tenant and the policy.",
    ),
    MetadataKey::optional(
        "AuthenticationContextReferenceClaimPattern",
        OneOf(&["None", "PolicyId"]),
        "not settled",
        "Whether tokens have an `acr` with the id of the policy.",
    ),
    MetadataKey::optional(
        "RefreshTokenUserJourneyId",
        Reference(Referenced::UserJourney),
        "none",
        "The user journey that runs when a token is refreshed.",
    ),
    MetadataKey::optional(
        "ClientCredentialsUserJourneyId",
        Reference(Referenced::UserJourney),
        "none",
        "The user journey that runs for the client credentials grant.",
    ),
];

/// Which of them need which.
pub(super) const JWT_RELATIONS: &[Relation] = &[Relation {
    key: "rolling_refresh_token_lifetime_secs",
    when: When::Is("allow_infinite_rolling_refresh_token", "true"),
    fault: Fault::NoEffect,
    why: "refreshing never ends, because of `allow_infinite_rolling_refresh_token`",
    advice: "remove one of the two",
}];

/// Every key of a profile that answers the UserInfo endpoint.
pub const USER_INFO: &[MetadataKey] =
    &[MetadataKey::optional("client_id", Text, "none", "Policies write `{service:te}`; not in B2C's reference.")];

/// Every key of a profile that reads the token with which the UserInfo endpoint is called.
pub const CLIENT_ASSERTION: &[MetadataKey] = &[
    MetadataKey::required("issuer", Text, "What the `iss` of the token must be."),
    MetadataKey::optional("audience", Text, "none", "What the `aud` of the token may be: a JSON list."),
    MetadataKey::optional(
        "client_assertion_type",
        Text,
        "none",
        "Policies write `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.",
    ),
];
