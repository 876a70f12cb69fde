//! What `docs/security.md` promises is held by tests that exist, and every requirement has its row.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const FOLDERS: [&str; 6] = ["runtime", "web", "compiler", "tests", "examples", "cli"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The names of the test functions in a source: a line `fn name(` with `#[test]` or `#[tokio::test]` among the attributes
/// right above it.
fn tests_in(source: &str) -> impl Iterator<Item = &str> {
    let mut is_test = false;
    source.lines().map(str::trim).filter_map(move |line| {
        let attribute = line.starts_with("#[") || line.starts_with("//");
        is_test |= line == "#[test]" || line.starts_with("#[tokio::test");
        if attribute {
            return None;
        }
        let is_test = std::mem::take(&mut is_test);
        let signature = line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ").filter(|_| is_test)?;
        signature.split(['(', '<']).next()
    })
}

fn collect(folder: &Path, functions: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("target") {
            collect(&path, functions);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).expect("a source file");
            functions.extend(tests_in(&text).map(str::to_owned));
        }
    }
}

fn functions() -> BTreeSet<String> {
    let mut functions = BTreeSet::new();
    FOLDERS.iter().for_each(|folder| collect(&root().join(folder), &mut functions));
    functions
}

/// Names of three words on the page that are no tests.
const OTHERS: [&str; 2] = ["allow_loopback_http", "client_secret_basic"];

/// The names in backticks that can only be those of tests: three words or more.
fn named(page: &str) -> impl Iterator<Item = &str> {
    let is_test = |name: &&str| {
        name.matches('_').count() >= 2
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    page.split('`').skip(1).step_by(2).filter(is_test).filter(|name| !OTHERS.contains(name))
}

#[test]
fn only_functions_with_the_attribute_of_a_test_count() {
    let source = "
        #[test]
        fn plain() {}
        #[test]
        #[should_panic]
        /// Says why.
        fn with_more_above() {}
        #[tokio::test(flavor = \"multi_thread\")]
        async fn waits() {}
        fn helper<T>(fn_like: T) {}
        #[inline]
        fn also_none() {}
        // #[test]
        fn commented_out() {}
    ";
    assert_eq!(tests_in(source).collect::<Vec<_>>(), ["plain", "with_more_above", "waits"]);
}

#[test]
fn every_test_that_the_page_names_exists() {
    let page = std::fs::read_to_string(root().join("docs/security.md")).expect("the page");
    let functions = functions();
    let missing: Vec<&str> = named(&page).filter(|name| !functions.contains(*name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_requirement_has_a_row_and_a_test() {
    let page = std::fs::read_to_string(root().join("docs/security.md")).expect("the page");
    let functions = functions();
    for number in 1..=29 {
        let row = format!("| S{number} |");
        assert!(page.contains(&row), "{row}");
        let is_named_so = |name: &String| {
            name.starts_with(&format!("s{number}_"))
                || name.starts_with(&format!("s{number:02}_"))
                || name.contains(&format!("_s{number}_"))
        };
        assert!(functions.iter().any(is_named_so), "no test is named after S{number}");
    }
}

#[test]
fn the_crate_rsa_is_not_in_the_tree() {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).expect("the lock file");
    assert!(!lock.contains("name = \"rsa\""), "RUSTSEC-2023-0071: nothing here may bring it along");
}
