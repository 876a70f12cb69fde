//! `--fix` makes the changes that are certain, and no others.

use super::policies::{OTHER_CASE, base, policy, settings};
use crate::support::{claimsmith_in, expect_in, temporary, write};
use std::fs;
use std::path::{Path, PathBuf};

const FIX: [&str; 3] = ["check", "policies", "--fix"];

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("it is there")
}

/// A folder with a policy that has these output claims.
fn with(name: &str, outputs: &str) -> (PathBuf, PathBuf) {
    let folder = temporary(name);
    let policy = write(&folder, "policies/Base.xml", base(outputs));
    (folder, policy)
}

#[test]
fn everything_but_the_fault_stays_byte_by_byte() {
    let (folder, path) = with("fix-bytes", "");
    let faulty = base(OTHER_CASE)
        .replace('\n', "\r\n")
        .replace("  <BuildingBlocks>", "\t<!-- caf\u{e9} \u{1f511} -->\t \r\n\n  <BuildingBlocks>");
    let bytes = [b"\xEF\xBB\xBF", faulty.as_bytes()].concat();
    fs::write(&path, &bytes).expect("it can be written");
    let answer = expect_in(&folder, 0, &FIX);
    assert_eq!(answer.stderr, "fixed 1 finding in 1 file\n  policies/Base.xml: 1\n");
    assert_eq!(answer.stdout, "no errors in 1 policy\n");
    let expected = faulty.replace("\"DisplayName\" Partner", "\"displayName\" Partner");
    assert_ne!(expected, faulty);
    assert_eq!(fs::read(&path).expect("it is there"), [b"\xEF\xBB\xBF", expected.as_bytes()].concat());
    let left: Vec<_> = fs::read_dir(folder.join("policies")).expect("it is there").collect();
    assert_eq!(left.len(), 1, "no temporary file is left behind: {left:?}");
    let again = expect_in(&folder, 0, &FIX);
    assert_eq!(again.stderr, "nothing was fixed\n");
}

#[test]
fn several_faults_of_several_files_are_fixed_at_once() {
    let (folder, path) = with("fix-several", &OTHER_CASE.replace("displayName", "x").repeat(3));
    let child = "  <ClaimsProviders>\n    <ClaimsProvider>\n      <DisplayName>Example</DisplayName>\n      <TechnicalProfiles>\n        \
                 <TechnicalProfile Id=\"Example-OAUTH\">\n          <OutputClaims>\n            \
                 <OutputClaim ClaimTypeReferenceId=\"IDENTITYPROVIDER\" DefaultValue=\"other\" />\n          </OutputClaims>\n        \
                 </TechnicalProfile>\n      </TechnicalProfiles>\n    </ClaimsProvider>\n  </ClaimsProviders>\n";
    let child = write(&folder, "policies/Child.xml", policy("B2C_1A_Child", Some("B2C_1A_Base"), child));
    let answer = expect_in(&folder, 0, &[&FIX[..], &["--allow", "CS0503"]].concat());
    assert_eq!(answer.stderr, "fixed 4 findings in 2 files\n  policies/Base.xml: 3\n  policies/Child.xml: 1\n");
    assert_eq!(read(&path).matches("\"displayName\" Partner").count(), 3);
    assert!(read(&child).contains("\"identityProvider\" DefaultValue=\"other\""));
}

#[test]
fn what_is_left_is_reported() {
    let undeclared = "            <OutputClaim ClaimTypeReferenceId=\"unknown\" />\n";
    let (folder, path) = with("fix-left", &format!("{OTHER_CASE}{undeclared}"));
    let answer = expect_in(&folder, 1, &[&FIX[..], &["--format", "short"]].concat());
    assert!(answer.stdout.contains("error[CS0305]") && !answer.stdout.contains("CS0308"), "{}", answer.stdout);
    assert!(read(&path).contains(undeclared));
}

#[test]
fn a_slip_of_the_keyboard_is_mended() {
    let (folder, path) = with("fix-slip", &OTHER_CASE.replace("DisplayName", "displaName"));
    let answer = expect_in(&folder, 0, &FIX);
    assert_eq!(answer.stderr, "fixed 1 finding in 1 file\n  policies/Base.xml: 1\n");
    assert!(read(&path).contains("\"displayName\" Partner"));
}

#[test]
fn a_guess_is_not_made() {
    // Two letters away: shown as advice only.
    let (folder, path) = with("fix-guess", "            <OutputClaim ClaimTypeReferenceId=\"dsplayNam\" />\n");
    let before = read(&path);
    let answer = expect_in(&folder, 1, &FIX);
    assert!(answer.stdout.contains("did you mean `displayName`?"), "{}", answer.stdout);
    assert_eq!((answer.stderr.as_str(), read(&path)), ("nothing was fixed\n", before));
}

#[test]
fn placeholders_are_never_edited() {
    let output = OTHER_CASE.replace("\"DisplayName\"", "\"{Settings:Claim}\"");
    let (folder, path) = with("fix-settings", &output);
    let before = read(&path);
    write(&folder, "appsettings.json", settings(&[("Test", &[("Claim", "DisplayName")])]));
    let answer = expect_in(&folder, 0, &FIX);
    assert!(answer.stdout.contains("warning[CS0308]"), "{}", answer.stdout);
    assert_eq!(answer.stderr, "nothing was fixed\nnote: 1 fix is not made: a setting stands where it would edit\n");
    assert_eq!(read(&path), before);
}

#[test]
fn what_differs_between_environments_is_left_alone() {
    // The declaration depends on the environment: what is another case in one is right in the other.
    let folder = temporary("fix-environments");
    let text = base(OTHER_CASE).replace("ClaimType Id=\"displayName\"", "ClaimType Id=\"{Settings:Claim}\"");
    let path = write(&folder, "policies/Base.xml", &text);
    let environment = |name| [("Claim", name)];
    let [test, production] = [environment("displayName"), environment("DisplayName")];
    write(&folder, "appsettings.json", settings(&[("Test", &test), ("Production", &production)]));
    let answer = expect_in(&folder, 0, &FIX);
    assert_eq!(answer.stderr, "nothing was fixed\nnote: 1 fix is not made: it is not the same in every environment\n");
    assert_eq!(read(&path), text);
    // One environment alone does not say what holds in the others.
    expect_in(&folder, 2, &[&FIX[..], &["--environment", "Test"]].concat());
    // The same in all of them.
    write(&folder, "appsettings.json", settings(&[("Test", &test), ("Production", &test)]));
    expect_in(&folder, 0, &FIX);
    assert!(read(&path).contains("\"displayName\" Partner"));
}

#[test]
fn vendored_files_and_known_findings_are_left_alone() {
    let (folder, path) = with("fix-vendored", OTHER_CASE);
    let before = read(&path);
    expect_in(&folder, 0, &[&FIX[..], &["--vendored", "policies"]].concat());
    assert_eq!(read(&path), before);
    expect_in(&folder, 0, &["check", "policies", "--write-baseline", "known.json"]);
    expect_in(&folder, 0, &[&FIX[..], &["--baseline", "known.json"]].concat());
    assert_eq!(read(&path), before);
}

#[test]
fn settings_are_fixed_too_and_then_used() {
    let (folder, _) = with("fix-json", &OTHER_CASE.replace("nickname", "{Settings:Nickname}"));
    let faulty = settings(&[("Test", &[("Nickname", "nick")])]).replace("]}", ",]}");
    let path = write(&folder, "appsettings.json", faulty);
    let answer = expect_in(&folder, 0, &FIX);
    assert!(answer.stderr.contains("  appsettings.json: 1\n"), "{}", answer.stderr);
    assert!(!read(&path).contains(",]}"));
}

#[cfg(unix)]
#[test]
fn permissions_and_links_are_kept_and_read_only_files_refused() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (folder, path) = with("fix-permissions", OTHER_CASE);
    let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("it is ours");
    mode(0o444);
    let answer = expect_in(&folder, 2, &FIX);
    assert_eq!(answer.stderr, "error: `policies/Base.xml` is read-only; nothing was fixed\n");
    assert!(read(&path).contains("\"DisplayName\" Partner"));
    mode(0o640);
    fs::create_dir(folder.join("links")).expect("the folder can be written");
    let link = folder.join("links/Base.xml");
    symlink("../policies/Base.xml", &link).expect("the folder can be written");
    expect_in(&folder, 0, &["check", "links", "--fix"]);
    assert!(link.symlink_metadata().expect("it is there").is_symlink());
    assert!(read(&path).contains("\"displayName\" Partner"));
    assert_eq!(path.metadata().expect("it is there").permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn no_file_is_fixed_when_one_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;
    let folder = temporary("fix-all-or-none");
    let paths = ["a/Base.xml", "z/Other.xml"].map(|path| {
        let id = if path.starts_with('a') { "B2C_1A_Base" } else { "B2C_1A_Other" };
        write(&folder, path, base(OTHER_CASE).replace("B2C_1A_Base", id))
    });
    let before = paths.each_ref().map(|path| read(path));
    let locked = folder.join("z");
    let mode = |mode| fs::set_permissions(&locked, fs::Permissions::from_mode(mode)).expect("it is ours");
    mode(0o555);
    let is_privileged = fs::write(locked.join("probe"), "").is_ok();
    let answer = claimsmith_in(&folder, &["check", ".", "--fix"]);
    mode(0o755);
    // The super-user may write everywhere.
    if is_privileged {
        assert_eq!(answer.status, Some(0), "{}", answer.stderr);
        return;
    }
    assert_eq!(answer.status, Some(2));
    assert!(answer.stderr.starts_with("error: cannot write `z/Other.xml`: "), "{}", answer.stderr);
    assert_eq!(paths.each_ref().map(|path| read(path)), before);
    assert_eq!(fs::read_dir(folder.join("a")).expect("it is there").count(), 1, "nothing is left behind");
}

#[test]
fn an_element_with_a_comment_is_left_to_its_author() {
    let (folder, _) = with("fix-comment", "");
    let child = "  <ClaimsProviders>\n    <ClaimsProvider>\n      <DisplayName>Example</DisplayName>\n      <TechnicalProfiles>\n        \
                 <TechnicalProfile Id=\"Example-OAUTH\">\n          <!-- my precious -->\n          \
                 <DisplayName>Example</DisplayName>\n        </TechnicalProfile>\n      </TechnicalProfiles>\n    </ClaimsProvider>\n  \
                 </ClaimsProviders>\n";
    let commented = policy("B2C_1A_Child", Some("B2C_1A_Base"), child);
    let path = write(&folder, "policies/Child.xml", &commented);
    let answer = expect_in(&folder, 0, &FIX);
    assert!(answer.stdout.contains("warning[CS0321]"), "{}", answer.stdout);
    assert_eq!((answer.stderr.as_str(), read(&path)), ("nothing was fixed\n", commented.clone()));
    write(&folder, "policies/Child.xml", commented.replace("          <!-- my precious -->\n", ""));
    expect_in(&folder, 0, &FIX);
    assert!(!read(&path).contains("Id=\"Example-OAUTH\""), "{}", read(&path));
}
