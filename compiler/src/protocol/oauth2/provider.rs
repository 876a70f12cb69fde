//! Who is asked and where, and when the user may choose it.

use super::{needed, row};
use crate::protocol::MetadataKey;
use crate::protocol::Need::{Always, WithCode};
use crate::protocol::ValueKind::{Boolean, Name, Reference, Text, Url};
use crate::protocol::{CLAIM_TYPE, MEMBER, Referenced};

pub(super) const KEYS: &[MetadataKey] = &[
    needed(Always, "authorization_endpoint", Url, "The browser is sent here to sign in; a query of its own is kept."),
    needed(
        WithCode,
        "AccessTokenEndpoint",
        Url,
        "The authorization code is exchanged here, from server to server; a query of its own is kept.",
    ),
    row(
        "ClaimsEndpoint",
        Url,
        "the claims are those of the id_token when it is validated, else the members of the token answer",
        "The user's claims are read here with the access token; a query of its own is kept.",
    ),
    needed(
        Always,
        "client_id",
        Text,
        "The application's id at the provider. A placeholder is replaced by the deployment.",
    ),
    row("end_session_endpoint", Url, "none", "The user is signed out at the provider here."),
    row("SingleLogoutEnabled", Boolean, "true", "With `false` end_session_endpoint is not used."),
    row(
        "claimsmith.revocation_endpoint",
        Url,
        "none: tokens are not revoked",
        "Access and refresh tokens are revoked here (RFC 7009).",
    ),
    row("ProviderName", Text, "the profile's id", "A label in logs and errors; never on the wire."),
    row(
        "external_user_identity_claim_id",
        Name(MEMBER),
        "none",
        "The member that identifies the user, when no claim says it otherwise.",
    ),
    row(
        "claimsmith.subject",
        Name(CLAIM_TYPE),
        "none",
        "The claim type whose value identifies the user, before anything else in the policy that says it.",
    ),
    row(
        "ContentDefinitionReferenceId",
        Reference(Referenced::ContentDefinition),
        "none",
        "The content definition whose localized resources the claims transformations read.",
    ),
    row(
        "ClaimTypeOnWhichToEnable",
        Text,
        "none",
        "The claim type that decides whether the button is offered; EnabledForUserJourneys says how.",
    ),
    row(
        "ClaimValueOnWhichToEnable",
        Text,
        "none",
        "The item of that claim that decides whether the button is offered.",
    ),
    row(
        "ClaimsProviderSelectionDisplayType",
        Text,
        "none",
        "How the button is shown; B2C's reference does not have it.",
    ),
];
