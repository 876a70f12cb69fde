//! Claimsmith compiles Azure AD B2C custom policies to typed sign-in clients.
#![doc = ""]

#[cfg(feature = "macros")]
pub use claimsmith_macros::include_policy;
pub use claimsmith_runtime::*;

/// For generated code only.
#[doc(hidden)]
pub mod __private {
    pub use claimsmith_runtime::shim::*;
}
