//! `claimsmith build` as its users run it.

use crate::support::{contents, expect_in, temporary, write};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

const SETTINGS: &str = r#"{ "Environments": [
  { "Name": "Contoso", "Tenant": "contoso.onmicrosoft.com", "PolicySettings": { "ClientId": "1001", "ApiSecret": "hunter2hunter2" } },
  { "Name": "fabrikam", "Tenant": "fabrikam.onmicrosoft.com", "PolicySettings": { "ClientId": "2002", "ApiSecret": "correcthorse" } } ] }"#;

/// A policy with settings in its tenant.
fn policy(id: &str, base: Option<&str>, content: &str) -> String {
    let base = base.map_or_else(String::new, |base| {
        format!("  <BasePolicy>\n    <TenantId>{{Settings:Tenant}}</TenantId>\n    <PolicyId>{base}</PolicyId>\n  </BasePolicy>\n")
    });
    format!(
        "<TrustFrameworkPolicy xmlns=\"http://schemas.microsoft.com/online/cpim/schemas/2013/06\" \
         PolicySchemaVersion=\"0.3.0.0\" TenantId=\"{{Settings:Tenant}}\" PolicyId=\"{id}\" \
         PublicPolicyUri=\"http://{{Settings:Tenant}}/{id}\">\n{base}{content}</TrustFrameworkPolicy>\n"
    )
}

fn profile(id: &str, metadata: &str) -> String {
    format!(
        "  <ClaimsProviders>\n    <ClaimsProvider>\n      <DisplayName>Any</DisplayName>\n      <TechnicalProfiles>\n        \
         <TechnicalProfile Id=\"{id}\">\n          <DisplayName>A</DisplayName>\n          <Protocol Name=\"None\" />\n          \
         <Metadata>\n{metadata}          </Metadata>\n        </TechnicalProfile>\n      </TechnicalProfiles>\n    \
         </ClaimsProvider>\n  </ClaimsProviders>\n"
    )
}

const METADATA: &str = "            <Item Key=\"client_id\">{Settings:ClientId}</Item>\n            <Item Key=\"claimsmith.pkce\">false</Item>\n";

/// A project of two tenants, of which one has an overlay; the base has line ends of Windows and a byte-order mark.
fn project(name: &str) -> PathBuf {
    let folder = temporary(name);
    write(&folder, "policies/appsettings.json", SETTINGS);
    let base = policy("B2C_1A_Base", None, "");
    write(&folder, "policies/Base.xml", format!("\u{feff}{}", base.replace('\n', "\r\n")));
    write(
        &folder,
        "policies/Extensions.xml",
        policy("B2C_1A_Extensions", Some("B2C_1A_Base"), &profile("A", METADATA)),
    );
    write(&folder, "policies/App.xml", policy("B2C_1A_App", Some("B2C_1A_Extensions"), ""));
    let overlay = policy("B2C_1A_Contoso", Some("B2C_1A_Extensions"), "");
    write(&folder, "policies/tenants/Contoso/overlay.xml", overlay);
    write(&folder, "claimsmith.toml", "[environments.contoso]\noverlay = \"policies/tenants/Contoso/overlay.xml\"\n");
    folder
}

#[test]
fn every_tenant_gets_its_files() {
    let folder = project("build-all");
    let answer = expect_in(&folder, 0, &["build", "--all", "--out", "built"]);
    assert_eq!(
        answer.stdout,
        "built Contoso in built/Contoso: 4 policies, 5 files written\nbuilt fabrikam in built/fabrikam: 3 policies, 4 files \
         written\n"
    );
    let built = contents(&folder.join("built"));
    let source = |path: &str| fs::read_to_string(folder.join("policies").join(path)).expect("a text");
    let expected = |path: &str, tenant: &str, id: &str| {
        let text = source(path).replace("{Settings:Tenant}", tenant).replace("{Settings:ClientId}", id);
        text.replace("            <Item Key=\"claimsmith.pkce\">false</Item>\n", "")
    };
    for (environment, tenant, id) in
        [("Contoso", "contoso.onmicrosoft.com", "1001"), ("fabrikam", "fabrikam.onmicrosoft.com", "2002")]
    {
        for path in ["Base.xml", "Extensions.xml"] {
            assert_eq!(built[&format!("{environment}/{path}")], expected(path, tenant, id), "{environment}/{path}");
        }
    }
    let app = expected("App.xml", "contoso.onmicrosoft.com", "");
    assert_eq!(built["Contoso/App.xml"], app.replace(">B2C_1A_Extensions<", ">B2C_1A_Contoso<"));
    assert_eq!(built["fabrikam/App.xml"], expected("App.xml", "fabrikam.onmicrosoft.com", ""));
    let order = "Base.xml\nExtensions.xml\ntenants/Contoso/overlay.xml\nApp.xml\n";
    assert_eq!(built["Contoso/upload-order.txt"], order);
    assert_eq!(built["fabrikam/upload-order.txt"], "Base.xml\nExtensions.xml\nApp.xml\n");
    assert_eq!(built.len(), 11, "{:?}", built.keys());
    assert!(expect_in(&folder, 0, &["check", "built/Contoso"]).stdout.contains("in 4 policies"));
    assert!(expect_in(&folder, 0, &["check", "built"]).stdout.contains("in 7 policies"));
}

#[test]
fn what_was_built_is_no_source_and_a_second_build_touches_nothing() {
    let folder = project("build-again");
    let build = ["build", "--all", "--out", "policies/built"];
    expect_in(&folder, 0, &build);
    let time =
        || folder.join("policies/built/fabrikam/App.xml").metadata().and_then(|it| it.modified()).expect("a time");
    let (before, built) = (time(), contents(&folder.join("policies/built")));
    let answer = expect_in(&folder, 0, &build);
    assert_eq!(
        answer.stdout,
        "up to date: Contoso in policies/built/Contoso: 4 policies\nup to date: fabrikam in policies/built/fabrikam: 3 \
         policies\n"
    );
    assert_eq!((time(), contents(&folder.join("policies/built"))), (before, built));
    assert!(expect_in(&folder, 0, &["check", "policies"]).stdout.contains("in 4 policies"));
    fs::remove_file(folder.join("policies/App.xml")).expect("it was there");
    let answer = expect_in(&folder, 0, &["build", "--environment", "FABRIKAM", "--out", "policies/built"]);
    assert!(answer.stdout.contains("2 policies, 1 file written, 1 file removed"), "{}", answer.stdout);
    assert!(!folder.join("policies/built/fabrikam/App.xml").exists());
}

#[test]
fn an_environment_with_an_error_keeps_its_files() {
    let folder = project("build-error");
    expect_in(&folder, 0, &["build", "--all", "--out", "built"]);
    let before = contents(&folder.join("built/Contoso"));
    write(
        &folder,
        "policies/appsettings.json",
        SETTINGS.replacen("\"ClientId\": \"1001\", ", "", 1).replace("2002", "3003"),
    );
    let answer = expect_in(&folder, 1, &["build", "--all", "--out", "built"]);
    assert!(
        answer.stderr.contains("CS0005") && answer.stderr.contains("`Contoso` is not built: 1 error"),
        "{}",
        answer.stderr
    );
    assert!(answer.stdout.starts_with("built fabrikam in"), "{}", answer.stdout);
    assert_eq!(contents(&folder.join("built/Contoso")), before);
    assert!(contents(&folder.join("built/fabrikam"))["Extensions.xml"].contains("3003"));
}

#[test]
fn denied_warnings_keep_policies_from_being_built() {
    let folder = project("build-denied");
    write(&folder, "claimsmith.toml", "[check]\ndeny = [\"warnings\"]\n");
    let answer = expect_in(&folder, 1, &["build", "--environment", "fabrikam", "--out", "built"]);
    assert!(answer.stderr.contains("and `claimsmith.toml` denies warnings"), "{}", answer.stderr);
    write(&folder, "claimsmith.toml", "[check]\ndeny = [\"CS0401\"]\n");
    let answer = expect_in(&folder, 1, &["build", "--environment", "fabrikam", "--out", "built"]);
    assert!(answer.stderr.contains("error[CS0401]"), "{}", answer.stderr);
    assert!(!folder.join("built").exists());
    write(&folder, "claimsmith.toml", "[check]\ndeny = [\"warnings\"]\nallow = [\"CS0401\"]\n");
    expect_in(&folder, 0, &["build", "--environment", "fabrikam", "--out", "built"]);
}

/// A limit for the size of a file is refused like a full disk: in the middle of writing.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_earlier_build_whole() {
    let folder = project("build-full");
    let long = format!("  <!-- {} -->\n", "long ".repeat(20_000));
    write(&folder, "policies/App.xml", policy("B2C_1A_App", Some("B2C_1A_Extensions"), &long));
    expect_in(&folder, 0, &["build", "--all", "--out", "built"]);
    let before = contents(&folder.join("built"));
    write(&folder, "policies/appsettings.json", SETTINGS.replace("onmicrosoft", "other"));
    let script =
        format!("trap '' XFSZ; ulimit -f 8; exec '{}' build --all --out built", env!("CARGO_BIN_EXE_claimsmith"));
    let output = Command::new("sh").args(["-c", &script]).current_dir(&folder).output().expect("a shell");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("cannot write"), "{said}");
    assert_eq!(contents(&folder.join("built")), before);
    expect_in(&folder, 0, &["build", "--all", "--out", "built"]);
    assert!(contents(&folder.join("built"))["fabrikam/App.xml"].contains("fabrikam.other.com"));
}

/// However long a build was let run, the next one makes the same files as one that was let finish.
#[test]
fn a_killed_build_is_taken_up_by_the_next() {
    let folder = project("build-killed");
    for (round, milliseconds) in [5, 10, 15, 20, 30, 40, 60, 90].into_iter().enumerate() {
        write(&folder, "policies/appsettings.json", SETTINGS.replace("onmicrosoft", &format!("round{round}")));
        let mut build = Command::new(env!("CARGO_BIN_EXE_claimsmith"));
        let build = build.args(["build", "--all", "--out", "built"]).current_dir(&folder);
        let mut process = build.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the tool starts");
        thread::sleep(Duration::from_millis(milliseconds));
        let _ = process.kill();
        process.wait().expect("the tool ends");
    }
    expect_in(&folder, 0, &["build", "--all", "--out", "built"]);
    expect_in(&folder, 0, &["build", "--all", "--out", "fresh"]);
    assert_eq!(contents(&folder.join("built")), contents(&folder.join("fresh")));
}

#[test]
fn a_secret_is_not_written_unless_it_is_allowed() {
    let folder = project("build-secret");
    let metadata = "            <Item Key=\"x\">{Settings:ApiSecret}</Item>\n";
    write(
        &folder,
        "policies/Extensions.xml",
        policy("B2C_1A_Extensions", Some("B2C_1A_Base"), &profile("A", metadata)),
    );
    let answer = expect_in(&folder, 1, &["build", "--environment", "fabrikam", "--out", "built"]);
    assert!(answer.stderr.contains("`{Settings:ApiSecret}` is in `policies/Extensions.xml:14`"), "{}", answer.stderr);
    assert!(answer.stderr.contains("--allow-secret ApiSecret"), "{}", answer.stderr);
    assert!(!answer.stderr.contains("correcthorse") && !folder.join("built").exists());
    let allowed = ["build", "--environment", "fabrikam", "--out", "built", "--allow-secret", "apisecret"];
    let answer = expect_in(&folder, 0, &allowed);
    assert!(!answer.stdout.contains("correcthorse") && !answer.stderr.contains("correcthorse"));
    assert!(contents(&folder.join("built"))["fabrikam/Extensions.xml"].contains("correcthorse"));
}

#[test]
fn edited_files_and_sources_are_safe() {
    let folder = project("build-edited");
    let build = ["build", "--environment", "contoso.onmicrosoft.com", "--out", "built"];
    expect_in(&folder, 0, &build);
    write(&folder, "built/Contoso/App.xml", "edited");
    let answer = expect_in(&folder, 2, &build);
    assert!(answer.stderr.contains("not built, or edited since: `App.xml`"), "{}", answer.stderr);
    assert_eq!(contents(&folder.join("built"))["Contoso/App.xml"], "edited");
    expect_in(&folder, 0, &[&build[..], &["--force"]].concat());
    assert_ne!(contents(&folder.join("built"))["Contoso/App.xml"], "edited");
    let before = contents(&folder.join("policies"));
    let answer = expect_in(&folder, 2, &["build", "--all", "--out", "policies/tenants", "--force"]);
    assert!(answer.stderr.contains("the policies that are built stand in it"), "{}", answer.stderr);
    assert_eq!(contents(&folder.join("policies")), before);
}

#[test]
fn what_is_to_be_built_has_to_be_clear() {
    let folder = project("build-choice");
    let answer = expect_in(&folder, 2, &["build", "--out", "built"]);
    assert!(answer.stderr.contains("has several environments") && answer.stderr.contains("--environment \"fabrikam\""));
    let answer = expect_in(&folder, 2, &["build", "--environment", "fabricam", "--out", "built"]);
    assert!(answer.stderr.contains("did you mean `fabrikam`?"), "{}", answer.stderr);
    write(&folder, "policies/appsettings.json", SETTINGS.replace("fabrikam\"", "../fabrikam\""));
    let answer = expect_in(&folder, 2, &["build", "--all", "--out", "built"]);
    assert!(answer.stderr.contains("has a character that no file name has"), "{}", answer.stderr);
    write(&folder, "file", "");
    write(&folder, "policies/appsettings.json", SETTINGS);
    expect_in(&folder, 2, &["build", "--all", "--out", "file"]);
    assert!(!folder.join("built").exists());
}

#[test]
fn policies_without_settings_are_built_into_the_folder_itself() {
    let folder = temporary("build-plain");
    let base = policy("B2C_1A_Base", None, "").replace("{Settings:Tenant}", "contoso.onmicrosoft.com");
    write(&folder, "p/Base.xml", &base);
    let answer = expect_in(&folder, 0, &["build", "--out", "built"]);
    assert_eq!(answer.stdout, "built the policies in built: 1 policy, 2 files written\n");
    let built = contents(&folder.join("built"));
    assert_eq!((built["Base.xml"].as_str(), built["upload-order.txt"].as_str()), (base.as_str(), "Base.xml\n"));
    let answer = expect_in(&folder, 2, &["build", "--out", "p", "--force"]);
    assert!(answer.stderr.contains("the policies that are built stand in it"), "{}", answer.stderr);
}
