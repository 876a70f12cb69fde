//! `Serialize` and `Deserialize` of generated claims structs, without derive.

use super::{ClaimReader, ClaimType, ClaimValue, Claims, Slot};
use claimsmith_profile::{DataType, Profile};
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::Serializer;
use std::collections::BTreeSet;
use std::fmt;

/// A field of a claims struct: a claim type, or an `Option` of one.
pub trait ClaimField {
    /// The value; `None` when the field has none.
    fn claim(&self) -> Option<ClaimValue>;
}

impl<T: ClaimType> ClaimField for T {
    fn claim(&self) -> Option<ClaimValue> {
        Some(self.to_claim())
    }
}

impl<T: ClaimType> ClaimField for Option<T> {
    fn claim(&self) -> Option<ClaimValue> {
        self.as_ref().map(T::to_claim)
    }
}

/// Writes a claims struct as a map of claim id to value: one field for each output claim of the profile, in its order.
/// Fields without a value are left out.
///
/// # Errors
/// The serializer's.
pub fn serialize_claims<S: Serializer>(
    serializer: S,
    profile: &Profile,
    fields: &[&dyn ClaimField],
) -> Result<S::Ok, S::Error> {
    let claims = profile.outputs.iter().zip(fields);
    let values: Vec<_> = claims.filter_map(|(output, field)| Some((&output.claim, field.claim()?))).collect();
    serializer.collect_map(values)
}

/// Reads what [`serialize_claims`] wrote: a map of claim id to value, each typed by the profile. Members that the profile
/// does not have are ignored, defaults are not applied.
///
/// # Errors
/// The deserializer's; a value of the wrong type; a required claim that is missing; a claim that occurs twice.
pub fn deserialize_claims<'de, C: Claims, D: Deserializer<'de>>(
    deserializer: D,
    profile: &Profile,
) -> Result<C, D::Error> {
    let slots = deserializer.deserialize_map(Slots { profile })?;
    C::read(&mut ClaimReader::new(profile, slots)).map_err(D::Error::custom)
}

struct Slots<'p> {
    profile: &'p Profile,
}

impl<'de> Visitor<'de> for Slots<'_> {
    type Value = Vec<Slot>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map of claim id to value")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let outputs = &self.profile.outputs;
        let mut slots = vec![Slot::default(); outputs.len()];
        let mut seen = BTreeSet::new();
        while let Some(name) = map.next_key::<String>()? {
            let Some(index) = outputs.iter().position(|output| output.claim == name) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if !seen.insert(index) {
                return Err(M::Error::custom(format_args!("the claim {name} occurs twice")));
            }
            slots[index] = Slot::of(next_value(&mut map, outputs[index].data_type)?);
        }
        Ok(slots)
    }
}

/// The value of the member whose name was read, typed.
fn next_value<'de, M: MapAccess<'de>>(map: &mut M, data_type: DataType) -> Result<Option<ClaimValue>, M::Error> {
    Ok(match data_type {
        DataType::Boolean => map.next_value::<Option<_>>()?.map(ClaimValue::Boolean),
        DataType::Int => map.next_value::<Option<_>>()?.map(ClaimValue::Int),
        DataType::Long => map.next_value::<Option<_>>()?.map(ClaimValue::Long),
        DataType::StringCollection => map.next_value::<Option<_>>()?.map(ClaimValue::StringCollection),
        DataType::UserIdentity => map.next_value::<Option<_>>()?.map(ClaimValue::UserIdentity),
        DataType::UserIdentityCollection => map.next_value::<Option<_>>()?.map(ClaimValue::UserIdentityCollection),
        DataType::AlternativeSecurityIdCollection => {
            map.next_value::<Option<_>>()?.map(ClaimValue::AlternativeSecurityIdCollection)
        }
        _ => map.next_value::<Option<_>>()?.map(ClaimValue::String),
    })
}
