//! Identities: who a user is at an issuer. Claims of the types `userIdentity`, `userIdentityCollection` and
//! `alternativeSecurityIdCollection` hold them.

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// A user at an issuer, as the directory keeps it: a claim of type `userIdentity`.
///
/// Written as `{"issuer":"…","issuerUserId":"…"}`; `{"identityProvider":"…","key":"…"}`, which tokens of Azure AD B2C
/// show, is read too, and further members are ignored. `Debug` shows no values: they are somebody's personal data.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserIdentity {
    /// Who says so: `facebook.com`.
    pub issuer: String,
    /// The id that the user has there, as the issuer wrote it.
    pub issuer_user_id: String,
}

/// A user at an identity provider: an item of a claim of type `alternativeSecurityIdCollection`. A single one is a
/// claim of type `string`, with the JSON of this.
///
/// Written and read as [`UserIdentity`]. `Debug` shows no values: they are somebody's personal data.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AlternativeSecurityId {
    /// The identity provider: `facebook.com`.
    pub issuer: String,
    /// The id that the user has there: base64 of its UTF-8.
    pub issuer_user_id: String,
}

macro_rules! json_of_identity {
    ($($name:ident)*) => {
        $(
            impl fmt::Debug for $name {
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
                }
            }

            impl From<(String, String)> for $name {
                /// Issuer and the user's id there.
                fn from((issuer, issuer_user_id): (String, String)) -> Self {
                    Self { issuer, issuer_user_id }
                }
            }

            impl Serialize for $name {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    let mut map = serializer.serialize_map(Some(2))?;
                    map.serialize_entry("issuer", &self.issuer)?;
                    map.serialize_entry("issuerUserId", &self.issuer_user_id)?;
                    map.end()
                }
            }

            impl<'de> Deserialize<'de> for $name {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    deserializer.deserialize_map(IdentityVisitor(PhantomData))
                }
            }
        )*
    };
}

json_of_identity! { UserIdentity AlternativeSecurityId }

struct IdentityVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: From<(String, String)>> Visitor<'de> for IdentityVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object with `issuer` and `issuerUserId`")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<T, M::Error> {
        let (mut issuer, mut issuer_user_id) = (None, None);
        while let Some(name) = map.next_key::<String>()? {
            let (member, field) = match name.as_str() {
                "issuer" | "identityProvider" => ("issuer", &mut issuer),
                "issuerUserId" | "key" => ("issuerUserId", &mut issuer_user_id),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            if field.replace(map.next_value::<String>()?).is_some() {
                return Err(M::Error::duplicate_field(member));
            }
        }
        let issuer = issuer.ok_or_else(|| M::Error::missing_field("issuer"))?;
        let issuer_user_id = issuer_user_id.ok_or_else(|| M::Error::missing_field("issuerUserId"))?;
        Ok(T::from((issuer, issuer_user_id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(issuer: &str, issuer_user_id: &str) -> UserIdentity {
        UserIdentity { issuer: issuer.to_owned(), issuer_user_id: issuer_user_id.to_owned() }
    }

    #[test]
    fn both_forms_are_read() {
        for (json, expected) in [
            (r#"{"issuer":"weibo.com","issuerUserId":"17"}"#, Some(identity("weibo.com", "17"))),
            (r#"{"issuerUserId":"17","issuer":"weibo.com"}"#, Some(identity("weibo.com", "17"))),
            (r#"{"type":6,"identityProvider":"weibo.com","key":"MTc="}"#, Some(identity("weibo.com", "MTc="))),
            (r#"{"issuer":"","key":"","more":[{"a":null}]}"#, Some(identity("", ""))),
            (r#"{"issuer":"weibo.com"}"#, None),
            (r#"{"issuerUserId":"17"}"#, None),
            (r#"{"issuer":"weibo.com","issuerUserId":17}"#, None),
            (r#"{"issuer":null,"issuerUserId":"17"}"#, None),
            (r#"{"issuer":"a","identityProvider":"b","key":"c"}"#, None),
            (r#"["weibo.com","17"]"#, None),
            (r#""weibo.com""#, None),
        ] {
            assert_eq!(serde_json::from_str::<UserIdentity>(json).ok(), expected, "{json}");
            let id = expected.map(|it| AlternativeSecurityId::from((it.issuer, it.issuer_user_id)));
            assert_eq!(serde_json::from_str::<AlternativeSecurityId>(json).ok(), id, "{json}");
        }
    }

    #[test]
    fn one_form_is_written() {
        let json = r#"{"issuer":"weibo.com","issuerUserId":"1\"7"}"#;
        assert_eq!(serde_json::to_string(&identity("weibo.com", "1\"7")).expect("JSON"), json);
        let id = AlternativeSecurityId { issuer: "weibo.com".to_owned(), issuer_user_id: "1\"7".to_owned() };
        assert_eq!(serde_json::to_string(&id).expect("JSON"), json);
    }

    #[test]
    fn debug_shows_no_values() {
        assert_eq!(format!("{:?}", identity("weibo.com", "17")), "UserIdentity { .. }");
        assert_eq!(format!("{:?}", AlternativeSecurityId::default()), "AlternativeSecurityId { .. }");
    }
}
