//! Everything over all providers: the policy, its configuration, the list of providers, and who signed in.

use super::{Context, docs, ident, profile};
use crate::emit::client::{Names, from_env};
use claimsmith_profile::Enablement;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub(super) fn emit(context: &Context<'_>) -> TokenStream {
    let parts = Parts::of(context);
    [
        providers(context),
        config(&parts, context),
        policy(&parts, context),
        policy_impl(&parts, context),
        traits(&parts, context),
        signed_in(&parts, context),
    ]
    .into_iter()
    .collect()
}

/// The names that every item here repeats, one a profile.
struct Parts {
    ids: Vec<String>,
    fields: Vec<Ident>,
    clients: Vec<Ident>,
    configs: Vec<Ident>,
    claims: Vec<Ident>,
    labels: Vec<TokenStream>,
}

impl Parts {
    fn of(context: &Context<'_>) -> Self {
        let profiles = &context.sdk.profiles;
        let label = |display_name: &str| docs::attributes(&[docs::escape(display_name)]);
        Self {
            ids: profiles.iter().map(|client| client.profile.id.to_string()).collect(),
            fields: profiles.iter().map(|client| ident(&client.field)).collect(),
            clients: profiles.iter().map(|client| Names::of(client).client).collect(),
            configs: profiles.iter().map(|client| Names::of(client).config).collect(),
            claims: profiles.iter().map(|client| Names::of(client).claims).collect(),
            labels: profiles.iter().map(|client| label(&client.profile.display_name)).collect(),
        }
    }
}

fn providers(context: &Context<'_>) -> TokenStream {
    let runtime = &context.runtime;
    let entries = context.sdk.profiles.iter().map(|client| {
        let (id, name, domain) = (&*client.profile.id, &*client.profile.display_name, &client.domain);
        let enablement = (client.profile.enablement != Enablement::Always).then(|| {
            let enablement = profile::enablement(&client.profile.enablement);
            quote!(enablement: #enablement,)
        });
        quote! {
            ProviderInfo {
                id: text(#id),
                display_name: text(#name),
                domain: text(#domain),
                #enablement
                ..ProviderInfo::EMPTY
            }
        }
    });
    quote! {
        /// The providers of the policy, in the order of their buttons.
        pub const PROVIDERS: &[#runtime::ProviderInfo] = {
            use #runtime::profile::*;
            &[#(#entries),*]
        };
    }
}

fn config(parts: &Parts, context: &Context<'_>) -> TokenStream {
    let Parts { fields, configs, labels, .. } = parts;
    let runtime = &context.runtime;
    let from_env = from_env("One error that names every missing variable of every provider.", context);
    quote! {
        /// What differs between deployments, for every provider of the policy.
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct PolicyConfig {
            #(#labels pub #fields: #configs,)*
        }

        impl PolicyConfig {
            #from_env

            /// Reads the configuration from a source, which remembers what is missing.
            pub fn read(source: &mut #runtime::ConfigSource<'_>) -> Self {
                Self { #(#fields: #configs::read(source),)* }
            }
        }
    }
}

fn policy(parts: &Parts, context: &Context<'_>) -> TokenStream {
    let Parts { fields, clients, labels, .. } = parts;
    let doc = docs::attributes(&["All providers of the policy, by id.".to_owned(), docs::module(context.sdk)]);
    quote! {
        #doc
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct Policy {
            #(#labels #fields: #clients,)*
        }
    }
}

fn policy_impl(parts: &Parts, context: &Context<'_>) -> TokenStream {
    let Parts { fields, clients, labels, .. } = parts;
    let runtime = &context.runtime;
    let sign_in = sign_in_methods(parts, context);
    quote! {
        impl Policy {
            /// Checks the configuration and makes a client for every provider.
            ///
            /// # Errors
            /// When a value of a provider is not what it should be.
            pub fn new(config: PolicyConfig) -> ::core::result::Result<Self, #runtime::ConfigError> {
                ::core::result::Result::Ok(Self { #(#fields: #clients::new(config.#fields)?,)* })
            }

            /// A client for every provider, configured from environment variables.
            ///
            /// # Errors
            /// One error that names every missing variable, else the first value that is not what it should be.
            pub fn from_env() -> ::core::result::Result<Self, #runtime::ConfigError> {
                Self::new(PolicyConfig::from_env()?)
            }

            #sign_in

            #(
                #labels
                pub fn #fields(&self) -> &#clients {
                    &self.#fields
                }
            )*
        }
    }
}

/// The two halves of a sign-in, by the id of the provider.
fn sign_in_methods(parts: &Parts, context: &Context<'_>) -> TokenStream {
    let Parts { ids, fields, clients, .. } = parts;
    let runtime = &context.runtime;
    quote! {
        /// The URL to send the browser to for the provider with this id, and the flow to keep until it comes back.
        ///
        /// # Errors
        /// When the policy has no such provider.
        pub fn begin(
            &self,
            profile_id: &::core::primitive::str,
            options: #runtime::BeginOptions,
        ) -> ::core::result::Result<#runtime::Begin, #runtime::SignInError> {
            #runtime::Policy::begin(self, profile_id, options)
        }

        /// Finishes the sign-in that the callback belongs to, whichever provider it began with.
        ///
        /// # Errors
        /// When the user declined, the callback is not the answer to this flow, or the provider fails.
        pub async fn finish(
            &self,
            callback: #runtime::Callback,
            flow: #runtime::SealedFlow,
        ) -> ::core::result::Result<SignedIn, #runtime::SignInError> {
            match flow.profile_id() {
                #(#ids => self.#fields.finish(callback, flow).await.map(SignedIn::#clients),)*
                _ => ::core::result::Result::Err(#runtime::SignInError::UnknownProfile),
            }
        }
    }
}

fn traits(parts: &Parts, context: &Context<'_>) -> TokenStream {
    let Parts { ids, fields, .. } = parts;
    let runtime = &context.runtime;
    quote! {
        impl #runtime::Policy for Policy {
            fn providers(&self) -> #runtime::profile::List<#runtime::ProviderInfo> {
                #runtime::profile::list(PROVIDERS)
            }

            fn client(
                &self,
                profile_id: &::core::primitive::str,
            ) -> ::core::option::Option<&#runtime::Client> {
                #(
                    if profile_id.eq_ignore_ascii_case(#ids) {
                        return ::core::option::Option::Some(#runtime::Provider::client(&self.#fields));
                    }
                )*
                ::core::option::Option::None
            }
        }

        impl #runtime::TypedPolicy for Policy {
            type SignedIn = SignedIn;

            fn finish_typed(
                &self,
                callback: #runtime::Callback,
                flow: #runtime::SealedFlow,
            ) -> #runtime::BoxFuture<'_, ::core::result::Result<SignedIn, #runtime::SignInError>> {
                ::std::boxed::Box::pin(self.finish(callback, flow))
            }

            fn return_to(signed_in: &SignedIn) -> ::core::option::Option<&#runtime::LocalPath> {
                signed_in.return_to()
            }
        }
    }
}

fn signed_in(parts: &Parts, context: &Context<'_>) -> TokenStream {
    let Parts { clients, claims, labels, .. } = parts;
    let runtime = &context.runtime;
    quote! {
        /// A user who has signed in, with the claims of the provider.
        #[derive(::core::fmt::Debug)]
        #[non_exhaustive]
        pub enum SignedIn {
            #(#labels #clients(#runtime::SignedIn<#claims>),)*
        }

        impl SignedIn {
            /// Id of the technical profile the user signed in with.
            #[must_use]
            pub fn profile_id(&self) -> &::core::primitive::str {
                match self { #(Self::#clients(signed_in) => &signed_in.profile_id,)* }
            }

            /// Who the user is: the issuer and the user's immutable id there.
            #[must_use]
            pub fn subject(&self) -> ::core::option::Option<&#runtime::SubjectKey> {
                match self { #(Self::#clients(signed_in) => signed_in.subject(),)* }
            }

            /// The user's e-mail address and whether the provider has verified it. Never a key to find an account by.
            #[must_use]
            pub fn email(&self) -> ::core::option::Option<&#runtime::Email> {
                match self { #(Self::#clients(signed_in) => signed_in.email(),)* }
            }

            /// The path of the application the user wanted to go to.
            #[must_use]
            pub fn return_to(&self) -> ::core::option::Option<&#runtime::LocalPath> {
                match self { #(Self::#clients(signed_in) => signed_in.return_to.as_ref(),)* }
            }
        }
    }
}
