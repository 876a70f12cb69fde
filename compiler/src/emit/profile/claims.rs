//! The claims that go into a profile and come out of it.

use super::fields::{Fields, list, text, variant};
use claimsmith_profile::{ClaimSource, Constant, DataType, InputClaim, OutputClaim, PathSegment, Resolver};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn input(claim: &InputClaim) -> TokenStream {
    let empty = InputClaim::EMPTY;
    let mut fields = Fields::default();
    fields.text("claim", &claim.claim, &empty.claim);
    fields.variant("data_type", "DataType", &claim.data_type, &empty.data_type);
    fields.text("parameter", &claim.parameter, &empty.parameter);
    fields.option("default", &claim.default, constant);
    fields.option("resolver", &claim.resolver, resolver);
    fields.flag("always_default", claim.always_default, false);
    fields.flag("required", claim.required, false);
    fields.finish("InputClaim")
}

/// Most claims are an optional member of the answer: for them the short form.
pub(super) fn output(claim: &OutputClaim) -> TokenStream {
    let empty = OutputClaim::EMPTY;
    let (id, data_type) = (&*claim.claim, variant("DataType", &claim.data_type));
    if let ClaimSource::Member(member) = &claim.source {
        let member: &str = member;
        if is_plain(claim) {
            return match claim.data_type {
                DataType::String => quote!(OutputClaim::string(#id, #member)),
                _ => quote!(OutputClaim::member(#id, #data_type, #member)),
            };
        }
    }
    let mut fields = Fields::default();
    fields.text("claim", &claim.claim, &empty.claim);
    fields.variant("data_type", "DataType", &claim.data_type, &empty.data_type);
    fields.push("source", source(&claim.source));
    fields.option("default", &claim.default, constant);
    fields.option("resolver", &claim.resolver, resolver);
    fields.flag("always_default", claim.always_default, false);
    fields.flag("required", claim.required, false);
    fields.finish("OutputClaim")
}

fn is_plain(claim: &OutputClaim) -> bool {
    claim.default.is_none() && claim.resolver.is_none() && !claim.always_default && !claim.required
}

pub(super) fn constant(constant: &Constant) -> TokenStream {
    match constant {
        Constant::Boolean(value) => quote!(Constant::Boolean(#value)),
        Constant::Int(value) => {
            let value = Literal::i32_unsuffixed(*value);
            quote!(Constant::Int(#value))
        }
        Constant::Long(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote!(Constant::Long(#value))
        }
        Constant::String(value) => {
            let value = text(value);
            quote!(Constant::String(#value))
        }
    }
}

fn resolver(resolver: &Resolver) -> TokenStream {
    let (namespace, name) = (variant("ResolverNamespace", &resolver.namespace), text(&resolver.name));
    quote!(Resolver { namespace: #namespace, name: #name })
}

fn source(source: &ClaimSource) -> TokenStream {
    match source {
        ClaimSource::Member(member) => {
            let member = text(member);
            quote!(ClaimSource::Member(#member))
        }
        ClaimSource::Path(segments) => {
            let segments = list("PathSegment", segments.iter().map(segment));
            quote!(ClaimSource::Path(#segments))
        }
        ClaimSource::AccessToken
        | ClaimSource::RefreshToken
        | ClaimSource::ExpiresIn
        | ClaimSource::TokenType
        | ClaimSource::IdToken => variant("ClaimSource", source),
    }
}

pub(super) fn segment(segment: &PathSegment) -> TokenStream {
    match segment {
        PathSegment::Member(name) => {
            let name = text(name);
            quote!(PathSegment::Member(#name))
        }
        PathSegment::Index(index) => {
            let index = Literal::u32_unsuffixed(*index);
            quote!(PathSegment::Index(#index))
        }
        PathSegment::Find { member, value } => {
            let (member, value) = (text(member), text(value));
            quote!(PathSegment::Find { member: #member, value: #value })
        }
    }
}
