#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| claimsmith_fuzz::entry::settings(input));
