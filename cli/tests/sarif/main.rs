//! The format `sarif` against the schema of SARIF 2.1.0, which the npm package `@microsoft/jest-sarif` brings, and the
//! inventory of `inspect summary` against its own, both with the validator `ajv`.
//!
//! Needs Node 20 or newer with npm: `cargo test -p claimsmith-cli --features node --test sarif`. The first run installs both into
//! `node_modules`, as `package-lock.json` says.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Once;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sarif")
}

/// Installs what the lock file says.
fn install() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let npm = Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(folder()).output();
        let npm = npm.expect("npm is installed");
        assert!(npm.status.success(), "npm ci failed:\n{}", String::from_utf8_lossy(&npm.stderr));
    });
}

/// What `claimsmith check --format sarif` prints in the folder `cli/tests`.
fn sarif(arguments: &[&str], status: i32) -> Vec<u8> {
    let tool = Path::new(env!("CARGO_BIN_EXE_claimsmith"));
    let mut command = Command::new(tool);
    command.args(["check", "--format", "sarif"]).args(arguments).current_dir(folder().join(".."));
    let Output { status: found, stdout, stderr } = command.output().expect("the tool starts");
    assert_eq!(found.code(), Some(status), "{arguments:?}\n{}", String::from_utf8_lossy(&stderr));
    stdout
}

fn validate(document: &[u8]) {
    validate_with("validate.mjs", document);
}

fn validate_with(script: &str, document: &[u8]) {
    let mut node = Command::new("node");
    node.arg(script).current_dir(folder()).stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut node = node.spawn().expect("Node is installed");
    node.stdin.take().expect("it is a pipe").write_all(document).expect("Node reads it all");
    let answer = node.wait_with_output().expect("Node ends");
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
}

#[test]
fn every_kind_of_report_follows_the_schema() {
    install();
    let outside = std::env::temp_dir().join(format!("claimsmith sarif {}.xml", std::process::id()));
    std::fs::copy(folder().join("../policies/faulty.xml"), &outside).expect("the folder can be written");
    for (arguments, status) in [
        // Labels, fixes, help.
        (&["policies/faulty.xml", "policies/warning.xml"][..], 1),
        // No document, so no element.
        (&["policies/malformed.xml"], 1),
        // Environments.
        (&["policies/settings"], 1),
        // No place at all.
        (&["policies/nowhere.xml"], 2),
        // Outside of the repository, with a blank in its name.
        (&[&outside.to_string_lossy()], 1),
    ] {
        validate(&sarif(arguments, status));
    }
    std::fs::remove_file(outside).expect("it is ours");
}

/// The same validator judges the inventory by its own schema.
#[test]
fn the_inventory_follows_its_schema() {
    install();
    let tool = Path::new(env!("CARGO_BIN_EXE_claimsmith"));
    for policies in ["policies/good", "policies/settings", "../../policies"] {
        let mut command = Command::new(tool);
        command.args(["inspect", "summary", policies, "--format", "json"]).current_dir(folder().join(".."));
        validate_with("inventory.mjs", &command.output().expect("the tool starts").stdout);
    }
}

/// Every page of a code has a policy with that finding.
#[test]
fn the_findings_of_all_codes_follow_the_schema() {
    install();
    let pages = folder().join("../../../docs/errors");
    let written = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sarif");
    std::fs::create_dir_all(&written).expect("the target folder can be written");
    let mut names = Vec::new();
    for page in std::fs::read_dir(pages).expect("the pages are there").flatten() {
        let text = std::fs::read_to_string(page.path()).expect("a page is text");
        let Some((_, block)) = text.split_once("```xml") else { continue };
        let policy = block.split_once('\n').map_or("", |(_, rest)| rest).split("```").next().unwrap_or_default();
        let name = format!("{}.xml", page.path().file_stem().unwrap_or_default().to_string_lossy());
        std::fs::write(written.join(&name), policy).expect("the target folder can be written");
        names.push(written.join(name).to_string_lossy().into_owned());
    }
    assert!(names.len() > 50, "{names:?}");
    names.sort();
    let document = sarif(&names.iter().map(String::as_str).collect::<Vec<_>>(), 1);
    validate(&document);
}
