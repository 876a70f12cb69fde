//! What has inputs and claims, a client or a function: all that is written of the two structs.

use super::claims::ClaimsStruct;
use super::{Context, claims, docs, ident, inputs, validation};
use crate::ir::{ClaimField, Client, Function, Place};
use claimsmith_profile::Profile;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// A client or a function.
pub(super) struct Owner<'o> {
    pub(super) profile: &'o Profile,
    pub(super) place: &'o Place,
    /// The struct of the inputs.
    pub(super) inputs: Ident,
    pub(super) input_fields: &'o [ClaimField],
    /// What its documentation says of it.
    pub(super) inputs_are: String,
    /// The struct of the claims.
    pub(super) claims: ClaimsStruct<'o>,
    /// Who gives the claims, whom no rule for users binds.
    pub(super) giver: &'static str,
}

impl<'o> Owner<'o> {
    pub(super) fn client(client: &'o Client, context: &Context<'_>) -> Self {
        let (name, runtime) = (ident(&client.name), &context.runtime);
        let constant = quote!(<#name as #runtime::Provider>::PROFILE);
        Self {
            profile: &client.profile,
            place: &client.place,
            claims: ClaimsStruct {
                place: &client.place,
                name: format_ident!("{}Claims", client.name),
                fields: &client.claims,
                says: vec![format!("{}: the claims of a signed-in user.", docs::escape(&client.profile.display_name))],
                hidden: claims::tokens(&client.profile),
                attributes: &client.attributes,
                deserialized: deserialized(&constant, context),
                constant,
            },
            inputs: format_ident!("{}Inputs", client.name),
            input_fields: &client.inputs,
            inputs_are: "parameters of the authorization request.".to_owned(),
            giver: "what the provider says, so no sign-in does",
        }
    }

    pub(super) fn function(function: &'o Function, context: &Context<'_>) -> Self {
        let (inputs, runtime) = (format_ident!("{}Inputs", function.stem), &context.runtime);
        let name = ident(&function.name);
        let constant = quote!(<#inputs as #runtime::TransformationInputs>::PROFILE);
        Self {
            profile: &function.profile,
            place: &function.place,
            claims: ClaimsStruct {
                place: &function.place,
                name: format_ident!("{}Claims", function.stem),
                fields: &function.claims,
                says: vec![format!(
                    "{}: the claims that `{name}` gives.",
                    docs::escape(&function.profile.display_name)
                )],
                hidden: claims::tokens(&function.profile),
                attributes: &function.attributes,
                deserialized: deserialized(&constant, context),
                constant,
            },
            inputs,
            input_fields: &function.inputs,
            inputs_are: format!("what `{name}` is given."),
            giver: "what claims transformations give, so the function does not",
        }
    }

    /// Both structs with what they implement.
    pub(super) fn emit(&self, context: &Context<'_>) -> TokenStream {
        [inputs::emit(self, context), claims::emit(&self.claims, context), validation::emit(self, context)]
            .into_iter()
            .collect()
    }
}

fn deserialized(constant: &TokenStream, context: &Context<'_>) -> TokenStream {
    let runtime = &context.runtime;
    quote!(#runtime::__private::deserialize_claims(deserializer, &#constant))
}
