//! What a user sees on the screen when a policy is wrong: `cases/NAME.rs` and `cases/NAME.stderr`.
//!
//! `TRYBUILD=overwrite` writes the screens anew. They are compared only with the toolchain that `rust-toolchain.toml`
//! pins, because rustc's own frame around our text changes between releases.

use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn screens() {
    if !is_pinned_toolchain() {
        println!("skipped: the screens belong to the toolchain of rust-toolchain.toml");
        return;
    }
    copy_policies();
    let cases = trybuild::TestCases::new();
    cases.compile_fail("cases/*.rs");
}

/// The compiler in use is the one the repository pins.
fn is_pinned_toolchain() -> bool {
    let pin = std::fs::read_to_string(repository().join("rust-toolchain.toml")).expect("the pin is there");
    let pinned = pin.split('"').nth(1).expect("the channel is quoted").to_owned();
    let output = Command::new(std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned()))
        .arg("--version")
        .output()
        .expect("rustc runs");
    String::from_utf8_lossy(&output.stdout).contains(&format!("rustc {pinned} "))
}

/// trybuild compiles the cases in a folder of its own, and policies are found relative to that folder.
fn copy_policies() {
    let target = target_folder().join("tests/trybuild").join(env!("CARGO_PKG_NAME")).join("policies");
    std::fs::create_dir_all(&target).expect("the folder can be made");
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("policies")).expect("policies are there")
    {
        let entry = entry.expect("an entry");
        std::fs::copy(entry.path(), target.join(entry.file_name())).expect("a policy can be copied");
    }
}

fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository().join("target"), PathBuf::from)
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The screen that `screens` compares shows ten codes and no error of rustc's own, although the crate uses every name of
/// the broken profile.
#[test]
fn ten_faults_are_ten_errors() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/ten_faults.stderr");
    let screen = std::fs::read_to_string(path).expect("the screen is there");
    let errors: Vec<&str> = screen.lines().filter(|line| line.starts_with("error")).collect();
    let codes: std::collections::BTreeSet<&str> =
        errors.iter().filter_map(|line| line.strip_prefix("error: [")?.split(']').next()).collect();
    assert_eq!((errors.len(), codes.len()), (10, 10), "{errors:?}");
}
