//! `claimsmith init` and `claimsmith new-flow-key` as processes.

use crate::support::{
    claimsmith, claimsmith_in, compare, contents, expect_in, snapshot, temporary, tests_folder, write,
};
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

/// The file with the secrets, which stands beside the example once it is filled in.
#[test]
fn secrets_stay_out_of_the_repository() {
    let ignored = |name: &str, before: Option<&str>| {
        let folder = temporary(name);
        before.iter().for_each(|text| drop(write(&folder, ".gitignore", text)));
        let answer = expect_in(&folder, 0, &["init"]);
        assert!(!answer.stdout.contains("enter in .env.example"), "{}", answer.stdout);
        assert!(answer.stdout.contains("which values to enter in .env: "), "{}", answer.stdout);
        let text = fs::read_to_string(folder.join(".gitignore")).expect("it is there");
        assert!(text.lines().any(|line| line == ".env" || line == "/.env"), "{text}");
        (text, answer.stderr)
    };
    assert!(ignored("init-ignore-new", None).1.contains("wrote ./.gitignore"));
    let (text, said) = ignored("init-ignore-more", Some("/target\n"));
    assert!(text.starts_with("/target\n") && said.contains("added .env to ./.gitignore"), "{text}{said}");
    let (text, said) = ignored("init-ignore-there", Some("/.env\n"));
    assert!(text == "/.env\n" && !said.contains("gitignore"), "{text}{said}");
    // What git itself says.
    let folder = temporary("init-ignore-git");
    let git = |arguments: &[&str]| {
        let done = std::process::Command::new("git").args(arguments).current_dir(&folder).output().expect("git starts");
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    git(&["init", "--quiet"]);
    expect_in(&folder, 0, &["init"]);
    fs::copy(folder.join(".env.example"), folder.join(".env")).expect("it can be copied");
    let status = git(&["status", "--short", "--untracked-files=all"]);
    assert!(status.contains(" .env.example\n") && !status.contains(" .env\n"), "{status}");
}

/// The second provider, one day later.
#[test]
fn one_more_provider() {
    let folder = temporary("init-another");
    expect_in(&folder, 0, &["init", "--provider", "qq"]);
    let before = contents(&folder);
    let answer = expect_in(&folder, 0, &["init", "--provider", "github", "--provider", "apple"]);
    compare("init-another.stdout", &answer.stdout);
    compare("init-another.stderr", &answer.stderr);
    let after = contents(&folder);
    for path in ["policies/qq.xml", "claimsmith.toml", ".gitignore"] {
        assert_eq!(before[path], after[path], "{path}");
    }
    let (old, new) = (&before[".env.example"], &after[".env.example"]);
    assert!(new.starts_with(old.as_str()), "{new}");
    let two = temporary("init-another-at-once");
    expect_in(&two, 0, &["init", "--provider", "qq", "--provider", "github", "--provider", "apple"]);
    assert_eq!(contents(&two), after, "as with all of them from the start");
    let checked = expect_in(&folder, 0, &["check"]);
    assert_eq!(checked.stdout, "no errors in 3 policies\n");
    // What is there stays.
    let again = expect_in(&folder, 2, &["init", "--provider", "kakao", "--provider", "github"]);
    assert!(again.stderr.contains("`./policies/github.xml` exists already; nothing was written"), "{}", again.stderr);
    assert_eq!(contents(&folder), after);
    // The policies have no journey into which `add` could put a provider.
    let words = ["add", "kakao", "--client-id", "1", "--name", "Kakao", "--key", "B2C_1A_KakaoSecret", "--yes"];
    let refused = expect_in(&folder, 2, &words);
    assert!(refused.stderr.contains("`claimsmith init --provider NAME`"), "{}", refused.stderr);
}

#[test]
fn a_policy_set_of_tenants_gets_no_policy_beside_it() {
    let folder = temporary("init-tenants");
    for (path, text) in contents(&tests_folder().join("../../policies/tenants")) {
        write(&folder, &path, text);
    }
    let before = contents(&folder);
    let refused = expect_in(&folder, 2, &["init", "--provider", "kakao"]);
    assert!(refused.stderr.contains("`claimsmith add kakao`"), "{}", refused.stderr);
    write(&folder, "claimsmith.toml", "policies = [\"shared/*.xml\"]\n");
    let refused = expect_in(&folder, 2, &["init", "--provider", "kakao"]);
    assert!(refused.stderr.contains("names no file such as `./policies/kakao.xml`"), "{}", refused.stderr);
    write(&folder, "claimsmith.toml", &before["claimsmith.toml"]);
    assert_eq!(contents(&folder), before);
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
