//! The metadata keys of profiles that use other services, or none (B2C: "Define an Application Insights technical
//! profile", "Define a Conditional Access technical profile", "Define a claims transformation technical profile").

use super::ValueKind::{Boolean, OneOf, Reference, Text};
use super::{MetadataKey, Referenced};

/// Every key of a profile that sends events to Application Insights.
pub const APPLICATION_INSIGHTS: &[MetadataKey] = &[
    MetadataKey::required("InstrumentationKey", Text, "The key of the Application Insights resource."),
    MetadataKey::optional("DeveloperMode", Boolean, "false", "With `true` events are sent at once."),
    MetadataKey::optional("DisableTelemetry", Boolean, "false", "With `true` nothing is sent."),
];

/// Every key of a profile that asks Conditional Access.
pub const CONDITIONAL_ACCESS: &[MetadataKey] = &[MetadataKey::required(
    "OperationType",
    OneOf(&["Evaluation", "Remediation"]),
    "Whether the sign-in is judged, or reported as mended.",
)];

/// Every key of a profile that runs claims transformations.
pub const CLAIMS_TRANSFORMATION: &[MetadataKey] = &[MetadataKey::optional(
    "ContentDefinitionReferenceId",
    Reference(Referenced::ContentDefinition),
    "none",
    "The content definition whose localized resources the transformations read.",
)];

/// Every key of the engine's own profile.
pub const TRUST_FRAMEWORK_ENGINE: &[MetadataKey] =
    &[MetadataKey::required("url", Text, "The engine; policies write `{service:te}`.")];
