#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| drop(claimsmith_fuzz::steps::transformations(input)));
