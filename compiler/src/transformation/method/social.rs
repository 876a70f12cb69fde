//! Identities of social providers, as alternative security ids.

use super::{Method, Set, input, output};
use claimsmith_profile::DataType::{AlternativeSecurityIdCollection, String, StringCollection};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "CreateAlternativeSecurityId",
        inputs: &[input("key", String).or_fails(), input("identityProvider", String)],
        outputs: &[output("alternativeSecurityId", String).never_empty()],
        ..Method::NONE
    },
    Method {
        name: "AddItemToAlternativeSecurityIdCollection",
        inputs: &[input("item", String), input("collection", AlternativeSecurityIdCollection).or_absent()],
        outputs: &[output("collection", AlternativeSecurityIdCollection).never_empty()],
        ..Method::NONE
    },
    Method {
        name: "GetIdentityProvidersFromAlternativeSecurityIdCollectionTransformation",
        inputs: &[input("alternativeSecurityIdCollection", AlternativeSecurityIdCollection)],
        outputs: &[output("identityProvidersCollection", StringCollection)],
        ..Method::NONE
    },
    Method {
        name: "RemoveAlternativeSecurityIdByIdentityProvider",
        inputs: &[input("identityProvider", String), input("collection", AlternativeSecurityIdCollection)],
        // Perhaps nothing is left.
        outputs: &[output("collection", AlternativeSecurityIdCollection).set(Set::Maybe)],
        ..Method::NONE
    },
];
