//! The policy keys: what each is for, never what it is.

use super::context::Context;
use crate::json::record::record;
use crate::naming;
use std::collections::BTreeMap;

record! {
    /// A policy key.
    pub struct PolicyKey {
        /// `Key/@StorageReferenceId`
        pub storage_reference_id: String,
        /// The variable that generated code reads it from.
        pub variable: String,
        /// What uses it.
        pub uses: Vec<KeyUse>,
    }

    /// A use of a policy key.
    pub struct KeyUse {
        /// `TechnicalProfile/@Id`
        pub technical_profile: String,
        /// `Key/@Id`
        pub key: String,
        /// What for, where that is known.
        pub purpose: Option<String>,
    }
}

pub(super) fn keys(context: &Context<'_, '_>) -> Vec<PolicyKey> {
    let mut keys: BTreeMap<&str, Vec<KeyUse>> = BTreeMap::new();
    for known in &context.profiles {
        for key in &known.profile.cryptographic_keys {
            let rows = known.role.map_or(&[][..], |role| role.policy_keys());
            let purpose =
                rows.iter().find(|row| row.id.eq_ignore_ascii_case(&key.id)).map(|row| row.purpose.to_owned());
            let one = KeyUse { technical_profile: known.id(), key: key.id.value.clone(), purpose };
            keys.entry(&key.storage_reference_id).or_default().push(one);
        }
    }
    let key = |(id, uses): (&str, Vec<KeyUse>)| PolicyKey {
        storage_reference_id: id.to_owned(),
        variable: naming::variable(id),
        uses,
    };
    keys.into_iter().map(key).collect()
}
