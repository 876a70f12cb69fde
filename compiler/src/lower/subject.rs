//! How a technical profile names a user: who vouches, and which claim holds the immutable id.

use super::claims::DefaultValue;
use super::profile::text;
use crate::ast::Text;
use crate::model::yielded::claims_transformations;
use crate::model::{Policy, SUBJECT, TechnicalProfile};
use claimsmith_profile::transformation::Transformations;
use claimsmith_profile::{DataType, Subject, SubjectIssuer};

/// Claims that hold the id of a user by convention, the first that is there wins.
const SUBJECT_CLAIMS: &[&str] = &["issuerUserId", "socialIdpUserId"];

/// The methods that make an identity of an id, and what they call the id.
const IDENTITIES: &[(&str, &str)] = &[("CreateAlternativeSecurityId", "key"), ("CreateUserIdentity", "issuerUserId")];

/// The issuer is the constant of the profile's `identityProvider` claim, else the id of the profile. It is never what the
/// answer or the request says: who could choose the issuer could name the users of another one.
pub(super) fn subject(
    profile: &TechnicalProfile<'_>,
    policy: &Policy<'_>,
    transformations: &Transformations,
) -> Option<Subject> {
    let claim = place(subject_claim(profile, policy)?, profile, transformations)?;
    Some(Subject { issuer: SubjectIssuer::Constant(text(&issuer(profile, policy))), claim })
}

/// The issuer alone.
pub(super) fn issuer(profile: &TechnicalProfile<'_>, policy: &Policy<'_>) -> String {
    let named = profile.output_claims.iter().find(|it| it.claim_type.eq_ignore_ascii_case("identityProvider"));
    let constant = named.and_then(|it| DefaultValue::of(it, DataType::String, profile, policy).into_text());
    constant.map_or_else(|| profile.id.to_string(), |issuer| issuer.into_owned())
}

/// First the output claims, then the further claims of the transformations.
fn place(claim: &str, profile: &TechnicalProfile<'_>, transformations: &Transformations) -> Option<u16> {
    let output = profile.output_claims.iter().position(|it| it.claim_type.eq_ignore_ascii_case(claim));
    let given = || transformations.claims.iter().position(|it| it.yielded && it.claim.eq_ignore_ascii_case(claim));
    let place = output.or_else(|| Some(profile.output_claims.len() + given()?))?;
    u16::try_from(place).ok()
}

/// The claim that holds the immutable id of the user: an output claim, or one that an output transformation gives. What
/// `claimsmith.subject` names is that claim or nothing: a guess in its place would be another user.
pub(super) fn subject_claim<'a>(profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> Option<&'a Text> {
    if profile.metadata(SUBJECT).is_some() {
        return profile.subject_claim(policy);
    }
    let holders = profile.subject_holders(policy);
    let by_id = |id: &str| holders.iter().copied().find(|holder| holder.eq_ignore_ascii_case(id));
    let identity =
        || profile.identity_claim(policy).and_then(|at| profile.output_claims.get(at)).map(|it| it.claim_type);
    identified(profile, policy)
        .and_then(&by_id)
        .or_else(|| SUBJECT_CLAIMS.iter().find_map(|id| by_id(id)))
        .or_else(identity)
}

/// The claim that an output transformation makes an identity of.
fn identified<'a>(profile: &TechnicalProfile<'a>, policy: &Policy<'a>) -> Option<&'a str> {
    claims_transformations(&profile.output_claims_transformations, policy).find_map(|transformation| {
        let (_, name) = IDENTITIES.iter().find(|(method, _)| transformation.method.eq_ignore_ascii_case(method))?;
        let is_id = |it: &&crate::ast::TransformationClaim| {
            it.transformation_claim_type.as_ref().unwrap_or(&it.claim_type).eq_ignore_ascii_case(name)
        };
        transformation.input_claims.iter().find(is_id).map(|claim| claim.claim_type.as_str())
    })
}
