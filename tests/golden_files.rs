//! Golden expansions: `golden/NAME.rs` is the formatted expansion of a policy.
//!
//! A test of its own, so that `CLAIMSMITH_BLESS=1 cargo test --test golden_files` can write them anew when they do not
//! compile. `golden.rs` compiles them.

use claimsmith_compiler::loader::DiskLoader;
use claimsmith_compiler::{Options, Purpose, compile, sdk};
use std::path::PathBuf;

/// The golden file and its policy.
const GOLDEN: &[(&str, &str)] = &[
    ("qq", "policies/providers/qq.xml"),
    ("github", "policies/providers/github.xml"),
    ("sign_up_or_sign_in", "policies/SignUpOrSignIn.xml"),
    ("every_key", "tests/golden/every_key.xml"),
    ("extension_keys", "tests/golden/extension_keys.xml"),
    ("facebook", "tests/golden/facebook.xml"),
    ("keywords", "tests/hygiene/strict/policies/keywords.xml"),
];

#[test]
fn golden_files_are_up_to_date() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut stale = Vec::new();
    for (name, policy) in GOLDEN {
        let mut options = Options::new([*policy], Purpose::Generate);
        options.search_parent_folders = true;
        let outcome = compile(&options, &DiskLoader::new(&root));
        assert!(!outcome.has_errors(), "{policy}: {:?}", outcome.diagnostics);
        let formatted = sdk::formatted(outcome.sdk.as_ref().expect("it compiles")).expect("it is Rust");
        let path = root.join(format!("tests/golden/{name}.rs"));
        if std::env::var_os("CLAIMSMITH_BLESS").is_some() {
            std::fs::write(&path, &formatted).expect("the golden file can be written");
        }
        if std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n") != formatted {
            stale.push(*name);
        }
    }
    assert!(stale.is_empty(), "out of date: {stale:?}; look at the change, then run with CLAIMSMITH_BLESS=1");
}
