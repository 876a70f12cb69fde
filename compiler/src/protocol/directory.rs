//! The metadata keys of a profile that reads or writes users of the directory (B2C: "Define a Microsoft Entra technical
//! profile").

use super::MetadataKey;
use super::ValueKind::{Boolean, OneOf, Text};
use super::relation::{Fault, Relation};
use super::when::When;

/// Every key that means something on a directory profile.
pub const METADATA: &[MetadataKey] = &[
    MetadataKey::required(
        "Operation",
        OneOf(&["Read", "Write", "DeleteClaims", "DeleteClaimsPrincipal"]),
        "What is done.",
    ),
    MetadataKey::optional(
        "RaiseErrorIfClaimsPrincipalDoesNotExist",
        Boolean,
        "not settled",
        "With `true` it fails when the user does not exist.",
    ),
    MetadataKey::optional(
        "RaiseErrorIfClaimsPrincipalAlreadyExists",
        Boolean,
        "not settled",
        "With `true` it fails when the user exists.",
    ),
    MetadataKey::optional(
        "ClientId",
        Text,
        "none",
        "The client id of the application that owns extension attributes (b2c-extensions-app).",
    ),
    MetadataKey::optional("ApplicationObjectId", Text, "none", "The object id of that application."),
    MetadataKey::optional(
        "api-version",
        Text,
        "not settled",
        "The version of the directory's interface; not in B2C's reference.",
    ),
];

/// Which of them need which.
pub(super) const RELATIONS: &[Relation] = &[
    Relation {
        key: "ClientId",
        when: When::Missing("ApplicationObjectId"),
        fault: Fault::Needs("ApplicationObjectId"),
        why: "one half of the application that owns extension attributes",
        advice: "add `<Item Key=\"ApplicationObjectId\">…</Item>`, or remove this one",
    },
    Relation {
        key: "ApplicationObjectId",
        when: When::Missing("ClientId"),
        fault: Fault::Needs("ClientId"),
        why: "one half of the application that owns extension attributes",
        advice: "add `<Item Key=\"ClientId\">…</Item>`, or remove this one",
    },
];
