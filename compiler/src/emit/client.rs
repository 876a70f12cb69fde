//! A client with its configuration.

use super::{Context, docs, features, ident, profile};
use crate::ir::Client;
use claimsmith_profile::{Profile, ResponseType, variable_in_environment};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The names of the items of one client.
pub(super) struct Names {
    pub(super) client: Ident,
    pub(super) config: Ident,
    pub(super) inputs: Ident,
    pub(super) claims: Ident,
}

impl Names {
    pub(super) fn of(client: &Client) -> Self {
        let name = &client.name;
        Self {
            client: ident(name),
            config: format_ident!("{name}Config"),
            inputs: format_ident!("{name}Inputs"),
            claims: format_ident!("{name}Claims"),
        }
    }
}

/// The client without its configuration, inputs and claims.
pub(super) fn alone(client: &Client, context: &Context<'_>) -> TokenStream {
    let parts =
        [client_type(client, context), features::needed(&client.profile, &context.runtime), provider(client, context)];
    parts.into_iter().collect()
}

/// The configuration.
pub(super) fn configuration(client: &Client, context: &Context<'_>) -> TokenStream {
    [config(client, context), config_impl(client, context)].into_iter().collect()
}

fn client_type(client: &Client, context: &Context<'_>) -> TokenStream {
    let Names { client: name, config, .. } = Names::of(client);
    let runtime = &context.runtime;
    let doc = docs::of_client(client, "the client that signs users in.", context.style);
    let (sign_in, further) = (sign_in_methods(client, context), further_methods(client, context));
    quote! {
        #doc
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct #name(#runtime::Client);

        impl #name {
            /// Checks the configuration and makes a client.
            ///
            /// # Errors
            /// When a value is missing, a URL is not what it should be, or no flow key is there.
            pub fn new(config: #config) -> ::core::result::Result<Self, #runtime::ConfigError> {
                #runtime::Client::new(<Self as #runtime::Provider>::PROFILE, ::core::convert::Into::into(config)).map(Self)
            }

            #sign_in
            #further
        }
    }
}

/// The two halves of a sign-in.
fn sign_in_methods(client: &Client, context: &Context<'_>) -> TokenStream {
    let Names { inputs, claims, .. } = Names::of(client);
    let runtime = &context.runtime;
    quote! {
        /// The URL to send the browser to, and the flow to keep until it comes back.
        ///
        /// # Errors
        /// When a required input has no value.
        pub fn begin(
            &self,
            inputs: #inputs,
        ) -> ::core::result::Result<#runtime::Begin, #runtime::SignInError> {
            self.0.begin(inputs, ::core::default::Default::default())
        }

        /// As `begin`, with where the user wants to go and what the request to the application says.
        ///
        /// # Errors
        /// As for `begin`.
        pub fn begin_with(
            &self,
            inputs: #inputs,
            options: #runtime::BeginOptions,
        ) -> ::core::result::Result<#runtime::Begin, #runtime::SignInError> {
            self.0.begin(inputs, options)
        }

        /// Finishes the sign-in that the callback belongs to.
        ///
        /// # Errors
        /// When the user declined, the callback is not the answer to this flow, or the provider fails.
        pub async fn finish(
            &self,
            callback: #runtime::Callback,
            flow: #runtime::SealedFlow,
        ) -> ::core::result::Result<#runtime::SignedIn<#claims>, #runtime::SignInError> {
            self.0.finish(callback, flow).await
        }
    }
}

/// What a client can do with tokens and sessions, as far as the policy says where.
fn further_methods(client: &Client, context: &Context<'_>) -> TokenStream {
    let profile = &client.profile;
    let runtime = &context.runtime;
    let refresh = (profile.authorization.response_type == ResponseType::Code).then(|| {
        quote! {
            /// Exchanges a refresh token for new tokens.
            ///
            /// # Errors
            /// When the provider does not take the refresh token, or fails.
            pub async fn refresh(
                &self,
                refresh_token: &#runtime::Secret,
            ) -> ::core::result::Result<#runtime::Tokens, #runtime::SignInError> {
                self.0.refresh(refresh_token).await
            }
        }
    });
    let revoke = profile.revocation_endpoint.is_some().then(|| {
        quote! {
            /// Revokes a token at the provider.
            ///
            /// # Errors
            /// When the provider fails.
            pub async fn revoke(
                &self,
                token: &#runtime::Secret,
                kind: #runtime::TokenKind,
            ) -> ::core::result::Result<(), #runtime::SignInError> {
                self.0.revoke(token, kind).await
            }
        }
    });
    let sign_out = profile.end_session_endpoint.is_some().then(|| {
        quote! {
            /// The URL to send the browser to, to sign the user out at the provider.
            #[must_use]
            pub fn sign_out_url(
                &self,
                options: #runtime::SignOut,
            ) -> ::core::option::Option<::std::string::String> {
                self.0.sign_out_url(options)
            }
        }
    });
    quote!(#refresh #revoke #sign_out)
}

fn provider(client: &Client, context: &Context<'_>) -> TokenStream {
    let Names { client: name, config, inputs, claims } = Names::of(client);
    let runtime = &context.runtime;
    let profile = profile::expression(&client.profile);
    quote! {
        impl #runtime::Provider for #name {
            // The base stands there for fields that are added later.
            #[allow(clippy::needless_update)]
            const PROFILE: #runtime::Profile = {
                use #runtime::profile::*;
                #profile
            };
            type Claims = #claims;
            type Inputs = #inputs;
            type Config = #config;

            fn new(config: #config) -> ::core::result::Result<Self, #runtime::ConfigError> {
                Self::new(config)
            }

            fn client(&self) -> &#runtime::Client {
                &self.0
            }
        }
    }
}

fn config(client: &Client, context: &Context<'_>) -> TokenStream {
    let config = Names::of(client).config;
    let runtime = &context.runtime;
    let doc = docs::of_client(client, "what differs between deployments.", context.style);
    let id = docs::attributes(&[format!(
        "The application's id at the provider, read from {}.",
        variable(&client.profile, &client.profile.client_id_variable)
    )]);
    let keys = client.keys.iter().map(|key| {
        let name = ident(&key.name);
        let doc = docs::attributes(&[format!(
            "The key {}, stored as {}, read from {}.",
            docs::code(&key.id),
            docs::code(&key.storage_reference_id),
            variable(&client.profile, &key.variable)
        )]);
        quote!(#doc pub #name: #runtime::Secret,)
    });
    quote! {
        #doc
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct #config {
            #id
            pub client_id: ::std::string::String,
            #(#keys)*
            /// Where the provider sends the browser back to: exactly as registered there.
            pub redirect_uri: ::std::string::String,
            /// Flow keys, transport, and where the endpoints are.
            pub options: #runtime::ClientOptions,
        }
    }
}

/// The variables that a setting is read from, in this order.
fn variable(profile: &Profile, name: &str) -> String {
    match &profile.environment {
        Some(environment) => {
            format!("{}, else {}", docs::code(&variable_in_environment(environment, name)), docs::code(name))
        }
        None => docs::code(name),
    }
}

fn config_impl(client: &Client, context: &Context<'_>) -> TokenStream {
    let Names { client: name, config, .. } = Names::of(client);
    let runtime = &context.runtime;
    let from_env = from_env("One error that names every missing variable.", context);
    let names: Vec<Ident> = client.keys.iter().map(|key| ident(&key.name)).collect();
    let ids: Vec<&str> = client.keys.iter().map(|key| key.id.as_str()).collect();
    quote! {
        impl #config {
            #from_env

            /// Reads the configuration from a source, which remembers what is missing.
            pub fn read(source: &mut #runtime::ConfigSource<'_>) -> Self {
                let profile = <#name as #runtime::Provider>::PROFILE;
                Self {
                    client_id: source.client_id(&profile),
                    #(#names: source.key(&profile, #ids),)*
                    redirect_uri: source.redirect_uri(&profile),
                    options: source.options(&profile),
                }
            }
        }

        impl ::core::convert::From<#config> for #runtime::ClientConfig {
            fn from(config: #config) -> Self {
                Self::new(config.client_id, config.redirect_uri)
                    #(.with_key(#ids, config.#names))*
                    .with_options(config.options)
            }
        }
    }
}

/// The way a configuration is read from the process, for that of one client and that of all.
pub(super) fn from_env(errors: &str, context: &Context<'_>) -> TokenStream {
    let runtime = &context.runtime;
    let doc = docs::attributes(&[
        "Reads the configuration from environment variables.".to_owned(),
        format!("# Errors\n{errors}"),
    ]);
    quote! {
        #doc
        pub fn from_env() -> ::core::result::Result<Self, #runtime::ConfigError> {
            let mut source = #runtime::ConfigSource::process();
            let config = Self::read(&mut source);
            source.finish()?;
            ::core::result::Result::Ok(config)
        }
    }
}
