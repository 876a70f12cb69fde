//! Typed sign-in clients compiled from Azure AD B2C custom policies.
//!
//! A policy describes a provider: endpoints, parameters, how claims are named. [`include_policy!`] reads it while your
//! crate is built and leaves behind, for every provider in it, a client, its configuration, its inputs and a claims
//! struct; and over all of them a `Policy`, its list of `PROVIDERS`, and an enum `SignedIn`.
//!
//! ```no_run
//! mod contoso {
//!     claimsmith::include_policy!("policies/SignUpOrSignIn.xml");
//! }
//!
//! # async fn example(query: &str, kept: String) -> Result<(), Box<dyn std::error::Error>> {
//! let qq = contoso::QqOauth::new(contoso::QqOauthConfig::from_env()?)?;
//!
//! // Somebody wants to sign in: send the browser to the URL, keep the flow with it (a cookie).
//! let begin = qq.begin(contoso::QqOauthInputs::default())?;
//! println!("{} {}", begin.url, begin.flow.as_str());
//!
//! // The browser is back.
//! let callback = claimsmith::Callback::from_query(query)?;
//! let signed_in = qq.finish(callback, claimsmith::SealedFlow::from_string(kept)).await?;
//! println!("{:?} {:?}", signed_in.subject(), signed_in.claims.display_name);
//! # Ok(())
//! # }
//! ```
//!
//! The crate `claimsmith-axum` does the part between the two for axum.
//!
//! A policy with a relying party also gives `TokenClaims`, the claims of the tokens that it issues to an application:
//! [`Token`] reads them from the payload of a token that was verified.
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `macros` | yes | [`include_policy!`]; a generated crate does without it |
//! | `reqwest` | yes | the HTTP transport on reqwest with rustls; without it give a [`Transport`] of your own; functions need none |
//! | `id-token` | no | id_tokens are validated; a policy that says how needs it, and does not compile without |
//! | `client-assertion` | no | `private_key_jwt`, and client secrets that are signed anew for each request (Apple) |
//! | `dates` | no | claims transformations over dates and times |
//! | `phone` | no | claims transformations over phone numbers |
//! | `regex` | no | regular expressions: claims transformations, predicates, patterns and masks |
//! | `xml` | no | the claims transformation `XmlStringToJsonString` |
//!
//! A policy that needs one of those that are off by default does not compile without; the error says which, and where
//! to add it.
//!
//! # Changes of a policy
//!
//! Editing any file of the chain rebuilds the crate. An editor's language server runs a macro again only when the Rust
//! file changes: restart it, or use the crate `claimsmith-build`, which writes the same code to a file.

mod required_feature;

#[cfg(feature = "macros")]
pub use claimsmith_macros::include_policy;
pub use claimsmith_runtime::*;

/// For generated code only.
#[doc(hidden)]
pub mod __private {
    pub use crate::{
        __require_client_assertion as require_client_assertion, __require_dates as require_dates,
        __require_id_token as require_id_token, __require_phone as require_phone, __require_regex as require_regex,
        __require_xml as require_xml,
    };
    pub use claimsmith_runtime::shim::*;
}
