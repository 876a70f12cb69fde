//! What the relying party becomes: a claims struct that is read from the payload of a token.

use super::claims::ClaimsStruct;
use super::{Context, claims, docs, ident, profile};
use crate::ir::TokenContract;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn emit(contract: &TokenContract, context: &Context<'_>) -> TokenStream {
    let runtime = &context.runtime;
    let name = ident(&contract.name);
    let profile = profile::expression(&contract.profile);
    let structure = ClaimsStruct {
        place: &contract.place,
        says: says(contract, context),
        fields: &contract.claims,
        hidden: contract.hidden.clone(),
        attributes: &contract.attributes,
        constant: quote!(<#name as #runtime::TokenContract>::PROFILE),
        deserialized: quote!(#runtime::__private::deserialize_token_claims(deserializer)),
        name: name.clone(),
    };
    let structure = claims::emit(&structure, context);
    quote! {
        #structure

        impl #runtime::TokenContract for #name {
            // The base stands there for fields that are added later.
            #[allow(clippy::needless_update)]
            const PROFILE: #runtime::Profile = {
                use #runtime::profile::*;
                #profile
            };
        }
    }
}

fn says(contract: &TokenContract, context: &Context<'_>) -> Vec<String> {
    let token = format!("{}::Token", context.sdk.runtime_path.trim_start_matches("::"));
    // Lines of the length that a formatted file has.
    let mut says =
        vec![format!("The claims of the tokens that the policy {} issues.", docs::code(&context.sdk.policy))];
    says.push(format!(
        "Verify a token first: its signature, issuer, audience and lifetime. Then read its payload as\n{}, which has \
         the other claims too.",
        docs::code(&format!("{token}<{}>", contract.name))
    ));
    let fact = |(key, value): &(&str, String)| {
        format!("Metadata {} of the token issuer is {}.", docs::code(key), docs::code(value))
    };
    if !contract.issuer.is_empty() {
        says.push(contract.issuer.iter().map(fact).collect::<Vec<_>>().join("\n"));
    }
    says
}
