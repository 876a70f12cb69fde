//! Values as a policy spells them. What may be a secret is not written.

use crate::secrets::is_secret;
use crate::transformation::wires::Wires;
use claimsmith_profile::transformation::Transformation;
use claimsmith_profile::{
    AnswerFormat, BearerTransmission, ClaimSource, ClientAuthentication, Constant, Enablement, KeySource, Method,
    Parameter, PathSegment, RequestEncoding, Resolver, ResponseMode, ResponseType, SignatureAlgorithm,
    TemplateParameter, TemplatePart, Text,
};

/// What stands for a value that may be a secret.
const WITHHELD: &str = "…";

pub(super) const fn flag(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// The value of a metadata key, unless it is a secret.
pub(super) fn value(key: &str, value: &str) -> String {
    if is_secret(key, value) { WITHHELD.to_owned() } else { value.to_owned() }
}

pub(super) fn texts(texts: &[Text]) -> String {
    texts.join(" ")
}

pub(super) fn parameters(parameters: &[Parameter]) -> String {
    let written = |it: &Parameter| format!("{}={}", it.name, value(&it.name, &it.value));
    parameters.iter().map(written).collect::<Vec<_>>().join("&")
}

pub(super) fn algorithms(algorithms: &[SignatureAlgorithm]) -> String {
    algorithms.iter().map(|it| it.name()).collect::<Vec<_>>().join(" ")
}

/// Parameters and headers that are put together: a header is where keys stand, so no characters of the policy are
/// written.
pub(super) fn templates(templates: &[TemplateParameter]) -> String {
    let written = |it: &TemplateParameter| {
        let parts: String = it.value.iter().map(part).collect();
        format!("{}: {parts}", it.name)
    };
    templates.iter().map(written).collect::<Vec<_>>().join(", ")
}

fn part(part: &TemplatePart) -> String {
    match part {
        TemplatePart::Text(_) => WITHHELD.to_owned(),
        TemplatePart::ClientId => "{client_id}".to_owned(),
        TemplatePart::AccessToken => "{access_token}".to_owned(),
        TemplatePart::TokenMember(name) => format!("{{token:{name}}}"),
        TemplatePart::ClaimsMember(segments) => format!("{{claims:{}}}", path(segments)),
    }
}

pub(super) fn path(segments: &[PathSegment]) -> String {
    let mut text = String::new();
    for segment in segments {
        match segment {
            PathSegment::Member(name) => {
                let dot = if text.is_empty() { "" } else { "." };
                text.push_str(dot);
                text.push_str(name);
            }
            PathSegment::Index(index) => text.push_str(&format!("[{index}]")),
            PathSegment::Find { member, value } => text.push_str(&format!("[{member}={value}]")),
        }
    }
    text
}

pub(super) fn source(source: &ClaimSource) -> String {
    match source {
        ClaimSource::Member(name) => name.to_string(),
        ClaimSource::Path(segments) => path(segments),
        ClaimSource::AccessToken => "{oauth2:access_token}".to_owned(),
        ClaimSource::RefreshToken => "{oauth2:refresh_token}".to_owned(),
        ClaimSource::ExpiresIn => "{oauth2:expires_in}".to_owned(),
        ClaimSource::TokenType => "{oauth2:token_type}".to_owned(),
        ClaimSource::IdToken => "{OIDC:IdToken}".to_owned(),
    }
}

/// Which of these claims transformations write the claim at this place, in order.
pub(super) fn writers<'t>(transformations: impl Iterator<Item = &'t Transformation>, place: usize) -> String {
    let writes = |it: &&Transformation| Wires::of(&it.step).written().any(|written| written == place);
    let ids = transformations.filter(writes).map(|it| it.id.to_string());
    ids.collect::<Vec<_>>().join(", ")
}

/// The default value of a claim; `None` when it has none.
pub(super) fn default_value(default: Option<&Constant>, resolver: Option<&Resolver>) -> Option<String> {
    let resolved = || resolver.map(|it| format!("{{{}:{}}}", it.namespace.name(), it.name));
    default.map(constant).or_else(resolved)
}

fn constant(constant: &Constant) -> String {
    match constant {
        Constant::Boolean(value) => value.to_string(),
        Constant::Int(value) => value.to_string(),
        Constant::Long(value) => value.to_string(),
        Constant::String(value) => value.to_string(),
    }
}

pub(super) fn enablement(enablement: &Enablement) -> String {
    match enablement {
        Enablement::Always => "always".to_owned(),
        Enablement::OnClaimsExistence { claim } => format!("when `{claim}` has a value"),
        Enablement::OnItemExistence { claim, item } => format!("when `{claim}` holds `{item}`"),
        Enablement::OnItemAbsence { claim, item } => format!("when `{claim}` does not hold `{item}`"),
    }
}

pub(super) const fn response_type(response_type: ResponseType) -> &'static str {
    match response_type {
        ResponseType::Code => "code",
        ResponseType::IdToken => "id_token",
    }
}

pub(super) const fn response_mode(response_mode: ResponseMode) -> &'static str {
    match response_mode {
        ResponseMode::Query => "query",
        ResponseMode::FormPost => "form_post",
        ResponseMode::Fragment => "fragment",
    }
}

pub(super) const fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
    }
}

pub(super) const fn authentication(authentication: ClientAuthentication) -> &'static str {
    match authentication {
        ClientAuthentication::SecretPost => "client_secret_post",
        ClientAuthentication::SecretBasic => "client_secret_basic",
        ClientAuthentication::PrivateKeyJwt => "private_key_jwt",
    }
}

pub(super) const fn encoding(encoding: RequestEncoding) -> &'static str {
    match encoding {
        RequestEncoding::Form => "form",
        RequestEncoding::Json => "json",
        RequestEncoding::Query => "query",
    }
}

pub(super) const fn format(format: AnswerFormat) -> &'static str {
    match format {
        AnswerFormat::Form => "form",
        AnswerFormat::Json => "json",
        AnswerFormat::JsonP => "jsonp",
    }
}

pub(super) const fn bearer(bearer: BearerTransmission) -> &'static str {
    match bearer {
        BearerTransmission::Query => "query",
        BearerTransmission::AuthorizationHeader => "AuthorizationHeader",
    }
}

pub(super) fn keys(keys: &KeySource) -> String {
    match keys {
        KeySource::Unknown => "none".to_owned(),
        KeySource::Jwks(url) => format!("JWKS {}", value("JWKS", url)),
        KeySource::Discovery(url) => format!("METADATA {}", value("METADATA", url)),
    }
}
