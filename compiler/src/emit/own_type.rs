//! Claims with a type that the caller gives: how they are read and written.
//!
//! Only rustc knows which traits the type has. So the call of `read_claim` or `write_claim` is written as a method call with the
//! traits of both ways in scope, and the first that fits is taken: `ClaimType`, else `FromStr` and `Display`. The traits
//! are imported without names, so that nothing of the caller's is hidden.

use super::{Context, field_type, ident};
use crate::ir::{ClaimField, FieldType};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// An expression for the value of a field of the claims struct.
pub(super) fn read(field: &ClaimField, context: &Context<'_>) -> TokenStream {
    let Parts { import, own_type } = parts(field, context);
    let index = Literal::usize_unsuffixed(field.index);
    let expected = field.own_type.as_deref().unwrap_or_default();
    let method = if field.optional { quote!(optional_as) } else { quote!(required_as) };
    quote! {{
        #import
        reader.#method(#index, #expected, |value| #own_type.read_claim(value))?
    }}
}

/// An expression for a field of `self` as a claim value, or as an `Option` of one when the field is optional.
pub(super) fn written(field: &ClaimField, context: &Context<'_>) -> TokenStream {
    let Parts { import, own_type } = parts(field, context);
    let runtime = &context.runtime;
    let name = ident(&field.name);
    let data_type = match field.field_type {
        FieldType::Boolean => quote!(Boolean),
        FieldType::Int => quote!(Int),
        FieldType::Long => quote!(Long),
        FieldType::String => quote!(String),
        FieldType::StringCollection => quote!(StringCollection),
        FieldType::UserIdentity => quote!(UserIdentity),
        FieldType::UserIdentityCollection => quote!(UserIdentityCollection),
        FieldType::AlternativeSecurityIdCollection => quote!(AlternativeSecurityIdCollection),
    };
    let value = if field.optional {
        quote!(self.#name.as_ref().map(|value| #own_type.write_claim(value, #runtime::DataType::#data_type)))
    } else {
        quote!(#own_type.write_claim(&self.#name, #runtime::DataType::#data_type))
    };
    quote!({
        #import
        #value
    })
}

struct Parts {
    import: TokenStream,
    own_type: TokenStream,
}

fn parts(field: &ClaimField, context: &Context<'_>) -> Parts {
    let runtime = &context.runtime;
    // Collections and identities are no text.
    let import = match field.field_type {
        FieldType::Boolean | FieldType::Int | FieldType::Long | FieldType::String => {
            quote!(use #runtime::__private::either_way::*;)
        }
        FieldType::StringCollection
        | FieldType::UserIdentity
        | FieldType::UserIdentityCollection
        | FieldType::AlternativeSecurityIdCollection => quote!(use #runtime::__private::ByClaimType as _;),
    };
    let kind = field_type(field, context);
    Parts { import, own_type: quote!(#runtime::__private::OwnType::<#kind>::HERE) }
}
