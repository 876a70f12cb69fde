//! The policy keys that `keys.toml` declares for each tenant.

use crate::support::{expect_in, temporary, write};
use std::path::{Path, PathBuf};

const SETTINGS: &str = r#"{ "Environments": [
    { "Name": "Contoso", "Tenant": "contoso.onmicrosoft.com", "PolicySettings": {} },
    { "Name": "Fabrikam", "Tenant": "fabrikam.onmicrosoft.com", "PolicySettings": {} }
] }"#;

/// A policy whose REST service has a key of this name.
fn policy(key: &str) -> String {
    format!(
        r#"<TrustFrameworkPolicy xmlns="http://schemas.microsoft.com/online/cpim/schemas/2013/06"
  PolicySchemaVersion="0.3.0.0" TenantId="contoso.onmicrosoft.com" PolicyId="B2C_1A_Base"
  PublicPolicyUri="http://contoso.onmicrosoft.com/B2C_1A_Base">
  <ClaimsProviders><ClaimsProvider><DisplayName>Contoso</DisplayName><TechnicalProfiles>
    <TechnicalProfile Id="Contoso"><CryptographicKeys>
      <Key Id="client_secret" StorageReferenceId="{key}" />
    </CryptographicKeys></TechnicalProfile>
  </TechnicalProfiles></ClaimsProvider></ClaimsProviders>
</TrustFrameworkPolicy>
"#
    )
}

/// A project of two tenants with one policy.
fn project(name: &str, keys: &str) -> PathBuf {
    let folder = temporary(name);
    write(&folder, "claimsmith.toml", "");
    write(&folder, "keys.toml", keys);
    write(&folder, "policies/appsettings.json", SETTINGS);
    write(&folder, "policies/Base.xml", policy("B2C_1A_Secret"));
    folder
}

/// The findings about policy keys.
fn check(folder: &Path, status: i32, further: &[&str]) -> Vec<String> {
    let arguments = [&["check", "policies", "--format", "short"][..], further].concat();
    let answer = expect_in(folder, status, &arguments);
    let of_keys = |line: &&str| ["[CS0418]", "[CS0419]", "[CS0420]"].iter().any(|code| line.contains(code));
    answer.stdout.lines().filter(of_keys).map(str::to_owned).collect()
}

const UNDECLARED: &str = "policies/Base.xml:6:51: error[CS0418]: the policy key `B2C_1A_Secret` is not declared";

#[test]
fn each_tenant_has_its_own_keys() {
    let folder = project("keys-tenants", "[environments.contoso.keys]\nB2C_1A_Secret = \"secret\"\n");
    assert_eq!(check(&folder, 0, &[]), [""; 0], "of the other tenant nothing is said");
    write(&folder, "keys.toml", "[environments.contoso.keys]\nSecret = \"secret\"\n[environments.Fabrikam.keys]\n");
    assert_eq!(check(&folder, 1, &[]), [UNDECLARED]);
    assert_eq!(check(&folder, 0, &["--environment", "contoso"]), [""; 0]);
    assert_eq!(check(&folder, 1, &["--environment", "fabrikam.onmicrosoft.com"]), [UNDECLARED]);
    let shown = expect_in(&folder, 1, &["check", "policies"]).stdout;
    assert!(shown.contains("in 1 of 2 environments: `Fabrikam`"), "{shown}");
}

#[test]
fn a_key_of_every_tenant_is_unused_when_no_tenant_uses_it() {
    let keys = "[keys]\nB2C_1A_Secret = \"secret\"\nB2C_1A_Left = \"signing\"\n\
                [environments.fabrikam.keys]\nB2C_1A_Own = \"secret\"\n";
    let folder = project("keys-unused", keys);
    let unused =
        |line: u32, name| format!("keys.toml:{line}:1: warning[CS0420]: no policy uses the policy key `{name}`");
    let expected = [unused(3, "B2C_1A_Left"), unused(5, "B2C_1A_Own")];
    assert_eq!(check(&folder, 0, &[]), expected);
    assert_eq!(check(&folder, 0, &["--environment", "contoso"]), [""; 0], "another tenant may use it");

    // One tenant uses it now, by way of its settings.
    let settings = SETTINGS.replacen("{} }", "{ \"Key\": \"B2C_1A_Secret\" } }", 1);
    write(&folder, "policies/appsettings.json", settings.replacen("{} }", "{ \"Key\": \"B2C_1A_Left\" } }", 1));
    write(&folder, "policies/Base.xml", policy("{Settings:Key}"));
    assert_eq!(check(&folder, 0, &[]), [unused(5, "B2C_1A_Own")]);

    // Some of the policies say nothing about what the others use.
    write(&folder, "Other.xml", policy("B2C_1A_Own").replace("B2C_1A_Base", "B2C_1A_Other"));
    assert_eq!(check(&folder, 0, &[]), [""; 0]);
}

#[test]
fn the_project_may_name_the_file() {
    let folder = project("keys-named", "[keys]\n");
    assert_eq!(check(&folder, 1, &[]), [UNDECLARED]);
    write(&folder, "claimsmith.toml", "keys = \"deployment/known.toml\"\n");
    write(&folder, "deployment/known.toml", "\u{feff}[keys]\r\nB2C_1A_Secret = \"secret\"\r\n");
    assert_eq!(check(&folder, 0, &[]), [""; 0]);
    write(&folder, "claimsmith.toml", "keys = \"nowhere.toml\"\n");
    let missing = expect_in(&folder, 2, &["check", "policies"]);
    assert!(missing.stderr.contains("cannot read `nowhere.toml`: there is no such file"), "{}", missing.stderr);
}

#[test]
fn what_is_wrong_with_the_file_is_named_without_a_value() {
    let folder = project("keys-faulty", "[keys]\nB2C_1A_Secret = \"hunter2\"\n");
    let answer = expect_in(&folder, 2, &["check", "policies"]);
    assert!(answer.stderr.contains("keys.toml:2:17: a policy key is for"), "{}", answer.stderr);
    assert!(!answer.stderr.contains("hunter2"), "{}", answer.stderr);
    write(&folder, "keys.toml", "[environments.contosso.keys]\n");
    let answer = expect_in(&folder, 2, &["check", "policies"]);
    assert!(answer.stderr.contains("keys.toml:1:15: there is no environment `contosso`"), "{}", answer.stderr);
    assert!(answer.stderr.contains("did you mean `Contoso`"), "{}", answer.stderr);
}
