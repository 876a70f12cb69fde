//! Methods of the claims struct, as far as the policy has something for them: what of the claims is not as it asks, and
//! the claims that it shows with a mask. What it asks stands in the constant; the methods forward.

use super::owner::Owner;
use super::{Context, docs, ident, own_type};
use crate::ir::ClaimField;
use crate::naming;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

pub(super) fn emit(owner: &Owner<'_>, context: &Context<'_>) -> TokenStream {
    let methods: TokenStream = [validate(owner, context), masked(owner, context)].into_iter().collect();
    if methods.is_empty() {
        return methods;
    }
    let (claims, constant) = (&owner.claims.name, &owner.claims.constant);
    let runtime = &context.runtime;
    // The block keeps the name of the static from the application.
    quote! {
        const _: () = {
            // Regular expressions are compiled when they are first needed, and then kept.
            static RULES: ::std::sync::LazyLock<#runtime::__private::ClaimRules<'static>> =
                ::std::sync::LazyLock::new(|| #runtime::__private::ClaimRules::of(#constant));

            impl #claims { #methods }
        };
    }
}

fn validate(owner: &Owner<'_>, context: &Context<'_>) -> TokenStream {
    let runtime = &context.runtime;
    let validations = owner.profile.validations.iter();
    let fields = validations.filter_map(|it| field(owner, it.claim)).map(|field| value(field, context));
    let fields: Vec<TokenStream> = fields.collect();
    if fields.is_empty() {
        return TokenStream::new();
    }
    // Lines of the length that a formatted file has.
    let doc = docs::attributes(&[
        "What of these claims is not as the policy asks, today in UTC.".to_owned(),
        format!(
            "The policy asks it of what users enter, not of {}: call it when your\napplication lets users change a claim. \
             A claim without a value is not looked at.",
            owner.giver
        ),
    ]);
    quote! {
        #doc
        #[must_use]
        pub fn validate(&self) -> ::std::vec::Vec<#runtime::ClaimViolation> {
            self.validate_at(&#runtime::SystemClock)
        }

        /// As `validate`, on the day of a clock.
        #[must_use]
        pub fn validate_at(&self, clock: &dyn #runtime::Clock) -> ::std::vec::Vec<#runtime::ClaimViolation> {
            RULES.validate(&[#(&#fields),*], clock)
        }
    }
}

fn masked(owner: &Owner<'_>, context: &Context<'_>) -> TokenStream {
    let masks = owner.profile.masks.iter().enumerate();
    let fields =
        masks.filter_map(|(index, (claim, _))| Some((Literal::usize_unsuffixed(index), field(owner, *claim)?)));
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
                    RULES.masked(#index, &#value)
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
fn field<'o>(owner: &Owner<'o>, claim: u16) -> Option<&'o ClaimField> {
    owner.claims.fields.iter().find(|field| field.index == usize::from(claim))
}

/// A field as something that has a claim value.
fn value(field: &ClaimField, context: &Context<'_>) -> TokenStream {
    let name = ident(&field.name);
    if field.own_type.is_some() { own_type::written(field, context) } else { quote!(self.#name) }
}
