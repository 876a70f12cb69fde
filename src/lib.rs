//! Claimsmith compiles Azure AD B2C custom policies to typed sign-in clients.
#![doc = ""]

pub use claimsmith_runtime::*;
#[cfg(feature = "macros")]
pub use claimsmith_macros::include_policy;

/// For generated code only.
#[doc(hidden)]
pub mod __private {
    pub use claimsmith_runtime::shim::*;
}
