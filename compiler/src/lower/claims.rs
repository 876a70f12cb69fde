//! The claims of a technical profile, and which of them names the user.

use super::profile::text;
use crate::ast::Text;
use crate::model::{ClaimReference, Policy, SUBJECT, TechnicalProfile};
use crate::protocol::constant::{Parsed, is_unset, parse};
use crate::protocol::path;
use crate::protocol::resolver::{self, ClaimResolver, Filler, Reading};
use claimsmith_profile::{ClaimSource, Constant, DataType, InputClaim, OutputClaim, Resolver, Subject, SubjectIssuer};
use std::borrow::Cow;

/// Claims that hold the id of a user by convention, the first that is there wins.
const SUBJECT_CLAIMS: &[&str] = &["issuerUserId", "socialIdpUserId"];

fn data_type(reference: &ClaimReference<'_>, policy: &Policy<'_>) -> Option<DataType> {
    Some(policy.claim_types.get(reference.claim_type)?.data_type?.value)
}

fn declared_id(reference: &ClaimReference<'_>, policy: &Policy<'_>) -> Option<Cow<'static, str>> {
    Some(text(policy.claim_types.get(reference.claim_type)?.id))
}

/// The default value of a claim.
enum DefaultValue {
    Unset,
    Constant(Constant),
    Resolver(Resolver),
}

impl DefaultValue {
    /// Text in braces is a claim resolver only in a profile that resolves claims; elsewhere it is text.
    fn of(
        reference: &ClaimReference<'_>,
        data_type: DataType,
        profile: &TechnicalProfile<'_>,
        policy: &Policy<'_>,
    ) -> Self {
        let Some(default) = reference.default_value.filter(|default| !is_unset(default)) else { return Self::Unset };
        if let Reading::Resolver(known, name) = resolver::read(default)
            && profile.resolves_claims()
        {
            return Self::resolved(known, name, data_type, policy);
        }
        match parse(default, data_type) {
            Parsed::Value(constant) => Self::Constant(constant),
            Parsed::Fault | Parsed::Unread => Self::Unset,
        }
    }

    fn resolved(known: &ClaimResolver, name: &str, data_type: DataType, policy: &Policy<'_>) -> Self {
        let constant = |value: &str| {
            let is_fit = !is_unset(value) && data_type == DataType::String;
            if is_fit { Self::Constant(Constant::String(text(value))) } else { Self::Unset }
        };
        match known.filler {
            Filler::PolicyId => return constant(policy.policy_id()),
            Filler::TenantId => return constant(policy.tenant_id()),
            _ => {}
        }
        // Claims are named as they are declared, whatever the reference writes.
        let declared = policy.claim_types.get(name).filter(|_| known.filler == Filler::Claim);
        let name = declared.map_or(name, |claim_type| claim_type.id);
        known
            .runtime_namespace()
            .map_or(Self::Unset, |namespace| Self::Resolver(Resolver { namespace, name: text(name) }))
    }

    fn is_set(&self) -> bool {
        !matches!(self, Self::Unset)
    }

    fn into_parts(self) -> (Option<Constant>, Option<Resolver>) {
        match self {
            Self::Unset => (None, None),
            Self::Constant(constant) => (Some(constant), None),
            Self::Resolver(resolver) => (None, Some(resolver)),
        }
    }
}

pub(super) fn input(
    reference: &ClaimReference<'_>,
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
) -> Option<InputClaim> {
    let data_type = data_type(reference, policy)?;
    let default_value = DefaultValue::of(reference, data_type, profile, policy);
    let always_default = default_value.is_set() && reference.is_always_default();
    let (default, resolver) = default_value.into_parts();
    Some(InputClaim {
        claim: declared_id(reference, policy)?,
        data_type,
        parameter: text(profile.partner_claim_type(reference, policy)),
        default,
        resolver,
        always_default,
        required: reference.is_required(),
    })
}

pub(super) fn output(
    reference: &ClaimReference<'_>,
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
) -> Option<OutputClaim> {
    let data_type = data_type(reference, policy)?;
    let default_value = DefaultValue::of(reference, data_type, profile, policy);
    let always_default = default_value.is_set() && reference.is_always_default();
    let (default, resolver) = default_value.into_parts();
    Some(OutputClaim {
        claim: declared_id(reference, policy)?,
        data_type,
        source: source(profile, profile.partner_claim_type(reference, policy)),
        default,
        resolver,
        always_default,
        required: reference.is_required(),
    })
}

fn source(profile: &TechnicalProfile<'_>, partner: &Text) -> ClaimSource {
    if let Reading::Resolver(known, _) = resolver::read(partner)
        && let Some(source) = known.source()
    {
        return source;
    }
    match path::parse(partner) {
        Ok(segments) if profile.resolves_paths() => ClaimSource::Path(segments.into()),
        _ => ClaimSource::Member(text(partner)),
    }
}

/// How the profile names a user: the issuer is the constant of its `identityProvider` claim, else the id of the profile.
/// It is never what the answer or the request says: who could choose the issuer could name the users of another one.
pub(super) fn subject(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<Subject> {
    let claim = u16::try_from(subject_claim(profile, policy)?).ok()?;
    let named = profile.output_claims.iter().find(|it| it.claim_type.eq_ignore_ascii_case("identityProvider"));
    let issuer = match named.map(|reference| DefaultValue::of(reference, DataType::String, profile, policy)) {
        Some(DefaultValue::Constant(Constant::String(issuer))) => issuer,
        _ => text(&profile.id.value),
    };
    Some(Subject { issuer: SubjectIssuer::Constant(issuer), claim })
}

/// Index of the output claim that holds the immutable id of the user. What the policy names is that claim or nothing: a
/// guess in its place would be another user.
pub(super) fn subject_claim(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<usize> {
    let outputs = &profile.output_claims;
    if profile.metadata(SUBJECT).is_some() {
        return profile.subject_claim();
    }
    let by_id = |id: &str| outputs.iter().position(|it| it.claim_type.eq_ignore_ascii_case(id));
    SUBJECT_CLAIMS.iter().find_map(|id| by_id(id)).or_else(|| profile.identity_claim(policy))
}
