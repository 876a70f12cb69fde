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
            "this policy validates an id_token (`JWKS`, `METADATA`): add the feature `id-token` to the dependency \
             `claimsmith` in Cargo.toml"
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
             `claimsmith.client_secret_issuer`): add the feature `client-assertion` to the dependency `claimsmith` in \
             Cargo.toml"
        );
    };
}
