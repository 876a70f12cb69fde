//! The metadata keys of a self-asserted profile, a page with a form (B2C: "Define a self-asserted technical profile").

use super::ValueKind::{Boolean, Integer, OneOf, Reference, Text};
use super::{MetadataKey, Referenced};

/// Every key that means something on a self-asserted profile.
pub const METADATA: &[MetadataKey] = &[
    MetadataKey::optional(
        "ContentDefinitionReferenceId",
        Reference(Referenced::ContentDefinition),
        "that of the orchestration step",
        "The content definition of the page.",
    ),
    MetadataKey::optional(
        "AllowGenerationOfClaimsWithNullValues",
        Boolean,
        "false",
        "With `true` an input that is left empty gives a claim without value.",
    ),
    MetadataKey::optional(
        "EnforceEmailVerification",
        Boolean,
        "true",
        "With `false` an e-mail address is taken without verification.",
    ),
    MetadataKey::optional(
        "IpAddressClaimReferenceId",
        Reference(Referenced::ClaimType),
        "none",
        "The claim that gets the user's IP address.",
    ),
    MetadataKey::optional(
        "SignUpTarget",
        Reference(Referenced::ClaimsExchange),
        "none",
        "The claims exchange that the sign-up link leads to.",
    ),
    MetadataKey::optional(
        "setting.operatingMode",
        OneOf(&["Email", "Username"]),
        "not settled",
        "Whether the field of the user name takes an e-mail address.",
    ),
    MetadataKey::optional(
        "setting.retryLimit",
        Integer(0, u64::MAX),
        "not settled",
        "How often the user may try again when a validation profile refuses.",
    ),
    MetadataKey::optional("setting.showCancelButton", Boolean, "true", "With `false` there is no cancel button."),
    MetadataKey::optional("setting.showContinueButton", Boolean, "true", "With `false` there is no continue button."),
    MetadataKey::optional("setting.showSignupLink", Boolean, "true", "With `false` there is no sign-up link."),
    MetadataKey::optional(
        "setting.forgotPasswordLinkLocation",
        OneOf(&["AfterLabel", "AfterInput", "AfterButtons", "None"]),
        "AfterLabel",
        "Where the link for a forgotten password stands.",
    ),
    MetadataKey::optional(
        "setting.forgotPasswordLinkOverride",
        Reference(Referenced::ClaimsExchange),
        "none",
        "The claims exchange that the link for a forgotten password leads to.",
    ),
    MetadataKey::optional(
        "setting.enableRememberMe",
        Boolean,
        "false",
        "With `true` the user may choose to stay signed in.",
    ),
    MetadataKey::optional(
        "setting.inputVerificationDelayTimeInMilliseconds",
        Integer(0, u64::MAX),
        "2000",
        "How long nothing is typed before an input is checked.",
    ),
    MetadataKey::optional(
        "setting.enableCaptchaChallenge",
        Boolean,
        "false",
        "With `true` the CAPTCHA display control of the display claims is used.",
    ),
    MetadataKey::optional("LocalAccountProfile", Boolean, "not settled", "Not in B2C's reference."),
    MetadataKey::optional("LocalAccountType", Text, "not settled", "Not in B2C's reference."),
    MetadataKey::optional("TokenLifeTimeInSeconds", Integer(0, u64::MAX), "not settled", "Not in B2C's reference."),
    MetadataKey::optional(
        "language.*",
        Text,
        "the text of the content definition",
        "A text of the page; an older way than localized resources.",
    ),
    MetadataKey::optional(
        "claimType.*",
        Text,
        "the text of the claim type",
        "A text of a claim on this page; an older way than localized resources.",
    ),
];
