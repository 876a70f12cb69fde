//! The inputs struct: its fields, one line each to write them.

use super::owner::Owner;
use super::{Context, docs, field_type, ident, own_type};
use crate::ir::ClaimField;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn emit(owner: &Owner<'_>, context: &Context<'_>) -> TokenStream {
    let inputs = &owner.inputs;
    let runtime = &context.runtime;
    let doc = docs::of_profile(owner.profile, owner.place, &owner.inputs_are, context.style);
    let fields = owner.input_fields.iter().map(|field| input_field(field, context));
    let sets = owner.input_fields.iter().map(|field| {
        let (name, index) = (ident(&field.name), Literal::usize_unsuffixed(field.index));
        let value = if field.own_type.is_some() { own_type::written(field, context) } else { quote!(self.#name) };
        let value = if field.optional { value } else { quote!(::core::option::Option::Some(#value)) };
        quote!(values.set(#index, #value);)
    });
    let unused = owner.input_fields.is_empty().then(|| quote!(let _ = values;));
    // What must be given has no default.
    let default = owner.input_fields.iter().all(|field| field.optional).then(|| quote!(::core::default::Default,));
    quote! {
        #doc
        #[derive(::core::clone::Clone, ::core::fmt::Debug, #default ::core::cmp::PartialEq)]
        pub struct #inputs {
            #(#fields)*
        }

        impl #runtime::Inputs for #inputs {
            fn write(self, values: &mut #runtime::InputValues<'_>) {
                #unused
                #(#sets)*
            }
        }
    }
}

fn input_field(field: &ClaimField, context: &Context<'_>) -> TokenStream {
    let (name, doc) = (ident(&field.name), docs::of_claim(field, context.style));
    let kind = field_type(field, context);
    let kind = if field.optional { quote!(::core::option::Option<#kind>) } else { kind };
    quote!(#doc pub #name: #kind,)
}
