//! `include_policy!`: a B2C custom policy as Rust items.
//!
//! A shell without logic: `arguments` become compiler options, the compiler does the work, `expansion` turns its
//! outcome into tokens. The facade crate `claimsmith` re-exports the macro; see there for how to use it.

#![cfg_attr(not(test), deny(clippy::unwrap_used))]

mod arguments;
mod expansion;

use proc_macro::TokenStream;

/// Reads a policy while the crate is built and leaves typed sign-in clients behind.
///
/// Everything wrong with the policy is a compile error with file, line, column and the lines of XML. Editing any file of
/// the chain rebuilds the crate.
///
/// ```ignore
/// mod contoso {
///     claimsmith::include_policy!("policies/SignUpOrSignIn.xml");
/// }
/// ```
///
/// Paths are relative to the folder of `Cargo.toml`. Arguments after the path, all optional:
///
/// | argument | meaning |
/// |---|---|
/// | `settings = "appsettings.json"` | the settings file; without it the nearest in or above the policy's folder |
/// | `environment = "Production"` | the environment whose settings replace `{Settings:…}`; `claimsmith.toml` is not read |
/// | `inherits = ["Shared"]` | environments whose settings fill what that one does not set, nearest first |
/// | `overlay = "contoso/Overlay.xml"` | a policy that stands in the chain just above its own base |
/// | `bases = ["shared"]` | further folders or files in which base policies are looked for |
/// | `profiles = ["QQ-OAUTH"]` | the technical profiles to generate, instead of those the default user journey reaches |
/// | `exclude = ["Facebook-OAUTH"]` | technical profiles that are not generated |
/// | `rename = { "QQ-OAUTH" = "Qq", "QQ-OAUTH/displayName" = "nickname" }` | Rust names for profiles and claims |
/// | `derive = ["Eq", "Hash"]` | further derives of every claims struct |
/// | `attributes = { "QQ-OAUTH" = ["#[derive(PartialOrd)]"], "displayName" = ["#[doc = \"…\"]"] }` | attributes of one claims struct, or of the field of a claim |
/// | `types = { "birthday" = "crate::Birthday" }` | Rust types for claims: with [`ClaimType`](https://docs.rs/claimsmith/latest/claimsmith/trait.ClaimType.html), or `FromStr` and `Display` |
/// | `deny = ["CS0401"]` | codes whose warnings are errors; `deny = "warnings"` for all. The macro shows no warnings otherwise, `claimsmith check` does |
/// | `crate = ::path` | where the facade crate is, if it is not `::claimsmith` |
#[proc_macro]
pub fn include_policy(input: TokenStream) -> TokenStream {
    let arguments = match syn::parse::<arguments::Arguments>(input) {
        Ok(arguments) => arguments,
        Err(error) => return error.into_compile_error().into(),
    };
    expansion::guarded(arguments.path, || expansion::expand(&arguments)).into()
}
