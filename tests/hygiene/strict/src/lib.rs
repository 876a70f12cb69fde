//! Generated code compiles without the prelude, twice in one crate, in nested modules, under every lint.

#![no_implicit_prelude]
#![deny(warnings, missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]
#![forbid(unsafe_code)]
#![allow(clippy::pub_underscore_fields, reason = "the claim `2fa` has to begin with something")]

/// Names that generated code must not meet by accident.
pub mod decoys {
    /// Not the standard one.
    #[derive(Debug)]
    pub struct Option;
    /// Not the standard one.
    #[derive(Debug)]
    pub struct String;
    /// Not the standard one.
    #[derive(Debug)]
    pub struct Result;
}

/// The first policy, beside items with the names of the standard library.
pub mod first {
    #[allow(unused_imports, reason = "they are here to be in the way")]
    use super::decoys::{Option, Result, String};
    ::claimsmith::include_policy!("policies/keywords.xml");
}

/// The second policy, one level deeper.
pub mod second {
    /// Nested.
    pub mod deep {
        ::claimsmith::include_policy!(
            "policies/keywords.xml",
            rename = { "QQ-OAUTH" = "Qq", "type" = "kind" },
            derive = ["::core::cmp::Eq", "::core::hash::Hash"],
        );
    }
}

/// A macro of the user passes the path on.
#[macro_export]
macro_rules! policy {
    ($name:ident, $path:literal) => {
        #[doc = "Through a macro."]
        pub mod $name {
            ::claimsmith::include_policy!($path);
        }
    };
}

policy!(third, "policies/keywords.xml");
