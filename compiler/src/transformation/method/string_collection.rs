//! Lists of texts.

use super::{BOOLEAN_TEXT, Method, Set, input, output, parameter};
use claimsmith_profile::DataType::{Boolean, String, StringCollection};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "AddItemToStringCollection",
        // The collection must be declared and need not exist yet.
        inputs: &[input("item", String), input("collection", StringCollection).or_absent()],
        outputs: &[output("collection", StringCollection).never_empty()],
        ..Method::NONE
    },
    Method {
        name: "AddParameterToStringCollection",
        inputs: &[input("collection", StringCollection).or_absent()],
        parameters: &[parameter("item", String)],
        outputs: &[output("collection", StringCollection).set(Set::Always)],
        ..Method::NONE
    },
    Method {
        name: "GetSingleItemFromStringCollection",
        inputs: &[input("collection", StringCollection)],
        outputs: &[output("extractedItem", String).set(Set::Maybe)],
        ..Method::NONE
    },
    Method {
        name: "StringCollectionContains",
        inputs: &[input("inputClaim", StringCollection)],
        parameters: &[parameter("item", String), parameter("ignoreCase", String).kind(BOOLEAN_TEXT)],
        outputs: &[output("outputClaim", Boolean).never_empty()],
        ..Method::NONE
    },
    Method {
        name: "StringCollectionContainsClaim",
        inputs: &[input("collection", StringCollection), input("item", String)],
        parameters: &[parameter("ignoreCase", String).kind(BOOLEAN_TEXT)],
        outputs: &[output("outputClaim", Boolean).never_empty()],
        ..Method::NONE
    },
];
