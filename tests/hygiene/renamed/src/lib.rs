//! Generated code compiles with the facade under another name, or behind a re-export.

#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]

/// With the dependency's own name.
pub mod direct {
    sign_in::include_policy!("../strict/policies/keywords.xml", crate = ::sign_in);
}

/// A module that re-exports the facade.
pub mod reexport {
    pub use sign_in as identity;
}

/// With types and attributes.
pub mod customized {
    sign_in::include_policy!(
        "../strict/policies/keywords.xml",
        crate = ::sign_in,
        attributes = { "QQ-OAUTH" = ["#[derive(Eq, Hash)]"] },
        types = { "reader" = "std::net::IpAddr", "2fa" = "i64" },
    );
}

/// Through the re-export.
pub mod through {
    sign_in::include_policy!("../strict/policies/keywords.xml", crate = crate::reexport::identity);
}

/// The claims of the tokens of a policy.
pub mod token {
    sign_in::include_policy!("../../golden/token.xml", crate = ::sign_in, derive = ["Eq"]);
}
