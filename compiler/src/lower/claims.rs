//! The input and output claims of a technical profile.

use super::profile::text;
use crate::ast::Text;
use crate::model::{ClaimReference, Policy, TechnicalProfile};
use crate::protocol::constant::{Parsed, is_unset, parse};
use crate::protocol::path;
use crate::protocol::resolver::{self, ClaimResolver, Filler, Reading};
use claimsmith_profile::{ClaimSource, Constant, DataType, InputClaim, OutputClaim, Resolver};
use std::borrow::Cow;

fn data_type(reference: &ClaimReference<'_>, policy: &Policy<'_>) -> Option<DataType> {
    Some(policy.claim_types.get(reference.claim_type)?.data_type?.value)
}

fn declared_id(reference: &ClaimReference<'_>, policy: &Policy<'_>) -> Option<Cow<'static, str>> {
    Some(text(policy.claim_types.get(reference.claim_type)?.id))
}

/// The default value of a claim.
pub(super) enum DefaultValue {
    Unset,
    Constant(Constant),
    Resolver(Resolver),
}

impl DefaultValue {
    /// Text in braces is a claim resolver only in a profile that resolves claims; elsewhere it is text.
    pub(super) fn of(
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

    /// That of an output claim of the relying party, where claim resolvers always work.
    pub(super) fn in_relying_party(reference: &ClaimReference<'_>, data_type: DataType, policy: &Policy<'_>) -> Self {
        let Some(default) = reference.default_value.filter(|default| !is_unset(default)) else { return Self::Unset };
        match (resolver::read(default), parse(default, data_type)) {
            (Reading::Resolver(known, name), _) => Self::resolved(known, name, data_type, policy),
            (Reading::Text, Parsed::Value(constant)) => Self::Constant(constant),
            _ => Self::Unset,
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

    pub(super) fn is_set(&self) -> bool {
        !matches!(self, Self::Unset)
    }

    /// A text of the policy; `None` for what anybody else says.
    pub(super) fn into_text(self) -> Option<claimsmith_profile::Text> {
        if let Self::Constant(Constant::String(text)) = self { Some(text) } else { None }
    }

    pub(super) fn into_parts(self) -> (Option<Constant>, Option<Resolver>) {
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
        parameter: text(profile.partner_claim_type(reference, &policy.claim_types)),
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
        source: source(profile, profile.partner_claim_type(reference, &policy.claim_types)),
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
