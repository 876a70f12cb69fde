//! Identities as the directory keeps them. Microsoft documents none of these; published policies use them.

use super::{Method, Set, input, output};
use claimsmith_profile::DataType::{String, StringCollection, UserIdentity, UserIdentityCollection};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "CreateUserIdentity",
        inputs: &[input("issuerUserId", String), input("issuer", String)],
        outputs: &[output("userIdentity", UserIdentity).never_empty()],
        ..Method::NONE
    },
    Method {
        name: "AddItemToUserIdentityCollection",
        inputs: &[input("item", UserIdentity), input("collection", UserIdentityCollection).or_absent()],
        outputs: &[output("collection", UserIdentityCollection).never_empty()],
        ..Method::NONE
    },
    Method {
        name: "RemoveUserIdentityFromCollectionByIssuer",
        inputs: &[input("issuer", String), input("collection", UserIdentityCollection)],
        // Perhaps nothing is left.
        outputs: &[output("collection", UserIdentityCollection).set(Set::Maybe)],
        ..Method::NONE
    },
    Method {
        name: "GetIssuersFromUserIdentityCollectionTransformation",
        inputs: &[input("userIdentityCollection", UserIdentityCollection)],
        outputs: &[output("issuersCollection", StringCollection)],
        ..Method::NONE
    },
];
