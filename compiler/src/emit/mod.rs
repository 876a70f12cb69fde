//! Stage 8: from the intermediate representation to tokens. Never reports, never decides.
//!
//! What a policy says reaches the tokens as literals and as identifiers that `naming` made; every path
//! is absolute, so that the code compiles in any module, without a prelude, and with the facade renamed.
//!
//! - `profile`: the constant that holds a technical profile
//! - `features`: the features of the runtime that a profile needs
//! - `client`: client, configuration and inputs
//! - `claims`: the claims struct
//! - `validation`: what is asked of the claims, and how they are shown
//! - `attributes`: attributes that the caller gives
//! - `own_type`: claims with a type that the caller gives
//! - `policy`: everything over all providers
//! - `docs`: documentation of generated items

mod attributes;
mod claims;
mod client;
pub(crate) mod docs;
mod features;
mod own_type;
mod policy;
mod profile;
mod validation;

use crate::ir::{ClaimField, Client, FieldType, Sdk};
use crate::naming;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// How the code is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether documentation names the line beside the file; not in a crate on disk, which should not change with them.
    pub lines: bool,
}

/// One piece of generated code: a client with all that belongs to it, or what holds them together.
#[derive(Debug, Clone)]
pub struct Module {
    /// Name of the module in a crate on disk.
    pub name: String,
    /// Its documentation in a crate on disk.
    pub docs: String,
    /// Whether it names items of the other modules.
    pub uses_siblings: bool,
    /// Its items.
    pub tokens: TokenStream,
}

/// A client that has configuration, inputs and claims in common with that of the module of this name: those are taken from
/// there, so that they are the same types.
#[must_use]
pub fn client_beside(client: &Client, module: &str, sdk: &Sdk, style: Style) -> TokenStream {
    client::beside(client, module, &Context { sdk, runtime: path(&sdk.runtime_path), style })
}

/// The generated code, piece by piece: every client in the order of the buttons, then the policy.
///
/// The policy is left out when a profile of it is, so that no type exists with a member missing.
#[must_use]
pub fn modules(sdk: &Sdk, style: Style) -> Vec<Module> {
    let context = Context { sdk, runtime: path(&sdk.runtime_path), style };
    let mut modules: Vec<Module> = sdk
        .profiles
        .iter()
        .map(|client| {
            let parts =
                [client::emit(client, &context), claims::emit(client, &context), validation::emit(client, &context)];
            Module {
                name: naming::module_name(&client.field),
                docs: format!(
                    "{}: client, configuration, inputs and claims.",
                    docs::escape(&client.profile.display_name)
                ),
                uses_siblings: false,
                tokens: parts.into_iter().collect(),
            }
        })
        .collect();
    if sdk.complete && !sdk.profiles.is_empty() {
        let docs = "All providers of the policy behind one type.".to_owned();
        modules.push(Module { name: "policy".to_owned(), docs, uses_siblings: true, tokens: policy::emit(&context) });
    }
    modules
}

/// The generated code as one stream.
#[must_use]
pub fn emit(sdk: &Sdk, style: Style) -> TokenStream {
    modules(sdk, style).into_iter().map(|module| module.tokens).collect()
}

/// The documentation of the module the code stands in: what is generated, what is not, and why.
#[must_use]
pub fn module_docs(sdk: &Sdk) -> String {
    docs::module(sdk)
}

/// The features of the facade that the code needs, without that of a transport.
#[must_use]
pub fn features(sdk: &Sdk) -> BTreeSet<&'static str> {
    sdk.profiles.iter().flat_map(|client| features::names(&client.profile)).collect()
}

struct Context<'s> {
    sdk: &'s Sdk,
    runtime: TokenStream,
    style: Style,
}

/// A path of checked identifiers, `::claimsmith` or `crate::a::b`.
fn path(text: &str) -> TokenStream {
    let leading = text.starts_with("::").then(|| quote!(::));
    let segments = text.trim_start_matches("::").split("::").map(path_segment);
    quote!(#leading #(#segments)::*)
}

/// A segment of a path: `crate`, `self` and `super` are identifiers there, other keywords have to be raw.
fn path_segment(segment: &str) -> Ident {
    if matches!(segment, "crate" | "self" | "super" | "Self") {
        Ident::new(segment, Span::call_site())
    } else {
        ident(segment)
    }
}

fn ident(name: &str) -> Ident {
    let written = naming::identifier(name);
    match written.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(&written, Span::call_site()),
    }
}

/// The type of a claim's value.
fn field_type(field: &ClaimField, context: &Context<'_>) -> TokenStream {
    if let Some(own) = &field.own_type {
        return path(own);
    }
    let runtime = &context.runtime;
    match field.field_type {
        FieldType::Boolean => quote!(::core::primitive::bool),
        FieldType::Int => quote!(::core::primitive::i32),
        FieldType::Long => quote!(::core::primitive::i64),
        FieldType::String => quote!(::std::string::String),
        FieldType::StringCollection => quote!(::std::vec::Vec<::std::string::String>),
        FieldType::UserIdentity => quote!(#runtime::UserIdentity),
        FieldType::UserIdentityCollection => quote!(::std::vec::Vec<#runtime::UserIdentity>),
        FieldType::AlternativeSecurityIdCollection => quote!(::std::vec::Vec<#runtime::AlternativeSecurityId>),
    }
}
