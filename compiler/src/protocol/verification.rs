//! The metadata keys of profiles that verify something about the user: a code, a phone number, a CAPTCHA (B2C: "Define a
//! one-time password technical profile", "… phone factor …", "… Microsoft Entra multifactor authentication …",
//! "… Microsoft Entra SSPR …", "… CAPTCHA technical profile").

use super::ValueKind::{Boolean, Integer, OneOf, Reference, Text};
use super::relation::{Fault, Relation};
use super::when::When;
use super::{MetadataKey, Referenced};

/// Every key of a profile that makes or checks a one-time password.
pub const ONE_TIME_PASSWORD: &[MetadataKey] = &[
    MetadataKey::required("Operation", OneOf(&["GenerateCode", "VerifyCode"]), "What is done."),
    MetadataKey::optional(
        "CodeExpirationInSeconds",
        Integer(60, 1_200),
        "600",
        "How long a code is valid, and how long a user is locked out after too many attempts.",
    ),
    MetadataKey::optional("CodeLength", Integer(1, u64::MAX), "6", "How many characters a code has."),
    MetadataKey::optional(
        "CharacterSet",
        Text,
        "0-9",
        "The characters of a code, as in the brackets of a regular expression; at least ten.",
    ),
    MetadataKey::optional("NumRetryAttempts", Integer(0, u64::MAX), "5", "How many wrong codes are accepted."),
    MetadataKey::optional("MaxNumAttempts", Integer(0, u64::MAX), "5", "An older name of NumRetryAttempts."),
    MetadataKey::optional("NumCodeGenerationAttempts", Integer(0, u64::MAX), "10", "How many codes may be asked for."),
    MetadataKey::optional("ReuseSameCode", Boolean, "false", "With `true` a code that is still valid is given again."),
    MetadataKey::optional(
        "UserMessage.*",
        Text,
        "a message of B2C's own",
        "A message to the user under an older name; `UserMessageIf…` is the one in B2C's reference.",
    ),
];

/// Every key of the page that checks a phone number.
pub const PHONE_FACTOR: &[MetadataKey] = &[
    MetadataKey::required(
        "ContentDefinitionReferenceId",
        Reference(Referenced::ContentDefinition),
        "The content definition of the page.",
    ),
    MetadataKey::optional(
        "ManualPhoneNumberEntryAllowed",
        Boolean,
        "false",
        "With `true` the user may enter another phone number.",
    ),
    MetadataKey::optional(
        "setting.authenticationMode",
        OneOf(&["sms", "phone", "mixed"]),
        "mixed",
        "How the number is checked: by text message, by call, or as the user likes.",
    ),
    MetadataKey::optional(
        "setting.autodial",
        Boolean,
        "false",
        "With `true` the call or the text message goes out without a button.",
    ),
    MetadataKey::optional("setting.autosubmit", Boolean, "true", "With `false` the code is submitted with a button."),
    MetadataKey::optional(
        "setting.enableCaptchaChallenge",
        Boolean,
        "false",
        "With `true` the CAPTCHA display control of the display claims is used.",
    ),
];

/// Which of them need which.
pub(super) const PHONE_FACTOR_RELATIONS: &[Relation] = &[Relation {
    key: "setting.autodial",
    when: When::All(&[
        When::Is("setting.autodial", "true"),
        When::IsNot("setting.authenticationMode", "sms"),
        When::IsNot("setting.authenticationMode", "phone"),
    ]),
    fault: Fault::NoEffect,
    why: "nothing goes out by itself as long as the user may choose between a call and a text message",
    advice: "add `<Item Key=\"setting.authenticationMode\">sms</Item>`, or `phone`",
}];

/// Every key of a profile for multifactor authentication.
pub const MULTIFACTOR_AUTHENTICATION: &[MetadataKey] = &[MetadataKey::required(
    "Operation",
    OneOf(&["OneWaySMS", "Verify", "BeginVerifyOTP", "VerifyOTP", "GetAvailableDevices"]),
    "What is done: a code is sent by text message or checked, an authenticator app is enrolled, checked or looked up.",
)];

/// Every key of a profile that sends and checks the code of a password reset.
pub const PASSWORD_RESET: &[MetadataKey] = &[
    MetadataKey::required("Operation", OneOf(&["SendCode", "VerifyCode"]), "What is done."),
    MetadataKey::optional("allowTestEmailAddressPassThrough", Boolean, "not settled", "Not in B2C's reference."),
];

/// Every key of a profile that makes or checks a CAPTCHA.
pub const CAPTCHA: &[MetadataKey] = &[
    MetadataKey::required("Operation", OneOf(&["GetChallenge", "VerifyChallenge"]), "What is done."),
    MetadataKey::required("Brand", OneOf(&["HIP"]), "Whose CAPTCHA it is."),
];
