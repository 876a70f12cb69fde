//! `claimsmith check` as a process.
//!
//! - this file: what is found, where policies and settings come from
//! - `reports`: the formats for builds
//! - `choices`: which findings count, on the command line and in `claimsmith.toml`
//! - `keys`: the policy keys that `keys.toml` declares
//! - `baseline`, `fix`, `watch`: what their flags do
//! - `environments`: whose policies, which settings, which overlay
//! - `affected`: how many policies and environments a finding is in
//! - `editor`: the problem matcher of the documentation

mod affected;
mod baseline;
mod choices;
mod editor;
mod environments;
mod fix;
mod keys;
mod policies;
mod reports;
mod watch;

use crate::support::{claimsmith, claimsmith_in, snapshot, temporary, tests_folder};
use serde_json::Value;

#[test]
fn a_set_without_a_fault() {
    snapshot("check-good", 0, &["check", "policies/good"]);
}

#[test]
fn findings_with_the_lines_of_the_policy() {
    snapshot("check-faulty", 1, &["check", "policies/faulty.xml"]);
}

#[test]
fn findings_a_line_each() {
    snapshot("check-short", 1, &["check", "policies/faulty.xml", "policies/malformed.xml", "--format", "short"]);
}

#[test]
fn findings_as_json_lines() {
    let answer = snapshot("check-json", 1, &["check", "policies/faulty.xml", "--format", "json"]);
    let lines: Vec<Value> =
        answer.stdout.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect();
    let (summary, findings) = lines.split_last().expect("there is a summary");
    assert_eq!(summary["$message_type"], "summary");
    assert_eq!((&summary["errors"], &summary["warnings"], &summary["policies"]), (&2.into(), &1.into(), &1.into()));
    assert_eq!(findings.len(), 3);
    for finding in findings {
        assert_eq!(finding["$message_type"], "diagnostic");
        assert!(finding["code"]["code"].as_str().is_some_and(|code| code.starts_with("CS")));
        assert!(matches!(finding["level"].as_str(), Some("error" | "warning")));
        let primary: Vec<&Value> =
            finding["spans"].as_array().into_iter().flatten().filter(|span| span["is_primary"] == true).collect();
        assert!(matches!(primary.as_slice(), [span] if span["file_name"] == "policies/faulty.xml"));
    }
}

#[test]
fn warnings_are_allowed_denied_or_left_out() {
    snapshot("check-warning", 0, &["check", "policies/warning.xml"]);
    snapshot("check-deny-warnings", 1, &["check", "policies/warning.xml", "--deny", "warnings", "--format", "short"]);
    let left_out = ["check", "policies/warning.xml", "--deny", "warnings", "--allow", "cs0401"];
    snapshot("check-allow", 0, &left_out);
}

#[test]
fn an_error_cannot_be_allowed() {
    snapshot("check-allow-error", 1, &["check", "policies/malformed.xml", "--allow", "CS0101", "--format", "short"]);
    snapshot("check-allow-unknown", 2, &["check", "policies/malformed.xml", "--allow", "CS0481"]);
}

#[test]
fn every_environment_is_checked_and_the_output_folder_is_not() {
    snapshot("check-environments", 1, &["check", "policies/settings"]);
    let one = claimsmith(&["check", "policies/settings", "--environment", "development"]);
    assert_eq!((one.status, one.stdout.as_str()), (Some(0), "no errors in 2 policies\n"));
    let by_tenant = claimsmith(&["check", "policies/settings", "--tenant", "contosodev.onmicrosoft.com"]);
    assert_eq!((by_tenant.status, by_tenant.stdout), (one.status, one.stdout));
}

#[test]
fn an_output_folder_that_is_named_is_checked() {
    let answer = claimsmith(&["check", "policies/settings/out", "--format", "short"]);
    assert_eq!(answer.status, Some(1));
    assert!(answer.stdout.starts_with("policies/settings/out/Policy.xml:5:1: error[CS0101]"), "{}", answer.stdout);
}

#[test]
fn settings_are_found_above_the_current_folder_and_named() {
    let nested = tests_folder().join("policies/settings/nested");
    let found = claimsmith_in(&nested, &["check", ".", "--base", "..", "--environment", "Development"]);
    assert_eq!((found.status, found.stdout.as_str()), (Some(0), "no errors in 1 policy\n"), "{}", found.stderr);
    let base = "policies/settings";
    let named = ["check", "policies/good/Base.xml", "--settings", "policies/settings/appsettings.json"];
    let named = claimsmith(&[&named[..], &["--base", base, "--environment", "Test"]].concat());
    assert_eq!(named.status, Some(0), "{}", named.stdout);
}

#[test]
fn settings_of_a_folder_beside_are_not_used() {
    // The current folder has settings; the policy stands outside of it and has none.
    let policy = tests_folder().join("policies/warning.xml");
    let policy = policy.to_str().expect("the path is Unicode");
    let answer = claimsmith_in(&tests_folder().join("policies/settings"), &["check", policy, "--environment", "Test"]);
    assert_eq!(answer.status, Some(2));
    assert!(answer.stderr.starts_with("error: the environment `Test` is named, but there are no settings"));
}

#[test]
fn a_policy_without_placeholders_is_checked_once() {
    snapshot("check-no-placeholders", 0, &["check", "policies/plain"]);
}

#[test]
fn unknown_environments() {
    snapshot("check-unknown-environment", 2, &["check", "policies/settings", "--environment", "Prodction"]);
    snapshot("check-no-settings", 2, &["check", "policies/good", "--environment", "Test"]);
}

#[test]
fn settings_of_another_program_are_not_used() {
    snapshot("check-foreign-settings", 0, &["check", "policies/aspnet"]);
}

#[test]
fn settings_that_are_missing_or_broken() {
    snapshot("check-missing-settings", 2, &["check", "policies/good", "--settings", "policies/nowhere.json"]);
    snapshot("check-broken-settings", 1, &["check", "policies/good", "--settings", "policies/good/SignIn.xml"]);
}

#[test]
fn bases_are_found_where_the_caller_says() {
    snapshot("check-missing-base", 1, &["check", "policies/leaf"]);
    snapshot("check-base", 0, &["check", "policies/leaf", "--base", "policies/good"]);
    snapshot("check-base-folder-missing", 2, &["check", "policies/leaf", "--base", "policies/nowhere"]);
}

#[test]
fn files_that_are_no_policies() {
    snapshot("check-mixed-folder", 0, &["check", "policies/mixed"]);
    snapshot("check-foreign-file", 1, &["check", "policies/mixed/pom.xml"]);
    snapshot("check-folder-without-policy", 2, &["check", "policies/empty"]);
    snapshot("check-missing-file", 2, &["check", "policies/faulti.xml", "policies/malformed.xml"]);
}

#[test]
fn a_policy_of_a_folder_that_is_not_utf_8_is_reported() {
    let folder = temporary("check-encodings");
    let policy = std::fs::read_to_string(tests_folder().join("policies/good/Base.xml")).expect("it is there");
    let units = || ['\u{feff}'].into_iter().chain(policy.chars()).map(|c| u16::try_from(u32::from(c)).expect("ASCII"));
    let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
    let latin1 = [policy.as_bytes(), b"<!-- caf\xE9 -->"].concat();
    for (name, bytes) in [
        ("big.xml", &big[..]),
        ("big-without-mark.xml", big.get(2..).unwrap_or_default()),
        ("latin1.xml", &latin1),
        ("little.xml", &little),
        ("little-without-mark.xml", little.get(2..).unwrap_or_default()),
        ("pom.xml", b"\xEF\xBB\xBF<project>\xC3\xA9</project>"),
    ] {
        std::fs::write(folder.join(name), bytes).expect("the folder can be written");
    }
    let path = folder.to_str().expect("the path is Unicode");
    snapshot("check-encodings", 1, &["check", path, "--format", "short"]);
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_reported_and_not_read() {
    let folder = temporary("check-irregular");
    std::os::unix::fs::symlink("/dev/zero", folder.join("device.xml")).expect("the folder can be written");
    let made = std::process::Command::new("mkfifo").arg(folder.join("pipe.xml")).status();
    assert!(made.expect("mkfifo starts").success());
    let path = folder.to_str().expect("the path is Unicode");
    snapshot("check-irregular", 2, &["check", path, "--format", "short"]);
    for name in ["device.xml", "pipe.xml"] {
        let answer = claimsmith_in(&folder, &["check", name, "--format", "short"]);
        assert!(answer.stdout.contains(&format!("error[CS0002]: `{name}` cannot be read")), "{}", answer.stdout);
    }
}

#[test]
fn a_file_that_is_named_twice_is_one_policy() {
    let answer = claimsmith(&["check", "policies/good", "./policies/good/SignIn.xml", "policies/../policies/good/"]);
    assert_eq!((answer.status, answer.stdout.as_str()), (Some(0), "no errors in 3 policies\n"), "{}", answer.stderr);
}

#[test]
fn absolute_paths_are_shown_as_given() {
    let folder = temporary("check-absolute");
    let policy = folder.join("Policy.xml");
    std::fs::copy(tests_folder().join("policies/malformed.xml"), &policy).expect("the policy can be copied");
    let answer = claimsmith(&["check", policy.to_str().expect("the path is Unicode"), "--format", "short"]);
    assert_eq!(answer.status, Some(1));
    assert!(answer.stdout.starts_with("[TMP]/check-absolute/Policy.xml:5:1: error[CS0101]"), "{}", answer.stdout);
}

#[test]
fn a_tenant_with_settings_of_its_own_uses_bases_of_the_whole_set() {
    let folder = temporary("check-tenants");
    let (shared, tenant) = (folder.join("shared"), folder.join("tenants/a"));
    for (from, to) in [
        ("good/Base.xml", shared.join("Base.xml")),
        ("good/Extensions.xml", shared.join("Extensions.xml")),
        ("good/SignIn.xml", tenant.join("SignIn.xml")),
        ("plain/appsettings.json", tenant.join("appsettings.json")),
    ] {
        std::fs::create_dir_all(to.parent().expect("a file has a folder")).expect("the target folder can be written");
        std::fs::copy(tests_folder().join("policies").join(from), to).expect("the policy can be copied");
    }
    let answer = claimsmith_in(&folder, &["check", ".", "--allow", "CS0011"]);
    assert_eq!((answer.status, answer.stdout.as_str()), (Some(0), "no errors in 3 policies\n"), "{}", answer.stderr);
}

#[test]
fn wrong_arguments() {
    snapshot("check-wrong-format", 2, &["check", "policies/good", "--format", "xml"]);
    snapshot("check-wrong-flag", 2, &["check", "policies/good", "--enviroment", "Test"]);
    snapshot("wrong-command", 2, &["chek"]);
}

/// A variable of a script that is not set is not the current folder.
#[test]
fn an_empty_path_is_no_folder() {
    let answer = claimsmith(&["check", ""]);
    assert_eq!(answer.status, Some(2));
    assert!(answer.stderr.contains("a value is required for '[PATH]...'"), "{}", answer.stderr);
}

#[test]
fn help_names_every_command() {
    snapshot("help", 0, &["--help"]);
}

#[test]
fn a_large_file_that_is_no_policy_is_skipped() {
    let folder = temporary("check-large");
    std::fs::copy(tests_folder().join("policies/good/Base.xml"), folder.join("Base.xml")).expect("it can be copied");
    let large = format!("<report>{}</report>", " ".repeat(2 << 20));
    std::fs::write(folder.join("report.xml"), large).expect("the folder can be written");
    let answer = claimsmith_in(&folder, &["check", "."]);
    assert_eq!((answer.status, answer.stdout.as_str()), (Some(0), "no errors in 1 policy\n"));
    assert_eq!(answer.stderr, "note: `report.xml` is skipped: its root element is `report`\n");
}

/// What systems and editors leave beside a policy, and a link that leads nowhere.
#[cfg(unix)]
#[test]
fn hidden_files_and_links_to_nothing_are_no_policies() {
    let folder = temporary("check-hidden");
    std::fs::copy(tests_folder().join("policies/good/Base.xml"), folder.join("Base.xml")).expect("it can be copied");
    std::fs::write(folder.join("._Base.xml"), b"\0\x05\x16\x07").expect("the folder can be written");
    std::os::unix::fs::symlink("me@host.4711:1", folder.join(".#Base.xml")).expect("the folder can be written");
    let answer = claimsmith_in(&folder, &["check", "."]);
    assert_eq!(
        (answer.status, answer.stdout.as_str(), answer.stderr.as_str()),
        (Some(0), "no errors in 1 policy\n", "")
    );
    std::os::unix::fs::symlink("nowhere.xml", folder.join("Link.xml")).expect("the folder can be written");
    let answer = claimsmith_in(&folder, &["check", "."]);
    assert_eq!((answer.status, answer.stdout.as_str()), (Some(0), "no errors in 1 policy\n"));
    assert_eq!(answer.stderr, "note: `Link.xml` is skipped: it is a link, and what it leads to is not there\n");
    let named = claimsmith_in(&folder, &["check", "Link.xml", "--format", "short"]);
    assert_eq!(
        (named.status, named.stdout.as_str()),
        (Some(2), "Link.xml:1:1: error[CS0001]: there is no file `Link.xml`\n")
    );
}

/// Nothing can be named or shown by such a name, but it is not passed over in silence.
#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_unicode_is_a_note() {
    use std::os::unix::ffi::OsStrExt;
    let folder = temporary("check-unnamed");
    let policy = tests_folder().join("policies/good/Base.xml");
    std::fs::copy(&policy, folder.join("Base.xml")).expect("it can be copied");
    let name = std::ffi::OsStr::from_bytes(b"bad\xff.xml");
    std::fs::copy(&policy, folder.join(name)).expect("it can be copied");
    let answer = claimsmith_in(&folder, &["check", "."]);
    assert_eq!((answer.status, answer.stdout.as_str()), (Some(0), "no errors in 1 policy\n"));
    assert_eq!(answer.stderr, "note: `bad\u{fffd}.xml` is skipped: its name is not Unicode: rename it\n");
}
