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

/// The claims of the tokens of a policy, beside items with the names of the standard library.
pub mod token {
    #[allow(unused_imports, reason = "they are here to be in the way")]
    use super::decoys::{Option, Result, String};
    ::claimsmith::include_policy!(
        "../../golden/token.xml",
        rename = { "PolicyProfile" = "Api" },
        derive = ["::core::cmp::Eq", "::core::hash::Hash"],
    );
}

/// Types of the user, known by nothing but their traits, and named like what generated code uses.
pub mod own_types {
    use ::core::option::Option;
    use ::std::string::String;
    use ::std::vec::Vec;

    /// Like the trait of the runtime.
    #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
    pub struct ByText(u8);

    impl ::claimsmith::ClaimType for ByText {
        fn from_claim(value: ::claimsmith::ClaimValue) -> Option<Self> {
            let number = <i64 as ::claimsmith::ClaimType>::from_claim(value)?;
            ::core::convert::TryFrom::try_from(number).ok().map(Self)
        }

        fn to_claim(&self) -> ::claimsmith::ClaimValue {
            ::claimsmith::ClaimValue::Long(::core::convert::From::from(self.0))
        }
    }

    /// An alias of a type with parameters.
    pub type OwnType = Vec<String>;

    ::claimsmith::include_policy!(
        "policies/keywords.xml",
        attributes = {
            "QQ-OAUTH" = ["#[derive(::core::cmp::PartialOrd)]", "#[must_use]"],
            "QQ-OAUTH/type" = ["#[doc = \"\"]", "#[doc = r#\"Text; fn injected() {} //\"#]"],
            "reader" = ["#[allow(dead_code)]"],
        },
        types = {
            "issuerUserId" = "::std::string::String",
            "self" = "::core::primitive::bool",
            "gen" = "ByText",
            "2fa" = "i64",
            "Option" = "OwnType",
            "reader" = "::core::net::IpAddr",
            "values" = "::core::primitive::char",
            "type" = "self::Kind",
        },
    );

    /// Known as a text.
    #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
    pub enum Kind {
        /// The one that the policy says.
        Qq,
    }

    impl ::core::str::FromStr for Kind {
        type Err = ();

        fn from_str(text: &str) -> ::core::result::Result<Self, ()> {
            if text == "QQ" { ::core::result::Result::Ok(Self::Qq) } else { ::core::result::Result::Err(()) }
        }
    }

    impl ::core::fmt::Display for Kind {
        fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            formatter.write_str("QQ")
        }
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
