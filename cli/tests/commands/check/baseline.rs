//! Findings that are known and not shown.

use super::policies::{OTHER_CASE, base, policy, settings};
use crate::support::{expect_in, temporary, write};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const WRITE: [&str; 4] = ["check", "policies", "--write-baseline", "known.json"];
const CHECK: [&str; 6] = ["check", "policies", "--baseline", "known.json", "--deny", "warnings"];

/// A folder with one known warning, and its baseline.
fn known(name: &str) -> PathBuf {
    let folder = temporary(name);
    write(&folder, "policies/Base.xml", base(OTHER_CASE));
    let answer = expect_in(&folder, 0, &WRITE);
    assert_eq!(answer.stderr, "wrote 1 finding to `known.json`\n");
    assert_eq!(answer.stdout, "no errors in 1 policy; 1 more is in the baseline\n");
    folder
}

fn text(folder: &Path) -> String {
    fs::read_to_string(folder.join("known.json")).expect("it was written")
}

#[test]
fn known_findings_are_neither_shown_nor_failed_for() {
    let folder = known("baseline-known");
    let expected = "{\n  \"claimsmith_baseline\": 1,\n  \"findings\": [\n    { \"file\": \"policies/Base.xml\", \"element\": \
                    \"ClaimsProviders/TechnicalProfile[Example-OAUTH]/OutputClaims/OutputClaim[DisplayName]\", \"code\": \"CS0308\", \
                    \"message\": \"the claim type `DisplayName` is declared as `displayName`\" }\n  ]\n}\n";
    assert_eq!(text(&folder), expected);
    let answer = expect_in(&folder, 0, &CHECK);
    assert_eq!(
        (answer.stdout.as_str(), answer.stderr.as_str()),
        ("no errors in 1 policy; 1 more is in the baseline\n", "")
    );
    let moved = base(OTHER_CASE).replace("  <BuildingBlocks>", "\n\n  <BuildingBlocks>");
    write(&folder, "policies/Base.xml", moved);
    expect_in(&folder, 0, &CHECK);
    // Its paths do not depend on the current folder.
    let inside =
        expect_in(&folder.join("policies"), 0, &["check", ".", "--baseline", "../known.json", "--deny", "warnings"]);
    assert_eq!(inside.stderr, "");
    let again = expect_in(&folder.join("policies"), 0, &["check", ".", "--write-baseline", "../known.json"]);
    assert_eq!((again.stderr.as_str(), text(&folder).as_str()), ("wrote 1 finding to `../known.json`\n", expected));
}

#[test]
fn another_finding_of_the_same_kind_is_shown() {
    let folder = known("baseline-more");
    write(&folder, "policies/Base.xml", base(&OTHER_CASE.repeat(2)));
    let allowed = ["--allow", "CS0503"];
    let answer = expect_in(&folder, 1, &[&CHECK[..], &allowed].concat());
    assert!(answer.stdout.ends_with("1 warning in 1 policy; 1 more is in the baseline\n"), "{}", answer.stdout);
    expect_in(&folder, 0, &[&WRITE[..], &allowed].concat());
    assert!(text(&folder).contains("\"count\": 2"), "{}", text(&folder));
    expect_in(&folder, 0, &[&CHECK[..], &allowed].concat());
}

#[test]
fn stale_entries_are_reported_and_fail_where_warnings_do() {
    let folder = known("baseline-stale");
    write(&folder, "policies/Base.xml", base(""));
    let denied = expect_in(&folder, 1, &CHECK);
    assert_eq!(
        denied.stderr,
        "note: 1 entry of the baseline `known.json` is stale: its findings are no longer there\n  policies/Base.xml, ClaimsProviders/TechnicalProfile[Example-OAUTH]/OutputClaims/OutputClaim[DisplayName]: [CS0308] \
               the claim type `DisplayName` is declared as `displayName`\n\
               help: write it anew: --write-baseline known.json\n\
               error: the baseline has stale entries, and warnings are denied (--deny warnings)\n"
    );
    let noted = expect_in(&folder, 0, &CHECK[..4]);
    assert!(noted.stderr.starts_with("note: 1 entry"), "{}", noted.stderr);
    fs::rename(folder.join("policies/Base.xml"), folder.join("policies/Other.xml")).expect("it can be renamed");
    assert!(expect_in(&folder, 1, &CHECK).stderr.contains("policies/Base.xml"), "a file that is gone");
}

#[test]
fn entries_of_what_is_not_checked_are_not_stale() {
    let folder = known("baseline-part");
    write(&folder, "other/Other.xml", policy("B2C_1A_Other", None, ""));
    let answer = expect_in(&folder, 0, &["check", "other", "--baseline", "known.json", "--deny", "warnings"]);
    assert_eq!(answer.stderr, "");
}

#[test]
fn a_baseline_is_of_all_environments() {
    let folder = temporary("baseline-environments");
    let output =
        OTHER_CASE.replace("nickname", "{Settings:Nickname}").replace("\"DisplayName\"", "\"{Settings:Claim}\"");
    write(&folder, "policies/Base.xml", base(&output));
    let test: &[(&str, &str)] = &[("Nickname", "nick"), ("Claim", "DisplayName")];
    let production: &[(&str, &str)] = &[("Nickname", "nick"), ("Claim", "displayName")];
    write(&folder, "appsettings.json", settings(&[("Test", test), ("Production", production)]));
    expect_in(&folder, 0, &WRITE);
    assert!(text(&folder).contains("OutputClaim[{Settings:Claim}]"), "{}", text(&folder));
    expect_in(&folder, 0, &CHECK);
    let one = expect_in(&folder, 0, &[&CHECK[..], &["--environment", "Production"]].concat());
    assert_eq!(one.stderr, "", "the entry of the other environment is not stale");
}

#[test]
fn what_is_no_baseline_is_refused_and_what_has_no_place_is_not_hidden() {
    let folder = known("baseline-wrong");
    write(&folder, "known.json", "{\"findings\": []}");
    let answer = expect_in(&folder, 2, &CHECK);
    assert!(
        answer.stderr.starts_with("error: `known.json` is no baseline: it has no `claimsmith_baseline`"),
        "{}",
        answer.stderr
    );
    assert!(answer.stderr.ends_with("help: name a file that --write-baseline has written\n"), "{}", answer.stderr);
    std::fs::remove_file(folder.join("known.json")).expect("it can be removed");
    let missing = expect_in(&folder, 2, &["check", "policies", "nowhere.xml", "--write-baseline", "known.json"]);
    assert!(missing.stdout.contains("error[CS0001]"), "{}", missing.stdout);
    let written: Value = serde_json::from_str(&text(&folder)).expect("JSON");
    assert_eq!(written["findings"].as_array().map(Vec::len), Some(1));
    let both = ["check", "policies", "--baseline", "known.json", "--write-baseline", "known.json"];
    expect_in(&folder, 2, &both);
}

/// More findings than a run keeps: behind those of the baseline there may be anything.
#[test]
fn a_baseline_cannot_hide_what_was_not_listed() {
    let folder = temporary("baseline-truncated");
    write(&folder, "policies/Base.xml", base(&OTHER_CASE.repeat(2_100)));
    let error = "error: there are more findings than one run keeps; check a part of the policies\n";
    let written = expect_in(&folder, 1, &WRITE);
    assert!(written.stderr.ends_with(error), "{}", written.stderr);
    let answer = expect_in(&folder, 1, &CHECK);
    assert_eq!(answer.stderr, error);
    let expected = "no errors in 1 policy; 2000 more are in the baseline; there are more than are listed\n";
    assert_eq!(answer.stdout, expected);
}

#[test]
fn a_file_that_is_no_baseline_is_not_overwritten() {
    let folder = known("baseline-overwrite");
    let policy = std::fs::read_to_string(folder.join("policies/Base.xml")).expect("it is there");
    let answer = expect_in(&folder, 2, &["check", "policies", "--write-baseline", "policies/Base.xml"]);
    assert!(
        answer.stderr.starts_with("error: `policies/Base.xml` holds something else than a baseline"),
        "{}",
        answer.stderr
    );
    assert_eq!(std::fs::read_to_string(folder.join("policies/Base.xml")).expect("it is there"), policy);
    // One that a merge has broken is.
    write(&folder, "known.json", "<<<<<<< HEAD\n{ \"claimsmith_baseline\": 1,\n");
    expect_in(&folder, 2, &CHECK);
    expect_in(&folder, 0, &WRITE);
    // A byte-order mark of an editor does no harm.
    write(&folder, "known.json", format!("\u{feff}{}", text(&folder)));
    expect_in(&folder, 0, &[&CHECK[..], &["--deny", "warnings"]].concat());
    for nothing in ["--baseline", "--write-baseline"] {
        expect_in(&folder, 2, &["check", "policies", nothing, ""]);
    }
}

#[test]
fn what_a_broken_file_hides_is_not_stale() {
    let folder = known("baseline-broken");
    write(&folder, "policies/Child.xml", policy("B2C_1A_Child", Some("B2C_1A_Base"), ""));
    let broken = base(OTHER_CASE).replace("</ClaimsSchema>", "</ClaimSchema>");
    write(&folder, "policies/Base.xml", broken);
    let answer = expect_in(&folder, 1, &CHECK[..4]);
    assert!(answer.stdout.contains("error[CS0101]"), "{}", answer.stdout);
    assert_eq!(answer.stderr, "", "the entry of the broken file");
    // Nor is one of a file whose chain is broken.
    let output = OTHER_CASE.replace("DisplayName", "IdentityProvider");
    let child = base(&output).replace("B2C_1A_Base", "B2C_1A_Child");
    let on_base =
        "<BasePolicy><TenantId>contoso.onmicrosoft.com</TenantId><PolicyId>B2C_1A_Base</PolicyId></BasePolicy>";
    write(&folder, "policies/Base.xml", base(OTHER_CASE));
    write(
        &folder,
        "policies/Child.xml",
        child.replacen("  <BuildingBlocks>", &format!("{on_base}\n  <BuildingBlocks>"), 1),
    );
    expect_in(&folder, 0, &WRITE);
    assert!(text(&folder).contains("policies/Child.xml"), "{}", text(&folder));
    write(&folder, "policies/Base.xml", base(OTHER_CASE).replace("</ClaimsSchema>", "</ClaimSchema>"));
    assert_eq!(expect_in(&folder, 1, &CHECK[..4]).stderr, "");
}
