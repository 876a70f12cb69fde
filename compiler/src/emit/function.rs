//! What a technical profile becomes that does nothing but run claims transformations: a function from its inputs to its
//! claims. What it does stands in the constant; the function forwards.

use super::{Context, docs, features, ident, profile};
use crate::ir::Function;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn emit(function: &Function, context: &Context<'_>) -> TokenStream {
    let runtime = &context.runtime;
    let name = ident(&function.name);
    let (inputs, claims) = (format_ident!("{}Inputs", function.stem), format_ident!("{}Claims", function.stem));
    let doc = docs::of_function(function, context.style);
    let features = features::needed(&function.profile, runtime);
    let profile = profile::expression(&function.profile);
    quote! {
        #doc
        pub fn #name(
            inputs: #inputs,
            context: &#runtime::TransformationContext,
        ) -> ::core::result::Result<#claims, #runtime::SignInError> {
            #runtime::transform_claims(&<#inputs as #runtime::TransformationInputs>::PROFILE, inputs, context)
        }

        #features

        impl #runtime::TransformationInputs for #inputs {
            // The base stands there for fields that are added later.
            #[allow(clippy::needless_update)]
            const PROFILE: #runtime::Profile = {
                use #runtime::profile::*;
                #profile
            };
            type Claims = #claims;
        }
    }
}
