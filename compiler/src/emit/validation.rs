//! Methods of the claims struct, as far as the policy has something for them: what of the claims is not as it asks, and
//! the claims that it shows with a mask. What it asks stands in the constant; the methods forward.

use super::client::Names;
use super::{Context, docs, ident, own_type};
use crate::ir::{ClaimField, Client};
use crate::naming;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

pub(super) fn emit(client: &Client, context: &Context<'_>) -> TokenStream {
    let methods: TokenStream = [validate(client, context), masked(client, context)].into_iter().collect();
    if methods.is_empty() {
        return methods;
    }
    let claims = Names::of(client).claims;
    quote!(impl #claims { #methods })
}

fn validate(client: &Client, context: &Context<'_>) -> TokenStream {
    let name = Names::of(client).client;
    let runtime = &context.runtime;
    let validations = client.profile.validations.iter();
    let fields = validations.filter_map(|it| field(client, it.claim)).map(|field| value(field, context));
    let fields: Vec<TokenStream> = fields.collect();
    if fields.is_empty() {
        return TokenStream::new();
    }
    quote! {
        /// What of these claims is not as the policy asks, today in UTC.
        ///
        /// The policy asks it of what users enter, not of what the provider says, so no sign-in does: call it when your
        /// application lets users change a claim. A claim without a value is not looked at.
        #[must_use]
        pub fn validate(&self) -> ::std::vec::Vec<#runtime::ClaimViolation> {
            self.validate_at(&#runtime::SystemClock)
        }

        /// As `validate`, on the day of a clock.
        #[must_use]
        pub fn validate_at(&self, clock: &dyn #runtime::Clock) -> ::std::vec::Vec<#runtime::ClaimViolation> {
            #runtime::__private::validate_claims(&<#name as #runtime::Provider>::PROFILE, &[#(&#fields),*], clock)
        }
    }
}

fn masked(client: &Client, context: &Context<'_>) -> TokenStream {
    let name = Names::of(client).client;
    let runtime = &context.runtime;
    let masks = client.profile.masks.iter().enumerate();
    let fields =
        masks.filter_map(|(index, (claim, _))| Some((Literal::usize_unsuffixed(index), field(client, *claim)?)));
    fields
        .map(|(index, field)| {
            let (method, value) = (masked_name(field), value(field, context));
            let doc = docs::attributes(&[format!(
                "The claim {} as the policy shows it, with a part of it hidden; `None` without a value.",
                docs::code(&field.claim)
            )]);
            quote! {
                #doc
                #[must_use]
                pub fn #method(&self) -> ::core::option::Option<::std::string::String> {
                    #runtime::__private::masked_claim(&<#name as #runtime::Provider>::PROFILE, #index, &#value)
                }
            }
        })
        .collect()
}

/// No two fields have one name, so no two of these methods do.
fn masked_name(field: &ClaimField) -> Ident {
    Ident::new(&naming::masked_method(&field.name), Span::call_site())
}

/// The field of the claim at a place.
fn field(client: &Client, claim: u16) -> Option<&ClaimField> {
    client.claims.iter().find(|field| field.index == usize::from(claim))
}

/// A field as something that has a claim value.
fn value(field: &ClaimField, context: &Context<'_>) -> TokenStream {
    let name = ident(&field.name);
    if field.own_type.is_some() { own_type::written(field, context) } else { quote!(self.#name) }
}
