//! Which claims are secrets by where they come from.

use claimsmith_runtime::Profile;
use claimsmith_runtime::profile::transformation::field::{FieldValue, Role, StepVisitor};
use claimsmith_runtime::profile::transformation::{JsonSource, QuerySource, Slot};
use claimsmith_runtime::profile::{ClaimSource, DataType};
use std::collections::BTreeSet;

/// Members of an answer that are secrets, whatever the policy calls the claim (RFC 6749 section 5.1, OpenID Connect).
const SECRET_MEMBERS: [&str; 3] = ["access_token", "refresh_token", "id_token"];

/// The ids of the claims that hold a token, or what transformations made of one.
pub(super) fn secret_claims(profile: &Profile) -> Vec<String> {
    let outputs = profile.outputs.iter().zip(0..).filter(|(output, _)| is_secret(&output.source));
    let mut secret: BTreeSet<u16> = outputs.map(|(_, place)| place).collect();
    for transformation in profile.transformations.after.iter() {
        let mut wiring = Wiring::default();
        transformation.step.visit(&mut wiring);
        if wiring.inputs.iter().any(|slot| secret.contains(&slot.index)) {
            // Whether a token is there says nothing of the token.
            let texts = wiring.outputs.iter().filter(|slot| slot.data_type != DataType::Boolean);
            secret.extend(texts.map(|slot| slot.index));
        }
    }
    let claims = profile.outputs.iter().map(|output| &output.claim);
    let claims = claims.chain(profile.transformations.claims.iter().map(|claim| &claim.claim));
    claims.zip(0..).filter(|(_, place)| secret.contains(place)).map(|(claim, _)| claim.to_string()).collect()
}

fn is_secret(source: &ClaimSource) -> bool {
    match source {
        ClaimSource::AccessToken | ClaimSource::RefreshToken => true,
        ClaimSource::Member(member) => SECRET_MEMBERS.contains(&member.as_ref()),
        _ => false,
    }
}

/// The claims that a step reads and writes.
#[derive(Default)]
struct Wiring {
    inputs: Vec<Slot>,
    outputs: Vec<Slot>,
}

impl StepVisitor for Wiring {
    fn field(&mut self, _: &'static str, role: Role, _: &'static str, value: FieldValue<'_>) {
        let slots = match role {
            Role::Output => &mut self.outputs,
            Role::Input | Role::Parameter => &mut self.inputs,
        };
        match value {
            FieldValue::Slot(slot) => slots.push(slot),
            FieldValue::OptionalSlot(slot) => slots.extend(slot),
            FieldValue::NamedSlots(named) => slots.extend(named.iter().map(|named| named.slot)),
            FieldValue::JsonMembers(members) => {
                slots.extend(members.iter().filter_map(|member| match &member.source {
                    JsonSource::Claim(slot) => Some(*slot),
                    JsonSource::Constant(_) => None,
                }))
            }
            FieldValue::QueryMembers(members) => {
                slots.extend(members.iter().filter_map(|member| match &member.source {
                    QuerySource::Claim(slot) => Some(*slot),
                    QuerySource::Text(_) => None,
                }))
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use claimsmith_runtime::profile::transformation::{
        LetterCase, Step, Transformation, Transformations, TransformedClaim,
    };
    use claimsmith_runtime::profile::{OutputClaim, text};

    #[test]
    fn what_is_made_of_a_token_is_as_secret() {
        let slot = |index| Slot { index, data_type: DataType::String };
        let upper = |input, output| Transformation {
            id: text("Upper"),
            step: Step::ChangeCase { input: slot(input), to: LetterCase::Upper, output: slot(output) },
        };
        let result = Slot { index: 5, data_type: DataType::Boolean };
        let exists = Transformation { id: text("Exists"), step: Step::DoesClaimExist { input: slot(0), result } };
        let token = OutputClaim { source: ClaimSource::AccessToken, ..OutputClaim::string("token", "") };
        let further = |claim| TransformedClaim { claim: text(claim), yielded: true, ..TransformedClaim::EMPTY };
        let transformations = Transformations {
            claims: vec![further("loud"), further("louder"), further("harmless"), further("isThere")].into(),
            after: vec![upper(0, 2), upper(2, 3), upper(1, 4), exists].into(),
            ..Transformations::EMPTY
        };
        let outputs = vec![token, OutputClaim::string("name", "name")].into();
        let profile = Profile { outputs, transformations, ..Profile::EMPTY };
        assert_eq!(secret_claims(&profile), ["token", "loud", "louder"]);
    }
}
