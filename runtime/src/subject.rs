//! Who signed in.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;

/// The key of an account: who vouches, and the immutable id that they vouch for.
///
/// Compared byte for byte: no case folding, no number parsing. An e-mail address is never a key; it changes hands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubjectKey {
    /// The `identityProvider` of the policy, such as `qq.com`; else the id of the technical profile.
    pub issuer: String,
    /// The provider's id of the user, exactly as the provider writes it.
    pub id: String,
}

/// `issuer|id`, for logs. Store the two fields, not this text: either may contain the bar.
impl fmt::Display for SubjectKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}|{}", self.issuer, self.id)
    }
}

impl Serialize for SubjectKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("SubjectKey", 2)?;
        object.serialize_field("issuer", &self.issuer)?;
        object.serialize_field("id", &self.id)?;
        object.end()
    }
}
