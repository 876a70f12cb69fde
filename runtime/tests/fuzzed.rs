//! The entry function of the fuzz target over claims transformations: what the fuzzer asserts holds in every run of the tests.

#[allow(unreachable_pub, clippy::cast_possible_truncation, reason = "the fuzz targets are another crate")]
#[path = "../../fuzz/src/steps.rs"]
mod steps;

use claimsmith_runtime::SignInError;
use claimsmith_runtime::profile::transformation::Step;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::collections::BTreeSet;

/// Bytes of which many are small: those choose texts that mean something.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(prop_oneof![any::<u8>(), 0..32_u8], 0..400)
}

fn config(cases: u32) -> Config {
    Config { cases, rng_seed: RngSeed::Fixed(6), failure_persistence: None, ..Config::default() }
}

#[test]
fn no_transformation_panics_whatever_it_is_given() {
    let mut runner = TestRunner::new(config(2500));
    let mut run = BTreeSet::new();
    let mut yielded = 0;
    for _ in 0..2500 {
        let input = bytes().new_tree(&mut runner).expect("bytes").current();
        let (methods, outcome) = steps::transformations(&input);
        match outcome {
            Ok(claims) => {
                yielded += claims.len();
                run.extend(methods);
            }
            Err(SignInError::Transformation { method, reason, .. }) => {
                assert!(!reason.to_string().contains("another group"), "{method}");
                run.insert(method);
            }
            Err(error) => {
                let is_expected = matches!(error, SignInError::Assertion { .. } | SignInError::InvalidInput { .. });
                assert!(is_expected, "{error}");
            }
        }
    }
    assert!(yielded > 1000, "only {yielded} claims: most runs fail before they do anything");
    let missed: Vec<_> = Step::METHODS.iter().filter(|method| !run.contains(**method)).collect();
    assert!(missed.is_empty(), "never run: {missed:?}");
}
