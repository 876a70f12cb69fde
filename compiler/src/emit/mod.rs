//! Stage 8: from the intermediate representation to tokens. Never reports, never decides.
//!
//! What a policy says reaches the tokens as literals and as identifiers that `naming` made; every path
//! is absolute, so that the code compiles in any module, without a prelude, and with the facade renamed.
//!
//! - `profile`: the constant that holds a technical profile
//! - `features`: the features of the runtime that a profile needs
//! - `client`: client and configuration
//! - `function`: what a profile of claims transformations becomes
//! - `owner`: what both have
//! - `inputs`: the inputs struct
//! - `claims`: a claims struct
//! - `token`: the claims of the tokens that an application gets
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
mod function;
mod inputs;
mod own_type;
mod owner;
mod policy;
mod profile;
mod token;
mod validation;

use crate::ir::{ClaimField, Client, FieldType, Sdk};
use crate::naming;
use claimsmith_profile::Profile;
use owner::Owner;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// How the code is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether documentation names the line beside the file; not in a crate on disk, which should not change with them.
    pub lines: bool,
}

/// One piece of generated code: a client or a function with all that belongs to it, or what holds the clients together.
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

/// A client with its configuration, inputs and claims.
#[must_use]
pub fn client(client: &Client, sdk: &Sdk, style: Style) -> TokenStream {
    whole_client(client, &Context { sdk, runtime: path(&sdk.runtime_path), style })
}

/// A client without its configuration, inputs and claims, which are in scope.
#[must_use]
pub fn client_alone(client: &Client, sdk: &Sdk, style: Style) -> TokenStream {
    client::alone(client, &Context { sdk, runtime: path(&sdk.runtime_path), style })
}

/// Configuration, inputs and claims of a client that stands in this module of the crate.
#[must_use]
pub fn client_types(client: &Client, module: &str, sdk: &Sdk, style: Style) -> TokenStream {
    let context = Context { sdk, runtime: path(&sdk.runtime_path), style };
    let (module, name) = (ident(module), ident(&client.name));
    let types = [client::configuration(client, &context), Owner::client(client, &context).emit(&context)];
    let import = quote! {
        use crate::#module::#name;
    };
    std::iter::once(import).chain(types).collect()
}

fn whole_client(client: &Client, context: &Context<'_>) -> TokenStream {
    let parts = [
        client::alone(client, context),
        client::configuration(client, context),
        Owner::client(client, context).emit(context),
    ];
    parts.into_iter().collect()
}

/// The generated code, piece by piece: every client in the order of the buttons, every function, then what there is one of:
/// the policy and its token contract.
///
/// The policy is left out when a profile of it is, so that no type exists with a member missing.
#[must_use]
pub fn modules(sdk: &Sdk, style: Style) -> Vec<Module> {
    let context = Context { sdk, runtime: path(&sdk.runtime_path), style };
    let mut modules: Vec<Module> = sdk
        .profiles
        .iter()
        .map(|client| Module {
            name: naming::module_name(&client.field),
            docs: format!("{}: client, configuration, inputs and claims.", docs::escape(&client.profile.display_name)),
            uses_siblings: false,
            tokens: whole_client(client, &context),
        })
        .collect();
    modules.extend(sdk.functions.iter().map(|function| {
        let parts = [function::emit(function, &context), Owner::function(function, &context).emit(&context)];
        Module {
            name: naming::function_module(&function.name),
            docs: format!("{}: function, inputs and claims.", docs::escape(&function.profile.display_name)),
            uses_siblings: false,
            tokens: parts.into_iter().collect(),
        }
    }));
    modules.extend(of_policy(&context));
    modules
}

/// What a policy has one of, if it has any.
fn of_policy(context: &Context<'_>) -> Option<Module> {
    let sdk = context.sdk;
    let docs = match (sdk.has_policy_type(), &sdk.token) {
        (true, None) => "All providers of the policy behind one type.",
        (true, Some(_)) => "All providers of the policy behind one type, and the claims of the tokens that it issues.",
        (false, Some(_)) => "The claims of the tokens that the policy issues.",
        (false, None) => return None,
    };
    let policy = sdk.has_policy_type().then(|| policy::emit(context));
    let token = sdk.token.as_ref().map(|contract| token::emit(contract, context));
    Some(Module {
        name: "policy".to_owned(),
        docs: docs.to_owned(),
        uses_siblings: policy.is_some(),
        tokens: policy.into_iter().chain(token).collect(),
    })
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
    let profiles = sdk.profiles.iter().map(|client| &client.profile);
    let profiles = profiles.chain(sdk.functions.iter().map(|function| &function.profile));
    profiles.flat_map(features_of).collect()
}

/// The same of one profile.
pub(crate) fn features_of(profile: &Profile) -> impl Iterator<Item = &'static str> {
    features::names(profile)
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
