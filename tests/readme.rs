//! What the README promises: its snippet is the compiled example, its commands and links exist.

use std::path::PathBuf;

fn read(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}

#[test]
fn the_snippet_is_the_compiled_example() {
    let example = read("examples/readme.rs");
    let code = example.split_once("\n\n").expect("a line of documentation").1;
    assert!(read("README.md").contains(&format!("```rust\n{code}```")), "the README shows other lines");
}

#[test]
fn the_test_command_of_the_readme_comes_first_in_ci() {
    let readme = read("README.md");
    for command in ["cargo run --example sign_in", "cargo test --workspace"] {
        assert!(readme.contains(command), "{command}");
    }
    let ci = read(".ci/run");
    let first = ci.lines().find(|line| line.starts_with("cargo")).expect("a command");
    assert_eq!(first, "cargo test --workspace");
}

#[test]
fn every_link_leads_somewhere() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for page in [
        "README.md",
        "docs/architecture.md",
        "docs/checking.md",
        "docs/security.md",
        "policies/README.md",
        "docs/errors/README.md",
    ] {
        let folder = root.join(page).parent().expect("a folder").to_owned();
        for link in read(page).split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = link.split('#').next().unwrap_or(link);
            if !path.is_empty() && !path.contains("://") {
                assert!(folder.join(path).exists(), "{page} links to {link}");
            }
        }
    }
}

/// The macro's own dependencies are a budget: everybody who uses it builds them.
#[test]
fn the_macro_brings_at_most_fifteen_packages() {
    let output = std::process::Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["tree", "--offline", "--package", "claimsmith-macros", "--edges", "normal,build", "--prefix", "none"])
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8(output.stdout).expect("UTF-8");
    let packages: std::collections::BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!((1..=15).contains(&packages.len()), "{} packages: {packages:?}", packages.len());
}
