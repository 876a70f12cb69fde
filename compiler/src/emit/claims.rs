//! A claims struct: its fields, one line each to read them, and a short way to and from serde.

use super::attributes::attributes;
use super::{Context, docs, field_type, ident, own_type, path};
use crate::attribute::Attribute;
use crate::ir::{ClaimField, Place};
use crate::transformation::wires::Wires;
use claimsmith_profile::transformation::Slot;
use claimsmith_profile::{ClaimSource, DataType, OutputClaim, Profile};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// What is written of a claims struct.
pub(super) struct ClaimsStruct<'o> {
    /// Where the profile is declared.
    pub(super) place: &'o Place,
    pub(super) name: Ident,
    pub(super) fields: &'o [ClaimField],
    /// What its documentation says of it, paragraph by paragraph.
    pub(super) says: Vec<String>,
    /// The indices of the claims whose values `Debug` does not show.
    pub(super) hidden: BTreeSet<usize>,
    /// Attributes beside its own.
    pub(super) attributes: &'o [Attribute],
    /// The expression for the profile.
    pub(super) constant: TokenStream,
    /// The expression that deserializes it.
    pub(super) deserialized: TokenStream,
}

pub(super) fn emit(claims: &ClaimsStruct<'_>, context: &Context<'_>) -> TokenStream {
    [definition(claims, context), reading(claims, context), serde(claims, context)].into_iter().collect()
}

fn definition(owner: &ClaimsStruct<'_>, context: &Context<'_>) -> TokenStream {
    let claims = &owner.name;
    let doc = docs::of_claims(owner, context.style);
    let derives = context.sdk.derives.iter().map(|derive| path(derive));
    let fields = owner.fields.iter().map(|field| {
        let (name, doc, kind) = (ident(&field.name), docs::of_claim(field, context.style), claim_type(field, context));
        let attributes = attributes(&field.attributes);
        quote!(#doc #attributes pub #name: #kind,)
    });
    let (debug_derive, debug_impl) = debug(owner);
    // Behind the derives, whose helpers they may be.
    let attributes = attributes(owner.attributes);
    quote! {
        #doc
        #[derive(::core::clone::Clone, ::core::cmp::PartialEq, #debug_derive #(#derives),*)]
        #attributes
        pub struct #claims {
            #(#fields)*
        }

        #debug_impl
    }
}

fn claim_type(field: &ClaimField, context: &Context<'_>) -> TokenStream {
    let kind = field_type(field, context);
    if field.optional { quote!(::core::option::Option<#kind>) } else { kind }
}

/// A claim that holds a token is not shown by `Debug`; without one the derive serves.
fn debug(owner: &ClaimsStruct<'_>) -> (TokenStream, TokenStream) {
    let is_token = |field: &ClaimField| owner.hidden.contains(&field.index);
    if !owner.fields.iter().any(is_token) {
        return (quote!(::core::fmt::Debug,), TokenStream::new());
    }
    let claims = &owner.name;
    let text = claims.to_string();
    let fields = owner.fields.iter().map(|field| {
        let (name, text) = (ident(&field.name), &field.name);
        let value = if is_token(field) { quote!(&"…") } else { quote!(&self.#name) };
        quote!(.field(#text, #value))
    });
    let implementation = quote! {
        impl ::core::fmt::Debug for #claims {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.debug_struct(#text)#(#fields)*.finish()
            }
        }
    };
    (TokenStream::new(), implementation)
}

/// The places of the claims that hold a token, or what a claims transformation made of one.
pub(super) fn tokens(profile: &Profile) -> BTreeSet<usize> {
    let is_token = |output: &OutputClaim| {
        matches!(output.source, ClaimSource::AccessToken | ClaimSource::RefreshToken | ClaimSource::IdToken)
    };
    let outputs = profile.outputs.iter().enumerate().filter(|(_, output)| is_token(output));
    let mut tokens: BTreeSet<usize> = outputs.map(|(place, _)| place).collect();
    for transformation in profile.transformations.after.iter() {
        let wires = Wires::of(&transformation.step);
        let place = |slot: &Slot| usize::from(slot.index);
        if wires.inputs.iter().any(|(_, slot)| tokens.contains(&place(slot))) {
            // Whether a token is there says nothing of the token.
            let texts = wires.outputs.iter().filter(|(_, slot)| slot.data_type != DataType::Boolean);
            tokens.extend(texts.map(|(_, slot)| place(slot)));
        }
    }
    tokens
}

fn reading(owner: &ClaimsStruct<'_>, context: &Context<'_>) -> TokenStream {
    let claims = &owner.name;
    let runtime = &context.runtime;
    let fields = owner.fields.iter().map(|field| {
        let (name, index) = (ident(&field.name), Literal::usize_unsuffixed(field.index));
        if field.own_type.is_some() {
            let value = own_type::read(field, context);
            return quote!(#name: #value,);
        }
        let method = if field.optional { quote!(optional) } else { quote!(required) };
        quote!(#name: reader.#method(#index)?,)
    });
    let unused = owner.fields.is_empty().then(|| quote!(let _ = reader;));
    quote! {
        impl #runtime::Claims for #claims {
            fn read(
                reader: &mut #runtime::ClaimReader<'_>,
            ) -> ::core::result::Result<Self, #runtime::SignInError> {
                #unused
                ::core::result::Result::Ok(Self { #(#fields)* })
            }
        }
    }
}

fn serde(owner: &ClaimsStruct<'_>, context: &Context<'_>) -> TokenStream {
    let ClaimsStruct { name: claims, constant, deserialized, .. } = owner;
    let runtime = &context.runtime;
    let mut fields: Vec<&ClaimField> = owner.fields.iter().collect();
    fields.sort_by_key(|field| field.index);
    let values = fields.into_iter().map(|field| {
        let name = ident(&field.name);
        if field.own_type.is_some() { own_type::written(field, context) } else { quote!(self.#name) }
    });
    quote! {
        impl #runtime::__private::Serialize for #claims {
            fn serialize<__S: #runtime::__private::Serializer>(
                &self,
                serializer: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                #runtime::__private::serialize_claims(
                    serializer,
                    &#constant,
                    &[#(&#values),*],
                )
            }
        }

        impl<'de> #runtime::__private::Deserialize<'de> for #claims {
            fn deserialize<__D: #runtime::__private::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                #deserialized
            }
        }
    }
}
