//! The token contract: the output claims of the relying party as the claims of the application's tokens.
//!
//! Only an application that speaks OpenID Connect has one. With SAML2 the token is an assertion: XML that a SAML library reads,
//! whose attributes have names but no types of JSON.
//!
//! That a claim always has a value is proven by what stands in the relying party alone: `Required`, a default that is no claim
//! resolver, or that it is the subject, without which there is no ID token (OpenID Connect Core section 2). What a journey
//! fills on one of its ways proves nothing for the others.

use super::claims::DefaultValue;
use super::fields::Fields;
use super::profile::text;
use super::select::leave_out;
use super::{customization, names, place};
use crate::ast::Text;
use crate::diagnostic::codes::NOT_COMPILED;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::Phrase::{Code, Words};
use crate::ir::{ClaimField, Omitted, Phrase, TokenContract, TokenDefault};
use crate::lower::fields::field_type;
use crate::model::relying_party::{technical_profile, token_issuers};
use crate::model::{ClaimReference, Policy, TechnicalProfile, fold};
use crate::protocol::constant::is_unset;
use crate::protocol::resolver::{self, Reading};
use crate::protocol::{Role, role_of};
use crate::source::SourceMap;
use claimsmith_profile::{ClaimSource, OutputClaim, Profile};
use std::collections::BTreeSet;

/// Metadata of a token issuer that decides on claims which it adds itself.
const ISSUER_KEYS: &[&str] = &["IssuanceClaimPattern", "AuthenticationContextReferenceClaimPattern"];

/// The technical profile of the relying party as far as the contract is made of it: its output claims.
///
/// # Errors
/// When it has no contract, with the reason; nothing when there is no relying party, or its protocol is a fault.
pub(super) fn contract<'a>(policy: &Policy<'a>) -> Result<TechnicalProfile<'a>, Option<Omitted>> {
    let profile = technical_profile(policy).ok_or(None)?;
    let omitted = |reason: &str| Omitted { id: profile.id.to_string(), reason: reason.to_owned() };
    match profile.protocol_name() {
        Some("OpenIdConnect") => {}
        Some("SAML2") => return Err(Some(omitted("describes an assertion of SAML2, which is no JSON"))),
        _ => return Err(None),
    }
    let issuers = token_issuers(policy);
    let may_be_json = |role: Option<Role>| matches!(role, None | Some(Role::JwtIssuer | Role::WithoutProtocol));
    if !issuers.is_empty() && !issuers.iter().any(|issuer| may_be_json(role_of(issuer))) {
        return Err(Some(omitted("describes no JSON Web Token: the journey issues none")));
    }
    // Of two claims with one name in the token a reader finds one, which CS0616 warns of.
    let mut known = BTreeSet::new();
    let mut output_claims = profile.output_claims.clone();
    output_claims.retain(|reference| known.insert(wire_name(reference, &profile, policy).as_str()));
    Ok(TechnicalProfile {
        output_claims,
        // What the application brings along, and what runs before the token is issued, is not in it.
        input_claims: Vec::new(),
        input_claims_transformations: Vec::new(),
        output_claims_transformations: Vec::new(),
        ..profile
    })
}

/// The name of an output claim in the token: its own unless that is empty, else that of its claim type.
pub(super) fn wire_name<'a>(
    reference: &ClaimReference<'a>,
    profile: &TechnicalProfile<'a>,
    policy: &Policy<'a>,
) -> &'a Text {
    let named = ClaimReference {
        partner_claim_type: reference.partner_claim_type.filter(|name| !name.value.is_empty()),
        ..reference.clone()
    };
    profile.partner_claim_type(&named, &policy.claim_types)
}

/// Claims of a type that is not compiled are refused, so that none is silently left out.
pub(super) fn check(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    for reference in &profile.output_claims {
        let declared = policy.claim_types.get(reference.claim_type).and_then(|it| it.data_type);
        let Some(data_type) = declared.filter(|it| field_type(it.value).is_none()) else { continue };
        let name = data_type.value.name();
        diagnostics.push(
            Diagnostic::new(NOT_COMPILED, format!("claims of type `{name}` are not yet compiled"))
                .at(reference.claim_type.span, format!("a `{name}`"))
                .label(data_type.span, "the data type")
                .help(leave_out(profile.id)),
        );
    }
}

/// The contract of a healthy relying party; `None` when something is in the way, which has been reported.
pub(super) fn token(
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
    (names, customization): (&names::Names, &customization::Customization),
    sources: &SourceMap,
) -> Option<TokenContract> {
    let fields = Fields { profile, policy, names, customization, sources };
    let outputs: Vec<OutputClaim> =
        profile.output_claims.iter().map(|it| output(it, profile, policy)).collect::<Option<_>>()?;
    let secrets = provider_tokens(policy);
    let is_hidden = |(_, reference): &(usize, &ClaimReference<'_>)| secrets.contains(&fold(reference.claim_type));
    let references = || profile.output_claims.iter().enumerate();
    let claims = references().map(|(index, reference)| field(&fields, reference, index, outputs.get(index)?));
    Some(TokenContract {
        name: names.token()?,
        place: place(profile.id.span, format!("TechnicalProfile {}", profile.id.value), sources),
        claims: claims.collect::<Option<_>>()?,
        defaults: profile.output_claims.iter().map(default).collect(),
        hidden: references().filter(is_hidden).map(|(index, _)| index).collect(),
        subject: profile.subject_naming_info.map(|subject| subject.claim_type.to_string()),
        issuer: issuer_facts(policy),
        attributes: customization.of_struct(profile.id),
        profile: Profile { id: text(profile.id), outputs: outputs.into(), ..Profile::EMPTY },
    })
}

/// What the payload holds: defaults were applied when the token was issued.
fn output(reference: &ClaimReference<'_>, profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> Option<OutputClaim> {
    let name = text(wire_name(reference, profile, policy));
    let data_type = policy.claim_types.get(reference.claim_type)?.data_type?.value;
    Some(OutputClaim { claim: name.clone(), data_type, source: ClaimSource::Member(name), ..OutputClaim::EMPTY })
}

fn field(
    fields: &Fields<'_, '_>,
    reference: &ClaimReference<'_>,
    index: usize,
    output: &OutputClaim,
) -> Option<ClaimField> {
    let subject = fields.profile.subject_naming_info;
    let names_it =
        |name: &str| name.eq_ignore_ascii_case(&output.claim) || name.eq_ignore_ascii_case(reference.claim_type);
    let subject = subject.filter(|subject| names_it(&subject.claim_type));
    // One that is left out of the claims may still be the subject, and is no claim then.
    let is_there = subject.is_some_and(|subject| subject.exclude_as_claim.as_ref().is_none_or(|flag| !flag.value));
    let is_proven = reference.is_required() || is_there || has_constant(reference, output, fields.policy);
    let mut field = fields.yielded(reference.claim_type, index, output.data_type, is_proven)?;
    let what = if subject.is_some() { ", whose subject it is." } else { "." };
    field.remark = vec![Words("The claim "), Code(output.claim.to_string()), Words(" of the token"), Words(what)];
    field.remark.extend(default(reference).map(remark).unwrap_or_default());
    Some(field)
}

/// Whether the policy gives the claim a value of its own when it has none. Claim resolvers need no metadata here.
fn has_constant(reference: &ClaimReference<'_>, output: &OutputClaim, policy: &Policy<'_>) -> bool {
    matches!(DefaultValue::in_relying_party(reference, output.data_type, policy), DefaultValue::Constant(_))
}

fn default(reference: &ClaimReference<'_>) -> Option<TokenDefault> {
    let value = reference.default_value.filter(|default| !is_unset(default))?;
    Some(TokenDefault { value: value.to_string(), is_always: reference.is_always_default() })
}

fn remark(default: TokenDefault) -> Vec<Phrase> {
    let when = if default.is_always { " Always " } else { " Without another value: " };
    vec![Words(when), Code(default.value), Words(".")]
}

/// The claim types, in lower case, into which a technical profile reads a token of a provider.
fn provider_tokens(policy: &Policy<'_>) -> BTreeSet<String> {
    let is_token = |reference: &&ClaimReference<'_>| {
        let partner = reference.partner_claim_type.map(|partner| resolver::read(partner));
        let Some(Reading::Resolver(known, _)) = partner else { return false };
        matches!(known.source(), Some(ClaimSource::AccessToken | ClaimSource::RefreshToken | ClaimSource::IdToken))
    };
    let outputs = policy.technical_profiles.iter().flat_map(|profile| &profile.output_claims);
    outputs.filter(is_token).map(|reference| fold(reference.claim_type)).collect()
}

fn issuer_facts(policy: &Policy<'_>) -> Vec<(&'static str, String)> {
    let issuer = token_issuers(policy).into_iter().find(|issuer| role_of(issuer) == Some(Role::JwtIssuer));
    let fact = |key: &&'static str| Some((*key, issuer?.metadata(key)?.value.to_string()));
    ISSUER_KEYS.iter().filter_map(fact).collect()
}
