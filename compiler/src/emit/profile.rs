//! The constant that holds a technical profile: only what differs from `Profile::EMPTY` is written.

use claimsmith_profile::{
    AuthorizationRequest, ClaimSource, ClaimsRequest, Constant, CryptographicKey, DataType, InputClaim, OutputClaim,
    Parameter, PathSegment, Profile, Subject, SubjectIssuer, Text, TokenRequest,
};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// An expression for the profile, in a scope that has imported `profile::*`, `Some` and `None`.
pub(super) fn expression(profile: &Profile) -> TokenStream {
    let empty = Profile::EMPTY;
    let mut fields = Fields::default();
    fields.text("id", &profile.id, &empty.id);
    fields.text("display_name", &profile.display_name, &empty.display_name);
    fields.text("policy_id", &profile.policy_id, &empty.policy_id);
    fields.text("tenant_id", &profile.tenant_id, &empty.tenant_id);
    fields.optional("provider_name", &profile.provider_name, &empty.provider_name);
    fields.optional("client_id", &profile.client_id, &empty.client_id);
    fields.text("client_id_variable", &profile.client_id_variable, &empty.client_id_variable);
    fields.text("client_id_parameter", &profile.client_id_parameter, &empty.client_id_parameter);
    fields.list("keys", "CryptographicKey", profile.keys.iter().map(key));
    fields.value("authorization", &profile.authorization, &empty.authorization, authorization);
    fields.value("token", &profile.token, &empty.token, token);
    fields.value("claims", &profile.claims, &empty.claims, claims);
    fields.optional("error_member", &profile.error_member, &empty.error_member);
    fields.list("inputs", "InputClaim", profile.inputs.iter().map(input));
    fields.list("outputs", "OutputClaim", profile.outputs.iter().map(output));
    fields.value("subject", &profile.subject, &empty.subject, |subject| option(subject.as_ref().map(self::subject)));
    fields.finish("Profile", "EMPTY")
}

/// The fields of a struct expression that differ from its base.
#[derive(Default)]
struct Fields {
    tokens: TokenStream,
}

impl Fields {
    fn value<T: PartialEq>(&mut self, name: &str, value: &T, base: &T, write: impl Fn(&T) -> TokenStream) {
        if value != base {
            self.push(name, write(value));
        }
    }

    fn text(&mut self, name: &str, value: &Text, base: &Text) {
        self.value(name, value, base, text);
    }

    fn optional(&mut self, name: &str, value: &Option<Text>, base: &Option<Text>) {
        self.value(name, value, base, |value| option(value.as_ref().map(text)));
    }

    fn flag(&mut self, name: &str, value: bool, base: bool) {
        self.value(name, &value, &base, |value| quote!(#value));
    }

    /// A plain enumeration is written as its debug form: the name of the variant.
    fn variant<T: PartialEq + std::fmt::Debug>(&mut self, name: &str, kind: &str, value: &T, base: &T) {
        self.value(name, value, base, |value| variant(kind, value));
    }

    fn optional_variant<T: PartialEq + std::fmt::Debug>(&mut self, name: &str, kind: &str, value: &Option<T>) {
        self.value(name, value, &None, |value| option(value.as_ref().map(|value| variant(kind, value))));
    }

    fn list(&mut self, name: &str, kind: &str, items: impl Iterator<Item = TokenStream>) {
        let items: Vec<TokenStream> = items.collect();
        if !items.is_empty() {
            self.push(name, list(kind, &items));
        }
    }

    fn push(&mut self, name: &str, value: TokenStream) {
        let name = ident(name);
        self.tokens.extend(quote!(#name: #value,));
    }

    fn finish(self, kind: &str, base: &str) -> TokenStream {
        let (kind, base, fields) = (ident(kind), ident(base), self.tokens);
        quote!(#kind { #fields ..#kind::#base })
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn text(value: &Text) -> TokenStream {
    let value: &str = value;
    quote!(text(#value))
}

fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

fn variant(kind: &str, value: &impl std::fmt::Debug) -> TokenStream {
    let (kind, value) = (ident(kind), ident(&format!("{value:?}")));
    quote!(#kind::#value)
}

/// A list stands in a constant of its own, because a borrow inside a call does not live long enough.
fn list(kind: &str, items: &[TokenStream]) -> TokenStream {
    let kind = ident(kind);
    quote!(list({ const L: &[#kind] = &[#(#items),*]; L }))
}

fn key(key: &CryptographicKey) -> TokenStream {
    let (id, reference, variable) = (text(&key.id), text(&key.storage_reference_id), text(&key.variable));
    quote!(CryptographicKey { id: #id, storage_reference_id: #reference, variable: #variable })
}

fn authorization(request: &AuthorizationRequest) -> TokenStream {
    let empty = AuthorizationRequest::EMPTY;
    let mut fields = Fields::default();
    fields.text("endpoint", &request.endpoint, &empty.endpoint);
    fields.variant("response_type", "ResponseType", &request.response_type, &empty.response_type);
    fields.optional_variant("response_mode", "ResponseMode", &request.response_mode);
    fields.optional("scope", &request.scope, &empty.scope);
    fields.list("parameters", "Parameter", request.parameters.iter().map(parameter));
    fields.flag("pkce", request.pkce, empty.pkce);
    fields.finish("AuthorizationRequest", "EMPTY")
}

fn token(request: &TokenRequest) -> TokenStream {
    let empty = TokenRequest::EMPTY;
    let mut fields = Fields::default();
    fields.text("endpoint", &request.endpoint, &empty.endpoint);
    fields.variant("method", "Method", &request.method, &empty.method);
    fields.variant("authentication", "ClientAuthentication", &request.authentication, &empty.authentication);
    fields.text("client_secret_parameter", &request.client_secret_parameter, &empty.client_secret_parameter);
    fields.optional_variant("format", "AnswerFormat", &request.format);
    fields.finish("TokenRequest", "EMPTY")
}

fn claims(request: &ClaimsRequest) -> TokenStream {
    let empty = ClaimsRequest::EMPTY;
    let mut fields = Fields::default();
    fields.optional("endpoint", &request.endpoint, &empty.endpoint);
    fields.variant("bearer", "BearerTransmission", &request.bearer, &empty.bearer);
    fields.text("access_token_parameter", &request.access_token_parameter, &empty.access_token_parameter);
    fields.value("format_parameter", &request.format_parameter, &empty.format_parameter, |value| {
        option(value.as_ref().map(parameter))
    });
    fields.list("token_members", "Text", request.token_members.iter().map(text));
    fields.optional_variant("format", "AnswerFormat", &request.format);
    fields.optional("user_agent", &request.user_agent, &empty.user_agent);
    fields.finish("ClaimsRequest", "EMPTY")
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let (name, value) = (text(&parameter.name), text(&parameter.value));
    quote!(Parameter { name: #name, value: #value })
}

fn constant(constant: &Constant) -> TokenStream {
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

fn input(claim: &InputClaim) -> TokenStream {
    let empty = InputClaim::EMPTY;
    let mut fields = Fields::default();
    fields.text("claim", &claim.claim, &empty.claim);
    fields.variant("data_type", "DataType", &claim.data_type, &empty.data_type);
    fields.text("parameter", &claim.parameter, &empty.parameter);
    fields.value("default", &claim.default, &None, |value| option(value.as_ref().map(constant)));
    fields.flag("always_default", claim.always_default, false);
    fields.flag("required", claim.required, false);
    fields.finish("InputClaim", "EMPTY")
}

/// Most claims are an optional member of the answer: for them the short form.
fn output(claim: &OutputClaim) -> TokenStream {
    let (id, data_type) = (&*claim.claim, variant("DataType", &claim.data_type));
    let plain = claim.default.is_none() && !claim.always_default && !claim.required;
    if let (ClaimSource::Member(member), true) = (&claim.source, plain) {
        let member: &str = member;
        return match claim.data_type {
            DataType::String => quote!(OutputClaim::string(#id, #member)),
            _ => quote!(OutputClaim::member(#id, #data_type, #member)),
        };
    }
    let (source, default) = (source(&claim.source), option(claim.default.as_ref().map(constant)));
    let (always_default, required) = (claim.always_default, claim.required);
    quote!(OutputClaim {
        claim: text(#id),
        data_type: #data_type,
        source: #source,
        default: #default,
        always_default: #always_default,
        required: #required,
    })
}

fn source(source: &ClaimSource) -> TokenStream {
    match source {
        ClaimSource::Member(member) => {
            let member = text(member);
            quote!(ClaimSource::Member(#member))
        }
        ClaimSource::Path(segments) => {
            let segments: Vec<TokenStream> = segments.iter().map(segment).collect();
            let segments = list("PathSegment", &segments);
            quote!(ClaimSource::Path(#segments))
        }
        token => variant("ClaimSource", token),
    }
}

fn segment(segment: &PathSegment) -> TokenStream {
    match segment {
        PathSegment::Member(name) => {
            let name = text(name);
            quote!(PathSegment::Member(#name))
        }
        PathSegment::Index(index) => {
            let index = Literal::u32_unsuffixed(*index);
            quote!(PathSegment::Index(#index))
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
