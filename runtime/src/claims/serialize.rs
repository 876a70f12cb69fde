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
            DataType::UserIdentity => read(deserializer, ClaimValue::UserIdentity),
            DataType::UserIdentityCollection => read(deserializer, ClaimValue::UserIdentityCollection),
            DataType::AlternativeSecurityIdCollection => {
                read(deserializer, ClaimValue::AlternativeSecurityIdCollection)
            }
            _ => read(deserializer, ClaimValue::String),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::{AlternativeSecurityId, ClaimSet, UserIdentity};
    use claimsmith_profile::OutputClaim;

    #[test]
    fn identities_survive_json() {
        let identity = UserIdentity { issuer: "qq.com".to_owned(), issuer_user_id: "1".to_owned() };
        let ids = vec![AlternativeSecurityId { issuer: "qq.com".to_owned(), issuer_user_id: "MQ==".to_owned() }];
        let profile = Profile {
            outputs: vec![
                OutputClaim::member("one", DataType::UserIdentity, "one"),
                OutputClaim::member("all", DataType::UserIdentityCollection, "all"),
                OutputClaim::member("ids", DataType::AlternativeSecurityIdCollection, "ids"),
            ]
            .into(),
            ..Profile::EMPTY
        };
        let mut json = Vec::new();
        let all = vec![identity.clone(), UserIdentity::default()];
        let mut serializer = serde_json::Serializer::new(&mut json);
        serialize_claims(&mut serializer, &profile, &[&identity, &Some(all), &ids]).expect("JSON");
        let json = String::from_utf8(json).expect("UTF-8");
        let expected = concat!(
            r#"{"one":{"issuer":"qq.com","issuerUserId":"1"},"#,
            r#""all":[{"issuer":"qq.com","issuerUserId":"1"},{"issuer":"","issuerUserId":""}],"#,
            r#""ids":[{"issuer":"qq.com","issuerUserId":"MQ=="}]}"#,
        );
        assert_eq!(json, expected);
        let read =
            |json: &str| deserialize_claims::<ClaimSet, _>(&mut serde_json::Deserializer::from_str(json), &profile);
        let set = read(&json).expect("claims");
        assert_eq!(set.get("one"), Some(&identity.to_claim()));
        assert_eq!((set.get("ids"), set.len()), (Some(&ids.to_claim()), 3));
        assert!(read(r#"{"one":null}"#).is_ok_and(|set| set.is_empty()));
        assert!(read(r#"{"one":"qq.com"}"#).is_err());
        assert_eq!(Vec::<UserIdentity>::from_claim(ids.to_claim()), None);
        assert_eq!(String::from_claim(identity.to_claim()), None);
    }

    #[test]
    fn identities_have_a_text_that_is_read_back() {
        let identity = UserIdentity { issuer: "qq.com".to_owned(), issuer_user_id: "\"1".to_owned() };
        for (value, data_type) in [
            (identity.to_claim(), DataType::UserIdentity),
            (vec![identity.clone(), identity].to_claim(), DataType::UserIdentityCollection),
            (vec![AlternativeSecurityId::default()].to_claim(), DataType::AlternativeSecurityIdCollection),
        ] {
            assert!(!value.is_unset());
            let text = value.clone().into_parameter();
            assert_eq!(ClaimValue::identity_from_json(&text, data_type), Some(value));
            assert_eq!(ClaimValue::identity_from_json(&text, DataType::String), None);
        }
        assert!(Vec::<UserIdentity>::new().to_claim().is_unset());
        assert!(Vec::<AlternativeSecurityId>::new().to_claim().is_unset());
    }
}
