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
fn the_page_about_tests_shows_tests_that_run() {
    let tests = read("tests/testing.rs");
    let (page, mut shown) = (read("docs/testing.md"), 0);
    for listing in page.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        assert!(tests.contains(listing), "docs/testing.md shows other lines:\n{listing}");
        shown += listing.lines().filter(|line| line.contains("#[tokio::test]")).count();
    }
    assert_eq!(shown, tests.matches("#[tokio::test]").count());
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

/// A fence on the line of its text is inline code that begins with the name of the language.
#[test]
fn every_code_block_stands_on_lines_of_its_own() {
    let mut folders = vec![PathBuf::from("docs"), PathBuf::from("policies")];
    let mut pages = vec![PathBuf::from("README.md"), PathBuf::from("CHANGELOG.md")];
    while let Some(folder) = folders.pop() {
        for entry in PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(&folder).read_dir().expect("a folder") {
            let entry = entry.expect("an entry");
            let path = folder.join(entry.file_name());
            match entry.file_type().expect("a type").is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|extension| extension == "md") => pages.push(path),
                false => {}
            }
        }
    }
    assert!(pages.len() > 100, "{}", pages.len());
    for page in pages {
        let text = read(page.to_str().expect("a name in UTF-8"));
        let mut fences = 0;
        for (at, line) in text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("```")) {
            assert!(!line.trim_start()[3..].contains("```"), "{}:{}: {line}", page.display(), at + 1);
            fences += 1;
        }
        assert_eq!(fences % 2, 0, "{}: a block that does not end", page.display());
    }
}

#[test]
fn every_link_leads_somewhere() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for page in [
        "README.md",
        "docs/architecture.md",
        "docs/checking.md",
        "docs/leaving-b2c.md",
        "docs/security.md",
        "docs/tenants.md",
        "docs/testing.md",
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
