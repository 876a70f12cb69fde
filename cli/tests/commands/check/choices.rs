//! Which findings count, on the command line and in `claimsmith.toml`.

use super::policies::{OTHER_CASE, base};
use crate::support::{expect_in, temporary, tests_folder, write};
use std::path::PathBuf;

/// A folder with the same warning in a file of ours and in one of others.
fn project(name: &str) -> PathBuf {
    let folder = temporary(name);
    write(&folder, "policies/Ours.xml", base(OTHER_CASE).replace("B2C_1A_Base", "B2C_1A_Ours"));
    write(&folder, "policies/vendor/Theirs.xml", base(OTHER_CASE));
    folder
}

/// `file: level[CODE]` of each finding.
fn short(stdout: &str) -> Vec<String> {
    let finding = |line: &str| {
        let (place, rest) = line.split_once(": ").expect("place, level and message");
        let (level, _) = rest.split_once(": ").expect("level and message");
        format!("{}: {level}", place.split(':').next().unwrap_or_default())
    };
    stdout.lines().map(finding).collect()
}

const OURS: &str = "policies/Ours.xml: warning[CS0308]";
const THEIRS: &str = "policies/vendor/Theirs.xml: warning[CS0308]";
const CHECK: [&str; 4] = ["check", "policies", "--format", "short"];

#[test]
fn a_denied_code_is_an_error_even_when_it_is_allowed() {
    let folder = project("choices-deny");
    assert_eq!(short(&expect_in(&folder, 0, &CHECK).stdout), [OURS, THEIRS]);
    for choice in [&["--deny", "cs0308"][..], &["--deny", "CS0308", "--allow", "CS0308"]] {
        let answer = expect_in(&folder, 1, &[&CHECK, choice].concat());
        assert_eq!(short(&answer.stdout), [OURS, THEIRS].map(|line| line.replace("warning", "error")));
    }
    // The rule for all warnings is about those that are left.
    expect_in(&folder, 0, &[&CHECK[..], &["--deny", "warnings", "--allow", "CS0308"]].concat());
    expect_in(&folder, 1, &[&CHECK[..], &["--deny", "CS0401", "--deny", "warnings"]].concat());
    let unknown = expect_in(&folder, 2, &[&CHECK[..], &["--deny", "CS0380"]].concat());
    assert!(unknown.stderr.contains("there is no such code; did you mean `CS0308`?"), "{}", unknown.stderr);
}

#[test]
fn in_vendored_files_only_errors_count() {
    let folder = project("choices-vendored");
    for choice in [&["--vendored", "policies/vendor"][..], &["--vendored", "**/Theirs.xml", "--deny", "warnings"]] {
        let answer = expect_in(&folder, i32::from(choice.len() > 2), &[&CHECK, choice].concat());
        assert_eq!(short(&answer.stdout), [OURS]);
    }
    let denied =
        expect_in(&folder, 0, &["check", "policies/vendor", "--vendored", "policies/vendor/*", "--deny", "CS0308"]);
    assert_eq!(denied.stdout, "no errors in 1 policy\n");
    let broken = base(OTHER_CASE).replace("</ClaimsProviders>", "");
    write(&folder, "policies/vendor/Theirs.xml", broken);
    let answer = expect_in(&folder, 1, &[&CHECK[..], &["--vendored", "policies/vendor"]].concat());
    assert_eq!(short(&answer.stdout), [OURS, "policies/vendor/Theirs.xml: error[CS0101]"]);
    let wrong = expect_in(&folder, 2, &[&CHECK[..], &["--vendored", "a***"]].concat());
    assert!(wrong.stderr.contains("the pattern is wrong at character"), "{}", wrong.stderr);
}

#[test]
fn a_project_says_it_once_for_all() {
    let folder = project("choices-project");
    write(&folder, "claimsmith.toml", "[check]\nvendored = [\"policies/vendor/**\"]\ndeny = [\"warnings\"]\n");
    assert_eq!(short(&expect_in(&folder, 1, &CHECK).stdout), [OURS]);
    // From another folder, with the flags of the command line on top.
    let inside = folder.join("policies");
    let answer = expect_in(&inside, 0, &["check", ".", "--allow", "CS0308"]);
    assert_eq!(answer.stdout, "no errors in 2 policies\n");
    write(&folder, "claimsmith.toml", "[check]\nallow = [\"CS0308\"]\nbaseline = \"none.json\"\n");
    let missing = expect_in(&folder, 2, &CHECK);
    assert!(missing.stderr.starts_with("error: cannot read `none.json`"), "{}", missing.stderr);
}

#[test]
fn a_slip_in_the_projects_file_is_an_error_with_its_place() {
    let folder = project("choices-slip");
    write(&folder, "claimsmith.toml", "# decided\n[check]\nalow = [\"CS0308\"]\n");
    let answer = expect_in(&folder, 2, &CHECK);
    let said = "error: claimsmith.toml:3:1: `alow` is not known here\n  |\n3 | alow = [\"CS0308\"]\n  | ^^^^\n\
                help: did you mean `allow`?\n";
    assert_eq!(answer.stderr, said);
    write(&folder, "claimsmith.toml", "");
    write(&folder, "policies/vendor/claimsmith.toml", "");
    let two = expect_in(&folder, 2, &["check", "policies/Ours.xml", "policies/vendor"]);
    assert!(two.stderr.starts_with("error: the paths belong to two projects"), "{}", two.stderr);
    expect_in(&folder, 0, &CHECK);
}

#[test]
fn a_comment_with_a_reason_allows_a_warning_in_one_place() {
    let folder = temporary("choices-comment");
    let comment = "            <!-- claimsmith: allow CS0308 because the provider's page spells it so -->\n";
    write(
        &folder,
        "policies/Base.xml",
        base(&format!("{comment}{OTHER_CASE}{}", OTHER_CASE.replace("nickname", "name"))),
    );
    let answer = expect_in(&folder, 0, &[&CHECK[..], &["--allow", "CS0503"]].concat());
    assert_eq!(short(&answer.stdout), ["policies/Base.xml: warning[CS0308]"], "the second is not covered");
    // Neither shown nor fixed.
    expect_in(&folder, 0, &["check", "policies", "--fix", "--allow", "CS0503"]);
    let fixed = std::fs::read_to_string(folder.join("policies/Base.xml")).expect("it is there");
    assert!(fixed.contains(&format!("{comment}{OTHER_CASE}")), "{fixed}");
    write(
        &folder,
        "policies/Base.xml",
        base(&format!("{comment}{}", OTHER_CASE.replace("DisplayName", "displayName"))),
    );
    assert_eq!(short(&expect_in(&folder, 0, &CHECK).stdout), ["policies/Base.xml: warning[CS0010]"]);
}

#[test]
fn the_example_of_the_documentation_is_read() {
    let page = std::fs::read_to_string(tests_folder().join("../../docs/checking.md")).expect("the page is there");
    let example =
        page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("there is an example");
    let folder = project("choices-documentation");
    write(&folder, "claimsmith.toml", example);
    let baseline = "claimsmith-baseline.json";
    assert!(example.contains(baseline));
    expect_in(&folder, 2, &CHECK);
    expect_in(&folder, 0, &["check", "policies", "--write-baseline", baseline]);
    assert_eq!(expect_in(&folder, 0, &CHECK).stdout, "");
}
