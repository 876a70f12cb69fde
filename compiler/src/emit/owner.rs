//! What has inputs and claims, a client or a function: all that is written of the two structs.

use super::{Context, claims, ident, inputs, validation};
use crate::attribute::Attribute;
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
    pub(super) claims: Ident,
    pub(super) claim_fields: &'o [ClaimField],
    pub(super) claims_are: String,
    /// Who gives the claims, whom no rule for users binds.
    pub(super) giver: &'static str,
    /// Attributes of the claims struct beside its own.
    pub(super) attributes: &'o [Attribute],
    /// The expression for the profile.
    pub(super) constant: TokenStream,
}

impl<'o> Owner<'o> {
    pub(super) fn client(client: &'o Client, context: &Context<'_>) -> Self {
        let (name, runtime) = (ident(&client.name), &context.runtime);
        Self {
            profile: &client.profile,
            place: &client.place,
            inputs: format_ident!("{}Inputs", client.name),
            input_fields: &client.inputs,
            inputs_are: "parameters of the authorization request.".to_owned(),
            claims: format_ident!("{}Claims", client.name),
            claim_fields: &client.claims,
            claims_are: "the claims of a signed-in user.".to_owned(),
            giver: "what the provider says, so no sign-in does",
            attributes: &client.attributes,
            constant: quote!(<#name as #runtime::Provider>::PROFILE),
        }
    }

    pub(super) fn function(function: &'o Function, context: &Context<'_>) -> Self {
        let (inputs, runtime) = (format_ident!("{}Inputs", function.stem), &context.runtime);
        let name = ident(&function.name);
        Self {
            profile: &function.profile,
            place: &function.place,
            constant: quote!(<#inputs as #runtime::TransformationInputs>::PROFILE),
            inputs,
            input_fields: &function.inputs,
            inputs_are: format!("what `{name}` is given."),
            claims: format_ident!("{}Claims", function.stem),
            claim_fields: &function.claims,
            claims_are: format!("the claims that `{name}` gives."),
            giver: "what claims transformations give, so the function does not",
            attributes: &function.attributes,
        }
    }

    /// Both structs with what they implement.
    pub(super) fn emit(&self, context: &Context<'_>) -> TokenStream {
        [inputs::emit(self, context), claims::emit(self, context), validation::emit(self, context)]
            .into_iter()
            .collect()
    }
}
