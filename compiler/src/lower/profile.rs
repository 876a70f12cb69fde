//! A technical profile as the data the runtime acts on.

use super::claims::{input, output};
use super::enablement::enablement;
use super::exchange::{authorization, claims, token};
use super::follow_up::follow_ups;
use super::id_token::id_token;
use super::metadata::Metadata;
use super::subject::{subject, subject_claim};
use super::transformations;
use super::validation::{masks, validations};
use crate::diagnostic::codes::NO_SUBJECT;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{IDENTITY, Policy, SUBJECT, TechnicalProfile};
use crate::naming;
use claimsmith_profile::rules::is_placeholder;
use claimsmith_profile::transformation::{Step, Transformations};
use claimsmith_profile::{CryptographicKey, IdToken, List, Profile, Protocol, SignatureAlgorithm};
use std::borrow::Cow;

/// The profile as data; `None` when a claim it names is not declared, which has been reported.
pub(super) fn lower(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, name: &str) -> Option<Profile> {
    let metadata = Metadata { profile, policy };
    let id_token = id_token(&metadata);
    let transformations = transformations::lower(profile, policy)?;
    let claim_types = || {
        let outputs = profile.output_claims.iter().map(|it| it.claim_type.as_str());
        let further = transformations.claims.iter().map(|it| &*it.claim).zip(outputs.len()..);
        let further = further.zip(&*transformations.claims).filter(|(_, claim)| claim.yielded).map(|(it, _)| it);
        outputs.zip(0..).chain(further).filter_map(|(id, place)| Some((u16::try_from(place).ok()?, id)))
    };
    Some(Profile {
        id: text(&profile.id.value),
        display_name: text(profile.display_name.map_or(&profile.id.value, |name| &name.value)),
        policy_id: text(policy.policy_id()),
        tenant_id: text(policy.tenant_id()),
        environment: policy.environment.map(text),
        protocol: Protocol::OAuth2,
        provider_name: metadata.text("ProviderName"),
        client_id: metadata.text("client_id").filter(|id| !is_placeholder(id)),
        client_id_variable: naming::client_id_variable(profile.id, name).into(),
        client_id_parameter: metadata.text("ClientIdParamName").unwrap_or(Profile::EMPTY.client_id_parameter),
        keys: keys(profile, id_token.as_ref(), &transformations),
        authorization: authorization(&metadata),
        token: token(&metadata),
        claims: claims(&metadata),
        follow_ups: follow_ups(&metadata),
        id_token,
        issuer: metadata.text("issuer"),
        end_session_endpoint: metadata
            .text("end_session_endpoint")
            .filter(|_| metadata.boolean("SingleLogoutEnabled").unwrap_or(true)),
        revocation_endpoint: metadata.text("claimsmith.revocation_endpoint"),
        enablement: enablement(profile, policy),
        error_member: metadata.text("ResponseErrorCodeParamName"),
        inputs: profile.input_claims.iter().map(|it| input(it, profile, policy)).collect::<Option<_>>()?,
        outputs: profile.output_claims.iter().map(|it| output(it, profile, policy)).collect::<Option<_>>()?,
        validations: validations(claim_types(), policy),
        masks: masks(claim_types(), policy),
        subject: subject(profile, policy, &transformations),
        transformations,
    })
}

/// Warns about a profile that does not say how it identifies its user.
pub(super) fn check_subject(profile: &TechnicalProfile<'_>, policy: &Policy<'_>, diagnostics: &mut Diagnostics) {
    // A key that names nothing has been reported.
    let is_explained = [SUBJECT, IDENTITY].iter().any(|key| profile.metadata(key).is_some());
    if subject_claim(profile, policy).is_none() && !is_explained {
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

pub(super) fn text(value: &str) -> Cow<'static, str> {
    value.to_owned().into()
}

/// The keys that a deployment has to give. Where the callback brings the id_token nobody asks for the client secret, unless
/// the id_token is signed with it. A policy key that a claims transformation names (`randomizerSecret` of `Hash`) is one more,
/// and has its name as id.
fn keys(
    profile: &TechnicalProfile<'_>,
    id_token: Option<&IdToken>,
    transformations: &Transformations,
) -> List<CryptographicKey> {
    let signs = |id_token: &IdToken| id_token.algorithms.contains(&SignatureAlgorithm::Hs256);
    let needs_secret = !profile.receives_id_token() || id_token.is_some_and(signs);
    let keys = profile.cryptographic_keys.iter();
    let keys = keys.filter(|key| needs_secret || !key.id.eq_ignore_ascii_case("client_secret"));
    let mut keys: Vec<CryptographicKey> =
        keys.map(|key| cryptographic_key(&key.id, &key.storage_reference_id)).collect();
    for transformation in transformations.before.iter().chain(transformations.after.iter()) {
        let Step::Hash { secret, .. } = &transformation.step else { continue };
        if !keys.iter().any(|key| key.id.eq_ignore_ascii_case(secret)) {
            keys.push(cryptographic_key(secret, secret));
        }
    }
    keys.into()
}

fn cryptographic_key(id: &str, storage_reference_id: &str) -> CryptographicKey {
    CryptographicKey {
        id: text(id),
        storage_reference_id: text(storage_reference_id),
        variable: naming::variable(storage_reference_id).into(),
    }
}
