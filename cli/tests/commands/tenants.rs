//! The sample tenants of `policies/tenants`, as their team works with them.

use crate::support::{Answer, expect_in, temporary};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/tenants")
}

fn folders(parent: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(parent).expect("it was written").map(|entry| entry.expect("it can be read"));
    let folders = entries.filter(|entry| entry.path().is_dir());
    folders.map(|entry| entry.file_name().into_string().expect("a name in ASCII")).collect()
}

#[test]
fn each_tenant_gets_a_crate_and_policies_and_settings_alone_make_no_tenant() {
    let out = temporary("sample_tenants");
    let path = |name: &str| out.join(name).to_str().expect("a path in Unicode").to_owned();
    let (crates, policies) = (path("crates"), path("policies"));
    let Answer { stdout, .. } = expect_in(&samples(), 0, &["generate", "--all", "--out", &crates]);
    assert!(!stdout.contains("Shared"), "{stdout}");
    assert_eq!(folders(Path::new(&crates)), ["contoso", "fabrikam"].map(str::to_owned).into());
    expect_in(&samples(), 0, &["generate", "--all", "--out", &crates, "--check"]);
    expect_in(&samples(), 0, &["build", "--all", "--out", &policies]);
    assert_eq!(folders(Path::new(&policies)), ["Contoso", "Fabrikam"].map(str::to_owned).into());
    let relying_party = |tenant: &str| {
        let file = Path::new(&policies).join(tenant).join("shared/SignUpOrSignIn.xml");
        fs::read_to_string(file).expect("it was built")
    };
    assert!(relying_party("Contoso").contains("Overlay</PolicyId>"), "the overlay is its base");
    assert!(relying_party("Fabrikam").contains("Extensions</PolicyId>"));
}

/// The samples, in two folders `old` and `new`.
fn versions(name: &str) -> PathBuf {
    let folder = temporary(name);
    for version in ["old", "new"] {
        copy(&samples(), &folder.join(version));
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("it can be listed") {
        let path = entry.expect("it can be listed").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("it can be copied");
        }
    }
}

fn replace(file: &Path, replaced: &str, by: &str) {
    let text = fs::read_to_string(file).expect("it is there");
    assert!(text.contains(replaced), "{replaced}");
    fs::write(file, text.replace(replaced, by)).expect("it can be written");
}

/// Level and kind of each change, and where it is.
fn changes(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let answer = expect_in(folder, 0, &[&["diff", "old", "new", "--format", "short"], arguments].concat());
    answer.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn a_name_is_that_of_a_tenant_although_there_is_a_folder_for_its_files() {
    let by_name = expect_in(&samples(), 0, &["diff", "contoso", "fabrikam"]);
    assert_eq!(by_name.stdout, expect_in(&samples(), 0, &["diff", "Contoso", "FABRIKAM"]).stdout);
    let by_tenant = expect_in(&samples(), 0, &["diff", "contoso.onmicrosoft.com", "fabrikam.onmicrosoft.com"]);
    assert_eq!(by_name.stdout, by_tenant.stdout);
    assert!(by_name.stdout.contains("the policy `B2C_1A_PartnerSignIn` generates code"), "{}", by_name.stdout);
    let note = "note: `contoso` is the environment `Contoso`; the folder is `./contoso`\n";
    assert!(by_name.stderr.contains(note) && by_tenant.stderr.is_empty(), "{by_name:?}");
    let folder = expect_in(&samples(), 0, &["diff", "./fabrikam", "fabrikam/PartnerSignIn.xml"]);
    assert!(folder.stdout.contains("no changes") && folder.stderr.is_empty(), "{folder:?}");
    let overlay = expect_in(&samples(), 2, &["diff", "./contoso", "./fabrikam"]);
    assert!(overlay.stderr.contains("none of the policies in `./contoso` belongs to an environment"), "{overlay:?}");
}

#[test]
fn another_policy_moves_nothing_that_is_there() {
    let folder = versions("tenants-another-policy");
    replace(&folder.join("old/claimsmith.toml"), "policies = [\"shared/*.xml\", \"fabrikam/*.xml\"]\n", "");
    fs::remove_file(folder.join("old/fabrikam/PartnerSignIn.xml")).expect("it can be removed");
    let added = "minor[policy-added]: the policy `B2C_1A_PartnerSignIn` generates code";
    assert_eq!(changes(&folder, &["--environment", "fabrikam"]), [added]);
}

#[test]
fn names_that_applications_write_are_part_of_the_api() {
    let folder = versions("tenants-names");
    replace(&folder.join("new/shared/SignUpOrSignIn.xml"), "B2C_1A_SignUpOrSignIn", "B2C_1A_SUSI");
    let renamed = changes(&folder, &["--environment", "contoso"]);
    assert!(renamed.contains(&"breaking[policy-module]: the module `sign_up_or_sign_in` is called `susi`".to_owned()));
    let folder = versions("tenants-crate");
    let file = folder.join("new/claimsmith.toml");
    replace(&file, "{environment}-sign-in", "{environment}-login");
    replace(&file, "https://login.contoso.example", "https://id.contoso.example");
    let changed = [
        "breaking[crate-name]: the crate is called `contoso-login` instead of `contoso-sign-in`",
        "patch[application-url]: `application_url` is `https://id.contoso.example` instead of \
         `https://login.contoso.example`",
    ];
    assert_eq!(changes(&folder, &["--environment", "contoso"]), changed);
}

/// A crate of several policies has a run for each of them, and is one environment all the same.
#[test]
fn findings_count_tenants_and_not_policies() {
    let folder = temporary("tenants-counted");
    copy(&samples(), &folder);
    let attributes = "[generate]\nattributes = { \"GitHub-OAUTH2\" = [\"#[derive(Debug)]\"] }\n";
    replace(&folder.join("claimsmith.toml"), "[generate]\n", attributes);
    let answer = expect_in(&folder, 2, &["generate", "--all", "--out", "sdk"]);
    assert!(answer.stderr.contains("= note: in both environments"), "{}", answer.stderr);
    assert!(!answer.stderr.contains("of 2 environments") && !answer.stderr.contains("all 3"), "{}", answer.stderr);
}
