//! The authorization, token and claims requests of a profile.

use super::claims::segment;
use super::fields::{Fields, list, text};
use claimsmith_profile::{
    AuthorizationRequest, ClaimsRequest, FollowUpRequest, MintedSecret, Parameter, TemplateParameter, TemplatePart,
    TokenRequest,
};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn authorization(request: &AuthorizationRequest) -> TokenStream {
    let empty = AuthorizationRequest::EMPTY;
    let mut fields = Fields::default();
    fields.text("endpoint", &request.endpoint, &empty.endpoint);
    fields.variant("response_type", "ResponseType", &request.response_type, &empty.response_type);
    fields.optional_variant("response_mode", "ResponseMode", &request.response_mode);
    fields.optional("scope", &request.scope);
    fields.list("parameters", "Parameter", request.parameters.iter().map(parameter));
    fields.flag("pkce", request.pkce, empty.pkce);
    fields.list("parameter_names", "Parameter", request.parameter_names.iter().map(parameter));
    fields.optional("redirect_uri_value", &request.redirect_uri_value);
    fields.optional("fragment", &request.fragment);
    fields.list("callback_parameters", "Text", request.callback_parameters.iter().map(text));
    fields.flag("issuer_required", request.issuer_required, empty.issuer_required);
    fields.finish("AuthorizationRequest")
}

pub(super) fn token(request: &TokenRequest) -> TokenStream {
    let empty = TokenRequest::EMPTY;
    let mut fields = Fields::default();
    fields.text("endpoint", &request.endpoint, &empty.endpoint);
    fields.variant("method", "Method", &request.method, &empty.method);
    fields.variant("authentication", "ClientAuthentication", &request.authentication, &empty.authentication);
    fields.text("client_secret_parameter", &request.client_secret_parameter, &empty.client_secret_parameter);
    fields.variant("signing_algorithm", "SignatureAlgorithm", &request.signing_algorithm, &empty.signing_algorithm);
    fields.option("minted_secret", &request.minted_secret, minted_secret);
    fields.variant("encoding", "RequestEncoding", &request.encoding, &empty.encoding);
    fields.list("parameter_names", "Parameter", request.parameter_names.iter().map(parameter));
    fields.list("headers", "TemplateParameter", request.headers.iter().map(template));
    fields.text("token_type", &request.token_type, &empty.token_type);
    fields.optional_variant("format", "AnswerFormat", &request.format);
    fields.optional("refresh_endpoint", &request.refresh_endpoint);
    fields.finish("TokenRequest")
}

fn minted_secret(secret: &MintedSecret) -> TokenStream {
    let (issuer, key_id, audience) = (text(&secret.issuer), text(&secret.key_id), text(&secret.audience));
    quote!(MintedSecret { issuer: #issuer, key_id: #key_id, audience: #audience })
}

pub(super) fn claims(request: &ClaimsRequest) -> TokenStream {
    let empty = ClaimsRequest::EMPTY;
    let mut fields = Fields::default();
    fields.optional("endpoint", &request.endpoint);
    fields.variant("method", "Method", &request.method, &empty.method);
    fields.variant("bearer", "BearerTransmission", &request.bearer, &empty.bearer);
    fields.text("authorization_scheme", &request.authorization_scheme, &empty.authorization_scheme);
    fields.text("access_token_parameter", &request.access_token_parameter, &empty.access_token_parameter);
    fields.option("format_parameter", &request.format_parameter, parameter);
    fields.list("token_members", "Text", request.token_members.iter().map(text));
    fields.optional("proof_parameter", &request.proof_parameter);
    fields.list("headers", "TemplateParameter", request.headers.iter().map(template));
    fields.optional_variant("format", "AnswerFormat", &request.format);
    fields.optional("user_agent", &request.user_agent);
    fields.finish("ClaimsRequest")
}

pub(super) fn follow_up(request: &FollowUpRequest) -> TokenStream {
    let empty = FollowUpRequest::EMPTY;
    let mut fields = Fields::default();
    fields.text("endpoint", &request.endpoint, &empty.endpoint);
    fields.variant("method", "Method", &request.method, &empty.method);
    fields.list("parameters", "TemplateParameter", request.parameters.iter().map(template));
    fields.list("headers", "TemplateParameter", request.headers.iter().map(template));
    fields.list("path", "PathSegment", request.path.iter().map(segment));
    fields.text("prefix", &request.prefix, &empty.prefix);
    fields.optional_variant("format", "AnswerFormat", &request.format);
    fields.optional("error_member", &request.error_member);
    fields.flag("optional", request.optional, empty.optional);
    fields.finish("FollowUpRequest")
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let (name, value) = (text(&parameter.name), text(&parameter.value));
    quote!(Parameter { name: #name, value: #value })
}

fn template(parameter: &TemplateParameter) -> TokenStream {
    let name = text(&parameter.name);
    let value = list("TemplatePart", parameter.value.iter().map(part));
    quote!(TemplateParameter { name: #name, value: #value })
}

fn part(part: &TemplatePart) -> TokenStream {
    match part {
        TemplatePart::Text(value) => {
            let value = text(value);
            quote!(TemplatePart::Text(#value))
        }
        TemplatePart::ClientId => quote!(TemplatePart::ClientId),
        TemplatePart::AccessToken => quote!(TemplatePart::AccessToken),
        TemplatePart::TokenMember(member) => {
            let member = text(member);
            quote!(TemplatePart::TokenMember(#member))
        }
        TemplatePart::ClaimsMember(path) => {
            let path = list("PathSegment", path.iter().map(segment));
            quote!(TemplatePart::ClaimsMember(#path))
        }
    }
}
