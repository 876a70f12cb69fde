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
