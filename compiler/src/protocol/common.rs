//! Metadata keys that technical profiles of many kinds have.

use super::ValueKind::{Boolean, Reference, Text};
use super::{MetadataKey, Referenced};

/// When the profile is offered or run: `EnabledForUserJourneys` says how.
pub const OFFERED: &[MetadataKey] = &[
    MetadataKey::optional(
        "ClaimTypeOnWhichToEnable",
        Reference(Referenced::ClaimType),
        "none",
        "The claim type that decides whether the technical profile is run; EnabledForUserJourneys says how.",
    ),
    MetadataKey::optional(
        "ClaimValueOnWhichToEnable",
        Text,
        "none",
        "The item of that claim that decides whether the technical profile is run.",
    ),
    MetadataKey::optional(
        "ClaimsProviderSelectionDisplayType",
        Text,
        "none",
        "How the profile is shown where providers are selected; B2C's reference does not have it.",
    ),
];

/// Claim resolvers.
pub const RESOLVERS: &[MetadataKey] = &[MetadataKey::optional(
    "IncludeClaimResolvingInClaimsHandling",
    Boolean,
    "false",
    "Lets claim resolvers in the default values of claims work.",
)];

const fn message(key: &'static str, effect: &'static str) -> MetadataKey {
    MetadataKey::optional(key, Text, "a message of B2C's own", effect)
}

/// What the user reads when something fails. B2C takes them from the self-asserted technical profile; policies write
/// them into the profile that fails as well.
pub const MESSAGES: &[MetadataKey] = &[
    message("AssertNumberError", "Shown when an assertion about a number fails."),
    message("DefaultMessage", "Shown when no other message fits."),
    message("DefaultUserMessageIfRequestFailed", "Shown when a REST API fails in any way."),
    message("DateTimeGreaterThan", "Shown when an assertion about two dates fails."),
    message("LookupNotFound", "Shown when a look-up finds nothing."),
    message("UserMessageIfChallengeExpired", "Shown when the code that was sent has expired."),
    message("UserMessageIfCircuitOpen", "Shown when a REST API cannot be reached."),
    message("UserMessageIfClaimNotVerified", "Shown when a claim has not been verified."),
    message("UserMessageIfClaimsPrincipalAlreadyExists", "Shown when the user exists and should not."),
    message("UserMessageIfClaimsPrincipalDoesNotExist", "Shown when the user should exist and does not."),
    message(
        "UserMessageIfClaimsTransformationBooleanValueIsNotEqual",
        "Shown when an assertion about a boolean claim fails.",
    ),
    message(
        "UserMessageIfClaimsTransformationInvalidPhoneNumber",
        "Shown when a text cannot be made into a phone number.",
    ),
    message("UserMessageIfClaimsTransformationStringsAreNotEqual", "Shown when an assertion about two texts fails."),
    message("UserMessageIfCouldntSendSms", "Shown when the phone does not take text messages."),
    message("UserMessageIfDnsResolutionFailed", "Shown when the host of a REST API has no address."),
    message("UserMessageIfIncorrectPattern", "Shown when an input does not have the form that is asked for."),
    message("UserMessageIfInternalError", "Shown when the service that sends codes fails."),
    message("UserMessageIfInvalidCode", "Shown when the one-time password is wrong."),
    message("UserMessageIfInvalidFormat", "Shown when the phone number is none."),
    message("UserMessageIfInvalidInput", "Shown when an input is not accepted."),
    message("UserMessageIfInvalidPassword", "Shown when the password is wrong."),
    message("UserMessageIfMaxAllowedCodeRetryReached", "Shown when too many wrong codes were entered."),
    message("UserMessageIfMaxNumberOfCodeGenerated", "Shown when too many codes were asked for."),
    message("UserMessageIfMaxRetryAttempted", "Shown when too many one-time passwords were tried."),
    message("UserMessageIfMissingRequiredElement", "Shown when a required input is empty."),
    message("UserMessageIfOldPasswordUsed", "Shown when the password is one that was replaced."),
    message("UserMessageIfPasswordExpired", "Shown when the password has expired."),
    message("UserMessageIfPhoneNumberParseFailure", "Shown when a phone number cannot be read."),
    message("UserMessageIfRequestTimeout", "Shown when a REST API does not answer in time."),
    message("UserMessageIfServerError", "Shown when the multifactor authentication service fails."),
    message("UserMessageIfSessionConflict", "Shown when the one-time password cannot be checked."),
    message("UserMessageIfSessionDoesNotExist", "Shown when there is no one-time password, or no longer."),
    message("UserMessageIfThrottled", "Shown when there were too many requests."),
    message("UserMessageIfUserAccountDisabled", "Shown when the account is disabled."),
    message("UserMessageIfUserAccountLocked", "Shown when the account is locked."),
    message("UserMessageIfValidationError", "Shown when an input is refused."),
    message("UserMessageIfVerificationFailedNoRetry", "Shown when a code is wrong and no other may be tried."),
    message("UserMessageIfVerificationFailedRetryAllowed", "Shown when a code is wrong and another may be tried."),
    message("UserMessageIfWrongCodeEntered", "Shown when the code of a text message or of an app is wrong."),
];

/// What messages to the user begin with: B2C has more of them than its reference lists.
pub const MESSAGE: &str = "UserMessageIf";
