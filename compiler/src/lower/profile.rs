//! A technical profile as the data the runtime acts on.

use crate::ast::Text;
use crate::diagnostic::codes::NO_SUBJECT;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{ClaimReference, Policy, TechnicalProfile};
use crate::naming;
use crate::protocol::constant::{Parsed, is_unset, parse};
use crate::protocol::{path, value};
use claimsmith_profile::rules::is_placeholder;
use claimsmith_profile::{
    AnswerFormat, AuthorizationRequest, BearerTransmission, ClaimSource, ClaimsRequest, ClientAuthentication, Constant,
    CryptographicKey, DataType, InputClaim, Method, OutputClaim, Parameter, Profile, Protocol, ResponseMode,
    ResponseType, Subject, SubjectIssuer, TokenRequest,
};
use std::borrow::Cow;

/// Claims that hold the id of a user by convention, the first that is there wins.
const SUBJECT_CLAIMS: &[&str] = &["issuerUserId", "socialIdpUserId"];

/// The profile as data; `None` when a claim it names is not declared, which has been reported.
pub(super) fn lower(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, name: &str) -> Option<Profile> {
    let metadata = Metadata { profile, policy };
    Some(Profile {
        id: text(&profile.id.value),
        display_name: text(profile.display_name.map_or(&profile.id.value, |name| &name.value)),
        policy_id: text(metadata.policy_id()),
        tenant_id: text(metadata.tenant_id()),
        protocol: Protocol::OAuth2,
        provider_name: metadata.text("ProviderName"),
        client_id: metadata.text("client_id").filter(|id| !is_placeholder(id)),
        client_id_variable: naming::client_id_variable(profile.id, name).into(),
        client_id_parameter: metadata.text("ClientIdParamName").unwrap_or(Profile::EMPTY.client_id_parameter),
        keys: profile.cryptographic_keys.iter().map(|key| cryptographic_key(key)).collect(),
        authorization: authorization(&metadata),
        token: token(&metadata),
        claims: claims(&metadata),
        error_member: metadata.text("ResponseErrorCodeParamName"),
        inputs: profile.input_claims.iter().map(|it| input(it, profile, policy)).collect::<Option<_>>()?,
        outputs: profile.output_claims.iter().map(|it| output(it, profile, policy)).collect::<Option<_>>()?,
        subject: subject(profile, policy),
    })
}

/// Warns about a profile that does not say how it identifies its user.
pub(super) fn check_subject(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    if subject_claim(profile, policy).is_none() {
        diagnostics.push(
            Diagnostic::new(
                NO_SUBJECT,
                format!("the technical profile `{}` does not identify its user", profile.id.value),
            )
            .at(profile.id.span, "no output claim holds an immutable id")
            .help("map the provider's user id to an output claim `issuerUserId`")
            .help("or name the claim: `<Item Key=\"claimsmith.subject\">…</Item>`"),
        );
    }
}

struct Metadata<'m, 'a> {
    profile: &'m TechnicalProfile<'a>,
    policy: &'m Policy<'a>,
}

impl<'a> Metadata<'_, 'a> {
    fn raw(&self, key: &str) -> Option<&'a str> {
        self.profile.metadata(key).map(|item| item.value.value.as_str()).filter(|value| !value.is_empty())
    }

    /// The value with `{tenant}` and `{policy}` replaced, as B2C's engine does.
    fn text(&self, key: &str) -> Option<Cow<'static, str>> {
        let raw = self.raw(key)?;
        Some(raw.replace("{tenant}", self.tenant_id()).replace("{policy}", self.policy_id()).into())
    }

    fn is(&self, key: &str, expected: &str) -> bool {
        self.raw(key).is_some_and(|value| value.eq_ignore_ascii_case(expected))
    }

    fn tenant_id(&self) -> &'a str {
        self.policy.leaf().and_then(|leaf| leaf.tenant_id.as_ref()).map_or("", |id| id.value.as_str())
    }

    fn policy_id(&self) -> &'a str {
        self.policy.leaf().and_then(|leaf| leaf.policy_id.as_ref()).map_or("", |id| id.value.as_str())
    }
}

fn text(value: &str) -> Cow<'static, str> {
    value.to_owned().into()
}

fn cryptographic_key(key: &crate::ast::CryptographicKey) -> CryptographicKey {
    CryptographicKey {
        id: text(&key.id),
        storage_reference_id: text(&key.storage_reference_id),
        variable: naming::variable(&key.storage_reference_id).into(),
    }
}

fn authorization(metadata: &Metadata<'_, '_>) -> AuthorizationRequest {
    let pairs = metadata.raw("AdditionalRequestQueryParameters").and_then(value::parameters).unwrap_or_default();
    AuthorizationRequest {
        endpoint: metadata.text("authorization_endpoint").unwrap_or_default(),
        response_type: ResponseType::Code,
        response_mode: match metadata.raw("response_mode").map(str::to_ascii_lowercase).as_deref() {
            Some("query") => Some(ResponseMode::Query),
            Some("form_post") => Some(ResponseMode::FormPost),
            Some("fragment") => Some(ResponseMode::Fragment),
            _ => None,
        },
        scope: metadata.text("scope"),
        parameters: pairs
            .into_iter()
            .map(|(name, value)| Parameter { name: name.into(), value: value.into() })
            .collect(),
        pkce: metadata.raw("claimsmith.pkce").and_then(value::boolean).unwrap_or(true),
    }
}

fn token(metadata: &Metadata<'_, '_>) -> TokenRequest {
    TokenRequest {
        endpoint: metadata.text("AccessTokenEndpoint").unwrap_or_default(),
        method: if metadata.is("HttpBinding", "GET") { Method::Get } else { Method::Post },
        authentication: if metadata.is("token_endpoint_auth_method", "client_secret_basic") {
            ClientAuthentication::SecretBasic
        } else {
            ClientAuthentication::SecretPost
        },
        client_secret_parameter: metadata
            .text("ClientSecretParamName")
            .unwrap_or(TokenRequest::EMPTY.client_secret_parameter),
        format: format(metadata, "AccessTokenResponseFormat"),
    }
}

fn format(metadata: &Metadata<'_, '_>, key: &str) -> Option<AnswerFormat> {
    match metadata.raw(key).map(str::to_ascii_lowercase).as_deref() {
        Some("json") => Some(AnswerFormat::Json),
        Some("jsonp") => Some(AnswerFormat::JsonP),
        _ => None,
    }
}

fn claims(metadata: &Metadata<'_, '_>) -> ClaimsRequest {
    let pair = metadata.text("ClaimsEndpointFormatName").zip(metadata.text("ClaimsEndpointFormat"));
    let members = metadata.raw("ExtraParamsInClaimsEndpointRequest");
    ClaimsRequest {
        endpoint: metadata.text("ClaimsEndpoint"),
        bearer: if metadata.is("BearerTokenTransmissionMethod", "AuthorizationHeader") {
            BearerTransmission::AuthorizationHeader
        } else {
            BearerTransmission::Query
        },
        access_token_parameter: metadata
            .text("ClaimsEndpointAccessTokenName")
            .unwrap_or(ClaimsRequest::EMPTY.access_token_parameter),
        format_parameter: pair.map(|(name, value)| Parameter { name, value }),
        token_members: members.into_iter().flat_map(value::names).map(Cow::Owned).collect(),
        format: format(metadata, "ClaimsResponseFormat"),
        user_agent: metadata.text("UserAgentForClaimsExchange"),
    }
}

fn data_type(reference: &ClaimReference<'_>, policy: &Policy<'_>) -> Option<DataType> {
    Some(policy.claim_types.get(reference.claim_type)?.data_type?.value)
}

fn declared_id(reference: &ClaimReference<'_>, policy: &Policy<'_>) -> Option<Cow<'static, str>> {
    Some(text(policy.claim_types.get(reference.claim_type)?.id))
}

fn constant(reference: &ClaimReference<'_>, data_type: DataType) -> Option<Constant> {
    let default = reference.default_value.filter(|default| !is_unset(default))?;
    match parse(default, data_type) {
        Parsed::Value(constant) => Some(constant),
        Parsed::Fault | Parsed::Unread => None,
    }
}

fn input(reference: &ClaimReference<'_>, profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<InputClaim> {
    let data_type = data_type(reference, policy)?;
    let default = constant(reference, data_type);
    Some(InputClaim {
        claim: declared_id(reference, policy)?,
        data_type,
        parameter: text(profile.partner_claim_type(reference, policy)),
        always_default: default.is_some() && reference.is_always_default(),
        default,
        required: reference.is_required(),
    })
}

fn output(reference: &ClaimReference<'_>, profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<OutputClaim> {
    let data_type = data_type(reference, policy)?;
    let default = constant(reference, data_type);
    Some(OutputClaim {
        claim: declared_id(reference, policy)?,
        data_type,
        source: source(profile, profile.partner_claim_type(reference, policy)),
        always_default: default.is_some() && reference.is_always_default(),
        default,
        required: reference.is_required(),
    })
}

fn source(profile: &TechnicalProfile<'_>, partner: &Text) -> ClaimSource {
    if let Some(source) = token_source(partner) {
        return source;
    }
    match path::parse(partner) {
        Ok(segments) if profile.resolves_paths() => ClaimSource::Path(segments.into()),
        _ => ClaimSource::Member(text(partner)),
    }
}

/// The part of the token answer that a partner claim type such as `{oauth2:access_token}` names.
pub(super) fn token_source(partner: &str) -> Option<ClaimSource> {
    Some(match partner.to_ascii_lowercase().as_str() {
        "{oauth2:access_token}" => ClaimSource::AccessToken,
        "{oauth2:refresh_token}" => ClaimSource::RefreshToken,
        "{oauth2:expires_in}" => ClaimSource::ExpiresIn,
        "{oauth2:token_type}" => ClaimSource::TokenType,
        _ => return None,
    })
}

/// How the profile names a user: the issuer is the constant of its `identityProvider` claim, else the id of the profile.
/// It is never what the answer says: a provider that could choose the issuer could name the users of another one.
fn subject(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<Subject> {
    let claim = u16::try_from(subject_claim(profile, policy)?).ok()?;
    let named = profile.output_claims.iter().find(|it| it.claim_type.eq_ignore_ascii_case("identityProvider"));
    let issuer = match named.and_then(|reference| constant(reference, DataType::String)) {
        Some(Constant::String(issuer)) => issuer,
        _ => text(&profile.id.value),
    };
    Some(Subject { issuer: SubjectIssuer::Constant(issuer), claim })
}

/// Index of the output claim that holds the immutable id of the user.
fn subject_claim(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<usize> {
    let outputs = &profile.output_claims;
    let by_id = |id: &str| outputs.iter().position(|it| it.claim_type.eq_ignore_ascii_case(id));
    let value = |key| profile.metadata(key).map(|item| item.value.value.as_str());
    let by_member = || {
        let member = value("external_user_identity_claim_id")?;
        outputs.iter().position(|it| profile.partner_claim_type(it, policy).value == member)
    };
    SUBJECT_CLAIMS.iter().find_map(|id| by_id(id)).or_else(by_member).or_else(|| by_id(value("claimsmith.subject")?))
}
