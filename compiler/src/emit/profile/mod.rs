//! The constant that holds a technical profile: only what differs from `Profile::EMPTY` is written.
//!
//! - `fields`: the fields of a struct expression
//! - `requests`: the authorization, token and claims requests
//! - `claims`: the claims that go in and come out
//! - `transformations`: what happens to them before and after the exchange
//! - `validation`: what values must be like, and how they are shown

mod claims;
mod fields;
mod requests;
#[cfg(test)]
mod tests;
mod transformations;
mod validation;

use claimsmith_profile::{
    CryptographicKey, Enablement, IdToken, KeySource, Profile, SignatureAlgorithm, Subject, SubjectIssuer,
};
use fields::{Fields, list, text, variant};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// An expression for the profile, in a scope that has imported `profile::*`, `Some` and `None`.
pub(super) fn expression(profile: &Profile) -> TokenStream {
    let empty = Profile::EMPTY;
    let mut fields = Fields::default();
    fields.text("id", &profile.id, &empty.id);
    fields.text("display_name", &profile.display_name, &empty.display_name);
    fields.text("policy_id", &profile.policy_id, &empty.policy_id);
    fields.text("tenant_id", &profile.tenant_id, &empty.tenant_id);
    fields.optional("environment", &profile.environment);
    fields.variant("protocol", "Protocol", &profile.protocol, &empty.protocol);
    fields.optional("provider_name", &profile.provider_name);
    fields.optional("client_id", &profile.client_id);
    fields.text("client_id_variable", &profile.client_id_variable, &empty.client_id_variable);
    fields.text("client_id_parameter", &profile.client_id_parameter, &empty.client_id_parameter);
    fields.list("keys", "CryptographicKey", profile.keys.iter().map(key));
    fields.value("authorization", &profile.authorization, &empty.authorization, requests::authorization);
    fields.value("token", &profile.token, &empty.token, requests::token);
    fields.value("claims", &profile.claims, &empty.claims, requests::claims);
    fields.list("follow_ups", "FollowUpRequest", profile.follow_ups.iter().map(requests::follow_up));
    fields.option("id_token", &profile.id_token, id_token);
    fields.optional("issuer", &profile.issuer);
    fields.optional("end_session_endpoint", &profile.end_session_endpoint);
    fields.optional("revocation_endpoint", &profile.revocation_endpoint);
    fields.value("enablement", &profile.enablement, &empty.enablement, enablement);
    fields.optional("error_member", &profile.error_member);
    fields.list("inputs", "InputClaim", profile.inputs.iter().map(claims::input));
    fields.list("outputs", "OutputClaim", profile.outputs.iter().map(claims::output));
    fields.value("transformations", &profile.transformations, &empty.transformations, transformations::expression);
    validation::fields(profile, &mut fields);
    fields.option("subject", &profile.subject, subject);
    fields.finish("Profile")
}

fn key(key: &CryptographicKey) -> TokenStream {
    let (id, reference, variable) = (text(&key.id), text(&key.storage_reference_id), text(&key.variable));
    quote!(CryptographicKey { id: #id, storage_reference_id: #reference, variable: #variable })
}

fn id_token(id_token: &IdToken) -> TokenStream {
    let empty = IdToken::EMPTY;
    let mut fields = Fields::default();
    fields.value("keys", &id_token.keys, &empty.keys, key_source);
    fields.optional("audience", &id_token.audience);
    fields.value("algorithms", &id_token.algorithms, &empty.algorithms, |algorithms| {
        let algorithms =
            algorithms.iter().map(|algorithm: &SignatureAlgorithm| variant("SignatureAlgorithm", algorithm));
        list("SignatureAlgorithm", algorithms)
    });
    fields.finish("IdToken")
}

fn key_source(source: &KeySource) -> TokenStream {
    match source {
        KeySource::Unknown => quote!(KeySource::Unknown),
        KeySource::Jwks(url) => {
            let url = text(url);
            quote!(KeySource::Jwks(#url))
        }
        KeySource::Discovery(url) => {
            let url = text(url);
            quote!(KeySource::Discovery(#url))
        }
    }
}

/// When a profile is offered, in a scope that has imported `profile::*`.
pub(super) fn enablement(enablement: &Enablement) -> TokenStream {
    match enablement {
        Enablement::Always => quote!(Enablement::Always),
        Enablement::OnClaimsExistence { claim } => {
            let claim = text(claim);
            quote!(Enablement::OnClaimsExistence { claim: #claim })
        }
        Enablement::OnItemExistence { claim, item } => {
            let (claim, item) = (text(claim), text(item));
            quote!(Enablement::OnItemExistence { claim: #claim, item: #item })
        }
        Enablement::OnItemAbsence { claim, item } => {
            let (claim, item) = (text(claim), text(item));
            quote!(Enablement::OnItemAbsence { claim: #claim, item: #item })
        }
    }
}

fn subject(subject: &Subject) -> TokenStream {
    let claim = Literal::u16_unsuffixed(subject.claim);
    let issuer = match &subject.issuer {
        SubjectIssuer::Constant(issuer) => {
            let issuer = text(issuer);
            quote!(SubjectIssuer::Constant(#issuer))
        }
        SubjectIssuer::Output(index) => {
            let index = Literal::u16_unsuffixed(*index);
            quote!(SubjectIssuer::Output(#index))
        }
    };
    quote!(Subject { issuer: #issuer, claim: #claim })
}
