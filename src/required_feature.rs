//! What generated code calls when it needs a feature: nothing when the feature is on, an error that says what to do when not.

/// The policy validates an id_token.
#[cfg(feature = "id-token")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_id_token {
    () => {};
}

/// The policy validates an id_token.
#[cfg(not(feature = "id-token"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_id_token {
    () => {
        ::core::compile_error!(
            "this policy validates an id_token (`JWKS`, `METADATA`): add the feature: \
             `cargo add claimsmith --features id-token`"
        );
    };
}

/// The policy signs what the client authenticates with.
#[cfg(feature = "client-assertion")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_client_assertion {
    () => {};
}

/// The policy signs what the client authenticates with.
#[cfg(not(feature = "client-assertion"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_client_assertion {
    () => {
        ::core::compile_error!(
            "this policy signs what the client authenticates with (`private_key_jwt`, \
             `claimsmith.client_secret_issuer`): add the feature: \
             `cargo add claimsmith --features client-assertion`"
        );
    };
}

/// The policy transforms dates or times.
#[cfg(feature = "dates")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_dates {
    () => {};
}

/// The policy transforms dates or times.
#[cfg(not(feature = "dates"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_dates {
    () => {
        ::core::compile_error!(
            "this policy transforms dates or times (`DateTimeComparison` and its like): add the feature: \
             `cargo add claimsmith --features dates`"
        );
    };
}

/// The policy transforms phone numbers.
#[cfg(feature = "phone")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_phone {
    () => {};
}

/// The policy transforms phone numbers.
#[cfg(not(feature = "phone"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_phone {
    () => {
        ::core::compile_error!(
            "this policy transforms phone numbers (`ConvertStringToPhoneNumberClaim` and its like): add the \
             feature: `cargo add claimsmith --features phone`"
        );
    };
}

/// The policy has regular expressions.
#[cfg(feature = "regex")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_regex {
    () => {};
}

/// The policy has regular expressions.
#[cfg(not(feature = "regex"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_regex {
    () => {
        ::core::compile_error!(
            "this policy has regular expressions (`SetClaimsIfRegexMatch`, `MatchesRegex`, a `Pattern`, a \
             `Mask`): add the feature: \
             `cargo add claimsmith --features regex`"
        );
    };
}

/// The policy turns XML into JSON.
#[cfg(feature = "xml")]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_xml {
    () => {};
}

/// The policy turns XML into JSON.
#[cfg(not(feature = "xml"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __require_xml {
    () => {
        ::core::compile_error!(
            "this policy turns XML into JSON (`XmlStringToJsonString`): add the feature: \
             `cargo add claimsmith --features xml`"
        );
    };
}
