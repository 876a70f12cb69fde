//! Claims that the flow keeps from the transformations before the exchange for those after it.

use super::serialize::TypedValue;
use super::{Slot, places};
use crate::error::{InputFault, SignInError};
use crate::resolver::check_kept;
use claimsmith_profile::{DataType, Profile};
use serde::de::DeserializeSeed;

/// The claims to keep: id, and value as JSON. By id and not by place: an instance with another version of the policy may
/// finish the sign-in. `slots` are those of the profile, `taken` the bytes that the flow holds already.
pub(crate) fn keep(profile: &Profile, slots: &[Slot], taken: usize) -> Result<Vec<(String, String)>, SignInError> {
    let mut kept = Vec::new();
    let mut taken = taken;
    let slots = slots.iter().skip(profile.outputs.len());
    for (claim, slot) in profile.transformations.claims.iter().zip(slots) {
        let Some(value) = slot.value.as_ref().filter(|_| claim.carried) else { continue };
        let invalid = || SignInError::InvalidInput { claim: claim.claim.to_string(), fault: InputFault::WrongType };
        let json = serde_json::to_string(value).map_err(|_| invalid())?;
        // Better now than after the user came back, when it would be found to be no value of its type.
        read(claim.data_type, &json).ok_or_else(invalid)?;
        taken += check_kept(&claim.claim, &json, taken)?;
        kept.push((claim.claim.to_string(), json));
    }
    Ok(kept)
}

/// The slots of [`Transformations::claims`](claimsmith_profile::transformation::Transformations::claims) when the
/// transformations after the exchange begin. What does not read as a value of the claim's data type, because another version
/// of the policy kept it, is no value.
pub(crate) fn kept(profile: &Profile, kept: &[(String, String)]) -> Vec<Slot> {
    let mut slots = Vec::with_capacity(places(profile) - profile.outputs.len());
    for claim in profile.transformations.claims.iter() {
        let json = kept.iter().find(|(known, _)| claim.carried && *known == claim.claim);
        let value = json.and_then(|(_, json)| read(claim.data_type, json));
        slots.push(value.map_or_else(Slot::default, Slot::begun_with));
    }
    slots
}

fn read(data_type: DataType, json: &str) -> Option<super::ClaimValue> {
    let mut json = serde_json::Deserializer::from_str(json);
    let value = TypedValue(data_type).deserialize(&mut json).ok()?;
    json.end().ok().and(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::ClaimValue;
    use claimsmith_profile::text;
    use claimsmith_profile::transformation::{Transformations, TransformedClaim};

    fn profile(claims: &[(&'static str, DataType, bool)]) -> Profile {
        let claims = claims.iter().map(|(claim, data_type, carried)| TransformedClaim {
            claim: text(claim),
            data_type: *data_type,
            carried: *carried,
            ..TransformedClaim::EMPTY
        });
        let transformations = Transformations { claims: claims.collect::<Vec<_>>().into(), ..Transformations::EMPTY };
        Profile { transformations, ..Profile::EMPTY }
    }

    #[test]
    fn a_value_is_kept_with_its_type() {
        for (data_type, value) in [
            (DataType::Boolean, ClaimValue::Boolean(false)),
            (DataType::Int, ClaimValue::Int(i32::MIN)),
            (DataType::Long, ClaimValue::Long(i64::MAX)),
            (DataType::String, ClaimValue::String("a \"b\"\n\u{1F600}".to_owned())),
            (DataType::String, ClaimValue::String(String::new())),
            (DataType::StringCollection, ClaimValue::StringCollection(vec!["a".to_owned(), String::new()])),
        ] {
            let profile = profile(&[("a", data_type, true)]);
            let slots = [Slot::begun_with(value.clone())];
            let sealed = keep(&profile, &slots, 0).expect("few bytes");
            assert_eq!(kept(&profile, &sealed), slots, "{value:?}");
        }
    }

    #[test]
    fn only_what_is_carried_is_kept() {
        let profile = profile(&[("a", DataType::String, false), ("b", DataType::String, true)]);
        let slots = ["x", "y"].map(|text| Slot::begun_with(ClaimValue::String(text.to_owned())));
        let sealed = keep(&profile, &slots, 0).expect("few bytes");
        assert_eq!(sealed, [("b".to_owned(), "\"y\"".to_owned())]);
        assert_eq!(kept(&profile, &sealed), [Slot::default(), slots[1].clone()]);
    }

    #[test]
    fn what_another_version_of_the_policy_kept_is_no_value() {
        let sealed = [("a".to_owned(), "\"text\"".to_owned()), ("b".to_owned(), "7 8".to_owned())];
        let profile = profile(&[("a", DataType::Int, true), ("b", DataType::Int, true), ("c", DataType::Int, true)]);
        assert_eq!(kept(&profile, &sealed), vec![Slot::default(); 3]);
    }

    #[test]
    fn a_value_is_bounded_and_of_its_type() {
        let profile = profile(&[("a", DataType::String, true)]);
        let refused = |value: ClaimValue, taken| keep(&profile, &[Slot::begun_with(value)], taken).map(drop);
        let fault = |fault| Err(SignInError::InvalidInput { claim: "a".to_owned(), fault });
        assert_eq!(refused(ClaimValue::Int(7), 0), fault(InputFault::WrongType));
        // Id, two quotation marks, and what each takes besides.
        let longest = ClaimValue::String("x".repeat(1024 - 1 - 2 - 8));
        assert_eq!(refused(longest.clone(), 0), Ok(()));
        assert_eq!(refused(longest, 1), fault(InputFault::TooMuch));
    }
}
