//! Claims of any type, and hashes.

use super::{Absent, ClaimDataType, Determinism, InputClaim, Method, OutputClaim, ParameterKind, Set};
use super::{input, output, parameter};
use claimsmith_profile::DataType::{Boolean, String};

pub(super) const METHODS: &[Method] = &[
    Method {
        name: "CopyClaim",
        inputs: &[InputClaim {
            name: "inputClaim",
            data_type: ClaimDataType::Any,
            required: true,
            // Without one the output keeps its value.
            absent: Absent::Handled,
        }],
        outputs: &[OutputClaim {
            name: "outputClaim",
            data_type: ClaimDataType::SameAs("inputClaim"),
            required: true,
            set: Set::Kept,
        }],
        ..Method::NONE
    },
    Method {
        name: "DoesClaimExist",
        inputs: &[InputClaim {
            name: "inputClaim",
            data_type: ClaimDataType::Any,
            required: true,
            absent: Absent::Handled,
        }],
        outputs: &[output("outputClaim", Boolean).set(Set::Always)],
        ..Method::NONE
    },
    Method {
        name: "Hash",
        inputs: &[input("plaintext", String), input("salt", String)],
        parameters: &[parameter("randomizerSecret", String).kind(ParameterKind::PolicyKey)],
        outputs: &[output("hash", String).never_empty()],
        determinism: Determinism::PolicyKey,
        ..Method::NONE
    },
];
