//! `Serialize` and `Deserialize` of generated claims structs, without derive.

use super::place::{places, yielded};
use super::{ClaimReader, ClaimType, ClaimValue, Claims, Slot};
use claimsmith_profile::{DataType, Profile};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
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

/// Writes a claims struct as a map of claim id to value: one field for each output claim of the profile, in its order, then
/// one for each claim that its transformations yield. Fields without a value are left out.
///
/// # Errors
/// The serializer's.
pub fn serialize_claims<S: Serializer>(
    serializer: S,
    profile: &Profile,
    fields: &[&dyn ClaimField],
) -> Result<S::Ok, S::Error> {
    let claims = yielded(profile).zip(fields);
    let values: Vec<_> = claims.filter_map(|(place, field)| Some((place.claim, field.claim()?))).collect();
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
        let mut slots = vec![Slot::default(); places(self.profile)];
        let mut seen = BTreeSet::new();
        while let Some(name) = map.next_key::<String>()? {
            let Some(place) = yielded(self.profile).find(|place| place.claim == name) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if !seen.insert(place.index) {
                return Err(M::Error::custom(format_args!("the claim {name} occurs twice")));
            }
            slots[place.index] = Slot::of(map.next_value_seed(TypedValue(place.data_type))?);
        }
        Ok(slots)
    }
}

/// A value of a data type, as [`ClaimValue`] is serialised; `null` is none.
pub(super) struct TypedValue(pub(super) DataType);

impl<'de> DeserializeSeed<'de> for TypedValue {
    type Value = Option<ClaimValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        fn read<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
            deserializer: D,
            value: fn(T) -> ClaimValue,
        ) -> Result<Option<ClaimValue>, D::Error> {
            Ok(Option::<T>::deserialize(deserializer)?.map(value))
        }
        match self.0 {
            DataType::Boolean => read(deserializer, ClaimValue::Boolean),
            DataType::Int => read(deserializer, ClaimValue::Int),
            DataType::Long => read(deserializer, ClaimValue::Long),
            DataType::StringCollection => read(deserializer, ClaimValue::StringCollection),
            _ => read(deserializer, ClaimValue::String),
        }
    }
}
