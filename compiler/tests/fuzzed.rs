//! The entry functions of the fuzz targets over damaged policies: what the fuzzer asserts holds in every run of the tests.

#[allow(unreachable_pub, reason = "the fuzz targets are another crate")]
#[path = "../../fuzz/src/entry.rs"]
mod entry;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use std::path::Path;

/// How a file is damaged.
#[derive(Debug, Clone)]
enum Damage {
    Cut(prop::sample::Index),
    Remove(prop::sample::Index, usize),
    Replace(prop::sample::Index, u8),
    Insert(prop::sample::Index, &'static str),
    Repeat(prop::sample::Index, usize),
}

const FRAGMENTS: &[&str] = &[
    "<",
    ">",
    "\"",
    "'",
    "&amp;",
    "&#x110000;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml?>",
    "<a/>",
    "</a>",
    "{",
    "}",
    "{Settings:",
    "{Settings:A}",
    "{Context:",
    "é",
    "你",
    "\u{feff}",
    "\0",
    "\r",
    "\t",
    "=",
    " xmlns:a=\"a\"",
    "\n=====\n",
    "[",
    "\\u",
    ",",
    "1e999",
    "-",
    "\"A\":",
];

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        1 => at().prop_map(Damage::Cut),
        3 => (at(), 1usize..60).prop_map(|(at, length)| Damage::Remove(at, length)),
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Replace(at, byte)),
        6 => (at(), prop::sample::select(FRAGMENTS)).prop_map(|(at, text)| Damage::Insert(at, text)),
        2 => (at(), 1usize..400).prop_map(|(at, length)| Damage::Repeat(at, length)),
    ]
}

fn damaged(whole: &[u8], damages: &[Damage]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for damage in damages {
        let length = bytes.len() + 1;
        let end = |start: usize, length: usize| (start + length).min(bytes.len());
        match damage {
            Damage::Cut(at) => bytes.truncate(at.index(length)),
            Damage::Remove(at, count) => {
                let start = at.index(length);
                drop(bytes.drain(start..end(start, *count)));
            }
            Damage::Replace(at, byte) => {
                if let Some(replaced) = bytes.get_mut(at.index(length)) {
                    *replaced = *byte;
                }
            }
            Damage::Insert(at, text) => {
                let start = at.index(length);
                drop(bytes.splice(start..start, text.bytes()));
            }
            Damage::Repeat(at, count) => {
                let start = at.index(length);
                let piece = bytes[start..end(start, *count)].to_vec();
                drop(bytes.splice(start..start, piece));
            }
        }
    }
    bytes
}

fn policy(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/policies").join(name)).expect("the policy is there")
}

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(0xB2C), ..Config::default() }
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn damaged_policies(damages in prop::collection::vec(damage(), 1..6)) {
        let set = [policy("SignUpOrSignIn.xml"), policy("Extensions.xml"), policy("Base.xml")].join(entry::BETWEEN_FILES);
        entry::policies(&damaged(&set, &damages));
    }

    #[test]
    fn damaged_settings(damages in prop::collection::vec(damage(), 1..6)) {
        let settings = br#"{ "Environments": [ { "Name": "Development", "Production": false, "Tenant": "contoso.onmicrosoft.com",
            "PolicySettings": { "Tenant": "contoso.onmicrosoft.com", "Name": "X", "A": "\u00e9\n<&", "A:B": "1234", "C": 7 } } ] }"#;
        entry::settings(&damaged(settings, &damages));
    }
}
