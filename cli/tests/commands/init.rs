//! `claimsmith init` and `claimsmith new-flow-key` as processes.

use crate::support::{claimsmith, claimsmith_in, expect_in, snapshot, temporary, write};
use std::fs;
use std::path::Path;

#[test]
fn one_provider() {
    let folder = temporary("init-one");
    let path = folder.to_str().expect("the path is Unicode");
    snapshot("init", 0, &["init", path]);
    let example = fs::read_to_string(folder.join(".env.example")).expect("it was written");
    for variable in ["CLAIMSMITH_PUBLIC_URL=", "CLAIMSMITH_FLOW_KEYS=", "QQ_OAUTH_CLIENT_ID=", "B2C_1A_QQSECRET="] {
        assert!(example.lines().any(|line| line.starts_with(variable)), "{variable}\n{example}");
    }
    let checked = claimsmith_in(&folder, &["check", "policies", "--deny", "warnings"]);
    assert_eq!((checked.status, checked.stdout.as_str()), (Some(0), "no errors in 1 policy\n"));
}

/// The commands that a newcomer tries first, from the folder of the application and from one in it.
#[test]
fn the_project_file_serves_all_commands() {
    let folder = temporary("init-project");
    let path = folder.to_str().expect("the path is Unicode");
    assert_eq!(claimsmith(&["init", "--provider", "qq", "--provider", "github", path]).status, Some(0));
    // A policy of somebody else, which is none of this application.
    write(&folder, "target/package/samples/broken.xml", "<TrustFrameworkPolicy>");
    let inside = folder.join("src");
    fs::create_dir_all(&inside).expect("the target folder can be written");
    let text = fs::read_to_string(folder.join("claimsmith.toml")).expect("it was written");
    let decided: String = text
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|it| is_entry(it)).unwrap_or(line))
        .map(with_end)
        .collect();
    assert_eq!(decided.lines().filter(|line| !line.starts_with('#') && line.contains(" = ")).count(), 3, "{decided}");
    // Inside this repository a crate depends on what stands beside it.
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace");
    let default = if folder.starts_with(repository) { "claimsmith = { path = " } else { "claimsmith = { version = " };
    for (text, dependency) in [(&text, default), (&decided, "claimsmith = { git = ")] {
        write(&folder, "claimsmith.toml", text);
        for (from, root) in [(&folder, "."), (&inside, "..")] {
            let checked = expect_in(from, 0, &["check", root]);
            assert!(checked.stdout.starts_with("no errors in "), "{}", checked.stdout);
            assert!(checked.stderr.contains("broken.xml` is skipped"), "{}", checked.stderr);
            let built = expect_in(from, 0, &["build", "--out", &format!("{root}/target/built")]);
            assert!(built.stdout.contains(": 2 policies"), "{}", built.stdout);
            let policy = format!("{root}/policies/github.xml");
            let out = format!("{root}/target/sdk");
            expect_in(from, 0, &["generate", &policy, "--out", &out]);
            let manifest = fs::read_to_string(folder.join("target/sdk/Cargo.toml")).expect("it was generated");
            assert!(manifest.contains(dependency), "{manifest}");
            expect_in(from, 0, &["generate", &policy, "--out", &out, "--check"]);
        }
    }
}

/// Whether a comment is an entry that somebody only has to take out of it.
fn is_entry(comment: &str) -> bool {
    comment.split_once(" = ").is_some_and(|(name, _)| name.bytes().all(|byte| byte.is_ascii_lowercase()))
}

fn with_end(line: &str) -> String {
    format!("{line}\n")
}

#[test]
fn two_providers_are_two_modules() {
    let folder = temporary("init-two");
    let path = folder.join("new/application");
    let arguments = ["init", "--provider", "qq", "--provider", "github", "--provider", "qq"];
    snapshot("init-two", 0, &[&arguments[..], &[path.to_str().expect("the path is Unicode")]].concat());
    let checked = claimsmith_in(&path, &["check", "policies"]);
    assert_eq!((checked.status, checked.stdout.as_str()), (Some(0), "no errors in 2 policies\n"));
    let generated = claimsmith_in(&path, &["generate", "policies/github.xml", "--out", "sdk"]);
    assert_eq!(generated.status, Some(0), "{}", generated.stderr);
}

#[test]
fn a_provider_that_needs_features_says_so() {
    let folder = temporary("init-apple");
    let path = folder.to_str().expect("the path is Unicode");
    snapshot("init-apple", 0, &["init", "--provider", "apple", path]);
    let checked = claimsmith_in(&folder, &["check", "policies", "--deny", "warnings"]);
    assert_eq!((checked.status, checked.stdout.as_str()), (Some(0), "no errors in 1 policy\n"));
}

#[test]
fn existing_files_are_kept_and_nothing_is_written() {
    let folder = temporary("init-existing");
    fs::write(folder.join(".env.example"), "mine").expect("the folder can be written");
    snapshot("init-existing", 2, &["init", folder.to_str().expect("the path is Unicode")]);
    assert_eq!(fs::read_to_string(folder.join(".env.example")).ok().as_deref(), Some("mine"));
    assert!(!folder.join("policies").exists());
}

#[test]
fn unknown_provider() {
    snapshot("init-unknown", 2, &["init", "--provider", "gitub"]);
}

#[test]
fn a_flow_key_is_new_each_time() {
    let (first, second) = (claimsmith(&["new-flow-key"]), claimsmith(&["new-flow-key"]));
    assert_eq!((first.status, first.stderr.as_str()), (Some(0), ""));
    assert_ne!(first.stdout, second.stdout);
    for key in [first, second] {
        let line = key.stdout.strip_suffix('\n').expect("one line");
        assert!(claimsmith_runtime::FlowKey::from_base64(line).is_ok());
        assert_eq!(line.lines().count(), 1);
    }
}
